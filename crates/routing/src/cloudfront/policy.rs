//! What policies take of a request: the managed ones, by name and id, and the scenario's own.
//!
//! Source: Amazon CloudFront Developer Guide, "Use managed cache policies", "Use managed origin request policies".

use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::{CacheBehavior, CookieForward, ForwardedValues};
use hopscope_scenario::cloudfront_policy::{
    CacheKeyHeaderBehavior, CachePolicy, NameOr, OriginRequestHeaderBehavior, OriginRequestPolicy, Selection,
    SelectionBehavior,
};

/// The names that a policy takes of one kind: headers, cookies or query strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick<'s> {
    /// None.
    Nothing,
    /// The listed ones.
    Only(Names<'s>),
    /// All but the listed ones.
    AllExcept(Names<'s>),
    /// All.
    Everything,
}

/// A list of names: AWS's or the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names<'s> {
    /// Of a managed policy.
    Managed(&'static [&'static str]),
    /// Of the scenario.
    Own(&'s [String]),
}

impl<'s> Names<'s> {
    /// The names in order.
    pub fn iter(self) -> impl Iterator<Item = &'s str> {
        let (managed, own): (&'static [&'static str], &'s [String]) = match self {
            Self::Managed(names) => (names, &[]),
            Self::Own(names) => (&[], names),
        };
        managed.iter().copied().chain(own.iter().map(String::as_str))
    }

    /// Whether a name is listed, as `same` compares names.
    fn lists(self, name: &str, same: fn(&str, &str) -> bool) -> bool {
        match self {
            Self::Managed(names) => names.iter().any(|each| same(each, name)),
            Self::Own(names) => names.iter().any(|each| same(each, name)),
        }
    }
}

impl Pick<'_> {
    /// Whether the policy takes a header.
    pub fn takes_header(self, name: &str) -> bool {
        self.takes(name, |one, other| one.eq_ignore_ascii_case(other))
    }

    /// Whether the policy takes a cookie or a query string.
    pub fn takes_name(self, name: &str) -> bool {
        self.takes(name, |one, other| one == other)
    }

    fn takes(self, name: &str, same: fn(&str, &str) -> bool) -> bool {
        match self {
            Self::Nothing => false,
            Self::Only(names) => names.lists(name, same),
            Self::AllExcept(names) => !names.lists(name, same),
            Self::Everything => true,
        }
    }
}

/// What one policy takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picks<'s> {
    /// The names among which are the headers that CloudFront itself adds (`CloudFront-*`).
    pub added: Names<'s>,
    /// Of the headers.
    pub headers: Pick<'s>,
    /// Of the cookies.
    pub cookies: Pick<'s>,
    /// Of the query strings.
    pub query_strings: Pick<'s>,
}

impl Picks<'_> {
    /// Nothing at all.
    pub const NOTHING: Self = Self {
        added: Names::Managed(&[]),
        headers: Pick::Nothing,
        cookies: Pick::Nothing,
        query_strings: Pick::Nothing,
    };
}

/// Which compressed forms a cache policy asks origins for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// None: `Accept-Encoding` is a header like any other.
    Off,
    /// Gzip.
    Gzip,
    /// Gzip and Brotli.
    GzipAndBrotli,
}

/// A managed policy.
#[derive(Debug)]
pub struct Managed {
    /// The name, without AWS's prefix `Managed-`.
    pub name: &'static str,
    /// The id.
    pub id: &'static str,
    /// What it takes.
    pub picks: Picks<'static>,
    /// Whether its longest time to live is above 0. Cache policies only.
    pub caches: bool,
    /// Which compressed forms it asks for. Cache policies only.
    pub compression: Compression,
}

impl Managed {
    const fn compressing(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self
    }

    const fn without_cache(mut self) -> Self {
        self.caches = false;
        self
    }

    const fn adding(mut self, names: &'static [&'static str]) -> Self {
        self.picks.added = Names::Managed(names);
        self
    }
}

const ORIGIN_CACHE_CONTROL_HEADERS: Pick<'static> =
    Pick::Only(Names::Managed(&["host", "origin", "x-http-method-override", "x-http-method", "x-method-override"]));

const fn managed(
    name: &'static str,
    id: &'static str,
    headers: Pick<'static>,
    cookies: Pick<'static>,
    query_strings: Pick<'static>,
) -> Managed {
    let picks = Picks { added: listed(headers), headers, cookies, query_strings };
    Managed { name, id, picks, caches: true, compression: Compression::Off }
}

const fn only(names: &'static [&'static str]) -> Pick<'static> {
    Pick::Only(Names::Managed(names))
}

use Compression::{Gzip, GzipAndBrotli};
use Pick::{Everything, Nothing};

/// The managed cache policies.
pub static CACHE_POLICIES: &[Managed] = &[
    managed("CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", Nothing, Nothing, Nothing).without_cache(),
    managed("CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6", Nothing, Nothing, Nothing)
        .compressing(GzipAndBrotli),
    managed(
        "CachingOptimizedForUncompressedObjects",
        "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
        Nothing,
        Nothing,
        Nothing,
    ),
    managed(
        "UseOriginCacheControlHeaders",
        "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
        ORIGIN_CACHE_CONTROL_HEADERS,
        Everything,
        Nothing,
    )
    .compressing(GzipAndBrotli),
    managed(
        "UseOriginCacheControlHeaders-QueryStrings",
        "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
        ORIGIN_CACHE_CONTROL_HEADERS,
        Everything,
        Everything,
    )
    .compressing(GzipAndBrotli),
    managed(
        "Amplify",
        "2e54312d-136d-493c-8eb9-b001f22f67d2",
        only(&["authorization", "cloudfront-viewer-country", "host"]),
        Everything,
        Everything,
    )
    .compressing(GzipAndBrotli),
    managed(
        "Elemental-MediaPackage",
        "08627262-05a9-4f76-9ded-b50ca2e3a84f",
        only(&["origin"]),
        Nothing,
        only(&["aws.manifestfilter", "start", "end", "m"]),
    )
    .compressing(Gzip),
];

/// The managed origin request policies.
pub static ORIGIN_REQUEST_POLICIES: &[Managed] = &[
    managed(
        "AllViewerExceptHostHeader",
        "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        Pick::AllExcept(Names::Managed(&["host"])),
        Everything,
        Everything,
    ),
    managed("AllViewer", "216adef6-5c7f-47e4-b989-5492eafa07d3", Everything, Everything, Everything),
    managed(
        "AllViewerAndCloudFrontHeaders-2022-06",
        "33f36d7e-f396-46d9-90e0-52428a34d9dc",
        Everything,
        Everything,
        Everything,
    )
    .adding(&[
        "cloudfront-forwarded-proto",
        "cloudfront-is-android-viewer",
        "cloudfront-is-desktop-viewer",
        "cloudfront-is-ios-viewer",
        "cloudfront-is-mobile-viewer",
        "cloudfront-is-smarttv-viewer",
        "cloudfront-is-tablet-viewer",
        "cloudfront-viewer-address",
        "cloudfront-viewer-asn",
        "cloudfront-viewer-city",
        "cloudfront-viewer-country",
        "cloudfront-viewer-country-name",
        "cloudfront-viewer-country-region",
        "cloudfront-viewer-country-region-name",
        "cloudfront-viewer-http-version",
        "cloudfront-viewer-latitude",
        "cloudfront-viewer-longitude",
        "cloudfront-viewer-metro-code",
        "cloudfront-viewer-postal-code",
        "cloudfront-viewer-time-zone",
        "cloudfront-viewer-tls",
    ]),
    managed("CORS-CustomOrigin", "59781a5b-3903-41f3-afcb-af62929ccde1", only(&["origin"]), Nothing, Nothing),
    managed(
        "CORS-S3Origin",
        "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
        only(&["origin", "access-control-request-headers", "access-control-request-method"]),
        Nothing,
        Nothing,
    ),
    managed(
        "Elemental-MediaTailor-PersonalizedManifests",
        "775133bc-15f2-49f9-abea-afb2e0bf67d2",
        only(&[
            "origin",
            "access-control-request-headers",
            "access-control-request-method",
            "user-agent",
            "x-forwarded-for",
        ]),
        Nothing,
        Everything,
    ),
    managed("HostHeaderOnly", "bf0718e1-ba1e-49d1-88b1-f726733018ae", only(&["host"]), Nothing, Nothing),
    managed(
        "UserAgentRefererHeaders",
        "acba4595-bd28-49b8-b9fe-13317c0390fa",
        only(&["user-agent", "referer"]),
        Nothing,
        Nothing,
    ),
];

/// The managed policy of that name or id.
pub fn find_managed(policies: &'static [Managed], name_or_id: &str) -> Option<&'static Managed> {
    let bare = name_or_id.strip_prefix("Managed-").unwrap_or(name_or_id);
    policies.iter().find(|each| each.name == bare || each.id == name_or_id)
}

/// A policy as a behaviour uses it.
#[derive(Clone, Copy, Debug)]
pub struct Used<'s> {
    /// The name to show; empty for one without.
    pub name: &'s str,
    /// What it takes. None: nobody knows the name.
    pub picks: Option<Picks<'s>>,
    /// Whether anything is cached. Cache policies only.
    pub caches: bool,
    /// Which compressed forms are asked for. Cache policies only.
    pub compression: Compression,
    /// Whether these are legacy settings, which forward some headers that policies do not.
    pub is_legacy: bool,
}

impl<'s> Used<'s> {
    fn own(name: &'s str, picks: Picks<'s>, caches: bool) -> Self {
        Self { name, picks: Some(picks), caches, compression: Compression::Off, is_legacy: false }
    }

    /// The managed policy of that name or id; without picks if there is none.
    fn managed(policies: &'static [Managed], name: &'s str) -> Self {
        match find_managed(policies, name) {
            Some(policy) => Self {
                name: policy.name,
                picks: Some(policy.picks),
                caches: policy.caches,
                compression: policy.compression,
                is_legacy: false,
            },
            None => Self { name, picks: None, caches: false, compression: Compression::Off, is_legacy: false },
        }
    }
}

/// The cache policy of a behaviour, or what its legacy settings amount to. None: the behaviour has neither.
pub fn cache_policy<'s>(scenario: &'s Scenario, behavior: &'s CacheBehavior) -> Option<Used<'s>> {
    let own = |policy: &'s CachePolicy| Used::own(&policy.name, own_cache_policy(policy), policy.max_ttl > 0);
    Some(match (&behavior.cache_policy, &behavior.forwarded_values) {
        (Some(NameOr::Inline(policy)), _) => own(policy),
        (Some(NameOr::Name(name)), _) => match scenario.cache_policies.iter().find(|each| each.name == *name) {
            Some(policy) => own(policy),
            None => Used::managed(CACHE_POLICIES, name),
        },
        (None, Some(legacy)) => {
            let caches = !legacy.headers.iter().any(|each| each == "*");
            Used { is_legacy: true, ..Used::own("forwarded_values", legacy_settings(legacy), caches) }
        }
        (None, None) => return None,
    })
}

/// The origin request policy of a behaviour. None: it has none.
pub fn origin_request_policy<'s>(scenario: &'s Scenario, behavior: &'s CacheBehavior) -> Option<Used<'s>> {
    let own = |policy: &'s OriginRequestPolicy| Used::own(&policy.name, own_origin_request_policy(policy), false);
    Some(match behavior.origin_request_policy.as_ref()? {
        NameOr::Inline(policy) => own(policy),
        NameOr::Name(name) => match scenario.origin_request_policies.iter().find(|each| each.name == *name) {
            Some(policy) => own(policy),
            None => Used::managed(ORIGIN_REQUEST_POLICIES, name),
        },
    })
}

fn own_cache_policy(policy: &CachePolicy) -> Picks<'_> {
    let headers = match policy.headers.behavior {
        CacheKeyHeaderBehavior::None => Pick::Nothing,
        CacheKeyHeaderBehavior::Whitelist => Pick::Only(Names::Own(&policy.headers.items)),
    };
    let added = listed(headers);
    Picks { added, headers, cookies: selection(&policy.cookies), query_strings: selection(&policy.query_strings) }
}

fn own_origin_request_policy(policy: &OriginRequestPolicy) -> Picks<'_> {
    let items = Names::Own(&policy.headers.items);
    let headers = match policy.headers.behavior {
        OriginRequestHeaderBehavior::None => Pick::Nothing,
        OriginRequestHeaderBehavior::Whitelist => Pick::Only(items),
        OriginRequestHeaderBehavior::AllViewer | OriginRequestHeaderBehavior::AllViewerAndWhitelistCloudFront => {
            Pick::Everything
        }
        OriginRequestHeaderBehavior::AllExcept => Pick::AllExcept(items),
    };
    let added = match policy.headers.behavior {
        OriginRequestHeaderBehavior::AllViewerAndWhitelistCloudFront => items,
        _ => listed(headers),
    };
    Picks { added, headers, cookies: selection(&policy.cookies), query_strings: selection(&policy.query_strings) }
}

/// The names of an allow list.
const fn listed(pick: Pick<'_>) -> Names<'_> {
    match pick {
        Pick::Only(names) => names,
        _ => Names::Managed(&[]),
    }
}

fn selection(selection: &Selection) -> Pick<'_> {
    let items = Names::Own(&selection.items);
    match selection.behavior {
        SelectionBehavior::None => Pick::Nothing,
        SelectionBehavior::Whitelist => Pick::Only(items),
        SelectionBehavior::AllExcept => Pick::AllExcept(items),
        SelectionBehavior::All => Pick::Everything,
    }
}

/// Legacy settings forward the listed headers; `*` forwards all, `Host` among them.
fn legacy_settings(legacy: &ForwardedValues) -> Picks<'_> {
    let headers = match legacy.headers.as_slice() {
        [] => Pick::Nothing,
        headers if headers.iter().any(|each| each == "*") => Pick::Everything,
        headers => Pick::Only(Names::Own(headers)),
    };
    let cookies = match legacy.cookies.forward {
        CookieForward::None => Pick::Nothing,
        CookieForward::Whitelist => Pick::Only(Names::Own(&legacy.cookies.whitelisted_names)),
        CookieForward::All => Pick::Everything,
    };
    let query_strings = if legacy.query_string { Pick::Everything } else { Pick::Nothing };
    Picks { added: listed(headers), headers, cookies, query_strings }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managed_policies_are_found_by_name_prefix_and_id() {
        for name in ["CachingDisabled", "Managed-CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"] {
            assert_eq!(find_managed(CACHE_POLICIES, name).map(|policy| policy.name), Some("CachingDisabled"));
        }
        assert!(find_managed(CACHE_POLICIES, "cachingdisabled").is_none());
    }

    #[test]
    fn picks_take_what_they_list() {
        let except_host = Pick::AllExcept(Names::Managed(&["host"]));
        assert!(!except_host.takes_header("Host"));
        assert!(except_host.takes_header("Accept"));
        assert!(!Pick::Only(Names::Managed(&["start"])).takes_name("Start"));
    }
}
