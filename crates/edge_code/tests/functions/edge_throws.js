const check = (request) => {
  if (!request.headers.authorization) throw new TypeError('no authorization');
};

exports.handler = async (event) => {
  await null;
  check(event.Records[0].cf.request);
};
