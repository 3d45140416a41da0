exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const domainName = 'api.example.com';
  request.origin = {
    custom: {
      domainName, port: 443, protocol: 'https', path: '/v2', sslProtocols: ['TLSv1.2'],
      readTimeout: 5, keepaliveTimeout: 5, customHeaders: {},
    },
  };
  request.headers.host = [{ key: 'host', value: domainName }];
  return request;
};
