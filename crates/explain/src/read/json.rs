//! JSON: a HAR file (HTTP Archive 1.2), an entry of one, the JSON that Firefox copies; a JSON body alone.

use hopscope_routing::header::Headers;
use hopscope_scenario::StatusCode;
use serde_json::Value;

use super::{MAX_BODY, MAX_EXCHANGES, body, failure, line};
use crate::error::ReadError;
use crate::exchange::{Answer, Asked, Exchange, Outcome};

/// The requests and answers of a JSON text.
///
/// # Errors
/// When it is no JSON, or a HAR file without entries.
pub fn read(text: &str) -> Result<Vec<Exchange>, ReadError> {
    let mut values = Vec::new();
    let mut rest = text;
    // Entries of a list that were copied without its brackets have commas in between.
    while !rest.trim_matches([' ', '\t', '\n', ',']).is_empty() {
        let mut all = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match all.next() {
            Some(Ok(value)) => values.push(value),
            // A prompt or other text behind a complete value does no harm.
            Some(Err(error)) if values.is_empty() => {
                return Err(ReadError::Json { line: error.line(), column: error.column() });
            }
            _ => break,
        }
        rest = rest.get(all.byte_offset()..).unwrap_or_default().trim_start_matches([' ', '\t', '\n', ',']);
    }
    if values.len() > 1 && values.iter().all(is_entry) {
        return Ok(all(&values));
    }
    if let [only] = values.as_slice() {
        let entries = only.pointer("/log/entries").or_else(|| only.get("entries"));
        if let Some(entries) = entries.and_then(Value::as_array) {
            if entries.is_empty() {
                return Err(ReadError::NoEntries);
            }
            return Ok(all(entries));
        }
        if let Some(entries) = only.as_array().filter(|entries| entries.iter().any(is_entry)) {
            return Ok(all(entries));
        }
        if is_entry(only) {
            return Ok(all(std::slice::from_ref(only)));
        }
        if let Some(exchange) = response_alone(only.get("response").unwrap_or(only)) {
            return Ok(vec![exchange]);
        }
    }
    Ok(firefox(&values).or_else(|| body::alone(text)).into_iter().collect())
}

fn is_entry(value: &Value) -> bool {
    value.get("request").is_some_and(Value::is_object) && value.get("response").is_some_and(Value::is_object)
}

/// The entries; what went wrong first where there are more than are kept.
fn all(entries: &[Value]) -> Vec<Exchange> {
    let mut found: Vec<Exchange> = entries.iter().filter_map(entry).collect();
    if found.len() > MAX_EXCHANGES {
        found.retain(Exchange::failed);
        found.truncate(MAX_EXCHANGES);
    }
    found
}

/// The response of an entry, an object like it that a program printed, or its header alone.
fn response_alone(value: &Value) -> Option<Exchange> {
    let object = value.as_object()?;
    let status = ["status", "statusCode"].iter().find_map(|name| object.get(*name)?.as_u64());
    let status = status.and_then(|code| StatusCode::new(u16::try_from(code).ok()?));
    let answer = match status {
        Some(status) if object.contains_key("headers") => answer(value, status),
        _ => {
            let fields = object.iter().map(|(name, value)| Some((name.to_ascii_lowercase(), value.as_str()?)));
            let fields: Vec<(String, &str)> = fields.collect::<Option<_>>()?;
            let marks = ["via", "server", "x-cache", "content-type"];
            let is_header =
                |name: &str| name.starts_with("x-amz") || marks.contains(&name) || name == "apigw-requestid";
            (fields.len() > 1 && fields.iter().any(|(name, _)| is_header(name))).then_some(())?;
            let fields = fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
            Answer { fields, ..Answer::default() }
        }
    };
    Some(Exchange { outcome: Outcome::Answer(answer), ..Exchange::default() })
}

/// An entry of a HAR file.
fn entry(value: &Value) -> Option<Exchange> {
    let (request, response) = (value.get("request")?, value.get("response")?);
    let mut fields = har_fields(request);
    let url = text(request, "url");
    let host = fields.remove("host").or_else(|| fields.remove(":authority")).map(|host| host.to_string());
    fields.retain(|name| !name.starts_with(':'));
    let body = request.pointer("/postData/text").and_then(Value::as_str).map(bounded);
    let mut asked = Asked { method: text(request, "method"), url, fields, host, body, is_whole: true };
    if asked.parts().is_some_and(|url| asked.host.as_deref().is_some_and(|host| host.eq_ignore_ascii_case(&url.host))) {
        asked.host = None;
    }
    let status = response.get("status").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    let outcome = match status.and_then(StatusCode::new) {
        Some(status) => Outcome::Answer(answer(response, status)),
        None => {
            let error = text(response, "_error").or_else(|| text(value, "_error")).unwrap_or_default();
            failure::read(&error).map_or(Outcome::Unknown, Outcome::Failure)
        }
    };
    Some(Exchange { asked, outcome })
}

fn answer(response: &Value, status: StatusCode) -> Answer {
    let version = text(response, "httpVersion").unwrap_or_default().to_ascii_lowercase();
    let http_version = match version.trim_start_matches("http/") {
        "h2" | "2" | "2.0" => Some("2".to_owned()),
        "h3" | "3" | "3.0" => Some("3".to_owned()),
        "1.1" => Some("1.1".to_owned()),
        _ => None,
    };
    let mut fields = har_fields(response);
    fields.retain(|name| !name.starts_with(':'));
    let content = response.get("content");
    let encoded = content.and_then(|content| text(content, "encoding")).is_some_and(|encoding| encoding == "base64");
    let body = content.and_then(|content| text(content, "text")).map(|body| {
        let decoded = || data_encoding::BASE64.decode(body.as_bytes()).ok();
        let plain = if encoded { decoded().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()) } else { None };
        bounded(plain.as_deref().unwrap_or(&body))
    });
    let body = body.or_else(|| text(response, "body").as_deref().map(bounded));
    Answer { http_version, status: Some(status), fields, body }
}

fn har_fields(message: &Value) -> Headers {
    let headers = message.get("headers");
    let named = headers.and_then(Value::as_object).into_iter().flatten();
    let named = named.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    let listed = headers.and_then(Value::as_array).into_iter().flatten();
    listed.filter_map(|field| Some((text(field, "name")?, text(field, "value")?))).chain(named).collect()
}

/// The JSON that Firefox copies from its panel: parts named by their headings, alone or together.
fn firefox(values: &[Value]) -> Option<Exchange> {
    let mut exchange = Exchange::default();
    let mut answer = Answer::default();
    let mut is_told = false;
    let parts = values.iter().filter_map(Value::as_object).flatten();
    for (name, part) in parts {
        if name.starts_with("Response Headers") {
            answer.fields = har_fields(part);
            is_told = true;
        } else if name.starts_with("Request Headers") {
            exchange.asked.fields = har_fields(part);
            exchange.asked.host = exchange.asked.fields.remove("host").map(|host| host.to_string());
            exchange.asked.is_whole = true;
        } else if line::is_method(name) && part.is_object() {
            let (scheme, host) = (text(part, "scheme").unwrap_or("https".to_owned()), text(part, "host")?);
            let file = text(part, "filename").unwrap_or("/".to_owned());
            let query = part.get("query").and_then(Value::as_object).into_iter().flatten();
            let query: Vec<String> =
                query.map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default())).collect();
            let mark = if query.is_empty() { "" } else { "?" };
            exchange.asked.method = Some(name.clone());
            exchange.asked.url = Some(format!("{scheme}://{host}{file}{mark}{}", query.join("&")));
        } else if name == "Status" {
            let digits: String = part.as_str().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            answer.status = digits.parse().ok().and_then(StatusCode::new);
            is_told |= answer.status.is_some();
        }
    }
    exchange.asked.host = exchange.asked.host.take().filter(|_| exchange.asked.url.is_none());
    if !is_told {
        return None;
    }
    exchange.outcome = Outcome::Answer(answer);
    Some(exchange)
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn bounded(text: &str) -> String {
    text.chars().take(MAX_BODY).collect()
}
