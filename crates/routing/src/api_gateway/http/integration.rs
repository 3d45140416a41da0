//! What a route calls, and what becomes of the answer.

use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use hopscope_scenario::response::Response;
use hopscope_scenario::rest_api::{IntegrationType, PayloadFormatVersion};
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Setting};

use super::error::HttpError;
use super::{Call, Target, http_backend, parameters, stage};
use crate::api_gateway::rest;
use crate::api_gateway::source::Source;
use crate::exchange::{Answer, Request};
use crate::header::Headers;
use crate::lambda::{self, Invoked, Placeholders};
use crate::path::Path;
use crate::payload_v2;
use crate::placeholder::{ACCOUNT, APIGW_ID, DATE};
use crate::rule::{Basis, Rule};
use crate::rules::http_api as rules;
use crate::signature::{self, Signature};
use crate::text::Text;
use crate::trace::{Component, Detail, Event, Leg, Outcome, Reaches, Step};
use crate::url::percent_decoded;

/// How long API Gateway waits for an integration unless it says otherwise, in milliseconds.
pub const TIMEOUT: u32 = 30_000;

/// The content type of a function's answer that names none. Seen in practice, not documented.
const DEFAULT_CONTENT_TYPE: &str = "text/plain;charset=UTF-8";

/// Calls the route's integration and gives the API's answer.
pub fn call<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Answer {
    let integration = &target.route.integration;
    match integration.kind {
        IntegrationType::HttpProxy | IntegrationType::Http => http_backend::call(call, target),
        IntegrationType::Mock => {
            let detail = Detail::none().with("type", integration.kind.as_str()).by(target.field("integration.type"));
            fail(call, &rules::INTEGRATION_UNSUPPORTED, detail)
        }
        IntegrationType::AwsProxy | IntegrationType::Aws => {
            match call.tracer.scenario.lambdas.iter().find(|lambda| lambda.name == integration.lambda) {
                Some(lambda) => invoke(call, target, lambda),
                None => {
                    let detail = Detail::none().with("lambda", &integration.lambda);
                    let detail =
                        detail.by(target.field("integration.lambda")).by(Some(Part::Scenario.field("lambdas")));
                    fail(call, &rules::INTEGRATION_MISSING, detail)
                }
            }
        }
    }
}

fn fail(call: &mut Call<'_, '_>, rule: &'static Rule, detail: Detail) -> Answer {
    call.tracer.step(call.hop, rule, Outcome::Refused, detail);
    HttpError::InternalServerError.answer(rule)
}

/// Calls a Lambda function, if its policy lets API Gateway do so.
fn invoke<'s>(call: &mut Call<'_, 's>, target: &Target<'s>, lambda: &'s Lambda) -> Answer {
    let source_arn = |account: &str| source_arn(call, target, account);
    let permitted = lambda::permits(lambda, "apigateway.amazonaws.com", "lambda:InvokeFunction", source_arn);
    let detail = Detail::none().with("lambda", &lambda.name).with("source_arn", source_arn(lambda::account_of(lambda)));
    let detail = detail.by(of_lambda(call, lambda, "permissions"));
    if !permitted {
        call.tracer.would_reach(Component::Lambda, &lambda.name, "");
        return fail(call, &rules::LAMBDA_PERMISSION, detail);
    }
    let outcome = if lambda.permissions.is_some() { Outcome::Passed } else { Outcome::Skipped };
    call.tracer.step(call.hop, &rules::LAMBDA_PERMISSION, outcome, detail);
    let detail = Detail::none().with("type", target.route.integration.kind.as_str()).with("lambda", &lambda.name);
    let detail = detail.by(target.field("integration"));
    call.tracer.step(call.hop, &rules::INTEGRATION, Outcome::Passed, detail);
    let is_v1 = target.route.integration.payload_format_version == PayloadFormatVersion::V1;
    let whole = if is_v1 && call.on_domain { call.request.path.clone() } else { call.told.clone() };
    let mut told_request = Request { path: whole, ..call.request.clone() };
    parameters::apply(call, target, &mut told_request);
    call.tracer.send(call.hop, &told_request);
    let fill = Placeholders {
        stage: &call.stage.name,
        path: decoded_path(&told_request.path),
        resource: &target.route.route_key,
        method: &call.request.method,
    };
    let patience = target.route.integration.timeout_milliseconds.unwrap_or(TIMEOUT);
    match lambda::invoke(call.tracer, lambda, &told_request, &fill, patience) {
        Invoked::Answered(response) => relay(call, target, response, &told_request),
        Invoked::Failed(outcome) => failed(call, target, lambda, outcome),
    }
}

/// A field of a function.
fn of_lambda(call: &Call<'_, '_>, lambda: &Lambda, field: &'static str) -> Option<Setting> {
    Some(lambda.part_of(call.tracer.scenario)?.field(field))
}

/// What API Gateway presents to the function: the request's method and the route's path; for `$default`, which has no
/// method, the route's key alone.
fn source_arn(call: &Call<'_, '_>, target: &Target<'_>, account: &str) -> String {
    let account = if matches!(account, "" | "*") { ACCOUNT } else { account };
    let (region, api, stage) = (&call.api.region, &call.api.id, &call.stage.name);
    match target.route.route_key.split_once(" /") {
        Some((_, path)) => {
            format!("arn:aws:execute-api:{region}:{account}:{api}/{stage}/{}/{path}", call.request.method)
        }
        None => format!("arn:aws:execute-api:{region}:{account}:{api}/{stage}/$default"),
    }
}

/// The API's answer to a function that gave none that it could pass on. A function's own timeout is one of its errors;
/// `timeout` in a scenario means that it outlasts the integration's.
fn failed(call: &mut Call<'_, '_>, target: &Target<'_>, lambda: &Lambda, outcome: LambdaOutcome) -> Answer {
    let (rule, basis, error): (&'static Rule, _, _) = match outcome {
        LambdaOutcome::Timeout => {
            (&rules::INTEGRATION_TIMEOUT, rules::INTEGRATION_TIMEOUT.basis, HttpError::ServiceUnavailable)
        }
        // Neither is recorded: what a throttled function and an answer that is too large give.
        LambdaOutcome::Throttled => (&rules::LAMBDA_FAILED, Basis::Inferred, HttpError::ServiceUnavailable),
        LambdaOutcome::TooLarge => (&rules::LAMBDA_FAILED, Basis::Inferred, HttpError::InternalServerError),
        _ => (&rules::LAMBDA_FAILED, rules::LAMBDA_FAILED.basis, HttpError::InternalServerError),
    };
    let detail = Detail::none().with("lambda", &lambda.name).with("outcome", outcome.as_str());
    let detail = detail.by(of_lambda(call, lambda, lambda::field_of(lambda, outcome)));
    let detail = match outcome {
        LambdaOutcome::Timeout => detail.by(target.field("integration.timeout_milliseconds")),
        _ => detail,
    };
    let step = Step { rule, outcome: Outcome::Refused, basis, leg: Leg::Response, detail };
    call.tracer.note(call.hop, step);
    error.answer(rule)
}

/// A function's answer with what API Gateway adds to it.
fn relay(call: &mut Call<'_, '_>, target: &Target<'_>, response: Response, told: &Request<'_>) -> Answer {
    let Response { status, headers: own, body, is_base64_encoded, .. } = response;
    let body = if is_base64_encoded { lambda::decoded(body) } else { body };
    let content_type = own.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let content_type = content_type.and_then(|(_, values)| values.iter().next()).unwrap_or(DEFAULT_CONTENT_TYPE);
    let mut headers = Headers::from_iter([("date", DATE)]);
    headers.add("content-type", content_type.to_owned());
    headers.add("content-length", body.len().to_string());
    for (name, values) in &own {
        if !["content-type", "content-length", "date"].iter().any(|each| name.eq_ignore_ascii_case(each)) {
            values.iter().for_each(|value| headers.add(name.clone(), value.to_owned()));
        }
    }
    headers.add("apigw-requestid", APIGW_ID);
    call.tracer.answer_step(call.hop, &rules::RELAY, Outcome::Changed, Detail::none().with("status", status));
    Answer {
        status,
        headers,
        body: body.into(),
        by: Component::Lambda,
        rule: &crate::rules::lambda::INVOKE,
        reaches: Some(Box::new(Reaches { event: Some(Box::new(event(call, target, told))), ..reaches(call, target) })),
    }
}

/// The route as the place where a request ends.
pub fn reaches(call: &Call<'_, '_>, target: &Target<'_>) -> Reaches {
    Reaches {
        text: format!("{} {}", call.stage.name, target.route.route_key),
        api: Some(call.api.id.clone()),
        stage: Some(call.stage.name.clone()),
        resource: Some(target.route.route_key.clone()),
        path_parameters: target.path_params.clone(),
        event: None,
    }
}

/// The path that the function is told, decoded.
fn decoded_path(path: &Path) -> Text {
    percent_decoded(&stage::shown(path)).into()
}

/// What the function is told.
fn event(call: &Call<'_, '_>, target: &Target<'_>, told: &Request<'_>) -> Event {
    match target.route.integration.payload_format_version {
        PayloadFormatVersion::V1 => Event::Rest(event_v1(call, target, told)),
        PayloadFormatVersion::V2 => Event::V2(event_v2(call, target, told)),
    }
}

/// The event of format 1.0: as that of a REST API, header names in lower case.
fn event_v1(call: &Call<'_, '_>, target: &Target<'_>, told: &Request<'_>) -> rest::event::Event {
    let route = &target.route.route_key;
    rest::event::Event {
        version: "1.0",
        resource: Text::copy(route.split_once(' ').map_or(route.as_str(), |(_, path)| path)),
        path: decoded_path(&told.path),
        request_path: call.request.path.text().clone(),
        path_params: target.path_params.clone(),
        method: told.method.clone(),
        host: told.host.clone(),
        headers: told.headers.clone(),
        spelling: rest::event::Spelling::Lower,
        query: told.query.clone(),
        stage: Text::copy(&call.stage.name),
        variables: call.stage.variables.clone(),
        api: Text::copy(&call.api.id),
        account: ACCOUNT.into(),
        source_ip: Text::copy(Source::of(told).ip),
        principal: signer(&call.request).into(),
        body: Text::copy(&told.body),
    }
}

/// The ARN of who signed; empty: nobody did.
fn signer(request: &Request<'_>) -> String {
    match signature::of(request) {
        Signature::Valid(principal) => principal.to_owned(),
        _ => String::new(),
    }
}

/// The event of format 2.0.
fn event_v2(call: &Call<'_, '_>, target: &Target<'_>, told: &Request<'_>) -> payload_v2::Event {
    let principal = signer(&call.request);
    payload_v2::Event {
        route_key: Text::copy(&target.route.route_key),
        raw_path: decoded_path(&told.path),
        stage: Text::copy(&call.stage.name),
        api: Text::copy(&call.api.id),
        path_params: target.path_params.clone(),
        variables: call.stage.variables.clone(),
        principal: principal.into(),
        ..payload_v2::Event::new(told)
    }
}
