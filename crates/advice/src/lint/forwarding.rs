//! What behaviours forward to APIs and function URLs.

use hopscope_routing::cloudfront::policy::{self, Pick, Used};
use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::cloudfront_policy::NameOr;
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::rest_api::Authorization;
use hopscope_scenario::{FieldPath, Scenario};

use super::{Finding, FindingKind};
use crate::origin_request::origins;

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        for (at, behavior) in placed(distribution, index) {
            for origin in origins(distribution, behavior).into_iter().filter(|origin| is_api(scenario, origin)) {
                behavior_to_api(scenario, distribution, &at, behavior, origin, found);
            }
        }
    }
}

/// The behaviours of a distribution with their places in the file.
pub(super) fn placed(distribution: &Distribution, index: usize) -> impl Iterator<Item = (FieldPath, &CacheBehavior)> {
    let at = FieldPath::root().field("distributions").index(index);
    let default = (at.field("default_cache_behavior"), &distribution.default_cache_behavior);
    let ordered = distribution.ordered_cache_behavior.iter().enumerate();
    ordered.map(move |(place, behavior)| (at.field("ordered_cache_behavior").index(place), behavior)).chain([default])
}

/// The pattern of a behaviour as people call it: the default one's is `*`, whatever the file says.
pub(super) fn pattern_of(at: &FieldPath, behavior: &CacheBehavior) -> String {
    let is_default = at.to_string().ends_with("default_cache_behavior");
    if is_default { "*".to_owned() } else { behavior.path_pattern.to_string() }
}

/// Whether an origin is an API or a function URL: what answers requests rather than serves files.
pub(super) fn is_api(scenario: &Scenario, origin: &Origin) -> bool {
    let name = origin.domain_name.as_str();
    ExecuteApiHost::parse(name).is_some()
        || (name.contains(".lambda-url.") && name.ends_with(".on.aws"))
        || scenario.domain_names.iter().any(|domain| same_name(&domain.domain_name, name))
}

fn behavior_to_api(
    scenario: &Scenario,
    distribution: &Distribution,
    at: &FieldPath,
    behavior: &CacheBehavior,
    origin: &Origin,
    found: &mut Vec<Finding>,
) {
    let cache = policy::cache_policy(scenario, behavior);
    let origin_request = policy::origin_request_policy(scenario, behavior);
    let pattern = || pattern_of(at, behavior);
    let name = |used: &Used<'_>| if used.name.is_empty() { "-".to_owned() } else { used.name.to_owned() };
    let policies = [("cache_policy", &cache), ("origin_request_policy", &origin_request)];
    let forwards = policies.iter().find_map(|(field, used)| {
        let used = used.as_ref()?;
        used.picks?.headers.takes_header("host").then(|| (*field, name(used)))
    });
    let knows_alias = |host: &str| scenario.domain_names.iter().any(|domain| same_name(&domain.domain_name, host));
    let hosts = std::iter::once(&distribution.domain_name).chain(&distribution.aliases);
    if let Some((field, policy)) = forwards
        && !hosts.into_iter().any(|host| knows_alias(host))
    {
        let field = if policy == "forwarded_values" { "forwarded_values" } else { field };
        let kind = FindingKind::HostForwarded { pattern: pattern(), policy, origin: origin.domain_name.clone() };
        found.push(Finding { path: at.field(field), kind });
    }
    if let Some(cache) = cache.as_ref().filter(|cache| cache.caches && cache.picks.is_some()) {
        let field = if cache.is_legacy { "forwarded_values" } else { "cache_policy" };
        // `UseOriginCacheControlHeaders` and its like cache only what the API says may be cached.
        if !cache.name.starts_with("UseOriginCacheControlHeaders") && !is_left_to_origin(scenario, behavior, cache.name)
        {
            let kind = FindingKind::ApiCached { pattern: pattern(), policy: name(cache) };
            found.push(Finding { path: at.field(field), kind });
        }
    }
    let picks = || cache.iter().chain(&origin_request).filter_map(|used| used.picks);
    let is_legacy = cache.as_ref().is_some_and(|used| used.is_legacy);
    if picks().all(|picks| picks.query_strings == Pick::Nothing) && !is_legacy {
        let kind = FindingKind::ViewerValuesDropped { pattern: pattern(), origin: origin.domain_name.clone() };
        found.push(Finding { path: at.field("origin_request_policy"), kind });
    }
    if let Some(api) = asks_for_authorization(scenario, origin)
        && !picks().any(|picks| picks.headers.takes_header("authorization"))
    {
        let kind = FindingKind::AuthorizationDropped { pattern: pattern(), api };
        found.push(Finding { path: at.field("origin_request_policy"), kind });
    }
}

/// Whether a cache policy of one's own caches nothing of itself.
fn is_left_to_origin(scenario: &Scenario, behavior: &CacheBehavior, name: &str) -> bool {
    let own = match &behavior.cache_policy {
        Some(NameOr::Inline(policy)) => Some(policy.as_ref()),
        _ => scenario.cache_policies.iter().find(|policy| policy.name == name),
    };
    own.is_some_and(|policy| policy.min_ttl == 0 && policy.default_ttl == 0)
}

/// The API behind an origin, if one of its methods or routes asks who calls.
fn asks_for_authorization(scenario: &Scenario, origin: &Origin) -> Option<String> {
    let id = ExecuteApiHost::parse(&origin.domain_name)?.api;
    let rest = scenario.rest_apis.iter().filter(|api| api.id.eq_ignore_ascii_case(id)).find(|api| {
        let mut methods = api.resources.iter().flat_map(|resource| resource.methods.values());
        methods.any(|method| method.authorization != Authorization::None)
    });
    let http = scenario.http_apis.iter().filter(|api| api.id.eq_ignore_ascii_case(id));
    let mut http = http.filter(|api| api.routes.iter().any(|route| route.authorization_type != Authorization::None));
    rest.map(|api| api.id.clone()).or_else(|| http.next().map(|api| api.id.clone()))
}
