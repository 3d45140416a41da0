//! The cases: those of every file below `tests/cases`, and how a trace is held against one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code)]

pub mod recorded;

use std::collections::BTreeMap;

use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::Scenario;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A request through a scenario, and what AWS answers.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// The scenario, with one request; others behind it are those that it comes after.
    #[serde(skip)]
    pub scenario: Scenario,
    /// The case's name, unique among all files.
    pub id: String,
    /// Where the answer is recorded or documented.
    pub source: String,
    /// How sure the answer is: `seen`, `doc`, `inferred`, or a report's own word.
    pub confidence: String,
    /// What is expected of the trace.
    pub expect: Expect,
    /// What the edge functions give, by name, whatever they are called with. A function that is not here is not run.
    #[serde(default)]
    pub edge: recorded::Edge,
}

/// What a case expects of its trace. What is absent is not checked; a name that is not listed here is an error.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expect {
    /// The status of the answer; null: there is none.
    #[serde(deserialize_with = "present")]
    pub status: Option<Option<u16>>,
    /// The first digit of the status.
    pub status_class: Option<u16>,
    /// The exact body.
    pub body: Option<String>,
    /// The body read as JSON.
    pub body_json: Option<Value>,
    /// Texts that stand in the body.
    pub body_contains: Vec<String>,
    /// The length of the body, and the `content-length` field where there is one.
    pub content_length: Option<usize>,
    /// The text under `message` or `Message` of a JSON body.
    pub message: Option<String>,
    /// The `x-amzn-errortype` field.
    pub errortype: Option<String>,
    /// The `x-cache` field.
    pub x_cache: Option<String>,
    /// Fields of the answer with their values; null: absent.
    pub headers: BTreeMap<String, Option<String>>,
    /// Fields that the answer has.
    pub headers_present: Vec<String>,
    /// Fields that the answer lacks.
    pub headers_absent: Vec<String>,
    /// The fields' names, in order.
    pub header_order: Option<Vec<String>>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// Where the request ended; null: nowhere.
    #[serde(deserialize_with = "present")]
    pub reaches: Option<Option<String>>,
    /// The rule that decided.
    pub rule: Option<String>,
    /// The API that the request came to; null: none.
    #[serde(deserialize_with = "present")]
    pub api: Option<Option<String>>,
    /// The stage that the request ended in; null: none.
    #[serde(deserialize_with = "present")]
    pub stage: Option<Option<String>>,
    /// The resource's template or the route key that the request ended in; null: none.
    #[serde(deserialize_with = "present")]
    pub resource: Option<Option<String>>,
    /// The values of the template's variables.
    pub path_params: Option<BTreeMap<String, String>>,
    /// `path` (or `rawPath`) of the event that the function is given.
    pub event_path: Option<String>,
    /// `requestContext.path` (or `requestContext.http.path`) of that event.
    pub request_context_path: Option<String>,
    /// The hops in order, as `component id`; the id is left out where it is empty.
    pub hops: Option<Vec<String>>,
    /// What the first hop sent on.
    pub sent: Option<Sent>,
    /// Steps of any hop: rule ids, each with its outcome.
    pub steps: BTreeMap<String, String>,
    /// How the outcome of a rule's step is known: rule ids, each with its basis.
    pub basis: BTreeMap<String, String>,
    /// Values in the detail of some step of a rule: rule ids, each with names and values.
    pub details: BTreeMap<String, BTreeMap<String, Value>>,
    /// Rules that no step names.
    pub steps_absent: Vec<String>,
}

/// What a hop sent on.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sent {
    /// The hop, counted from 0.
    pub hop: usize,
    /// The method.
    pub method: Option<String>,
    /// The scheme.
    pub scheme: Option<String>,
    /// The host.
    pub host: Option<String>,
    /// The path.
    pub path: Option<String>,
    /// The query.
    pub query: Option<String>,
    /// Fields with their values; null: absent.
    pub headers: BTreeMap<String, Option<String>>,
    /// The pieces of the path.
    pub path_from: Option<Value>,
}

/// Every case, in the order of the files' names.
pub fn cases() -> Vec<Case> {
    recorded::cases().into_iter().map(|case| Case { scenario: case.scenario.clone(), ..case.told().unwrap() }).collect()
}

impl Case {
    /// Traces the case's first request.
    pub fn trace(&self) -> Trace {
        let requests = &self.scenario.requests;
        let is_one = requests.len() == 1 || !requests[0].after.is_empty();
        assert!(is_one, "{} needs one request, or one that comes after the others", self.id);
        trace_with(&self.scenario, &requests[0], &self.edge)
    }

    /// The scenario as a file holds it.
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.scenario.to_json()).unwrap()
    }

    /// What of the trace is not as expected, a line each.
    pub fn differences(&self, trace: &Trace) -> Vec<String> {
        let mut differences = Differences { case: &self.id, lines: Vec::new() };
        self.expect.check_answer(trace, &mut differences);
        self.expect.check_headers(trace, &mut differences);
        self.expect.check_end(trace, &mut differences);
        self.expect.check_way(trace, &mut differences);
        differences.lines
    }
}

struct Differences<'a> {
    case: &'a str,
    lines: Vec<String>,
}

impl Differences<'_> {
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, found: T, expected: T) {
        if found != expected {
            self.lines.push(format!("{}: {what} is {found:?}, expected {expected:?}", self.case));
        }
    }

    fn holds(&mut self, condition: bool, what: impl FnOnce() -> String) {
        if !condition {
            self.lines.push(format!("{}: {}", self.case, what()));
        }
    }
}

impl Expect {
    fn check_answer(&self, trace: &Trace, differences: &mut Differences<'_>) {
        let status = trace.response.as_ref().map(|response| response.status.get());
        let body = trace.response.as_ref().map_or("", |response| response.body.as_ref());
        if let Some(expected) = self.status {
            differences.same("status", status, expected);
        }
        if let Some(expected) = self.status_class {
            differences.same("status class", status.map(|status| status / 100), Some(expected));
        }
        if let Some(expected) = &self.body {
            differences.same("body", body, expected.as_str());
        }
        let json = serde_json::from_str::<Value>(body).ok();
        if let Some(expected) = &self.body_json {
            differences.same("body", json.as_ref(), Some(expected));
        }
        for part in &self.body_contains {
            differences.holds(body.contains(part), || format!("body lacks {part:?}: {body:?}"));
        }
        if let Some(expected) = &self.message {
            let message = json.as_ref().and_then(|json| json.get("message").or_else(|| json.get("Message")));
            let message = message.and_then(Value::as_str);
            // AWS worded some errors otherwise before; the step keeps those words, and reports quote them loosely.
            let bare = |text: &str| text.trim_end_matches('.').replace('\'', "");
            let mut steps = trace.hops.iter().flat_map(|hop| &hop.steps);
            let is_older_wording =
                steps.any(|step| step.detail.text("older_message").is_some_and(|text| bare(text) == bare(expected)));
            if !is_older_wording {
                differences.same("message", message, Some(expected));
            }
        }
    }

    fn check_headers(&self, trace: &Trace, differences: &mut Differences<'_>) {
        let Some(response) = &trace.response else { return };
        let headers = &response.headers;
        if let Some(expected) = self.content_length {
            differences.same("length of the body", response.body.len(), expected);
            if let Some(length) = headers.get("content-length") {
                differences.same("content-length", length, &expected.to_string());
            }
        }
        for (name, expected) in [("x-amzn-errortype", &self.errortype), ("x-cache", &self.x_cache)] {
            if expected.is_some() {
                differences.same(name, headers.get(name), expected.as_deref());
            }
        }
        for (name, expected) in &self.headers {
            differences.same(name, headers.get(name), expected.as_deref());
        }
        for name in &self.headers_present {
            differences.holds(headers.has(name), || format!("the answer lacks {name}"));
        }
        for name in &self.headers_absent {
            differences.holds(!headers.has(name), || format!("the answer has {name}"));
        }
        if let Some(expected) = &self.header_order {
            let names: Vec<String> = headers.iter().map(|(name, _)| name.to_owned()).collect();
            differences.same("order of headers", &names, expected);
        }
    }

    fn check_end(&self, trace: &Trace, differences: &mut Differences<'_>) {
        let reaches = trace.reaches.as_ref();
        if let Some(expected) = &self.answered_by {
            differences.same("answered_by", word(&trace.answered_by), Value::from(expected.as_str()));
        }
        if let Some(expected) = &self.reaches {
            differences.same("reaches", reaches.map(|reaches| &reaches.text), expected.as_ref());
        }
        if let Some(expected) = &self.rule {
            differences.same("rule", trace.rule.id.as_str(), expected.as_str());
        }
        if let Some(expected) = &self.api {
            let apis = trace.hops.iter().filter(|hop| word(&hop.component) == "api_gateway" && !hop.id.is_empty());
            let of_hops = || apis.map(|hop| hop.id.as_str()).next_back();
            let api = reaches.and_then(|reaches| reaches.api.as_deref()).or_else(of_hops);
            differences.same("api", api, expected.as_deref());
        }
        // Stage and resource are known as soon as a step has found them, even where the request is refused later.
        let found = |name: &str| {
            let mut steps = trace.hops.iter().flat_map(|hop| &hop.steps).rev();
            steps
                .find(|step| word(&step.outcome) == "passed" && step.detail.text(name).is_some())
                .and_then(|step| step.detail.text(name))
        };
        if let Some(expected) = &self.stage {
            let stage = reaches.and_then(|reaches| reaches.stage.as_deref()).or_else(|| found("stage"));
            differences.same("stage", stage, expected.as_deref());
        }
        if let Some(expected) = &self.resource {
            let resource = reaches.and_then(|reaches| reaches.resource.as_deref()).or_else(|| found("resource"));
            differences.same("resource", resource, expected.as_deref());
        }
        if let Some(expected) = &self.path_params {
            let expected = &expected.clone().into_iter().collect();
            differences.same("path_params", reaches.map(|reaches| &reaches.path_parameters), Some(expected));
        }
        let event = |paths: [&str; 2]| {
            let event = word(reaches?.event.as_ref()?);
            paths.iter().find_map(|path| event.pointer(path)).and_then(Value::as_str).map(str::to_owned)
        };
        if let Some(expected) = &self.event_path {
            differences.same("event_path", event(["/path", "/rawPath"]).as_ref(), Some(expected));
        }
        if let Some(expected) = &self.request_context_path {
            let found = event(["/requestContext/path", "/requestContext/http/path"]);
            differences.same("request_context_path", found.as_ref(), Some(expected));
        }
    }

    fn check_way(&self, trace: &Trace, differences: &mut Differences<'_>) {
        if let Some(expected) = &self.hops {
            let hops = trace.hops.iter().map(|hop| {
                format!("{} {}", word(&hop.component).as_str().unwrap_or_default(), hop.id).trim().to_owned()
            });
            differences.same("hops", &hops.collect::<Vec<_>>(), expected);
        }
        if let Some(expected) = &self.sent {
            match trace.hops.get(expected.hop).and_then(|hop| Some((hop, hop.sent.as_ref()?))) {
                None => differences.holds(false, || format!("hop {} sent nothing", expected.hop)),
                Some((hop, sent)) => {
                    let text = |text: &str| Value::from(text);
                    for (what, found, expected) in [
                        ("method", text(&sent.method), &expected.method),
                        ("scheme", word(&sent.scheme), &expected.scheme),
                        ("host", text(&sent.host), &expected.host),
                        ("path", text(&sent.path), &expected.path),
                        ("query", text(&sent.query), &expected.query),
                    ] {
                        if let Some(expected) = expected {
                            differences.same(&format!("{what} sent"), found, text(expected));
                        }
                    }
                    for (name, expected) in &expected.headers {
                        differences.same(&format!("{name} sent"), sent.headers.get(name), expected.as_deref());
                    }
                    if let Some(expected) = &expected.path_from {
                        differences.same("path_from", &word(&hop.path_from), expected);
                    }
                }
            }
        }
        let steps = || trace.hops.iter().flat_map(|hop| &hop.steps);
        for (rule, outcome) in &self.steps {
            let found: Vec<Value> =
                steps().filter(|step| step.rule.id == **rule).map(|step| word(&step.outcome)).collect();
            differences.holds(found.contains(&Value::from(outcome.as_str())), || {
                format!("no step {rule} is {outcome}: {found:?}")
            });
        }
        for (rule, basis) in &self.basis {
            let found: Vec<Value> =
                steps().filter(|step| step.rule.id == **rule).map(|step| word(&step.basis)).collect();
            differences.holds(found.contains(&Value::from(basis.as_str())), || {
                format!("no step {rule} is {basis}: {found:?}")
            });
        }
        for (rule, expected) in &self.details {
            let details: Vec<Value> =
                steps().filter(|step| step.rule.id == **rule).map(|step| word(&step.detail)).collect();
            let holds = |detail: &Value| expected.iter().all(|(name, value)| detail.get(name) == Some(value));
            differences.holds(details.iter().any(holds), || format!("no step {rule} has {expected:?}: {details:?}"));
        }
        for rule in &self.steps_absent {
            differences.holds(steps().all(|step| step.rule.id != **rule), || format!("a step names {rule}"));
        }
    }
}

fn word(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Tells a field that is null from one that is absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Deserialize::deserialize(deserializer).map(Some)
}
