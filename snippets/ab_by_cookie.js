// Visitors whose cookie says so get the other version; all others the first.
function handler(event) {
  const request = event.request;
  const group = request.cookies.group;
  request.uri = (group && group.value === "b" ? "/b" : "/a") + request.uri;
  return request;
}
