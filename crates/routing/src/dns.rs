//! Name resolution: which system answers at a name. The `Host` header then chooses what within that system.

use hopscope_scenario::domain_name::DomainName;
use hopscope_scenario::origin_server::{LoadBalancer, Server};
use hopscope_scenario::rest_api::EndpointType;
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Scenario};

use crate::api_gateway::source::Source;
use crate::exchange::{ConnectError, Request, Sent, Unreachable};
use crate::rule::{Basis, Rule};
use crate::rules::s3::WEBSITE_HTTPS;
use crate::rules::{api_gateway as api_gateway_rules, dns as rules};
use crate::s3::endpoint::{Kind, S3Host};
use crate::trace::{Detail, Outcome, Scheme};
use crate::tracer::Tracer;
use crate::{api_gateway, cloudfront, lambda_url};

/// The longest chain of records that is followed.
const MOST_RECORDS: usize = 16;

/// A system that answers at a name.
#[derive(Clone, Copy, Debug)]
pub enum Endpoint<'s> {
    /// CloudFront's edge, for the scenario's distributions.
    CloudFront,
    /// CloudFront's edge, for AWS's own distribution in front of edge-optimized APIs.
    ApiGatewayEdge,
    /// API Gateway's regional front.
    ApiGatewayRegional,
    /// API Gateway's front behind an interface VPC endpoint.
    ApiGatewayPrivate,
    /// The front of Lambda function URLs.
    LambdaUrl,
    /// S3's REST endpoint.
    S3Rest,
    /// S3's website endpoint.
    S3Website,
    /// A load balancer.
    LoadBalancer(&'s LoadBalancer),
    /// Any other server.
    Server(&'s Server),
}

/// Sends a request to whatever answers at its name. The one way from hop to hop.
pub fn send<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Sent {
    if tracer.is_exhausted() {
        return Err(Unreachable { rule: &rules::TOO_MANY_HOPS, how: ConnectError::Timeout });
    }
    let endpoint = resolve(tracer, &request.connect_to)?;
    if matches!(endpoint, Endpoint::ApiGatewayPrivate) && Source::of(&request).vpce.is_none() {
        return Err(api_gateway::regional::private_name(tracer, &request));
    }
    if is_swallowed(tracer.scenario, &request) {
        let systems = tracer.systems_or_timeout()?;
        return Ok((systems.private_dns)(tracer, &request));
    }
    listens(tracer, endpoint, &request)?;
    match endpoint {
        Endpoint::CloudFront => {
            let named = cloudfront::distribution::find(tracer.scenario, &request.connect_to);
            if let Some(distribution) = named.filter(|each| each.viewer_certificate.is_some()) {
                let systems = tracer.systems_or_timeout()?;
                (systems.viewer_certificate)(tracer, distribution, &request)?;
            }
            return Ok(cloudfront::answer(tracer, request));
        }
        Endpoint::ApiGatewayEdge => return Ok(api_gateway::edge::answer(tracer, request)),
        Endpoint::ApiGatewayRegional | Endpoint::ApiGatewayPrivate => {
            return api_gateway::regional::answer(tracer, request);
        }
        _ => {}
    }
    let systems = tracer.systems_or_timeout()?;
    match endpoint {
        Endpoint::LambdaUrl => Ok((systems.lambda_url)(tracer, request)),
        Endpoint::S3Website => Ok((systems.s3_website)(tracer, request)),
        Endpoint::LoadBalancer(load_balancer) => (systems.load_balancer)(tracer, load_balancer, request),
        Endpoint::Server(server) => (systems.server)(tracer, server, &request),
        _ => Ok((systems.s3_rest)(tracer, request)),
    }
}

/// Whether private DNS leads the name of a public API to a VPC endpoint, which knows private APIs alone.
fn is_swallowed(scenario: &Scenario, request: &Request<'_>) -> bool {
    request.client.viewer.private_dns
        && Source::of(request).vpce.is_some()
        && ExecuteApiHost::parse(&request.connect_to).is_some()
        && api_gateway::regional::find(scenario, &request.host)
            .is_none_or(|api| api.endpoint_type != EndpointType::Private)
}

/// Whether an endpoint listens on the request's port. Scenarios do not say on which ports load balancers and servers
/// listen: on whichever they are asked.
fn listens(tracer: &mut Tracer<'_>, endpoint: Endpoint<'_>, request: &Request<'_>) -> Result<(), Unreachable> {
    let is_https_only = is_api_gateway(endpoint) || matches!(endpoint, Endpoint::LambdaUrl);
    let (rule, how): (&'static Rule, _) = match endpoint {
        Endpoint::LoadBalancer(_) | Endpoint::Server(_) => return Ok(()),
        // A connection to port 443 of a website endpoint is never answered.
        Endpoint::S3Website if request.scheme == Scheme::Https => (&WEBSITE_HTTPS, ConnectError::Timeout),
        _ if request.port != request.scheme.default_port() => (&rules::PORT_CLOSED, ConnectError::Refused),
        _ if is_https_only && request.scheme == Scheme::Http => (&rules::PORT_CLOSED, ConnectError::Refused),
        _ => return Ok(()),
    };
    let detail =
        Detail::none().with("port", usize::from(request.port)).with("host", &request.connect_to).by(request.port_by);
    // Seen at API Gateway's port 80. That other ports of AWS's endpoints are closed, too, is inferred.
    let is_seen = rule != &rules::PORT_CLOSED || (is_api_gateway(endpoint) && request.port == 80);
    let basis = if is_seen { rule.basis } else { Basis::Inferred };
    tracer.pending_step_on(rule, Outcome::Refused, basis, detail);
    Err(Unreachable { rule, how })
}

/// Whether an endpoint is API Gateway's own, without AWS's distribution in front.
const fn is_api_gateway(endpoint: Endpoint<'_>) -> bool {
    matches!(endpoint, Endpoint::ApiGatewayRegional | Endpoint::ApiGatewayPrivate)
}

/// The load balancer or server that a scenario describes by that name.
fn described<'s>(scenario: &'s Scenario, name: &str) -> Option<Endpoint<'s>> {
    let load_balancer = scenario.load_balancers.iter().find(|each| same_name(&each.domain_name, name));
    let server = || scenario.servers.iter().find(|each| same_name(&each.domain_name, name)).map(Endpoint::Server);
    load_balancer.map(Endpoint::LoadBalancer).or_else(server)
}

/// Follows the scenario's records from `name` to a system.
fn resolve<'s>(tracer: &mut Tracer<'s>, name: &str) -> Result<Endpoint<'s>, Unreachable> {
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
        return Ok(if host.kind == Kind::Website { Endpoint::S3Website } else { Endpoint::S3Rest });
    }
    if let Some(host) = ExecuteApiHost::parse(name) {
        return host.endpoint(scenario).ok_or_else(|| {
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

/// A name of the form `{api}.execute-api.{region}.amazonaws.com`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExecuteApiHost<'a> {
    /// The API's id.
    pub api: &'a str,
    /// The region.
    pub region: &'a str,
}

impl<'a> ExecuteApiHost<'a> {
    /// Reads such a name.
    pub fn parse(name: &'a str) -> Option<Self> {
        let (api, rest) = name.split_once('.')?;
        let rest = rest.strip_prefix("execute-api.")?;
        let region = rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".amazonaws.com.cn"))?;
        (!api.is_empty() && !region.is_empty()).then_some(Self { api, region })
    }

    /// The system that answers at the name, if the API exists in that region. A name as `d-abc` belongs to a custom
    /// domain that does not say where its own name leads.
    fn endpoint(self, scenario: &Scenario) -> Option<Endpoint<'_>> {
        if self.region.ends_with(".vpce") {
            return Some(Endpoint::ApiGatewayPrivate);
        }
        if let Some(api) = api_gateway::regional::find_at(scenario, self) {
            return Some(match api.endpoint_type {
                EndpointType::Edge => Endpoint::ApiGatewayEdge,
                EndpointType::Regional => Endpoint::ApiGatewayRegional,
                EndpointType::Private => Endpoint::ApiGatewayPrivate,
            });
        }
        if scenario.http_apis.iter().any(|api| api.id == self.api && api.region == self.region) {
            return Some(Endpoint::ApiGatewayRegional);
        }
        let open = |domain: &DomainName| {
            domain.target_domain_name.is_empty() && domain.endpoint_type == EndpointType::Regional
        };
        (self.api.starts_with("d-") && scenario.domain_names.iter().any(open)).then_some(Endpoint::ApiGatewayRegional)
    }
}

/// Whether two names are the same: DNS knows no case, and a trailing dot adds nothing.
pub fn same_name(one: &str, other: &str) -> bool {
    let bare = |name: &'_ str| name.strip_suffix('.').map_or(name.len(), str::len);
    one.get(..bare(one)).unwrap_or(one).eq_ignore_ascii_case(other.get(..bare(other)).unwrap_or(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_as_dns_does() {
        assert!(same_name("A.example.", "a.EXAMPLE"));
        assert!(!same_name("a.example", "b.example"));
    }

    #[test]
    fn execute_api_hosts_are_read() {
        let host = ExecuteApiHost::parse("abc123.execute-api.ap-northeast-1.amazonaws.com");
        assert_eq!(host, Some(ExecuteApiHost { api: "abc123", region: "ap-northeast-1" }));
        assert_eq!(ExecuteApiHost::parse("execute-api.us-east-1.amazonaws.com"), None);
        assert_eq!(ExecuteApiHost::parse("abc.s3.us-east-1.amazonaws.com"), None);
    }
}
