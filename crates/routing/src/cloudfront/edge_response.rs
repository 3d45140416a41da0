//! What a function's response becomes: the answer to go on with, or one in place of the origin's.

use hopscope_scenario::StatusCode;
use hopscope_scenario::edge_call::{EdgeResponse, is_disallowed_header};
use hopscope_scenario::edge_function::EdgeFunction;

use super::edge_request::text_of;
use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{CLOUDFRONT_ID, DATE, VIEWER_POP};
use crate::rules::cloudfront as rules;
use crate::trace::{Component, Reaches};

/// The answer that a function made in a request event.
///
/// The two kinds of function differ in the order of the fields; the function's own stand between the length or date and
/// `x-cache`.
///
/// Source: Amazon CloudFront Developer Guide, "Tutorial: Create a simple function with CloudFront Functions"; answers
/// that people printed, 2019 to 2025, in these orders.
pub fn generated(function: &EdgeFunction, response: &EdgeResponse) -> Answer {
    let body = response.body.as_ref().map(text_of).unwrap_or_default();
    let x_cache = if function.is_lambda_at_edge() {
        "LambdaGeneratedResponse from cloudfront"
    } else {
        "FunctionGeneratedResponse from cloudfront"
    };
    let mut headers = Headers::new();
    headers.add("server", "CloudFront");
    headers.add("date", DATE);
    headers.add("content-length", body.len().to_string());
    let order = if function.is_lambda_at_edge() {
        ["content-type", "content-length", "server", "date"]
    } else {
        ["server", "date", "content-type", "content-length"]
    };
    for (name, value) in own_headers(response) {
        if !matches!(name.as_str(), "server" | "date" | "content-length") {
            headers.add(name, value);
        }
    }
    headers.sort_first(&order);
    headers.add("x-cache", x_cache);
    headers.add("via", VIEWER_POP.via);
    headers.add("x-amz-cf-pop", VIEWER_POP.pop);
    headers.add("x-amz-cf-id", CLOUDFRONT_ID);
    Answer {
        status: status_of(response).unwrap_or_default(),
        headers,
        body: body.into(),
        by: Component::EdgeFunction,
        rule: &rules::FUNCTION_RESPONSE,
        reaches: Some(Box::new(Reaches { text: format!("function {}", function.name), ..Reaches::default() })),
    }
}

/// Goes on with the response that a function returned in a response event. Says whether it differs.
pub fn apply(answer: &mut Answer, response: &EdgeResponse) -> bool {
    let status = status_of(response).unwrap_or(answer.status);
    let mut headers = Headers::from_iter(own_headers(response));
    for (name, value) in answer.headers.iter().filter(|(name, _)| is_disallowed_header(name)) {
        headers.add(name.to_owned(), value.to_owned());
    }
    let order: Vec<&str> = answer.headers.iter().map(|(name, _)| name).collect();
    headers.sort_first(&order);
    let body = response.body.as_ref().map(text_of);
    let changed = status != answer.status || headers != answer.headers || body.is_some();
    answer.status = status;
    answer.headers = headers;
    if let Some(body) = body {
        if answer.headers.has("content-length") {
            answer.headers.set("content-length", body.len().to_string());
        }
        answer.body = body.into();
    }
    changed
}

fn own_headers(response: &EdgeResponse) -> impl Iterator<Item = (String, String)> {
    let cookies = response.set_cookies.iter().map(|cookie| ("set-cookie".to_owned(), cookie.clone()));
    response.headers.iter().cloned().chain(cookies)
}

fn status_of(response: &EdgeResponse) -> Option<StatusCode> {
    StatusCode::new(response.status)
}
