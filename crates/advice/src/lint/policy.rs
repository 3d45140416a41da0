//! Policies that AWS does not take as they are, and a `Host` that the origin goes by and the cache does not.

use hopscope_routing::cloudfront::policy;
use hopscope_scenario::cloudfront_policy::{
    CacheKeyHeaderBehavior, CachePolicy, NameOr, OriginRequestHeaderBehavior, OriginRequestPolicy, SelectionBehavior,
};
use hopscope_scenario::{FieldPath, Scenario};

use super::forwarding::{is_api, pattern_of, placed};
use super::{Finding, FindingKind};
use crate::origin_request::origins;

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    let root = FieldPath::root();
    for (index, policy) in scenario.cache_policies.iter().enumerate() {
        found.extend(without_time(policy, root.field("cache_policies").index(index)));
    }
    for (index, policy) in scenario.origin_request_policies.iter().enumerate() {
        found.extend(authorization(policy, root.field("origin_request_policies").index(index)));
    }
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        for (at, behavior) in placed(distribution, index) {
            if let Some(NameOr::Inline(policy)) = &behavior.cache_policy {
                found.extend(without_time(policy, at.field("cache_policy")));
            }
            if let Some(NameOr::Inline(policy)) = &behavior.origin_request_policy {
                found.extend(authorization(policy, at.field("origin_request_policy")));
            }
            let cache = policy::cache_policy(scenario, behavior);
            let forwarded = policy::origin_request_policy(scenario, behavior);
            let takes = |used: &Option<policy::Used<'_>>| {
                used.as_ref().and_then(|used| used.picks).is_some_and(|picks| picks.headers.takes_header("host"))
            };
            let caches = cache.as_ref().is_some_and(|cache| cache.caches);
            // An API that gets a foreign `Host` refuses: that is another finding.
            let goes_by_host = origins(distribution, behavior).into_iter().any(|origin| !is_api(scenario, origin));
            if caches && takes(&forwarded) && !takes(&cache) && goes_by_host {
                let name = forwarded.as_ref().map_or("", |used| used.name).to_owned();
                let kind = FindingKind::HostNotInCacheKey { pattern: pattern_of(&at, behavior), policy: name };
                found.push(Finding { path: at.field("cache_policy"), kind });
            }
        }
    }
}

/// With every time zero nothing is cached, and AWS takes no headers, cookies or query strings for a key.
fn without_time(policy: &CachePolicy, at: FieldPath) -> Option<Finding> {
    let names_something = policy.headers.behavior != CacheKeyHeaderBehavior::None
        || policy.cookies.behavior != SelectionBehavior::None
        || policy.query_strings.behavior != SelectionBehavior::None;
    let is_zero = policy.min_ttl == 0 && policy.default_ttl == 0 && policy.max_ttl == 0;
    (is_zero && names_something).then(|| Finding {
        path: at.field("max_ttl"),
        kind: FindingKind::CachePolicyZeroTtl { policy: shown(&policy.name) },
    })
}

/// `Authorization` goes to origins by a cache policy, or by a managed policy that takes all headers.
fn authorization(policy: &OriginRequestPolicy, at: FieldPath) -> Option<Finding> {
    let names_it = policy.headers.items.iter().any(|name| name.eq_ignore_ascii_case("authorization"));
    let is_list = policy.headers.behavior == OriginRequestHeaderBehavior::Whitelist;
    (names_it && is_list).then(|| Finding {
        path: at.field("headers"),
        kind: FindingKind::OriginRequestPolicyAuthorization { policy: shown(&policy.name) },
    })
}

fn shown(name: &str) -> String {
    if name.is_empty() { "-".to_owned() } else { name.to_owned() }
}
