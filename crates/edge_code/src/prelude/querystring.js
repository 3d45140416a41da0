// The module "querystring".
(function (host) {
  'use strict';

  // What `escape` leaves alone.
  const plain = /^[A-Za-z0-9\-_.!~*'()]$/;

  function escape(text) {
    const string = String(text);
    let result = '';
    const bytes = host.utf8Encode(string);
    for (let i = 0; i < bytes.length; i++) {
      const char = String.fromCharCode(bytes[i]);
      const hex = bytes[i].toString(16).toUpperCase();
      result += bytes[i] < 128 && plain.test(char) ? char : '%' + (hex.length < 2 ? '0' : '') + hex;
    }
    return result;
  }

  function unescape(text) {
    const source = host.utf8Encode(String(text));
    const bytes = [];
    for (let i = 0; i < source.length; i++) {
      const hex = source[i] === 37 && i + 2 < source.length
        ? String.fromCharCode(source[i + 1], source[i + 2])
        : '';
      if (/^[0-9a-fA-F]{2}$/.test(hex)) {
        bytes.push(parseInt(hex, 16));
        i += 2;
      } else {
        bytes.push(source[i]);
      }
    }
    return host.utf8Decode(new Uint8Array(bytes));
  }

  function parse(text, separator, equal, options) {
    const result = Object.create(null);
    if (typeof text !== 'string' || text === '') return result;
    const eq = equal || '=';
    const decode = (options && options.decodeURIComponent) || module.unescape;
    const maxKeys = options && typeof options.maxKeys === 'number' ? options.maxKeys : 1000;
    let parts = text.split(separator || '&');
    if (maxKeys > 0 && parts.length > maxKeys) parts = parts.slice(0, maxKeys);
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] === '') continue;
      const part = parts[i].split('+').join('%20');
      const at = part.indexOf(eq);
      const key = decode(at < 0 ? part : part.slice(0, at));
      const value = at < 0 ? '' : decode(part.slice(at + eq.length));
      if (!(key in result)) result[key] = value;
      else if (Array.isArray(result[key])) result[key].push(value);
      else result[key] = [result[key], value];
    }
    return result;
  }

  function primitive(value) {
    switch (typeof value) {
      case 'string':
        return value;
      case 'number':
        return isFinite(value) ? String(value) : '';
      case 'boolean':
        return String(value);
      default:
        return '';
    }
  }

  function stringify(object, separator, equal, options) {
    if (object === null || typeof object !== 'object') return '';
    const eq = equal || '=';
    const encode = (options && options.encodeURIComponent) || module.escape;
    const pairs = [];
    const keys = Object.keys(object);
    for (let i = 0; i < keys.length; i++) {
      const values = Array.isArray(object[keys[i]]) ? object[keys[i]] : [object[keys[i]]];
      for (let j = 0; j < values.length; j++) {
        pairs.push(encode(primitive(keys[i])) + eq + encode(primitive(values[j])));
      }
    }
    return pairs.join(separator || '&');
  }

  const module = { escape, unescape, parse, stringify, decode: parse, encode: stringify };
  return module;
});
