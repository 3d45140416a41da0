//! AWS Signature Version 4 on a request, as services other than REST APIs see it: they say less about a header that is
//! no signature. Whether a signature fits the request as it arrived is decided in one place for all,
//! [`fitting`](crate::api_gateway::rest::signature::fitting).

use crate::api_gateway::rest::signature::{self as rest, fitting};
use crate::exchange::Request;

/// The signature of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature<'a> {
    /// The request carries none.
    Absent,
    /// The `Authorization` header is something else, as `Bearer …`.
    Other(&'a str),
    /// Its access key has no form that AWS gives out.
    UnknownKey(&'a str),
    /// It fits. The principal's ARN; empty where the scenario does not say.
    Valid(&'a str),
    /// It does not fit, and why: `key`, `host`, `path` or `query`.
    Invalid(&'static str),
}

/// The client's signature on a request, as it arrived.
pub fn of<'a>(request: &'a Request<'_>) -> Signature<'a> {
    let presigned = request.query.split('&').any(|pair| pair.starts_with("X-Amz-Signature="));
    match request.headers.get("authorization") {
        None if !presigned => return Signature::Absent,
        Some(other) if !other.starts_with("AWS4-HMAC-SHA256") => return Signature::Other(other),
        Some(header) => {
            if let Some(key) = unknown_access_key(header) {
                return Signature::UnknownKey(key);
            }
        }
        None => {}
    }
    match fitting(request) {
        rest::Signature::Valid { principal, .. } => Signature::Valid(principal),
        rest::Signature::Invalid(mismatch) => Signature::Invalid(mismatch.as_str()),
        rest::Signature::Missing | rest::Signature::Foreign(_) => Signature::Absent,
    }
}

/// The access key that a header names, if it is none that AWS gives out.
pub fn unknown_access_key(header: &str) -> Option<&str> {
    access_key(header).filter(|key| !is_possible(key))
}

/// The access key that a header names.
fn access_key(header: &str) -> Option<&str> {
    let (_, rest) = header.split_once("Credential=")?;
    rest.split(['/', ',', ' ']).next()
}

/// Whether AWS gives out access keys of that form: 16 to 128 capitals and digits (IAM API Reference, `AccessKey`).
pub fn is_possible(key: &str) -> bool {
    (16..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placeholder::SIGV4_AUTHORIZATION;

    #[test]
    fn access_keys_have_a_form() {
        assert!(access_key(SIGV4_AUTHORIZATION).is_some_and(is_possible));
        assert_eq!(access_key("AWS4-HMAC-SHA256 Credential=AccessKey/20250622/…"), Some("AccessKey"));
        assert!(!is_possible("AccessKey"));
        assert_eq!(access_key("AWS4-HMAC-SHA256 x"), None);
    }
}
