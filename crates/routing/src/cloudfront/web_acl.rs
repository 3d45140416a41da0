//! The distribution's web ACL. What it answers by itself, a custom error response does not replace.

use std::ops::ControlFlow;

use super::page::Page;
use super::{Exchange, refuse};
use crate::exchange::Answer;
use crate::placeholder::{CLOUDFRONT_ID, DATE, VIEWER_POP};
use crate::rules::cloudfront as rules;
use crate::trace::{Component, Outcome};
use crate::web_acl;

/// Refuses what the web ACL blocks.
pub fn check(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let Some(web_acl) = &exchange.distribution.web_acl else { return ControlFlow::Continue(()) };
    let verdict = web_acl::meet(web_acl, &mut exchange.request, web_acl::INSPECTED);
    let said = if verdict.by_default { None } else { exchange.tracer.of_request("viewer.waf") };
    let detail = verdict.detail().by(exchange.of_distribution("web_acl")).by(said);
    let rule = &rules::WEB_ACL;
    if !verdict.passes() {
        exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail);
        let before = [("server", "CloudFront"), ("date", DATE)];
        let behind = [
            ("x-cache", "Error from cloudfront"),
            ("via", VIEWER_POP.via),
            ("x-amz-cf-pop", VIEWER_POP.pop),
            ("x-amz-cf-id", CLOUDFRONT_ID),
        ];
        let own = web_acl::answer(Component::Cloudfront, rule, verdict.refusal(), [&before, &behind]);
        exchange.web_acl_answered = own.is_some();
        return ControlFlow::Break(own.unwrap_or_else(|| refuse(rule, Page::BLOCKED)));
    }
    exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
    ControlFlow::Continue(())
}
