//! The arguments of the origin helpers.
//!
//! Source: AWS documentation, "Helper methods for origin modification". What depends on the distribution, such as
//! whether an origin id exists, is for the routing model to say.

use std::net::IpAddr;

use hopscope_scenario::edge_call::{InvalidReturn, OrderedJson, OriginDirective, is_disallowed_header};

/// Checks the arguments of a helper.
pub fn validate(directive: &OriginDirective) -> Result<(), InvalidReturn> {
    match directive {
        OriginDirective::UpdateRequestOrigin { properties } => update(&parsed(properties)),
        OriginDirective::SelectRequestOriginById { origin_id, overrides } => {
            if origin_id.is_empty() {
                return Err(invalid("originId"));
            }
            overrides.as_deref().map_or(Ok(()), |text| overridden(&parsed(text)))
        }
        OriginDirective::CreateRequestOriginGroup { properties } => group(&parsed(properties)),
    }
}

fn parsed(text: &str) -> OrderedJson {
    OrderedJson::parse(text).unwrap_or(OrderedJson::Null)
}

fn invalid(field: &str) -> InvalidReturn {
    InvalidReturn::Origin { field: field.to_owned() }
}

fn require(holds: bool, field: &str) -> Result<(), InvalidReturn> {
    if holds { Ok(()) } else { Err(invalid(field)) }
}

/// A field, where it is there, passes a test of its text.
fn text_field(value: &OrderedJson, name: &str, test: impl Fn(&str) -> bool) -> Result<(), InvalidReturn> {
    match value.get(name) {
        None => Ok(()),
        Some(OrderedJson::String(text)) if test(text) => Ok(()),
        Some(_) => Err(invalid(name)),
    }
}

/// A field, where it is there, is an integer of a range.
fn integer_field(value: &OrderedJson, name: &str, least: f64, most: f64) -> Result<(), InvalidReturn> {
    match value.get(name) {
        None => Ok(()),
        Some(OrderedJson::Number(number)) if number.fract() == 0.0 && (least..=most).contains(number) => Ok(()),
        Some(_) => Err(invalid(name)),
    }
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && text.len() <= 253 && !text.contains([':', '/', ' ']) && text.parse::<IpAddr>().is_err()
}

/// `hostHeader`, `sni` and `allowedCertificateNames`.
fn overridden(value: &OrderedJson) -> Result<(), InvalidReturn> {
    text_field(value, "hostHeader", is_host)?;
    text_field(value, "sni", is_host)?;
    match value.get("allowedCertificateNames") {
        None => Ok(()),
        Some(OrderedJson::Array(names)) => {
            let fits = names.len() <= 20 && names.iter().all(|name| name.as_str().is_some_and(|name| name.len() <= 64));
            require(fits, "allowedCertificateNames")
        }
        Some(_) => Err(invalid("allowedCertificateNames")),
    }
}

fn update(value: &OrderedJson) -> Result<(), InvalidReturn> {
    text_field(value, "domainName", is_host)?;
    overridden(value)?;
    text_field(value, "originPath", |path| {
        path.is_empty() || (path.len() <= 255 && path.starts_with('/') && !path.ends_with('/'))
    })?;
    integer_field(value, "connectionAttempts", 1.0, 3.0)?;
    custom_headers(value)?;
    timeouts(value)?;
    custom_origin_config(value)?;
    if let Some(shield) = value.get("originShield") {
        let enabled = flag(shield, "originShield.enabled")?;
        require(!enabled || shield.get("region").and_then(OrderedJson::as_str).is_some(), "originShield.region")?;
    }
    let Some(control) = value.get("originAccessControlConfig") else { return Ok(()) };
    if !flag(control, "originAccessControlConfig.enabled")? {
        return Ok(());
    }
    let one_of = |name: &str, allowed: &[&str]| {
        let text = control.get(name).and_then(OrderedJson::as_str);
        require(text.is_some_and(|text| allowed.contains(&text)), &format!("originAccessControlConfig.{name}"))
    };
    one_of("signingBehavior", &["always", "never", "no-override"])?;
    one_of("signingProtocol", &["sigv4"])?;
    one_of("originType", &["s3", "mediapackagev2", "mediastore", "lambda"])
}

fn flag(value: &OrderedJson, field: &str) -> Result<bool, InvalidReturn> {
    if let Some(OrderedJson::Bool(enabled)) = value.get("enabled") { Ok(*enabled) } else { Err(invalid(field)) }
}

fn custom_headers(value: &OrderedJson) -> Result<(), InvalidReturn> {
    match value.get("customHeaders") {
        None => Ok(()),
        Some(OrderedJson::Object(headers)) => headers.iter().try_for_each(|(name, value)| {
            let lower = !name.chars().any(|c| c.is_ascii_uppercase());
            require(lower && !is_disallowed_header(name) && value.as_str().is_some(), &format!("customHeaders.{name}"))
        }),
        Some(_) => Err(invalid("customHeaders")),
    }
}

fn timeouts(value: &OrderedJson) -> Result<(), InvalidReturn> {
    let Some(timeouts) = value.get("timeouts") else { return Ok(()) };
    integer_field(timeouts, "readTimeout", 1.0, 120.0)?;
    integer_field(timeouts, "keepAliveTimeout", 1.0, 120.0)?;
    integer_field(timeouts, "connectionTimeout", 1.0, 10.0)?;
    integer_field(timeouts, "responseCompletionTimeout", 0.0, f64::from(u32::MAX))?;
    match (timeouts.get("readTimeout"), timeouts.get("responseCompletionTimeout")) {
        (Some(OrderedJson::Number(read)), Some(OrderedJson::Number(whole))) => {
            require(whole >= read, "timeouts.responseCompletionTimeout")
        }
        _ => Ok(()),
    }
}

fn custom_origin_config(value: &OrderedJson) -> Result<(), InvalidReturn> {
    let Some(config) = value.get("customOriginConfig") else { return Ok(()) };
    require(config.get("port").is_some(), "customOriginConfig.port")?;
    integer_field(config, "port", 1.0, 65_535.0)?;
    let protocol = config.get("protocol").and_then(OrderedJson::as_str);
    require(protocol.is_some_and(|protocol| matches!(protocol, "http" | "https")), "customOriginConfig.protocol")?;
    let versions = config.get("sslProtocols").map_or(&[][..], OrderedJson::items);
    let known = |item: &OrderedJson| {
        item.as_str().is_some_and(|name| matches!(name, "SSLv3" | "TLSv1" | "TLSv1.1" | "TLSv1.2"))
    };
    require(!versions.is_empty() && versions.iter().all(known), "customOriginConfig.sslProtocols")
}

fn group(value: &OrderedJson) -> Result<(), InvalidReturn> {
    let ids = value.get("originIds").map_or(&[][..], OrderedJson::items);
    require(ids.len() == 2, "originIds")?;
    for id in ids {
        let name = id.as_str().or_else(|| id.get("originId").and_then(OrderedJson::as_str));
        require(name.is_some_and(|name| !name.is_empty()), "originIds")?;
        id.get("originOverrides").map_or(Ok(()), overridden)?;
    }
    text_field(value, "selectionCriteria", |text| matches!(text, "default" | "media-quality-score"))?;
    let codes = value.at(&["failoverCriteria", "statusCodes"]).map_or(&[][..], OrderedJson::items);
    let numbers = codes.iter().all(|code| matches!(code, OrderedJson::Number(_)));
    require(!codes.is_empty() && numbers, "failoverCriteria.statusCodes")
}
