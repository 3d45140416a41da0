//! Custom domain names: the way of a request from the domain to an API.
//!
//! | module | decides |
//! | --- | --- |
//! | [`routing_rule`] | which rule takes the request: the lowest priority whose conditions it meets |
//! | [`mapping`] | which mapping takes it: the longest base path that the path begins with |
//!
//! Rules come before mappings; the domain's routing mode says which of the two are looked at. What neither takes is
//! answered 403 Forbidden.

use hopscope_scenario::domain_name::{BasePathMapping, DomainName, RoutingMode, RoutingRule};
use hopscope_scenario::rest_api::EndpointType;
use hopscope_scenario::setting::{Listed as _, place};
use hopscope_scenario::{Part, Scenario, Setting};

use super::entrance::Entrance;
use super::gateway_response::{self, GatewayError};
use super::{http, rest};
use crate::dns::endpoint::Endpoint;
use crate::dns::name::same_name;
use crate::exchange::{Answer, Request};
use crate::rule::Rule;
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::Tracer;

pub mod mapping;
pub mod routing_rule;

/// The kind of the hop where a domain refuses, before any API is known.
const KIND: &str = "custom domain";

/// Where a domain leads a request.
struct Chosen<'s> {
    api: &'s str,
    entrance: Entrance<'s>,
}

/// The part that a mapping of a domain is.
fn mapping_part(scenario: &Scenario, domain: &DomainName, mapping: &BasePathMapping) -> Option<Part> {
    let index = place(&scenario.domain_names, domain)?;
    Some(Part::BasePathMapping(index, place(&domain.base_path_mappings, mapping)?))
}

/// The part that a routing rule of a domain is.
fn rule_part(scenario: &Scenario, domain: &DomainName, rule: &RoutingRule) -> Option<Part> {
    let index = place(&scenario.domain_names, domain)?;
    Some(Part::RoutingRule(index, place(&domain.routing_rules, rule)?))
}

/// The domain that has a host: by its own name, else as a first-level subdomain of a wildcard.
pub fn find<'s>(scenario: &'s Scenario, host: &str) -> Option<&'s DomainName> {
    let exact = scenario.domain_names.iter().find(|domain| same_name(&domain.domain_name, host));
    exact.or_else(|| scenario.domain_names.iter().find(|domain| covers(&domain.domain_name, host)))
}

/// The domain that a host is taken for which no part of the scenario has: the scenario's only entrance, when both are
/// below the same domain. Examples in documentation call a domain by another of its names.
pub fn find_assumed<'s>(scenario: &'s Scenario, host: &str) -> Option<&'s DomainName> {
    let [domain] = scenario.domain_names.as_slice() else { return None };
    let is_only_way = scenario.dns.is_empty() && scenario.distributions.is_empty();
    let site = |name: &str| name.rsplit('.').take(2).map(str::to_ascii_lowercase).collect::<Vec<_>>();
    let is_near = site(host).len() == 2 && site(host) == site(&domain.domain_name);
    (is_only_way && is_near && domain.endpoint_type == EndpointType::Regional).then_some(domain)
}

/// The domain whose DNS record leads to a name, as `d-abc.execute-api.us-east-1.amazonaws.com`.
pub fn find_target<'s>(scenario: &'s Scenario, name: &str) -> Option<&'s DomainName> {
    scenario
        .domain_names
        .iter()
        .find(|domain| !domain.target_domain_name.is_empty() && same_name(&domain.target_domain_name, name))
}

/// Whether `*.example.com` covers a host: its first-level subdomains and no deeper ones.
fn covers(wildcard: &str, host: &str) -> bool {
    let below = wildcard.strip_prefix("*.").filter(|below| !below.is_empty());
    below.is_some_and(|below| {
        host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && same_name(rest, below))
    })
}

/// What an API behind the domain answers, or the domain itself.
pub fn answer<'s>(tracer: &mut Tracer<'s>, domain: &'s DomainName, request: Request<'s>) -> Answer {
    let detail = Detail::none().with("host", &request.host).with("domain_name", &domain.domain_name);
    let detail = detail.by(domain_field(tracer, domain, "domain_name"));
    tracer.pending_step(&rules::DOMAIN, Outcome::Passed, detail);
    let uses_rules = domain.routing_mode != RoutingMode::BasePathMappingOnly;
    let uses_mappings = domain.routing_mode != RoutingMode::RoutingRuleOnly;
    let chosen = uses_rules.then(|| routing_rule::choose(tracer, domain, &request)).flatten();
    match chosen.or_else(|| uses_mappings.then(|| mapping::choose(tracer, domain, &request)).flatten()) {
        Some(Chosen { api, entrance }) => enter(tracer, domain, api, request, entrance),
        None => {
            let paths = domain.base_path_mappings.iter().map(|mapping| mapping.base_path.clone()).collect::<Vec<_>>();
            let detail = Detail::none()
                .with("domain_name", &domain.domain_name)
                .with("path", request.path.text())
                .with("routing_mode", domain.routing_mode.as_str())
                .with("base_paths", paths)
                .by(domain_field(tracer, domain, if uses_mappings { "base_path_mappings" } else { "routing_rules" }))
                .by(domain_field(tracer, domain, "routing_mode"))
                .by(request.prefix_by)
                .by(request.path_by);
            refuse(tracer, domain, &request, &rules::NO_MAPPING, detail)
        }
    }
}

/// A field of the domain.
fn domain_field(tracer: &Tracer<'_>, domain: &DomainName, field: &'static str) -> Option<Setting> {
    Some(domain.part_of(tracer.scenario)?.field(field))
}

/// Goes on to the API that the domain chose.
fn enter<'s>(
    tracer: &mut Tracer<'s>,
    domain: &'s DomainName,
    id: &'s str,
    request: Request<'s>,
    entrance: Entrance<'s>,
) -> Answer {
    if let Some(api) = tracer.scenario.rest_apis.iter().find(|api| api.id == id) {
        return rest::answer(tracer, api, request, entrance);
    }
    if let Some(api) = tracer.scenario.http_apis.iter().find(|api| api.id == id) {
        return http::answer(tracer, api, request, entrance);
    }
    let detail = Detail::none().with("domain_name", &domain.domain_name).with_copy("api", id);
    let detail = detail.by(entrance.by.map(|part| part.field("api"))).by(Some(Part::Scenario.field("rest_apis")));
    refuse(tracer, domain, &request, &rules::API_MISSING, detail)
}

/// Refuses before any API is known, so that the hop has no id.
fn refuse(
    tracer: &mut Tracer<'_>,
    domain: &DomainName,
    request: &Request<'_>,
    rule: &'static Rule,
    detail: Detail,
) -> Answer {
    let at = domain.part_of(tracer.scenario);
    let hop = tracer.enter(Component::ApiGateway, "", KIND, at, request);
    tracer.step(hop, rule, Outcome::Refused, detail);
    let answer = GatewayError::Forbidden.answer(rule);
    let answer = if request.method == "HEAD" { gateway_response::without_body(answer) } else { answer };
    tracer.answer(hop, answer)
}

/// The system that answers at a domain's name.
pub const fn endpoint<'s>(domain: &DomainName) -> Endpoint<'s> {
    match domain.endpoint_type {
        EndpointType::Edge => Endpoint::ApiGatewayEdge,
        EndpointType::Regional => Endpoint::ApiGatewayRegional,
        EndpointType::Private => Endpoint::ApiGatewayPrivate,
    }
}

/// Whether a domain is reached through AWS's own CloudFront distribution.
pub fn is_edge(domain: &DomainName) -> bool {
    domain.endpoint_type == EndpointType::Edge
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_cover_first_level_subdomains() {
        for (host, covered) in
            [("a.example.com", true), ("A.EXAMPLE.com", true), ("a.b.example.com", false), ("example.com", false)]
        {
            assert_eq!(covers("*.example.com", host), covered, "{host}");
        }
        assert!(!covers("*.", "a."));
    }

    #[test]
    fn a_name_of_its_own_goes_before_a_wildcard() {
        let domain = |name: &str| DomainName { domain_name: name.to_owned(), ..DomainName::default() };
        let scenario =
            Scenario { domain_names: vec![domain("*.example.com"), domain("api.example.com")], ..Scenario::default() };
        let found = |host| find(&scenario, host).map(|domain| domain.domain_name.as_str());
        assert_eq!(found("api.example.com"), Some("api.example.com"));
        assert_eq!(found("www.example.com"), Some("*.example.com"));
        assert_eq!(found("example.net"), None);
    }
}
