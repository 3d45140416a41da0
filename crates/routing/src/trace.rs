//! What came of a request: the hops it passed, what each did by which rule, and the answer.

use hopscope_scenario::Map;

use std::ops::Deref;

use hopscope_scenario::edge_call::EdgeCall;
use hopscope_scenario::{FieldPath, Part, Setting, StatusCode};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::header::Headers;
use crate::missing::Missing;
use crate::path::Path;
use crate::rule::{Basis, Rule};
use crate::rules::id::RuleId;
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
    /// The step that decided, by that rule. None: the answer rests on no step, as where the program lacked a part.
    pub deciding: Option<StepIndex>,
    /// Where the request ended. None: a hop refused it.
    pub reaches: Option<Reaches>,
    /// The hops in the order in which the request met them.
    pub hops: Vec<Hop>,
    /// The hops that it would have met next had it not been refused, in order.
    pub unreached: Vec<Unreached>,
    /// The calls of edge code that had no answer: what the trace shows behind them is as if the code did nothing.
    #[serde(skip)]
    pub needs: Vec<EdgeCall>,
    /// Fields of the parts on the way that nobody knows: they might decide, and do not.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "shown")]
    pub unknown: Vec<FieldPath>,
    /// The traces of the requests that came before it, oldest first: what caches hold comes of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Trace>,
    /// What the program lacked. If anything, the trace says nothing but this and what edge code it met.
    #[serde(skip)]
    pub missing: Missing,
}

fn shown<S: Serializer>(paths: &[FieldPath], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(ToString::to_string))
}

impl Trace {
    /// The step that decided, and its hop.
    pub fn deciding_step(&self) -> Option<(&Hop, &Step)> {
        self.step(self.deciding?)
    }

    /// Takes back all that it tells of an answer.
    pub(crate) fn say_nothing(&mut self) {
        (self.hops, self.unreached, self.earlier) = (Vec::new(), Vec::new(), Vec::new());
        (self.response, self.reaches, self.deciding) = (None, None, None);
    }

    /// A step, and its hop.
    pub fn step(&self, index: StepIndex) -> Option<(&Hop, &Step)> {
        let hop = self.hops.get(index.hop)?;
        Some((hop, hop.steps.get(index.step)?))
    }
}

/// Where in a trace a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StepIndex {
    /// The hop, from 0.
    pub hop: usize,
    /// The step of the hop, from 0.
    pub step: usize,
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
    /// Which part of the scenario it is. None: no part of it, as what is AWS's own.
    #[serde(serialize_with = "as_text")]
    pub at: Option<Part>,
    /// The hop that sent it the request, from 0. None: the client did.
    pub caller: Option<usize>,
    /// How many steps the caller had taken by then.
    #[serde(skip)]
    pub called_after: usize,
    /// The request as it arrived.
    pub received: Message,
    /// What the hop did, in order: with the request, then with the answer.
    pub steps: Vec<Step>,
    /// The request as the hop sent it on. None: it did not. Boxed, so that the list of hops is a small block of memory.
    pub sent: Option<Box<Message>>,
    /// The pieces of the path sent on; where the hop sent nothing, of the path received.
    pub path_from: Path,
    /// The answer as it left the hop towards the client. None: no HTTP answer.
    pub answer: Option<AnswerLine>,
}

impl Hop {
    /// The first part of the scenario of some kind that decided at a step.
    pub fn met<T>(&self, pick: impl Fn(Part) -> Option<T>) -> Option<T> {
        self.steps.iter().flat_map(Step::fields).find_map(|field| pick(field.part))
    }
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
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The rule.
    pub rule: &'static Rule,
    /// What came of it.
    pub outcome: Outcome,
    /// How the outcome is known; the rule's own basis unless this case is less certain.
    pub basis: Basis,
    /// Whether it concerns the request or the answer.
    pub leg: Leg,
    /// What the decision rested on and produced.
    pub detail: Detail,
}

impl Step {
    /// The places of the scenario that decided, the one to look at first coming first.
    pub fn fields(&self) -> &[Setting] {
        self.detail.fields()
    }

    /// The run of a function that the step speaks of: its number among the calls that the trace had an answer to.
    pub const fn run(&self) -> Option<usize> {
        match &self.detail.fields {
            Fields::OfRun(run) => Some(run.0),
            _ => None,
        }
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Step", 7)?;
        fields.serialize_field("rule", self.rule)?;
        fields.serialize_field("outcome", &self.outcome)?;
        fields.serialize_field("basis", &self.basis)?;
        fields.serialize_field("leg", &self.leg)?;
        let places: Vec<String> = self.fields().iter().map(ToString::to_string).collect();
        fields.serialize_field("fields", &places)?;
        match self.run() {
            Some(run) => fields.serialize_field("run", &run)?,
            None => fields.skip_field("run")?,
        }
        fields.serialize_field("detail", &self.detail)?;
        fields.end()
    }
}

/// A place as people write it, or null.
fn as_text<S: Serializer>(part: &Option<Part>, serializer: S) -> Result<S::Ok, S::Error> {
    match part {
        Some(part) => serializer.collect_str(part),
        None => serializer.serialize_none(),
    }
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

/// What the decision of a step rested on and produced: values by name, in order, and the places of the scenario that
/// decided. It serialises as the values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    values: Vec<(&'static str, Value)>,
    fields: Fields,
}

/// A few places. Most steps have one, which then needs no memory of its own.
#[derive(Clone, Debug, Default, PartialEq)]
enum Fields {
    #[default]
    None,
    One(Setting),
    Many(Vec<Setting>),
    /// Those of a run of a function, and its number. Few steps speak of one: a field of its own would widen them all.
    OfRun(Box<(usize, Vec<Setting>)>),
}

/// So many values most steps have. Blocks of this size are taken and given back at less cost than those that a vector
/// takes by itself.
const USUAL_VALUES: usize = 2;

impl Fields {
    fn push(&mut self, field: Setting) {
        match self {
            Self::None => *self = Self::One(field),
            Self::One(first) => {
                let mut fields = Vec::with_capacity(4);
                fields.extend([*first, field]);
                *self = Self::Many(fields);
            }
            Self::Many(fields) => fields.push(field),
            Self::OfRun(run) => run.1.push(field),
        }
    }
}

impl Deref for Fields {
    type Target = [Setting];

    fn deref(&self) -> &[Setting] {
        match self {
            Self::None => &[],
            Self::One(field) => std::slice::from_ref(field),
            Self::Many(fields) => fields,
            Self::OfRun(run) => &run.1,
        }
    }
}

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
    /// A rule: that of another hop, because of which this one decided so.
    Rule(RuleId),
}

impl Detail {
    /// No values.
    pub const fn none() -> Self {
        Self { values: Vec::new(), fields: Fields::None }
    }

    /// With one more value.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Value>) -> Self {
        self.with_value(name, value.into())
    }

    // Once for all types of values.
    fn with_value(mut self, name: &'static str, value: Value) -> Self {
        if self.values.is_empty() {
            self.values.reserve_exact(USUAL_VALUES);
        }
        self.values.push((name, value));
        self
    }

    /// With one more value: a copy of text that belongs to someone else.
    #[must_use]
    pub fn with_copy(self, name: &'static str, text: &str) -> Self {
        self.with(name, Text::copy(text))
    }

    /// With one more place that decided. None: it is no part of the scenario.
    #[must_use]
    pub fn by(mut self, field: Option<Setting>) -> Self {
        if let Some(field) = field
            && !self.fields.contains(&field)
        {
            self.fields.push(field);
        }
        self
    }

    /// With more places that decided.
    #[must_use]
    pub fn by_all(self, fields: &[Setting]) -> Self {
        fields.iter().fold(self, |detail, field| detail.by(Some(*field)))
    }

    /// Of a run of a function: the number of the call among those that the trace had an answer to.
    #[must_use]
    pub fn of_run(mut self, run: Option<usize>) -> Self {
        if let Some(run) = run {
            self.fields = Fields::OfRun(Box::new((run, self.fields.to_vec())));
        }
        self
    }

    /// The places of the scenario that decided.
    pub fn fields(&self) -> &[Setting] {
        &self.fields
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.values.iter().map(|(name, value)| (*name, value))
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(each, _)| *each == name).map(|(_, value)| value)
    }

    /// The rule of that name.
    pub fn rule(&self, name: &str) -> Option<RuleId> {
        match self.get(name) {
            Some(Value::Rule(rule)) => Some(*rule),
            _ => None,
        }
    }

    /// The text of that name.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl From<RuleId> for Value {
    fn from(rule: RuleId) -> Self {
        Self::Rule(rule)
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
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub path_parameters: Map<String, String>,
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
