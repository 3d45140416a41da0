exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const is = (device) => request.headers[`cloudfront-is-${device}-viewer`]?.[0].value === 'true';
  const folder = ['mobile', 'tablet', 'smarttv'].find(is) ?? 'desktop';
  request.uri = `/${folder}${request.uri}`;
  return request;
};
