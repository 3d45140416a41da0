// Buffer, over Uint8Array and the host's encodings.
(function (host) {
  'use strict';

  function encodingOf(name) {
    const encoding = name === undefined || name === null ? 'utf8' : String(name).toLowerCase();
    switch (encoding) {
      case 'utf8':
      case 'utf-8':
        return 'utf8';
      case 'hex':
      case 'base64':
      case 'base64url':
        return encoding;
      case 'latin1':
      case 'binary':
      case 'ascii':
        if (host.node) return 'latin1';
    }
    if (host.node) host.unsupported('Buffer encoding "' + encoding + '"');
    throw new TypeError('"' + name + '" encoding is not supported');
  }

  function hexDecode(text) {
    const bytes = [];
    for (let i = 0; i + 1 < text.length; i += 2) {
      const pair = text.slice(i, i + 2);
      if (!/^[0-9a-fA-F]{2}$/.test(pair)) break;
      bytes.push(parseInt(pair, 16));
    }
    return new Uint8Array(bytes);
  }

  function encode(text, name) {
    switch (encodingOf(name)) {
      case 'hex':
        return hexDecode(text);
      case 'base64':
      case 'base64url':
        return host.base64Decode(text);
      case 'latin1':
        return host.latin1Encode(text);
      default:
        return host.utf8Encode(text);
    }
  }

  function decode(bytes, name) {
    switch (encodingOf(name)) {
      case 'hex':
        return host.hexEncode(bytes);
      case 'base64':
        return host.base64Encode(bytes, false);
      case 'base64url':
        return host.base64Encode(bytes, true);
      case 'latin1':
        return host.latin1Decode(bytes);
      default:
        return host.utf8Decode(bytes);
    }
  }

  // A plain view of the same bytes, for the host.
  function plain(bytes) {
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  function bytesOf(value, encoding) {
    return typeof value === 'string' ? encode(value, encoding) : value;
  }

  function view(buffer) {
    return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  function clamp(value, fallback, length) {
    const number = value === undefined ? fallback : Math.trunc(Number(value)) || 0;
    return number < 0 ? 0 : number > length ? length : number;
  }

  class Buffer extends Uint8Array {
    static from(value, encodingOrOffset, length) {
      if (typeof value === 'string') return Buffer.from(encode(value, encodingOrOffset).buffer);
      if (value instanceof ArrayBuffer) return new Buffer(value, encodingOrOffset, length);
      if (value && value.type === 'Buffer' && Array.isArray(value.data)) value = value.data;
      if (value === null || typeof value !== 'object') {
        throw new TypeError('first argument is not a string or Buffer-like object');
      }
      const buffer = new Buffer(value.length || 0);
      for (let i = 0; i < buffer.length; i++) buffer[i] = value[i];
      return buffer;
    }
    static alloc(size, fill, encoding) {
      const buffer = new Buffer(size);
      return fill === undefined ? buffer : buffer.fill(fill, encoding);
    }
    static allocUnsafe(size) {
      return new Buffer(size);
    }
    static byteLength(value, encoding) {
      return typeof value === 'string' ? encode(value, encoding).length : value.byteLength;
    }
    static isBuffer(value) {
      return value instanceof Buffer;
    }
    static isEncoding(name) {
      return ['utf8', 'utf-8', 'hex', 'base64', 'base64url'].indexOf(String(name).toLowerCase()) >= 0;
    }
    static compare(a, b) {
      const length = a.length < b.length ? a.length : b.length;
      for (let i = 0; i < length; i++) {
        if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
      }
      return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
    }
    static concat(list, totalLength) {
      let length = 0;
      for (let i = 0; i < list.length; i++) length += list[i].length;
      const buffer = new Buffer(totalLength === undefined ? length : totalLength);
      let at = 0;
      for (let i = 0; i < list.length; i++) {
        for (let j = 0; j < list[i].length && at < buffer.length; j++) buffer[at++] = list[i][j];
      }
      return buffer;
    }
    toString(encoding, start, end) {
      const from = clamp(start, 0, this.length);
      const to = clamp(end, this.length, this.length);
      return from < to ? decode(plain(this).subarray(from, to), encoding) : decode(new Uint8Array(0), encoding);
    }
    toJSON() {
      const data = [];
      for (let i = 0; i < this.length; i++) data.push(this[i]);
      return { type: 'Buffer', data };
    }
    equals(other) {
      return Buffer.compare(this, other) === 0;
    }
    compare(other) {
      return Buffer.compare(this, other);
    }
    // In Node.js, and in CloudFront Functions, `slice` shares its bytes.
    slice(start, end) {
      return this.subarray(start, end);
    }
    fill(value, offset, end, encoding) {
      if (typeof offset === 'string') {
        encoding = offset;
        offset = undefined;
      }
      const from = clamp(offset, 0, this.length);
      const to = clamp(end, this.length, this.length);
      const bytes = typeof value === 'number' ? [value & 255] : bytesOf(value, encoding);
      for (let i = from; i < to; i++) this[i] = bytes.length === 0 ? 0 : bytes[(i - from) % bytes.length];
      return this;
    }
    write(text, offset, length, encoding) {
      if (typeof offset === 'string') return this.write(text, 0, this.length, offset);
      if (typeof length === 'string') return this.write(text, offset, undefined, length);
      const bytes = encode(String(text), encoding);
      const from = clamp(offset, 0, this.length);
      const room = clamp(length, this.length - from, this.length - from);
      const count = bytes.length < room ? bytes.length : room;
      for (let i = 0; i < count; i++) this[from + i] = bytes[i];
      return count;
    }
    copy(target, targetStart, sourceStart, sourceEnd) {
      const from = clamp(sourceStart, 0, this.length);
      const to = clamp(sourceEnd, this.length, this.length);
      const at = clamp(targetStart, 0, target.length);
      let copied = 0;
      while (from + copied < to && at + copied < target.length) {
        target[at + copied] = this[from + copied];
        copied++;
      }
      return copied;
    }
    indexOf(value, offset, encoding) {
      const wanted = typeof value === 'number' ? [value & 255] : bytesOf(value, encoding);
      for (let i = clamp(offset, 0, this.length); i + wanted.length <= this.length; i++) {
        let j = 0;
        while (j < wanted.length && this[i + j] === wanted[j]) j++;
        if (j === wanted.length) return i;
      }
      return -1;
    }
    lastIndexOf(value, offset, encoding) {
      const wanted = typeof value === 'number' ? [value & 255] : bytesOf(value, encoding);
      for (let i = clamp(offset, this.length, this.length); i >= 0; i--) {
        let j = 0;
        while (j < wanted.length && this[i + j] === wanted[j]) j++;
        if (j === wanted.length) return i;
      }
      return -1;
    }
    includes(value, offset, encoding) {
      return this.indexOf(value, offset, encoding) >= 0;
    }
    swap16() {
      return swap(this, 2);
    }
    swap32() {
      return swap(this, 4);
    }
    swap64() {
      return swap(this, 8);
    }
  }

  function swap(buffer, size) {
    if (buffer.length % size !== 0) throw new RangeError('Buffer size must be a multiple of ' + size * 8 + '-bits');
    for (let at = 0; at < buffer.length; at += size) buffer.subarray(at, at + size).reverse();
    return buffer;
  }

  function method(name, body) {
    Object.defineProperty(Buffer.prototype, name, { value: body, writable: true, configurable: true });
  }

  // The numbers of fixed size: [name, size, what DataView calls it].
  const fixed = [
    ['Int8', 1, 'Int8'],
    ['UInt8', 1, 'Uint8'],
    ['Int16', 2, 'Int16'],
    ['UInt16', 2, 'Uint16'],
    ['Int32', 4, 'Int32'],
    ['UInt32', 4, 'Uint32'],
    ['Float', 4, 'Float32'],
    ['Double', 8, 'Float64'],
  ];
  for (let i = 0; i < fixed.length; i++) {
    const name = fixed[i][0];
    const size = fixed[i][1];
    const kind = fixed[i][2];
    const orders = size === 1 ? [['', true]] : [['LE', true], ['BE', false]];
    for (let j = 0; j < orders.length; j++) {
      const little = orders[j][1];
      method('read' + name + orders[j][0], function (offset) {
        return view(this)['get' + kind](offset === undefined ? 0 : offset, little);
      });
      method('write' + name + orders[j][0], function (value, offset) {
        const at = offset === undefined ? 0 : offset;
        view(this)['set' + kind](at, value, little);
        return at + size;
      });
    }
  }

  // The numbers of one to six bytes.
  function readBytes(buffer, offset, size, little) {
    let value = 0;
    for (let i = 0; i < size; i++) {
      const byte = buffer[offset + (little ? size - 1 - i : i)];
      if (byte === undefined) throw new RangeError('index out of range');
      value = value * 256 + byte;
    }
    return value;
  }
  function writeBytes(buffer, value, offset, size, little) {
    let rest = value < 0 ? value + Math.pow(2, 8 * size) : value;
    for (let i = 0; i < size; i++) {
      buffer[offset + (little ? i : size - 1 - i)] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return offset + size;
  }
  const orders = [['LE', true], ['BE', false]];
  for (let i = 0; i < orders.length; i++) {
    const little = orders[i][1];
    method('readUInt' + orders[i][0], function (offset, size) {
      return readBytes(this, offset, size, little);
    });
    method('readInt' + orders[i][0], function (offset, size) {
      const value = readBytes(this, offset, size, little);
      const half = Math.pow(2, 8 * size - 1);
      return value < half ? value : value - 2 * half;
    });
    method('writeUInt' + orders[i][0], function (value, offset, size) {
      return writeBytes(this, value, offset, size, little);
    });
    method('writeInt' + orders[i][0], function (value, offset, size) {
      return writeBytes(this, value, offset, size, little);
    });
  }

  return { Buffer };
});
