//! The CORS settings of a function URL. With them Lambda answers preflight requests itself, and replaces the CORS fields
//! of the function's answers.
//!
//! That a preflight request needs no signature of a URL with `AWS_IAM`, and what an origin outside the list gets, is
//! inferred: browsers never sign a preflight.
//!
//! Source: AWS Lambda Developer Guide, "Creating and managing Lambda function URLs" (CORS).

use std::ops::ControlFlow;

use hopscope_scenario::StatusCode;

use super::Call;
use crate::api_gateway::http::cors::{add_credentials, add_list, allowed_origin};
use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{DATE, REQUEST_ID};
use crate::rule::Basis;
use crate::rules::lambda_url as rules;
use crate::text::Text;
use crate::trace::{Component, Detail, Outcome};

/// Answers a preflight request, where the URL has CORS settings.
pub fn preflight(call: &mut Call<'_, '_>) -> ControlFlow<Answer> {
    let Some(cors) = &call.url.cors else { return ControlFlow::Continue(()) };
    let headers = &call.request.headers;
    let origin = match (call.request.method.as_str(), headers.get("origin")) {
        ("OPTIONS", Some(origin)) if headers.has("access-control-request-method") => origin.to_owned(),
        _ => return ControlFlow::Continue(()),
    };
    let allowed = allowed_origin(cors, &origin);
    let basis = if allowed.is_some() { rules::CORS_PREFLIGHT.basis } else { Basis::Inferred };
    let detail = Detail::none().with("origin", &origin).with("allowed", allowed.is_some());
    let detail = detail.by(call.of_lambda("function_url.cors"));
    call.tracer.step_on(call.hop, &rules::CORS_PREFLIGHT, Outcome::Refused, basis, detail);
    let mut headers = Headers::from_iter([("date", DATE), ("content-length", "0"), ("x-amzn-requestid", REQUEST_ID)]);
    if let Some(allowed) = allowed {
        headers.add("access-control-allow-origin", allowed);
        add_list(&mut headers, "access-control-allow-methods", &cors.allow_methods);
        add_list(&mut headers, "access-control-allow-headers", &cors.allow_headers);
        if let Some(seconds) = cors.max_age {
            headers.add("access-control-max-age", seconds.to_string());
        }
        add_credentials(&mut headers, cors);
        headers.add("vary", "Origin");
    }
    ControlFlow::Break(Answer {
        status: StatusCode::OK,
        headers,
        body: Text::EMPTY,
        by: Component::LambdaUrl,
        rule: &rules::CORS_PREFLIGHT,
        reaches: None,
    })
}

/// Replaces the CORS fields of the function's answer by those of the settings.
pub fn replace(call: &mut Call<'_, '_>, mut answer: Answer) -> Answer {
    let Some(cors) = &call.url.cors else { return answer };
    let is_cors = |name: &str| name.starts_with("access-control-");
    let names = answer.headers.iter().filter(|(name, _)| is_cors(name)).map(|(name, _)| name.to_owned());
    let discarded: Vec<String> = names.collect();
    answer.headers.retain(|name| !is_cors(name));
    let allowed = call.request.headers.get("origin").and_then(|origin| allowed_origin(cors, origin));
    let outcome = if discarded.is_empty() && allowed.is_none() { Outcome::Passed } else { Outcome::Changed };
    let mut detail = Detail::none().by(call.of_lambda("function_url.cors"));
    if !discarded.is_empty() {
        detail = detail.with("discarded", discarded);
    }
    if let Some(allowed) = allowed {
        detail = detail.with("origin", &allowed);
        answer.headers.add("access-control-allow-origin", allowed);
        add_list(&mut answer.headers, "access-control-expose-headers", &cors.expose_headers);
        add_credentials(&mut answer.headers, cors);
        answer.headers.add("vary", "Origin");
    }
    call.tracer.answer_step(call.hop, &rules::CORS_HEADERS, outcome, detail);
    answer
}
