//! Problems of requests.

use std::net::IpAddr;

use super::{ProblemKind, Report};
use crate::request::Request;
use crate::{FieldPath, Scenario};

pub(super) fn check(scenario: &Scenario, root: &FieldPath, report: &mut Report) {
    for (index, request) in scenario.requests.iter().enumerate() {
        check_request(request, &root.field("requests").index(index), report);
    }
}

fn check_request(request: &Request, at: &FieldPath, report: &mut Report) {
    if !is_http_url(&request.url) {
        report.add(at.field("url"), ProblemKind::RequestUrl);
    }
    for (name, values) in &request.headers {
        let header_at = at.field("headers").field(name);
        report.header(header_at.clone(), name);
        for value in values.iter() {
            report.header_value(header_at.clone(), value);
        }
    }
    let ip = &request.viewer.ip;
    if !ip.is_empty() && ip.parse::<IpAddr>().is_err() {
        report.add(at.field("viewer").field("ip"), ProblemKind::IpAddress);
    }
}

/// Whether a URL has a scheme that a browser sends requests with, in any case (RFC 3986 section 3.1), and a host.
fn is_http_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_http && !host.is_empty() && !host.starts_with(':') && !host.contains(char::is_whitespace)
}
