// Answers as its environment says. HOPSCOPE_ANSWER holds what a scenario of Hopscope has of a function: `response`,
// `responses` with conditions, of which the first that holds counts, and `outcome`.
const told = JSON.parse(process.env.HOPSCOPE_ANSWER || "{}");

const list = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const lowerKeys = (object) =>
  Object.fromEntries(Object.entries(object || {}).map(([name, value]) => [name.toLowerCase(), value]));

function read(event) {
  const context = event.requestContext || {};
  const http = context.http || {};
  return {
    method: event.httpMethod || http.method || "",
    path: event.rawPath || event.path || "",
    resource: event.resource || context.resourcePath || (event.routeKey || "").replace(/^\S+ /, ""),
    stage: context.stage || "",
    headers: lowerKeys(event.headers),
    query: event.queryStringParameters || {},
  };
}

// A name with null must be absent, with "*" present, with another text must have that value.
const meets = (wanted, found) =>
  Object.entries(wanted || {}).every(([name, value]) =>
    value === null ? found[name] === undefined : value === "*" ? found[name] !== undefined : found[name] === value,
  );

const applies = (when = {}, request) =>
  meets(lowerKeys(when.headers), request.headers) &&
  meets(when.query, request.query) &&
  (when.method === undefined || list(when.method).includes(request.method));

exports.handler = async (event) => {
  if (told.outcome === "error") throw new Error("The scenario has this function fail.");
  if (told.outcome === "timeout") await new Promise((resolve) => setTimeout(resolve, 59_000));
  if (told.outcome === "malformed") return { statusCode: "none", body: 1 };
  const request = read(event);
  const answer = (told.responses || []).find((each) => applies(each.when, request)) || told.response || {};
  const fields = Object.entries(answer.headers || {}).map(([name, values]) => [name, list(values)]);
  const body = (answer.body || "").replace(/\{(stage|path|resource|method)\}/g, (_, name) => request[name]);
  if (event.version === "2.0") {
    const cookies = fields.filter(([name]) => name.toLowerCase() === "set-cookie").flatMap(([, values]) => values);
    const others = fields.filter(([name]) => name.toLowerCase() !== "set-cookie");
    const headers = Object.fromEntries(others.map(([name, values]) => [name, values.join(", ")]));
    return { statusCode: answer.status || 200, headers, cookies, body };
  }
  return { statusCode: answer.status || 200, multiValueHeaders: Object.fromEntries(fields), body };
};

// Lets pass, denies, or fails, as HOPSCOPE_AUTHORIZER says.
exports.authorizer = async (event) => {
  const says = process.env.HOPSCOPE_AUTHORIZER || "allow";
  if (says === "unauthorized") throw new Error("Unauthorized");
  if (says === "fail") throw new Error("The scenario has this authorizer fail.");
  if (event.version === "2.0") return { isAuthorized: says === "allow" };
  const Effect = says === "allow" ? "Allow" : "Deny";
  const Statement = [{ Action: "execute-api:Invoke", Effect, Resource: event.methodArn || event.routeArn }];
  return { principalId: "user", policyDocument: { Version: "2012-10-17", Statement } };
};
