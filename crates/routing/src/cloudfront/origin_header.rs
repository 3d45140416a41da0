//! The header fields that an origin gets: what policies let through, what CloudFront always sends, what it adds itself,
//! and the origin's custom headers, which win.
//!
//! Source: Amazon CloudFront Developer Guide, "Request and response behavior for custom origins" (the table of HTTP
//! request headers), "Control origin requests with a policy", "Add custom headers to origin requests". The table
//! describes legacy settings; with policies nothing goes to the origin that no policy names, except what belongs to a
//! body.

use hopscope_scenario::Setting;
use hopscope_scenario::cache_behavior::HttpMethod;
use hopscope_scenario::distribution::Origin;

use super::forwarding::Forwarding;
use super::policy::Compression;
use super::{Exchange, viewer_header};
use crate::header::Headers;
use crate::placeholder::{CLIENT_IP, CLOUDFRONT_ID, VIEWER_POP};
use crate::rule::Basis;
use crate::rules::cloudfront as rules;
use crate::text::Text;
use crate::trace::{Detail, Outcome};

/// Headers of a connection, and CloudFront's own: no policy forwards them.
const NEVER: &[&str] = &[
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers that legacy settings remove unless they list them. All others they forward.
const REMOVED_BY_LEGACY: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-language",
    "expect",
    "referer",
    "x-forwarded-proto",
    "x-http-method-override",
    "x-real-ip",
];

/// Names that no custom header may have, besides those that begin with [`RESERVED_PREFIXES`].
const RESERVED: &[&str] = &[
    "cache-control",
    "connection",
    "content-length",
    "cookie",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "pragma",
    "range",
    "request-range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-real-ip",
];

const RESERVED_PREFIXES: &[&str] = &["proxy-", "x-amz-", "x-edge-"];

/// The header fields for the origin besides `Host`, written down where something is not as the viewer sent it.
pub fn build(exchange: &mut Exchange<'_, '_>, origin: &Origin, forwarding: &Forwarding<'_>) -> Headers {
    let mut headers = Headers::new();
    let mut removed = Vec::new();
    let viewer = exchange.request.headers.clone();
    for (name, value) in viewer.iter() {
        let kept = match name {
            "x-forwarded-for" | "via" | "accept-encoding" | "authorization" => continue,
            "cookie" => forwarding.cookie_header(value),
            _ => forwards(exchange, forwarding, name).then(|| value.to_owned()),
        };
        match kept {
            Some(value) => headers.add(name.to_owned(), value),
            None if name.starts_with("x-amz-cf-") || removed.iter().any(|each| each == name) => {}
            None => removed.push(name.to_owned()),
        }
    }
    authorization(exchange, &mut headers, forwarding);
    accept_encoding(exchange, &mut headers, forwarding);
    if !headers.has("user-agent") {
        headers.add("user-agent", "Amazon CloudFront");
    }
    if !removed.is_empty() {
        let detail = Detail::none().with("removed", removed).by(of_policies(exchange, forwarding));
        exchange.tracer.step(exchange.hop, &rules::ORIGIN_HEADERS, Outcome::Changed, detail);
    }
    always(exchange, &mut headers);
    viewer_header::add(exchange, &mut headers, forwarding);
    custom(exchange, &mut headers, origin);
    headers
}

/// The field of the behaviour that says which headers go to the origin.
fn of_policies(exchange: &Exchange<'_, '_>, forwarding: &Forwarding<'_>) -> Option<Setting> {
    exchange.of_behavior(if forwarding.is_legacy { "forwarded_values" } else { "origin_request_policy" })
}

/// Whether a header of the viewer goes to the origin. Not for those that have rules of their own.
fn forwards(exchange: &Exchange<'_, '_>, forwarding: &Forwarding<'_>, name: &str) -> bool {
    if NEVER.contains(&name) || name.starts_with("x-edge-") || name.starts_with("x-amz-cf-") {
        return false;
    }
    let of_body = matches!(name, "content-type" | "content-length") && !exchange.request.body.is_empty();
    let by_legacy = forwarding.is_legacy
        && !REMOVED_BY_LEGACY.contains(&name)
        && !name.starts_with("cloudfront-")
        && name != "user-agent";
    forwarding.header(name) || of_body || by_legacy
}

/// `Authorization` goes where a policy takes it. Without one it is removed from GET and HEAD and, where OPTIONS is
/// cached, from OPTIONS. Whether policies let it pass on the other methods as legacy settings do is documented both
/// ways.
fn authorization(exchange: &mut Exchange<'_, '_>, headers: &mut Headers, forwarding: &Forwarding<'_>) {
    let Some(value) = exchange.request.headers.find("authorization").cloned() else { return };
    let method = &exchange.request.method;
    let by_policy = forwarding.header("authorization");
    let by_method = match method.as_str() {
        "DELETE" | "PATCH" | "POST" | "PUT" => true,
        "OPTIONS" => !exchange.behavior.cached_methods.contains(&HttpMethod::Options),
        _ => false,
    };
    let detail = Detail::none()
        .with("method", method)
        .with("by_policy", by_policy)
        .by(exchange.of_behavior(forwarding.field_of_header("authorization")));
    let unsure = by_method && !by_policy && !forwarding.is_legacy;
    let basis = if unsure { Basis::Inferred } else { rules::AUTHORIZATION.basis };
    let outcome = if by_policy || by_method { Outcome::Passed } else { Outcome::Changed };
    exchange.tracer.step_on(exchange.hop, &rules::AUTHORIZATION, outcome, basis, detail);
    if by_policy || by_method {
        headers.add("authorization", value);
    }
}

/// `Accept-Encoding` is reduced to what the cache policy caches; without compression it is a header like any other.
fn accept_encoding(exchange: &mut Exchange<'_, '_>, headers: &mut Headers, forwarding: &Forwarding<'_>) {
    let Some(value) = exchange.request.headers.find("accept-encoding").cloned() else { return };
    let accepts = |name: &str| {
        value.split(',').map(|each| each.split_once(';').unwrap_or((each, ""))).any(|(each, parameters)| {
            each.trim().eq_ignore_ascii_case(name)
                && !matches!(parameters.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
    };
    let sent = match forwarding.compression {
        Compression::Off if forwarding.is_legacy => accepts("gzip").then_some("gzip"),
        Compression::Off => forwarding.header("accept-encoding").then_some(value.as_str()),
        Compression::Gzip => Some(if accepts("gzip") { "gzip" } else { "identity" }),
        Compression::GzipAndBrotli => Some(match (accepts("br"), accepts("gzip")) {
            (true, true) => "br,gzip",
            (true, false) => "br",
            (false, true) => "gzip",
            (false, false) => "identity",
        }),
    };
    let outcome = if sent == Some(value.as_str()) { Outcome::Passed } else { Outcome::Changed };
    let detail = Detail::none().with("accept_encoding", &value).with_copy("sent", sent.unwrap_or_default());
    let field = if forwarding.is_legacy { "forwarded_values" } else { "cache_policy" };
    let detail = detail.by(exchange.of_behavior(field));
    exchange.tracer.step(exchange.hop, &rules::ACCEPT_ENCODING, outcome, detail);
    if let Some(sent) = sent {
        headers.add("accept-encoding", Text::copy(sent));
    }
}

/// What CloudFront always sends.
fn always(exchange: &Exchange<'_, '_>, headers: &mut Headers) {
    let viewer = &exchange.request;
    headers.add("x-amz-cf-id", CLOUDFRONT_ID);
    let client = client_ip(viewer.client);
    let forwarded_for = match viewer.headers.get("x-forwarded-for") {
        Some(earlier) => [earlier, ", ", client].concat().into(),
        None => Text::copy(client),
    };
    headers.add("x-forwarded-for", forwarded_for);
    match viewer.headers.get("via") {
        Some(earlier) => headers.add("via", [earlier, ", ", VIEWER_POP.via].concat()),
        None => headers.add("via", VIEWER_POP.via),
    }
}

/// The client's address.
pub fn client_ip(client: &hopscope_scenario::request::Request) -> &str {
    match client.viewer.ip.as_str() {
        "" => CLIENT_IP,
        ip => ip,
    }
}

/// The origin's custom headers take the place of the viewer's. AWS does not take the reserved names.
fn custom(exchange: &mut Exchange<'_, '_>, headers: &mut Headers, origin: &Origin) {
    let (refused, taken): (Vec<_>, Vec<_>) = origin.custom_header.iter().partition(|each| is_reserved(&each.name));
    let names = |list: &[&hopscope_scenario::distribution::CustomHeader]| {
        list.iter().map(|each| each.name.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    if !taken.is_empty() {
        let detail = Detail::none().with("names", names(&taken)).by(exchange.of_origin(origin, "custom_header"));
        exchange.tracer.step(exchange.hop, &rules::CUSTOM_HEADER, Outcome::Changed, detail);
    }
    if !refused.is_empty() {
        let detail = Detail::none().with("reserved", names(&refused)).by(exchange.of_origin(origin, "custom_header"));
        exchange.tracer.step(exchange.hop, &rules::CUSTOM_HEADER, Outcome::Skipped, detail);
    }
    for header in taken {
        headers.set(header.name.clone(), header.value.clone());
    }
}

fn is_reserved(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    RESERVED.contains(&name.as_str()) || RESERVED_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}
