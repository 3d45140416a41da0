//! Why a request that nobody refused, or that the wrong system refused, did not do what was expected of it.

use hopscope_routing::cloudfront::path_pattern;
use hopscope_routing::expectation::{Standing, standing};
use hopscope_routing::url::Url;
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::request::Expectation;

use super::cause::{Case, Cause, CauseKind};
use super::place::Edge;

/// The behaviour that would have led where the request was expected, if another one took it.
pub fn other_behavior(case: &Case<'_>, expected: &Expectation, edge_code: &dyn EdgeAnswers) -> Option<Cause> {
    expected.reaches.as_ref()?.as_ref()?;
    let first = case.trace.hops.iter().position(|hop| !hop.id.is_empty())?;
    let edge = Edge::before(case.scenario, case.trace, first)?;
    let (distribution, taken) = (edge.distribution(case.scenario)?, edge.behavior(case.scenario)?);
    let ordered = distribution.ordered_cache_behavior.iter().enumerate().map(|(index, each)| (Some(index), each));
    let all = ordered.chain([(None, &distribution.default_cache_behavior)]);
    let mut tried: Vec<&CacheBehavior> = vec![taken];
    let mut scenario = case.scenario.clone();
    let (index, other) = all.filter(|(index, _)| *index != edge.behavior).find(|(_, other)| {
        if tried.iter().any(|each| crate::origin_request::same_settings(each, other)) {
            return false;
        }
        tried.push(other);
        let Some(behavior) = edge.behavior_mut(&mut scenario) else { return false };
        *behavior = CacheBehavior { path_pattern: taken.path_pattern.clone(), ..(*other).clone() };
        standing(Some(expected), &trace_with(&scenario, case.request, edge_code)) == Standing::Met
    })?;
    let path = Url::parse(&case.request.url).ok()?.path;
    let normal = path_pattern::normalize(&path);
    let fits = index.is_none() || path_pattern::matches(other.path_pattern.as_str(), &normal);
    let is_other_origin = other.target_origin_id != taken.target_origin_id;
    let runs_code = !other.function_association.is_empty() || !other.lambda_function_association.is_empty();
    // A behaviour that only has better policies is no better place: the policies are the cause.
    if !is_other_origin && !runs_code && (index.is_none() || !fits) {
        return None;
    }
    let (kind, field) = match edge.behavior {
        _ if fits => (CauseKind::BehaviorTook, Edge { behavior: index, ..edge }.behavior_path().field("path_pattern")),
        None => (CauseKind::DefaultTook, Edge { behavior: index, ..edge }.behavior_path().field("path_pattern")),
        // A pattern that is for other paths says nothing about this one, but its origin may be the right one.
        Some(_) if is_other_origin => (CauseKind::OtherOrigin, edge.behavior_path().field("target_origin_id")),
        Some(_) => return None,
    };
    let pattern = match index {
        Some(_) => other.path_pattern.to_string(),
        None => "*".to_owned(),
    };
    let values = vec![
        ("wanted", pattern),
        ("wanted_origin", other.target_origin_id.clone()),
        ("request_path", path.to_string()),
        ("by", edge.pattern(case.scenario)),
    ];
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
            if let Some(cause) = other_stage(case, wanted, &values) {
                return cause;
            }
            CauseKind::Elsewhere
        }
        Some(None) => CauseKind::NothingRefused,
        _ if expected.status.is_some_and(|status| status.is_error()) || expected.rule.is_some() => {
            CauseKind::NothingRefused
        }
        _ => CauseKind::OtherStatus,
    };
    case.cause(kind, None, values)
}

/// The very method or route of another stage.
fn other_stage(case: &Case<'_>, wanted: &str, values: &[(&'static str, String)]) -> Option<Cause> {
    let reaches = case.trace.reaches.as_ref()?;
    let stage = reaches.stage.clone()?;
    let route = |text: &str| text.split_once(' ').map(|(_, route)| route.split_whitespace().collect::<String>());
    if route(wanted)? != route(&reaches.text)? {
        return None;
    }
    let field = case.edge().and_then(|edge| edge.origin_path()).map(|path| path.field("origin_path"));
    let mut values = values.to_vec();
    values.push(("stage", stage));
    Some(case.cause(CauseKind::OtherStage, field, values))
}
