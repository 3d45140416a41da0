//! Signed URLs and signed cookies: behaviours with trusted key groups serve none but signed requests. Refusals are XML,
//! unlike CloudFront's other pages.
//!
//! Source: public captures of the XML; Amazon CloudFront Developer Guide, "Serve private content with signed URLs and
//! signed cookies"; AWS re:Post, "How do I troubleshoot issues related to a signed URL or signed cookies".

use std::ops::ControlFlow;

use hopscope_scenario::request::Signed;

use super::page::Page;
use super::{Exchange, refuse};
use crate::exchange::Answer;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// Lets signed requests pass. What a distribution in front sends on is not signed: CloudFront takes the signature off.
pub fn check(exchange: &mut Exchange<'_, '_>) -> ControlFlow<Answer> {
    let groups = &exchange.behavior.trusted_key_groups;
    if groups.is_empty() {
        return ControlFlow::Continue(());
    }
    let signed = if exchange.request.distributions == 0 { exchange.request.client.signed } else { Signed::Missing };
    let rule = &rules::SIGNED_REQUEST;
    let detail = Detail::none().with("signed", signed.as_str()).with("trusted_key_groups", groups.clone());
    let detail = detail.by(exchange.of_behavior("trusted_key_groups")).by(exchange.tracer.of_request("signed"));
    let Some(page) = page_of(signed) else {
        exchange.tracer.step(exchange.hop, rule, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    };
    exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail);
    ControlFlow::Break(refuse(rule, page))
}

const fn page_of(signed: Signed) -> Option<Page> {
    Some(match signed {
        Signed::Valid => return None,
        Signed::Missing => {
            Page::Xml { code: "MissingKey", message: "Missing Key-Pair-Id query parameter or cookie value" }
        }
        Signed::UnknownKey => Page::Xml { code: "InvalidKey", message: "Unknown Key" },
        Signed::BadSignature => Page::Xml { code: "MalformedSignature", message: "Could not unencode Signature" },
        Signed::Expired => Page::Xml { code: "AccessDenied", message: "Access denied" },
    })
}

/// The query strings of a signed URL. A behaviour with trusted key groups takes them off.
pub const QUERY_STRINGS: &[&str] = &["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];
