const querystring = require('querystring');
exports.handler = async (event) => {
  const request = event.Records[0].cf.request;
  const { auth } = querystring.parse(request.querystring);
  if (auth) {
    request.origin.custom.customHeaders['x-auth'] = [{ key: 'X-Auth', value: auth }];
    request.querystring = '';
  }
  return request;
};
