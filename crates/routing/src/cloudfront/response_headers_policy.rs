//! The response headers policy: headers that are set on and removed from every answer of a behaviour, CloudFront's own
//! pages among them.
//!
//! CORS headers answer CORS requests alone: `Access-Control-Allow-Origin` any that has an `Origin`, the others
//! preflights.
//!
//! Source: Amazon CloudFront Developer Guide, "Use managed response headers policies", "Understand response headers
//! policies".

use hopscope_scenario::cloudfront_policy::{NameOr, ResponseHeadersPolicy};

use super::Exchange;
use crate::exchange::Answer;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// A header that a policy sets.
#[derive(Clone, Copy, Debug)]
struct Set<'s> {
    name: &'s str,
    value: &'s str,
    replaces: bool,
}

/// A managed policy.
#[derive(Debug)]
pub struct Managed {
    /// The name, without AWS's prefix `Managed-`.
    pub name: &'static str,
    /// The id.
    pub id: &'static str,
    headers: &'static [&'static [Set<'static>]],
}

const fn keep(name: &'static str, value: &'static str) -> Set<'static> {
    Set { name, value, replaces: false }
}

const SIMPLE: &[Set<'static>] = &[keep("access-control-allow-origin", "*")];

const PREFLIGHT: &[Set<'static>] = &[
    keep("access-control-allow-methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"),
    keep("access-control-expose-headers", "*"),
];

const SECURITY: &[Set<'static>] = &[
    keep("x-xss-protection", "1; mode=block"),
    keep("x-frame-options", "SAMEORIGIN"),
    keep("referrer-policy", "strict-origin-when-cross-origin"),
    Set { name: "x-content-type-options", value: "nosniff", replaces: true },
    keep("strict-transport-security", "max-age=31536000"),
];

/// The managed response headers policies.
pub static MANAGED: &[Managed] = &[
    Managed { name: "SimpleCORS", id: "60669652-455b-4ae9-85a4-c4c02393f86c", headers: &[SIMPLE] },
    Managed { name: "CORS-With-Preflight", id: "5cc3b908-e619-4b99-88e5-2cf7f45965bd", headers: &[SIMPLE, PREFLIGHT] },
    Managed { name: "SecurityHeadersPolicy", id: "67f7725c-6f97-4210-82d7-5512b31e9d03", headers: &[SECURITY] },
    Managed {
        name: "CORS-and-SecurityHeadersPolicy",
        id: "e61eb60c-9c35-4d20-a928-2b84e02af89c",
        headers: &[SIMPLE, SECURITY],
    },
    Managed {
        name: "CORS-with-preflight-and-SecurityHeadersPolicy",
        id: "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
        headers: &[SIMPLE, PREFLIGHT, SECURITY],
    },
];

/// The managed policy of that name or id.
pub fn find_managed(name_or_id: &str) -> Option<&'static Managed> {
    let bare = name_or_id.strip_prefix("Managed-").unwrap_or(name_or_id);
    MANAGED.iter().find(|each| each.name == bare || each.id == name_or_id)
}

/// The fields in front of which those of a policy stand, as recorded on a redirect.
const BEFORE: &[&str] = &["x-cache", "via"];

/// Sets and removes what the behaviour's policy says.
pub fn apply(exchange: &mut Exchange<'_, '_>, answer: &mut Answer) {
    let scenario = exchange.tracer.scenario;
    let Some(policy) = &exchange.behavior.response_headers_policy else { return };
    let name = policy.name().unwrap_or_default();
    let own = match policy {
        NameOr::Inline(policy) => Some(&**policy),
        NameOr::Name(_) => scenario.response_headers_policies.iter().find(|each| each.name == name),
    };
    let managed = find_managed(name);
    let (shown, sets, removes) = match (own, managed) {
        (Some(policy), _) => (policy.name.as_str(), own_sets(policy), policy.remove_headers.as_slice()),
        (None, Some(managed)) => (managed.name, managed.headers.concat(), [].as_slice()),
        (None, None) => {
            let detail = Detail::none().with_copy("policy", name).with("kind", rules::RESPONSE_HEADERS_POLICY.id);
            let detail = detail.by(exchange.of_behavior("response_headers_policy"));
            exchange.tracer.answer_step(exchange.hop, &rules::POLICY_UNKNOWN, Outcome::Skipped, detail);
            return;
        }
    };
    let removed = remove(answer, removes);
    let cors = Cors::of(exchange);
    let set = sets.iter().filter(|each| cors.takes(each.name)).filter_map(|each| set(answer, *each)).collect();
    note(exchange, shown, set, removed);
}

fn note(exchange: &mut Exchange<'_, '_>, policy: &str, set: Vec<String>, removed: Vec<String>) {
    let outcome = if set.is_empty() && removed.is_empty() { Outcome::Passed } else { Outcome::Changed };
    let detail = Detail::none().with_copy("policy", policy).with("set", set).with("removed", removed);
    let detail = detail.by(exchange.of_behavior("response_headers_policy"));
    exchange.tracer.answer_step(exchange.hop, &rules::RESPONSE_HEADERS_POLICY, outcome, detail);
}

fn own_sets(policy: &ResponseHeadersPolicy) -> Vec<Set<'_>> {
    let headers = policy.headers.iter();
    headers.map(|each| Set { name: &each.name, value: &each.value, replaces: each.override_origin }).collect()
}

/// Sets one header, unless the origin's stands. Returns its name if it was set.
fn set(answer: &mut Answer, Set { name, value, replaces }: Set<'_>) -> Option<String> {
    if answer.headers.has(name) {
        if !replaces {
            return None;
        }
        answer.headers.remove(name);
    }
    answer.headers.add_before(BEFORE, name.to_owned(), value.to_owned());
    Some(name.to_ascii_lowercase())
}

/// Removes the origin's headers of those names, except those that CloudFront does not let a policy remove.
fn remove(answer: &mut Answer, names: &[String]) -> Vec<String> {
    let names = names.iter().map(|name| name.to_ascii_lowercase());
    names.filter(|name| can_be_removed(name) && answer.headers.remove(name).is_some()).collect()
}

fn can_be_removed(name: &str) -> bool {
    let reserved =
        ["connection", "content-encoding", "content-length", "transfer-encoding", "via", "warning", "x-cache"];
    !reserved.contains(&name) && !["x-amz-cf-", "x-edge-"].iter().any(|prefix| name.starts_with(prefix))
}

/// How a request stands to CORS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cors {
    No,
    Simple,
    Preflight,
}

impl Cors {
    fn of(exchange: &Exchange<'_, '_>) -> Self {
        let request = &exchange.request;
        match (request.headers.has("origin"), request.headers.has("access-control-request-method")) {
            (false, _) => Self::No,
            (true, true) if request.method == "OPTIONS" => Self::Preflight,
            (true, _) => Self::Simple,
        }
    }

    /// Whether such a request gets a header.
    fn takes(self, name: &str) -> bool {
        match name.to_ascii_lowercase().as_str() {
            "access-control-allow-origin" | "access-control-allow-credentials" => self != Self::No,
            name if name.starts_with("access-control-") => self == Self::Preflight,
            _ => true,
        }
    }
}
