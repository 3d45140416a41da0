//! What a method calls, and what becomes of the answer.
//!
//! API Gateway renames some of a backend's header fields to `x-amzn-remapped-…` and drops others. Source: Amazon API
//! Gateway Developer Guide, "Important notes"; recorded AWS test snapshots, `TestApiGatewayHeaderRemapping` (LocalStack).

use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use hopscope_scenario::request::Headers as StatedHeaders;
use hopscope_scenario::rest_api::{EndpointType, IntegrationType};
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Setting, StatusCode};

use super::event::{Event, Spelling};
use super::permission::{self, Presented};
use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::extension;
use crate::header::Headers;
use crate::lambda::{self, Invoked, Placeholders};
use crate::placeholder::{APIGW_ID, DATE, REQUEST_ID, TRACE_ID};
use crate::rule::Basis;
use crate::rules::api_gateway as rules;
use crate::text::Text;
use crate::trace::{self, Component, Detail, Outcome, Reaches};

/// How long API Gateway waits for an integration unless it says otherwise, in milliseconds.
pub const TIMEOUT: u32 = 29_000;

/// Fields of a backend's answer that come through under another name.
const REMAPPED: &[&str] = &[
    "authorization",
    "connection",
    "content-length",
    "content-md5",
    "date",
    "max-forwards",
    "server",
    "user-agent",
    "www-authenticate",
];

/// Fields of a backend's answer that do not come through.
const DROPPED: &[&str] = &["expect", "host", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade"];

/// Calls the method's integration and gives the API's answer.
pub fn call<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Answer {
    let integration = &target.method.integration;
    match integration.kind {
        IntegrationType::Mock if !call.api.binary_media_types.is_empty() => match call.tracer.systems() {
            Some(systems) => (systems.binary_mock)(call, target).unwrap_or_else(|| mock(call, target)),
            None => extension::no_answer(),
        },
        IntegrationType::Mock => mock(call, target),
        IntegrationType::Aws if integration.lambda.is_empty() && !integration.uri.is_empty() => {
            match call.tracer.systems() {
                Some(systems) => (systems.aws_service)(call, target),
                None => extension::no_answer(),
            }
        }
        IntegrationType::Http | IntegrationType::HttpProxy => match call.tracer.systems() {
            Some(systems) => (systems.http_backend)(call, target),
            None => extension::no_answer(),
        },
        IntegrationType::AwsProxy | IntegrationType::Aws => {
            match call.tracer.scenario.lambdas.iter().find(|lambda| lambda.name == integration.lambda) {
                Some(lambda) => invoke(call, target, lambda),
                None => {
                    let detail = Detail::none().with("lambda", &integration.lambda);
                    let detail =
                        detail.by(target.field("integration.lambda")).by(Some(Part::Scenario.field("lambdas")));
                    call.refuse(&rules::INTEGRATION_MISSING, GatewayError::ApiConfigurationError, detail)
                }
            }
        }
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
    let detail = Detail::none().with("lambda", &lambda.name).with("source_arn", presented.arn(call.account()));
    let detail = detail.by(of_lambda(call, lambda, "permissions"));
    if !permission::allows(lambda, &presented) {
        let answer = call.refuse(&rules::LAMBDA_PERMISSION, GatewayError::ApiConfigurationError, detail);
        call.tracer.would_reach(Component::Lambda, &lambda.name, "");
        return answer;
    }
    let outcome = if lambda.permissions.is_some() { Outcome::Passed } else { Outcome::Skipped };
    call.tracer.step(call.hop, &rules::LAMBDA_PERMISSION, outcome, detail);
    let kind = target.method.integration.kind;
    let detail = Detail::none().with("type", kind.as_str()).with("lambda", &lambda.name);
    let detail = detail.by(target.field("integration"));
    call.tracer.step(call.hop, &rules::INTEGRATION, Outcome::Passed, detail);
    let told = call.told_path();
    let mut told_request = call.request.clone();
    told_request.path = told_pieces(call, &told);
    if told_request.headers.get("authorization").is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256")) {
        told_request.headers.remove("authorization");
    }
    call.tracer.send(call.hop, &told_request);
    let fill =
        Placeholders { stage: &call.stage.name, path: told, resource: target.resource, method: &told_request.method };
    let patience = target.method.integration.timeout_milliseconds.unwrap_or(TIMEOUT);
    match lambda::invoke(call.tracer, lambda, &told_request, &fill, patience) {
        Invoked::Answered(response) => {
            let stated = listed(&response.headers);
            // Asked in this order: a trace is to miss only what it needs.
            let decoding = if response.is_base64_encoded { call.tracer.systems() } else { None };
            let body = match decoding {
                Some(systems) => (systems.base64_body)(call, response.body),
                None => response.body,
            };
            let mut answer = relay(call, response.status, &stated, body.into(), true);
            answer.by = Component::Lambda;
            answer.rule = &crate::rules::lambda::INVOKE;
            let event =
                (kind == IntegrationType::AwsProxy).then(|| event(call, target, told_request.headers, fill.path));
            answer.reaches = Some(Box::new(Reaches { event: event.map(Box::new), ..reaches(call, target) }));
            answer
        }
        Invoked::Failed(outcome) => failed(call, target, lambda, outcome),
    }
}

/// A field of a function.
fn of_lambda(call: &Call<'_, '_>, lambda: &Lambda, field: &'static str) -> Option<Setting> {
    Some(lambda.part_of(call.tracer.scenario)?.field(field))
}

/// The path that a function is told, in pieces: as it came on a custom domain, else that below the stage.
fn told_pieces(call: &Call<'_, '_>, told: &str) -> crate::path::Path {
    if call.entrance.domain.is_some() {
        return call.request.path.clone();
    }
    let surplus = call.path.text().len().saturating_sub(told.len());
    call.path.without_prefix(surplus)
}

/// API Gateway's answer to a function that gave none that it could pass on.
fn failed<'s>(call: &mut Call<'_, 's>, target: &Target<'s>, lambda: &Lambda, outcome: LambdaOutcome) -> Answer {
    let is_mapped = target.method.integration.kind == IntegrationType::Aws;
    let rule = &rules::LAMBDA_FAILED;
    let (error, basis) = match outcome {
        LambdaOutcome::Timeout => (GatewayError::IntegrationTimeout, rule.basis),
        // What is answered to a client while the function is throttled is not recorded.
        LambdaOutcome::Throttled => (GatewayError::IntegrationFailure, Basis::Inferred),
        _ if is_mapped => return passed_on(call, target, lambda, outcome),
        _ => (GatewayError::BadIntegrationResponse, rule.basis),
    };
    let detail = Detail::none().with("lambda", &lambda.name).with("outcome", outcome.as_str());
    let detail = detail.by(of_lambda(call, lambda, lambda::field_of(lambda, outcome)));
    let detail = if outcome == LambdaOutcome::Timeout {
        detail.by(target.field("integration.timeout_milliseconds"))
    } else {
        detail
    };
    call.refuse_on(rule, basis, error, detail)
}

/// Through mapping templates a function's failure is an answer like any other: 200, unless a response pattern of the
/// method catches its message. A scenario has no such patterns.
fn passed_on<'s>(call: &mut Call<'_, 's>, target: &Target<'s>, lambda: &Lambda, outcome: LambdaOutcome) -> Answer {
    let detail = Detail::none().with("lambda", &lambda.name).with("outcome", outcome.as_str());
    let detail = detail.by(of_lambda(call, lambda, lambda::field_of(lambda, outcome)));
    call.tracer.answer_step(call.hop, &rules::LAMBDA_ERROR_PASSED, Outcome::Passed, detail);
    let body: Text = match outcome {
        LambdaOutcome::Error => r#"{"errorMessage":"Error","errorType":"Error","trace":[]}"#.into(),
        _ => lambda.response.body.clone().into(),
    };
    let mut answer = relay(call, StatusCode::OK, &Headers::new(), body, true);
    answer.by = Component::Lambda;
    answer.rule = &rules::LAMBDA_ERROR_PASSED;
    answer.reaches = Some(Box::new(reaches(call, target)));
    answer
}

/// A mock answers by itself: 200 without a body unless the scenario says otherwise.
fn mock<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Answer {
    let detail = Detail::none().by(target.field("integration"));
    call.tracer.step(call.hop, &rules::MOCK, Outcome::Passed, detail);
    let response = target.method.integration.response.clone().unwrap_or_default();
    let mut answer = relay(call, response.status, &listed(&response.headers), response.body.into(), false);
    answer.rule = &rules::MOCK;
    answer.reaches = Some(Box::new(reaches(call, target)));
    answer
}

/// A backend's answer with what API Gateway adds to it, renames in it and drops from it.
pub fn relay(call: &mut Call<'_, '_>, status: StatusCode, own: &Headers, body: Text, is_traced: bool) -> Answer {
    let mut headers = Headers::of_answer();
    headers.add("content-type", own.get("content-type").unwrap_or("application/json").to_owned());
    headers.add("content-length", body.len().to_string());
    headers.add("date", DATE);
    if is_traced {
        headers.add("x-amzn-trace-id", TRACE_ID);
    }
    headers.add("x-amzn-requestid", REQUEST_ID);
    let mut remapped = Vec::new();
    let mut dropped = Vec::new();
    for (name, value) in own.iter().filter(|(name, _)| *name != "content-type") {
        if REMAPPED.contains(&name) {
            headers.add(format!("x-amzn-remapped-{name}"), value.to_owned());
            remapped.push(name.to_owned());
        } else if DROPPED.contains(&name) {
            dropped.push(name.to_owned());
        } else {
            headers.add(name.to_owned(), value.to_owned());
        }
    }
    headers.add("x-amz-apigw-id", APIGW_ID);
    if !remapped.is_empty() || !dropped.is_empty() {
        let detail = Detail::none().with("remapped", remapped).with("dropped", dropped);
        call.tracer.answer_step(call.hop, &rules::REMAPPED, Outcome::Changed, detail);
    }
    call.tracer.answer_step(call.hop, &rules::RELAY, Outcome::Changed, Detail::none().with("status", status));
    Answer { status, headers, body, by: Component::ApiGateway, rule: &rules::INTEGRATION, reaches: None }
}

/// Where a call ended.
pub fn reaches(call: &Call<'_, '_>, target: &Target<'_>) -> Reaches {
    Reaches {
        text: [&call.stage.name, " ", target.name, " ", target.resource].concat(),
        api: Some(call.api.id.clone()),
        stage: Some(call.stage.name.clone()),
        resource: Some(target.resource.to_owned()),
        path_parameters: target.path_params.clone(),
        event: None,
    }
}

/// What a proxied function is told.
fn event(call: &Call<'_, '_>, target: &Target<'_>, headers: Headers, path: Text) -> trace::Event {
    let is_multi_level = call
        .entrance
        .domain
        .is_some_and(|domain| domain.base_path_mappings.iter().any(|each| each.base_path.contains('/')));
    let spelling = match call.api.endpoint_type {
        _ if is_multi_level => Spelling::Lower,
        EndpointType::Edge => Spelling::Capitals,
        EndpointType::Regional | EndpointType::Private => Spelling::AsSent,
    };
    trace::Event::Rest(Event {
        version: "",
        resource: Text::copy(target.resource),
        path,
        request_path: call.request.path.text().clone(),
        path_params: target.path_params.clone(),
        method: call.request.method.clone(),
        host: call.request.host.clone(),
        headers,
        spelling,
        query: call.request.query.clone(),
        stage: Text::copy(&call.stage.name),
        variables: call.stage.variables.clone(),
        api: Text::copy(&call.api.id),
        account: Text::copy(call.account()),
        source_ip: Text::copy(call.source.ip),
        principal: call.request.client.sigv4.as_ref().map(|sigv4| Text::copy(&sigv4.principal)).unwrap_or_default(),
        body: Text::copy(&call.request.body),
    })
}

/// The header fields that a scenario states, in its order.
pub fn listed(stated: &StatedHeaders) -> Headers {
    stated
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |value| (Text::copy(name), Text::copy(value))))
        .collect()
}
