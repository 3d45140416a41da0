//! What a careful reader would tell of a request that is answered, where nobody said what was expected: what does not
//! get to the place that answers, which findings are about its way, what next to it would fail.

use hopscope_locale::Catalog;
use hopscope_routing::RuleId;
use hopscope_routing::dns::same_name;
use hopscope_routing::trace::{Component, Trace};
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::request::{Expectation, Request};
use hopscope_scenario::{FieldPath, Scenario};

use crate::diagnosis::place::{self, Edge};
use crate::lint::{Finding, Severity, lint};
use crate::words;

/// What every client sends, and nobody misses.
const USUAL: [&str; 6] = ["connection", "host", "accept", "user-agent", "accept-encoding", "content-length"];

/// Something worth telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Header fields that the client sent do not get there.
    HeadersDropped {
        /// The behaviour's pattern.
        pattern: String,
        /// Their names.
        names: Vec<String>,
    },
    /// The query string does not get there, or not whole.
    QueryDropped {
        /// The behaviour's pattern.
        pattern: String,
        /// The query as the client sent it.
        query: String,
    },
    /// The place that answers sees another `Host` than the viewer's.
    HostReplaced {
        /// The viewer's.
        host: String,
        /// What is seen.
        seen: String,
    },
    /// A request that differs in one point would fail.
    WouldFail {
        /// In which: `http`, `slash`, `no_slash` or `preflight`.
        variation: &'static str,
        /// The status; 0: no HTTP answer.
        status: u16,
        /// The id of the rule that decides.
        rule: RuleId,
    },
    /// A finding about a part of the scenario that the request passes.
    Finding(Box<Finding>),
}

impl Remark {
    /// Its name in keys of texts and in JSON.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::HeadersDropped { .. } => "headers_dropped",
            Self::QueryDropped { .. } => "query_dropped",
            Self::HostReplaced { .. } => "host_replaced",
            Self::WouldFail { .. } => "would_fail",
            Self::Finding(finding) => finding.id(),
        }
    }
}

/// What there is to remark on a request. Nothing where something was expected, or where no place answers.
pub fn remarks(scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Vec<Remark> {
    let is_expected = request.expect.as_ref().is_some_and(|expected| *expected != Expectation::default());
    let trace = trace_with(scenario, request, answers);
    if is_expected || trace.reaches.is_none() || !trace.needs.is_empty() {
        return Vec::new();
    }
    let edge = trace.hops.len().checked_sub(1).and_then(|last| Edge::before(scenario, &trace, last));
    let mut found = Vec::new();
    if let Some(edge) = edge {
        found.extend(dropped(scenario, &trace, edge));
    }
    found.extend(would_fail(scenario, request, &trace, answers));
    let parts = parts(scenario, &trace, edge);
    let concerned = lint(scenario).into_iter().filter(|finding| {
        finding.severity() != Severity::Hint && parts.iter().any(|part| is_about(&finding.path, part, edge))
    });
    found.extend(concerned.map(|finding| Remark::Finding(Box::new(finding))));
    found
}

/// What the first hop received and the first behind the distribution did not.
fn dropped(scenario: &Scenario, trace: &Trace, edge: Edge) -> Vec<Remark> {
    let Some(first) = trace.hops.first() else { return Vec::new() };
    let is_edge = |component| matches!(component, Component::Cloudfront | Component::EdgeFunction);
    let Some(origin) = trace.hops.iter().find(|hop| !is_edge(hop.component)) else { return Vec::new() };
    let pattern = edge.pattern(scenario);
    let (sent, got) = (&first.received, &origin.received);
    let mut found = Vec::new();
    let names: Vec<String> = sent
        .headers
        .iter()
        .map(|(name, _)| name.to_string())
        .filter(|name| !USUAL.contains(&name.as_str()) && !got.headers.has(name))
        .collect();
    if !names.is_empty() {
        found.push(Remark::HeadersDropped { pattern: pattern.clone(), names });
    }
    if !sent.query.is_empty() && got.query.len() < sent.query.len() {
        found.push(Remark::QueryDropped { pattern, query: sent.query.to_string() });
    }
    if !same_name(&sent.host, &got.host) {
        found.push(Remark::HostReplaced { host: sent.host.to_string(), seen: got.host.to_string() });
    }
    found
}

/// Requests next to this one that would fail.
fn would_fail(scenario: &Scenario, request: &Request, trace: &Trace, answers: &dyn EdgeAnswers) -> Vec<Remark> {
    if trace.response.as_ref().is_none_or(|response| response.status.is_error()) {
        return Vec::new();
    }
    variations(request)
        .into_iter()
        .filter_map(|(variation, other)| {
            let traced = trace_with(scenario, &other, answers);
            let status = traced.response.as_ref().map_or(0, |response| response.status.get());
            let fails = traced.needs.is_empty() && (status == 0 || status >= 400);
            fails.then_some(Remark::WouldFail { variation, status, rule: traced.rule.id })
        })
        .collect()
}

fn variations(request: &Request) -> Vec<(&'static str, Request)> {
    let at = |url: String| Request { url, ..request.clone() };
    let mut found = Vec::new();
    if let Some(rest) = request.url.strip_prefix("https://") {
        found.push(("http", at(format!("http://{rest}"))));
    }
    let (before, query) = match request.url.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (request.url.as_str(), String::new()),
    };
    let path = before.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|from| rest.get(from..)));
    let last = path.and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    match path {
        Some(path) if path.len() > 1 && path.ends_with('/') => {
            found.push(("no_slash", at(format!("{}{query}", before.trim_end_matches('/')))));
        }
        Some(path) if path.len() > 1 && !last.contains('.') => found.push(("slash", at(format!("{before}/{query}")))),
        _ => {}
    }
    let is_cross = request.headers.keys().any(|name| name.eq_ignore_ascii_case("origin"));
    if is_cross && request.method != "OPTIONS" {
        let mut preflight = Request { method: "OPTIONS".to_owned(), body: String::new(), ..request.clone() };
        preflight.headers.retain(|name, _| name.eq_ignore_ascii_case("origin"));
        preflight.headers.insert("access-control-request-method".to_owned(), request.method.clone().into());
        found.push(("preflight", preflight));
    }
    found
}

/// The places of the file that a request passes.
fn parts(scenario: &Scenario, trace: &Trace, edge: Option<Edge>) -> Vec<FieldPath> {
    let root = FieldPath::root();
    let mut found = Vec::new();
    found.extend(edge.map(|edge| edge.distribution_path()));
    if let Some(behavior) = edge.and_then(|edge| edge.behavior(scenario)) {
        let cache = behavior.cache_policy.as_ref().and_then(|policy| policy.name());
        let cache = scenario.cache_policies.iter().position(|each| Some(each.name.as_str()) == cache);
        let sent = behavior.origin_request_policy.as_ref().and_then(|policy| policy.name());
        let sent = scenario.origin_request_policies.iter().position(|each| Some(each.name.as_str()) == sent);
        found.extend(cache.map(|index| root.field("cache_policies").index(index)));
        found.extend(sent.map(|index| root.field("origin_request_policies").index(index)));
    }
    for hop in &trace.hops {
        let rest = place::rest_api(hop).map(|index| root.field("rest_apis").index(index));
        let http = place::http_api(hop).map(|index| root.field("http_apis").index(index));
        let lambda = place::lambda(scenario, &hop.id).map(|index| root.field("lambdas").index(index));
        found.extend([rest, http, lambda].into_iter().flatten());
        let step = hop.steps.iter().find(|step| step.rule.id == RuleId::ApiDomainHost);
        let name = step.and_then(|step| step.detail.text("domain_name"));
        let domain = name.and_then(|name| scenario.domain_names.iter().position(|each| each.domain_name == name));
        found.extend(domain.map(|index| root.field("domain_names").index(index)));
    }
    found
}

/// Whether a place of the file is in a part that a request passes: of a distribution, the behaviour and the origin that
/// took it.
fn is_about(path: &FieldPath, part: &FieldPath, edge: Option<Edge>) -> bool {
    let (path, part) = (path.to_string(), part.to_string());
    let within =
        |outer: &str| path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    if !within(&part) {
        return false;
    }
    let Some(edge) = edge.filter(|edge| edge.distribution_path().to_string() == part) else { return true };
    let lists = ["ordered_cache_behavior", "default_cache_behavior", "origin"].map(|list| format!("{part}.{list}"));
    let is_in_list = lists.iter().any(|list| within(list));
    let origin = edge.origin_path().map(|path| path.to_string());
    !is_in_list || within(&edge.behavior_path().to_string()) || origin.is_some_and(|origin| within(&origin))
}

/// A remark in words.
pub fn told(texts: &Catalog, remark: &Remark) -> String {
    let names = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let fill = |key: &str, values: &[(&str, String)]| texts.fill(&format!("advice.remark.{key}"), values);
    match remark {
        Remark::HeadersDropped { pattern, names: dropped } => {
            fill("headers_dropped", &[("pattern", pattern.clone()), ("names", names(dropped))])
        }
        Remark::QueryDropped { pattern, query } => {
            fill("query_dropped", &[("pattern", pattern.clone()), ("query", query.clone())])
        }
        Remark::HostReplaced { host, seen } => fill("host_replaced", &[("host", host.clone()), ("seen", seen.clone())]),
        Remark::WouldFail { variation, status: 0, rule } => {
            let title = texts.text(&format!("rule.{rule}.title"));
            fill(&format!("no_answer.{variation}"), &[("title", title), ("rule", rule.to_string())])
        }
        Remark::WouldFail { variation, status, rule } => {
            let title = texts.text(&format!("rule.{rule}.title"));
            let values = [("status", status.to_string()), ("title", title), ("rule", rule.to_string())];
            fill(&format!("would_fail.{variation}"), &values)
        }
        Remark::Finding(finding) => {
            let told = words::finding(texts, finding);
            fill("finding", &[("title", told.title), ("change", told.change)])
        }
    }
}
