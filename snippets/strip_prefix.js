// The API knows its paths without the prefix by which CloudFront finds it.
function handler(event) {
  const request = event.request;
  request.uri = request.uri.replace(/^\/api(?=\/|$)/, "") || "/";
  return request;
}
