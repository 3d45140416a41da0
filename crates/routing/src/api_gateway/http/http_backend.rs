//! An HTTP backend behind a route: over the internet (`HTTP_PROXY`) or through a VPC link.
//!
//! A URI with a path of its own is called at that path, with the route's variables filled in. A URI without one, and
//! every private integration, is called at the request's whole path: of a named stage that path holds the stage, which
//! is why backends answer `Cannot GET /staging/health`.
//!
//! Source: Amazon API Gateway Developer Guide, "Create HTTP proxy integrations for HTTP APIs"; reports named by the
//! rules. That a URI over the internet without a path gets the request's path is documented for `$default` and inferred
//! for other routes.

use hopscope_scenario::rest_api::ConnectionType;

use super::error::HttpError;
use super::integration::{TIMEOUT, reaches};
use super::{Call, Target, parameters, stage};
use crate::api_gateway::source::Source;
use crate::exchange::{Answer, Request};
use crate::path::{Path, PathSource};
use crate::placeholder::APIGW_ID;
use crate::rule::Basis;
use crate::rules::{dns, http_api as rules};
use crate::server;
use crate::trace::{Detail, Leg, Outcome, Reaches, Step};
use crate::url::Url;

/// Calls the backend and gives the API's answer.
pub fn call<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Answer {
    let integration = &target.route.integration;
    let Ok(url) = Url::parse(&integration.uri) else {
        let detail = Detail::none().with("uri", &integration.uri).by(target.field("integration.uri"));
        return unreachable(call, detail.with("because", "uri"), false);
    };
    let private = integration.connection_type == ConnectionType::VpcLink;
    let detail =
        Detail::none().with("type", integration.kind.as_str()).with("uri", &integration.uri).with("private", private);
    let detail = detail.by(target.field("integration.uri"));
    call.tracer.step(call.hop, &rules::INTEGRATION, Outcome::Passed, detail);
    let path = path(call, target, &url, private);
    let mut request = request(call, target, &url, path);
    parameters::apply(call, target, &mut request);
    let before = call.tracer.elapsed;
    call.tracer.send(call.hop, &request);
    match crate::dns::send(call.tracer, request.clone()) {
        Ok(_) if took_too_long(call, target, before) => {
            HttpError::ServiceUnavailable.answer(&rules::INTEGRATION_TIMEOUT)
        }
        Ok(answer) => relay(call, target, answer),
        Err(error) if error.rule == &dns::NOT_IN_SCENARIO => {
            call.tracer.pending.clear();
            let response = integration.response.clone().unwrap_or_default();
            let answer = server::prescribed(call.tracer, &request, &response, target.field("integration.response"));
            relay(call, target, answer)
        }
        Err(error) => {
            let because_of = call.tracer.pending_fields();
            call.tracer.pending.clear();
            let detail = Detail::none().with("uri", &integration.uri).with("because", error.rule.id);
            let detail = detail.by(target.field("integration.uri")).by_all(&because_of);
            unreachable(call, detail, private)
        }
    }
}

/// Whether the backend took longer than the integration waits, which is written down.
fn took_too_long(call: &mut Call<'_, '_>, target: &Target<'_>, before: u64) -> bool {
    let waits = u64::from(target.route.integration.timeout_milliseconds.unwrap_or(TIMEOUT));
    if call.tracer.elapsed.saturating_sub(before) <= waits {
        return false;
    }
    call.tracer.elapsed = before + waits;
    let detail = Detail::none().with("uri", &target.route.integration.uri).with("outcome", "timeout");
    let detail = detail.by(target.field("integration.timeout_milliseconds"));
    call.tracer.answer_step(call.hop, &rules::INTEGRATION_TIMEOUT, Outcome::Refused, detail);
    true
}

/// The answer for a backend that gives none: seen of private integrations, inferred for those over the internet.
fn unreachable(call: &mut Call<'_, '_>, detail: Detail, private: bool) -> Answer {
    let rule = &rules::INTEGRATION_UNREACHABLE;
    let basis = if private { rule.basis } else { Basis::Inferred };
    call.tracer.note(call.hop, Step { rule, outcome: Outcome::Refused, basis, leg: Leg::Response, detail });
    HttpError::ServiceUnavailable.answer(rule)
}

/// The path that the backend is called at.
fn path(call: &mut Call<'_, '_>, target: &Target<'_>, url: &Url, private: bool) -> Path {
    if private || matches!(url.path.as_str(), "" | "/") {
        let path = call.told.clone();
        let detail = Detail::none().with("path", path.text()).with("stage", &call.stage.name);
        let detail = detail.by(target.field("integration.uri"));
        let basis = basis(call, target, private);
        call.tracer.step_on(call.hop, &rules::FORWARDED_PATH, Outcome::Passed, basis, detail);
        return path;
    }
    let filled = with_variables(&url.path, target);
    let detail = Detail::none().with("path", filled.text()).with("stage", &call.stage.name);
    let detail = detail.by(target.field("integration.uri"));
    call.tracer.step_on(call.hop, &rules::FORWARDED_PATH, Outcome::Changed, Basis::Documented, detail);
    filled
}

/// Documented for private integrations and, over the internet, for the `$default` route. What a bare URI of another
/// route gets, and what a custom domain makes of the path of any, is inferred.
fn basis(call: &Call<'_, '_>, target: &Target<'_>, private: bool) -> Basis {
    let is_documented = private || target.route.route_key == stage::DEFAULT;
    let is_own_path = call.told.text() == call.request.path.text();
    if is_documented && is_own_path { rules::FORWARDED_PATH.basis } else { Basis::Inferred }
}

/// The path of a URI with the route's variables filled in: they come from the viewer, the rest from the integration.
fn with_variables(template: &str, target: &Target<'_>) -> Path {
    let mut path = Path::default();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        path = path.appended(before, PathSource::Integration);
        let value = target.path_params.get(name.trim_end_matches('+'));
        path = path.appended(value.map_or("", String::as_str), PathSource::Viewer);
        rest = behind;
    }
    path.appended(rest, PathSource::Integration)
}

/// The request to the backend. API Gateway replaces `X-Forwarded-*` by `Forwarded`.
fn request<'s>(call: &Call<'_, 's>, target: &Target<'_>, url: &Url, path: Path) -> Request<'s> {
    let came = &call.request;
    let mut headers = came.headers.clone();
    headers.retain(|name| !name.starts_with("x-forwarded-") && name != "connection" && name != "transfer-encoding");
    let hop = format!("for={};host={};proto={}", Source::of(came).ip, came.host, came.scheme.as_str());
    let forwarded = match came.headers.get("forwarded") {
        Some(earlier) => format!("{earlier},{hop}"),
        None => hop,
    };
    headers.set("forwarded", forwarded);
    Request {
        method: came.method.clone(),
        scheme: url.scheme,
        connect_to: url.host.clone(),
        port: url.port,
        port_by: target.field("integration.uri"),
        host: url.host.clone(),
        host_by: target.field("integration.uri"),
        path,
        path_by: came.path_by,
        prefix_by: target.field("integration.uri"),
        query: came.query.clone(),
        headers,
        body: came.body.clone(),
        http_version: "1.1",
        client: came.client,
        waf: came.waf,
        signed_by: None,
        distributions: 0,
        private: target.route.integration.connection_type == ConnectionType::VpcLink,
    }
}

/// The backend's answer with what API Gateway adds to it. It stays the backend's.
fn relay(call: &mut Call<'_, '_>, target: &Target<'_>, mut answer: Answer) -> Answer {
    answer.headers.retain(|name| !matches!(name, "connection" | "transfer-encoding"));
    answer.headers.sort_first(&["date", "content-type", "content-length"]);
    answer.headers.add("apigw-requestid", APIGW_ID);
    call.tracer.answer_step(call.hop, &rules::RELAY, Outcome::Changed, Detail::none().with("status", answer.status));
    answer.reaches = answer.reaches.map(|end| {
        let route = reaches(call, target);
        // A backend that the scenario describes is the end; one that it only prescribes an answer for is the route's.
        let text = if end.text.is_empty() { route.text } else { end.text };
        Box::new(Reaches { text, ..route })
    });
    answer
}
