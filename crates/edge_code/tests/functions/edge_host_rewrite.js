'use strict';

exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const tenant = /^\/t\/([a-z]+)(\/.*)$/.exec(request.uri);
  if (tenant) {
    const domainName = `${tenant[1]}.tenants.example.com`;
    request.uri = tenant[2];
    request.origin.custom.domainName = domainName;
    request.headers.host = [{ key: 'Host', value: domainName }];
  }
  return request;
};
