//! The answers that an HTTP API makes itself: a short JSON body and four header fields, none of them an error type.
//!
//! Source: public captures of HTTP APIs, 2020 to 2026, see each rule. The body of 429 is not among them.

use hopscope_scenario::StatusCode;

use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{APIGW_ID, DATE, REQUEST_ID};
use crate::rule::Rule;
use crate::trace::Component;

/// An error that an HTTP API answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpError {
    /// The caller is not authenticated.
    Unauthorized,
    /// The caller may not.
    Forbidden,
    /// No stage, no route, or a switched-off endpoint.
    NotFound,
    /// The integration or the authorizer failed.
    InternalServerError,
    /// The integration gave no answer in time, or could not be reached.
    ServiceUnavailable,
}

impl HttpError {
    const fn parts(self) -> (u16, &'static str) {
        match self {
            Self::Unauthorized => (401, r#"{"message":"Unauthorized"}"#),
            Self::Forbidden => (403, r#"{"message":"Forbidden"}"#),
            Self::NotFound => (404, r#"{"message":"Not Found"}"#),
            Self::InternalServerError => (500, r#"{"message":"Internal Server Error"}"#),
            Self::ServiceUnavailable => (503, r#"{"message":"Service Unavailable"}"#),
        }
    }

    /// The error as an answer.
    pub fn answer(self, rule: &'static Rule) -> Answer {
        let (status, body) = self.parts();
        let mut headers = Headers::new();
        headers.add("date", DATE);
        headers.add("content-type", "application/json");
        headers.add("content-length", body.len().to_string());
        headers.add("apigw-requestid", APIGW_ID);
        let status = StatusCode::new(status).unwrap_or(StatusCode::FORBIDDEN);
        Answer { status, headers, body: body.into(), by: Component::ApiGateway, rule, reaches: None }
    }

    /// The error with the `www-authenticate` field of a JWT authorizer, in front of the request id.
    pub fn answer_with_challenge(self, rule: &'static Rule, challenge: &'static str) -> Answer {
        let mut answer = self.answer(rule);
        let id = answer.headers.remove("apigw-requestid");
        answer.headers.add("www-authenticate", challenge);
        answer.headers.add("apigw-requestid", id.unwrap_or_default());
        answer
    }
}

/// The refusal of a `Host` that is none of the region's APIs. No public capture has all of its header fields; these
/// are those that the report names.
pub fn host_refused(rule: &'static Rule) -> Answer {
    let mut answer = HttpError::Forbidden.answer(rule);
    answer.headers.remove("apigw-requestid");
    answer.headers.add("x-amzn-requestid", REQUEST_ID);
    answer.headers.add("x-amzn-errortype", "ForbiddenException");
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_have_the_lengths_that_were_recorded() {
        for (error, length) in [
            (HttpError::Unauthorized, 26),
            (HttpError::Forbidden, 23),
            (HttpError::NotFound, 23),
            (HttpError::InternalServerError, 35),
            (HttpError::ServiceUnavailable, 33),
        ] {
            assert_eq!(error.parts().1.len(), length, "{error:?}");
        }
    }
}
