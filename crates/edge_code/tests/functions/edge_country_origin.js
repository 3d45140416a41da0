exports.handler = (event, context, done) => {
  const request = event.Records[0].cf.request;
  const country = request.headers['cloudfront-viewer-country'];
  if (country && ['GB', 'DE', 'IT'].includes(country[0].value)) {
    request.origin.custom.domainName = 'eu.example.com';
    request.headers['host'] = [{ key: 'host', value: 'eu.example.com' }];
  }
  done(null, request);
};
