//! WebSocket upgrade requests: they go where other requests go, and need their fields to be forwarded.
//!
//! Source: Amazon CloudFront Developer Guide, "Use WebSockets with CloudFront distributions".

use super::Exchange;
use super::forwarding::Forwarding;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// Whether the viewer asks for a WebSocket.
pub fn is_asked(exchange: &Exchange<'_, '_>) -> bool {
    exchange.request.headers.get("upgrade").is_some_and(|value| value.eq_ignore_ascii_case("websocket"))
}

/// Writes down whether the handshake gets through: without its key the origin cannot answer it.
pub fn note(exchange: &mut Exchange<'_, '_>) {
    let forwarding = Forwarding::of(exchange.tracer.scenario, exchange.behavior);
    let is_whole = ["sec-websocket-key", "sec-websocket-version"].iter().all(|name| forwarding.header(name));
    let outcome = if is_whole { Outcome::Passed } else { Outcome::Skipped };
    let detail = Detail::none().with("origin", &exchange.behavior.target_origin_id);
    let detail = detail.by(exchange.of_behavior("origin_request_policy"));
    exchange.tracer.step(exchange.hop, &rules::WEBSOCKET, outcome, detail);
}
