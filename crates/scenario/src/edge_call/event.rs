//! Builds the event objects as CloudFront does.
//!
//! Sources: AWS documentation, "CloudFront Functions event structure" and "Lambda@Edge event structure".

use serde::{Deserialize, Serialize};

use super::EdgeEventType;
use super::ordered_json::OrderedJson;
use super::restricted_header::is_disallowed_header;

/// What an event object is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeEvent {
    /// Which event it is.
    pub event_type: EdgeEventType,
    /// The distribution's own domain name.
    pub distribution_domain_name: String,
    /// The distribution's id.
    pub distribution_id: String,
    /// The request's id.
    pub request_id: String,
    /// The request, in response events as well.
    pub request: EventRequest,
    /// The response, in response events.
    pub response: Option<EventResponse>,
}

/// The request of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRequest {
    /// The viewer's address.
    pub client_ip: String,
    /// The method.
    pub method: String,
    /// The path, without query string.
    pub uri: String,
    /// The query string without `?`; `None` where the URL has no `?`.
    pub query_string: Option<String>,
    /// All headers, `cookie` included, one entry a header line. Names may be in any case.
    pub headers: Vec<(String, String)>,
    /// The body, base64-encoded, where the association includes it (Lambda@Edge).
    pub body: Option<String>,
    /// The origin that the request is about to go to (Lambda@Edge origin events).
    pub origin: Option<EdgeOrigin>,
}

/// The response of an event. Functions never see its body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventResponse {
    /// The status code.
    pub status: u16,
    /// The reason phrase.
    pub status_description: String,
    /// All headers, `set-cookie` included, one entry a header line. Names may be in any case.
    pub headers: Vec<(String, String)>,
}

/// An origin, as Lambda@Edge sees and may change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeOrigin {
    /// Any origin but an S3 bucket's REST endpoint.
    Custom {
        /// The origin's domain name.
        domain_name: String,
        /// The port.
        port: u16,
        /// `http` or `https`.
        protocol: String,
        /// The origin path; empty or with a leading slash.
        path: String,
        /// The headers that CloudFront adds.
        custom_headers: Vec<(String, String)>,
        /// In seconds.
        keepalive_timeout: u32,
        /// In seconds.
        read_timeout: u32,
        /// The TLS versions that CloudFront may use.
        ssl_protocols: Vec<String>,
    },
    /// An S3 bucket's REST endpoint.
    S3 {
        /// The bucket's domain name.
        domain_name: String,
        /// The origin path; empty or with a leading slash.
        path: String,
        /// The bucket's region; may be empty without an origin access identity.
        region: String,
        /// `origin-access-identity` or `none`.
        auth_method: String,
        /// The headers that CloudFront adds.
        custom_headers: Vec<(String, String)>,
    },
}

impl EdgeEvent {
    /// The event object of a CloudFront Function, as JSON text.
    pub fn to_cloudfront_function(&self) -> String {
        let mut fields = vec![
            ("version".to_owned(), "1.0".into()),
            (
                "context".to_owned(),
                OrderedJson::object([
                    ("distributionDomainName", self.distribution_domain_name.as_str().into()),
                    ("distributionId", self.distribution_id.as_str().into()),
                    ("eventType", self.event_type.as_str().into()),
                    ("requestId", self.request_id.as_str().into()),
                ]),
            ),
            ("viewer".to_owned(), OrderedJson::object([("ip", self.request.client_ip.as_str().into())])),
            ("request".to_owned(), self.request.to_cloudfront_function()),
        ];
        if let Some(response) = &self.response {
            fields.push(("response".to_owned(), response.to_cloudfront_function()));
        }
        OrderedJson::Object(fields).to_string()
    }

    /// The event object of a Lambda@Edge function, as JSON text.
    pub fn to_lambda_at_edge(&self) -> String {
        let mut cf = vec![
            (
                "config".to_owned(),
                OrderedJson::object([
                    ("distributionDomainName", self.distribution_domain_name.as_str().into()),
                    ("distributionId", self.distribution_id.as_str().into()),
                    ("eventType", self.event_type.as_str().into()),
                    ("requestId", self.request_id.as_str().into()),
                ]),
            ),
            ("request".to_owned(), self.request.to_lambda_at_edge()),
        ];
        if let Some(response) = &self.response {
            cf.push(("response".to_owned(), response.to_lambda_at_edge()));
        }
        let record = OrderedJson::object([("cf", OrderedJson::Object(cf))]);
        OrderedJson::object([("Records", OrderedJson::Array(vec![record]))]).to_string()
    }
}

impl EventRequest {
    fn to_cloudfront_function(&self) -> OrderedJson {
        let query = self.query_string.as_deref().unwrap_or_default();
        let parameters = query.split('&').filter(|part| !part.is_empty()).map(split_pair);
        let cookies = header_values(&self.headers, "cookie")
            .flat_map(|value| value.split(';'))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(split_pair);
        let headers = visible(&self.headers).filter(|(name, _)| name != "cookie");
        OrderedJson::object([
            ("method", self.method.as_str().into()),
            ("uri", self.uri.as_str().into()),
            ("querystring", grouped(parameters.map(|(name, value)| (name, plain(value))))),
            ("headers", grouped(headers.map(|(name, value)| (name, plain(value))))),
            ("cookies", grouped(cookies.map(|(name, value)| (name, plain(value))))),
        ])
    }

    fn to_lambda_at_edge(&self) -> OrderedJson {
        let mut fields = Vec::new();
        if let Some(data) = &self.body {
            let body = OrderedJson::object([
                ("action", "read-only".into()),
                ("data", data.as_str().into()),
                ("encoding", "base64".into()),
                ("inputTruncated", OrderedJson::Bool(false)),
            ]);
            fields.push(("body".to_owned(), body));
        }
        fields.push(("clientIp".to_owned(), self.client_ip.as_str().into()));
        fields.push(("headers".to_owned(), key_value_lists(&self.headers)));
        fields.push(("method".to_owned(), self.method.as_str().into()));
        if let Some(origin) = &self.origin {
            fields.push(("origin".to_owned(), origin.to_json()));
        }
        fields.push(("querystring".to_owned(), self.query_string.as_deref().unwrap_or_default().into()));
        fields.push(("uri".to_owned(), self.uri.as_str().into()));
        OrderedJson::Object(fields)
    }
}

impl EventResponse {
    fn to_cloudfront_function(&self) -> OrderedJson {
        let cookies = header_values(&self.headers, "set-cookie").map(|line| {
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = split_pair(pair.trim());
            let mut fields = vec![("value".to_owned(), OrderedJson::String(value))];
            if !attributes.trim().is_empty() {
                fields.push(("attributes".to_owned(), attributes.trim().into()));
            }
            (name, OrderedJson::Object(fields))
        });
        let headers = visible(&self.headers).filter(|(name, _)| name != "set-cookie");
        OrderedJson::object([
            ("statusCode", OrderedJson::Number(f64::from(self.status))),
            ("statusDescription", self.status_description.as_str().into()),
            ("headers", grouped(headers.map(|(name, value)| (name, plain(value))))),
            ("cookies", grouped(cookies)),
        ])
    }

    fn to_lambda_at_edge(&self) -> OrderedJson {
        OrderedJson::object([
            ("headers", key_value_lists(&self.headers)),
            // A string here, unlike in CloudFront Functions.
            ("status", OrderedJson::String(self.status.to_string())),
            ("statusDescription", self.status_description.as_str().into()),
        ])
    }
}

impl EdgeOrigin {
    fn to_json(&self) -> OrderedJson {
        match self {
            Self::Custom {
                domain_name,
                port,
                protocol,
                path,
                custom_headers,
                keepalive_timeout,
                read_timeout,
                ssl_protocols,
            } => {
                let protocols = ssl_protocols.iter().map(|protocol| protocol.as_str().into()).collect();
                let custom = OrderedJson::object([
                    ("customHeaders", key_value_lists(custom_headers)),
                    ("domainName", domain_name.as_str().into()),
                    ("keepaliveTimeout", OrderedJson::Number(f64::from(*keepalive_timeout))),
                    ("path", path.as_str().into()),
                    ("port", OrderedJson::Number(f64::from(*port))),
                    ("protocol", protocol.as_str().into()),
                    ("readTimeout", OrderedJson::Number(f64::from(*read_timeout))),
                    ("sslProtocols", OrderedJson::Array(protocols)),
                ]);
                OrderedJson::object([("custom", custom)])
            }
            Self::S3 { domain_name, path, region, auth_method, custom_headers } => {
                let s3 = OrderedJson::object([
                    ("authMethod", auth_method.as_str().into()),
                    ("customHeaders", key_value_lists(custom_headers)),
                    ("domainName", domain_name.as_str().into()),
                    ("path", path.as_str().into()),
                    ("region", region.as_str().into()),
                ]);
                OrderedJson::object([("s3", s3)])
            }
        }
    }
}

/// The headers that functions may see, names in lower case.
fn visible(headers: &[(String, String)]) -> impl Iterator<Item = (String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
        .filter(|(name, _)| !is_disallowed_header(name))
}

fn header_values<'a>(headers: &'a [(String, String)], wanted: &'a str) -> impl Iterator<Item = &'a str> {
    headers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str())
}

/// `name=value`, neither of them decoded; a name alone has an empty value.
fn split_pair(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (name.to_owned(), value.to_owned())
}

fn plain(value: String) -> OrderedJson {
    OrderedJson::object([("value", OrderedJson::String(value))])
}

/// One field a name. Where a name occurs more than once, the first one's object also lists all in `multiValue`.
fn grouped(entries: impl Iterator<Item = (String, OrderedJson)>) -> OrderedJson {
    let mut groups: Vec<(String, Vec<OrderedJson>)> = Vec::new();
    for (name, entry) in entries {
        match groups.iter_mut().find(|(key, _)| *key == name) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((name, vec![entry])),
        }
    }
    let fields = groups.into_iter().filter_map(|(name, entries)| {
        let mut first = entries.first()?.fields().to_vec();
        if entries.len() > 1 {
            first.push(("multiValue".to_owned(), OrderedJson::Array(entries)));
        }
        Some((name, OrderedJson::Object(first)))
    });
    OrderedJson::Object(fields.collect())
}

/// Lambda@Edge's form of headers: a list of `{key, value}` under each name.
fn key_value_lists(headers: &[(String, String)]) -> OrderedJson {
    let mut lists: Vec<(String, Vec<OrderedJson>)> = Vec::new();
    for (key, value) in headers {
        let name = key.to_ascii_lowercase();
        if is_disallowed_header(&name) {
            continue;
        }
        let entry = OrderedJson::object([("key", key.as_str().into()), ("value", value.as_str().into())]);
        match lists.iter_mut().find(|(existing, _)| *existing == name) {
            Some((_, entries)) => entries.push(entry),
            None => lists.push((name, vec![entry])),
        }
    }
    OrderedJson::Object(lists.into_iter().map(|(name, entries)| (name, OrderedJson::Array(entries))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(event_type: EdgeEventType) -> EdgeEvent {
        let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        EdgeEvent {
            event_type,
            distribution_domain_name: "d111111abcdef8.cloudfront.net".to_owned(),
            distribution_id: "E1".to_owned(),
            request_id: "r".to_owned(),
            request: EventRequest {
                client_ip: "203.0.113.9".to_owned(),
                method: "GET".to_owned(),
                uri: "/a%20b".to_owned(),
                query_string: Some("z=1&a&z=%32".to_owned()),
                headers: owned(&[
                    ("Host", "www.example.com"),
                    ("Accept", "a"),
                    ("accept", "b"),
                    ("Cookie", "s=1; t"),
                    ("X-Amz-Cf-Id", "hidden"),
                    ("Connection", "hidden"),
                ]),
                body: None,
                origin: None,
            },
            response: (!event_type.is_request()).then(|| EventResponse {
                status: 200,
                status_description: "OK".to_owned(),
                headers: owned(&[("Set-Cookie", "s=2; Path=/; Secure"), ("Server", "x")]),
            }),
        }
    }

    #[test]
    fn cloudfront_function_request() {
        insta::assert_snapshot!(event(EdgeEventType::ViewerRequest).to_cloudfront_function(), @r#"{"version":"1.0","context":{"distributionDomainName":"d111111abcdef8.cloudfront.net","distributionId":"E1","eventType":"viewer-request","requestId":"r"},"viewer":{"ip":"203.0.113.9"},"request":{"method":"GET","uri":"/a%20b","querystring":{"z":{"value":"1","multiValue":[{"value":"1"},{"value":"%32"}]},"a":{"value":""}},"headers":{"host":{"value":"www.example.com"},"accept":{"value":"a","multiValue":[{"value":"a"},{"value":"b"}]}},"cookies":{"s":{"value":"1"},"t":{"value":""}}}}"#);
    }

    #[test]
    fn cloudfront_function_response() {
        let text = event(EdgeEventType::ViewerResponse).to_cloudfront_function();
        let response = text.split_once(r#""response":"#).map(|(_, rest)| rest);
        insta::assert_snapshot!(response.unwrap_or_default(), @r#"{"statusCode":200,"statusDescription":"OK","headers":{"server":{"value":"x"}},"cookies":{"s":{"value":"2","attributes":"Path=/; Secure"}}}}"#);
    }

    #[test]
    fn lambda_at_edge_request() {
        let mut event = event(EdgeEventType::OriginRequest);
        event.request.origin = Some(EdgeOrigin::S3 {
            domain_name: "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com".to_owned(),
            path: String::new(),
            region: "us-east-1".to_owned(),
            auth_method: "none".to_owned(),
            custom_headers: Vec::new(),
        });
        insta::assert_snapshot!(event.to_lambda_at_edge(), @r#"{"Records":[{"cf":{"config":{"distributionDomainName":"d111111abcdef8.cloudfront.net","distributionId":"E1","eventType":"origin-request","requestId":"r"},"request":{"clientIp":"203.0.113.9","headers":{"host":[{"key":"Host","value":"www.example.com"}],"accept":[{"key":"Accept","value":"a"},{"key":"accept","value":"b"}],"cookie":[{"key":"Cookie","value":"s=1; t"}]},"method":"GET","origin":{"s3":{"authMethod":"none","customHeaders":{},"domainName":"amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com","path":"","region":"us-east-1"}},"querystring":"z=1&a&z=%32","uri":"/a%20b"}}}]}"#);
    }
}
