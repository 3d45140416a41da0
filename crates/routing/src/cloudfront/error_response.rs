//! Custom error responses: an error answer is replaced by a page, fetched from the origin of the behaviour that the
//! page's path selects.
//!
//! They are the distribution's, not a behaviour's: an API's 403 is replaced like a missing object's. The fetch is a hop
//! of its own in the trace. Functions' own answers stay.
//!
//! Source: Amazon CloudFront Developer Guide, "Generate custom error responses", "How CloudFront processes HTTP 4xx and
//! 5xx status codes from your origin".

use std::borrow::Cow;

use hopscope_scenario::StatusCode;
use hopscope_scenario::distribution::CustomErrorResponse;
use hopscope_scenario::setting::Listed as _;

use super::{Exchange, behavior, error_caching, origin};
use crate::exchange::Answer;
use crate::path::{Path, PathSource};
use crate::rule::Basis;
use crate::rules::cloudfront as rules;
use crate::text::Text;
use crate::trace::{Component, Detail, Outcome};

/// The kind of the hop in which CloudFront fetches a page.
pub const KIND: &str = "error page";

/// The statuses that can be replaced.
const REPLACEABLE: &[u16] = &[400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/// Replaces an error answer, if the distribution has a page for its status.
pub fn apply(exchange: &mut Exchange<'_, '_>, answer: Answer) -> Answer {
    let status = answer.status;
    if !status.is_error() {
        return answer;
    }
    let entry = exchange.distribution.custom_error_response.iter().find(|entry| entry.error_code == status);
    error_caching::note(exchange, &answer, entry);
    let rule = &rules::CUSTOM_ERROR_RESPONSE;
    let detail = Detail::none().with("status", status);
    let Some((entry, detail)) = entry
        .filter(|entry| !entry.response_page_path.is_empty() && REPLACEABLE.contains(&status.get()))
        .filter(|_| exchange.own_answer != Some(Component::EdgeFunction) && !exchange.web_acl_answered)
        .map(|entry| (entry, detail.clone().with("page", &entry.response_page_path)))
    else {
        let detail = detail.by(exchange.of_distribution("custom_error_response"));
        exchange.tracer.answer_step(exchange.hop, rule, Outcome::Skipped, detail);
        return answer;
    };
    let response_code = entry.response_code.unwrap_or(status);
    let detail = detail
        .with("response_code", response_code)
        .by(exchange.of_error_response(entry, "error_code"))
        .by(exchange.of_error_response(entry, "response_code"))
        .by(exchange.of_error_response(entry, "response_page_path"));
    let step = crate::trace::Step {
        rule,
        outcome: Outcome::Changed,
        basis: basis(exchange, &answer),
        leg: crate::trace::Leg::Response,
        detail,
    };
    exchange.tracer.note(exchange.hop, step);
    replaced(fetch(exchange, entry), response_code)
}

/// The page as the viewer gets it: with the status that the entry gives or, when it could not be had, with that of the
/// answer to the fetch.
fn replaced(mut page: Answer, response_code: StatusCode) -> Answer {
    if page.status.is_error() {
        page.rule = &rules::ERROR_PAGE_UNAVAILABLE;
        return page;
    }
    page.status = response_code;
    page.rule = &rules::CUSTOM_ERROR_RESPONSE;
    if page.headers.has("x-cache") {
        page.headers.set("x-cache", "Error from cloudfront");
    }
    page
}

/// Documented for what origins and the two kinds of blocking answer, recorded for signed URLs and methods
/// (aws-samples/cloudfront-authorization-at-edge#25).
fn basis(exchange: &Exchange<'_, '_>, answer: &Answer) -> Basis {
    let known = [&rules::GEO_RESTRICTION, &rules::WEB_ACL, &rules::SIGNED_REQUEST, &rules::ALLOWED_METHODS];
    if exchange.own_answer == Some(Component::Cloudfront) && !known.contains(&answer.rule) {
        Basis::Inferred
    } else {
        rules::CUSTOM_ERROR_RESPONSE.basis
    }
}

/// Fetches the page: behaviours are tried from the top, and no function of the viewer's runs.
fn fetch(exchange: &mut Exchange<'_, '_>, entry: &CustomErrorResponse) -> Answer {
    let mut request = exchange.request.clone();
    let slash = if entry.response_page_path.starts_with('/') { "" } else { "/" };
    request.path = Path::new(format!("{slash}{}", entry.response_page_path), PathSource::ErrorPage);
    request.query = Text::EMPTY;
    request.body = Cow::Borrowed("");
    if request.method != "HEAD" {
        request.method = "GET".into();
    }
    let page_by = exchange.of_error_response(entry, "response_page_path");
    request.path_by = page_by;
    let at = exchange.distribution.part_of(exchange.tracer.scenario);
    exchange.tracer.asks(exchange.hop);
    let hop = exchange.tracer.enter(Component::Cloudfront, &exchange.distribution.id, KIND, at, &request);
    let behavior = behavior::select(exchange.tracer, hop, exchange.distribution, &request.path);
    let distribution = exchange.distribution;
    let mut fetch = Exchange {
        tracer: exchange.tracer,
        hop,
        distribution,
        behavior,
        request,
        origin_override: None,
        own_answer: None,
        web_acl_answered: false,
    };
    let page = origin::ask(&mut fetch);
    if page.status.is_error() {
        let detail = Detail::none().with("status", page.status).with("page", &entry.response_page_path).by(page_by);
        fetch.tracer.answer_step(hop, &rules::ERROR_PAGE_UNAVAILABLE, Outcome::Refused, detail);
    }
    fetch.tracer.answer(hop, page)
}
