//! API keys. A method that takes one refuses a request without a key of a usage plan that admits it to the stage; the
//! answer does not say whether the key is missing, unknown or without a plan.

use std::ops::ControlFlow;

use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// Refuses a request without a valid key where the method takes one.
pub fn check<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    if !target.method.api_key_required {
        return ControlFlow::Continue(());
    }
    if !call.api.usage_plans.is_empty()
        && let Some(systems) = call.tracer.systems()
    {
        return (systems.usage_plan)(call, target);
    }
    let key = call.request.headers.get("x-api-key");
    match key.is_some_and(|key| call.api.api_keys.iter().any(|each| each == key)) {
        true => pass(call, target),
        false => refuse(call, target),
    }
}

/// Lets a request with a known key pass.
pub fn pass<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    let detail = detail(call, target);
    call.tracer.step(call.hop, &rules::API_KEY, Outcome::Passed, detail);
    ControlFlow::Continue(())
}

/// Refuses a request without a known key.
pub fn refuse<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    let detail = detail(call, target);
    ControlFlow::Break(call.refuse(&rules::API_KEY, GatewayError::InvalidApiKey, detail))
}

fn detail(call: &Call<'_, '_>, target: &Target<'_>) -> Detail {
    let key = call.request.headers.get("x-api-key");
    let detail = Detail::none().with("sent", key.is_some()).with("known", call.api.api_keys.len());
    detail.by(target.field("api_key_required")).by(call.of_api("api_keys")).by(call.tracer.of_request("headers"))
}
