// The methods that CloudFront Functions add to strings, for strings whose characters stand for bytes.
(function (host) {
  'use strict';

  function part(text, start, end) {
    return String(text).slice(start === undefined ? 0 : start, end === undefined ? undefined : end);
  }

  // Whether every character is a byte.
  function isBytes(text) {
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) > 255) return false;
    }
    return true;
  }

  return {
    bytesFrom(source, encoding) {
      if (typeof source !== 'string') return host.latin1Decode(new Uint8Array(source));
      if (encoding === 'base64' || encoding === 'base64url') return host.latin1Decode(host.base64Decode(source));
      if (encoding === 'hex') {
        let text = '';
        for (let i = 0; i + 1 < source.length; i += 2) {
          const byte = parseInt(source.slice(i, i + 2), 16);
          if (byte !== byte) break;
          text += String.fromCharCode(byte);
        }
        return text;
      }
      throw new TypeError('Unknown encoding: "' + encoding + '"');
    },
    fromBytes(start, end) {
      return part(this, start, end);
    },
    fromUTF8(start, end) {
      const text = part(this, start, end);
      return isBytes(text) ? host.utf8Decode(host.latin1Encode(text), true) : null;
    },
    toBytes(start, end) {
      const text = part(this, start, end);
      return isBytes(text) ? text : null;
    },
    toUTF8(start, end) {
      return host.latin1Decode(host.utf8Encode(part(this, start, end)));
    },
  };
});
