//! Methods outside the behaviour's set are refused with 403, not 405.

use std::ops::ControlFlow;

use hopscope_scenario::cache_behavior::HttpMethod;

use super::page::Page;
use super::{Exchange, refuse};
use crate::exchange::Answer;
use crate::rule::Basis;
use crate::rules::cloudfront as rules;
use crate::text::Text;
use crate::trace::{Detail, Outcome};

/// Lets the behaviour's methods pass.
pub fn check(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let method = &exchange.request.method;
    let allowed = &exchange.behavior.allowed_methods;
    let detail = Detail::none()
        .with("method", method)
        .with("allowed", allowed.iter().map(|each| Text::from(each.as_str())).collect::<Vec<_>>())
        .by(exchange.of_behavior("allowed_methods"))
        .by(exchange.tracer.of_request("method"));
    let rule = &rules::ALLOWED_METHODS;
    if allowed.iter().any(|each| *method == each.as_str()) {
        exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    // The page is documented for the methods that a behaviour can allow, and was seen for words that none can.
    let basis = if HttpMethod::from_word(method).is_some() { rule.basis } else { Basis::Observed };
    exchange.tracer.step_on(exchange.hop, rule, Outcome::Refused, basis, detail);
    ControlFlow::Break(refuse(rule, Page::METHOD))
}
