exports.handler = (event, context, callback) => {
  const { response } = event.Records[0].cf;
  response.headers['x-frame-options'] = [{ key: 'X-Frame-Options', value: 'DENY' }];
  response.status = event.Records[0].cf.request.querystring || response.status;
  callback(null, response);
};
