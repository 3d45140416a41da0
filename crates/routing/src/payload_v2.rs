//! What a Lambda function is told by an HTTP API or a function URL: the event of payload format 2.0.
//!
//! - Header names are in lower case, the values of one name joined by commas; cookies are a list of their own.
//! - `rawPath` holds the stage of an HTTP API unless it is `$default`, on a custom domain too, and never a mapping's
//!   key. An HTTP API decodes it, a function URL does not.
//! - What is empty is left out.
//!
//! Source: Amazon API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs"; AWS Lambda
//! Developer Guide, "Invoking Lambda function URLs"; aws-powertools/powertools-lambda-python#621 and #1098;
//! CodeGenieApp/serverless-express#465.

use hopscope_scenario::Map;

use hopscope_scenario::edge_call::OrderedJson;
use serde::{Serialize, Serializer};

use crate::api_gateway::source::Source;
use crate::exchange::Request;
use crate::grouped::{Grouped, parameters};
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
    pub path_params: Map<String, String>,
    /// The stage variables.
    pub variables: Map<String, String>,
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
            path_params: Map::new(),
            variables: Map::new(),
            source_ip: Text::copy(Source::of(request).ip),
            principal: Text::EMPTY,
            body: Text::copy(&request.body),
        }
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl Event {
    fn json(&self) -> OrderedJson {
        let cookies = self.headers.iter().filter(|(name, _)| *name == "cookie").flat_map(|(_, value)| value.split(';'));
        let cookies = cookies.map(str::trim).filter(|cookie| !cookie.is_empty()).map(OrderedJson::from).collect();
        OrderedJson::object([
            ("version", "2.0".into()),
            ("routeKey", self.route_key.as_str().into()),
            ("rawPath", self.raw_path.as_str().into()),
            ("rawQueryString", self.query.as_str().into()),
            ("cookies", OrderedJson::Array(cookies).or_null()),
            ("headers", self.fields().joined()),
            ("queryStringParameters", parameters(&self.query).joined().or_null()),
            ("requestContext", self.context()),
            ("pathParameters", OrderedJson::map(&self.path_params).or_null()),
            ("body", OrderedJson::from(self.body.as_str()).or_null()),
            ("isBase64Encoded", OrderedJson::Bool(false)),
            ("stageVariables", OrderedJson::map(&self.variables).or_null()),
        ])
        .without_nulls()
    }

    fn context(&self) -> OrderedJson {
        let http = OrderedJson::object([
            ("method", self.method.as_str().into()),
            ("path", self.raw_path.as_str().into()),
            ("protocol", "HTTP/1.1".into()),
            ("sourceIp", self.source_ip.as_str().into()),
            ("userAgent", self.headers.get("user-agent").unwrap_or_default().into()),
        ]);
        OrderedJson::object([
            ("accountId", ACCOUNT.into()),
            ("apiId", self.api.as_str().into()),
            ("authorizer", self.authorizer()),
            ("domainName", self.host.as_str().into()),
            ("domainPrefix", self.host.split('.').next().unwrap_or_default().into()),
            ("http", http),
            ("requestId", APIGW_ID.into()),
            ("routeKey", self.route_key.as_str().into()),
            ("stage", self.stage.as_str().into()),
            ("time", EVENT_TIME.into()),
            ("timeEpoch", OrderedJson::Number(EVENT_TIME_EPOCH)),
        ])
        .without_nulls()
    }

    /// Who signed; null: nobody did.
    fn authorizer(&self) -> OrderedJson {
        if self.principal.is_empty() {
            return OrderedJson::Null;
        }
        let account = self.principal.split(':').nth(4).filter(|account| !account.is_empty()).unwrap_or(ACCOUNT);
        let iam = OrderedJson::object([("accountId", account.into()), ("userArn", self.principal.as_str().into())]);
        OrderedJson::object([("iam", iam)])
    }

    /// The header fields, those that AWS adds among them.
    fn fields(&self) -> Grouped<'_> {
        let own = [
            ("content-length", self.body.len().to_string().into()),
            ("host", self.host.as_str().into()),
            ("x-amzn-trace-id", "Root=1-691f16bf-0a1b2c3d4e5f60718293a4b5".into()),
            ("x-forwarded-port", "443".into()),
            ("x-forwarded-proto", "https".into()),
        ];
        let mut fields = Grouped::default();
        for (name, value) in self.headers.iter().filter(|(name, _)| !own.iter().any(|(own, _)| own == name)) {
            fields.add(name.into(), value.into());
        }
        for (name, value) in own {
            fields.add(name.into(), value);
        }
        fields.add("x-forwarded-for".into(), self.source_ip.as_str().into());
        fields
    }
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
            headers: Headers::from_iter(
                [("cookie", "s=1; t=2"), ("X-A", "1"), ("x-a", "2"), ("user-agent", "curl")]
                    .map(|(name, value)| (Text::copy(name), value)),
            ),
            host: "abc123.execute-api.us-east-1.amazonaws.com".into(),
            method: "GET".into(),
            stage: "dev".into(),
            api: "abc123".into(),
            path_params: [("id".to_owned(), "1".to_owned())].into(),
            variables: Map::new(),
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
