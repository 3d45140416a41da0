//! The viewer protocol policy: HTTP is served, refused or redirected.

use std::ops::ControlFlow;

use hopscope_scenario::cache_behavior::ViewerProtocolPolicy;

use super::page::Page;
use super::{Exchange, refuse};
use crate::exchange::{Answer, Request};
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome, Scheme};

/// Lets HTTPS pass; does with HTTP what the policy says.
pub fn check(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let policy = exchange.behavior.viewer_protocol_policy;
    let request = &exchange.request;
    let detail = Detail::none().with("policy", policy.as_str()).with("scheme", request.scheme.as_str());
    let detail = detail.by(exchange.of_behavior("viewer_protocol_policy"));
    let rule = &rules::VIEWER_PROTOCOL_POLICY;
    match policy {
        _ if request.scheme == Scheme::Https => {}
        ViewerProtocolPolicy::AllowAll => {}
        ViewerProtocolPolicy::HttpsOnly => {
            exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail);
            return ControlFlow::Break(refuse(rule, Page::BAD_REQUEST));
        }
        ViewerProtocolPolicy::RedirectToHttps => {
            let location = https_location(request);
            let page = Page::redirect_to_https(&request.method, location.clone());
            exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail.with("location", location));
            return ControlFlow::Break(page.answer_to_viewer(rule));
        }
    }
    exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
    ControlFlow::Continue(())
}

/// The same URL with `https`.
pub fn https_location(request: &Request<'_>) -> String {
    let question = if request.query.is_empty() { "" } else { "?" };
    format!("https://{}{}{question}{}", request.host, request.path.text(), request.query)
}
