//! Binary media types: what a REST API passes as bytes.
//!
//! - A request whose `Content-Type` is one of them is binary; without that field its type is `application/json`. A `MOCK`
//!   cannot take one: 500, unless its `contentHandling` is `CONVERT_TO_TEXT`. `*/*` makes every request binary, and so
//!   breaks generated preflights.
//! - A function's answer in base64 is sent as bytes when the first media type of `Accept` is one of them, else as it is.
//!   A request without `Accept` counts as `*/*`, inferred.
//!
//! Source: Amazon API Gateway Developer Guide, "Binary media types for REST APIs"; serverless/serverless#7243,
//! squidfunk/terraform-aws-api-gateway-enable-cors#10, activescott/serverless-aws-static-file-handler#165.

use hopscope_scenario::rest_api::{ContentHandling, RestApi};

use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::lambda;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// Whether a media type, which may have parameters, is one of an API's binary ones.
fn is_binary(api: &RestApi, media_type: &str) -> bool {
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let covers = |listed: &String| match listed.strip_suffix("/*") {
        Some("*") => true,
        Some(family) => media_type.split('/').next().is_some_and(|of| of.eq_ignore_ascii_case(family)),
        None => listed.eq_ignore_ascii_case(media_type),
    };
    api.binary_media_types.iter().any(covers)
}

/// The answer of a mock that is given bytes. None: it answers as it should.
pub fn mock<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Option<Answer> {
    let media_type = call.request.headers.get("content-type").unwrap_or("application/json").to_owned();
    let handling = target.method.integration.content_handling;
    if !is_binary(call.api, &media_type) || handling == Some(ContentHandling::ConvertToText) {
        return None;
    }
    let detail = Detail::none().with("media_type", media_type);
    let detail = detail.by(call.of_api("binary_media_types")).by(target.field("integration.content_handling"));
    Some(call.refuse(&rules::BINARY_MEDIA_TYPES, GatewayError::ApiConfigurationError, detail))
}

/// The body of an answer that its function calls base64.
pub fn answer(call: &mut Call<'_, '_>, body: String) -> String {
    let accept = call.request.headers.get("accept").unwrap_or("*/*");
    let first = accept.split(',').next().unwrap_or_default().to_owned();
    let decodes = is_binary(call.api, &first);
    let detail = Detail::none().with("accept", first).by(call.of_api("binary_media_types"));
    let detail = detail.by(call.tracer.of_request("headers"));
    let outcome = if decodes { Outcome::Changed } else { Outcome::Skipped };
    call.tracer.answer_step(call.hop, &rules::BASE64_BODY, outcome, detail);
    if decodes { lambda::decoded(body) } else { body }
}
