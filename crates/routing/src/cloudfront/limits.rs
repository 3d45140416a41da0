//! How long a request may be. The connection is closed after either answer.
//!
//! Source: Amazon CloudFront Developer Guide, "Maximum length of a request and maximum length of a URL".

use std::ops::ControlFlow;

use super::page::Page;
use super::refuse;
use crate::exchange::{Answer, Request};
use crate::rule::Rule;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// The longest URL, in bytes. Counted here without scheme and host; AWS does not say.
pub const MAX_URL: usize = 8_192;

/// The longest request in bytes, its body not counted.
pub const MAX_REQUEST: usize = 32_768;

/// Refuses a request that is too long.
pub fn check(tracer: &mut Tracer<'_>, hop: HopIndex, request: &Request<'_>) -> ControlFlow<Answer> {
    let url = url_length(request);
    let fields: usize = request.headers.iter().map(|(name, value)| name.len() + value.len() + ": \r\n".len()).sum();
    let whole = request.method.len() + url + " HTTP/1.1\r\n".len() + "host: \r\n".len() + request.host.len() + fields;
    if url > MAX_URL {
        return too_long(tracer, hop, &rules::URL_TOO_LONG, Page::URL_TOO_LONG, "url", (url, MAX_URL));
    }
    if whole > MAX_REQUEST {
        return too_long(
            tracer,
            hop,
            &rules::HEADERS_TOO_LARGE,
            Page::HEADERS_TOO_LARGE,
            "headers",
            (whole, MAX_REQUEST),
        );
    }
    ControlFlow::Continue(())
}

/// The length of a URL without scheme and host.
pub fn url_length(request: &Request<'_>) -> usize {
    request.path.text().len() + request.query.len() + usize::from(!request.query.is_empty())
}

fn too_long(
    tracer: &mut Tracer<'_>,
    hop: HopIndex,
    rule: &'static Rule,
    page: Page,
    field: &'static str,
    (bytes, limit): (usize, usize),
) -> ControlFlow<Answer> {
    let detail = Detail::none().with("bytes", bytes).with("limit", limit).by(tracer.of_request(field));
    tracer.step(hop, rule, Outcome::Refused, detail);
    let mut answer = refuse(rule, page);
    answer.headers.add_before(&["x-cache"], "connection", "close");
    ControlFlow::Break(answer)
}
