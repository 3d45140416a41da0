//! The step at which a request went wrong.

use hopscope_routing::RuleId;
use hopscope_routing::rules::{cloudfront, http_api, lambda_url, s3};
use hopscope_routing::text::Text;
use hopscope_routing::trace::{Detail, Hop, Outcome, Step, Trace, Value};

/// The step that decided about a trace, and the hop that took it.
#[derive(Clone, Copy, Debug)]
pub struct Deciding<'t> {
    /// The hop's place among the trace's hops.
    pub index: usize,
    /// The hop.
    pub hop: &'t Hop,
    /// The step.
    pub step: &'t Step,
}

impl<'t> Deciding<'t> {
    /// The step that decided. None: the trace has none, which no trace of the engine's lacks.
    pub fn of(trace: &'t Trace) -> Option<Self> {
        let (hop, step) = trace.deciding_step()?;
        Some(Self { index: trace.deciding?.hop, hop, step })
    }

    /// A text of the step's detail; empty where there is none.
    pub fn text(&self, name: &str) -> &'t str {
        self.step.detail.text(name).unwrap_or_default()
    }

    /// A rule that the step's detail names.
    pub fn rule(&self, name: &str) -> Option<RuleId> {
        self.step.detail.rule(name)
    }

    /// Whether the rule has this id.
    pub fn is(&self, id: RuleId) -> bool {
        self.step.rule.id == id
    }
}

/// Whether nobody's own answer came of a request: a hop refused it, sent it elsewhere, or gave no answer at all.
pub fn is_refused(trace: &Trace) -> bool {
    let answers = [&http_api::CORS_PREFLIGHT, &lambda_url::CORS_PREFLIGHT];
    let is_preflight = answers.contains(&trace.rule) || (trace.rule == &s3::CORS && !is_error(trace));
    trace.reaches.is_none() && !is_preflight && trace.rule != &cloudfront::CUSTOM_ERROR_RESPONSE
}

/// Whether the client got an error, or nothing.
pub fn is_error(trace: &Trace) -> bool {
    trace.response.as_ref().is_none_or(|response| response.status.is_error())
}

/// Whether the client was sent elsewhere.
pub fn is_redirect(trace: &Trace) -> bool {
    trace.response.as_ref().is_some_and(|response| (300..400).contains(&response.status.get()))
}

/// The step of a rule that changed something, if there is one: an error page put in place of an answer, a second origin
/// asked.
pub fn changed(trace: &Trace, id: RuleId) -> Option<&Step> {
    let mut steps = trace.hops.iter().flat_map(|hop| &hop.steps);
    steps.find(|step| step.rule.id == id && step.outcome == Outcome::Changed)
}

/// The list of that name in a detail.
pub fn list<'d>(detail: &'d Detail, name: &str) -> &'d [Text] {
    match detail.get(name) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// A number of that name in a detail.
pub fn number(detail: &Detail, name: &str) -> Option<u64> {
    match detail.get(name) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

/// The values of a detail as texts: lists with commas, no flags.
pub fn values(detail: &Detail) -> Vec<(&'static str, String)> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(text.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::List(items) => Some(items.join("`, `")),
        Value::Rule(rule) => Some(rule.to_string()),
        Value::Flag(_) => None,
    };
    detail.iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()
}
