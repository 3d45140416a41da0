//! What keeps a reader from an object besides `access`: conditions of the bucket policy, and a KMS key.
//!
//! An origin access identity cannot read what is encrypted with a KMS key; an origin access control can where the key's
//! policy lets the distribution decrypt. Source: see the rules; the error of an origin access identity is reported in
//! aws/aws-sdk-php#1568, its message and status are inferred, as is what an anonymous reader gets.

use hopscope_scenario::origin_server::{Bucket, Kms};

use super::error::S3Error;
use crate::cloudfront::path_pattern::wildcard;
use crate::exchange::{OriginSigner, Request};
use crate::rule::Basis;
use crate::trace::Scheme;

/// Which condition of the bucket policy a request does not meet.
pub fn policy(bucket: &Bucket, request: &Request<'_>) -> Option<&'static str> {
    let policy = bucket.policy.as_ref()?;
    if policy.secure_transport && request.scheme == Scheme::Http {
        return Some("aws:SecureTransport");
    }
    let Some(OriginSigner::OriginAccessControl { distribution }) = &request.signed_by else { return None };
    let named = |arn: &String| match arn.rsplit_once("distribution/") {
        Some((_, id)) => wildcard(id, distribution),
        None => false,
    };
    let meets = policy.source_arn.is_empty() || policy.source_arn.iter().any(named);
    (!meets).then_some("aws:SourceArn")
}

/// The error for a reader who cannot decrypt, and how it is known. None: it can, or need not.
pub fn kms(bucket: &Bucket, request: &Request<'_>, signs: bool) -> Option<(S3Error, Basis)> {
    match (bucket.kms, &request.signed_by) {
        (Kms::None, _) => None,
        (_, Some(OriginSigner::OriginAccessIdentity)) => Some((S3Error::kms_unrecognized(), Basis::Observed)),
        (Kms::Missing, _) if signs => Some((S3Error::access_denied(), Basis::Documented)),
        (Kms::Granted, _) if signs => None,
        _ => Some((S3Error::kms_needs_version_4(), Basis::Inferred)),
    }
}
