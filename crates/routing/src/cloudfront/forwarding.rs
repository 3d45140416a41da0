//! What of the viewer's request goes to the origin: the cache policy and the origin request policy together.
//!
//! A value goes to the origin when either policy takes it; what the cache key holds always does. Two block lists add
//! up. Source: Amazon CloudFront Developer Guide, "How origin request policies and cache policies work together".

use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::CacheBehavior;

use super::policy::{self, Compression, Pick, Picks, Used};
use crate::text::Text;

/// The two policies of a behaviour.
#[derive(Clone, Copy, Debug)]
pub struct Forwarding<'s> {
    /// Whether anything is cached.
    pub caches: bool,
    /// Which compressed forms origins are asked for.
    pub compression: Compression,
    /// Whether legacy settings take the place of the cache policy.
    pub is_legacy: bool,
    /// What the cache policy takes.
    pub cache: Picks<'s>,
    /// What the origin request policy takes.
    pub origin_request: Picks<'s>,
}

impl<'s> Forwarding<'s> {
    /// What a behaviour forwards. A policy that nobody knows forwards nothing.
    pub fn of(scenario: &'s Scenario, behavior: &'s CacheBehavior) -> Self {
        Self::by(policy::cache_policy(scenario, behavior), policy::origin_request_policy(scenario, behavior))
    }

    /// What a behaviour forwards by a cache policy and an origin request policy.
    pub fn by(cache: Option<Used<'s>>, origin_request: Option<Used<'s>>) -> Self {
        Self {
            caches: cache.is_some_and(|used| used.caches),
            compression: cache.map_or(Compression::Off, |used| used.compression),
            is_legacy: cache.is_some_and(|used| used.is_legacy),
            cache: cache.and_then(|used| used.picks).unwrap_or(Picks::NOTHING),
            origin_request: origin_request.and_then(|used| used.picks).unwrap_or(Picks::NOTHING),
        }
    }

    /// The names among which are the headers that CloudFront itself adds.
    pub fn added(&self) -> impl Iterator<Item = &'s str> {
        self.cache.added.iter().chain(self.origin_request.added.iter())
    }

    /// Whether any cookie can go to the origin. Only then may the origin set one.
    pub fn any_cookie(&self) -> bool {
        self.cache.cookies != Pick::Nothing || self.origin_request.cookies != Pick::Nothing
    }

    /// Whether a header of the viewer goes to the origin because a policy takes it.
    pub fn header(&self, name: &str) -> bool {
        self.cache.headers.takes_header(name) || self.origin_request.headers.takes_header(name)
    }

    /// The field of the behaviour by which a header of the viewer goes to the origin, or would have to.
    pub fn field_of_header(&self, name: &str) -> &'static str {
        match () {
            () if self.origin_request.headers.takes_header(name) => "origin_request_policy",
            () if self.is_legacy => "forwarded_values",
            () if self.cache.headers.takes_header(name) => "cache_policy",
            () => "origin_request_policy",
        }
    }

    /// Whether a cookie goes to the origin.
    pub fn cookie(&self, name: &str) -> bool {
        either(self.cache.cookies, self.origin_request.cookies, name)
    }

    /// Whether a query string goes to the origin.
    pub fn query_string(&self, name: &str) -> bool {
        either(self.cache.query_strings, self.origin_request.query_strings, name)
    }

    /// The `Cookie` header for the origin. None: no cookie is left.
    pub fn cookie_header(&self, cookies: &str) -> Option<String> {
        let kept: Vec<&str> = cookies
            .split(';')
            .map(str::trim)
            .filter(|cookie| !cookie.is_empty() && self.cookie(name_of(cookie)))
            .collect();
        (!kept.is_empty()).then(|| kept.join("; "))
    }

    /// The query for the origin.
    pub fn query(&self, query: &Text) -> Text {
        if query.split('&').all(|pair| self.query_string(name_of(pair))) {
            return query.clone();
        }
        let kept: Vec<&str> = query.split('&').filter(|pair| self.query_string(name_of(pair))).collect();
        kept.join("&").into()
    }
}

fn either(cache: Pick<'_>, origin_request: Pick<'_>, name: &str) -> bool {
    match (cache, origin_request) {
        (Pick::AllExcept(_), Pick::AllExcept(_)) => cache.takes_name(name) && origin_request.takes_name(name),
        _ => cache.takes_name(name) || origin_request.takes_name(name),
    }
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::super::policy::Names;
    use super::*;

    const A: Pick<'static> = Pick::Only(Names::Managed(&["a"]));
    const NOT_A: Pick<'static> = Pick::AllExcept(Names::Managed(&["a"]));
    const NOT_B: Pick<'static> = Pick::AllExcept(Names::Managed(&["b"]));

    /// The table of the guide: which of `a`, `b`, `c` get through.
    #[test]
    fn policies_add_up_as_documented() {
        for (cache, origin_request, through) in [
            (Pick::Nothing, Pick::Nothing, ""),
            (Pick::Nothing, Pick::Everything, "abc"),
            (Pick::Nothing, A, "a"),
            (Pick::Nothing, NOT_A, "bc"),
            (Pick::Everything, NOT_A, "abc"),
            (A, NOT_B, "ac"),
            (A, NOT_A, "abc"),
            (NOT_A, Pick::Nothing, "bc"),
            (NOT_A, A, "abc"),
            (NOT_A, NOT_B, "c"),
            (NOT_A, Pick::Everything, "abc"),
        ] {
            let found: String =
                ["a", "b", "c"].into_iter().filter(|name| either(cache, origin_request, name)).collect();
            assert_eq!(found, through, "{cache:?} {origin_request:?}");
        }
    }

    #[test]
    fn queries_and_cookies_keep_their_order() {
        let forwarding = Forwarding {
            caches: true,
            compression: Compression::Off,
            is_legacy: false,
            cache: Picks { cookies: NOT_A, ..Picks::NOTHING },
            origin_request: Picks::NOTHING,
        };
        assert_eq!(forwarding.cookie_header("b=1; a=2;c"), Some("b=1; c".to_owned()));
        assert_eq!(forwarding.cookie_header("a=2"), None);
        let forwarding = Forwarding { cache: Picks { query_strings: NOT_B, ..Picks::NOTHING }, ..forwarding };
        assert_eq!(forwarding.query(&"a=1&b=2&c&a=%20".into()), "a=1&c&a=%20");
    }
}
