//! Origin access control and origin access identity: CloudFront signs its requests to the origin, so that the origin
//! need serve nobody else.
//!
//! Source: Amazon CloudFront Developer Guide, "Restrict access to an Amazon S3 origin", "Restrict access to an AWS
//! Lambda function URL origin".

use hopscope_scenario::distribution::{Origin, SigningBehavior};

use super::Exchange;
use super::origin_kind::OriginKind;
use crate::exchange::OriginSigner;
use crate::header::Headers;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};

/// The `Authorization` of a request that CloudFront signed, as far as it is the same on every run.
pub const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=cloudfront.amazonaws.com";

/// Signs the request if the origin says so, and gives the signer. The signature takes the place of the viewer's
/// `Authorization`; with `no-override` a viewer that sends one keeps it, if the cache policy forwards it.
pub fn sign(exchange: &mut Exchange<'_, '_>, origin: &Origin, headers: &mut Headers) -> Option<OriginSigner> {
    if let Some(control) = &origin.origin_access_control {
        let viewer_signs = exchange.request.headers.has("authorization");
        let signs = OriginKind::of(origin).takes_access_control()
            && match control.signing_behavior {
                SigningBehavior::Always => true,
                SigningBehavior::Never => false,
                SigningBehavior::NoOverride => !viewer_signs,
            };
        let detail = Detail::none()
            .with("signing_behavior", control.signing_behavior.as_str())
            .with("viewer_authorization", viewer_signs)
            .with("forwarded_authorization", headers.has("authorization"))
            .by(exchange.of_origin(origin, "origin_access_control"));
        let outcome = if signs { Outcome::Changed } else { Outcome::Skipped };
        exchange.tracer.step(exchange.hop, &rules::ORIGIN_ACCESS_CONTROL, outcome, detail);
        return signs.then(|| {
            headers.set("authorization", SIGNATURE);
            OriginSigner::OriginAccessControl { distribution: exchange.distribution.id.clone() }
        });
    }
    if !origin.origin_access_identity {
        return None;
    }
    let is_bucket = OriginKind::of(origin) == OriginKind::S3;
    let outcome = if is_bucket { Outcome::Changed } else { Outcome::Skipped };
    let detail = Detail::none().by(exchange.of_origin(origin, "origin_access_identity"));
    exchange.tracer.step(exchange.hop, &rules::ORIGIN_ACCESS_IDENTITY, outcome, detail);
    is_bucket.then(|| {
        headers.remove("authorization");
        OriginSigner::OriginAccessIdentity
    })
}
