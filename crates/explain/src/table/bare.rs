//! A body without its header: AWS's systems share some of their words.

use super::AnswerRow;
use super::mark::Mark::{BodyAlone, Message, Small};
use crate::cause as c;

const FORBIDDEN: &str = "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden";

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "bare_not_found",
        marks: &[BodyAlone, Small, Message("Not Found")],
        causes: &[&c::HTTP_STAGE_MISSING, &c::HTTP_ROUTE_UNKNOWN, &c::HTTP_ENDPOINT_DISABLED],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html"],
    },
    AnswerRow {
        id: "bare_unauthorized",
        marks: &[BodyAlone, Small, Message("Unauthorized")],
        causes: &[
            &c::AUTHORIZATION_DROPPED,
            &c::IDENTITY_SOURCE,
            &c::AUTHORIZER_UNAUTHORIZED,
            &c::HTTP_JWT,
            &c::HTTP_IDENTITY_SOURCE,
        ],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
        ],
    },
    AnswerRow {
        id: "bare_internal_server_error",
        marks: &[BodyAlone, Small, Message("Internal Server Error")],
        causes: &[
            &c::HTTP_LAMBDA_FAILED,
            &c::HTTP_LAMBDA_PERMISSION,
            &c::HTTP_AUTHORIZER_FAILED,
            &c::HTTP_INTEGRATION_SETUP,
        ],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html"],
    },
    AnswerRow {
        id: "bare_unavailable",
        marks: &[BodyAlone, Small, Message("Service Unavailable")],
        causes: &[&c::HTTP_TIMEOUT, &c::HTTP_UNREACHABLE],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html"],
    },
    AnswerRow {
        id: "bare_signature",
        marks: &[BodyAlone, Small, Message("request signature we calculated")],
        causes: &[
            &c::SIGNATURE_CHANGED,
            &c::SIGNATURE_HOST,
            &c::SIGNATURE_WRONG,
            &c::URL_PAYLOAD_HASH,
            &c::URL_SIGNATURE,
        ],
        sources: &["https://repost.aws/knowledge-center/api-gateway-iam-authentication-signature-errors"],
    },
    AnswerRow {
        id: "bare_access_key",
        marks: &[BodyAlone, Small, Message("security token included in the request")],
        causes: &[&c::ACCESS_KEY_UNKNOWN, &c::URL_SIGNATURE],
        sources: &[FORBIDDEN],
    },
    AnswerRow {
        id: "bare_forbidden",
        marks: &[BodyAlone, Small, Message("Forbidden")],
        causes: &[
            &c::STAGE_MISSING,
            &c::HOST_FORWARDED,
            &c::API_KEY,
            &c::WEB_ACL_STAGE,
            &c::MAPPING_MISSING,
            &c::HTTP_AUTHORIZER_DENIES,
            &c::HTTP_IAM,
            &c::ENDPOINT_DISABLED_REST,
        ],
        sources: &[FORBIDDEN],
    },
];
