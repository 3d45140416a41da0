//! API Gateway's front in a region: the `Host` header names the API or custom domain, whatever name the connection was
//! made to. From a VPC the header `x-apigw-api-id` may name a private API instead.

use hopscope_scenario::rest_api::{EndpointType, RestApi};
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Scenario};

use super::entrance::Entrance;
use super::gateway_response::{self, GatewayError};
use super::source::Source;
use super::{domain, http, rest};
use crate::dns::name::{ExecuteApiHost, same_name};
use crate::exchange::{Answer, ConnectError, Request, Sent, Unreachable};
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::Tracer;

/// The REST API that a host names: `{api}.execute-api.…`, or `{api}-{vpc endpoint}.execute-api.…`.
pub fn find<'s>(scenario: &'s Scenario, host: &str) -> Option<&'s RestApi> {
    find_at(scenario, ExecuteApiHost::parse(host)?)
}

/// The REST API that has a name of API Gateway's own.
pub fn find_at<'s>(scenario: &'s Scenario, host: ExecuteApiHost<'_>) -> Option<&'s RestApi> {
    scenario.rest_apis.iter().find(|api| {
        let behind_id = host.api.strip_prefix(&api.id).filter(|_| api.region == host.region);
        behind_id.is_some_and(|rest| {
            rest.is_empty() || (rest.starts_with("-vpce-") && api.endpoint_type == EndpointType::Private)
        })
    })
}

/// The private API that `x-apigw-api-id` names on the way through a VPC endpoint.
fn find_by_header<'s>(scenario: &'s Scenario, request: &Request<'s>) -> Option<&'s RestApi> {
    Source::of(request).vpce?;
    let id = request.headers.get("x-apigw-api-id")?;
    scenario.rest_apis.iter().find(|api| api.id == id && api.endpoint_type == EndpointType::Private)
}

/// What a VPC endpoint with private DNS answers for the name of a public API.
pub fn refuse_swallowed(tracer: &mut Tracer<'_>, request: &Request<'_>) -> Answer {
    let hop = tracer.enter(Component::ApiGateway, "", "REST PRIVATE", None, request);
    let detail = Detail::none().with("host", &request.host).with("endpoint", &request.client.viewer.source_vpce);
    let detail = detail.by(tracer.of_request("viewer"));
    tracer.step(hop, &rules::PRIVATE_DNS, Outcome::Refused, detail);
    crate::unreached::behind(tracer, &request.connect_to);
    let refusal = GatewayError::Forbidden.answer(&rules::PRIVATE_DNS);
    tracer.answer(hop, refusal)
}

/// What the front answers.
///
/// # Errors
/// When the caller finds no certificate that fits.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Sent {
    let scenario = tracer.scenario;
    let named = find_by_header(scenario, &request).or_else(|| find(scenario, &request.host));
    let is_inside = Source::of(&request).vpce.is_some();
    if let Some(api) = named.filter(|api| is_inside || api.endpoint_type != EndpointType::Private) {
        let entrance = Entrance::execute_api(request.path.clone());
        return Ok(rest::answer(tracer, api, request, entrance));
    }
    if let Some(api) = http::find(scenario, &request.host) {
        let entrance = Entrance::execute_api(request.path.clone());
        let systems = tracer.systems_or_timeout()?;
        return Ok((systems.http_api)(tracer, api, request, entrance));
    }
    let domain = domain::find(scenario, &request.host).or_else(|| {
        let is_called = same_name(&request.host, &request.connect_to);
        if is_called { domain::find_assumed(scenario, &request.host) } else { None }
    });
    if let Some(domain) = domain.filter(|domain| !domain::is_edge(domain)) {
        let systems = tracer.systems_or_timeout()?;
        return Ok((systems.domain)(tracer, domain, request));
    }
    certificate(tracer, &request)?;
    if http::find(scenario, &request.connect_to).is_some() {
        let systems = tracer.systems_or_timeout()?;
        return Ok((systems.http_host_refused)(tracer, &request));
    }
    let hop = tracer.enter(Component::ApiGateway, "", "REST REGIONAL", None, &request);
    let detail = Detail::none().with("host", &request.host).with("connected_to", &request.connect_to);
    let detail = detail.by(request.host_by).by(Some(Part::Scenario.field("domain_names")));
    tracer.step(hop, &rules::HOST_UNKNOWN, Outcome::Refused, detail);
    crate::unreached::behind_api(tracer, &request.connect_to);
    let answer = GatewayError::Forbidden.answer(&rules::HOST_UNKNOWN);
    let answer = if request.method == "HEAD" { gateway_response::without_body(answer) } else { answer };
    Ok(tracer.answer(hop, answer))
}

/// The name of a private API, called from outside a VPC that has an endpoint for it: it leads nowhere.
pub fn private_name(tracer: &mut Tracer<'_>, request: &Request<'_>) -> Unreachable {
    let api = find(tracer.scenario, &request.connect_to).and_then(|api| api.part_of(tracer.scenario));
    let detail = Detail::none()
        .with("name", &request.connect_to)
        .by(api.map(|part| part.field("endpoint_type")))
        .by(tracer.of_request("viewer.source_vpce"));
    tracer.pending_step(&rules::PRIVATE, Outcome::Refused, detail);
    Unreachable { rule: &rules::PRIVATE, how: ConnectError::Dns }
}

/// CloudFront asks for a certificate by the `Host` it forwards. To a host that API Gateway does not know it shows its
/// own, `*.execute-api.{region}.amazonaws.com`, which covers an API's name and not a custom domain's.
fn certificate(tracer: &mut Tracer<'_>, request: &Request<'_>) -> Result<(), Unreachable> {
    let is_custom = ExecuteApiHost::parse(&request.connect_to).is_none();
    if !is_custom || same_name(&request.host, &request.connect_to) || !Source::of(request).is_cloudfront {
        return Ok(());
    }
    let detail = Detail::none().with("host", &request.host).with("connected_to", &request.connect_to);
    let detail = detail.by(request.host_by);
    tracer.pending_step(&rules::DOMAIN_CERTIFICATE, Outcome::Refused, detail);
    Err(Unreachable { rule: &rules::DOMAIN_CERTIFICATE, how: ConnectError::Certificate })
}
