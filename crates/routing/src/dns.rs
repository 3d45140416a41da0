//! Name resolution: which system answers at a name. The `Host` header then chooses what within that system.

use hopscope_scenario::Scenario;
use hopscope_scenario::domain_name::DomainName;
use hopscope_scenario::rest_api::EndpointType;

use crate::api_gateway::source::Source;
use crate::exchange::{ConnectError, Request, Sent, Unreachable};
use crate::rules::{api_gateway as api_gateway_rules, dns as rules};
use crate::trace::{Detail, Outcome, Scheme};
use crate::tracer::Tracer;
use crate::{api_gateway, cloudfront};

/// The longest chain of records that is followed.
const MOST_RECORDS: usize = 16;

/// A system that answers at a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// CloudFront's edge, for the scenario's distributions.
    CloudFront,
    /// CloudFront's edge, for AWS's own distribution in front of edge-optimized APIs.
    ApiGatewayEdge,
    /// API Gateway's regional front.
    ApiGatewayRegional,
    /// API Gateway's front behind an interface VPC endpoint.
    ApiGatewayPrivate,
}

/// Sends a request to whatever answers at its name. The one way from hop to hop.
pub fn send<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Sent {
    if tracer.is_exhausted() {
        return Err(Unreachable { rule: &rules::TOO_MANY_HOPS, how: ConnectError::Timeout });
    }
    let endpoint = resolve(tracer, &request.connect_to)?;
    if request.port != request.scheme.default_port() {
        tracer.pending_step(
            &rules::PORT_CLOSED,
            Outcome::Refused,
            Detail::none().with("port", usize::from(request.port)),
        );
        return Err(Unreachable { rule: &rules::PORT_CLOSED, how: ConnectError::Refused });
    }
    match endpoint {
        Endpoint::CloudFront => Ok(cloudfront::answer(tracer, request)),
        Endpoint::ApiGatewayEdge => Ok(api_gateway::edge::answer(tracer, request)),
        Endpoint::ApiGatewayPrivate if Source::of(&request).vpce.is_none() => {
            Err(api_gateway::regional::private_name(tracer, &request))
        }
        Endpoint::ApiGatewayRegional | Endpoint::ApiGatewayPrivate if request.scheme == Scheme::Http => {
            tracer.pending_step(&rules::PORT_CLOSED, Outcome::Refused, Detail::none().with("port", 80_usize));
            Err(Unreachable { rule: &rules::PORT_CLOSED, how: ConnectError::Refused })
        }
        Endpoint::ApiGatewayRegional | Endpoint::ApiGatewayPrivate => api_gateway::regional::answer(tracer, request),
    }
}

/// Follows the scenario's records from `name` to a system.
fn resolve(tracer: &mut Tracer<'_>, name: &str) -> Result<Endpoint, Unreachable> {
    let scenario = tracer.scenario;
    let mut current = name;
    for _ in 0..MOST_RECORDS {
        match scenario.dns.iter().find(|record| same_name(&record.name, current)) {
            Some(record) => {
                let detail = Detail::none().with("name", current).with("target", record.target.as_str());
                tracer.pending_step(&rules::ALIAS, Outcome::Changed, detail);
                current = &record.target;
            }
            None => return endpoint_of(tracer, current),
        }
    }
    let detail = Detail::none().with("name", name);
    tracer.pending_step(&rules::LOOP, Outcome::Refused, detail);
    Err(Unreachable { rule: &rules::LOOP, how: ConnectError::Dns })
}

/// The system that answers at a name without a record.
fn endpoint_of(tracer: &mut Tracer<'_>, name: &str) -> Result<Endpoint, Unreachable> {
    let scenario = tracer.scenario;
    if let Some(domain) = api_gateway::domain::find_target(scenario, name) {
        return Ok(api_gateway::domain::endpoint(domain));
    }
    if name.ends_with(".cloudfront.net") || scenario.distributions.iter().any(|each| same_name(&each.domain_name, name))
    {
        return Ok(Endpoint::CloudFront);
    }
    if let Some(host) = ExecuteApiHost::parse(name) {
        return host.endpoint(scenario).ok_or_else(|| {
            let detail = Detail::none().with("name", name).with("region", host.region);
            tracer.pending_step(&rules::API_NOT_FOUND, Outcome::Refused, detail);
            Unreachable { rule: &rules::API_NOT_FOUND, how: ConnectError::Dns }
        });
    }
    if scenario.distributions.iter().any(|each| cloudfront::distribution::covers(each, name).is_some()) {
        let detail = Detail::none().with("name", name).with("target", "CloudFront");
        tracer.pending_step(&rules::ASSUMED, Outcome::Passed, detail);
        return Ok(Endpoint::CloudFront);
    }
    if let Some(domain) = api_gateway::domain::find(scenario, name) {
        let detail = Detail::none().with("name", name).with("target", "API Gateway");
        tracer.pending_step(&rules::ASSUMED, Outcome::Passed, detail);
        return Ok(api_gateway::domain::endpoint(domain));
    }
    if let Some(domain) = api_gateway::domain::find_assumed(scenario, name) {
        let detail = Detail::none().with("name", name).with("domain_name", domain.domain_name.as_str());
        tracer.pending_step(&api_gateway_rules::DOMAIN_ASSUMED, Outcome::Passed, detail);
        return Ok(api_gateway::domain::endpoint(domain));
    }
    tracer.pending_step(&rules::NOT_IN_SCENARIO, Outcome::Refused, Detail::none().with("name", name));
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
        let (api, rest) = name.split_once(".execute-api.")?;
        let region = rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".amazonaws.com.cn"))?;
        (!api.is_empty() && !api.contains('.') && !region.is_empty()).then_some(Self { api, region })
    }

    /// The system that answers at the name, if the API exists in that region. A name as `d-abc` belongs to a custom
    /// domain that does not say where its own name leads.
    fn endpoint(self, scenario: &Scenario) -> Option<Endpoint> {
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
