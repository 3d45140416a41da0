//! Names lead to systems: what answers at a name, and the way there. The `Host` header then chooses what within that
//! system.
//!
//! | module | holds |
//! | --- | --- |
//! | this one | [`send`]: the one way from hop to hop |
//! | [`name`] | names, and what can be read off them |
//! | [`endpoint`] | the systems that answer |
//! | `resolve` | records followed from a name to a system |

use hopscope_scenario::Scenario;
use hopscope_scenario::rest_api::EndpointType;

use crate::api_gateway::source::Source;
use crate::exchange::{ConnectError, Request, Sent, Unreachable};
use crate::rule::{Basis, Rule};
use crate::rules::dns as rules;
use crate::rules::s3::WEBSITE_HTTPS;
use crate::trace::{Detail, Outcome, Scheme};
use crate::tracer::Tracer;
use crate::{api_gateway, cloudfront};

pub mod endpoint;
pub mod name;
mod resolve;

pub use endpoint::Endpoint;
pub use name::{ExecuteApiHost, same_name};

/// Sends a request to whatever answers at its name. The one way from hop to hop.
pub fn send<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Sent {
    if tracer.is_exhausted() {
        return Err(Unreachable { rule: &rules::TOO_MANY_HOPS, how: ConnectError::Timeout });
    }
    let endpoint = resolve::resolve(tracer, &request.connect_to)?;
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
    let is_https_only = endpoint.is_api_gateway() || matches!(endpoint, Endpoint::LambdaUrl);
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
    let is_seen = rule != &rules::PORT_CLOSED || (endpoint.is_api_gateway() && request.port == 80);
    let basis = if is_seen { rule.basis } else { Basis::Inferred };
    tracer.pending_step_on(rule, Outcome::Refused, basis, detail);
    Err(Unreachable { rule, how })
}
