//! Origins, groups, error pages, and the order of checks.

use hopscope_routing::dns::ExecuteApiHost;
use hopscope_scenario::cache_behavior::{CacheBehavior, HttpMethod, LambdaEvent, ViewerEvent};
use hopscope_scenario::distribution::{Distribution, GeoRestrictionType};
use hopscope_scenario::{FieldPath, Scenario};

use super::forwarding::{is_api, pattern_of, placed};
use super::{Finding, FindingKind};
use crate::origin_request::origins;

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        let at = FieldPath::root().field("distributions").index(index);
        unused_origins(distribution, &at, found);
        disabled_endpoints(scenario, distribution, &at, found);
        error_pages(scenario, distribution, &at, found);
        for (at, behavior) in placed(distribution, index) {
            failover(distribution, &at, behavior, found);
            gates(distribution, &at, behavior, found);
        }
    }
}

fn unused_origins(distribution: &Distribution, at: &FieldPath, found: &mut Vec<Finding>) {
    let behaviors = distribution.ordered_cache_behavior.iter().chain([&distribution.default_cache_behavior]);
    let targets: Vec<&String> = behaviors.map(|behavior| &behavior.target_origin_id).collect();
    let groups = distribution.origin_group.iter().filter(|group| targets.contains(&&group.origin_id));
    let members: Vec<&String> = groups.flat_map(|group| &group.member).collect();
    for (place, origin) in distribution.origin.iter().enumerate() {
        if !targets.contains(&&origin.origin_id) && !members.contains(&&origin.origin_id) {
            let kind = FindingKind::OriginUnused { origin_id: origin.origin_id.clone() };
            found.push(Finding { path: at.field("origin").index(place), kind });
        }
    }
}

fn disabled_endpoints(scenario: &Scenario, distribution: &Distribution, at: &FieldPath, found: &mut Vec<Finding>) {
    for (place, origin) in distribution.origin.iter().enumerate() {
        let Some(host) = ExecuteApiHost::parse(&origin.domain_name) else { continue };
        let rest = scenario.rest_apis.iter().map(|api| (&api.id, api.disable_execute_api_endpoint));
        let http = scenario.http_apis.iter().map(|api| (&api.id, api.disable_execute_api_endpoint));
        if rest.chain(http).any(|(id, disabled)| disabled && id.eq_ignore_ascii_case(host.api)) {
            let kind = FindingKind::EndpointDisabled { origin: origin.domain_name.clone(), api: host.api.to_owned() };
            found.push(Finding { path: at.field("origin").index(place).field("domain_name"), kind });
        }
    }
}

/// The statuses with which APIs refuse, and which pages for single-page applications replace.
const API_ERRORS: &[u16] = &[400, 403, 404];

fn error_pages(scenario: &Scenario, distribution: &Distribution, at: &FieldPath, found: &mut Vec<Finding>) {
    let behaviors = distribution.ordered_cache_behavior.iter().chain([&distribution.default_cache_behavior]);
    let mut used = behaviors.flat_map(|behavior| origins(distribution, behavior));
    let Some(api) = used.find(|origin| is_api(scenario, origin)) else { return };
    for (place, page) in distribution.custom_error_response.iter().enumerate() {
        if API_ERRORS.contains(&page.error_code.get()) && !page.response_page_path.is_empty() {
            let kind = FindingKind::ErrorPageHidesApi {
                error_code: page.error_code.to_string(),
                page: page.response_page_path.clone(),
                response_code: page.response_code.unwrap_or(page.error_code).to_string(),
                origin: api.domain_name.clone(),
            };
            found.push(Finding { path: at.field("custom_error_response").index(place), kind });
        }
    }
}

/// Failover is for GET, HEAD and, where it is cached, OPTIONS.
fn failover(distribution: &Distribution, at: &FieldPath, behavior: &CacheBehavior, found: &mut Vec<Finding>) {
    let group = distribution.origin_group.iter().find(|group| group.origin_id == behavior.target_origin_id);
    let Some(group) = group else { return };
    let fails_over = |method: &HttpMethod| match method {
        HttpMethod::Get | HttpMethod::Head => true,
        HttpMethod::Options => behavior.cached_methods.contains(method),
        _ => false,
    };
    let skipped = behavior.allowed_methods.iter().filter(|method| !fails_over(method));
    let methods: Vec<String> = skipped.map(ToString::to_string).collect();
    if !methods.is_empty() {
        let kind = FindingKind::FailoverSkipsMethods {
            pattern: pattern_of(at, behavior),
            group: group.origin_id.clone(),
            methods,
        };
        found.push(Finding { path: at.field("allowed_methods"), kind });
    }
}

/// More than one of geo restriction, signed URLs, web ACL and a function in front of the origin.
fn gates(distribution: &Distribution, at: &FieldPath, behavior: &CacheBehavior, found: &mut Vec<Finding>) {
    let functions = behavior.function_association.iter().any(|each| each.event_type == ViewerEvent::ViewerRequest)
        || behavior.lambda_function_association.iter().any(|each| each.event_type == LambdaEvent::ViewerRequest);
    let gates = [
        ("geo_restriction", distribution.geo_restriction.restriction_type != GeoRestrictionType::None),
        ("signed_request", !behavior.trusted_key_groups.is_empty()),
        ("web_acl", distribution.web_acl.is_some()),
        ("function", functions),
    ];
    let gates: Vec<String> =
        gates.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| (*name).to_owned()).collect();
    if gates.len() > 1 {
        found.push(Finding {
            path: at.clone(),
            kind: FindingKind::SeveralGates { pattern: pattern_of(at, behavior), gates },
        });
    }
}
