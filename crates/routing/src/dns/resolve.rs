//! Records followed from a name to a system that answers there.

use hopscope_scenario::domain_name::DomainName;
use hopscope_scenario::rest_api::EndpointType;
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Scenario};

use super::endpoint::Endpoint;
use super::name::{ExecuteApiHost, same_name};
use crate::exchange::{ConnectError, Unreachable};
use crate::rules::{api_gateway as api_gateway_rules, dns as rules};
use crate::s3::endpoint::{EndpointKind, S3Host};
use crate::trace::{Detail, Outcome};
use crate::tracer::Tracer;
use crate::{api_gateway, cloudfront, lambda_url};

/// The longest chain of records that is followed.
const MOST_RECORDS: usize = 16;

/// The load balancer or server that a scenario describes by that name.
fn described<'s>(scenario: &'s Scenario, name: &str) -> Option<Endpoint<'s>> {
    let load_balancer = scenario.load_balancers.iter().find(|each| same_name(&each.domain_name, name));
    let server = || scenario.servers.iter().find(|each| same_name(&each.domain_name, name)).map(Endpoint::Server);
    load_balancer.map(Endpoint::LoadBalancer).or_else(server)
}

/// Follows the scenario's records from `name` to a system.
pub(super) fn resolve<'s>(tracer: &mut Tracer<'s>, name: &str) -> Result<Endpoint<'s>, Unreachable> {
    let scenario = tracer.scenario;
    let mut current = name;
    for _ in 0..MOST_RECORDS {
        match scenario.dns.iter().find(|record| same_name(&record.name, current)) {
            Some(record) => {
                let detail = Detail::none().with_copy("name", current).with("target", &record.target);
                let detail = detail.by(record.part_of(scenario).map(|part| part.field("target")));
                tracer.pending_step(&rules::ALIAS, Outcome::Changed, detail);
                current = &record.target;
            }
            None => return endpoint_of(tracer, current),
        }
    }
    let last = scenario.dns.iter().find(|record| same_name(&record.name, current));
    let detail = Detail::none().with_copy("name", name);
    let detail = detail.by(last.and_then(|record| record.part_of(scenario)).map(|part| part.field("target")));
    tracer.pending_step(&rules::LOOP, Outcome::Refused, detail);
    Err(Unreachable { rule: &rules::LOOP, how: ConnectError::Dns })
}

/// The system that answers at a name without a record.
fn endpoint_of<'s>(tracer: &mut Tracer<'s>, name: &str) -> Result<Endpoint<'s>, Unreachable> {
    let scenario = tracer.scenario;
    if let Some(domain) = api_gateway::domain::find_target(scenario, name) {
        return Ok(api_gateway::domain::endpoint(domain));
    }
    if name.ends_with(".cloudfront.net") || scenario.distributions.iter().any(|each| same_name(&each.domain_name, name))
    {
        return Ok(Endpoint::CloudFront);
    }
    if let Some(endpoint) = described(scenario, name) {
        return Ok(endpoint);
    }
    if lambda_url::is_host(name) || lambda_url::find(scenario, name).is_some() {
        return Ok(Endpoint::LambdaUrl);
    }
    if let Some(host) = S3Host::parse(name) {
        return Ok(if host.kind == EndpointKind::Website { Endpoint::S3Website } else { Endpoint::S3Rest });
    }
    if let Some(host) = ExecuteApiHost::parse(name) {
        return execute_api(host, scenario).ok_or_else(|| {
            let detail = Detail::none().with_copy("name", name).with_copy("region", host.region);
            let api = scenario.rest_apis.iter().find(|api| api.id == host.api).and_then(|api| api.part_of(scenario));
            let detail = detail.by(api.map(|part| part.field("region"))).by(Some(Part::Scenario.field("rest_apis")));
            tracer.pending_step(&rules::API_NOT_FOUND, Outcome::Refused, detail);
            Unreachable { rule: &rules::API_NOT_FOUND, how: ConnectError::Dns }
        });
    }
    if scenario.distributions.iter().any(|each| cloudfront::distribution::covers(each, name).is_some()) {
        let detail = Detail::none().with_copy("name", name).with("target", "CloudFront");
        tracer.pending_step(&rules::ASSUMED, Outcome::Passed, detail);
        return Ok(Endpoint::CloudFront);
    }
    if let Some(domain) = api_gateway::domain::find(scenario, name) {
        let detail = Detail::none().with_copy("name", name).with("target", "API Gateway");
        tracer.pending_step(&rules::ASSUMED, Outcome::Passed, detail);
        return Ok(api_gateway::domain::endpoint(domain));
    }
    if let Some(domain) = api_gateway::domain::find_assumed(scenario, name) {
        let detail = Detail::none().with_copy("name", name).with("domain_name", &domain.domain_name);
        tracer.pending_step(&api_gateway_rules::DOMAIN_ASSUMED, Outcome::Passed, detail);
        return Ok(api_gateway::domain::endpoint(domain));
    }
    let detail =
        Detail::none().with_copy("name", name).by(Some(Part::Scenario.field("dns"))).by(tracer.of_request("url"));
    tracer.pending_step(&rules::NOT_IN_SCENARIO, Outcome::Refused, detail);
    Err(Unreachable { rule: &rules::NOT_IN_SCENARIO, how: ConnectError::Dns })
}

/// The system that answers at the name, if the API exists in that region. A name as `d-abc` belongs to a custom
/// domain that does not say where its own name leads.
fn execute_api<'s>(host: ExecuteApiHost<'_>, scenario: &'s Scenario) -> Option<Endpoint<'s>> {
    if host.region.ends_with(".vpce") {
        return Some(Endpoint::ApiGatewayPrivate);
    }
    if let Some(api) = api_gateway::regional::find_at(scenario, host) {
        return Some(match api.endpoint_type {
            EndpointType::Edge => Endpoint::ApiGatewayEdge,
            EndpointType::Regional => Endpoint::ApiGatewayRegional,
            EndpointType::Private => Endpoint::ApiGatewayPrivate,
        });
    }
    if scenario.http_apis.iter().any(|api| api.id == host.api && api.region == host.region) {
        return Some(Endpoint::ApiGatewayRegional);
    }
    let open =
        |domain: &DomainName| domain.target_domain_name.is_empty() && domain.endpoint_type == EndpointType::Regional;
    (host.api.starts_with("d-") && scenario.domain_names.iter().any(open)).then_some(Endpoint::ApiGatewayRegional)
}
