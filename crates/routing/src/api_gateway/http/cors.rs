//! The CORS configuration of an HTTP API. With one, API Gateway answers preflight requests itself where no route takes
//! them, and replaces the CORS headers of its backends.
//!
//! A preflight request is an `OPTIONS` with both `Origin` and `Access-Control-Request-Method`; any other `OPTIONS` is
//! routed. A route that takes `OPTIONS` goes first, be it `ANY …` or `$default`: its authorizer then refuses the
//! preflight, which never carries a token. Source: Amazon API Gateway Developer Guide, "Configure CORS for HTTP APIs";
//! anomalyco/sst#5493. The 204 is common report, and that an origin outside the list gets 204 without CORS headers is
//! inferred.

use std::ops::ControlFlow;

use hopscope_scenario::StatusCode;
use hopscope_scenario::http_api::Cors;

use super::{Call, route, stage};
use crate::cloudfront::path_pattern::wildcard;
use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{APIGW_ID, DATE};
use crate::rules::http_api as rules;
use crate::text::Text;
use crate::trace::{Component, Detail, Outcome};

/// Answers a preflight request, where the API has a CORS configuration and no route takes the request.
pub fn preflight(call: &mut Call<'_, '_>) -> ControlFlow<Answer> {
    let Some(cors) = &call.api.cors else { return ControlFlow::Continue(()) };
    let headers = &call.request.headers;
    let origin = match (call.request.method.as_str(), headers.get("origin")) {
        ("OPTIONS", Some(origin)) if headers.has("access-control-request-method") => origin.to_owned(),
        _ => return ControlFlow::Continue(()),
    };
    let allowed = allowed_origin(cors, &origin);
    let detail = Detail::none().with("origin", &origin).with("allowed", allowed.is_some()).by(call.of_api("cors"));
    if let Some(target) = route::best(call.api, call.stage, "OPTIONS", &stage::shown(&call.path)) {
        let detail = detail.with("route", &target.route.route_key).by(target.field("route_key"));
        call.tracer.step(call.hop, &rules::CORS_PREFLIGHT, Outcome::Skipped, detail);
        return ControlFlow::Continue(());
    }
    call.tracer.step(call.hop, &rules::CORS_PREFLIGHT, Outcome::Refused, detail);
    let mut fields = Headers::from_iter([("date", DATE)]);
    if let Some(allowed) = allowed {
        fields.add("access-control-allow-origin", allowed);
        add_list(&mut fields, "access-control-allow-methods", &cors.allow_methods);
        add_list(&mut fields, "access-control-allow-headers", &cors.allow_headers);
        add_list(&mut fields, "access-control-expose-headers", &cors.expose_headers);
        if let Some(seconds) = cors.max_age {
            fields.add("access-control-max-age", seconds.to_string());
        }
        add_credentials(&mut fields, cors);
    }
    fields.add("apigw-requestid", APIGW_ID);
    let status = StatusCode::new(204).unwrap_or_default();
    let answer = Answer {
        status,
        headers: fields,
        body: Text::EMPTY,
        by: Component::ApiGateway,
        rule: &rules::CORS_PREFLIGHT,
        reaches: None,
    };
    ControlFlow::Break(answer)
}

/// Replaces the CORS headers of a backend's answer by those of the configuration.
pub fn replace(call: &mut Call<'_, '_>, mut answer: Answer) -> Answer {
    let Some(cors) = &call.api.cors else { return answer };
    let discarded: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| name.starts_with("access-control-"))
        .map(|(name, _)| name.to_owned())
        .collect();
    answer.headers.retain(|name| !name.starts_with("access-control-"));
    let allowed = call.request.headers.get("origin").and_then(|origin| allowed_origin(cors, origin));
    let outcome = if discarded.is_empty() && allowed.is_none() { Outcome::Passed } else { Outcome::Changed };
    let mut detail = Detail::none().by(call.of_api("cors"));
    if !discarded.is_empty() {
        detail = detail.with("discarded", discarded);
    }
    if let Some(allowed) = allowed {
        detail = detail.with("origin", &allowed);
        let id = answer.headers.remove("apigw-requestid");
        answer.headers.add("access-control-allow-origin", allowed);
        add_list(&mut answer.headers, "access-control-expose-headers", &cors.expose_headers);
        add_credentials(&mut answer.headers, cors);
        answer.headers.add("apigw-requestid", id.unwrap_or(Text::Fixed(APIGW_ID)));
    }
    call.tracer.answer_step(call.hop, &rules::CORS_HEADERS, outcome, detail);
    answer
}

/// What `Access-Control-Allow-Origin` says to an origin, if it is allowed: `*` where the list has it, else the origin.
pub fn allowed_origin(cors: &Cors, origin: &str) -> Option<Text> {
    if cors.allow_origins.iter().any(|each| each == "*") {
        return Some("*".into());
    }
    cors.allow_origins.iter().any(|each| wildcard(each, origin)).then(|| Text::copy(origin))
}

/// Adds a field that lists values, if there are any.
pub fn add_list(headers: &mut Headers, name: &'static str, values: &[String]) {
    if !values.is_empty() {
        headers.add(name, values.join(",").to_string());
    }
}

/// Adds the field that lets cookies through, if they are.
pub fn add_credentials(headers: &mut Headers, cors: &Cors) {
    if cors.allow_credentials {
        headers.add("access-control-allow-credentials", "true");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_named_or_all_of_a_scheme() {
        let cors = |origins: &[&str]| Cors {
            allow_origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
            ..Cors::default()
        };
        for (origins, origin, expected) in [
            (["*"].as_slice(), "https://a.example", Some("*")),
            (&["https://a.example"], "https://a.example", Some("https://a.example")),
            (&["https://*"], "https://b.example", Some("https://b.example")),
            (&["https://a.example"], "https://b.example", None),
            (&[], "https://a.example", None),
        ] {
            assert_eq!(allowed_origin(&cors(origins), origin).as_deref(), expected, "{origins:?} {origin}");
        }
    }
}
