//! An `AWS` integration that calls another service than Lambda: S3, SQS, Step Functions.
//!
//! What the service answers is the scenario's word. Its role decides before: one that API Gateway may not assume gives
//! 500, one that lacks a grant the service's refusal, which without a response pattern is passed on as 200, as the
//! errors of functions are (inferred).
//!
//! Source: Amazon API Gateway Developer Guide, "Tutorial: Create a REST API with an AWS integration"; AWS re:Post,
//! "Troubleshoot HTTP 5xx errors from API Gateway".

use hopscope_scenario::StatusCode;
use hopscope_scenario::rest_api::Credentials;

use super::{Call, Target, integration};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::header::Headers;
use crate::rule::Basis;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// Calls the service and gives the API's answer.
pub fn call<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Answer {
    let integration = &target.method.integration;
    let rule = &rules::AWS_SERVICE;
    let credentials = integration.credentials;
    let detail = Detail::none().with("uri", &integration.uri).with("credentials", credentials.as_str());
    let detail = detail.by(target.field("integration.credentials")).by(target.field("integration.response"));
    if credentials == Credentials::NotAssumable {
        return call.refuse(rule, GatewayError::ApiConfigurationError, detail);
    }
    let basis = if credentials == Credentials::Denied { Basis::Inferred } else { rule.basis };
    call.tracer.step_on(call.hop, rule, Outcome::Passed, basis, detail);
    let response = integration.response.clone().unwrap_or_default();
    let mut answer = match credentials {
        Credentials::Denied => {
            let body = r#"{"Error":{"Code":"AccessDenied","Message":"Access Denied"}}"#;
            integration::relay(call, StatusCode::OK, &Headers::new(), body.into(), true)
        }
        _ => {
            let stated = integration::listed(&response.headers);
            integration::relay(call, response.status, &stated, response.body.into(), true)
        }
    };
    answer.rule = rule;
    answer.reaches = Some(Box::new(integration::reaches(call, target)));
    answer
}
