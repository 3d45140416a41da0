// The module "path", for POSIX paths.
(function () {
  'use strict';

  function normalizeParts(text, absolute) {
    const kept = [];
    const parts = text.split('/');
    for (const part of parts) {
      if (part === '' || part === '.') continue;
      if (part !== '..') kept.push(part);
      else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
      else if (!absolute) kept.push('..');
    }
    return kept.join('/');
  }

  const path = {
    sep: '/',
    delimiter: ':',
    isAbsolute(text) {
      return text.startsWith('/');
    },
    normalize(text) {
      if (text === '') return '.';
      const absolute = text.startsWith('/');
      let result = normalizeParts(text, absolute);
      if (result === '' && !absolute) result = '.';
      if (result !== '' && text.endsWith('/') && !result.endsWith('/')) result += '/';
      return absolute ? '/' + result : result;
    },
    join(...parts) {
      const text = parts.filter((part) => part !== '').join('/');
      return text === '' ? '.' : path.normalize(text);
    },
    resolve(...parts) {
      let text = '';
      for (let i = parts.length - 1; i >= 0 && !text.startsWith('/'); i--) {
        if (parts[i] !== '') text = text === '' ? parts[i] : parts[i] + '/' + text;
      }
      if (!text.startsWith('/')) text = '/var/task/' + text;
      return '/' + normalizeParts(text, true);
    },
    dirname(text) {
      const trimmed = text.replace(/\/+$/, '');
      if (trimmed === '') return text.startsWith('/') ? '/' : '.';
      const at = trimmed.lastIndexOf('/');
      if (at < 0) return '.';
      return trimmed.slice(0, at).replace(/\/+$/, '') || '/';
    },
    basename(text, suffix) {
      const trimmed = text.replace(/\/+$/, '');
      const base = trimmed.slice(trimmed.lastIndexOf('/') + 1);
      return suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
    },
    extname(text) {
      const base = path.basename(text);
      const at = base.lastIndexOf('.');
      return at > 0 ? base.slice(at) : '';
    },
    parse(text) {
      const base = path.basename(text);
      const ext = path.extname(text);
      const root = text.startsWith('/') ? '/' : '';
      const dir = text.includes('/') ? path.dirname(text) : '';
      return { root, dir, base, ext, name: ext === '' ? base : base.slice(0, -ext.length) };
    },
    format(parts) {
      const dir = parts.dir || parts.root || '';
      const base = parts.base || (parts.name || '') + (parts.ext || '');
      if (dir === '') return base;
      return dir === parts.root ? dir + base : dir + '/' + base;
    },
    relative(from, to) {
      const a = path.resolve(from).split('/').filter(Boolean);
      const b = path.resolve(to).split('/').filter(Boolean);
      let same = 0;
      while (same < a.length && same < b.length && a[same] === b[same]) same++;
      return a.slice(same).map(() => '..').concat(b.slice(same)).join('/');
    },
  };
  path.posix = path;
  return path;
});
