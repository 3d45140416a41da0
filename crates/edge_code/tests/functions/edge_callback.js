exports.handler = function (event, context, callback) {
  console.log('function %s', context.functionVersion, { uri: event.Records[0].cf.request.uri });
  callback(null, {
    status: 401,
    headers: { 'www-authenticate': [{ key: 'WWW-Authenticate', value: 'Basic' }] },
    body: 'Unauthorized',
  });
};
