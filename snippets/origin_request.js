// Origin request: the path at the origin is not the viewer's.
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  request.uri = request.uri.replace(/^\/api(?=\/|$)/, "") || "/";
  return request;
};
