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
    let key = call.request.headers.get("x-api-key");
    let detail = Detail::none().with("sent", key.is_some()).with("known", call.api.api_keys.len());
    let detail =
        detail.by(target.field("api_key_required")).by(call.of_api("api_keys")).by(call.tracer.of_request("headers"));
    if key.is_some_and(|key| call.api.api_keys.iter().any(|each| each == key)) {
        call.tracer.step(call.hop, &rules::API_KEY, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    ControlFlow::Break(call.refuse(&rules::API_KEY, GatewayError::InvalidApiKey, detail))
}
