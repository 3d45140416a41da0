//! The certificate that viewers see: one that does not cover the name ends the connection before any request.
//!
//! AWS refuses to attach an alias that the certificate does not cover, so that this shows what a client would meet where
//! the two drift apart; the lint says the same without a request. Source: Amazon CloudFront Developer Guide, "Requirements
//! for using alternate domain names".

use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::setting::Listed as _;

use crate::exchange::{ConnectError, Request, Unreachable};
use crate::rules::cloudfront as rules;
use crate::tls::name_covers;
use crate::trace::{Detail, Outcome, Scheme};
use crate::tracer::Tracer;

/// Refuses a connection by TLS to a name that the certificate does not cover.
///
/// # Errors
/// When it does not.
pub fn check<'s>(
    tracer: &mut Tracer<'s>,
    distribution: &'s Distribution,
    request: &Request<'s>,
) -> Result<(), Unreachable> {
    let Some(certificate) = &distribution.viewer_certificate else { return Ok(()) };
    let own = [&distribution.domain_name];
    let covers = certificate.names.iter().chain(own).any(|name| name_covers(name, &request.connect_to));
    if request.scheme == Scheme::Http || covers {
        return Ok(());
    }
    let detail = Detail::none().with("host", &request.connect_to).with("certificate", certificate.names.clone());
    let part = distribution.part_of(tracer.scenario);
    let detail = detail.by(part.map(|part| part.field("viewer_certificate")));
    tracer.pending_step(&rules::VIEWER_CERTIFICATE, Outcome::Refused, detail);
    Err(Unreachable { rule: &rules::VIEWER_CERTIFICATE, how: ConnectError::Certificate })
}
