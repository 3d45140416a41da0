//! The distribution's web ACL. The first web ACL on a request's way decides as the request says; those behind it do
//! what they do by default.

use std::ops::ControlFlow;

use hopscope_scenario::request::WafAction;

use super::page::Page;
use super::{Exchange, refuse};
use crate::exchange::Answer;
use crate::rules::cloudfront as rules;
use crate::trace::Outcome;

/// Refuses what the web ACL blocks.
pub fn check(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let Some(web_acl) = &exchange.distribution.web_acl else { return ControlFlow::Continue(()) };
    let verdict = exchange.request.meet_web_acl(web_acl);
    let said = if verdict.by_default { None } else { exchange.tracer.of_request("viewer.waf") };
    let detail = verdict.detail().by(exchange.of_distribution("web_acl")).by(said);
    let rule = &rules::WEB_ACL;
    if verdict.action == WafAction::Block {
        exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail);
        return ControlFlow::Break(refuse(rule, Page::BLOCKED));
    }
    exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
    ControlFlow::Continue(())
}
