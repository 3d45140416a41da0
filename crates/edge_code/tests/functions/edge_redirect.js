'use strict';
exports.handler = (event, context, callback) => {
  callback(null, {
    status: '302',
    statusDescription: 'Found',
    headers: { location: [{ key: 'Location', value: 'https://docs.example.com' + event.Records[0].cf.request.uri }] },
  });
};
