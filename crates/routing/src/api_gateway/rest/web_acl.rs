//! The web ACL of a stage. The first web ACL on a request's way decides as the request says; those behind it do what
//! they do by default. A stage's decides before resource policy, authorizers and keys.
//!
//! Source: Amazon API Gateway Developer Guide, "Use AWS WAF to protect your REST APIs". Whether it also decides before
//! the resource is looked for is not recorded.

use std::ops::ControlFlow;

use hopscope_scenario::request::WafAction;

use super::Call;
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rules::api_gateway as rules;
use crate::trace::Outcome;

/// Refuses what the web ACL blocks.
pub fn check(call: &mut Call<'_, '_>) -> ControlFlow<Answer> {
    let Some(web_acl) = &call.stage.web_acl else { return ControlFlow::Continue(()) };
    let verdict = call.request.meet_web_acl(web_acl);
    let said = if verdict.by_default { None } else { call.tracer.of_request("viewer.waf") };
    let detail = verdict.detail().by(call.of_stage("web_acl")).by(said);
    if verdict.action == WafAction::Allow {
        call.tracer.step(call.hop, &rules::WEB_ACL, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    let answer = call.refuse(&rules::WEB_ACL, GatewayError::WafFiltered, detail);
    crate::unreached::behind_methods(call.tracer, call.api);
    ControlFlow::Break(answer)
}
