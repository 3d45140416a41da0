//! How long a request may be. A body of more than 10 MB is answered in plain text that no gateway response can change;
//! what a URL of more than the limit gets is not recorded, and taken from the limit of method ARNs. The limit of
//! edge-optimized endpoints is CloudFront's, and refused in front of the API.
//!
//! Source: Amazon API Gateway Developer Guide, "Quotas for configuring and running a REST API" and "Important notes".

use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{EndpointType, RestApi};

use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::{Answer, Request};
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// The longest body, in bytes.
pub const MOST_BODY: usize = 10_485_760;

/// The longest URL, in bytes: 10240 in a region, 8192 through AWS's own CloudFront distribution or a VPC endpoint.
pub const fn most_url(endpoint_type: EndpointType) -> usize {
    match endpoint_type {
        EndpointType::Regional => 10_240,
        EndpointType::Edge | EndpointType::Private => 8_192,
    }
}

/// Refuses what is too long.
pub fn check(tracer: &mut Tracer<'_>, hop: HopIndex, api: &RestApi, request: &Request<'_>) -> ControlFlow<Answer> {
    let url = url_length(request);
    let most = most_url(api.endpoint_type);
    if url > most && api.endpoint_type != EndpointType::Edge {
        let detail = Detail::none().with("length", url).with("most", most).by(tracer.of_request("url"));
        tracer.step(hop, &rules::URL_TOO_LONG, Outcome::Refused, detail);
        return ControlFlow::Break(GatewayError::UriTooLong.answer(&rules::URL_TOO_LONG));
    }
    let body = body_length(request);
    if body > MOST_BODY {
        let detail = Detail::none().with("length", body).with("most", MOST_BODY);
        let is_stated = body > request.body.len();
        let detail = detail.by(tracer.of_request(if is_stated { "headers" } else { "body" }));
        tracer.step(hop, &rules::REQUEST_TOO_LARGE, Outcome::Refused, detail);
        return ControlFlow::Break(GatewayError::RequestTooLarge.answer(&rules::REQUEST_TOO_LARGE));
    }
    ControlFlow::Continue(())
}

/// The length of the URL as it would be written, from scheme to query.
fn url_length(request: &Request<'_>) -> usize {
    let path: usize = request.path.pieces().map(|(text, _)| text.len()).sum();
    let query = if request.query.is_empty() { 0 } else { 1 + request.query.len() };
    request.scheme.as_str().len() + "://".len() + request.host.len() + path + query
}

/// The length of the body; a scenario may state one in `content-length` that it does not write out.
fn body_length(request: &Request<'_>) -> usize {
    let stated = request.headers.get("content-length").and_then(|length| length.trim().parse().ok());
    stated.unwrap_or(0).max(request.body.len())
}
