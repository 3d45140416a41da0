//! The answers that API Gateway makes itself.
//!
//! Errors of routing and authorization are printed without a space after the colon, errors of integrations with one:
//! the byte counts tell them apart. A policy's refusal has a capital `Message`. Source: public captures and recorded
//! test snapshots, see each rule.

use hopscope_scenario::StatusCode;

use crate::exchange::Answer;
use crate::header::Headers;
use crate::placeholder::{APIGW_ID, DATE, REQUEST_ID, TRACE_ID};
use crate::rule::Rule;
use crate::text::Text;
use crate::trace::Component;

/// An error that a REST API answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GatewayError {
    /// No such stage, no such host, no mapping, a switched-off endpoint: refused before an API's own configuration.
    Forbidden,
    /// A web ACL blocks.
    WafFiltered,
    /// No API key that a usage plan knows.
    InvalidApiKey,
    /// No such pair of resource and method; or an unsigned call of an `AWS_IAM` method.
    MissingAuthenticationToken,
    /// An `Authorization` header that is no AWS signature, with the message. Its gateway response is the family's own,
    /// not that of a wrong signature (access logs in DataBiosphere/azul#7470).
    IncompleteSignature(String),
    /// A signature that does not fit the request.
    InvalidSignature,
    /// A signature with an access key that nobody has.
    UnrecognizedClient,
    /// A policy or an authorizer refuses, with the message.
    AccessDenied(String),
    /// The caller is not identified.
    Unauthorized,
    /// The authorizer could not be asked.
    AuthorizerConfigurationError,
    /// A usage plan's rate is used up.
    Throttled,
    /// A usage plan's quota is used up.
    QuotaExceeded,
    /// A validator refuses the request: the type of gateway response, and the message.
    BadRequest(&'static str, String),
    /// The body is too long. No gateway response can change it.
    RequestTooLarge,
    /// The URL is too long.
    UriTooLong,
    /// The integration is not set up so that it could be called.
    ApiConfigurationError,
    /// The integration could not be reached.
    IntegrationFailure,
    /// The integration answered in a shape that API Gateway does not take, or failed: 502, of the same type as
    /// [`Self::IntegrationFailure`] (DataBiosphere/azul#7470).
    BadIntegrationResponse,
    /// The integration took too long.
    IntegrationTimeout,
    /// The integration's connection broke.
    NetworkError,
}

/// What an error consists of.
struct Parts {
    status: u16,
    error_type: &'static str,
    response_type: &'static str,
    message: Text,
    form: Form,
}

/// How the body is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `{"message":"…"}`
    Plain,
    /// `{"message": "…"}`
    Spaced,
    /// `{"Message":"…"}`
    Capital,
    /// `{"message":null}`
    Null,
    /// The message alone, without the fields of a gateway response.
    Text,
}

/// AWS's own sentence about a signature that does not fit.
pub const SIGNATURE_MISMATCH: &str = "The request signature we calculated does not match the signature you provided. \
                                      Check your AWS Secret Access Key and signing method. Consult the service \
                                      documentation for details.";

impl GatewayError {
    fn parts(&self) -> Parts {
        use Form::{Capital, Null, Plain, Spaced, Text as Bare};
        let parts = |status, error_type, response_type, message: &'static str, form| Parts {
            status,
            error_type,
            response_type,
            message: message.into(),
            form,
        };
        let internal = "InternalServerErrorException";
        match self {
            Self::Forbidden => parts(403, "ForbiddenException", "", "Forbidden", Plain),
            Self::WafFiltered => parts(403, "ForbiddenException", "WAF_FILTERED", "Forbidden", Plain),
            Self::InvalidApiKey => parts(403, "ForbiddenException", "INVALID_API_KEY", "Forbidden", Plain),
            Self::MissingAuthenticationToken => parts(
                403,
                "MissingAuthenticationTokenException",
                "MISSING_AUTHENTICATION_TOKEN",
                "Missing Authentication Token",
                Plain,
            ),
            Self::IncompleteSignature(message) => Parts {
                message: message.clone().into(),
                ..parts(403, "IncompleteSignatureException", "DEFAULT_4XX", "", Plain)
            },
            Self::InvalidSignature => {
                parts(403, "InvalidSignatureException", "INVALID_SIGNATURE", SIGNATURE_MISMATCH, Plain)
            }
            Self::UnrecognizedClient => parts(
                403,
                "UnrecognizedClientException",
                "INVALID_SIGNATURE",
                "The security token included in the request is invalid.",
                Plain,
            ),
            Self::AccessDenied(message) => Parts {
                message: message.clone().into(),
                ..parts(403, "AccessDeniedException", "ACCESS_DENIED", "", Capital)
            },
            Self::Unauthorized => parts(401, "UnauthorizedException", "UNAUTHORIZED", "Unauthorized", Plain),
            Self::AuthorizerConfigurationError => {
                parts(500, "AuthorizerConfigurationException", "AUTHORIZER_CONFIGURATION_ERROR", "", Null)
            }
            Self::Throttled => parts(429, "TooManyRequestsException", "THROTTLED", "Too Many Requests", Plain),
            Self::QuotaExceeded => parts(429, "LimitExceededException", "QUOTA_EXCEEDED", "Limit Exceeded", Plain),
            Self::BadRequest(response_type, message) => Parts {
                message: message.clone().into(),
                ..parts(400, "BadRequestException", response_type, "", Spaced)
            },
            Self::RequestTooLarge => parts(413, "", "", "HTTP content length exceeded 10485760 bytes.", Bare),
            Self::UriTooLong => parts(414, "", "", "Request URI too long", Plain),
            Self::ApiConfigurationError => {
                parts(500, internal, "API_CONFIGURATION_ERROR", "Internal server error", Spaced)
            }
            Self::IntegrationFailure => parts(500, internal, "INTEGRATION_FAILURE", "Internal server error", Spaced),
            Self::BadIntegrationResponse => {
                parts(502, internal, "INTEGRATION_FAILURE", "Internal server error", Spaced)
            }
            Self::IntegrationTimeout => {
                parts(504, internal, "INTEGRATION_TIMEOUT", "Endpoint request timed out", Spaced)
            }
            Self::NetworkError => {
                parts(504, internal, "INTEGRATION_FAILURE", "Network error communicating with endpoint", Spaced)
            }
        }
    }

    /// The type of gateway response that can change the answer, as `ACCESS_DENIED`; empty: none can.
    pub fn response_type(&self) -> &'static str {
        self.parts().response_type
    }

    /// The message.
    pub fn message(&self) -> Text {
        self.parts().message
    }

    /// The error as an answer.
    pub fn answer(self, rule: &'static Rule) -> Answer {
        let Parts { status, error_type, message, form, .. } = self.parts();
        let body: Text = match form {
            Form::Plain => ["{\"message\":", &json_string(&message), "}"].concat().into(),
            Form::Spaced => ["{\"message\": ", &json_string(&message), "}"].concat().into(),
            Form::Capital => ["{\"Message\":", &json_string(&message), "}"].concat().into(),
            Form::Null => "{\"message\":null}".into(),
            Form::Text => message,
        };
        let mut headers = Headers::of_answer();
        headers.add("content-type", if form == Form::Text { "text/plain" } else { "application/json" });
        headers.add("content-length", body.len().to_string());
        headers.add("date", DATE);
        if matches!(self, Self::IntegrationTimeout) {
            headers.add("x-amzn-trace-id", TRACE_ID);
        }
        if form != Form::Text {
            headers.add("x-amzn-requestid", REQUEST_ID);
            if !error_type.is_empty() {
                headers.add("x-amzn-errortype", error_type);
            }
            headers.add("x-amz-apigw-id", APIGW_ID);
        }
        let status = StatusCode::new(status).unwrap_or(StatusCode::FORBIDDEN);
        Answer { status, headers, body, by: Component::ApiGateway, rule, reaches: None }
    }
}

/// A text as JSON writes it: in quotation marks, with escapes.
pub fn json_string(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// An answer to a HEAD request: an error without body and with length 0; of a backend's answer only the body goes.
pub fn without_body(mut answer: Answer) -> Answer {
    answer.body = Text::EMPTY;
    if answer.reaches.is_none() {
        answer.headers.set("content-length", "0");
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::api_gateway::STAGE_MISSING;

    #[test]
    fn bodies_have_the_lengths_that_were_recorded() {
        let denied = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: \
                      arn:aws:execute-api:us-west-2:********7089:u1hp5d8r0b/api/GET/prod";
        for (error, length) in [
            (GatewayError::Forbidden, 23),
            (GatewayError::MissingAuthenticationToken, 42),
            (GatewayError::Unauthorized, 26),
            (GatewayError::IntegrationFailure, 36),
            (GatewayError::IntegrationTimeout, 41),
            (GatewayError::InvalidSignature, 192),
            (GatewayError::AccessDenied(denied.to_owned()), 158),
        ] {
            assert_eq!(error.clone().answer(&STAGE_MISSING).body.len(), length, "{error:?}");
        }
    }

    #[test]
    fn too_large_a_body_is_answered_in_plain_text() {
        let answer = GatewayError::RequestTooLarge.answer(&STAGE_MISSING);
        assert_eq!(answer.body, "HTTP content length exceeded 10485760 bytes.");
        assert!(!answer.headers.has("x-amz-apigw-id"));
    }

    #[test]
    fn heads_have_no_body() {
        let answer = without_body(GatewayError::WafFiltered.answer(&STAGE_MISSING));
        assert_eq!((answer.body.as_ref(), answer.headers.get("content-length")), ("", Some("0")));
    }
}
