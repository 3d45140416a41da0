//! Lambda functions: what a call of one gives.

use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use hopscope_scenario::response::{Condition, Response};

use crate::exchange::Request;
use crate::rules::lambda as rules;
use crate::trace::{AnswerLine, Component, Detail, Outcome};
use crate::tracer::Tracer;

/// What a call gave.
#[derive(Clone, Debug)]
pub enum Invoked {
    /// The function's answer, placeholders filled in.
    Answered(Response),
    /// No answer that its caller can use.
    Failed(LambdaOutcome),
}

/// What is filled in for `{stage}`, `{path}`, `{resource}` and `{method}` in a body.
#[derive(Clone, Debug)]
pub struct Placeholders<'a> {
    /// The stage.
    pub stage: &'a str,
    /// The path as the function is told.
    pub path: String,
    /// The resource's template or the route key.
    pub resource: &'a str,
    /// The request's method.
    pub method: &'a str,
}

/// Calls a function.
pub fn invoke(tracer: &mut Tracer<'_>, lambda: &Lambda, request: &Request<'_>, fill: &Placeholders<'_>) -> Invoked {
    let hop = tracer.enter(Component::Lambda, &lambda.name, "", request);
    let detail = Detail::none().with("lambda", lambda.name.as_str()).with("outcome", lambda.outcome.as_str());
    if lambda.outcome != LambdaOutcome::Ok {
        tracer.step(hop, &rules::INVOKE, Outcome::Refused, detail);
        return Invoked::Failed(lambda.outcome);
    }
    tracer.step(hop, &rules::INVOKE, Outcome::Passed, detail);
    let mut response = choose(lambda, request);
    response.body = filled(&response.body, fill);
    tracer.set_answer(hop, AnswerLine { status: response.status, x_cache: None, message: String::new() });
    Invoked::Answered(response)
}

/// The first conditional response that applies, else the plain one.
fn choose(lambda: &Lambda, request: &Request<'_>) -> Response {
    match lambda.responses.iter().find(|each| holds(&each.when, request)) {
        None => lambda.response.clone(),
        Some(conditional) => Response {
            status: conditional.status,
            headers: conditional.headers.clone(),
            body: conditional.body.clone(),
            ..Response::default()
        },
    }
}

fn holds(condition: &Condition, request: &Request<'_>) -> bool {
    let query = |name: &str| {
        request.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).find(|(each, _)| *each == name)
    };
    let meets = |wanted: &Option<String>, found: Option<&str>| match (wanted.as_deref(), found) {
        (None, found) => found.is_none(),
        (Some("*"), found) => found.is_some(),
        (Some(wanted), found) => found == Some(wanted),
    };
    condition.headers.iter().all(|(name, wanted)| meets(wanted, request.headers.get(name)))
        && condition.query.iter().all(|(name, wanted)| meets(wanted, query(name).map(|(_, value)| value)))
        && condition.method.as_ref().is_none_or(|methods| methods.iter().any(|each| each == request.method))
}

/// Fills in placeholders in one pass, so that a filled-in value is never read as one.
fn filled(body: &str, fill: &Placeholders<'_>) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let known = [("stage", fill.stage), ("path", &fill.path), ("resource", fill.resource), ("method", fill.method)];
        let found = known.iter().find_map(|(name, value)| {
            after.strip_prefix(name).and_then(|after| after.strip_prefix('}')).map(|after| (*value, after))
        });
        match found {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_once() {
        let fill = Placeholders { stage: "{path}", path: "/x".to_owned(), resource: "/{id}", method: "GET" };
        assert_eq!(filled(r#"{"a":"{stage}","b":"{path}{resource}"}"#, &fill), r#"{"a":"{path}","b":"/x/{id}"}"#);
        assert_eq!(filled("{stage {unknown} {", &fill), "{stage {unknown} {");
    }
}
