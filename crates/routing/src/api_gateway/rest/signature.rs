//! What a request's `Authorization` header is to API Gateway, and whether an AWS signature fits the request as it
//! arrived.
//!
//! A scenario says of a request how it was signed (`sigv4`). Without that a header `AWS4-HMAC-SHA256 …` is taken for a
//! right signature of the request as its client sent it; a remark in brackets in place of the parameters, as reports
//! have it that leave the secret out, says otherwise: `(valid)` is right, any other, as `(wrong secret)`, is not. Host,
//! path and query go into a signature, so that a distribution which changes one of them on the way breaks it.
//!
//! Source: IAM User Guide, "Create a signed AWS API request"; messages from public captures. Since 2025 AWS prints the
//! SHA-256 of a header that it cannot read, before that the header itself.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Request;
use crate::url::Url;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What a request's `Authorization` header is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature<'s> {
    /// There is none.
    Missing,
    /// It is no AWS signature: a bearer token, a user name and password.
    Foreign(Unreadable),
    /// It is an AWS signature that does not fit, and why.
    Invalid(Mismatch),
    /// It is an AWS signature that fits.
    Valid {
        /// ARN of the principal; empty: the scenario does not say.
        principal: &'s str,
        /// Whether the scenario says how the request was signed; else a header is taken at its word.
        is_stated: bool,
    },
}

/// An `Authorization` header that AWS cannot read as a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// AWS's message since 2025.
    pub message: String,
    /// AWS's message before.
    pub older_message: String,
}

/// Why a signature does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The access key is none that AWS gives out.
    AccessKey,
    /// Key, region or service were wrong.
    Key,
    /// It was made for another host.
    Host,
    /// It was made for another path.
    Path,
    /// It was made for another query.
    Query,
}

impl Mismatch {
    /// The error that API Gateway answers.
    pub const fn error(self) -> GatewayError {
        match self {
            Self::AccessKey => GatewayError::UnrecognizedClient,
            Self::Key | Self::Host | Self::Path | Self::Query => GatewayError::InvalidSignature,
        }
    }

    /// The reason's name in the detail of a step.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessKey => "access_key",
            Self::Key => "key",
            Self::Host => "host",
            Self::Path => "path",
            Self::Query => "query",
        }
    }
}

impl Unreadable {
    /// The error that API Gateway answers.
    pub fn error(&self) -> GatewayError {
        GatewayError::IncompleteSignature(self.message.clone())
    }
}

/// Reads the signature of a request.
pub fn read<'s>(request: &Request<'s>) -> Signature<'s> {
    let Some(header) = request.headers.get("authorization") else {
        return if is_presigned(&request.query) { fitting(request) } else { Signature::Missing };
    };
    if header.starts_with(ALGORITHM) && (request.client.sigv4.is_some() || remark(header).is_some()) {
        return fitting(request);
    }
    let has_date = request.headers.has("x-amz-date") || request.headers.has("date");
    match unreadable(header, has_date) {
        Some(unreadable) => Signature::Foreign(unreadable),
        None if crate::signature::unknown_access_key(header).is_some() => Signature::Invalid(Mismatch::AccessKey),
        None => fitting(request),
    }
}

/// The remark in brackets that stands in place of a signature's parameters.
fn remark(header: &str) -> Option<&str> {
    header.strip_prefix(ALGORITHM)?.trim().strip_prefix('(')?.strip_suffix(')')
}

/// Whether the signature is in the query.
fn is_presigned(query: &str) -> bool {
    ["X-Amz-Algorithm=", "X-Amz-Credential=", "X-Amz-Signature="].iter().all(|name| query.contains(name))
}

/// Whether a signature fits the request as it arrived.
pub fn fitting<'s>(request: &Request<'s>) -> Signature<'s> {
    let sigv4 = request.client.sigv4.as_ref();
    let sent = Url::parse(&request.client.url).ok();
    let signed_host = sigv4.map(|sigv4| sigv4.signed_host.as_str()).filter(|host| !host.is_empty());
    let host = signed_host.or_else(|| sent.as_ref().map(|url| url.host.as_str())).unwrap_or_default();
    // Who signs for the origin's host signs for the origin's path, too.
    let is_for_origin = signed_host.is_some_and(|host| sent.as_ref().is_some_and(|url| url.host != host));
    let path = || sent.as_ref().is_some_and(|url| url.path != *request.path.text());
    let query = || sent.as_ref().is_some_and(|url| url.query != request.query);
    let says_wrong = || request.headers.get("authorization").and_then(remark).is_some_and(|remark| remark != "valid");
    let mismatch = match sigv4 {
        None if says_wrong() => Some(Mismatch::Key),
        Some(sigv4) if !sigv4.valid => Some(Mismatch::Key),
        _ if !crate::dns::name::same_name(host, &request.host) => Some(Mismatch::Host),
        _ if is_for_origin => None,
        _ if path() => Some(Mismatch::Path),
        _ if query() => Some(Mismatch::Query),
        _ => None,
    };
    match mismatch {
        Some(mismatch) => Signature::Invalid(mismatch),
        None => Signature::Valid {
            principal: sigv4.map_or("", |sigv4| sigv4.principal.as_str()),
            is_stated: sigv4.is_some(),
        },
    }
}

/// Why AWS cannot read a header as a signature; None: it can.
fn unreadable(header: &str, has_date: bool) -> Option<Unreadable> {
    let (algorithm, rest) = header.trim().split_once(' ').unwrap_or(("", header.trim()));
    let pairs = rest.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    if let Some(token) = pairs.clone().find(|pair| !pair.contains('=')) {
        return Some(Unreadable {
            message: format!(
                "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded \
                 with Base64): '{}'.",
                hashed(header)
            ),
            older_message: format!(
                "'{token}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'."
            ),
        });
    }
    let names: Vec<&str> = pairs.filter_map(|pair| pair.split_once('=')).map(|(name, _)| name.trim()).collect();
    let mut sentences: Vec<String> = ["Credential", "Signature", "SignedHeaders"]
        .iter()
        .filter(|name| !names.contains(name))
        .map(|name| format!("Authorization header requires '{name}' parameter."))
        .collect();
    if sentences.is_empty() && algorithm == ALGORITHM {
        return None;
    }
    if !has_date {
        let date = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
        sentences.push(date.to_owned());
    }
    let sentences = sentences.join(" ");
    Some(Unreadable {
        message: format!("{sentences} (Hashed with SHA-256 and encoded with Base64) Authorization={}", hashed(header)),
        older_message: format!("{sentences} Authorization={header}"),
    })
}

fn hashed(header: &str) -> String {
    BASE64.encode(&Sha256::digest(header.as_bytes()))
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_token_is_no_pair() {
        let found = unreadable("Bearer abc", false).expect("no signature");
        assert_eq!(
            found.message,
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with \
             Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='."
        );
        assert_eq!(
            found.older_message,
            "'abc' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer abc'."
        );
    }

    #[test]
    fn a_padded_token_lacks_every_parameter() {
        let found = unreadable("Basic dXNlcg==", false).expect("no signature");
        assert!(found.message.starts_with(
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
             Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either \
             a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) Authorization="
        ));
    }

    #[test]
    fn remarks_are_in_brackets() {
        assert_eq!(remark("AWS4-HMAC-SHA256 (wrong secret)"), Some("wrong secret"));
        assert_eq!(remark(crate::placeholder::SIGV4_AUTHORIZATION), None);
    }

    #[test]
    fn a_signature_has_all_three() {
        assert_eq!(unreadable(crate::placeholder::SIGV4_AUTHORIZATION, true), None);
        assert!(unreadable("AWS4-HMAC-SHA256 Credential=a, Signature=b", true).is_some());
    }
}
