//! A Lambda function URL. [`answer`] is the list of what a request meets, in order.
//!
//! | module | decides |
//! | --- | --- |
//! | [`authorization`] | whether the signature is right and the caller may |
//! | [`cors`] | what the URL's CORS settings answer and replace |
//! | [`error`] | the answers that the front makes itself |
//!
//! There are no routes and no stages: every path and method reaches the function. Every name below
//! `lambda-url.{region}.on.aws` resolves, so that an id that does not exist gets an HTTP answer.

use std::ops::ControlFlow;

use hopscope_scenario::lambda::{FunctionUrl, InvokeMode, Lambda, LambdaOutcome};
use hopscope_scenario::response::Response;
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Scenario, Setting, StatusCode};

use crate::dns::name::same_name;
use crate::exchange::{Answer, Request};
use crate::header::Headers;
use crate::lambda::{self, Invoked, Placeholders};
use crate::payload_v2;
use crate::placeholder::{DATE, REQUEST_ID, TRACE_ID};
use crate::rule::Basis;
use crate::rules::lambda_url as rules;
use crate::trace::{Component, Detail, Event, Leg, Outcome, Reaches, Step};
use crate::tracer::{HopIndex, Tracer};

pub mod authorization;
pub mod cors;
pub mod error;

/// A request at a function URL.
#[derive(Debug)]
pub struct Call<'t, 's> {
    /// The notebook.
    pub tracer: &'t mut Tracer<'s>,
    /// The URL's hop in it.
    pub hop: HopIndex,
    /// The function.
    pub lambda: &'s Lambda,
    /// Its URL.
    pub url: &'s FunctionUrl,
    /// The request as it arrived.
    pub request: Request<'s>,
}

/// Whether a name is one that Lambda answers at.
pub fn is_host(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.strip_suffix(".on.aws")
        .and_then(|rest| rest.split_once(".lambda-url."))
        .is_some_and(|(id, region)| !id.is_empty() && !id.contains('.') && !region.is_empty() && !region.contains('.'))
}

/// The function that has a URL of that name.
pub fn find<'s>(scenario: &'s Scenario, host: &str) -> Option<(&'s Lambda, &'s FunctionUrl)> {
    scenario.lambdas.iter().find_map(|lambda| {
        let url = lambda.function_url.as_ref()?;
        same_name(&url.domain_name, host).then_some((lambda, url))
    })
}

/// What the front answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Answer {
    let found = find(tracer.scenario, &request.host);
    let id = found.map_or("", |(lambda, _)| lambda.name.as_str());
    let part = found.and_then(|(lambda, _)| lambda.part_of(tracer.scenario));
    let hop = tracer.enter(Component::LambdaUrl, id, "", part, &request);
    let detail = Detail::none().with("host", &request.host);
    let answer = match found {
        Some((lambda, url)) => {
            let detail = detail.with("lambda", &lambda.name).by(part.map(|part| part.field("function_url")));
            tracer.step(hop, &rules::HOST, Outcome::Passed, detail);
            let mut call = Call { tracer, hop, lambda, url, request };
            let passed = cors::preflight(&mut call);
            match passed.map_continue(|()| authorization::check(&mut call)) {
                ControlFlow::Continue(ControlFlow::Continue(())) => {
                    let before = call.tracer.elapsed;
                    let answer = invoke(&mut call);
                    // A streamed answer has begun long before it ends.
                    if url.invoke_mode == InvokeMode::ResponseStream {
                        call.tracer.elapsed = before;
                    }
                    cors::replace(&mut call, answer)
                }
                ControlFlow::Break(preflight) => preflight,
                ControlFlow::Continue(ControlFlow::Break(refusal)) => {
                    call.tracer.would_reach(Component::Lambda, &lambda.name, "");
                    refusal
                }
            }
        }
        None => {
            let rule = if is_host(&request.host) { &rules::NOT_FOUND } else { &rules::HOST_FOREIGN };
            let detail = detail.with("connected_to", &request.connect_to);
            let detail = detail.by(request.host_by).by(Some(Part::Scenario.field("lambdas")));
            tracer.step(hop, rule, Outcome::Refused, detail);
            if let Some((lambda, _)) = find(tracer.scenario, &request.connect_to) {
                tracer.would_reach(Component::Lambda, &lambda.name, "");
            }
            error::UrlError::UnknownUrl.answer(rule)
        }
    };
    tracer.answer(hop, answer)
}

impl Call<'_, '_> {
    /// A field of the function.
    pub fn of_lambda(&self, field: &'static str) -> Option<Setting> {
        Some(self.lambda.part_of(self.tracer.scenario)?.field(field))
    }
}

/// Calls the function.
fn invoke(call: &mut Call<'_, '_>) -> Answer {
    let detail = Detail::none().with("lambda", &call.lambda.name).with("path", call.request.path.text());
    let detail = detail.by(call.of_lambda("function_url"));
    call.tracer.step(call.hop, &rules::INVOKE, Outcome::Passed, detail);
    call.tracer.send(call.hop, &call.request);
    let fill = Placeholders {
        stage: "$default",
        path: call.request.path.text().clone(),
        resource: "$default",
        method: &call.request.method,
    };
    match lambda::invoke(call.tracer, call.lambda, &call.request, &fill, u32::MAX) {
        Invoked::Answered(response) => relay(call, response),
        Invoked::Failed(outcome) => {
            let detail = Detail::none().with("lambda", &call.lambda.name).with("outcome", outcome.as_str());
            let detail = detail.by(call.of_lambda(lambda::field_of(call.lambda, outcome)));
            let rule = &rules::FUNCTION_FAILED;
            let (error, basis) = match outcome {
                LambdaOutcome::Throttled => (error::UrlError::Throttled, Basis::Documented),
                LambdaOutcome::TooLarge => (error::UrlError::FunctionFailed, Basis::Inferred),
                _ => (error::UrlError::FunctionFailed, rule.basis),
            };
            let step = Step { rule, outcome: Outcome::Refused, basis, leg: Leg::Response, detail };
            call.tracer.note(call.hop, step);
            error.answer(rule)
        }
    }
}

/// The function's answer with what Lambda adds to it.
fn relay(call: &mut Call<'_, '_>, response: Response) -> Answer {
    let Response { status, headers: own, body, is_base64_encoded, .. } = response;
    let body = if is_base64_encoded { lambda::decoded(body) } else { body };
    let content_type = own.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let content_type = content_type.and_then(|(_, values)| values.iter().next()).unwrap_or("application/json");
    let mut headers = Headers::from_iter([("date", DATE)]);
    headers.add("content-type", content_type.to_owned());
    headers.add("content-length", body.len().to_string());
    headers.add("x-amzn-requestid", REQUEST_ID);
    for (name, values) in &own {
        if !["content-type", "content-length", "date"].iter().any(|each| name.eq_ignore_ascii_case(each)) {
            values.iter().for_each(|value| headers.add(name.clone(), value.to_owned()));
        }
    }
    headers.add("x-amzn-trace-id", TRACE_ID);
    call.tracer.answer_step(call.hop, &rules::RELAY, Outcome::Changed, Detail::none().with("status", status));
    Answer {
        status,
        headers,
        body: body.into(),
        by: Component::Lambda,
        rule: &crate::rules::lambda::INVOKE,
        reaches: Some(Box::new(Reaches {
            text: format!("lambda {}", call.lambda.name),
            event: Some(Box::new(Event::V2(event(call)))),
            ..Reaches::default()
        })),
    }
}

/// What the function is told.
fn event(call: &Call<'_, '_>) -> payload_v2::Event {
    let principal = authorization::principal(call).to_owned();
    payload_v2::Event { principal: principal.into(), ..payload_v2::Event::new(&call.request) }
}

/// The status of a code that is known to be one.
const fn status(code: u16) -> StatusCode {
    match StatusCode::new(code) {
        Some(status) => status,
        None => StatusCode::FORBIDDEN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_one_label_and_a_region() {
        assert!(is_host("abcdefg.lambda-url.us-east-1.on.aws"));
        assert!(is_host("abcdefg.lambda-url.us-east-1.on.aws."));
        for other in ["lambda-url.us-east-1.on.aws", "a.b.lambda-url.us-east-1.on.aws", "a.lambda-url.on.aws", "a"] {
            assert!(!is_host(other), "{other}");
        }
    }
}
