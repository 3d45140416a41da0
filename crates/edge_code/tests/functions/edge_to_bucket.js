exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const domainName = 'amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com';
  request.origin = { s3: { domainName, region: 'eu-west-1', authMethod: 'none', path: '/site', customHeaders: {} } };
  request.headers['host'] = [{ key: 'host', value: domainName }];
  setTimeout(() => callback(null, request), 100);
};
