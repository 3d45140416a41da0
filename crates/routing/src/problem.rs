//! What AWS would refuse in a scenario, with what takes knowledge of AWS: which policies it manages.

use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::cloudfront_policy::NameOr;
use hopscope_scenario::problem::{Problem, ProblemKind};
use hopscope_scenario::{FieldPath, Scenario};

use crate::cloudfront::policy::{CACHE_POLICIES, ORIGIN_REQUEST_POLICIES, find_managed};
use crate::cloudfront::response_headers_policy::find_managed as find_managed_headers;

/// Everything in a scenario that AWS would refuse, or that points nowhere: what the scenario alone tells, then policies
/// of names that neither the scenario nor AWS has.
pub fn problems(scenario: &Scenario) -> Vec<Problem> {
    let mut found = scenario.problems();
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        let at = FieldPath::root().field("distributions").index(index);
        for (index, behavior) in distribution.ordered_cache_behavior.iter().enumerate() {
            policies(scenario, behavior, &at.field("ordered_cache_behavior").index(index), &mut found);
        }
        policies(scenario, &distribution.default_cache_behavior, &at.field("default_cache_behavior"), &mut found);
    }
    found
}

fn policies(scenario: &Scenario, behavior: &CacheBehavior, at: &FieldPath, found: &mut Vec<Problem>) {
    let cache = named(behavior.cache_policy.as_ref());
    let request = named(behavior.origin_request_policy.as_ref());
    let headers = named(behavior.response_headers_policy.as_ref());
    let has_cache = |name: &str| {
        scenario.cache_policies.iter().any(|each| each.name == name) || find_managed(CACHE_POLICIES, name).is_some()
    };
    let has_request = |name: &str| {
        let is_own = scenario.origin_request_policies.iter().any(|each| each.name == name);
        is_own || find_managed(ORIGIN_REQUEST_POLICIES, name).is_some()
    };
    let has_headers = |name: &str| {
        let is_own = scenario.response_headers_policies.iter().any(|each| each.name == name);
        is_own || find_managed_headers(name).is_some()
    };
    for (field, is_known) in [
        ("cache_policy", cache.is_none_or(has_cache)),
        ("origin_request_policy", request.is_none_or(has_request)),
        ("response_headers_policy", headers.is_none_or(has_headers)),
    ] {
        if !is_known {
            found.push(Problem { path: at.field(field), kind: ProblemKind::UnknownPolicy });
        }
    }
}

/// The name by which a policy is used.
fn named<T>(policy: Option<&NameOr<T>>) -> Option<&str> {
    match policy? {
        NameOr::Name(name) => Some(name),
        NameOr::Inline(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_policy_that_nobody_has_is_told_at_its_field() {
        let scenario = |behavior: &str| {
            let json = format!(
                r#"{{"hopscope": 1, "cache_policies": [{{"name": "own"}}], "distributions": [{{"id": "A",
                    "origin": [{{"origin_id": "a", "domain_name": "a.example.com"}}],
                    "default_cache_behavior": {{"target_origin_id": "a", {behavior}}}}}]}}"#
            );
            let found = problems(&Scenario::from_json(&json).unwrap());
            found.into_iter().map(|each| each.path.to_string()).collect::<Vec<_>>()
        };
        for (field, unknown, known) in [
            ("cache_policy", "CachingDisabeld", &["CachingDisabled", "Managed-CachingDisabled", "own"][..]),
            ("origin_request_policy", "AllViewers", &["AllViewer"]),
            ("response_headers_policy", "cors", &["SimpleCORS"]),
        ] {
            let at = format!("distributions[0].default_cache_behavior.{field}");
            assert_eq!(scenario(&format!(r#""{field}": "{unknown}""#)), [at], "{unknown}");
            for known in known {
                assert!(scenario(&format!(r#""{field}": "{known}""#)).is_empty(), "{known}");
            }
        }
    }
}
