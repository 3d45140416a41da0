//! Domain fronting: a TLS connection to one name, a `Host` of another. CloudFront answers 421 unless the certificate
//! of the connection is one for the `Host`, or one of the account that owns the `Host`'s distribution.
//!
//! A scenario is taken to be one account. The default certificate, `*.cloudfront.net`, is AWS's and covers no alias.
//!
//! Source: Amazon CloudFront Developer Guide, "Use custom URLs by adding alternate domain names".

use std::ops::ControlFlow;

use super::page::Page;
use super::refuse;
use crate::dns::name::same_name;
use crate::exchange::{Answer, Request};
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome, Scheme};
use crate::tracer::{HopIndex, Tracer};

/// The names that CloudFront's default certificate covers end in this.
const DEFAULT_DOMAIN: &str = ".cloudfront.net";

/// Refuses a `Host` that the connection's certificate is not for. What a distribution sends to another names in SNI
/// the `Host` that it sends, so only a client can get this wrong.
pub fn check(tracer: &mut Tracer<'_>, hop: HopIndex, request: &Request<'_>) -> ControlFlow<Answer> {
    let (sni, host) = (request.connect_to.as_str(), request.host.as_str());
    if request.scheme == Scheme::Http || request.distributions > 0 || same_name(sni, host) {
        return ControlFlow::Continue(());
    }
    let detail = Detail::none().with_copy("host", host).with_copy("sni", sni).by(request.host_by);
    let default_certificate = sni.ends_with(DEFAULT_DOMAIN);
    if default_certificate && !host.ends_with(DEFAULT_DOMAIN) {
        tracer.step(hop, &rules::DOMAIN_FRONTING, Outcome::Refused, detail);
        return ControlFlow::Break(refuse(&rules::DOMAIN_FRONTING, Page::DOMAIN_FRONTING));
    }
    tracer.step(hop, &rules::DOMAIN_FRONTING, Outcome::Passed, detail);
    ControlFlow::Continue(())
}
