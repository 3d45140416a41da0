//! What a Lambda function is told by an HTTP API or a function URL: the event of payload format 2.0.
//!
//! - Header names are in lower case, the values of one name joined by commas; cookies are a list of their own.
//! - `rawPath` holds the stage of an HTTP API unless it is `$default`. An HTTP API decodes it, a function URL does not.
//! - What is empty is left out.
//!
//! Source: Amazon API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs"; AWS Lambda
//! Developer Guide, "Invoking Lambda function URLs"; aws-powertools/powertools-lambda-python#621 and #1098.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::api_gateway::source::Source;
use crate::exchange::Request;
use crate::header::Headers;
use crate::placeholder::{ACCOUNT, APIGW_ID, EVENT_TIME, EVENT_TIME_EPOCH};
use crate::text::Text;

/// The event of payload format 2.0. Serialises to AWS's shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The route's key; `$default` for a function URL.
    pub route_key: Text,
    /// The path as the function is told.
    pub raw_path: Text,
    /// The raw query without `?`.
    pub query: Text,
    /// The header fields besides `Host`.
    pub headers: Headers,
    /// The `Host` that was called.
    pub host: Text,
    /// The request's method.
    pub method: Text,
    /// The stage.
    pub stage: Text,
    /// The id of the API or of the function URL.
    pub api: Text,
    /// The values of the route's variables.
    pub path_params: BTreeMap<String, String>,
    /// The stage variables.
    pub variables: BTreeMap<String, String>,
    /// The address that the request came from, as the service sees it.
    pub source_ip: Text,
    /// ARN of the principal that signed; empty: none.
    pub principal: Text,
    /// The body.
    pub body: Text,
}

impl Event {
    /// The event of a request, for the `$default` route of the `$default` stage.
    pub fn new(request: &Request<'_>) -> Self {
        Self {
            route_key: "$default".into(),
            raw_path: request.path.text().clone(),
            query: request.query.clone(),
            headers: request.headers.clone(),
            host: request.host.clone(),
            method: request.method.clone(),
            stage: "$default".into(),
            api: Text::copy(request.host.split('.').next().unwrap_or_default()),
            path_params: BTreeMap::new(),
            variables: BTreeMap::new(),
            source_ip: Text::copy(Source::of(request).ip),
            principal: Text::EMPTY,
            body: Text::copy(&request.body),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Form<'a> {
    version: &'a str,
    route_key: &'a str,
    raw_path: &'a str,
    raw_query_string: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cookies: Vec<&'a str>,
    headers: BTreeMap<&'a str, Cow<'a, str>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    query_string_parameters: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
    request_context: Context<'a>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    path_parameters: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    body: &'a str,
    is_base64_encoded: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    stage_variables: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Context<'a> {
    account_id: &'a str,
    api_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer: Option<Authorizer<'a>>,
    domain_name: &'a str,
    domain_prefix: &'a str,
    http: Http<'a>,
    request_id: &'a str,
    route_key: &'a str,
    stage: &'a str,
    time: &'a str,
    time_epoch: u64,
}

#[derive(Serialize)]
struct Authorizer<'a> {
    iam: Iam<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Iam<'a> {
    account_id: &'a str,
    user_arn: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Http<'a> {
    method: &'a str,
    path: &'a str,
    protocol: &'a str,
    source_ip: &'a str,
    user_agent: &'a str,
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut query: BTreeMap<Cow<'_, str>, Cow<'_, str>> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(self.query.as_bytes()) {
            join(query.entry(name).or_default(), &value);
        }
        let cookies = self.headers.iter().filter(|(name, _)| *name == "cookie").flat_map(|(_, value)| value.split(';'));
        let form = Form {
            version: "2.0",
            route_key: &self.route_key,
            raw_path: &self.raw_path,
            raw_query_string: &self.query,
            cookies: cookies.map(str::trim).filter(|cookie| !cookie.is_empty()).collect(),
            headers: self.fields(),
            query_string_parameters: query,
            request_context: self.context(),
            path_parameters: &self.path_params,
            body: &self.body,
            is_base64_encoded: false,
            stage_variables: &self.variables,
        };
        form.serialize(serializer)
    }
}

impl Event {
    fn context(&self) -> Context<'_> {
        let account = self.principal.split(':').nth(4).filter(|account| !account.is_empty()).unwrap_or(ACCOUNT);
        let iam = Iam { account_id: account, user_arn: &self.principal };
        Context {
            account_id: ACCOUNT,
            api_id: &self.api,
            authorizer: (!self.principal.is_empty()).then_some(Authorizer { iam }),
            domain_name: &self.host,
            domain_prefix: self.host.split('.').next().unwrap_or_default(),
            http: Http {
                method: &self.method,
                path: &self.raw_path,
                protocol: "HTTP/1.1",
                source_ip: &self.source_ip,
                user_agent: self.headers.get("user-agent").unwrap_or_default(),
            },
            request_id: APIGW_ID,
            route_key: &self.route_key,
            stage: &self.stage,
            time: EVENT_TIME,
            time_epoch: EVENT_TIME_EPOCH,
        }
    }

    /// The header fields, those that AWS adds among them.
    fn fields(&self) -> BTreeMap<&str, Cow<'_, str>> {
        let mut fields: BTreeMap<&str, Cow<'_, str>> = BTreeMap::new();
        for (name, value) in self.headers.iter() {
            join(fields.entry(name).or_default(), value);
        }
        fields.insert("content-length", self.body.len().to_string().into());
        fields.insert("host", self.host.as_str().into());
        fields.insert("x-amzn-trace-id", "Root=1-691f16bf-0a1b2c3d4e5f60718293a4b5".into());
        fields.insert("x-forwarded-port", "443".into());
        fields.insert("x-forwarded-proto", "https".into());
        join(fields.entry("x-forwarded-for").or_default(), &self.source_ip);
        fields
    }
}

/// Adds a value behind those that are there already.
fn join<'a>(values: &mut Cow<'a, str>, value: &str) {
    if !values.is_empty() {
        values.to_mut().push(',');
    }
    values.to_mut().push_str(value);
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event() -> Event {
        Event {
            route_key: "GET /a/{id}".into(),
            raw_path: "/dev/a/1".into(),
            query: "a=1&b=x%20y&a=2".into(),
            headers: Headers::from_iter([("cookie", "s=1; t=2"), ("X-A", "1"), ("x-a", "2"), ("user-agent", "curl")]),
            host: "abc123.execute-api.us-east-1.amazonaws.com".into(),
            method: "GET".into(),
            stage: "dev".into(),
            api: "abc123".into(),
            path_params: [("id".to_owned(), "1".to_owned())].into(),
            variables: BTreeMap::new(),
            source_ip: "203.0.113.9".into(),
            principal: Text::EMPTY,
            body: crate::text::Text::EMPTY,
        }
    }

    #[test]
    fn takes_the_shape_that_aws_documents() {
        let value = serde_json::to_value(event()).expect("JSON");
        assert_eq!(value["version"], "2.0");
        assert_eq!(value["cookies"], json!(["s=1", "t=2"]));
        assert_eq!(value["headers"]["x-a"], "1,2");
        assert_eq!(value["queryStringParameters"], json!({"a": "1,2", "b": "x y"}));
        assert_eq!(value["rawQueryString"], "a=1&b=x%20y&a=2");
        assert_eq!(value["requestContext"]["http"]["path"], "/dev/a/1");
        assert_eq!(value["requestContext"]["domainPrefix"], "abc123");
        assert_eq!(value["pathParameters"], json!({"id": "1"}));
        for absent in ["body", "stageVariables"] {
            assert_eq!(value.get(absent), None, "{absent}");
        }
        assert_eq!(value["requestContext"].get("authorizer"), None::<&Value>);
    }

    #[test]
    fn a_signer_is_named() {
        let principal = "arn:aws:iam::444455556666:role/app".to_owned();
        let value = serde_json::to_value(Event { principal: principal.into(), ..event() }).expect("JSON");
        assert_eq!(value["requestContext"]["authorizer"]["iam"]["accountId"], "444455556666");
    }
}
