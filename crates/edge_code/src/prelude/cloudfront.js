// The module "cloudfront" of runtime 2.0.
(function (host, load) {
  'use strict';

  // The store's dates and the edge location differ from run to run on AWS; these are placeholders.
  const storeDate = '2026-01-01T00:00:00.000Z';
  const location = { name: 'NRT', serverIp: '192.0.2.1', region: 'ap-northeast-1' };

  function read(key, options) {
    const value = host.kvsGet(String(key));
    if (value === null) throw new Error('KeyNotFound');
    switch (options && options.format) {
      case 'json':
        return JSON.parse(value);
      case 'bytes':
        return load('buffer').Buffer.from(value);
      default:
        return value;
    }
  }

  function properties(value, helper) {
    if (value === null || typeof value !== 'object') throw new TypeError(helper + ' expects an object');
    return value;
  }

  const cf = {
    kvs() {
      return {
        async get(key, options) {
          return read(key, options);
        },
        async exists(key) {
          return host.kvsGet(String(key)) !== null;
        },
        async meta() {
          return { creationDateTime: storeDate, lastUpdatedDateTime: storeDate, keyCount: host.kvsCount() };
        },
      };
    },
    updateRequestOrigin(value) {
      host.origin('updateRequestOrigin', properties(value, 'updateRequestOrigin'));
    },
    selectRequestOriginById(id, overrides) {
      if (typeof id !== 'string') throw new TypeError('selectRequestOriginById expects an origin id');
      host.origin('selectRequestOriginById', id, overrides);
    },
    createRequestOriginGroup(value) {
      host.origin('createRequestOriginGroup', properties(value, 'createRequestOriginGroup'));
    },
    edgeLocation: host.isViewerRequest() ? location : {},
  };
  return cf;
});
