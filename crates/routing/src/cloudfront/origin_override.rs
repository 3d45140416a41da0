//! The origin that a CloudFront Function chose in the place of the behaviour's. Behaviour and policies stay.
//!
//! Source: Amazon CloudFront Developer Guide, "Helper methods for origin modification". That `hostHeader` together with
//! an origin access control fails validation, set or inherited, was recorded in 2026; that it does so for every origin
//! of a group, in aws-samples/amazon-cloudfront-functions#56.

use hopscope_scenario::StatusCode;
use hopscope_scenario::distribution::{
    CustomHeader, CustomOriginConfig, FailoverCriteria, Origin, OriginAccessControl, OriginGroup, OriginProtocolPolicy,
};
use hopscope_scenario::edge_call::OriginDirective;
use serde_json::Value;

use super::Exchange;
use super::origin::{self, Target};

/// The origin that a function chose.
#[derive(Clone, Debug)]
pub struct OriginOverride {
    /// The origin, or the first of a group.
    pub primary: Origin,
    /// The second of a group, and when it is asked.
    pub secondary: Option<(Origin, OriginGroup)>,
    /// The `Host` for it. None: as without a function.
    pub host_header: Option<String>,
}

/// What a function asked for cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPossible;

/// Follows a function's directives. Says whether there were any.
///
/// # Errors
/// When one names an origin that the distribution does not have, or is refused.
pub fn apply(exchange: &mut Exchange<'_, '_>, directives: &[OriginDirective]) -> Result<bool, NotPossible> {
    for directive in directives {
        let chosen = match directive {
            OriginDirective::UpdateRequestOrigin { properties } => updated(exchange, &parse(properties)?)?,
            OriginDirective::SelectRequestOriginById { origin_id, overrides } => {
                let primary = origin::of(exchange.distribution, origin_id).ok_or(NotPossible)?.clone();
                let overrides = overrides.as_deref().map(parse).transpose()?.unwrap_or_default();
                let host_header = host_of(&overrides);
                OriginOverride { primary, secondary: None, host_header }
            }
            OriginDirective::CreateRequestOriginGroup { properties } => grouped(exchange, &parse(properties)?)?,
        };
        let signs = chosen.primary.origin_access_control.is_some();
        if chosen.host_header.is_some() && signs {
            return Err(NotPossible);
        }
        exchange.origin_override = Some(chosen);
    }
    Ok(!directives.is_empty())
}

fn parse(text: &str) -> Result<Value, NotPossible> {
    serde_json::from_str(text).map_err(|_| NotPossible)
}

fn host_of(properties: &Value) -> Option<String> {
    properties.get("hostHeader").and_then(Value::as_str).map(str::to_ascii_lowercase)
}

/// The behaviour's origin with some properties replaced; what is left out stays. Of a group only the first changes.
fn updated(exchange: &Exchange<'_, '_>, properties: &Value) -> Result<OriginOverride, NotPossible> {
    let assigned = origin::target(exchange.distribution, &exchange.behavior.target_origin_id).ok_or(NotPossible)?;
    let (mut primary, secondary) = match assigned {
        Target::Origin(origin) => (origin.clone(), None),
        Target::Group(primary, secondary, group) => (primary.clone(), Some((secondary.clone(), group.clone()))),
    };
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    if let Some(domain_name) = text(properties, "domainName") {
        primary.domain_name = domain_name;
    }
    if let Some(path) = text(properties, "originPath") {
        primary.origin_path = path;
    }
    if let Some(headers) = properties.get("customHeaders").and_then(Value::as_object) {
        let header = |(name, value): (&String, &Value)| CustomHeader {
            name: name.clone(),
            value: value.as_str().unwrap_or_default().to_owned(),
            ..CustomHeader::default()
        };
        primary.custom_header = headers.iter().map(header).collect();
    }
    if let Some(custom) = properties.get("customOriginConfig") {
        let mut config = primary.custom_origin_config.clone().unwrap_or_default();
        connect(&mut config, custom);
        primary.custom_origin_config = Some(config);
    }
    if let Some(control) = properties.get("originAccessControlConfig") {
        let enabled = control.get("enabled").and_then(Value::as_bool).unwrap_or(true);
        primary.origin_access_control = enabled.then(OriginAccessControl::default);
    }
    Ok(OriginOverride { primary, secondary, host_header: host_of(properties) })
}

fn connect(config: &mut CustomOriginConfig, custom: &Value) {
    let http = custom.get("protocol").and_then(Value::as_str) == Some("http");
    config.origin_protocol_policy = if http { OriginProtocolPolicy::HttpOnly } else { OriginProtocolPolicy::HttpsOnly };
    if let Some(port) = custom.get("port").and_then(Value::as_u64).and_then(|port| u16::try_from(port).ok()) {
        if http {
            config.http_port = port;
        } else {
            config.https_port = port;
        }
    }
}

/// Whether a group gives one of its origins a `Host` of its own: refused whatever its value, though AWS documents it.
fn overrides_host(properties: &Value) -> bool {
    let ids = properties.get("originIds").and_then(Value::as_array).into_iter().flatten();
    ids.into_iter().any(|each| each.pointer("/originOverrides/hostHeader").is_some_and(Value::is_string))
}

/// A group of two of the distribution's origins.
fn grouped(exchange: &Exchange<'_, '_>, properties: &Value) -> Result<OriginOverride, NotPossible> {
    let ids: Vec<&str> = properties
        .get("originIds")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|each| each.as_str().or_else(|| each.get("originId")?.as_str()))
        .collect();
    let [first, second] = ids.as_slice() else { return Err(NotPossible) };
    if overrides_host(properties) {
        return Err(NotPossible);
    }
    let find = |id: &str| origin::of(exchange.distribution, id).cloned().ok_or(NotPossible);
    let codes = properties.pointer("/failoverCriteria/statusCodes").and_then(Value::as_array).into_iter().flatten();
    let status_codes =
        codes.filter_map(|code| StatusCode::new(u16::try_from(code.as_u64()?).ok()?)).collect::<Vec<_>>();
    let group = OriginGroup {
        failover_criteria: FailoverCriteria { status_codes, ..FailoverCriteria::default() },
        member: vec![(*first).to_owned(), (*second).to_owned()],
        ..OriginGroup::default()
    };
    Ok(OriginOverride { primary: find(first)?, secondary: Some((find(second)?, group)), host_header: None })
}
