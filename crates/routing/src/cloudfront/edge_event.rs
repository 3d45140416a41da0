//! The events that functions are called with.

use data_encoding::BASE64;
use hopscope_scenario::distribution::{CustomOriginConfig, Origin};
use hopscope_scenario::edge_call::{EdgeEvent, EdgeEventType, EdgeOrigin, EventRequest, EventResponse};
use hopscope_scenario::edge_function::EdgeFunction;

use super::forwarding::Forwarding;
use super::origin_header::client_ip;
use super::origin_kind::OriginKind;
use super::{Exchange, viewer_header};
use crate::exchange::{Answer, Request};
use crate::header::Headers;
use crate::placeholder::CLOUDFRONT_ID;

/// CloudFront's own timeouts, in seconds, which a scenario does not hold.
const KEEPALIVE: u32 = 5;
const READ: u32 = 30;

/// The event of a viewer-request function. CloudFront Functions see the headers about the viewer that policies list,
/// Lambda@Edge does not.
pub fn of_viewer_request(exchange: &Exchange<'_, '_>, function: &EdgeFunction, include_body: bool) -> EdgeEvent {
    let mut request = event_request(&exchange.request, exchange.request.path.text(), include_body);
    if !function.is_lambda_at_edge() {
        let forwarding = Forwarding::of(exchange.tracer.scenario, exchange.behavior);
        request.headers.extend(viewer_header::known(&exchange.request, &forwarding));
    }
    event(exchange, EdgeEventType::ViewerRequest, request, None)
}

/// The event of an origin-request function: the request as it is about to be sent, its path without the origin path.
pub fn of_origin_request(
    exchange: &Exchange<'_, '_>,
    origin: &Origin,
    request: &Request<'_>,
    include_body: bool,
) -> EdgeEvent {
    let mut described = event_request(request, exchange.request.path.text(), include_body);
    described.origin = Some(event_origin(origin, request));
    event(exchange, EdgeEventType::OriginRequest, described, None)
}

/// The event of a response function.
pub fn of_response(exchange: &Exchange<'_, '_>, event_type: EdgeEventType, answer: &Answer) -> EdgeEvent {
    let request = event_request(&exchange.request, exchange.request.path.text(), false);
    let response = EventResponse {
        status: answer.status.get(),
        status_description: reason(answer.status.get()).to_owned(),
        headers: pairs(&answer.headers),
    };
    event(exchange, event_type, request, Some(response))
}

fn event(
    exchange: &Exchange<'_, '_>,
    event_type: EdgeEventType,
    request: EventRequest,
    response: Option<EventResponse>,
) -> EdgeEvent {
    EdgeEvent {
        event_type,
        distribution_domain_name: exchange.distribution.domain_name.clone(),
        distribution_id: exchange.distribution.id.clone(),
        request_id: CLOUDFRONT_ID.to_owned(),
        request,
        response,
    }
}

fn event_request(request: &Request<'_>, uri: &str, include_body: bool) -> EventRequest {
    let mut headers = vec![("host".to_owned(), request.host.to_string())];
    headers.extend(pairs(&request.headers));
    EventRequest {
        client_ip: client_ip(request.client).to_owned(),
        method: request.method.to_string(),
        uri: uri.to_owned(),
        query_string: (!request.query.is_empty()).then(|| request.query.to_string()),
        headers,
        body: (include_body && !request.body.is_empty()).then(|| BASE64.encode(request.body.as_bytes())),
        origin: None,
    }
}

fn event_origin(origin: &Origin, request: &Request<'_>) -> EdgeOrigin {
    let custom_headers = origin.custom_header.iter().map(|each| (each.name.clone(), each.value.clone())).collect();
    let (domain_name, path) = (origin.domain_name.clone(), origin.origin_path.clone());
    if OriginKind::of(origin) == OriginKind::S3 {
        let auth_method = if origin.origin_access_identity { "origin-access-identity" } else { "none" }.to_owned();
        let region = region_of(&domain_name).to_owned();
        return EdgeOrigin::S3 { domain_name, path, region, auth_method, custom_headers };
    }
    let default = CustomOriginConfig::default();
    let config = origin.custom_origin_config.as_ref().unwrap_or(&default);
    let protocol = request.scheme.as_str();
    EdgeOrigin::Custom {
        domain_name,
        port: if protocol == "https" { config.https_port } else { config.http_port },
        protocol: protocol.to_owned(),
        path,
        custom_headers,
        keepalive_timeout: KEEPALIVE,
        read_timeout: READ,
        ssl_protocols: vec!["TLSv1.2".to_owned()],
    }
}

/// The region in the name of a bucket's endpoint; empty where it has none.
fn region_of(domain_name: &str) -> &str {
    let rest = domain_name.split_once(".s3.").map_or("", |(_, rest)| rest);
    rest.split_once('.').map_or("", |(region, rest)| if rest.starts_with("amazonaws.com") { region } else { "" })
}

fn pairs(headers: &Headers) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}
