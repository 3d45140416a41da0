//! What REST APIs, and API Gateway's front, answer themselves.

use super::AnswerRow;
use super::mark::Mark::{self, Capital, Error, Message, MessageOrNone, Own, Small, Status};
use crate::cause as c;
use crate::fingerprint::System;

const REST: Mark = Mark::System(System::RestApi);

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "missing_authentication_token",
        marks: &[Error("MissingAuthenticationTokenException", "Missing Authentication Token")],
        causes: &[
            &c::ROUTE_UNKNOWN,
            &c::ROUTE_PREFIX,
            &c::ROUTE_ROOT,
            &c::ROUTE_METHOD,
            &c::ROUTE_NOT_DEPLOYED,
            &c::ROUTE_DOMAIN_STAGE,
            &c::IAM_UNSIGNED,
            &c::IAM_AUTHORIZATION_DROPPED,
        ],
        sources: &[
            "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors",
            "https://repost.aws/knowledge-center/api-gateway-403-custom-domain",
            "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_api.py",
        ],
    },
    AnswerRow {
        id: "forbidden",
        marks: &[REST, Error("ForbiddenException", "Forbidden")],
        causes: &[
            &c::STAGE_MISSING,
            &c::HOST_FORWARDED,
            &c::API_KEY,
            &c::WEB_ACL_STAGE,
            &c::MAPPING_MISSING,
            &c::ENDPOINT_DISABLED_REST,
            &c::WEB_ACL_BODY,
            &c::PRIVATE_API_HOST,
            &c::PRIVATE_DNS,
            &c::MUTUAL_TLS,
        ],
        sources: &[
            "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
            "https://github.com/OWASP/Serverless-Goat/issues/14",
            "https://github.com/Miserlou/django-zappa/issues/100",
        ],
    },
    AnswerRow {
        id: "host_refused",
        marks: &[Mark::System(System::GatewayFront), Own, MessageOrNone("Forbidden")],
        causes: &[&c::HOST_FORWARDED, &c::HTTP_HOST_FORWARDED, &c::MAPPING_MISSING],
        sources: &["https://github.com/KensioSoftware/yulin/issues/1033", "https://github.com/brefphp/bref/issues/682"],
    },
    AnswerRow {
        id: "incomplete_signature",
        marks: &[Error("IncompleteSignatureException", "Authorization header")],
        causes: &[&c::ROUTE_UNKNOWN_BEARER, &c::IAM_BEARER],
        sources: &[
            "Public capture of a bearer token on an unknown route, 2025-11",
            "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors",
        ],
    },
    AnswerRow {
        id: "invalid_signature",
        marks: &[REST, Error("InvalidSignatureException", "request signature we calculated")],
        causes: &[&c::SIGNATURE_CHANGED, &c::SIGNATURE_HOST, &c::SIGNATURE_WRONG, &c::SIGNATURE_UNKNOWN_ROUTE],
        sources: &[
            "https://repost.aws/knowledge-center/api-gateway-iam-authentication-signature-errors",
            "https://github.com/ministackorg/ministack/pull/1746",
        ],
    },
    AnswerRow {
        id: "access_key_unknown",
        marks: &[REST, Mark::Field("x-amzn-errortype"), Message("security token included in the request")],
        causes: &[&c::ACCESS_KEY_UNKNOWN, &c::SIGNATURE_UNKNOWN_ROUTE],
        sources: &["https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden"],
    },
    AnswerRow {
        id: "policy_anonymous",
        marks: &[Capital, Message("User: anonymous is not authorized to perform: execute-api:Invoke")],
        causes: &[&c::POLICY_SOURCE_IP, &c::POLICY_ANONYMOUS, &c::VPC_ENDPOINT_POLICY],
        sources: &["Public capture of a resource policy that refused an anonymous caller, 2025-09"],
    },
    AnswerRow {
        id: "policy_principal",
        marks: &[Capital, Message("is not authorized to perform: execute-api:Invoke")],
        causes: &[&c::POLICY_PRINCIPAL, &c::VPC_ENDPOINT_POLICY],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"],
    },
    AnswerRow {
        id: "authorizer_denies",
        marks: &[Message("User is not authorized to access this resource with an explicit deny")],
        causes: &[&c::AUTHORIZER_DENIES, &c::POLICY_ANONYMOUS],
        sources: &["AWS API Gateway Errors Mapping Guide: recorded httpie answers"],
    },
    AnswerRow {
        id: "authorizer_cache",
        marks: &[Message("User is not authorized to access this resource")],
        causes: &[&c::AUTHORIZER_CACHE, &c::AUTHORIZER_DENIES],
        sources: &["AWS API Gateway Errors Mapping Guide: recorded httpie answers"],
    },
    AnswerRow {
        id: "access_denied",
        marks: &[REST, Error("AccessDeniedException", "not authorized")],
        causes: &[&c::POLICY_ANONYMOUS, &c::POLICY_PRINCIPAL, &c::AUTHORIZER_DENIES, &c::AUTHORIZER_CACHE],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
        ],
    },
    AnswerRow {
        id: "token_expired",
        marks: &[Small, Message("The incoming token has expired")],
        causes: &[&c::TOKEN_EXPIRED],
        sources: &["https://repost.aws/knowledge-center/api-gateway-cognito-401-unauthorized"],
    },
    AnswerRow {
        id: "unauthorized",
        marks: &[REST, Error("UnauthorizedException", "Unauthorized")],
        causes: &[&c::AUTHORIZATION_DROPPED, &c::IDENTITY_SOURCE, &c::AUTHORIZER_UNAUTHORIZED, &c::TOKEN_EXPIRED],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
            "AWS API Gateway Errors Mapping Guide: recorded httpie answers",
        ],
    },
    AnswerRow {
        id: "authorizer_failed",
        marks: &[REST, Error("AuthorizerConfigurationException", "null")],
        causes: &[&c::AUTHORIZER_FAILED],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
        ],
    },
    AnswerRow {
        id: "authorizer_failure",
        marks: &[REST, Error("AuthorizerFailureException", "null")],
        causes: &[&c::AUTHORIZER_FAILED],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
        ],
    },
    AnswerRow {
        id: "media_type",
        marks: &[Status(&[415]), Message("Unsupported Media Type")],
        causes: &[&c::MEDIA_TYPE],
        sources: &["https://github.com/ministackorg/ministack/pull/1746"],
    },
    AnswerRow {
        id: "validator",
        marks: &[REST, Error("BadRequestException", "Invalid request body")],
        causes: &[&c::VALIDATOR],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
        ],
    },
    AnswerRow {
        id: "quota",
        marks: &[REST, Error("LimitExceededException", "Limit Exceeded")],
        causes: &[&c::QUOTA],
        sources: &["https://github.com/ministackorg/ministack/pull/1746"],
    },
    AnswerRow {
        id: "throttled",
        marks: &[REST, Error("TooManyRequestsException", "Too Many Requests")],
        causes: &[&c::THROTTLED],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html"],
    },
    AnswerRow {
        id: "url_too_long_api",
        marks: &[REST, Status(&[414])],
        causes: &[&c::URL_TOO_LONG_API],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
        ],
    },
    AnswerRow {
        id: "integration_timeout",
        marks: &[Status(&[504]), Error("InternalServerErrorException", "Endpoint request timed out")],
        causes: &[&c::LAMBDA_TIMEOUT, &c::BACKEND_TIMEOUT],
        sources: &["https://repost.aws/knowledge-center/api-gateway-504-errors"],
    },
    AnswerRow {
        id: "bad_integration_response",
        marks: &[REST, Status(&[502]), Error("InternalServerErrorException", "Internal server error")],
        causes: &[&c::LAMBDA_MALFORMED, &c::LAMBDA_TIMEOUT],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
        ],
    },
    AnswerRow {
        id: "internal_server_error",
        marks: &[Error("InternalServerErrorException", "Internal server error")],
        causes: &[
            &c::LAMBDA_PERMISSION,
            &c::INTEGRATION_SETUP,
            &c::BACKEND_UNREACHABLE,
            &c::LAMBDA_MALFORMED,
            &c::LAMBDA_TIMEOUT,
        ],
        sources: &[
            "https://github.com/aws/serverless-application-model/issues/540",
            "https://github.com/aws-cloudformation/cfn-lint/issues/243",
        ],
    },
    AnswerRow {
        id: "rest_other",
        marks: &[REST, Own],
        causes: &[&c::GATEWAY_RESPONSE],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
        ],
    },
];
