// The module "crypto": hashes and message authentication codes; for Node.js a little more.
(function (host, load) {
  'use strict';

  const algorithms = host.node ? ['md5', 'sha1', 'sha256', 'sha384', 'sha512'] : ['md5', 'sha1', 'sha256'];

  function checked(name) {
    const algorithm = String(name).toLowerCase().replace(/^sha-/, 'sha');
    if (algorithms.indexOf(algorithm) >= 0) return algorithm;
    if (host.node) host.unsupported('crypto algorithm "' + name + '"');
    throw new TypeError('not supported algorithm: "' + name + '"');
  }

  // In runtime 1.0 strings stand for bytes; elsewhere text is taken as UTF-8.
  function bytesOf(data, encoding) {
    if (typeof data !== 'string') {
      if (data && data.buffer instanceof ArrayBuffer) {
        return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      }
      throw new TypeError('data is not a string or Buffer-like object');
    }
    if (encoding === 'hex' || encoding === 'base64' || encoding === 'base64url' || encoding === 'latin1') {
      const buffer = load('buffer').Buffer.from(data, encoding);
      return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    }
    return host.utf8Encode(data);
  }

  function joined(chunks) {
    let length = 0;
    for (let i = 0; i < chunks.length; i++) length += chunks[i].length;
    const bytes = new Uint8Array(length);
    let at = 0;
    for (let i = 0; i < chunks.length; i++) {
      bytes.set(chunks[i], at);
      at += chunks[i].length;
    }
    return bytes;
  }

  class Digest {
    constructor(finish) {
      Object.defineProperty(this, 'state', { value: { chunks: [], finish, done: false } });
    }
    update(data, encoding) {
      if (this.state.done) throw new Error('Digest already called');
      this.state.chunks.push(bytesOf(data, encoding));
      return this;
    }
    digest(encoding) {
      if (this.state.done) throw new Error('Digest already called');
      this.state.done = true;
      const bytes = this.state.finish(joined(this.state.chunks));
      switch (encoding) {
        case undefined:
        case null:
          return host.first ? host.latin1Decode(bytes) : load('buffer').Buffer.from(bytes);
        case 'hex':
          return host.hexEncode(bytes);
        case 'base64':
          return host.base64Encode(bytes, false);
        case 'base64url':
          return host.base64Encode(bytes, true);
        default:
          if (host.node) return load('buffer').Buffer.from(bytes).toString(encoding);
          throw new TypeError('Unknown digest encoding: "' + encoding + '"');
      }
    }
  }

  const crypto = {
    createHash(name) {
      const algorithm = checked(name);
      return new Digest((bytes) => host.hash(algorithm, bytes));
    },
    createHmac(name, key) {
      const algorithm = checked(name);
      const secret = bytesOf(key);
      return new Digest((bytes) => host.hmac(algorithm, secret, bytes));
    },
  };
  if (!host.node) return crypto;

  crypto.timingSafeEqual = function (a, b) {
    if (a.byteLength !== b.byteLength) throw new RangeError('Input buffers must have the same byte length');
    return load('buffer').Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
  };
  crypto.randomBytes = function (size) {
    const buffer = load('buffer').Buffer.alloc(size);
    for (let i = 0; i < size; i++) buffer[i] = Math.floor(host.random() * 256);
    return buffer;
  };
  crypto.randomInt = function (min, max) {
    const low = max === undefined ? 0 : min;
    return low + Math.floor(host.random() * ((max === undefined ? min : max) - low));
  };
  crypto.randomUUID = function () {
    const bytes = crypto.randomBytes(16);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  crypto.getHashes = () => algorithms.slice();
  const missing = [
    'createSign', 'createVerify', 'sign', 'verify', 'createCipheriv', 'createDecipheriv', 'createPublicKey',
    'createPrivateKey', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync', 'hkdfSync', 'publicEncrypt',
    'privateDecrypt', 'generateKeyPairSync', 'createECDH', 'createDiffieHellman', 'webcrypto', 'subtle',
  ];
  for (const name of missing) {
    Object.defineProperty(crypto, name, { get: () => host.unsupported('crypto.' + name) });
  }
  return crypto;
});
