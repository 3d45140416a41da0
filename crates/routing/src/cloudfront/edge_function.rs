//! The behaviour's functions: when they run, and what CloudFront makes of how a run ended.
//!
//! At most one function runs an event. Neither a viewer-request function nor anything that it changes selects another
//! behaviour. Functions do not run on redirects to HTTPS; those of the viewer's response do not run on errors of the
//! origin, on answers that a function made, and on custom error pages.
//!
//! Source: Amazon CloudFront Developer Guide, "Customize at the edge with functions", "Restrictions on all edge
//! functions"; public captures of the pages.

use std::ops::ControlFlow;

use hopscope_scenario::Setting;
use hopscope_scenario::edge_call::{
    EdgeAnswer, EdgeCall, EdgeEvent, EdgeEventType, EdgeFailure, EdgeOutcome, EdgeRequest, EdgeResponse, EdgeResult,
    InvalidReturn,
};
use hopscope_scenario::edge_function::EdgeFunction;

use super::page::Page;
use super::setting::Associated;
use super::{Exchange, edge_event, edge_request, edge_response, origin_override, setting};
use crate::exchange::{Answer, Request};
use crate::rule::{Basis, Rule};
use crate::rules::cloudfront as rules;
use crate::trace::{Component, Detail, Leg, Outcome, Step};

/// Runs the viewer-request function, which may change the request, choose another origin, or answer.
pub fn viewer_request(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let event_type = EdgeEventType::ViewerRequest;
    let Some((function, include_body)) = associated(exchange, event_type) else { return ControlFlow::Continue(()) };
    let event = edge_event::of_viewer_request(exchange, function, include_body);
    let Some((run, answer)) = run(exchange, function, &event) else { return ControlFlow::Continue(()) };
    match answer.result {
        EdgeResult::Outcome(EdgeOutcome::Request(returned)) => {
            let mut request = exchange.request.clone();
            let from = request.path.text().clone();
            let changed = edge_request::apply(&mut request, &returned);
            if from != returned.uri {
                request.path_by = run.code;
            }
            exchange.request = request;
            let directed = origin_override::apply(exchange, &answer.origin);
            let Ok(directed) = directed else {
                return refused(exchange, run, &InvalidReturn::Origin { field: "origin".to_owned() });
            };
            changed_step(exchange, run, changed || directed, &from, &returned);
            ControlFlow::Continue(())
        }
        EdgeResult::Outcome(EdgeOutcome::Response(response)) => generated(exchange, run, &response),
        EdgeResult::Invalid(invalid) => refused(exchange, run, &invalid),
        EdgeResult::Failed(failure) => failed(exchange, run, &failure),
        EdgeResult::Unsupported { .. } => ControlFlow::Continue(()),
    }
}

/// Runs the origin-request function on the request that is about to be sent.
pub fn origin_request(
    exchange: &mut Exchange<'_, '_>,
    origin: &hopscope_scenario::distribution::Origin,
    request: &mut Request<'_>,
) -> ControlFlow<Answer> {
    let event_type = EdgeEventType::OriginRequest;
    let Some((function, include_body)) = associated(exchange, event_type) else { return ControlFlow::Continue(()) };
    let event = edge_event::of_origin_request(exchange, origin, request, include_body);
    let Some((run, answer)) = run(exchange, function, &event) else { return ControlFlow::Continue(()) };
    match answer.result {
        EdgeResult::Outcome(EdgeOutcome::Request(returned)) => {
            let viewer_path = exchange.request.path.clone();
            let (path, host) = (request.path.text().clone(), request.host.clone());
            let changed = edge_request::apply_to_origin(request, &viewer_path, origin, &returned);
            if *request.path.text() != path {
                request.path_by = run.code;
            }
            if request.host != host {
                request.host_by = run.code;
            }
            changed_step(exchange, run, changed, viewer_path.text(), &returned);
            ControlFlow::Continue(())
        }
        EdgeResult::Outcome(EdgeOutcome::Response(response)) => generated(exchange, run, &response),
        EdgeResult::Invalid(invalid) => refused(exchange, run, &invalid),
        EdgeResult::Failed(failure) => failed(exchange, run, &failure),
        EdgeResult::Unsupported { .. } => ControlFlow::Continue(()),
    }
}

/// Runs the origin-response function on the origin's answer, errors too.
pub fn origin_response(exchange: &mut Exchange<'_, '_>, answer: Answer) -> Answer {
    respond(exchange, EdgeEventType::OriginResponse, answer)
}

/// Runs the viewer-response function on the answer that the viewer is about to get.
pub fn viewer_response(exchange: &mut Exchange<'_, '_>, answer: Answer) -> Answer {
    let page = [&rules::CUSTOM_ERROR_RESPONSE, &rules::ERROR_PAGE_UNAVAILABLE].contains(&answer.rule);
    if exchange.own_answer.is_some() || page || answer.status.is_error() {
        return answer;
    }
    respond(exchange, EdgeEventType::ViewerResponse, answer)
}

fn respond(exchange: &mut Exchange<'_, '_>, event_type: EdgeEventType, mut answer: Answer) -> Answer {
    let Some((function, _)) = associated(exchange, event_type) else { return answer };
    let event = edge_event::of_response(exchange, event_type, &answer);
    let Some((run, ran)) = run(exchange, function, &event) else { return answer };
    let broken = match ran.result {
        EdgeResult::Outcome(EdgeOutcome::Response(response)) => {
            let changed = edge_response::apply(&mut answer, &response);
            let outcome = if changed { Outcome::Changed } else { Outcome::Passed };
            note(exchange, &rules::FUNCTION, outcome, run.detail().with("status", answer.status));
            return answer;
        }
        EdgeResult::Invalid(invalid) => refused(exchange, run, &invalid),
        EdgeResult::Failed(failure) => failed(exchange, run, &failure),
        EdgeResult::Outcome(EdgeOutcome::Request(_)) | EdgeResult::Unsupported { .. } => return answer,
    };
    match broken {
        ControlFlow::Break(page) => page,
        ControlFlow::Continue(()) => answer,
    }
}

/// The behaviour's function for an event, and whether it is given the body. A name that the scenario does not describe
/// is written down.
fn associated<'s>(exchange: &mut Exchange<'_, 's>, event_type: EdgeEventType) -> Option<(&'s EdgeFunction, bool)> {
    let Associated { function: name, include_body, .. } = setting::associated(exchange.behavior, event_type)?;
    match exchange.tracer.scenario.edge_functions.iter().find(|function| function.name == name) {
        Some(function) => Some((function, include_body)),
        None => {
            let detail = Detail::none()
                .with_copy("function", name)
                .with("event", event_type.as_str())
                .by(exchange.of_association(event_type));
            note_on(exchange, event_type, &rules::FUNCTION_MISSING, Outcome::Skipped, detail);
            None
        }
    }
}

/// Asks for the answer to a call. None: there is none, or none that can be used; a step says so.
fn run<'s>(
    exchange: &mut Exchange<'_, 's>,
    function: &'s EdgeFunction,
    event: &EdgeEvent,
) -> Option<(Run<'s>, EdgeAnswer)> {
    let call = EdgeCall::new(function, event);
    let (event_type, code) = (call.event_type, setting::code(exchange.tracer.scenario, function));
    let Some(answer) = exchange.tracer.answers.answer(&call) else {
        let detail = Run { function, event_type, code, number: None }.detail();
        exchange.tracer.needs.push(call);
        note_on(exchange, event_type, &rules::FUNCTION_NOT_RUN, Outcome::Skipped, detail);
        return None;
    };
    let run = Run { function, event_type, code, number: Some(exchange.tracer.runs) };
    exchange.tracer.runs += 1;
    if let EdgeResult::Unsupported { what } = answer.result {
        let detail = run.detail().with("needs", what);
        note_on(exchange, event_type, &rules::FUNCTION_NOT_RUN, Outcome::Skipped, detail);
        return None;
    }
    Some((run, answer))
}

/// A run of a function.
#[derive(Clone, Copy)]
struct Run<'s> {
    function: &'s EdgeFunction,
    event_type: EdgeEventType,
    /// The place of its code.
    code: Option<Setting>,
    /// Its number among the calls that the trace had an answer to. None: it had none.
    number: Option<usize>,
}

impl Run<'_> {
    /// What every step says of it.
    fn detail(&self) -> Detail {
        Detail::none()
            .with("function", &self.function.name)
            .with("event", self.event_type.as_str())
            .with("runtime", &self.function.runtime)
            .by(self.code)
            .of_run(self.number)
    }
}

/// Writes down what a function gave that lets the request go on; `from` is the path before it.
fn changed_step(exchange: &mut Exchange<'_, '_>, run: Run<'_>, changed: bool, from: &str, returned: &EdgeRequest) {
    let outcome = if changed { Outcome::Changed } else { Outcome::Passed };
    let mut detail = run.detail();
    if from != returned.uri {
        detail = detail.with_copy("from", from);
    }
    let detail = detail.with("uri", &returned.uri);
    note_on(exchange, run.event_type, &rules::FUNCTION, outcome, detail);
}

/// A function answered in the origin's place.
fn generated(exchange: &mut Exchange<'_, '_>, run: Run<'_>, response: &EdgeResponse) -> ControlFlow<Answer> {
    let answer = edge_response::generated(run.function, response);
    let detail = run.detail().with("status", answer.status);
    let outcome = if answer.status.is_error() { Outcome::Refused } else { Outcome::Changed };
    note_on(exchange, run.event_type, &rules::FUNCTION_RESPONSE, outcome, detail);
    exchange.own_answer = Some(Component::EdgeFunction);
    ControlFlow::Break(answer)
}

/// CloudFront does not take what a function returned: 502.
fn refused(exchange: &mut Exchange<'_, '_>, run: Run<'_>, invalid: &InvalidReturn) -> ControlFlow<Answer> {
    let at_edge = run.function.is_lambda_at_edge();
    let (x_cache, otherwise) = if at_edge {
        ("LambdaValidationError from cloudfront", "The Lambda function result failed validation.")
    } else {
        ("FunctionValidationError from cloudfront", "The CloudFront function returned an invalid value.")
    };
    let sentence = invalid.observed_sentence(at_edge).unwrap_or_else(|| otherwise.to_owned());
    let mut detail = run.detail().with("sentence", sentence.clone()).with("invalid", tag(invalid));
    if let Some((name, value)) = fault(invalid) {
        detail = detail.with(name, value.to_owned());
    }
    let rule = &rules::FUNCTION_INVALID;
    // That a path must begin with a slash is documented; what becomes of one that does not has only been seen.
    let basis = if matches!(invalid, InvalidReturn::UriWithoutSlash { .. }) { Basis::Observed } else { rule.basis };
    let leg = if run.event_type.is_request() { Leg::Request } else { Leg::Response };
    exchange.tracer.note(exchange.hop, Step { rule, outcome: Outcome::Refused, basis, leg, detail });
    ControlFlow::Break(Page::Function { status: 502, sentence, x_cache }.answer_to_viewer(rule))
}

/// What of a returned value is at fault, under the name by which texts speak of it. None: the value as a whole.
fn fault(invalid: &InvalidReturn) -> Option<(&'static str, &str)> {
    Some(match invalid {
        InvalidReturn::UriWithoutSlash { uri } => ("no_slash", uri),
        InvalidReturn::ReadOnlyField { field: name } | InvalidReturn::ReadOnlyHeader { name, .. } => {
            ("read_only", name)
        }
        InvalidReturn::DisallowedHeader { name } => ("disallowed", name),
        InvalidReturn::HeaderNameNotLowerCase { name, .. } => ("capitals", name),
        InvalidReturn::Missing { field } => ("missing", field),
        InvalidReturn::WrongType { field: name, .. }
        | InvalidReturn::Origin { field: name }
        | InvalidReturn::HeaderSyntax { name, .. }
        | InvalidReturn::HeaderKeyMismatch { name, .. } => ("wrong", name),
        _ => return None,
    })
}

/// A function did not finish: 503.
fn failed(exchange: &mut Exchange<'_, '_>, run: Run<'_>, failure: &EdgeFailure) -> ControlFlow<Answer> {
    let (x_cache, sentence) = if run.function.is_lambda_at_edge() {
        (
            "LambdaExecutionError from cloudfront",
            "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required \
             permissions.",
        )
    } else {
        (
            "FunctionExecutionError from cloudfront",
            "The CloudFront function associated with the CloudFront distribution is invalid or could not run.",
        )
    };
    let message = match failure {
        EdgeFailure::Threw { name, message, .. } if !name.is_empty() => format!("{name}: {message}"),
        EdgeFailure::Threw { message, .. } | EdgeFailure::Syntax { message, .. } => message.clone(),
        _ => String::new(),
    };
    let mut detail = run.detail().with("failure", tag(failure));
    if let EdgeFailure::Limit(limit) = failure {
        detail = detail.with("limit", tag(limit));
    }
    let mut detail = detail.with("message", message);
    if let EdgeFailure::Threw { position: Some(at), .. } | EdgeFailure::Syntax { position: Some(at), .. } = failure {
        detail = detail.with("line", at.line as usize).with("column", at.column as usize);
    }
    let rule = &rules::FUNCTION_FAILED;
    note_on(exchange, run.event_type, rule, Outcome::Refused, detail);
    ControlFlow::Break(Page::Function { status: 503, sentence: sentence.to_owned(), x_cache }.answer_to_viewer(rule))
}

/// The name of a value's variant, as its JSON spells it.
fn tag(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Object(fields)) => fields.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

fn note(exchange: &mut Exchange<'_, '_>, rule: &'static Rule, outcome: Outcome, detail: Detail) {
    exchange.tracer.answer_step(exchange.hop, rule, outcome, detail);
}

fn note_on(
    exchange: &mut Exchange<'_, '_>,
    event_type: EdgeEventType,
    rule: &'static Rule,
    outcome: Outcome,
    detail: Detail,
) {
    let leg = if event_type.is_request() { Leg::Request } else { Leg::Response };
    exchange.tracer.note(exchange.hop, Step { rule, outcome, basis: rule.basis, leg, detail });
}
