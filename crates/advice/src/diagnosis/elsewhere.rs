//! Why a request that nobody refused, or that the wrong system refused, did not do what was expected of it.

use hopscope_routing::cloudfront::path_pattern;
use hopscope_routing::expectation::differences;
use hopscope_routing::url::Url;
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::request::Expectation;

use super::cause::{Case, Cause, Kind};
use super::place::Edge;

/// The behaviour that would have led where the request was expected, if another one took it.
pub fn other_behavior(case: &Case<'_>, expected: &Expectation, edge_code: &dyn EdgeAnswers) -> Option<Cause> {
    expected.reaches.as_ref()?.as_ref()?;
    let first = case.trace.hops.iter().position(|hop| !hop.id.is_empty())?;
    let edge = Edge::before(case.scenario, case.trace, first)?;
    let (distribution, taken) = (edge.distribution(case.scenario)?, edge.behavior(case.scenario)?);
    let ordered = distribution.ordered_cache_behavior.iter().enumerate().map(|(index, each)| (Some(index), each));
    let all = ordered.chain([(None, &distribution.default_cache_behavior)]);
    let others =
        all.filter(|(index, other)| *index != edge.behavior && !crate::origin_request::same_settings(taken, other));
    let wanted = |other: &CacheBehavior| {
        let mut scenario = case.scenario.clone();
        *edge.behavior_mut(&mut scenario)? =
            CacheBehavior { path_pattern: taken.path_pattern.clone(), ..other.clone() };
        let trace = trace_with(&scenario, case.request, edge_code);
        differences(expected, &trace).is_empty().then_some(())
    };
    let (index, other) = others.into_iter().find(|(_, other)| wanted(other).is_some())?;
    let path = Url::parse(&case.request.url).ok()?.path;
    let normal = path_pattern::normalize(&path);
    let fits = index.is_none() || path_pattern::matches(other.path_pattern.as_str(), &normal);
    let kind = if fits { Kind::BehaviorTook } else { Kind::DefaultTook };
    let pattern = match index {
        Some(_) => other.path_pattern.to_string(),
        None => "*".to_owned(),
    };
    let field = Edge { behavior: index, ..edge }.behavior_path().field("path_pattern");
    let values = vec![("wanted", pattern), ("request_path", path), ("by", edge.pattern(case.scenario))];
    Some(case.cause(kind, Some(field), values))
}

/// Why an answer that is no refusal is not the expected one.
pub fn of(case: &Case<'_>, expected: &Expectation) -> Cause {
    let reached = case.trace.reaches.as_ref().map(|reaches| reaches.text.clone()).unwrap_or_default();
    let status = case.trace.response.as_ref().map(|response| response.status.to_string()).unwrap_or_default();
    let mut values = vec![("reached", reached.clone()), ("status", status)];
    if let Some(status) = expected.status {
        values.push(("expected_status", status.to_string()));
    }
    let kind = match &expected.reaches {
        Some(Some(wanted)) if !wanted.split_whitespace().eq(reached.split_whitespace()) => {
            values.push(("wanted", wanted.clone()));
            Kind::Elsewhere
        }
        Some(None) => Kind::NothingRefused,
        _ if expected.status.is_some_and(|status| status.is_error()) || expected.rule.is_some() => Kind::NothingRefused,
        _ => Kind::OtherStatus,
    };
    case.cause(kind, None, values)
}
