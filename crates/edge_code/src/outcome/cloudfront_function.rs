//! Requests and responses of CloudFront Functions.
//!
//! Source: AWS documentation, "CloudFront Functions event structure".

use hopscope_scenario::edge_call::{
    EdgeBody, EdgeCall, EdgeOutcome, EdgeRequest, EdgeResponse, InvalidReturn, OrderedJson,
};

use super::common::{
    Headers, check_base64, check_header_syntax, check_query, check_restrictions, check_uri, flattened, object, text,
    wrong_type,
};
use super::neither;

/// What a returned object means: with `statusCode` it is a response, else a request.
pub fn outcome(call: &EdgeCall, event: &OrderedJson, value: &OrderedJson) -> Result<EdgeOutcome, InvalidReturn> {
    if value.get("statusCode").is_some() {
        return response(call, event, value).map(EdgeOutcome::Response);
    }
    if call.event_type.is_request() && (value.get("method").is_some() || value.get("uri").is_some()) {
        return request(call, event, value).map(EdgeOutcome::Request);
    }
    Err(neither(call, "object"))
}

fn request(call: &EdgeCall, event: &OrderedJson, value: &OrderedJson) -> Result<EdgeRequest, InvalidReturn> {
    let before = event.get("request").unwrap_or(&OrderedJson::Null);
    let method = text(value, "method", "request")?;
    if before.get("method").and_then(OrderedJson::as_str).is_some_and(|original| original != method) {
        return Err(InvalidReturn::ReadOnlyField { field: "request.method".to_owned() });
    }
    let uri = text(value, "uri", "request")?;
    let query_string = query_string(call, before, value)?;
    check_uri(uri, query_string.as_deref())?;
    let headers = headers(before, value, "request")?;
    check_restrictions(Some(&self::headers(before, before, "request")?), &headers, call.event_type, false)?;
    let cookies = entries(before, value, "cookies", "request")?;
    Ok(EdgeRequest {
        method: method.to_owned(),
        uri: uri.to_owned(),
        query_string,
        headers: flattened(headers),
        cookies: flattened(cookies),
        body: None,
        origin: None,
    })
}

/// An untouched query string is forwarded as the viewer sent it; otherwise it is put together from the object.
fn query_string(call: &EdgeCall, before: &OrderedJson, value: &OrderedJson) -> Result<Option<String>, InvalidReturn> {
    match value.get("querystring") {
        same if same == before.get("querystring") => Ok(call.raw_query_string.clone()),
        Some(OrderedJson::String(text)) => {
            check_query(text)?;
            Ok((!text.is_empty()).then(|| text.clone()))
        }
        _ => {
            let pairs = flattened(entries(before, value, "querystring", "request")?);
            let text = pairs
                .iter()
                .map(|(name, value)| if value.is_empty() { name.clone() } else { format!("{name}={value}") })
                .collect::<Vec<_>>()
                .join("&");
            check_query(&text)?;
            Ok((!text.is_empty()).then_some(text))
        }
    }
}

fn response(call: &EdgeCall, event: &OrderedJson, value: &OrderedJson) -> Result<EdgeResponse, InvalidReturn> {
    let status = match value.get("statusCode") {
        Some(OrderedJson::Number(number)) if number.fract() == 0.0 => *number,
        Some(other) => return Err(wrong_type("response.statusCode".to_owned(), "integer", other)),
        None => return Err(InvalidReturn::Missing { field: "response.statusCode".to_owned() }),
    };
    if !(100.0..600.0).contains(&status) {
        return Err(InvalidReturn::StatusOutOfRange { status: status.to_string() });
    }
    let status_description = match value.get("statusDescription") {
        None => None,
        Some(OrderedJson::String(text)) => Some(text.clone()),
        Some(other) => return Err(wrong_type("response.statusDescription".to_owned(), "string", other)),
    };
    let nothing = OrderedJson::Object(Vec::new());
    let before = event.get("response");
    let headers = headers(before.unwrap_or(&nothing), value, "response")?;
    let original = before.map(|before| self::headers(before, before, "response")).transpose()?;
    check_restrictions(original.as_ref(), &headers, call.event_type, false)?;
    Ok(EdgeResponse {
        status: status as u16,
        status_description,
        headers: flattened(headers),
        set_cookies: set_cookies(before.unwrap_or(&nothing), value)?,
        body: body(value)?,
    })
}

fn body(value: &OrderedJson) -> Result<Option<EdgeBody>, InvalidReturn> {
    match value.get("body") {
        None => Ok(None),
        Some(OrderedJson::String(data)) => Ok(Some(EdgeBody { base64: false, data: data.clone() })),
        Some(body @ OrderedJson::Object(_)) => {
            let data = text(body, "data", "response.body")?;
            let base64 = match body.get("encoding").and_then(OrderedJson::as_str) {
                Some("text") => false,
                Some("base64") => true,
                other => {
                    let encoding = other.unwrap_or_default().to_owned();
                    return Err(InvalidReturn::BodyEncoding { encoding });
                }
            };
            if base64 {
                check_base64(data)?;
            }
            Ok(Some(EdgeBody { base64, data: data.to_owned() }))
        }
        Some(other) => Err(wrong_type("response.body".to_owned(), "string", other)),
    }
}

/// Headers, whose names must be in lower case.
fn headers(before: &OrderedJson, value: &OrderedJson, path: &str) -> Result<Headers, InvalidReturn> {
    let headers = entries(before, value, "headers", path)?;
    let field = format!("{path}.headers");
    for (name, values) in &headers {
        if name.chars().any(|c| c.is_ascii_uppercase()) {
            return Err(InvalidReturn::HeaderNameNotLowerCase { field, name: name.clone() });
        }
        for value in values {
            check_header_syntax(&field, name, value)?;
        }
    }
    Ok(headers)
}

/// The entries of `headers`, `cookies` or `querystring`, with their values.
///
/// Where an entry has `multiValue`, changes of the list win over a change of `value`, and a change of `value` alone
/// replaces the first of the list.
fn entries(before: &OrderedJson, value: &OrderedJson, name: &str, path: &str) -> Result<Headers, InvalidReturn> {
    let mut result = Vec::new();
    for (key, entry) in object(value, name, path)? {
        let field = format!("{path}.{name}.{key}");
        let original = before.at(&[name, key]);
        let values = entry_values(original, entry, &field)?;
        result.push((key.clone(), values.into_iter().map(|entry| entry.0).collect()));
    }
    Ok(result)
}

/// An entry's values, each with the object that it stands in.
fn entry_values(
    original: Option<&OrderedJson>,
    entry: &OrderedJson,
    field: &str,
) -> Result<Vec<(String, OrderedJson)>, InvalidReturn> {
    if !matches!(entry, OrderedJson::Object(_)) {
        return Err(wrong_type(field.to_owned(), "object", entry));
    }
    let list = match entry.get("multiValue") {
        None => Vec::new(),
        Some(OrderedJson::Array(items)) => items
            .iter()
            .map(|item| Ok((text(item, "value", field)?.to_owned(), item.clone())))
            .collect::<Result<Vec<_>, InvalidReturn>>()?,
        Some(other) => return Err(wrong_type(format!("{field}.multiValue"), "array", other)),
    };
    let Some((_, rest)) = list.split_first() else {
        return Ok(vec![(text(entry, "value", field)?.to_owned(), entry.clone())]);
    };
    let list_is_untouched = original.and_then(|original| original.get("multiValue")) == entry.get("multiValue");
    let value_is_untouched = original.and_then(|original| original.get("value")) == entry.get("value");
    if list_is_untouched && !value_is_untouched {
        let mut values = vec![(text(entry, "value", field)?.to_owned(), entry.clone())];
        values.extend(rest.iter().cloned());
        return Ok(values);
    }
    Ok(list)
}

/// `Set-Cookie` values from `cookies`.
fn set_cookies(before: &OrderedJson, value: &OrderedJson) -> Result<Vec<String>, InvalidReturn> {
    let mut result = Vec::new();
    for (name, entry) in object(value, "cookies", "response")? {
        let field = format!("response.cookies.{name}");
        for (value, item) in entry_values(before.at(&["cookies", name]), entry, &field)? {
            let attributes = match item.get("attributes") {
                None => String::new(),
                Some(OrderedJson::String(text)) if text.is_empty() => String::new(),
                Some(OrderedJson::String(text)) => format!("; {text}"),
                Some(other) => return Err(wrong_type(format!("{field}.attributes"), "string", other)),
            };
            let line = format!("{name}={value}{attributes}");
            check_header_syntax("response.cookies", "set-cookie", &line)?;
            result.push(line);
        }
    }
    Ok(result)
}
