//! The answer as `curl -i` prints it.
//!
//! Lines end in `\n` as they look in a terminal (curl writes `\r\n`, and a space behind an HTTP/2 status, which captures
//! lose). Over HTTP/2 the status line has no reason
//! phrase and header names are in lower case; over HTTP/1.1 they have AWS's own capitals, as recorded.

use std::fmt::Write as _;

use hopscope_routing::RuleId;
use hopscope_routing::trace::{Component, Trace};

/// Prints the answer, or the error that curl prints when there is none.
pub fn to_curl(trace: &Trace) -> String {
    let Some(response) = &trace.response else { return error(trace) };
    let mut out = String::new();
    let status = response.status.get();
    if response.http_version == "1.1" {
        let _ = writeln!(out, "HTTP/1.1 {status} {}", reason_phrase(status));
    } else {
        let _ = writeln!(out, "HTTP/{} {status}", response.http_version);
    }
    for (name, value) in response.headers.iter() {
        let name = if response.http_version == "1.1" { capitals(name) } else { name.to_owned() };
        let _ = writeln!(out, "{name}: {value}");
    }
    let _ = write!(out, "\n{}", response.body);
    out
}

/// curl's own words (of 8.5), which are English wherever curl runs. The time that it adds is a placeholder.
fn error(trace: &Trace) -> String {
    let last = trace.hops.last();
    let id = last.map(|hop| hop.id.as_str()).unwrap_or_default();
    let step = last.and_then(|hop| hop.steps.last());
    if trace.answered_by == Component::Viewer {
        return match step.and_then(|step| step.detail.text("problem")) {
            Some("host") => "curl: (3) URL rejected: No host part in the URL".to_owned(),
            Some("port") => {
                "curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535".to_owned()
            }
            Some("scheme") => {
                let scheme = trace.request.url.split_once("://").map_or("", |(scheme, _)| scheme);
                format!("curl: (1) Protocol \"{}\" not supported", scheme.trim())
            }
            _ => "curl: (3) URL rejected: Malformed input to a URL function".to_owned(),
        };
    }
    if step.is_some_and(|step| step.rule.id.as_str().ends_with("certificate")) {
        let host = id.rsplit_once(':').map_or(id, |(host, _)| host);
        return format!("curl: (60) SSL: no alternative certificate subject name matches target host name '{host}'");
    }
    let is_silent = step.is_some_and(|step| matches!(step.rule.id, RuleId::S3WebsiteHttps | RuleId::DnsTooManyHops));
    match id.rsplit_once(':') {
        Some((host, port)) if is_silent => {
            format!("curl: (28) Failed to connect to {host} port {port} after 135000 ms: Couldn't connect to server")
        }
        Some((host, port)) => {
            format!("curl: (7) Failed to connect to {host} port {port} after 12 ms: Couldn't connect to server")
        }
        None => format!("curl: (6) Could not resolve host: {id}"),
    }
}

/// The name as AWS sends it over HTTP/1.1. Source: public captures of API Gateway and CloudFront answers.
fn capitals(name: &str) -> String {
    match name {
        "x-amzn-requestid" => "x-amzn-RequestId".to_owned(),
        "x-amzn-errortype" => "x-amzn-ErrorType".to_owned(),
        "x-amz-apigw-id" | "x-amz-request-id" | "x-amz-id-2" => name.to_owned(),
        "etag" => "ETag".to_owned(),
        "www-authenticate" => "WWW-Authenticate".to_owned(),
        _ => name.split('-').map(capital).collect::<Vec<_>>().join("-"),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The reason phrase. Source: RFC 9110, section 15.
pub const fn reason_phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}
