//! The HTTP version between the viewer and CloudFront, and what an answer carries because of it. To origins CloudFront
//! speaks HTTP/1.1.

use hopscope_scenario::distribution::{Distribution, HttpVersion};

use super::Exchange;
use crate::exchange::{Answer, Request};
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome, Scheme};

/// Statuses after whose custom error page the connection is closed.
///
/// Source: Amazon CloudFront Developer Guide, "Create a custom error page for specific HTTP status codes".
const CLOSING: &[u16] = &[400, 405, 414, 416, 500, 501];

/// The version that a viewer gets that speaks HTTP/1.1 and HTTP/2, as curl does: HTTP/2 needs TLS and a distribution
/// that has it. A distribution behind another is asked in HTTP/1.1.
pub fn with_viewer(distribution: &Distribution, request: &Request<'_>) -> &'static str {
    match (request.scheme, distribution.http_version) {
        _ if request.distributions > 0 => "1.1",
        (Scheme::Http, _) | (_, HttpVersion::Http11 | HttpVersion::Http3) => "1.1",
        _ => "2",
    }
}

/// Adds what the version brings: `Connection` in HTTP/1.1, and `Alt-Svc` where the distribution has HTTP/3.
pub fn apply(exchange: &mut Exchange<'_, '_>, answer: &mut Answer) {
    let version = exchange.request.http_version;
    if version == "1.1" && exchange.request.distributions == 0 && !answer.headers.has("connection") {
        let closes = answer.rule == &rules::CUSTOM_ERROR_RESPONSE && CLOSING.contains(&answer.status.get());
        answer.headers.add_after("content-length", "connection", if closes { "close" } else { "keep-alive" });
    }
    let has_http3 = matches!(exchange.distribution.http_version, HttpVersion::Http3 | HttpVersion::Http2And3);
    if has_http3 && exchange.request.scheme == Scheme::Https && !answer.headers.has("alt-svc") {
        answer.headers.add_before(&["x-amz-cf-id"], "alt-svc", "h3=\":443\"; ma=86400");
        let detail = Detail::none().with("version", version).by(exchange.of_distribution("http_version"));
        exchange.tracer.answer_step(exchange.hop, &rules::HTTP_VERSION, Outcome::Changed, detail);
    }
}
