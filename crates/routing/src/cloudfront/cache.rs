//! The cache of a distribution, for requests that come `after` another: what was kept of the earlier answers, and
//! whether the cache key of this request finds it.
//!
//! A request that comes after none finds every cache empty. Those before it are traced first, oldest first, against the
//! same caches. There is one cache a distribution here: that edge locations have caches of their own, and may drop what
//! they hold at any time, is left out. So are validation (a stored answer that has expired is fetched anew), `Expires`
//! and `stale-while-revalidate`.
//!
//! Source: Amazon CloudFront Developer Guide, "Manage how long content stays in the cache (expiration)", "Understand the
//! cache key", "Use managed cache policies", "Control how long CloudFront caches errors", "Cache behavior settings".

use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::cloudfront_policy::{CachePolicy, NameOr};
use hopscope_scenario::edge_call::EdgeCall;
use hopscope_scenario::request::Request as Client;
use hopscope_scenario::setting::place;

use super::forwarding::Forwarding;
use super::policy::{self, Compression, Pick};
use super::{Exchange, error_caching, viewer_header};
use crate::Trace;
use crate::capabilities::Capabilities;
use crate::engine;
use crate::exchange::Answer;
use crate::missing::Missing;
use crate::rules::cloudfront as rules;
use crate::text::Text;
use crate::trace::{Component, Detail, Outcome};

/// The longest chain of requests that is followed.
const MOST_EARLIER: usize = 16;

/// What caches hold when a request arrives.
#[derive(Clone, Debug, Default)]
pub struct Caches {
    /// The seconds since the first request of the chain.
    now: u64,
    /// The answers that are kept, newest last.
    entries: Vec<Entry>,
    /// The traces of the requests before, oldest first.
    pub earlier: Vec<Trace>,
    /// The calls of edge code that the requests before have no answer to.
    pub needs: Vec<EdgeCall>,
    /// What their traces are missing.
    pub missing: Missing,
}

/// An earlier answer.
#[derive(Clone, Debug)]
struct Entry {
    key: Key,
    answer: Answer,
    at: u64,
    /// How long it is kept, or why it is not.
    kept: Result<u64, Text>,
    /// Whether it is the answer to a HEAD, which has no body to give.
    without_body: bool,
    /// Which request it was the answer to.
    request: String,
}

/// A cache key: what two requests must share to share an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    distribution: usize,
    /// OPTIONS is kept apart from GET and HEAD.
    method: &'static str,
    path: Text,
    query: String,
    cookies: String,
    headers: Vec<(String, Option<String>)>,
    encoding: String,
}

impl Key {
    /// The key of a request. None: the distribution is none of the scenario's.
    fn of(exchange: &Exchange<'_, '_>) -> Option<Self> {
        let (scenario, request) = (exchange.tracer.scenario, &exchange.request);
        let forwarding = Forwarding::of(scenario, exchange.behavior);
        let legacy = exchange.behavior.forwarded_values.as_ref().filter(|_| forwarding.is_legacy);
        let listed = legacy.map_or(&[][..], |legacy| &legacy.query_string_cache_keys);
        let name = |pair: &str| pair.split_once('=').map_or(pair, |(name, _)| name).to_owned();
        let in_query = |pair: &&str| {
            let name = name(pair);
            forwarding.cache.query_strings.takes_name(&name) && (listed.is_empty() || listed.contains(&name))
        };
        let cookies = request.headers.get("cookie").unwrap_or_default().split(';').map(str::trim);
        let in_cookies = |cookie: &&str| !cookie.is_empty() && forwarding.cache.cookies.takes_name(&name(cookie));
        let cache_alone = Forwarding { origin_request: policy::Picks::NOTHING, ..forwarding };
        let of_viewer = viewer_header::known(request, &cache_alone);
        let value = |name: &str| match name {
            "host" => Some(request.host.to_string()),
            _ => request
                .headers
                .get(name)
                .map(str::to_owned)
                .or_else(|| Some(of_viewer.iter().find(|(each, _)| each == name)?.1.clone())),
        };
        let headers = match forwarding.cache.headers {
            Pick::Only(names) => {
                names.iter().map(str::to_ascii_lowercase).map(|name| (name.clone(), value(&name))).collect()
            }
            _ => Vec::new(),
        };
        Some(Self {
            distribution: place(&scenario.distributions, exchange.distribution)?,
            method: if request.method == "OPTIONS" { "OPTIONS" } else { "GET" },
            path: request.path.text().clone(),
            query: request.query.split('&').filter(in_query).collect::<Vec<_>>().join("&"),
            cookies: cookies.filter(in_cookies).collect::<Vec<_>>().join("; "),
            headers,
            encoding: encoding(request.headers.get("accept-encoding").unwrap_or_default(), forwarding.compression),
        })
    }

    /// Where two keys of a distribution first differ, as people call it: `header origin`, `query`.
    fn difference(&self, other: &Self) -> Option<String> {
        let of_header = || {
            let pair = self.headers.iter().zip(&other.headers).find(|(one, other)| one != other)?;
            Some(format!("header {}", pair.0.0))
        };
        match () {
            () if self.path != other.path => Some("path".to_owned()),
            () if self.method != other.method => Some("method".to_owned()),
            () if self.query != other.query => Some("query".to_owned()),
            () if self.cookies != other.cookies => Some("cookies".to_owned()),
            () if self.headers != other.headers => of_header().or_else(|| Some("headers".to_owned())),
            () if self.encoding != other.encoding => Some("header accept-encoding".to_owned()),
            () => None,
        }
    }
}

/// The compressed forms that a viewer takes, in the words of a cache key.
fn encoding(accepted: &str, compression: Compression) -> String {
    let takes = |word: &str| accepted.split(',').any(|each| each.split(';').next().unwrap_or_default().trim() == word);
    let offered: &[&str] = match compression {
        Compression::Off => &[],
        Compression::Gzip => &["gzip"],
        Compression::GzipAndBrotli => &["br", "gzip"],
    };
    offered.iter().copied().filter(|word| takes(word)).collect::<Vec<_>>().join(",")
}

/// Traces the requests before one, and gives what caches hold when it arrives.
pub fn filled(scenario: &Scenario, client: &Client, capabilities: &Capabilities<'_>) -> Caches {
    let mut chain = client.chain(scenario, MOST_EARLIER);
    let mut caches = Caches::default();
    while let Some(earlier) = chain.pop().filter(|_| !chain.is_empty()) {
        let (trace, filled) = engine::trace_one(scenario, earlier, capabilities, Some(Box::new(caches)));
        let mut filled = filled.unwrap_or_default();
        if let Some(next) = chain.last() {
            filled.now += u64::from(next.after_seconds);
        }
        filled.missing = filled.missing.and(trace.missing);
        filled.needs.extend(trace.needs.iter().cloned());
        filled.earlier.push(trace);
        caches = *filled;
    }
    caches
}

/// The kept answer that a request finds. None: it goes to the origin; the step says why.
pub fn find(exchange: &mut Exchange<'_, '_>) -> Option<Answer> {
    let key = Key::of(exchange)?;
    let caches = exchange.tracer.caches.as_ref()?;
    let now = caches.now;
    let mine = |entry: &&Entry| entry.key.distribution == key.distribution;
    let same = caches.entries.iter().rev().find(|entry| entry.key == key).cloned();
    let other = caches.entries.iter().rev().find(mine).cloned();
    let by = [policy_field(exchange), exchange.tracer.of_request("after")];
    let detail = |detail: Detail| by.iter().fold(detail, |detail, by| detail.by(*by));
    let Some(entry) = same else {
        let why = match &other {
            Some(other) => Detail::none().with("differs", key.difference(&other.key).unwrap_or_default()),
            None => Detail::none(),
        };
        exchange.tracer.step(exchange.hop, &rules::CACHE_MISS, Outcome::Skipped, detail(why));
        return None;
    };
    let age = now.saturating_sub(entry.at);
    let why = match &entry.kept {
        Err(why) => Detail::none().with("kept_out", why.clone()),
        Ok(seconds) if age >= *seconds => Detail::none().with("expired", whole(*seconds)),
        Ok(_) if entry.without_body && exchange.request.method != "HEAD" => Detail::none().with("differs", "method"),
        Ok(seconds) => {
            let told = Detail::none().with("request", entry.request.clone()).with("age", whole(age));
            let told = told.with("seconds", whole(*seconds)).with("status", entry.answer.status);
            return Some(hit(exchange, entry.answer, age, detail(told)));
        }
    };
    exchange.tracer.step(exchange.hop, &rules::CACHE_MISS, Outcome::Skipped, detail(why));
    None
}

/// The kept answer as this viewer gets it.
fn hit(exchange: &mut Exchange<'_, '_>, mut answer: Answer, age: u64, detail: Detail) -> Answer {
    let is_error = answer.status.is_error();
    let outcome = if is_error && answer.reaches.is_none() { Outcome::Refused } else { Outcome::Passed };
    exchange.tracer.step(exchange.hop, &rules::CACHE_HIT, outcome, detail);
    super::would_reach_origin(exchange);
    answer.headers.set("x-cache", if is_error { "Error from cloudfront" } else { "Hit from cloudfront" });
    answer.headers.add("age", age.to_string());
    answer.rule = &rules::CACHE_HIT;
    answer.by = Component::Cloudfront;
    answer
}

/// Keeps an answer for the requests that come after this one.
pub fn keep(exchange: &mut Exchange<'_, '_>, answer: &Answer) {
    let Some(key) = Key::of(exchange) else { return };
    let kept = seconds(exchange, answer);
    let request = exchange.request.client.name.clone();
    let without_body = exchange.request.method == "HEAD";
    if let Some(caches) = &mut exchange.tracer.caches {
        let at = caches.now;
        caches.entries.push(Entry { key, answer: answer.clone(), at, kept, without_body, request });
    }
}

/// For how many seconds an answer is kept.
///
/// # Errors
/// With what keeps it out of the cache, as a file or a header spells it.
fn seconds(exchange: &Exchange<'_, '_>, answer: &Answer) -> Result<u64, Text> {
    let behavior = exchange.behavior;
    let (least, default, most) = times(exchange.tracer.scenario, behavior);
    let method = exchange.request.method.as_str();
    if !behavior.cached_methods.iter().any(|each| each.as_str() == method) {
        return Err(Text::copy(method));
    }
    if !Forwarding::of(exchange.tracer.scenario, behavior).caches {
        return Err("max_ttl 0".into());
    }
    if answer.status.is_error() {
        let entries = &exchange.distribution.custom_error_response;
        let entry = entries.iter().find(|entry| entry.error_code == answer.status);
        let kept = error_caching::seconds(answer, entry, most);
        return kept.filter(|seconds| *seconds > 0).ok_or_else(|| match entry {
            Some(_) => "error_caching_min_ttl 0".into(),
            None => answer.status.to_string().into(),
        });
    }
    let control = answer.headers.get("cache-control").unwrap_or_default();
    let kept_out = ["no-store", "no-cache", "private"].into_iter().find(|word| control.contains(word));
    let told = error_caching::max_age(control).map(|seconds| seconds as u64);
    match (kept_out, told) {
        (Some(word), _) if least == 0 => Err(format!("cache-control: {word}").into()),
        (Some(_), _) => Ok(least),
        (None, Some(told)) if told.min(most).max(least) == 0 => Err("cache-control: max-age=0".into()),
        (None, Some(told)) => Ok(told.min(most).max(least)),
        (None, None) if default.max(least) == 0 => Err("default_ttl 0".into()),
        (None, None) => Ok(default.max(least)),
    }
}

/// The shortest, usual and longest time in seconds that a behaviour's answers are kept.
fn times(scenario: &Scenario, behavior: &CacheBehavior) -> (u64, u64, u64) {
    let own = |policy: &CachePolicy| (policy.min_ttl.into(), policy.default_ttl.into(), policy.max_ttl.into());
    match &behavior.cache_policy {
        Some(NameOr::Inline(policy)) => own(policy),
        Some(NameOr::Name(name)) => match scenario.cache_policies.iter().find(|each| each.name == *name) {
            Some(policy) => own(policy),
            None => managed(policy::find_managed(policy::CACHE_POLICIES, name).map_or("", |policy| policy.name)),
        },
        None if behavior.forwarded_values.is_some() => {
            (behavior.min_ttl.into(), behavior.default_ttl.into(), behavior.max_ttl.into())
        }
        None => (0, 0, 0),
    }
}

/// The times of a managed cache policy.
fn managed(name: &str) -> (u64, u64, u64) {
    const DAY: u64 = 86_400;
    const YEAR: u64 = 31_536_000;
    match name {
        "CachingOptimized" | "CachingOptimizedForUncompressedObjects" => (1, DAY, YEAR),
        "UseOriginCacheControlHeaders" | "UseOriginCacheControlHeaders-QueryStrings" => (0, 0, YEAR),
        "Amplify" => (2, 2, 600),
        "Elemental-MediaPackage" => (0, DAY, YEAR),
        _ => (0, 0, 0),
    }
}

/// The field of the behaviour that makes the cache key.
fn policy_field(exchange: &Exchange<'_, '_>) -> Option<hopscope_scenario::Setting> {
    let is_legacy = Forwarding::of(exchange.tracer.scenario, exchange.behavior).is_legacy;
    exchange.of_behavior(if is_legacy { "forwarded_values" } else { "cache_policy" })
}

/// Seconds as steps hold them.
fn whole(seconds: u64) -> usize {
    usize::try_from(seconds).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_those_that_the_policy_asks_for() {
        for (accepted, compression, expected) in [
            ("gzip, deflate, br", Compression::GzipAndBrotli, "br,gzip"),
            ("gzip;q=0.5", Compression::Gzip, "gzip"),
            ("br", Compression::Gzip, ""),
            ("gzip", Compression::Off, ""),
        ] {
            assert_eq!(encoding(accepted, compression), expected, "{accepted}");
        }
    }
}
