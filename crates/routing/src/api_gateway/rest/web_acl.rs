//! The web ACL of a stage. It decides before resource policy, authorizers and keys. What a rule of it answers by itself,
//! no gateway response changes.
//!
//! Source: Amazon API Gateway Developer Guide, "Use AWS WAF to protect your REST APIs". Whether it also decides before
//! the resource is looked for is not recorded.

use std::ops::ControlFlow;

use super::Call;
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::placeholder::{APIGW_ID, DATE, REQUEST_ID};
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Outcome};
use crate::web_acl;

/// Refuses what the web ACL blocks.
pub fn check(call: &mut Call<'_, '_>) -> ControlFlow<Answer> {
    let Some(web_acl) = &call.stage.web_acl else { return ControlFlow::Continue(()) };
    let verdict = web_acl::meet(web_acl, &mut call.request, web_acl::INSPECTED);
    let said = if verdict.by_default { None } else { call.tracer.of_request("viewer.waf") };
    let detail = verdict.detail().by(call.of_stage("web_acl")).by(said);
    if verdict.passes() {
        call.tracer.step(call.hop, &rules::WEB_ACL, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    let around: [&[_]; 2] = [&[("date", DATE)], &[("x-amzn-requestid", REQUEST_ID), ("x-amz-apigw-id", APIGW_ID)]];
    let answer = match web_acl::answer(Component::ApiGateway, &rules::WEB_ACL, verdict.refusal(), around) {
        Some(own) => {
            call.tracer.step(call.hop, &rules::WEB_ACL, Outcome::Refused, detail);
            own
        }
        None => call.refuse(&rules::WEB_ACL, GatewayError::WafFiltered, detail),
    };
    crate::unreached::behind_methods(call.tracer, call.api);
    ControlFlow::Break(answer)
}
