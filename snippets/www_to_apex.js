// One name for the site: www.example.com goes to example.com.
function handler(event) {
  const request = event.request;
  const host = request.headers.host.value;
  if (!host.startsWith("www.")) return request;
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: { location: { value: "https://" + host.slice(4) + request.uri } },
  };
}
