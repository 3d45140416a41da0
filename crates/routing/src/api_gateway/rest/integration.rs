//! What a method calls, and what becomes of the answer.

use std::borrow::Cow;

use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use hopscope_scenario::request::Headers as OwnHeaders;
use hopscope_scenario::response::Response;
use hopscope_scenario::rest_api::IntegrationType;

use super::permission::{self, Presented};
use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::header::Headers;
use crate::lambda::{self, Invoked, Placeholders};
use crate::placeholder::{APIGW_ID, DATE, REQUEST_ID, TRACE_ID};
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome, Reaches};

/// Calls the method's integration and gives the API's answer.
pub fn call<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Answer {
    let integration = &target.method.integration;
    match integration.kind {
        IntegrationType::Mock => mock(call, target),
        _ => match call.tracer.scenario.lambdas.iter().find(|lambda| lambda.name == integration.lambda) {
            Some(lambda) => invoke(call, target, lambda),
            None => {
                let detail = Detail::none().with("lambda", integration.lambda.as_str());
                call.tracer.step(call.hop, &rules::INTEGRATION_MISSING, Outcome::Refused, detail);
                GatewayError::IntegrationFailure.answer(&rules::INTEGRATION_MISSING)
            }
        },
    }
}

/// Calls a Lambda function, if its policy lets API Gateway do so.
fn invoke<'s>(call: &mut Call<'_, 's>, target: &Target<'s>, lambda: &'s Lambda) -> Answer {
    let presented = Presented {
        region: &call.api.region,
        api: &call.api.id,
        stage: &call.stage.name,
        method: &call.request.method,
        resource: target.resource,
    };
    let account = account_of(lambda);
    let detail = Detail::none().with("lambda", lambda.name.as_str()).with("source_arn", presented.arn(account));
    if !permission::allows(lambda, &presented) {
        call.tracer.step(call.hop, &rules::LAMBDA_PERMISSION, Outcome::Refused, detail);
        call.tracer.would_reach(Component::Lambda, &lambda.name, "");
        return GatewayError::IntegrationFailure.answer(&rules::LAMBDA_PERMISSION);
    }
    let outcome = if lambda.permissions.is_some() { Outcome::Passed } else { Outcome::Skipped };
    call.tracer.step(call.hop, &rules::LAMBDA_PERMISSION, outcome, detail);
    let detail =
        Detail::none().with("type", target.method.integration.kind.as_str()).with("lambda", lambda.name.as_str());
    call.tracer.step(call.hop, &rules::INTEGRATION, Outcome::Passed, detail);
    let mut event = call.request.clone();
    event.path = call.path.clone();
    call.tracer.send(call.hop, &event);
    let fill = Placeholders {
        stage: &call.stage.name,
        path: called_path(call),
        resource: target.resource,
        method: &event.method,
    };
    match lambda::invoke(call.tracer, lambda, &event, &fill) {
        Invoked::Answered(response) => {
            let mut answer = relay(call, target, &response);
            answer.by = Component::Lambda;
            answer.rule = &crate::rules::lambda::INVOKE;
            answer
        }
        Invoked::Failed(outcome) => failed(call, lambda, outcome),
    }
}

/// API Gateway's answer to a function that gave none that it could pass on.
fn failed(call: &mut Call<'_, '_>, lambda: &Lambda, outcome: LambdaOutcome) -> Answer {
    let error = match outcome {
        LambdaOutcome::Timeout => GatewayError::IntegrationTimeout,
        LambdaOutcome::Ok | LambdaOutcome::Error | LambdaOutcome::Malformed => GatewayError::BadIntegrationResponse,
    };
    let detail = Detail::none().with("lambda", lambda.name.as_str()).with("outcome", outcome.as_str());
    call.tracer.answer_step(call.hop, &rules::LAMBDA_FAILED, Outcome::Refused, detail);
    error.answer(&rules::LAMBDA_FAILED)
}

/// A mock answers by itself: 200 without a body unless the scenario says otherwise.
fn mock(call: &mut Call<'_, '_>, target: &Target<'_>) -> Answer {
    call.tracer.step(call.hop, &rules::MOCK, Outcome::Passed, Detail::none());
    let response = target.method.integration.response.clone().unwrap_or_default();
    let mut answer = relay(call, target, &response);
    answer.headers.remove("x-amzn-trace-id");
    answer.rule = &rules::MOCK;
    answer
}

/// A backend's answer with what API Gateway adds to it.
fn relay(call: &mut Call<'_, '_>, target: &Target<'_>, response: &Response) -> Answer {
    let Response { status, headers: own, body, .. } = response;
    let mut headers = Headers::new();
    headers.add("content-type", first(own, "content-type").unwrap_or("application/json").to_owned());
    headers.add("content-length", body.len().to_string());
    headers.add("date", DATE);
    headers.add("x-amzn-trace-id", TRACE_ID);
    headers.add("x-amzn-requestid", REQUEST_ID);
    for (name, values) in own {
        if !["content-type", "content-length", "date"].iter().any(|each| name.eq_ignore_ascii_case(each)) {
            values.iter().for_each(|value| headers.add(name.clone(), value.to_owned()));
        }
    }
    headers.add("x-amz-apigw-id", APIGW_ID);
    call.tracer.answer_step(call.hop, &rules::RELAY, Outcome::Changed, Detail::none().with("status", *status));
    Answer {
        status: *status,
        headers,
        body: Cow::Owned(body.clone()),
        by: Component::ApiGateway,
        rule: &rules::INTEGRATION,
        reaches: Some(reaches(call, target)),
    }
}

fn reaches(call: &Call<'_, '_>, target: &Target<'_>) -> Reaches {
    Reaches {
        text: format!("{} {} {}", call.stage.name, target.name, target.resource),
        api: Some(call.api.id.clone()),
        stage: Some(call.stage.name.clone()),
        resource: Some(target.resource.to_owned()),
        path_params: target.path_params.clone(),
        event: None,
    }
}

/// The path as the function is told: that below the stage.
fn called_path(call: &Call<'_, '_>) -> String {
    let path = call.path.text();
    if path.is_empty() { "/".to_owned() } else { path }
}

fn first<'a>(headers: &'a OwnHeaders, name: &str) -> Option<&'a str> {
    headers.iter().find(|(each, _)| each.eq_ignore_ascii_case(name)).and_then(|(_, values)| values.iter().next())
}

/// The account of the function's first permission: the one that a reader will recognise.
fn account_of(lambda: &Lambda) -> &str {
    const EXAMPLE: &str = "111122223333";
    let permissions = lambda.permissions.iter().flatten();
    permissions
        .filter_map(|permission| permission.source_arn.split(':').nth(4))
        .find(|account| !account.is_empty() && *account != "*")
        .unwrap_or(EXAMPLE)
}
