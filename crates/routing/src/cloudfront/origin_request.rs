//! The request that the origin gets: its URL, its `Host`, its headers.
//!
//! The URL is origin domain, origin path, the request's raw path, the query that policies let through: plain
//! concatenation. Nothing of the path is replaced, which is why no path pattern can choose an API Gateway stage.

use std::ops::ControlFlow;

use hopscope_scenario::Setting;
use hopscope_scenario::distribution::{CustomOriginConfig, Origin, OriginProtocolPolicy, SigningBehavior};
use hopscope_scenario::edge_call::EdgeEventType;

use super::forwarding::Forwarding;
use super::origin_kind::OriginKind;
use super::policy::{self, Used};
use super::{Exchange, origin_header, page::Page, refuse, signed_request, signing};
use crate::exchange::{Answer, Request};
use crate::path::PathSource;
use crate::rule::Rule;
use crate::rules::cloudfront as rules;
use crate::text::Text;
use crate::trace::{Detail, Outcome, Scheme};

/// Builds the request to `origin`. Break: a policy is unknown and with it what the origin would get.
pub fn build<'s>(exchange: &mut Exchange<'_, 's>, origin: &Origin) -> ControlFlow<Answer, Request<'s>> {
    let forwarding = &forwarding(exchange)?;
    let path = exchange.request.path.clone().prepended(&origin.origin_path, writer_of_origin_path(exchange, origin));
    let outcome = if origin.origin_path.is_empty() { Outcome::Skipped } else { Outcome::Changed };
    let prefix_by = exchange.of_origin(origin, "origin_path");
    let detail = Detail::none().with("added", &origin.origin_path).with("path", path.text()).by(prefix_by);
    exchange.tracer.step(exchange.hop, &rules::ORIGIN_PATH, outcome, detail);
    let connect_to = Text::copy(&origin.domain_name).into_lower_case();
    let (host, host_by) = host(exchange, origin, &connect_to, forwarding);
    let (scheme, port, port_by) = protocol(exchange, origin);
    let mut headers = origin_header::build(exchange, origin, forwarding);
    let signed_by = signing::sign(exchange, origin, &mut headers);
    let viewer = &exchange.request;
    ControlFlow::Continue(Request {
        method: viewer.method.clone(),
        scheme,
        connect_to,
        port,
        port_by,
        host,
        host_by,
        path,
        path_by: viewer.path_by,
        prefix_by,
        query: query(exchange, forwarding),
        headers,
        body: viewer.body.clone(),
        http_version: "1.1",
        client: viewer.client,
        waf: viewer.waf,
        signed_by,
        distributions: viewer.distributions + 1,
        private: origin.vpc_origin_config.is_some(),
    })
}

/// Who wrote an origin's path: a function may have given an origin of the distribution another one.
fn writer_of_origin_path(exchange: &Exchange<'_, '_>, origin: &Origin) -> PathSource {
    let same = |own: &Origin| own.origin_id == origin.origin_id && own.origin_path == origin.origin_path;
    let by_code = exchange.origin_override.is_some() && !exchange.distribution.origin.iter().any(same);
    if by_code { PathSource::EdgeFunction } else { PathSource::OriginPath }
}

/// The query for the origin: what policies let through, without the query strings of a signed URL.
fn query(exchange: &Exchange<'_, '_>, forwarding: &Forwarding<'_>) -> Text {
    let query = forwarding.query(&exchange.request.query);
    if exchange.behavior.trusted_key_groups.is_empty() {
        return query;
    }
    let name = |pair: &str| pair.split_once('=').map_or(pair, |(name, _)| name).to_owned();
    let kept = query.split('&').filter(|pair| !signed_request::QUERY_STRINGS.contains(&name(pair).as_str()));
    kept.collect::<Vec<_>>().join("&").into()
}

/// What the behaviour's policies let through, written down policy by policy.
fn forwarding<'s>(exchange: &mut Exchange<'_, 's>) -> ControlFlow<Answer, Forwarding<'s>> {
    let (scenario, behavior) = (exchange.tracer.scenario, exchange.behavior);
    let cache = policy::cache_policy(scenario, behavior);
    let is_legacy = cache.is_some_and(|used| used.is_legacy);
    let (rule, field) = match is_legacy {
        true => (&rules::FORWARDED_VALUES, "forwarded_values"),
        false => (&rules::CACHE_POLICY, "cache_policy"),
    };
    note(exchange, rule, cache, field)?;
    let origin_request = policy::origin_request_policy(scenario, behavior);
    note(exchange, &rules::ORIGIN_REQUEST_POLICY, origin_request, "origin_request_policy")?;
    ControlFlow::Continue(Forwarding::by(cache, origin_request))
}

fn note(
    exchange: &mut Exchange<'_, '_>,
    rule: &'static Rule,
    used: Option<Used<'_>>,
    field: &'static str,
) -> ControlFlow<Answer> {
    let detail = Detail::none().by(exchange.of_behavior(field));
    let Some(Used { name, picks, .. }) = used else {
        exchange.tracer.step(exchange.hop, rule, Outcome::Skipped, detail);
        return ControlFlow::Continue(());
    };
    let detail = detail.with_copy("policy", name);
    if picks.is_some() {
        exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    exchange.tracer.step(exchange.hop, &rules::POLICY_UNKNOWN, Outcome::Refused, detail.with("kind", rule.id));
    ControlFlow::Break(refuse(&rules::POLICY_UNKNOWN, Page::BAD_REQUEST))
}

/// The `Host` for the origin, and the setting that it is due to: the viewer's where a policy forwards it, else the
/// origin's own name.
fn host(
    exchange: &mut Exchange<'_, '_>,
    origin: &Origin,
    own: &Text,
    forwarding: &Forwarding<'_>,
) -> (Text, Option<Setting>) {
    let forwarded = forwarding.header("host");
    let of_function = exchange.origin_override.as_ref().and_then(|chosen| chosen.host_header.clone());
    let (host, by) = if let Some(host) = of_function {
        (host.into(), exchange.of_function(EdgeEventType::ViewerRequest))
    } else if forwarded {
        (exchange.request.host.clone(), exchange.of_behavior(forwarding.field_of_header("host")))
    } else {
        (own.clone(), exchange.of_origin(origin, "domain_name"))
    };
    let outcome = if host == exchange.request.host { Outcome::Passed } else { Outcome::Changed };
    let detail = Detail::none()
        .with("host", &host)
        .with("forwarded", forwarded)
        .with("viewer_host", &exchange.request.host)
        .by(by);
    exchange.tracer.step(exchange.hop, &rules::ORIGIN_HOST, outcome, detail);
    (host, by)
}

/// Scheme and port of the request to the origin, and the setting that they are due to. Buckets are asked as the viewer
/// asked, and over HTTPS where an origin access control signs every request; their websites over HTTP.
fn protocol(exchange: &mut Exchange<'_, '_>, origin: &Origin) -> (Scheme, u16, Option<Setting>) {
    let default = CustomOriginConfig::default();
    let config = origin.custom_origin_config.as_ref().unwrap_or(&default);
    let kind = OriginKind::of(origin);
    let policy = match (kind, &origin.custom_origin_config) {
        (OriginKind::S3, _) if signs_always(origin) => OriginProtocolPolicy::HttpsOnly,
        (OriginKind::S3, _) => OriginProtocolPolicy::MatchViewer,
        (OriginKind::S3Website, None) => OriginProtocolPolicy::HttpOnly,
        _ => config.origin_protocol_policy,
    };
    let scheme = match policy {
        OriginProtocolPolicy::HttpsOnly => Scheme::Https,
        OriginProtocolPolicy::HttpOnly => Scheme::Http,
        OriginProtocolPolicy::MatchViewer => exchange.request.scheme,
    };
    let port = if scheme == Scheme::Https { config.https_port } else { config.http_port };
    let outcome = if scheme == exchange.request.scheme { Outcome::Passed } else { Outcome::Changed };
    let detail =
        Detail::none().with("policy", policy.as_str()).with("scheme", scheme.as_str()).with("port", usize::from(port));
    let field = match kind {
        OriginKind::S3 if signs_always(origin) => "origin_access_control",
        OriginKind::S3 => "domain_name",
        _ => "custom_origin_config",
    };
    let by = exchange.of_origin(origin, field);
    exchange.tracer.step(exchange.hop, &rules::ORIGIN_PROTOCOL, outcome, detail.by(by));
    (scheme, port, by)
}

/// Whether an origin access control signs every request to the origin.
///
/// Source: Amazon CloudFront Developer Guide, "Restrict access to an Amazon S3 origin".
fn signs_always(origin: &Origin) -> bool {
    origin.origin_access_control.as_ref().is_some_and(|control| control.signing_behavior == SigningBehavior::Always)
}
