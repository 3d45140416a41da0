//! The answers that API Gateway makes itself.
//!
//! Errors of routing and authorization are printed without a space after the colon, errors of integrations with one:
//! the byte counts tell them apart. Source: public captures and recorded test snapshots, see each rule.

use hopscope_scenario::StatusCode;

use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{APIGW_ID, DATE, REQUEST_ID, TRACE_ID};
use crate::rule::Rule;
use crate::trace::Component;

/// An error that a REST API answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayError {
    /// No such stage, no such host, no API key, a web ACL, a switched-off endpoint.
    Forbidden,
    /// No such pair of resource and method; or an unsigned call of an `AWS_IAM` method.
    MissingAuthenticationToken,
    /// The integration could not be called.
    IntegrationFailure,
    /// The integration answered in a shape that API Gateway does not take, or failed.
    BadIntegrationResponse,
    /// The integration took too long.
    IntegrationTimeout,
}

impl GatewayError {
    const fn parts(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::Forbidden => (403, "ForbiddenException", r#"{"message":"Forbidden"}"#),
            Self::MissingAuthenticationToken => {
                (403, "MissingAuthenticationTokenException", r#"{"message":"Missing Authentication Token"}"#)
            }
            Self::IntegrationFailure => {
                (500, "InternalServerErrorException", r#"{"message": "Internal server error"}"#)
            }
            Self::BadIntegrationResponse => {
                (502, "InternalServerErrorException", r#"{"message": "Internal server error"}"#)
            }
            Self::IntegrationTimeout => {
                (504, "InternalServerErrorException", r#"{"message": "Endpoint request timed out"}"#)
            }
        }
    }

    /// The error as an answer.
    pub fn answer(self, rule: &'static Rule) -> Answer {
        let (status, error_type, body) = self.parts();
        let mut headers = Headers::new();
        headers.add("content-type", "application/json");
        headers.add("content-length", body.len().to_string());
        headers.add("date", DATE);
        if self == Self::IntegrationTimeout {
            headers.add("x-amzn-trace-id", TRACE_ID);
        }
        headers.add("x-amzn-requestid", REQUEST_ID);
        headers.add("x-amzn-errortype", error_type);
        headers.add("x-amz-apigw-id", APIGW_ID);
        let status = StatusCode::new(status).unwrap_or(StatusCode::FORBIDDEN);
        Answer { status, headers, body: body.into(), by: Component::ApiGateway, rule, reaches: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_have_the_lengths_that_were_recorded() {
        for (error, length) in [
            (GatewayError::Forbidden, 23),
            (GatewayError::MissingAuthenticationToken, 42),
            (GatewayError::IntegrationFailure, 36),
            (GatewayError::IntegrationTimeout, 41),
        ] {
            assert_eq!(error.parts().2.len(), length, "{error:?}");
        }
    }
}
