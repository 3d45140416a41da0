exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const signedIn = request.headers.cookie?.some(({ value }) => /(^|;\s*)session-id=/.test(value));
  if (signedIn) return request;
  const back = encodeURIComponent(request.querystring ? `${request.uri}?${request.querystring}` : request.uri);
  return { status: '302', headers: { location: [{ value: `https://signin.example.com/?back=${back}` }] } };
};
