//! Problems of requests.

use std::net::IpAddr;

use super::{ProblemKind, Report};
use crate::Scenario;
use crate::field_path::Place;
use crate::request::Request;

pub(super) fn check(scenario: &Scenario, root: &Place<'_>, report: &mut Report<'_>) {
    let requests = root.field("requests");
    for (index, request) in scenario.requests.iter().enumerate() {
        check_request(request, &requests.index(index), report);
        let is_other = |other: &Request| other.name == request.after && !std::ptr::eq(other, request);
        if !request.after.is_empty() && !scenario.requests.iter().any(is_other) {
            report.add(&requests.index(index).field("after"), ProblemKind::UnknownRequest);
        }
    }
}

fn check_request(request: &Request, at: &Place<'_>, report: &mut Report<'_>) {
    if !is_http_url(&request.url) {
        report.add(&at.field("url"), ProblemKind::RequestUrl);
    }
    let headers = at.field("headers");
    for (name, values) in &request.headers {
        let at = headers.field(name);
        report.header(&at, name);
        for value in values.iter() {
            report.header_value(&at, value);
        }
    }
    let ip = &request.viewer.ip;
    if !ip.is_empty() && ip.parse::<IpAddr>().is_err() {
        report.add(&at.field("viewer").field("ip"), ProblemKind::IpAddress);
    }
}

/// Whether a URL has a host, and a scheme that a browser sends requests with, in any case (RFC 3986 section 3.1). One
/// without a scheme is HTTP: so does curl take it, and so is it traced.
fn is_http_url(url: &str) -> bool {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => (scheme, rest),
        _ => ("http", url),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_http && !host.is_empty() && !host.starts_with(':') && !host.contains(char::is_whitespace)
}
