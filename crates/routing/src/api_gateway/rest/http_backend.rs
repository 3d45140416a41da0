//! HTTP integrations: the request to the URI, and what becomes of the backend's answer.
//!
//! - `{name}` in the URI stands for a path variable of the same name, `${stageVariables.name}` for a stage variable.
//!   Whether the connection goes over the internet or a VPC link, path and host are the URI's.
//! - `HTTP_PROXY` sends method, query, headers and body on, and passes status, headers and body back. `HTTP` sends
//!   only what its mapping says, which scenarios do not hold, and answers 200 unless a response pattern catches the
//!   backend's status.
//!
//! Source: Amazon API Gateway Developer Guide, "HTTP integrations for REST APIs", "Important notes"; recorded AWS test
//! snapshots, `TestApiGatewayHeaderRemapping` and `test_http_integration_invoke_status_code_passthrough` (LocalStack).

use std::borrow::Cow;

use hopscope_scenario::StatusCode;
use hopscope_scenario::response::Response;
use hopscope_scenario::rest_api::{ConnectionType, IntegrationType};

use super::{Call, Target, integration};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::{Answer, ConnectError, Request, Unreachable};
use crate::header::Headers;
use crate::path::{Path, PathSource};
use crate::placeholder::DATE;
use crate::rule::Basis;
use crate::rules::{api_gateway as rules, dns};
use crate::text::Text;
use crate::trace::{Detail, Outcome, Reaches};
use crate::url::Url;

/// Request headers that never reach a backend.
const DROPPED: &[&str] = &[
    "connection",
    "content-length",
    "content-md5",
    "expect",
    "max-forwards",
    "proxy-authenticate",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "www-authenticate",
    "x-api-key",
];

/// Sends the request to the backend and gives the API's answer.
pub fn call<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> Answer {
    let template = target.method.integration.uri.as_str();
    let uri = match expand(template, call, target) {
        Ok(uri) => uri,
        Err(variable) => {
            let detail = Detail::none().with_copy("variable", variable).with_copy("uri", template);
            let detail = detail.by(call.of_stage("variables")).by(target.field("integration.uri"));
            return call.refuse(&rules::STAGE_VARIABLE, GatewayError::ApiConfigurationError, detail);
        }
    };
    let Ok(url) = Url::parse(&uri) else {
        let detail = Detail::none().with("uri", uri).with("because", "uri").by(target.field("integration.uri"));
        return call.refuse(&rules::HTTP_FAILED, GatewayError::ApiConfigurationError, detail);
    };
    let detail = Detail::none()
        .with("type", target.method.integration.kind.as_str())
        .with("connection_type", target.method.integration.connection_type.as_str())
        .with("uri", &uri)
        .by(target.field("integration.uri"));
    call.tracer.step(call.hop, &rules::HTTP_INTEGRATION, Outcome::Changed, detail);
    let request = request(call, target, url);
    call.tracer.send(call.hop, &request);
    let host = request.connect_to.clone();
    let before = call.tracer.elapsed;
    match crate::dns::send(call.tracer, request) {
        Ok(_) if took_too_long(call, target, before) => {
            let detail = Detail::none().with_copy("host", &host).with("because", "timeout");
            let detail = detail.by(target.field("integration.timeout_milliseconds"));
            call.refuse_on(&rules::HTTP_FAILED, Basis::Documented, GatewayError::IntegrationTimeout, detail)
        }
        Ok(answer) => relay(call, target, answer),
        Err(unreachable) if unreachable.rule == &dns::NOT_IN_SCENARIO => assumed(call, target, &host),
        Err(unreachable) => failed(call, target, &host, &unreachable),
    }
}

/// Whether the backend took longer than the integration waits.
fn took_too_long(call: &mut Call<'_, '_>, target: &Target<'_>, before: u64) -> bool {
    let waits = u64::from(target.method.integration.timeout_milliseconds.unwrap_or(integration::TIMEOUT));
    let is_late = call.tracer.elapsed.saturating_sub(before) > waits;
    if is_late {
        call.tracer.elapsed = before + waits;
    }
    is_late
}

/// The URI with path and stage variables filled in.
///
/// # Errors
/// With the name of a stage variable that the stage does not have.
fn expand<'a>(template: &'a str, call: &Call<'_, '_>, target: &Target<'_>) -> Result<String, &'a str> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        match (before.strip_suffix('$'), name.strip_prefix("stageVariables.")) {
            (Some(before), Some(variable)) => {
                text.push_str(before);
                text.push_str(call.stage.variables.get(variable).filter(|value| !value.is_empty()).ok_or(variable)?);
            }
            _ => {
                text.push_str(before);
                match target.path_params.get(name.trim_end_matches('+')) {
                    Some(value) => text.push_str(value),
                    None => text.extend(["{", name, "}"]),
                }
            }
        }
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

/// The request that the backend gets.
fn request<'s>(call: &Call<'_, 's>, target: &Target<'s>, url: Url) -> Request<'s> {
    let is_proxy = target.method.integration.kind == IntegrationType::HttpProxy;
    let own = &call.request;
    let mut headers = Headers::new();
    if is_proxy {
        let is_signed = own.headers.get("authorization").is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256"));
        let fields = own.headers.iter().filter(|(name, _)| !DROPPED.contains(name));
        for (name, value) in fields.filter(|(name, _)| *name != "authorization" || !is_signed) {
            headers.add(Text::copy(name), Text::copy(value));
        }
    }
    headers.add("x-amzn-apigateway-api-id", call.api.id.clone());
    let query = match (url.query.is_empty(), own.query.is_empty() || !is_proxy) {
        (_, true) => url.query,
        (true, false) => own.query.clone(),
        (false, false) => format!("{}&{}", url.query, own.query).into(),
    };
    Request {
        method: own.method.clone(),
        scheme: url.scheme,
        connect_to: url.host.clone(),
        port: url.port,
        port_by: target.field("integration.uri"),
        host: url.host,
        host_by: target.field("integration.uri"),
        path: Path::new(url.path, PathSource::Integration),
        path_by: target.field("integration.uri"),
        prefix_by: None,
        query,
        headers,
        body: if is_proxy { own.body.clone() } else { Cow::Borrowed("") },
        http_version: "1.1",
        client: own.client,
        waf: own.waf,
        signed_by: None,
        distributions: 0,
        private: target.method.integration.connection_type == ConnectionType::VpcLink,
    }
}

/// The backend's answer as the API passes it on.
fn relay<'s>(call: &mut Call<'_, 's>, target: &Target<'s>, answer: Answer) -> Answer {
    let is_proxy = target.method.integration.kind == IntegrationType::HttpProxy;
    let status = if is_proxy { answer.status } else { StatusCode::OK };
    // A backend that the scenario describes is the end; the route that led there is told, too.
    let end = answer.reaches.as_ref().map(|end| end.text.clone()).filter(|text| !text.is_empty());
    let mut own = integration::relay(call, status, &answer.headers, answer.body, false);
    own.by = answer.by;
    own.rule = answer.rule;
    let route = integration::reaches(call, target);
    own.reaches = Some(Box::new(Reaches { text: end.unwrap_or_else(|| route.text.clone()), ..route }));
    own
}

/// The answer of a backend that the scenario does not describe: what the integration prescribes, with what every HTTP
/// server sends.
fn assumed<'s>(call: &mut Call<'_, 's>, target: &Target<'s>, host: &str) -> Answer {
    call.tracer.pending.clear();
    let Response { status, headers: stated, body, .. } = target.method.integration.response.clone().unwrap_or_default();
    let mut headers = integration::listed(&stated);
    for (name, value) in [("server", "Server"), ("date", DATE), ("connection", "keep-alive")] {
        if !headers.has(name) {
            headers.add(Text::copy(name), Text::copy(value));
        }
    }
    headers.set("content-length", body.len().to_string());
    let detail = Detail::none().with_copy("host", host).with("status", status);
    let detail = detail.by(target.field("integration.response")).by(target.field("integration.uri"));
    call.tracer.answer_step(call.hop, &rules::HTTP_ASSUMED, Outcome::Passed, detail);
    let is_proxy = target.method.integration.kind == IntegrationType::HttpProxy;
    let status = if is_proxy { status } else { StatusCode::OK };
    let mut answer = integration::relay(call, status, &headers, body.into(), false);
    answer.rule = &rules::HTTP_ASSUMED;
    answer.by = crate::trace::Component::Server;
    answer.reaches = Some(Box::new(integration::reaches(call, target)));
    answer
}

/// API Gateway's answer when the backend gave none. Over a VPC link every failure is a 500, after about ten seconds.
///
/// Source: AWS re:Post, "Troubleshoot HTTP 500 errors from API Gateway with a VPC link"; aws/apprunner-roadmap#193. An
/// address that cannot be resolved and a network error over the internet: recorded, see the rule.
fn failed(call: &mut Call<'_, '_>, target: &Target<'_>, host: &str, unreachable: &Unreachable) -> Answer {
    let is_private = target.method.integration.connection_type == ConnectionType::VpcLink;
    let because_of = call.tracer.pending_fields();
    call.tracer.pending.clear();
    let (error, basis) = match unreachable.how {
        ConnectError::Dns => (GatewayError::ApiConfigurationError, Basis::Observed),
        ConnectError::Certificate => (GatewayError::ApiConfigurationError, Basis::Documented),
        ConnectError::Refused | ConnectError::Timeout if is_private => {
            (GatewayError::IntegrationFailure, Basis::Documented)
        }
        ConnectError::Refused => (GatewayError::NetworkError, Basis::Observed),
        ConnectError::Timeout => (GatewayError::IntegrationTimeout, Basis::Documented),
    };
    let detail = Detail::none().with_copy("host", host).with("because", unreachable.rule.id);
    let detail = detail.with("private", is_private).by(target.field("integration.uri")).by_all(&because_of);
    call.refuse_on(&rules::HTTP_FAILED, basis, error, detail)
}
