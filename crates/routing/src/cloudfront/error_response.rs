//! Custom error responses: whether an error answer stays as it is.

use super::Exchange;
use crate::exchange::Answer;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// Writes down that the distribution has no page for the answer's status.
pub fn apply(exchange: &mut Exchange<'_, '_>, answer: Answer) -> Answer {
    if answer.status.is_error() {
        let detail = Detail::none().with("status", answer.status);
        exchange.tracer.answer_step(exchange.hop, &rules::CUSTOM_ERROR_RESPONSE, Outcome::Skipped, detail);
    }
    answer
}
