//! The web ACL of a stage. It decides before resource policy, authorizers and keys.
//!
//! Source: Amazon API Gateway Developer Guide, "Use AWS WAF to protect your REST APIs". Whether it also decides before
//! the resource is looked for is not recorded.

use std::ops::ControlFlow;

use hopscope_scenario::request::WafAction;

use super::Call;
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome};

/// Refuses what the web ACL blocks. What the request says of "the first web ACL on the way" is this one's decision only
/// when no distribution before has one.
pub fn check(call: &mut Call<'_, '_>) -> ControlFlow<Answer> {
    let Some(web_acl) = &call.stage.web_acl else { return ControlFlow::Continue(()) };
    let said = call.request.client.viewer.waf.filter(|_| !is_decided(call));
    let action = said.unwrap_or(web_acl.default_action);
    let detail = Detail::none().with("action", action.as_str()).with("by_default", said.is_none());
    if action == WafAction::Allow {
        call.tracer.step(call.hop, &rules::WEB_ACL, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    let answer = call.refuse(&rules::WEB_ACL, GatewayError::WafFiltered, detail);
    crate::unreached::behind_methods(call.tracer, call.api);
    ControlFlow::Break(answer)
}

/// Whether a web ACL before this one has decided.
fn is_decided(call: &Call<'_, '_>) -> bool {
    call.tracer
        .hops
        .iter()
        .filter(|hop| hop.component == Component::Cloudfront)
        .any(|hop| call.tracer.scenario.distributions.iter().any(|each| each.id == hop.id && each.web_acl.is_some()))
}
