// Only requests that carry the agreed value pass.
function handler(event) {
  const token = event.request.headers["x-token"];
  if (token && token.value === "let-me-in") return event.request;
  return {
    statusCode: 401,
    statusDescription: "Unauthorized",
    headers: { "cache-control": { value: "no-store" } },
  };
}
