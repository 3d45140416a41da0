//! How many distributions a request may pass on its way to an origin: two. AWS's own distribution in front of an
//! edge-optimized API counts as one; that is inferred.
//!
//! Source: Amazon CloudFront Developer Guide, "Quotas" and "HTTP 403 status code (Permission Denied)".

use std::ops::ControlFlow;

use super::page::Page;
use crate::exchange::{Answer, Request};
use crate::placeholder::{Pop, VIEWER_POP};
use crate::rules::cloudfront as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// The most distributions on the way of a request.
pub const MOST_DISTRIBUTIONS: usize = 2;

/// Whether a request has passed as many distributions as it may.
pub fn is_full(request: &Request<'_>) -> bool {
    request.distributions >= MOST_DISTRIBUTIONS
}

/// Refuses a request that has passed as many distributions as it may. Distributions that send requests round in a
/// circle end here as well.
pub fn check(tracer: &mut Tracer<'_>, hop: HopIndex, request: &Request<'_>) -> ControlFlow<Answer> {
    if !is_full(request) {
        return ControlFlow::Continue(());
    }
    ControlFlow::Break(refuse_with(tracer, hop, request, VIEWER_POP))
}

/// Writes the refusal down, and gives its page as that of a distribution with such fields.
pub fn refuse_with(tracer: &mut Tracer<'_>, hop: HopIndex, request: &Request<'_>, pop: Pop) -> Answer {
    let rule = &rules::DISTRIBUTION_CHAIN;
    let detail =
        Detail::none().with("passed", request.distributions).with("limit", MOST_DISTRIBUTIONS).by(request.host_by);
    tracer.step(hop, rule, Outcome::Refused, detail);
    Page::BAD_REQUEST.answer(Component::Cloudfront, rule, pop)
}
