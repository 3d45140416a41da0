//! What CloudFront does to the headers of an origin's answer.

use super::Exchange;
use super::forwarding::Forwarding;
use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{CLOUDFRONT_ID, Pop, VIEWER_POP};
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// The order of an API's answer that came through a distribution; what is not named follows. An inner distribution's
/// `x-amz-cf-pop` stays, its `x-cache` and `x-amz-cf-id` are replaced, and the two `via` become one field.
///
/// Source: public capture of an edge-optimized REST API behind a distribution, 2025-11.
const ORDER: &[&str] = &[
    "content-type",
    "content-length",
    "x-amz-cf-pop",
    "date",
    "x-amzn-trace-id",
    "x-amz-apigw-id",
    "x-amzn-requestid",
    "x-amzn-errortype",
];

/// The origin's answer as the user's distribution passes it on.
pub fn from_origin(exchange: &mut Exchange<'_, '_>, mut answer: Answer) -> Answer {
    answer.headers.sort_first(ORDER);
    answer.headers.retain(|name| !OF_CONNECTION.contains(&name));
    set_cookie(exchange, &mut answer);
    let x_cache = pass_on(&mut answer, VIEWER_POP);
    let detail = Detail::none().with("x_cache", x_cache).with("status", answer.status);
    exchange.tracer.answer_step(exchange.hop, &rules::RELAY, Outcome::Changed, detail);
    answer
}

/// Headers of the connection to the origin, which end with it.
const OF_CONNECTION: &[&str] = &["connection", "keep-alive", "trailer", "transfer-encoding", "upgrade"];

/// `Set-Cookie` passes only where cookies go to the origin.
fn set_cookie(exchange: &mut Exchange<'_, '_>, answer: &mut Answer) {
    if !answer.headers.has("set-cookie") {
        return;
    }
    let forwarding = Forwarding::of(exchange.tracer.scenario, exchange.behavior);
    if !forwarding.any_cookie() {
        answer.headers.remove("set-cookie");
        let field = if forwarding.is_legacy { "forwarded_values" } else { "origin_request_policy" };
        let detail = Detail::none().by(exchange.of_behavior(field));
        exchange.tracer.answer_step(exchange.hop, &rules::SET_COOKIE, Outcome::Changed, detail);
    }
}

/// Adds what every distribution adds, and returns the `x-cache` it chose.
pub fn pass_on(answer: &mut Answer, pop: Pop) -> &'static str {
    let x_cache = if answer.status.is_error() { "Error from cloudfront" } else { "Miss from cloudfront" };
    let headers = &mut answer.headers;
    let via = match headers.remove("via") {
        Some(inner) => [inner.as_str(), ", ", pop.via].concat().into(),
        None => pop.via.into(),
    };
    headers.retain(|name| !matches!(name, "x-cache" | "x-amz-cf-id"));
    add(headers, via, x_cache, pop);
    x_cache
}

fn add(headers: &mut Headers, via: crate::text::Text, x_cache: &'static str, pop: Pop) {
    headers.add("via", via);
    headers.add("x-cache", x_cache);
    headers.add("x-amz-cf-pop", pop.pop);
    headers.add("x-amz-cf-id", CLOUDFRONT_ID);
}
