// TextEncoder, TextDecoder, atob and btoa, over the host's encodings.
(function (host) {
  'use strict';

  class TextEncoder {
    get encoding() {
      return 'utf-8';
    }
    encode(text) {
      return host.utf8Encode(text === undefined ? '' : String(text));
    }
    encodeInto(text, target) {
      const source = host.utf8Encode(String(text));
      let length = source.length < target.length ? source.length : target.length;
      // Never cut a character: step back over continuation bytes.
      while (length < source.length && length > 0 && (source[length] & 0xc0) === 0x80) length--;
      for (let i = 0; i < length; i++) target[i] = source[i];
      return { read: host.utf8Decode(source.subarray(0, length)).length, written: length };
    }
  }

  class TextDecoder {
    constructor(label, options) {
      const name = label === undefined ? 'utf-8' : String(label).toLowerCase();
      if (name !== 'utf-8' && name !== 'utf8') host.unsupported('TextDecoder("' + name + '")');
      this.encoding = 'utf-8';
      this.fatal = Boolean(options && options.fatal);
      this.ignoreBOM = Boolean(options && options.ignoreBOM);
    }
    decode(input) {
      if (input === undefined) return '';
      const bytes = input instanceof ArrayBuffer
        ? new Uint8Array(input)
        : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
      const text = host.utf8Decode(bytes, this.fatal);
      if (text === null) throw new TypeError('The encoded data was not valid for encoding utf-8');
      return !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
  }

  function atob(text) {
    const bytes = host.base64Decode(String(text), true);
    if (bytes === null) throw new TypeError('invalid characters in base64 string');
    return host.latin1Decode(bytes);
  }

  function btoa(text) {
    const string = String(text);
    for (let i = 0; i < string.length; i++) {
      if (string.charCodeAt(i) > 255) throw new TypeError('invalid character (>= U+00FF)');
    }
    return host.base64Encode(host.latin1Encode(string));
  }

  return { TextEncoder, TextDecoder, atob, btoa };
});
