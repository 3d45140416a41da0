//! What a proxied Lambda function is told: the event of payload format 1.0.
//!
//! - The path is never decoded, not even in `pathParameters`; the query is, and `queryStringParameters` keeps the last
//!   value of a name.
//! - `path` lacks the stage on `execute-api` and keeps the base path on a custom domain; slashes directly behind the
//!   stage collapse in it. `requestContext.path` is the path as it came.
//! - An edge-optimized API spells header names in capitals; a domain with a multi-level mapping in lower case.
//!
//! Source: recorded AWS test snapshots, `test_lambda_aws_proxy_integration` (LocalStack); Amazon API Gateway Developer
//! Guide, "Lambda proxy integrations" and "API endpoint types".

use hopscope_scenario::Map;

use hopscope_scenario::edge_call::OrderedJson;
use serde::{Serialize, Serializer};

use crate::grouped::{Grouped, parameters};
use crate::header::Headers;
use crate::placeholder::{APIGW_ID, EVENT_TIME, EVENT_TIME_EPOCH, REQUEST_ID};
use crate::text::Text;

/// The event of payload format 1.0. Serialises to AWS's shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The version that the event names: that of an HTTP API's. Empty: none, as for a REST API.
    pub version: &'static str,
    /// The resource's path template.
    pub resource: Text,
    /// The path as the function is told.
    pub path: Text,
    /// The path as it came, stage and base path included.
    pub request_path: Text,
    /// The values of the template's variables.
    pub path_params: Map<String, String>,
    /// The request's method.
    pub method: Text,
    /// The `Host` that was called.
    pub host: Text,
    /// The header fields besides `Host`.
    pub headers: Headers,
    /// How the names of header fields are spelt.
    pub spelling: Spelling,
    /// The raw query without `?`.
    pub query: Text,
    /// The stage.
    pub stage: Text,
    /// The stage variables.
    pub variables: Map<String, String>,
    /// The API's id.
    pub api: Text,
    /// The API's account.
    pub account: Text,
    /// The address that the request came from, as API Gateway sees it.
    pub source_ip: Text,
    /// ARN of the principal that signed; empty: none.
    pub principal: Text,
    /// The body.
    pub body: Text,
}

/// How an API spells the names of header fields to its functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// As they came. They are kept in lower case here, as HTTP/2 sends them.
    AsSent,
    /// In capitals at the start of each word.
    Capitals,
    /// In lower case.
    Lower,
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl Event {
    fn json(&self) -> OrderedJson {
        let mut headers = Grouped::default();
        for (name, value) in self.fields() {
            headers.add(name.into(), value.into());
        }
        let query = parameters(&self.query);
        let fields = [
            ("resource", self.resource.as_str().into()),
            ("path", self.path.as_str().into()),
            ("httpMethod", self.method.as_str().into()),
            ("headers", headers.last()),
            ("multiValueHeaders", headers.lists()),
            ("queryStringParameters", query.last().or_null()),
            ("multiValueQueryStringParameters", query.lists().or_null()),
            ("pathParameters", OrderedJson::map(&self.path_params).or_null()),
            ("stageVariables", OrderedJson::map(&self.variables).or_null()),
            ("requestContext", self.context()),
            ("body", OrderedJson::from(self.body.as_str()).or_null()),
            ("isBase64Encoded", OrderedJson::Bool(false)),
        ];
        let mut event = OrderedJson::object(fields);
        if let OrderedJson::Object(fields) = &mut event
            && !self.version.is_empty()
        {
            fields.insert(0, ("version".to_owned(), self.version.into()));
        }
        event
    }

    fn context(&self) -> OrderedJson {
        let identity = OrderedJson::object([
            ("sourceIp", self.source_ip.as_str().into()),
            ("userAgent", self.headers.get("user-agent").map_or(OrderedJson::Null, OrderedJson::from)),
            ("userArn", OrderedJson::from(self.principal.as_str()).or_null()),
        ]);
        OrderedJson::object([
            ("resourcePath", self.resource.as_str().into()),
            ("httpMethod", self.method.as_str().into()),
            ("extendedRequestId", APIGW_ID.into()),
            ("requestTime", EVENT_TIME.into()),
            ("path", self.request_path.as_str().into()),
            ("accountId", self.account.as_str().into()),
            ("protocol", "HTTP/1.1".into()),
            ("stage", self.stage.as_str().into()),
            ("domainPrefix", self.host.split('.').next().unwrap_or_default().into()),
            ("requestTimeEpoch", OrderedJson::Number(EVENT_TIME_EPOCH)),
            ("requestId", REQUEST_ID.into()),
            ("identity", identity),
            ("domainName", self.host.as_str().into()),
            ("apiId", self.api.as_str().into()),
        ])
    }

    /// The header fields with the names that the function sees, those that API Gateway adds among them.
    fn fields(&self) -> Vec<(String, &str)> {
        let spell = |name: &str| match self.spelling {
            Spelling::Capitals => capitals(name),
            Spelling::AsSent if matches!(name, "authorization" | "user-agent" | "host") => capitals(name),
            Spelling::AsSent | Spelling::Lower => name.to_owned(),
        };
        let own = match self.spelling {
            Spelling::Lower => str::to_owned,
            Spelling::AsSent | Spelling::Capitals => capitals,
        };
        let mut fields: Vec<(String, &str)> = self
            .headers
            .iter()
            .filter(|(name, _)| !matches!(*name, "x-forwarded-port" | "x-forwarded-proto" | "x-forwarded-for"))
            .map(|(name, value)| (spell(name), value))
            .collect();
        fields.push((own("host"), &self.host));
        fields.push((own("x-amzn-trace-id"), "Root=1-691f16bf-0a1b2c3d4e5f60718293a4b5"));
        fields.push((own("x-forwarded-for"), self.headers.get("x-forwarded-for").unwrap_or(&self.source_ip)));
        fields.push((own("x-forwarded-port"), "443"));
        fields.push((own("x-forwarded-proto"), "https"));
        fields
    }
}

/// A header name with a capital at the start of each word. CloudFront's own spelling of itself has two.
fn capitals(name: &str) -> String {
    let words = name.split('-').map(|word| match word {
        "cloudfront" => "CloudFront".to_owned(),
        _ => {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
        }
    });
    words.collect::<Vec<String>>().join("-")
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event() -> Event {
        Event {
            version: "",
            resource: "/{proxy+}".into(),
            path: "/a/".into(),
            request_path: "/dev/a/".into(),
            path_params: [("proxy".to_owned(), "a".to_owned())].into(),
            method: "GET".into(),
            host: "abc123.execute-api.us-east-1.amazonaws.com".into(),
            headers: Headers::from_iter([("accept", "*/*"), ("user-agent", "curl/8.7.1"), ("x-a", "1"), ("x-a", "2")]),
            spelling: Spelling::AsSent,
            query: "email=test%2Balias@gmail.com&plus=a+b&price=10&price=20&flag".into(),
            stage: "dev".into(),
            variables: Map::new(),
            api: "abc123".into(),
            account: "111122223333".into(),
            source_ip: "203.0.113.9".into(),
            principal: crate::text::Text::EMPTY,
            body: crate::text::Text::EMPTY,
        }
    }

    #[test]
    fn queries_are_decoded_and_the_last_value_is_kept() {
        let value = serde_json::to_value(event()).expect("JSON");
        assert_eq!(
            value["queryStringParameters"],
            json!({"email": "test+alias@gmail.com", "plus": "a b", "price": "20", "flag": ""})
        );
        assert_eq!(value["multiValueQueryStringParameters"]["price"], json!(["10", "20"]));
    }

    #[test]
    fn what_is_empty_is_null() {
        let empty = Event { path_params: Map::new(), query: crate::text::Text::EMPTY, ..event() };
        let value = serde_json::to_value(empty).expect("JSON");
        for name in
            ["pathParameters", "queryStringParameters", "multiValueQueryStringParameters", "stageVariables", "body"]
        {
            assert_eq!(value[name], Value::Null, "{name}");
        }
    }

    #[test]
    fn header_names_are_spelt_as_the_endpoint_does() {
        let headers = |spelling| serde_json::to_value(Event { spelling, ..event() }).expect("JSON")["headers"].clone();
        assert_eq!(headers(Spelling::AsSent)["User-Agent"], "curl/8.7.1");
        assert_eq!(headers(Spelling::AsSent)["x-a"], "2");
        assert_eq!(headers(Spelling::Capitals)["X-A"], "2");
        assert_eq!(headers(Spelling::Lower)["user-agent"], "curl/8.7.1");
        assert_eq!(capitals("cloudfront-viewer-country"), "CloudFront-Viewer-Country");
    }
}
