//! The request of a prefilled scenario, without what is secret, and what was recorded of its answer.

use hopscope_scenario::OneOrMany;
use hopscope_scenario::request::{Expectation, Headers, Request, RuleAction, SigV4, Signed, Viewer};

use super::{Form, Unknown};
use crate::exchange::Exchange;
use crate::fact::is_signature;
use crate::secret;

/// Header fields that no hop decides by: those of the client's own library and of its connection.
const LEFT_OUT: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "dnt",
    "pragma",
    "priority",
    "referer",
    "te",
    "upgrade-insecure-requests",
    "user-agent",
];

/// The longest URL and the longest header value that go into a scenario, in characters, and the most fields: well above
/// what any hop takes, and still no more than a link can carry.
const MOST_TEXT: usize = 16 << 10;
const MOST_FIELDS: usize = 30;

fn bounded(text: String) -> String {
    match text.char_indices().nth(MOST_TEXT) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    }
}

/// The request, and what was left out of it because it is secret.
pub(super) fn request(exchange: &Exchange, form: &mut Form<'_>) -> (Request, Vec<String>) {
    let asked = &exchange.asked;
    let mut hidden = Vec::new();
    let (url, hid) = match &asked.url {
        Some(url) => secret::url(&bounded(url.clone())),
        None => {
            form.unknown(Unknown::Url);
            (
                form.clues
                    .failure
                    .and_then(|failure| failure.host.as_ref())
                    .map_or_else(String::new, |host| format!("https://{host}/")),
                false,
            )
        }
    };
    if hid {
        hidden.push("URL".to_owned());
    }
    if asked.method.is_none() {
        form.unknown(Unknown::Method);
    }
    let mut headers = Headers::new();
    let mut sigv4 = None;
    for (name, value) in asked.fields.iter().take(MOST_FIELDS) {
        if LEFT_OUT.contains(&name) || name.starts_with("sec-") {
            continue;
        }
        if name == "authorization" && is_signature(value) {
            sigv4 = Some(SigV4 {
                valid: !form.is(&["invalid_signature", "access_key_unknown", "url_signature", "url_access_key"]),
                ..SigV4::default()
            });
            hidden.push(name.to_owned());
            continue;
        }
        let (value, hid) = secret::field(name, &bounded(value.to_owned()));
        if hid {
            hidden.push(name.to_owned());
        }
        headers.insert(name.to_owned(), OneOrMany::from(value));
    }
    if let Some(host) = &asked.host {
        headers.insert("host".to_owned(), OneOrMany::from(bounded(host.clone())));
    }
    let body = asked.body.as_deref().filter(|body| !body.is_empty());
    if body.is_some() {
        hidden.push("body".to_owned());
    }
    let request = Request {
        method: asked.method_or_get().to_owned(),
        url,
        headers,
        body: body.map_or_else(String::new, |_| secret::HIDDEN.to_owned()),
        viewer: Viewer { waf: waf(form), ..Viewer::default() },
        signed: signed(form),
        sigv4,
        expect: expect(form),
        ..Request::default()
    };
    (request, hidden)
}

fn waf(form: &Form<'_>) -> Option<RuleAction> {
    form.is(&["web_acl", "lb_forbidden"]).then_some(RuleAction::Block)
}

fn signed(form: &Form<'_>) -> Signed {
    if form.is(&["signed_url_key"]) {
        Signed::UnknownKey
    } else if form.is(&["signed_url_broken"]) {
        Signed::BadSignature
    } else if form.is(&["signed_url_expired"]) {
        Signed::Expired
    } else {
        Signed::Missing
    }
}

/// What was recorded: the status, and that nobody was reached where a hop refused.
fn expect(form: &Form<'_>) -> Option<Expectation> {
    use crate::fingerprint::System;
    let status = form.clues.answer?.status;
    let refused = form.found.is_own
        && status.is_some_and(hopscope_scenario::StatusCode::is_error)
        && !matches!(form.found.system, System::EdgeFunction | System::LoadBalancer);
    (status.is_some() || refused).then(|| Expectation {
        status,
        reaches: refused.then_some(None),
        ..Expectation::default()
    })
}
