//! Usage plans: which keys they admit to which stages, and limits that a client has used up.
//!
//! A key of a plan for another stage is refused as an unknown one is. Source: Amazon API Gateway Developer Guide, "Usage
//! plans and API keys for REST APIs" and "Gateway response types" (`INVALID_API_KEY`, `THROTTLED`, `QUOTA_EXCEEDED`).

use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{UsageLimit, UsagePlan};

use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// Refuses a key that no plan admits to the stage, and a client that has used up its plan.
pub fn check<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    let Some(key) = call.request.headers.get("x-api-key") else {
        return super::api_key::refuse(call, target);
    };
    let holds = |plan: &&UsagePlan| plan.api_keys.iter().any(|each| each == key);
    let here = |plan: &&UsagePlan| plan.stages.contains(&call.stage.name);
    let admits = call.api.usage_plans.iter().find(|plan| holds(plan) && here(plan));
    let elsewhere = call.api.usage_plans.iter().find(holds);
    let is_of_every_stage = call.api.api_keys.iter().any(|each| each == key);
    let detail = Detail::none().with("stage", &call.stage.name).by(call.of_api("usage_plans"));
    let detail = detail.by(call.tracer.of_request("headers"));
    let rule = &rules::USAGE_PLAN;
    let Some(plan) = admits.or(elsewhere).filter(|_| admits.is_some() || !is_of_every_stage) else {
        return if is_of_every_stage {
            super::api_key::pass(call, target)
        } else {
            super::api_key::refuse(call, target)
        };
    };
    let detail = detail.with("plan", &plan.name).with("exceeded", plan.exceeded.as_str());
    let error = match plan.exceeded {
        _ if admits.is_none() => {
            let detail = detail.with("stages", plan.stages.clone());
            return ControlFlow::Break(call.refuse(rule, GatewayError::InvalidApiKey, detail));
        }
        UsageLimit::None => {
            call.tracer.step(call.hop, rule, Outcome::Passed, detail);
            return ControlFlow::Continue(());
        }
        UsageLimit::Throttle => GatewayError::Throttled,
        UsageLimit::Quota => GatewayError::QuotaExceeded,
    };
    ControlFlow::Break(call.refuse(rule, error, detail))
}
