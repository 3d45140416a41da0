//! Requests and responses of Lambda@Edge.
//!
//! Sources: AWS documentation, "Lambda@Edge event structure", "Work with requests and responses", "Restrictions on
//! Lambda@Edge", "Quotas on Lambda@Edge".

use std::net::IpAddr;

use hopscope_scenario::edge_call::{
    EdgeBody, EdgeCall, EdgeEventType, EdgeOrigin, EdgeOutcome, EdgeRequest, EdgeResponse, InvalidReturn, OrderedJson,
};

use super::common::{
    Headers, check_base64, check_header_syntax, check_query, check_restrictions, check_uri, flattened, object, text,
    wrong_type,
};
use super::neither;

/// The largest response that a viewer-request function may make, headers included; 40 KB.
const VIEWER_RESPONSE: u64 = 40 * 1024;
/// The largest response that an origin function may make; 1 MB.
const ORIGIN_RESPONSE: u64 = 1024 * 1024;

/// What a returned object means: with `status` it is a response, else a request.
pub fn outcome(call: &EdgeCall, event: &OrderedJson, value: &OrderedJson) -> Result<EdgeOutcome, InvalidReturn> {
    let records = event.get("Records").map_or(&[][..], OrderedJson::items);
    let nothing = OrderedJson::Object(Vec::new());
    let cf = records.first().and_then(|record| record.get("cf")).unwrap_or(&nothing);
    if value.get("status").is_some() {
        return response(call, cf, value).map(EdgeOutcome::Response);
    }
    if call.event_type.is_request() && (value.get("uri").is_some() || value.get("method").is_some()) {
        return request(call, cf, value).map(EdgeOutcome::Request);
    }
    Err(neither(call, "object"))
}

fn request(call: &EdgeCall, cf: &OrderedJson, value: &OrderedJson) -> Result<EdgeRequest, InvalidReturn> {
    let nothing = OrderedJson::Object(Vec::new());
    let before = cf.get("request").unwrap_or(&nothing);
    let method = text(value, "method", "request")?;
    for field in ["method", "clientIp"] {
        let same = before.get(field) == value.get(field);
        if value.get(field).is_some() && before.get(field).is_some() && !same {
            return Err(InvalidReturn::ReadOnlyField { field: format!("request.{field}") });
        }
    }
    let uri = text(value, "uri", "request")?;
    let query = match value.get("querystring") {
        None => "",
        Some(OrderedJson::String(text)) => text,
        Some(other) => return Err(wrong_type("request.querystring".to_owned(), "string", other)),
    };
    let query_string = if before.get("querystring").and_then(OrderedJson::as_str).unwrap_or_default() == query {
        call.raw_query_string.clone()
    } else {
        check_query(query)?;
        (!query.is_empty()).then(|| query.to_owned())
    };
    check_uri(uri, query_string.as_deref())?;
    let mut headers = headers(value, "request")?;
    let original = self::headers(before, "request")?;
    check_restrictions(Some(&original), &headers, call.event_type, true)?;
    let has_country = |headers: &Headers| headers.iter().any(|(name, _)| name == "cloudfront-viewer-country");
    if call.event_type == EdgeEventType::ViewerRequest && has_country(&headers) && !has_country(&original) {
        return Err(InvalidReturn::DisallowedHeader { name: "cloudfront-viewer-country".to_owned() });
    }
    let cookies = headers
        .iter()
        .filter(|(name, _)| name == "cookie")
        .flat_map(|(_, lines)| lines.iter().flat_map(|line| line.split(';')))
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or(("", pair)))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    headers.retain(|(name, _)| name != "cookie");
    let origin = match value.get("origin") {
        Some(origin) if call.event_type == EdgeEventType::OriginRequest => Some(self::origin(origin)?),
        _ => None,
    };
    Ok(EdgeRequest {
        method: method.to_owned(),
        uri: uri.to_owned(),
        query_string,
        headers: flattened(headers),
        cookies,
        body: replaced_body(call, value)?,
        origin,
    })
}

/// The request's body, where the function replaces it.
fn replaced_body(call: &EdgeCall, value: &OrderedJson) -> Result<Option<EdgeBody>, InvalidReturn> {
    let Some(body) = value.get("body") else { return Ok(None) };
    if !matches!(body, OrderedJson::Object(_)) {
        return Err(wrong_type("request.body".to_owned(), "object", body));
    }
    if body.get("action").and_then(OrderedJson::as_str) != Some("replace") {
        return Ok(None);
    }
    let data = body.get("data").map_or(Ok(""), |_| text(body, "data", "request.body"))?;
    let base64 = encoding(body.get("encoding"), true)?;
    let viewer = call.event_type == EdgeEventType::ViewerRequest;
    // 40 KB and 1 MB of plain text; a third more of base64.
    let limit = if viewer { VIEWER_RESPONSE } else { ORIGIN_RESPONSE };
    let limit = if base64 { limit / 3 * 4 } else { limit };
    body_within(data, limit)?;
    if base64 {
        check_base64(data)?;
    }
    Ok(Some(EdgeBody { base64, data: data.to_owned() }))
}

fn body_within(data: &str, limit: u64) -> Result<(), InvalidReturn> {
    let size = data.len() as u64;
    if size > limit { Err(InvalidReturn::BodyTooLarge { size, limit }) } else { Ok(()) }
}

fn encoding(value: Option<&OrderedJson>, default: bool) -> Result<bool, InvalidReturn> {
    match value.map(OrderedJson::as_str) {
        None => Ok(default),
        Some(Some("text")) => Ok(false),
        Some(Some("base64")) => Ok(true),
        Some(other) => Err(InvalidReturn::BodyEncoding { encoding: other.unwrap_or_default().to_owned() }),
    }
}

fn response(call: &EdgeCall, cf: &OrderedJson, value: &OrderedJson) -> Result<EdgeResponse, InvalidReturn> {
    let status = status(value)?;
    let before = cf.get("response");
    if call.event_type == EdgeEventType::ViewerResponse
        && let Some(from) = before.and_then(|before| self::status(before).ok())
        && from != status
    {
        return Err(InvalidReturn::StatusChanged { from, to: status });
    }
    let status_description = match value.get("statusDescription") {
        None => None,
        Some(OrderedJson::String(text)) => Some(text.clone()),
        Some(other) => return Err(wrong_type("response.statusDescription".to_owned(), "string", other)),
    };
    let headers = headers(value, "response")?;
    let original = before.map(|before| self::headers(before, "response")).transpose()?;
    check_restrictions(original.as_ref(), &headers, call.event_type, true)?;
    let body = response_body(call, value, status)?;
    Ok(EdgeResponse { status, status_description, headers: flattened(headers), set_cookies: Vec::new(), body })
}

/// A status is a string; a number has been seen to do as well.
fn status(value: &OrderedJson) -> Result<u16, InvalidReturn> {
    let text = match value.get("status") {
        Some(OrderedJson::String(text)) => text.clone(),
        Some(number @ OrderedJson::Number(_)) => number.to_string(),
        Some(other) => return Err(wrong_type("response.status".to_owned(), "string", other)),
        None => return Err(InvalidReturn::Missing { field: "response.status".to_owned() }),
    };
    match text.parse::<u16>() {
        Ok(status) if (200..600).contains(&status) => Ok(status),
        _ => Err(InvalidReturn::StatusOutOfRange { status: text }),
    }
}

fn response_body(call: &EdgeCall, value: &OrderedJson, status: u16) -> Result<Option<EdgeBody>, InvalidReturn> {
    let data = match value.get("body") {
        None => return Ok(None),
        Some(OrderedJson::String(data)) => data,
        Some(other) => return Err(wrong_type("response.body".to_owned(), "string", other)),
    };
    let base64 = encoding(value.get("bodyEncoding"), false)?;
    let viewer = matches!(call.event_type, EdgeEventType::ViewerRequest | EdgeEventType::ViewerResponse);
    body_within(data, if viewer { VIEWER_RESPONSE } else { ORIGIN_RESPONSE })?;
    if base64 {
        check_base64(data)?;
    }
    if status == 204 && call.event_type == EdgeEventType::ViewerRequest {
        return Err(InvalidReturn::BodyWithNoContent);
    }
    Ok(Some(EdgeBody { base64, data: data.clone() }))
}

/// Headers: under each name a list of `{key, value}`. A name may be in any case.
fn headers(value: &OrderedJson, path: &str) -> Result<Headers, InvalidReturn> {
    header_lists(object(value, "headers", path)?, &format!("{path}.headers"))
}

fn header_lists(fields: &[(String, OrderedJson)], field: &str) -> Result<Headers, InvalidReturn> {
    let mut result: Headers = Vec::new();
    for (key, list) in fields {
        let name = key.to_ascii_lowercase();
        let OrderedJson::Array(items) = list else {
            return Err(wrong_type(format!("{field}.{key}"), "array", list));
        };
        let mut values = Vec::new();
        for item in items {
            let value = text(item, "value", &format!("{field}.{key}"))?;
            if let Some(own) = item.get("key").and_then(OrderedJson::as_str)
                && !own.eq_ignore_ascii_case(&name)
            {
                return Err(InvalidReturn::HeaderKeyMismatch { name, key: own.to_owned() });
            }
            check_header_syntax(field, &name, value)?;
            values.push(value.to_owned());
        }
        match result.iter_mut().find(|(existing, _)| *existing == name) {
            Some((_, existing)) => existing.extend(values),
            None => result.push((name, values)),
        }
    }
    Ok(result)
}

fn invalid_origin(field: &str) -> InvalidReturn {
    InvalidReturn::Origin { field: field.to_owned() }
}

/// Exactly one origin, with fields within their bounds.
fn origin(value: &OrderedJson) -> Result<EdgeOrigin, InvalidReturn> {
    match (value.get("custom"), value.get("s3")) {
        (Some(custom), None) => custom_origin(custom),
        (None, Some(s3)) => s3_origin(s3),
        _ => Err(InvalidReturn::OriginKind),
    }
}

fn custom_origin(value: &OrderedJson) -> Result<EdgeOrigin, InvalidReturn> {
    let path = "origin.custom";
    let domain_name = text(value, "domainName", path)?;
    let is_name = !domain_name.is_empty()
        && domain_name.len() <= 253
        && !domain_name.contains([':', '/', ' '])
        && domain_name.parse::<IpAddr>().is_err();
    if !is_name {
        return Err(invalid_origin("origin.custom.domainName"));
    }
    let port = integer(value, "port", path)?;
    let port = u16::try_from(port)
        .ok()
        .filter(|port| matches!(port, 80 | 443 | 1024..))
        .ok_or_else(|| invalid_origin("origin.custom.port"))?;
    let protocol = text(value, "protocol", path)?;
    if !matches!(protocol, "http" | "https") {
        return Err(invalid_origin("origin.custom.protocol"));
    }
    let seconds = |name: &str| {
        let value = integer(value, name, path)?;
        u32::try_from(value)
            .ok()
            .filter(|seconds| (1..=120).contains(seconds))
            .ok_or_else(|| invalid_origin(&format!("{path}.{name}")))
    };
    let protocols = value.get("sslProtocols").ok_or_else(|| invalid_origin("origin.custom.sslProtocols"))?;
    let ssl_protocols = protocols
        .items()
        .iter()
        .map(|item| item.as_str().filter(|name| matches!(*name, "TLSv1.2" | "TLSv1.1" | "TLSv1" | "SSLv3")))
        .map(|name| name.map(str::to_owned).ok_or_else(|| invalid_origin("origin.custom.sslProtocols")))
        .collect::<Result<Vec<_>, _>>()?;
    let origin_path = origin_path(value, path)?;
    if origin_path.len() > 255 {
        return Err(invalid_origin("origin.custom.path"));
    }
    Ok(EdgeOrigin::Custom {
        domain_name: domain_name.to_owned(),
        port,
        protocol: protocol.to_owned(),
        path: origin_path,
        custom_headers: custom_headers(value, path)?,
        keepalive_timeout: seconds("keepaliveTimeout")?,
        read_timeout: seconds("readTimeout")?,
        ssl_protocols,
    })
}

fn s3_origin(value: &OrderedJson) -> Result<EdgeOrigin, InvalidReturn> {
    let path = "origin.s3";
    let domain_name = text(value, "domainName", path)?;
    let lower = !domain_name.chars().any(|c| c.is_ascii_uppercase());
    if domain_name.is_empty() || domain_name.len() > 128 || !lower {
        return Err(invalid_origin("origin.s3.domainName"));
    }
    let auth_method = text(value, "authMethod", path)?;
    if !matches!(auth_method, "none" | "origin-access-identity") {
        return Err(invalid_origin("origin.s3.authMethod"));
    }
    let region = value.get("region").and_then(OrderedJson::as_str).unwrap_or_default();
    if auth_method != "none" && region.is_empty() {
        return Err(invalid_origin("origin.s3.region"));
    }
    Ok(EdgeOrigin::S3 {
        domain_name: domain_name.to_owned(),
        path: origin_path(value, path)?,
        region: region.to_owned(),
        auth_method: auth_method.to_owned(),
        custom_headers: custom_headers(value, path)?,
    })
}

fn integer(value: &OrderedJson, name: &str, path: &str) -> Result<i64, InvalidReturn> {
    match value.get(name) {
        Some(OrderedJson::Number(number)) if number.fract() == 0.0 => Ok(*number as i64),
        _ => Err(invalid_origin(&format!("{path}.{name}"))),
    }
}

/// Empty, or with a slash at its beginning and none at its end.
fn origin_path(value: &OrderedJson, path: &str) -> Result<String, InvalidReturn> {
    let text = text(value, "path", path)?;
    if text.is_empty() || (text.starts_with('/') && !text.ends_with('/')) {
        return Ok(text.to_owned());
    }
    Err(invalid_origin(&format!("{path}.path")))
}

fn custom_headers(value: &OrderedJson, path: &str) -> Result<Vec<(String, String)>, InvalidReturn> {
    let fields = object(value, "customHeaders", path)?;
    header_lists(fields, &format!("{path}.customHeaders")).map(flattened)
}
