//! Whether CloudFront accepts the certificate of an origin: it must be for the origin's name or, where `Host` is
//! forwarded, for that `Host`.
//!
//! Source: Amazon CloudFront Developer Guide, "Require HTTPS for communication between CloudFront and your custom
//! origin", "HTTP 502 status code". Its page on origin settings asks for a certificate for the forwarded `Host` alone.

use super::Exchange;
use crate::dns::name::same_name;
use crate::exchange::Request;
use crate::rule::Basis;
use crate::rules::cloudfront as rules;
use crate::tls::name_covers;
use crate::trace::{Detail, Outcome, Scheme};

/// Whether the connection that a request to an origin needs can be made. Origins whose certificate the scenario does
/// not describe have one for their own name.
pub fn accepts(exchange: &mut Exchange<'_, '_>, request: &Request<'_>) -> bool {
    if request.scheme == Scheme::Http {
        return true;
    }
    let Some(certificate) = certificate_of(exchange, &request.connect_to) else { return true };
    let covers = |host: &str| certificate.iter().any(|name| name_covers(name, host));
    let (origin, host) = (covers(&request.connect_to), covers(&request.host));
    let detail = Detail::none()
        .with("certificate", certificate.clone())
        .with("domain_name", &request.connect_to)
        .with("host", &request.host)
        .by(request.host_by)
        .by(exchange.of_name(&request.connect_to, "certificate"));
    let rule = &rules::ORIGIN_CERTIFICATE;
    if origin || host {
        let basis = if host { rule.basis } else { Basis::Inferred };
        exchange.tracer.step_on(exchange.hop, rule, Outcome::Passed, basis, detail);
        return true;
    }
    exchange.tracer.step(exchange.hop, rule, Outcome::Refused, detail);
    false
}

/// The names of the certificate at a domain, if the scenario lists any.
fn certificate_of(exchange: &Exchange<'_, '_>, domain: &str) -> Option<Vec<String>> {
    let scenario = exchange.tracer.scenario;
    let balancers = scenario.load_balancers.iter().map(|each| (&each.domain_name, &each.certificate));
    let servers = scenario.servers.iter().map(|each| (&each.domain_name, &each.certificate));
    let (_, certificate) = balancers.chain(servers).find(|(name, _)| same_name(name, domain))?;
    (!certificate.is_empty()).then(|| certificate.clone())
}
