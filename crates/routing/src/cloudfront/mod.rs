//! CloudFront. The order of [`CHECKS`] is the order in which a request meets them.
//!
//! | module | decides |
//! | --- | --- |
//! | [`distribution`] | which distribution the `Host` names |
//! | [`path_pattern`], [`behavior`] | which behaviour the path selects |
//! | [`viewer_protocol`], [`method`] | whether the behaviour takes the request |
//! | [`policy`], [`forwarding`] | which headers, cookies and query strings go to the origin |
//! | [`origin`], [`origin_request`] | where the request goes, and as what |
//! | [`error_response`], [`relay`] | what becomes of the answer |
//! | [`page`] | CloudFront's own pages |

use std::ops::ControlFlow;

use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::Distribution;

use crate::exchange::{Answer, Request};
use crate::trace::Component;
use crate::tracer::{HopIndex, Tracer};

pub mod behavior;
pub mod distribution;
pub mod error_response;
pub mod forwarding;
pub mod method;
pub mod origin;
pub mod origin_request;
pub mod page;
pub mod path_pattern;
pub mod policy;
pub mod relay;
pub mod viewer_protocol;

/// A request inside a distribution, from the moment its behaviour is known.
#[derive(Debug)]
pub struct Exchange<'t, 's> {
    /// The notebook.
    pub tracer: &'t mut Tracer<'s>,
    /// The distribution's hop in it.
    pub hop: HopIndex,
    /// The distribution.
    pub distribution: &'s Distribution,
    /// The behaviour that the path selected.
    pub behavior: &'s CacheBehavior,
    /// The request as it is by now.
    pub request: Request<'s>,
}

/// A check may answer in place of the origin.
type Check = for<'t, 's> fn(&mut Exchange<'t, 's>) -> ControlFlow<Answer>;

/// What a request must pass before the origin is asked.
pub const CHECKS: &[Check] = &[viewer_protocol::check, method::check];

/// What CloudFront answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Answer {
    let (hop, distribution) = match distribution::choose(tracer, &request) {
        ControlFlow::Continue(chosen) => chosen,
        ControlFlow::Break((hop, refusal)) => return tracer.answer(hop, refusal),
    };
    let behavior = behavior::select(tracer, hop, distribution, &request);
    let mut exchange = Exchange { tracer, hop, distribution, behavior, request };
    let answer = match CHECKS.iter().try_for_each(|check| check(&mut exchange)) {
        ControlFlow::Continue(()) => origin::ask(&mut exchange),
        ControlFlow::Break(own) => {
            would_reach_origin(&mut exchange);
            own
        }
    };
    let answer = error_response::apply(&mut exchange, answer);
    tracer.answer(hop, answer)
}

/// Notes where the request would have gone had CloudFront not answered it.
fn would_reach_origin(exchange: &mut Exchange<'_, '_>) {
    if let Some(origin) = origin::of(exchange.distribution, &exchange.behavior.target_origin_id) {
        crate::unreached::behind(exchange.tracer, &origin.domain_name);
    }
}

/// A refusal of the user's distribution, as its page.
fn refuse(rule: &'static crate::rule::Rule, page: page::Page) -> Answer {
    page.answer(Component::Cloudfront, rule, crate::placeholder::VIEWER_POP)
}
