//! CloudFront. The order of [`CHECKS`] is the order in which a request meets them.
//!
//! | module | decides |
//! | --- | --- |
//! | [`limits`], [`chain`] | whether any distribution would take the request |
//! | [`distribution`], [`domain_fronting`] | which distribution the `Host` names |
//! | [`path_pattern`], [`behavior`] | which behaviour the path selects |
//! | [`method`], [`viewer_protocol`], [`geo_restriction`], [`signed_request`], [`web_acl`], [`request_body`] | whether the behaviour takes the request |
//! | [`root_object`] | what `/` stands for |
//! | [`edge_function`], [`edge_event`], [`edge_request`], [`edge_response`], [`origin_override`] | what functions do |
//! | [`policy`], [`forwarding`] | which headers, cookies and query strings go to the origin |
//! | [`cache`] | whether an earlier answer is kept for the request |
//! | [`origin`], [`origin_kind`], [`origin_failover`] | which origin is asked |
//! | [`origin_request`], [`origin_header`], [`viewer_header`], [`signing`], [`origin_certificate`] | as what, and whether the connection can be made |
//! | [`relay`], [`error_caching`], [`error_response`] | what becomes of the answer |
//! | [`response_headers_policy`], [`http_version`] | which headers the viewer gets with it |
//! | [`viewer_certificate`], [`websocket`] | the viewer's connection |
//! | [`page`] | CloudFront's own pages |
//! | [`setting`] | the places of the scenario by which a distribution decides |

use std::ops::ControlFlow;

use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::Distribution;

use crate::exchange::{Answer, Request};
use crate::trace::Component;
use crate::tracer::{HopIndex, Tracer};

pub mod behavior;
pub mod cache;
pub mod chain;
pub mod distribution;
pub mod domain_fronting;
pub mod edge_event;
pub mod edge_function;
pub mod edge_request;
pub mod edge_response;
pub mod error_caching;
pub mod error_response;
pub mod forwarding;
pub mod geo_restriction;
pub mod http_version;
pub mod limits;
pub mod method;
pub mod origin;
pub mod origin_certificate;
pub mod origin_failover;
pub mod origin_header;
pub mod origin_kind;
pub mod origin_override;
pub mod origin_request;
pub mod page;
pub mod path_pattern;
pub mod policy;
pub mod relay;
pub mod request_body;
pub mod response_headers_policy;
pub mod root_object;
pub mod setting;
pub mod signed_request;
pub mod signing;
pub mod viewer_certificate;
pub mod viewer_header;
pub mod viewer_protocol;
pub mod web_acl;
pub mod websocket;

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
    /// The origin that a function chose. None: the behaviour's.
    pub origin_override: Option<origin_override::OriginOverride>,
    /// Who within the distribution made the answer: CloudFront or a function. None: an origin, or nobody yet.
    pub own_answer: Option<Component>,
    /// Whether a rule of the web ACL made the answer itself, which no error page replaces.
    pub web_acl_answered: bool,
}

/// A check may answer in place of the origin.
type Check = for<'t, 's> fn(&mut Exchange<'t, 's>) -> ControlFlow<Answer>;

/// What a request must pass before the origin is asked.
///
/// Recorded: the method before the protocol (aws-samples/cloudfront-authorization-at-edge#25, where `POST http://` gets
/// the page for methods and no redirect), signed URLs before web ACL. Documented: geo restriction before web ACL. That
/// method and protocol come before geo restriction, signed URLs and web ACL is inferred.
pub const CHECKS: &[Check] = &[
    method::check,
    viewer_protocol::check,
    geo_restriction::check,
    signed_request::check,
    web_acl::check,
    request_body::check,
    root_object::apply,
    viewer_request,
    websocket,
];

/// What CloudFront answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, mut request: Request<'s>) -> Answer {
    let (hop, distribution) = match distribution::choose(tracer, &request) {
        ControlFlow::Continue(chosen) => chosen,
        ControlFlow::Break((hop, refusal)) => return tracer.answer(hop, refusal),
    };
    request.http_version = http_version::with_viewer(distribution, &request);
    let path = root_object::path_of(distribution, &request.path);
    let behavior = behavior::select(tracer, hop, distribution, path.as_ref().unwrap_or(&request.path));
    let mut exchange = Exchange {
        tracer,
        hop,
        distribution,
        behavior,
        request,
        origin_override: None,
        own_answer: None,
        web_acl_answered: false,
    };
    let answer = match CHECKS.iter().try_for_each(|check| check(&mut exchange)) {
        ControlFlow::Continue(()) => origin::ask(&mut exchange),
        ControlFlow::Break(own) => {
            exchange.own_answer.get_or_insert(Component::Cloudfront);
            would_reach_origin(&mut exchange);
            own
        }
    };
    let answer = error_response::apply(&mut exchange, answer);
    let answer = finish(&mut exchange, answer);
    tracer.answer(hop, answer)
}

/// Notes a WebSocket handshake.
fn websocket(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    if websocket::is_asked(exchange)
        && let Some(systems) = exchange.tracer.systems()
    {
        (systems.websocket)(exchange);
    }
    ControlFlow::Continue(())
}

/// Runs the viewer-request function.
fn viewer_request(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    match exchange.edge_functions() {
        Some(functions) => (functions.viewer_request)(exchange),
        None => ControlFlow::Continue(()),
    }
}

/// What every answer gets on its way to the viewer.
fn finish(exchange: &mut Exchange<'_, '_>, mut answer: Answer) -> Answer {
    response_headers_policy::apply(exchange, &mut answer);
    if let Some(functions) = exchange.edge_functions() {
        answer = (functions.viewer_response)(exchange, answer);
    }
    http_version::apply(exchange, &mut answer);
    if exchange.request.method == "HEAD" {
        answer.body = crate::text::Text::EMPTY;
    }
    answer
}

/// Notes where the request would have gone had CloudFront not answered it.
fn would_reach_origin(exchange: &mut Exchange<'_, '_>) {
    match origin::target(exchange.distribution, &exchange.behavior.target_origin_id) {
        Some(origin::Target::Origin(origin) | origin::Target::Group(origin, ..)) => {
            crate::unreached::behind(exchange.tracer, &origin.domain_name);
        }
        None => {}
    }
}

/// A refusal of the user's distribution, as its page.
fn refuse(rule: &'static crate::rule::Rule, page: page::Page) -> Answer {
    page.answer(Component::Cloudfront, rule, crate::placeholder::VIEWER_POP)
}
