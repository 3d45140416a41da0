//! Cache, origin request and response headers policies, and key groups.

use hopscope_routing::cloudfront::policy::{CACHE_POLICIES, Managed, ORIGIN_REQUEST_POLICIES, find_managed};
use hopscope_routing::cloudfront::response_headers_policy;
use hopscope_scenario::cloudfront_policy::{
    CacheKeyHeaderBehavior, CachePolicy, NameOr, OriginRequestHeaderBehavior, OriginRequestPolicy,
    ResponseHeadersPolicy, Selection, SelectionBehavior,
};

use crate::kind::{self, Kind};
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text};

/// Adds the policies that the scenario names; those that stand in a behaviour are added with it.
pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for policy in &scenario.cache_policies {
        own_cache_policy(plan, policy);
    }
    for policy in &scenario.origin_request_policies {
        own_origin_request_policy(plan, policy);
    }
    for policy in &scenario.response_headers_policies {
        own_response_headers_policy(plan, policy);
    }
}

pub(super) fn cache_policy(plan: &mut Plan<'_>, named: &NameOr<CachePolicy>) -> Text {
    let scenario = plan.scenario;
    match named {
        NameOr::Inline(policy) => own_cache_policy(plan, policy).into(),
        NameOr::Name(name) => match scenario.cache_policies.iter().find(|each| each.name == *name) {
            Some(policy) => own_cache_policy(plan, policy).into(),
            None => managed(plan, &kind::CACHE_POLICY, find_managed(CACHE_POLICIES, name).map(name_and_id), name),
        },
    }
}

/// A managed cache policy by its name.
pub(super) fn managed_cache_policy(plan: &mut Plan<'_>, name: &str) -> Text {
    managed(plan, &kind::CACHE_POLICY, find_managed(CACHE_POLICIES, name).map(name_and_id), name)
}

pub(super) fn origin_request_policy(plan: &mut Plan<'_>, named: &NameOr<OriginRequestPolicy>) -> Text {
    let scenario = plan.scenario;
    match named {
        NameOr::Inline(policy) => own_origin_request_policy(plan, policy).into(),
        NameOr::Name(name) => match scenario.origin_request_policies.iter().find(|each| each.name == *name) {
            Some(policy) => own_origin_request_policy(plan, policy).into(),
            None => {
                let found = find_managed(ORIGIN_REQUEST_POLICIES, name).map(name_and_id);
                managed(plan, &kind::ORIGIN_REQUEST_POLICY, found, name)
            }
        },
    }
}

pub(super) fn response_headers_policy(plan: &mut Plan<'_>, named: &NameOr<ResponseHeadersPolicy>) -> Text {
    let scenario = plan.scenario;
    match named {
        NameOr::Inline(policy) => own_response_headers_policy(plan, policy).into(),
        NameOr::Name(name) => match scenario.response_headers_policies.iter().find(|each| each.name == *name) {
            Some(policy) => own_response_headers_policy(plan, policy).into(),
            None => {
                let found = response_headers_policy::find_managed(name).map(|policy| (policy.name, policy.id));
                managed(plan, &kind::RESPONSE_HEADERS_POLICY, found, name)
            }
        },
    }
}

fn name_and_id(policy: &'static Managed) -> (&'static str, &'static str) {
    (policy.name, policy.id)
}

/// A managed policy is looked up by name, as people read it; CloudFormation takes its id.
fn managed(plan: &mut Plan<'_>, kind: &'static Kind, found: Option<(&'static str, &'static str)>, name: &str) -> Text {
    let Some((name, id)) = found else {
        plan.note(NoteKind::Policy, name);
        return Text::letters(name);
    };
    let body = Body::new().text("name", format!("Managed-{name}"));
    plan.find(kind.terraform, name, "id", body, Piece::Letters(id.to_owned())).into()
}

/// Adds a policy once; its reference.
fn own(plan: &mut Plan<'_>, kind: &'static Kind, name: &str, key: &str, body: impl FnOnce(&str) -> Body) -> Piece {
    let base = if name.is_empty() { "policy" } else { name };
    let label = plan.label(kind, key, base);
    if !plan.resources.iter().any(|each| each.kind == kind && each.label == label) {
        let name = if name.is_empty() { label.replace('_', "-") } else { name.to_owned() };
        plan.add(kind, label.clone(), body(&name));
    }
    Piece::Of { kind, label, attribute: "id" }
}

fn own_cache_policy(plan: &mut Plan<'_>, policy: &CachePolicy) -> Piece {
    own(plan, &kind::CACHE_POLICY, &policy.name, &format!("{policy:?}"), |name| {
        let mut headers = Body::new().text("header_behavior", policy.headers.behavior.as_str());
        if policy.headers.behavior == CacheKeyHeaderBehavior::Whitelist {
            headers = headers.block("headers", items(&policy.headers.items));
        }
        let parameters = Body::new()
            .plain("enable_accept_encoding_gzip", false)
            .plain("enable_accept_encoding_brotli", false)
            .block("headers_config", headers)
            .block("cookies_config", selection("cookie_behavior", "cookies", &policy.cookies))
            .block("query_strings_config", selection("query_string_behavior", "query_strings", &policy.query_strings));
        Body::new()
            .text("name", name)
            .plain("min_ttl", policy.min_ttl)
            .plain("default_ttl", policy.default_ttl)
            .plain("max_ttl", policy.max_ttl)
            .block("parameters_in_cache_key_and_forwarded_to_origin", parameters)
    })
}

fn own_origin_request_policy(plan: &mut Plan<'_>, policy: &OriginRequestPolicy) -> Piece {
    own(plan, &kind::ORIGIN_REQUEST_POLICY, &policy.name, &format!("{policy:?}"), |name| {
        let mut headers = Body::new().text("header_behavior", policy.headers.behavior.as_str());
        let bare = [OriginRequestHeaderBehavior::None, OriginRequestHeaderBehavior::AllViewer];
        if !bare.contains(&policy.headers.behavior) {
            headers = headers.block("headers", items(&policy.headers.items));
        }
        Body::new()
            .text("name", name)
            .block("headers_config", headers)
            .block("cookies_config", selection("cookie_behavior", "cookies", &policy.cookies))
            .block("query_strings_config", selection("query_string_behavior", "query_strings", &policy.query_strings))
    })
}

fn selection(behavior: &str, names: &str, selection: &Selection) -> Body {
    let lists = [SelectionBehavior::Whitelist, SelectionBehavior::AllExcept].contains(&selection.behavior);
    Body::new()
        .text(behavior, selection.behavior.as_str())
        .when(lists, |body| body.block(names, items(&selection.items)))
}

fn items(names: &[String]) -> Body {
    Body::new().texts("items", names.iter().map(String::as_str))
}

/// The header fields that CloudFront sets by settings of their own, and takes in no list of custom ones. Source: Amazon
/// CloudFront Developer Guide, "Understand response headers policies", security headers and CORS headers.
const NOT_CUSTOM: &[&str] = &[
    "content-security-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "x-xss-protection",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
];

fn own_response_headers_policy(plan: &mut Plan<'_>, policy: &ResponseHeadersPolicy) -> Piece {
    for header in &policy.headers {
        if NOT_CUSTOM.iter().any(|name| header.name.eq_ignore_ascii_case(name)) {
            plan.note(NoteKind::ResponseHeader, &header.name);
        }
    }
    own(plan, &kind::RESPONSE_HEADERS_POLICY, &policy.name, &format!("{policy:?}"), |name| {
        let headers = policy.headers.iter().map(|header| {
            Body::new()
                .text("header", header.name.as_str())
                .text("value", header.value.as_str())
                .plain("override", header.override_origin)
        });
        let removed = policy.remove_headers.iter().map(|name| Body::new().text("header", name.as_str()));
        Body::new()
            .text("name", name)
            .when(!policy.headers.is_empty(), |body| {
                body.block("custom_headers_config", Body::new().blocks("items", headers))
            })
            .when(!policy.remove_headers.is_empty(), |body| {
                body.block("remove_headers_config", Body::new().blocks("items", removed))
            })
    })
}

/// A key group of that name, with the one key that the account must give.
pub(super) fn key_group(plan: &mut Plan<'_>, name: &str) -> Piece {
    let key = plan.label(&kind::PUBLIC_KEY, "", "viewers");
    if !plan.resources.iter().any(|each| *each.kind == kind::PUBLIC_KEY) {
        let pem = plan.variable("public_key_pem");
        let mut body = Body::new().text("name", "viewers").text("encoded_key", pem);
        if !plan.is_terraform() {
            body = body.text("caller_reference", "viewers");
        }
        plan.add(&kind::PUBLIC_KEY, key.clone(), body);
    }
    own(plan, &kind::KEY_GROUP, name, name, |name| {
        let key = Piece::Of { kind: &kind::PUBLIC_KEY, label: key, attribute: "id" };
        Body::new()
            .text("name", name)
            .with("items", crate::value::Value::List(vec![crate::value::Value::Text(key.into())]))
    })
}
