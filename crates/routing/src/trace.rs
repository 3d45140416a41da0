//! What came of a request: the hops it passed, what each did by which rule, and the answer.

use std::collections::BTreeMap;

use hopscope_scenario::StatusCode;
use hopscope_scenario::edge_call::EdgeCall;
use serde::{Serialize, Serializer};

use crate::extension::Lacks;
use crate::header::Headers;
use crate::path::Path;
use crate::rule::{Basis, Rule};
use crate::text::Text;

/// What came of one request. Serialises to the form of `hopscope trace --format json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// The request as the client wrote it.
    pub request: RequestLine,
    /// The answer that the client gets. None: no HTTP answer at all, as for a name that does not resolve.
    pub response: Option<Response>,
    /// Who made that answer.
    pub answered_by: Component,
    /// The rule that decided.
    pub rule: &'static Rule,
    /// Where the request ended. None: a hop refused it.
    pub reaches: Option<Reaches>,
    /// The hops in the order in which the request met them.
    pub hops: Vec<Hop>,
    /// The hops that it would have met next had it not been refused, in order.
    pub unreached: Vec<Unreached>,
    /// The calls of edge code that had no answer: what the trace shows behind them is as if the code did nothing.
    #[serde(skip)]
    pub needs: Vec<EdgeCall>,
    /// What the program lacked. If anything, the trace is not what would happen.
    #[serde(skip)]
    pub lacks: Lacks,
}

/// The first line of a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestLine {
    /// The method.
    pub method: Text,
    /// The URL.
    pub url: Text,
}

/// A kind of hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// The client itself.
    Viewer,
    /// Name resolution.
    Dns,
    /// A CloudFront distribution, the user's or AWS's own.
    Cloudfront,
    /// A CloudFront Function or Lambda@Edge function.
    EdgeFunction,
    /// API Gateway.
    ApiGateway,
    /// A Lambda function.
    Lambda,
    /// The front of a Lambda function URL.
    LambdaUrl,
    /// S3.
    S3,
    /// An Application Load Balancer.
    LoadBalancer,
    /// Any other server.
    Server,
}

impl Component {
    /// Its name in a trace's JSON and in locale keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Dns => "dns",
            Self::Cloudfront => "cloudfront",
            Self::EdgeFunction => "edge_function",
            Self::ApiGateway => "api_gateway",
            Self::Lambda => "lambda",
            Self::LambdaUrl => "lambda_url",
            Self::S3 => "s3",
            Self::LoadBalancer => "load_balancer",
            Self::Server => "server",
        }
    }
}

impl Serialize for Component {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One hop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hop {
    /// What it is.
    pub component: Component,
    /// Which it is: a distribution's id, an API's id, a function's name, a host.
    pub id: Text,
    /// What kind of it, as `REST EDGE`; empty where there is one kind.
    pub kind: &'static str,
    /// The request as it arrived.
    pub received: Message,
    /// What the hop did, in order: with the request, then with the answer.
    pub steps: Vec<Step>,
    /// The request as the hop sent it on. None: it did not.
    pub sent: Option<Message>,
    /// The pieces of the path sent on; where the hop sent nothing, of the path received.
    pub path_from: Path,
    /// The answer as it left the hop towards the client. None: no HTTP answer.
    pub answer: Option<AnswerLine>,
}

/// A request between two hops.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Message {
    /// The method.
    pub method: Text,
    /// `http` or `https`.
    pub scheme: Scheme,
    /// The `Host` header, or HTTP/2's `:authority`.
    pub host: Text,
    /// The path, raw.
    pub path: Text,
    /// The query without `?`.
    pub query: Text,
    /// The header fields besides `Host`.
    pub headers: Headers,
    /// The pieces of the path.
    #[serde(skip)]
    pub pieces: Path,
}

/// The scheme of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// HTTP.
    Http,
    /// HTTPS.
    Https,
}

impl Scheme {
    /// As a URL spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The port that a URL of this scheme means when it names none.
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// What a hop did at one point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The rule.
    pub rule: &'static Rule,
    /// What came of it.
    pub outcome: Outcome,
    /// How the outcome is known; the rule's own basis unless this case is less certain.
    pub basis: Basis,
    /// Whether it concerns the request or the answer.
    pub leg: Leg,
    /// The values that the decision rested on and produced, by name.
    pub detail: Detail,
}

/// What came of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It looked, and let the request or answer pass as it was.
    Passed,
    /// It changed something.
    Changed,
    /// It refused the request.
    Refused,
    /// It had nothing to do.
    Skipped,
}

/// The way of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leg {
    /// From the client.
    Request,
    /// To the client.
    Response,
}

/// Named values of a step, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail(Vec<(&'static str, Value)>);

/// A value of a [`Detail`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Text: a name, a path, a header value.
    Text(Text),
    /// A count or a status.
    Number(u64),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<Text>),
}

impl Detail {
    /// No values.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// With one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// With one more value: a copy of text that belongs to someone else.
    #[must_use]
    pub fn with_copy(self, name: &'static str, text: &str) -> Self {
        self.with(name, Text::copy(text))
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(each, _)| *each == name).map(|(_, value)| value)
    }

    /// The text of that name.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// As an object, in order.
impl Serialize for Detail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&Text> for Value {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Number(count as u64)
    }
}

impl From<StatusCode> for Value {
    fn from(status: StatusCode) -> Self {
        Self::Number(status.get().into())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Vec<String>> for Value {
    fn from(list: Vec<String>) -> Self {
        Self::List(list.into_iter().map(Text::from).collect())
    }
}

impl From<Vec<Text>> for Value {
    fn from(list: Vec<Text>) -> Self {
        Self::List(list)
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// The HTTP version between the client and the first hop, as curl prints it: `1.1`, `2` or `3`.
    pub http_version: &'static str,
    /// The status.
    pub status: StatusCode,
    /// The header fields in the order in which `curl -i` shows them.
    pub headers: Headers,
    /// The body.
    pub body: Text,
}

/// An answer in a line, for the wires of a diagram.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerLine {
    /// The status.
    pub status: StatusCode,
    /// The `x-cache` header, where the hop sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x_cache: Option<Text>,
    /// The message of an AWS error body, or of an error page; empty where there is none.
    pub message: Text,
}

/// Where a request ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reaches {
    /// The place in one line, as people type it: `prod GET /hello`.
    pub text: String,
    /// The API's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api: Option<String>,
    /// The stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The resource's path template, or the route key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The values of the template's variables, whatever the integration.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub path_parameters: BTreeMap<String, String>,
    /// The event that a proxied Lambda function is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Box<Event>>,
}

/// The event that a proxied Lambda function is given. It holds what the request held and takes AWS's own shape when it
/// is serialised, so that a trace whose event nobody reads costs little.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Event {
    /// Payload format 1.0 of a REST API.
    Rest(crate::api_gateway::rest::event::Event),
    /// Payload format 2.0 of an HTTP API or a function URL.
    V2(crate::payload_v2::Event),
}

/// A hop that a request would have met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unreached {
    /// What it is.
    pub component: Component,
    /// Which it is.
    pub id: Text,
    /// What kind of it.
    pub kind: &'static str,
}
