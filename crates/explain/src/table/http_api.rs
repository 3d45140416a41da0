//! What HTTP APIs answer themselves.

use super::AnswerRow;
use super::mark::Mark::{self, Field, Own, Status};
use crate::cause as c;
use crate::fingerprint::System;

const HTTP: Mark = Mark::System(System::HttpApi);

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "http_forbidden",
        marks: &[HTTP, Own, Status(&[403])],
        causes: &[
            &c::HTTP_IAM,
            &c::HTTP_AUTHORIZER_DENIES,
            &c::HTTP_JWT_SCOPE,
            &c::HTTP_HOST_FORWARDED,
            &c::MUTUAL_TLS,
        ],
        sources: &[
            "https://github.com/aws/serverless-application-model/blob/develop/integration/single/test_function_with_http_api_and_auth.py",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
        ],
    },
    AnswerRow {
        id: "http_unauthorized_jwt",
        marks: &[HTTP, Own, Status(&[401]), Field("www-authenticate")],
        causes: &[&c::HTTP_JWT, &c::AUTHORIZATION_DROPPED],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html"],
    },
    AnswerRow {
        id: "http_unauthorized",
        marks: &[HTTP, Own, Status(&[401])],
        causes: &[&c::HTTP_IDENTITY_SOURCE, &c::AUTHORIZATION_DROPPED, &c::HTTP_JWT],
        sources: &["https://github.com/approov/quickstart-aws-api-gateway-v2"],
    },
    AnswerRow {
        id: "http_not_found",
        marks: &[HTTP, Own, Status(&[404])],
        causes: &[&c::HTTP_STAGE_MISSING, &c::HTTP_ROUTE_UNKNOWN, &c::HTTP_ENDPOINT_DISABLED],
        sources: &[
            "Public capture of an HTTP API whose only stage is `dev`, called without it, 2026-04",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
            "https://github.com/serverless/serverless/blob/main/test/integration/aws/http-api.test.js",
        ],
    },
    AnswerRow {
        id: "http_throttled",
        marks: &[HTTP, Own, Status(&[429])],
        causes: &[&c::THROTTLED],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html"],
    },
    AnswerRow {
        id: "http_internal_error",
        marks: &[HTTP, Own, Status(&[500])],
        causes: &[
            &c::HTTP_LAMBDA_FAILED,
            &c::HTTP_LAMBDA_PERMISSION,
            &c::HTTP_AUTHORIZER_FAILED,
            &c::HTTP_INTEGRATION_SETUP,
        ],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html"],
    },
    AnswerRow {
        id: "http_unavailable",
        marks: &[HTTP, Own, Status(&[503])],
        causes: &[&c::HTTP_TIMEOUT, &c::HTTP_UNREACHABLE],
        sources: &["https://github.com/serverless/serverless/issues/11222"],
    },
    AnswerRow {
        id: "http_preflight",
        marks: &[HTTP, Own, Status(&[204])],
        causes: &[&c::HTTP_PREFLIGHT, &c::FUNCTION_ANSWERED, &c::BACKEND_ANSWERED],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"],
    },
];
