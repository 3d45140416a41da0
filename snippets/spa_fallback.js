// What has no extension is a page of the app, which finds its way by itself.
function handler(event) {
  const request = event.request;
  if (!/\.[a-z0-9]+$/i.test(request.uri)) {
    request.uri = "/index.html";
  }
  return request;
}
