//! The answers that the front of a function URL makes itself.
//!
//! A capital `Message` is Lambda's authorization saying no, a small `message` the check of the signature. Source: public
//! captures, 2025-06 to 2026-09, and recorded test snapshots, see each rule.

use super::status;
use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{DATE, REQUEST_ID};
use crate::rule::Rule;
use crate::trace::Component;

/// An error that the front of a function URL answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlError {
    /// No URL of that name.
    UnknownUrl,
    /// An unsigned request to a URL with `AWS_IAM`.
    Unsigned,
    /// A grant is missing.
    AccessDenied,
    /// The access key is none. The body is recorded, the error type is what AWS's other services name with it.
    UnknownKey,
    /// The signature is wrong.
    InvalidSignature,
    /// The `Authorization` header is no signature.
    IncompleteSignature,
    /// The function failed.
    FunctionFailed,
    /// The function's concurrency is used up.
    Throttled,
}

impl UrlError {
    const fn parts(self) -> (u16, Option<&'static str>, &'static str) {
        match self {
            Self::UnknownUrl => (403, Some("AccessDeniedException"), r#"{"Message":null}"#),
            Self::Unsigned | Self::IncompleteSignature => {
                (403, Some("AccessDeniedException"), r#"{"Message":"Forbidden"}"#)
            }
            Self::AccessDenied => (403, Some("AccessDeniedException"), ACCESS_DENIED),
            Self::UnknownKey => (403, Some("UnrecognizedClientException"), UNKNOWN_KEY),
            Self::InvalidSignature => (403, Some("InvalidSignatureException"), INVALID_SIGNATURE),
            Self::FunctionFailed => (502, None, "Internal Server Error"),
            Self::Throttled => (
                429,
                Some("TooManyRequestsException"),
                r#"{"Reason":"ConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}"#,
            ),
        }
    }

    /// The error as an answer.
    pub fn answer(self, rule: &'static Rule) -> Answer {
        let (code, error_type, body) = self.parts();
        let mut headers = Headers::from_iter([("date", DATE), ("content-type", "application/json")]);
        headers.add("content-length", body.len().to_string());
        headers.add("x-amzn-requestid", REQUEST_ID);
        if let Some(error_type) = error_type {
            headers.add("x-amzn-errortype", error_type);
        }
        Answer { status: status(code), headers, body: body.into(), by: Component::LambdaUrl, rule, reaches: None }
    }
}

/// The text since late 2025.
const ACCESS_DENIED: &str = "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see: \
                             https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}";

const UNKNOWN_KEY: &str = r#"{"message":"The security token included in the request is invalid."}"#;

const INVALID_SIGNATURE: &str = "{\"message\":\"The request signature we calculated does not match the signature you \
                                 provided. Check your AWS Secret Access Key and signing method. Consult the service \
                                 documentation for details.\"}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_have_the_lengths_that_were_recorded() {
        for (error, length) in [
            (UrlError::UnknownUrl, 16),
            (UrlError::Unsigned, 23),
            (UrlError::AccessDenied, 144),
            (UrlError::InvalidSignature, 192),
        ] {
            assert_eq!(error.parts().2.len(), length, "{error:?}");
        }
    }
}
