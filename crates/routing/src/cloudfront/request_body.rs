//! A GET with a body is refused, whatever the body holds.

use std::ops::ControlFlow;

use super::page::Page;
use super::{Exchange, refuse};
use crate::exchange::Answer;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// Refuses a GET with a body.
pub fn check(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let bytes = exchange.request.body.len();
    if exchange.request.method != "GET" || bytes == 0 {
        return ControlFlow::Continue(());
    }
    let detail = Detail::none().with("bytes", bytes).by(exchange.tracer.of_request("body"));
    exchange.tracer.step(exchange.hop, &rules::GET_WITH_BODY, Outcome::Refused, detail);
    ControlFlow::Break(refuse(&rules::GET_WITH_BODY, Page::BAD_REQUEST))
}
