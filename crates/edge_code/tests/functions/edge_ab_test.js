// The cookie says which version a viewer sees; without it, chance does.
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (request.uri !== '/pictures/main.jpg') return request;
  const cookies = (request.headers.cookie ?? []).flatMap(({ value }) => value.split(';').map((each) => each.trim()));
  const chosen = cookies.find((each) => each.startsWith('version='))?.slice('version='.length);
  const version = chosen ?? (Math.random() < 0.5 ? 'a' : 'b');
  request.uri = `/pictures/${version}/main.jpg`;
  return request;
};
