// The module "url", and URL and URLSearchParams, for the schemes that handlers meet.
(function (host, load) {
  'use strict';

  const ports = { 'http:': '80', 'https:': '443', 'ftp:': '21', 'ws:': '80', 'wss:': '443' };

  // Percent-encodes what is outside printable ASCII and what `also` names.
  function encode(text, also) {
    let result = '';
    const bytes = host.utf8Encode(text);
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      const char = String.fromCharCode(byte);
      if (byte <= 0x20 || byte >= 0x7f || also.includes(char)) {
        result += '%' + (byte < 16 ? '0' : '') + byte.toString(16).toUpperCase();
      } else {
        result += char;
      }
    }
    return result;
  }

  function formEncode(text) {
    return encode(text, '!"#$%&\'()+,/:;<=>?@[\\]^`{|}~').split('%20').join('+');
  }

  function formDecode(text) {
    return load('querystring').unescape(text.split('+').join(' '));
  }

  class URLSearchParams {
    constructor(init) {
      Object.defineProperty(this, 'state', { value: { pairs: [], changed: null } });
      const pairs = this.state.pairs;
      if (init === undefined || init === null) return;
      if (typeof init === 'string') {
        const text = init.startsWith('?') ? init.slice(1) : init;
        for (const part of text.split('&')) {
          if (part === '') continue;
          const at = part.indexOf('=');
          pairs.push(at < 0
            ? [formDecode(part), '']
            : [formDecode(part.slice(0, at)), formDecode(part.slice(at + 1))]);
        }
      } else if (typeof init[Symbol.iterator] === 'function') {
        for (const [name, value] of init) pairs.push([String(name), String(value)]);
      } else {
        for (const name of Object.keys(init)) pairs.push([name, String(init[name])]);
      }
    }
    get size() {
      return this.state.pairs.length;
    }
    get(name) {
      const pair = this.state.pairs.find((entry) => entry[0] === String(name));
      return pair === undefined ? null : pair[1];
    }
    getAll(name) {
      return this.state.pairs.filter((entry) => entry[0] === String(name)).map((entry) => entry[1]);
    }
    has(name, value) {
      return this.state.pairs.some((entry) =>
        entry[0] === String(name) && (value === undefined || entry[1] === String(value)));
    }
    append(name, value) {
      this.state.pairs.push([String(name), String(value)]);
      this.update();
    }
    set(name, value) {
      const pairs = this.state.pairs;
      const at = pairs.findIndex((entry) => entry[0] === String(name));
      if (at < 0) return this.append(name, value);
      pairs[at] = [pairs[at][0], String(value)];
      for (let i = pairs.length - 1; i > at; i--) {
        if (pairs[i][0] === String(name)) pairs.splice(i, 1);
      }
      this.update();
    }
    delete(name, value) {
      const pairs = this.state.pairs;
      for (let i = pairs.length - 1; i >= 0; i--) {
        if (pairs[i][0] === String(name) && (value === undefined || pairs[i][1] === String(value))) {
          pairs.splice(i, 1);
        }
      }
      this.update();
    }
    sort() {
      this.state.pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.update();
    }
    forEach(callback, thisArg) {
      for (const [name, value] of this.state.pairs) callback.call(thisArg, value, name, this);
    }
    entries() {
      return this.state.pairs.map((pair) => [pair[0], pair[1]])[Symbol.iterator]();
    }
    keys() {
      return this.state.pairs.map((pair) => pair[0])[Symbol.iterator]();
    }
    values() {
      return this.state.pairs.map((pair) => pair[1])[Symbol.iterator]();
    }
    [Symbol.iterator]() {
      return this.entries();
    }
    toString() {
      return this.state.pairs.map((pair) => formEncode(pair[0]) + '=' + formEncode(pair[1])).join('&');
    }
    update() {
      if (this.state.changed !== null) this.state.changed(this.toString());
    }
  }
  Object.defineProperty(URLSearchParams.prototype, 'update', { enumerable: false });

  function invalid(text) {
    const error = new TypeError('Invalid URL');
    error.code = 'ERR_INVALID_URL';
    error.input = text;
    return error;
  }

  // Takes `.` and `..` out of a path.
  function withoutDots(path) {
    const kept = [];
    const parts = path.split('/');
    for (let i = 0; i < parts.length; i++) {
      const plain = parts[i].replace(/%2e/gi, '.');
      const last = i === parts.length - 1;
      if (plain === '..') {
        if (kept.length > 1) kept.pop();
        if (last) kept.push('');
      } else if (plain === '.') {
        if (last) kept.push('');
      } else {
        kept.push(parts[i]);
      }
    }
    return kept.join('/');
  }

  function parse(text, base) {
    const source = text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '').replace(/[\t\n\r]/g, '');
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(source);
    if (scheme === null) {
      if (base === undefined) throw invalid(text);
      return relative(source, base);
    }
    const protocol = scheme[1].toLowerCase() + ':';
    if (ports[protocol] === undefined) host.unsupported('URL scheme "' + protocol + '"');
    const rest = source.slice(scheme[0].length).replace(/\\/g, '/').replace(/^\/*/, '');
    const end = rest.search(/[/?#]/);
    const authority = end < 0 ? rest : rest.slice(0, end);
    const at = authority.lastIndexOf('@');
    const credentials = at < 0 ? '' : authority.slice(0, at);
    const hostAndPort = /^(\[[0-9A-Fa-f:.]+\]|[^:]*)(?::([0-9]*))?$/.exec(authority.slice(at + 1));
    if (hostAndPort === null || hostAndPort[1] === '' || /[\s<>^|%]/.test(hostAndPort[1])) throw invalid(text);
    if (/[^\u0000-\u007f]/.test(hostAndPort[1])) host.unsupported('URL with an international domain name');
    const port = hostAndPort[2] || '';
    if (port !== '' && Number(port) > 65535) throw invalid(text);
    const colon = credentials.indexOf(':');
    const url = {
      protocol,
      username: colon < 0 ? credentials : credentials.slice(0, colon),
      password: colon < 0 ? '' : credentials.slice(colon + 1),
      hostname: hostAndPort[1].toLowerCase(),
      port: port === '' || String(Number(port)) === ports[protocol] ? '' : String(Number(port)),
      pathname: '/',
      search: '',
      hash: '',
    };
    setRest(url, end < 0 ? '' : rest.slice(end));
    return url;
  }

  function setRest(url, text) {
    const hash = text.indexOf('#');
    const beforeHash = hash < 0 ? text : text.slice(0, hash);
    const query = beforeHash.indexOf('?');
    const path = query < 0 ? beforeHash : beforeHash.slice(0, query);
    url.hash = hash < 0 || hash === text.length - 1 ? '' : '#' + encode(text.slice(hash + 1), '"<>`');
    url.search = query < 0 || query === beforeHash.length - 1 ? '' : '?' + encode(beforeHash.slice(query + 1), '"#<>\'');
    url.pathname = withoutDots(encode(path === '' ? '/' : path, '"#<>?`{}'));
  }

  function relative(source, base) {
    const url = Object.assign({}, base);
    const text = source.replace(/\\/g, '/');
    if (text.startsWith('//')) return parse(base.protocol + text);
    if (text.startsWith('/')) {
      setRest(url, text);
    } else if (text.startsWith('?')) {
      setRest(url, base.pathname + text);
    } else if (text.startsWith('#')) {
      setRest(url, base.pathname + base.search + text);
    } else if (text === '') {
      url.hash = '';
    } else {
      setRest(url, base.pathname.slice(0, base.pathname.lastIndexOf('/') + 1) + text);
    }
    return url;
  }

  class URL {
    constructor(text, base) {
      const from = base === undefined ? undefined : parse(String(base));
      const parts = parse(String(text), from);
      const params = new URLSearchParams(parts.search);
      params.state.changed = (query) => {
        parts.search = query === '' ? '' : '?' + query;
      };
      Object.defineProperty(this, 'parts', { value: parts });
      Object.defineProperty(this, 'searchParams', { value: params, enumerable: true });
    }
    static canParse(text, base) {
      try {
        return Boolean(new URL(text, base));
      } catch (error) {
        return false;
      }
    }
    get protocol() {
      return this.parts.protocol;
    }
    set protocol(value) {
      const protocol = String(value).replace(/:.*$/, '').toLowerCase() + ':';
      if (ports[protocol] !== undefined) this.parts.protocol = protocol;
    }
    get username() {
      return this.parts.username;
    }
    get password() {
      return this.parts.password;
    }
    get hostname() {
      return this.parts.hostname;
    }
    set hostname(value) {
      this.parts.hostname = String(value).toLowerCase();
    }
    get port() {
      return this.parts.port;
    }
    set port(value) {
      this.parts.port = String(value) === ports[this.parts.protocol] ? '' : String(value);
    }
    get host() {
      return this.parts.hostname + (this.parts.port === '' ? '' : ':' + this.parts.port);
    }
    set host(value) {
      const pieces = String(value).split(':');
      this.hostname = pieces[0];
      if (pieces[1] !== undefined) this.port = pieces[1];
    }
    get origin() {
      return this.parts.protocol + '//' + this.host;
    }
    get pathname() {
      return this.parts.pathname;
    }
    set pathname(value) {
      const text = String(value);
      this.parts.pathname = withoutDots(encode(text.startsWith('/') ? text : '/' + text, '"#<>?`{}'));
    }
    get search() {
      return this.parts.search;
    }
    set search(value) {
      const text = String(value).replace(/^\?/, '');
      this.parts.search = text === '' ? '' : '?' + encode(text, '"#<>\'');
      const pairs = this.searchParams.state.pairs;
      pairs.splice(0, pairs.length, ...new URLSearchParams(text).state.pairs);
    }
    get hash() {
      return this.parts.hash;
    }
    set hash(value) {
      const text = String(value).replace(/^#/, '');
      this.parts.hash = text === '' ? '' : '#' + encode(text, '"<>`');
    }
    get href() {
      const credentials = this.username === '' && this.password === ''
        ? ''
        : this.username + (this.password === '' ? '' : ':' + this.password) + '@';
      return this.protocol + '//' + credentials + this.host + this.pathname + this.search + this.hash;
    }
    toString() {
      return this.href;
    }
    toJSON() {
      return this.href;
    }
  }

  return {
    URL,
    URLSearchParams,
    parse: () => host.unsupported('url.parse'),
    format: (url) => (url instanceof URL ? url.href : host.unsupported('url.format')),
    resolve: () => host.unsupported('url.resolve'),
  };
});
