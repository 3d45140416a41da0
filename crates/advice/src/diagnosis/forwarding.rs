//! What of the viewer's request does not get to the place that answers, where that answers otherwise because of it.
//!
//! The engine is asked: were all of it forwarded, would the request do what is expected? If so, what was kept from the
//! place is the cause; which part of it, is found by leaving out one after the other.

use hopscope_routing::trace::Component;
use hopscope_routing::url::Url;
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use super::cause::{Case, Cause, CauseKind};
use super::place::Edge;
use super::refusal::is_error;
use crate::fix::is_met;

/// The header in which a proxy tells the `Host` that it was asked for.
pub const FORWARDED_HOST: &str = "x-forwarded-host";

/// The cause, if it is what CloudFront keeps.
pub fn of(case: &Case<'_>, answers: &dyn EdgeAnswers) -> Option<Cause> {
    let edge = case.edge()?;
    let all_but_host = forwarding(case.scenario, edge, "AllViewerExceptHostHeader")?;
    // Where a refusal is expected, what makes one more likely is no cause.
    let is_well = |scenario: &Scenario, request: &Request| {
        let trace = trace_with(scenario, request, answers);
        is_met(request, &trace) && !is_error(&trace)
    };
    let field = edge.behavior_path().field("origin_request_policy");
    if is_well(&all_but_host, case.request) {
        return part(case, &|request| is_well(&all_but_host, request), field);
    }
    let host = Url::parse(&case.request.url).ok()?.host;
    let by_host = || is_well(&forwarding(case.scenario, edge, "AllViewer")?, case.request).then_some(());
    let by_header = || {
        let mut told = case.request.clone();
        told.headers.insert(FORWARDED_HOST.to_owned(), host.to_string().into());
        is_well(&all_but_host, &told).then_some(())
    };
    by_host().or_else(by_header)?;
    let seen = case.trace.hops.iter().rev().find(|hop| hop.component != Component::Lambda)?;
    let values = vec![("viewer_host", host.to_string()), ("seen", seen.received.host.to_string())];
    Some(case.cause(CauseKind::HostReplaced, Some(field), values))
}

/// The scenario as it would be if the behaviour forwarded what a managed policy names.
fn forwarding(scenario: &Scenario, edge: Edge, policy: &str) -> Option<Scenario> {
    let mut scenario = scenario.clone();
    let behavior = edge.behavior_mut(&mut scenario)?;
    behavior.forwarded_values = None;
    behavior.cache_policy = Some("CachingDisabled".into());
    behavior.origin_request_policy = Some(policy.into());
    Some(scenario)
}

/// The header without which the request is not well even so, else the query.
fn part(case: &Case<'_>, is_well: &dyn Fn(&Request) -> bool, field: hopscope_scenario::FieldPath) -> Option<Cause> {
    let arrived = case.trace.hops.last()?;
    let needed = case.request.headers.keys().find(|name| {
        let mut without = case.request.clone();
        without.headers.remove(*name);
        !arrived.received.headers.has(name) && !is_well(&without)
    });
    if let Some(header) = needed {
        return Some(case.cause(CauseKind::HeaderDropped, Some(field), vec![("header", header.clone())]));
    }
    let (url, query) = case.request.url.split_once('?')?;
    let without = Request { url: url.to_owned(), ..case.request.clone() };
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    (!is_well(&without)).then(|| case.cause(CauseKind::QueryDropped, Some(field), vec![("names", names.join("`, `"))]))
}
