//! How long CloudFront keeps an error answer. Behaviours that cache nothing keep no errors either.
//!
//! Source: Amazon CloudFront Developer Guide, "How CloudFront processes HTTP 4xx and 5xx status codes from your
//! origin", "Control how long CloudFront caches errors".

use hopscope_scenario::distribution::CustomErrorResponse;

use super::Exchange;
use super::policy;
use crate::exchange::Answer;
use crate::rules::cloudfront as rules;
use crate::trace::{Component, Detail, Outcome};

/// Errors that are kept whatever the origin says.
const ALWAYS: &[u16] = &[404, 414, 500, 501, 502, 503, 504];

/// Errors that are kept when the origin says for how long.
const WHEN_TOLD: &[u16] = &[400, 403, 405, 412, 415];

/// Errors that the origin can keep out of the cache.
const CAN_BE_KEPT_OUT: &[u16] = &[404, 410, 414, 501];

/// The time when no custom error response gives one, in seconds.
const DEFAULT_SECONDS: u64 = 10;

/// Writes down how long an error answer is kept, if it is.
pub fn note(exchange: &mut Exchange<'_, '_>, answer: &Answer, entry: Option<&CustomErrorResponse>) {
    let method = exchange.request.method.as_str();
    let cached_method = exchange.behavior.cached_methods.iter().any(|each| each.as_str() == method);
    let cache = policy::cache_policy(exchange.tracer.scenario, exchange.behavior);
    let caches = cache.is_some_and(|used| used.caches);
    let is_kept = answer.rule == &rules::CACHE_HIT;
    if !cached_method || !caches || is_kept || exchange.own_answer == Some(Component::EdgeFunction) {
        return;
    }
    // The cap of the longest time matters to what is kept alone: see `cache`.
    let Some(seconds) = seconds(answer, entry, u64::MAX) else { return };
    let seconds = usize::try_from(seconds).unwrap_or(usize::MAX);
    let detail = Detail::none().with("status", answer.status).with("seconds", seconds);
    let detail = detail.by(match entry {
        Some(entry) => exchange.of_error_response(entry, "error_caching_min_ttl"),
        None => exchange.of_distribution("custom_error_response"),
    });
    exchange.tracer.answer_step(exchange.hop, &rules::ERROR_CACHING, Outcome::Passed, detail);
}

/// For how many seconds an error answer is kept: at least as long as its entry says, and no longer than `most` where its
/// origin says. None: it is not kept. Errors of S3 are kept for a second at least.
pub fn seconds(answer: &Answer, entry: Option<&CustomErrorResponse>, most: u64) -> Option<u64> {
    let at_least = entry.map_or(DEFAULT_SECONDS, |entry| entry.error_caching_min_ttl.into());
    let at_least = if answer.by == Component::S3 { at_least.max(1) } else { at_least };
    let control = answer.headers.get("cache-control").unwrap_or_default();
    let kept_out = ["no-store", "no-cache", "private"].iter().any(|word| control.contains(word));
    let told = max_age(control).map(|seconds| (seconds as u64).min(most));
    let status = answer.status.get();
    match told {
        _ if kept_out && CAN_BE_KEPT_OUT.contains(&status) => None,
        Some(seconds) if ALWAYS.contains(&status) || WHEN_TOLD.contains(&status) => Some(seconds.max(at_least)),
        None if ALWAYS.contains(&status) => Some(at_least),
        _ => None,
    }
}

/// The seconds of `s-maxage` or `max-age`.
pub fn max_age(control: &str) -> Option<usize> {
    let seconds = |name: &str| {
        control.split(',').find_map(|each| each.trim().strip_prefix(name)?.strip_prefix('=')?.trim().parse().ok())
    };
    seconds("s-maxage").or_else(|| seconds("max-age"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        assert_eq!(max_age("public, max-age=60"), Some(60));
        assert_eq!(max_age("max-age=60, s-maxage=5"), Some(5));
        assert_eq!(max_age("no-store"), None);
    }
}
