const { parse } = require('querystring');
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (request.method !== 'POST') return request;
  const form = parse(Buffer.from(request.body.data, 'base64').toString('utf-8'));
  for (const [name, value] of Object.entries(form)) console.log('%s=%s', name, value);
  return request;
};
