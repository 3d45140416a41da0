const path = require('path');
const querystring = require('node:querystring');

exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const { name = 'world', ...rest } = querystring.parse(request.querystring);
  const body = JSON.stringify({ hello: name, file: path.basename(request.uri, '.json'), rest: Object.keys(rest) });
  return {
    status: '200',
    statusDescription: 'OK',
    headers: { 'content-type': [{ value: 'application/json' }] },
    body: Buffer.from(body).toString('base64'),
    bodyEncoding: 'base64',
  };
};
