//! The request that the origin gets: its URL, its `Host`, its headers.
//!
//! The URL is origin domain, origin path, the request's raw path, the query that policies let through: plain
//! concatenation. Nothing of the path is replaced, which is why no path pattern can choose an API Gateway stage.

use hopscope_scenario::distribution::{CustomOriginConfig, Origin, OriginProtocolPolicy};

use super::forwarding::Forwarding;
use super::policy::{self, Picks, Used};
use super::{Exchange, page::Page, refuse};
use crate::exchange::{Answer, Request};
use crate::header::Headers;
use crate::path::PathSource;
use crate::placeholder::{CLIENT_IP, CLOUDFRONT_ID, VIEWER_POP};
use crate::rule::Rule;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome, Scheme};

/// Builds the request to `origin`.
///
/// # Errors
/// With CloudFront's answer, when a policy is unknown and with it what the origin would get.
pub fn build<'s>(exchange: &mut Exchange<'_, 's>, origin: &'s Origin) -> Result<Request<'s>, Answer> {
    let forwarding = forwarding(exchange)?;
    let path = exchange.request.path.clone().prepended(&origin.origin_path, PathSource::OriginPath);
    let outcome = if origin.origin_path.is_empty() { Outcome::Skipped } else { Outcome::Changed };
    let detail = Detail::none().with("added", origin.origin_path.as_str()).with("path", path.text());
    exchange.tracer.step(exchange.hop, &rules::ORIGIN_PATH, outcome, detail);
    let host = host(exchange, origin, forwarding);
    let (scheme, port) = protocol(exchange, origin);
    let viewer = &exchange.request;
    Ok(Request {
        method: viewer.method.clone(),
        scheme,
        connect_to: origin.domain_name.to_ascii_lowercase(),
        port,
        host,
        path,
        query: forwarding.query(&viewer.query),
        headers: headers(viewer, origin, forwarding),
        body: viewer.body.clone(),
        http_version: "1.1",
        signed_by: None,
        client: viewer.client,
    })
}

/// What the behaviour's policies let through, written down policy by policy.
fn forwarding<'s>(exchange: &mut Exchange<'_, 's>) -> Result<Forwarding<'s>, Answer> {
    let (scenario, behavior) = (exchange.tracer.scenario, exchange.behavior);
    let cache = note(exchange, &rules::CACHE_POLICY, policy::cache_policy(scenario, behavior))?;
    let origin_request =
        note(exchange, &rules::ORIGIN_REQUEST_POLICY, policy::origin_request_policy(scenario, behavior))?;
    Ok(Forwarding { cache, origin_request })
}

fn note<'s>(exchange: &mut Exchange<'_, 's>, rule: &'static Rule, used: Option<Used<'s>>) -> Result<Picks<'s>, Answer> {
    let Some(Used { name, picks }) = used else {
        exchange.tracer.step(exchange.hop, rule, Outcome::Skipped, Detail::none());
        return Ok(Picks::NOTHING);
    };
    let detail = Detail::none().with("policy", name);
    if let Some(picks) = picks {
        exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
        return Ok(picks);
    }
    exchange.tracer.step(exchange.hop, &rules::POLICY_UNKNOWN, Outcome::Refused, detail.with("kind", rule.id));
    Err(refuse(&rules::POLICY_UNKNOWN, Page::BAD_REQUEST))
}

/// The `Host` for the origin: the viewer's where a policy forwards it, else the origin's own name.
fn host(exchange: &mut Exchange<'_, '_>, origin: &Origin, forwarding: Forwarding<'_>) -> String {
    let forwarded = forwarding.header("host");
    let host = if forwarded { exchange.request.host.clone() } else { origin.domain_name.to_ascii_lowercase() };
    let outcome = if host == exchange.request.host { Outcome::Passed } else { Outcome::Changed };
    let detail = Detail::none()
        .with("host", host.as_str())
        .with("forwarded", forwarded)
        .with("viewer_host", exchange.request.host.as_str());
    exchange.tracer.step(exchange.hop, &rules::ORIGIN_HOST, outcome, detail);
    host
}

/// Scheme and port of the request to the origin.
fn protocol(exchange: &mut Exchange<'_, '_>, origin: &Origin) -> (Scheme, u16) {
    let default = CustomOriginConfig::default();
    let config = origin.custom_origin_config.as_ref().unwrap_or(&default);
    let scheme = match config.origin_protocol_policy {
        OriginProtocolPolicy::HttpsOnly => Scheme::Https,
        OriginProtocolPolicy::HttpOnly => Scheme::Http,
        OriginProtocolPolicy::MatchViewer => exchange.request.scheme,
    };
    let port = if scheme == Scheme::Https { config.https_port } else { config.http_port };
    let outcome = if scheme == exchange.request.scheme { Outcome::Passed } else { Outcome::Changed };
    let detail = Detail::none()
        .with("policy", config.origin_protocol_policy.as_str())
        .with("scheme", scheme.as_str())
        .with("port", usize::from(port));
    exchange.tracer.step(exchange.hop, &rules::ORIGIN_PROTOCOL, outcome, detail);
    (scheme, port)
}

/// The header fields for the origin, besides `Host`: what policies let through, what CloudFront always sends, and the
/// origin's custom headers, which win.
fn headers(viewer: &Request<'_>, origin: &Origin, forwarding: Forwarding<'_>) -> Headers {
    let mut headers = Headers::new();
    for (name, value) in viewer.headers.iter() {
        match name {
            "cookie" => {
                if let Some(cookies) = forwarding.cookie_header(value) {
                    headers.add("cookie", cookies);
                }
            }
            "x-forwarded-for" | "via" => {}
            _ if forwarding.header(name) => headers.add(name.to_owned(), value.to_owned()),
            _ => {}
        }
    }
    if !headers.has("user-agent") {
        headers.add("user-agent", "Amazon CloudFront");
    }
    headers.add("x-amz-cf-id", CLOUDFRONT_ID);
    let client = match viewer.client.viewer.ip.as_str() {
        "" => CLIENT_IP,
        ip => ip,
    };
    let forwarded_for = match viewer.headers.get("x-forwarded-for") {
        Some(earlier) => format!("{earlier}, {client}"),
        None => client.to_owned(),
    };
    headers.add("x-forwarded-for", forwarded_for);
    headers.add("via", VIEWER_POP.via);
    for header in &origin.custom_header {
        headers.set(header.name.clone(), header.value.clone());
    }
    headers
}
