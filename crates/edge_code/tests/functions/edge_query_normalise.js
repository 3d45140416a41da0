exports.handler = async (event) => {
  const request = event.Records[0].cf.request;
  const sorted = new URLSearchParams(request.querystring.toLowerCase());
  sorted.sort();
  request.querystring = sorted.toString();
  return request;
};
