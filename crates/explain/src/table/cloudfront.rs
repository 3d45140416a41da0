//! What CloudFront, or a function at CloudFront, answers itself.

use super::AnswerRow;
use super::mark::Mark::{self, Code, Known, Message, Page, Status, StatusBelow, XCache};
use crate::cause as c;
use crate::fingerprint::System;

const CLOUDFRONT: Mark = Mark::System(System::CloudFront);

const EDGE_502: &str =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-lambda-validation-error.html";
const EDGE_503: &str =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html";

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "edge_function_answered",
        marks: &[Mark::System(System::EdgeFunction)],
        causes: &[&c::EDGE_FUNCTION_ANSWERED],
        sources: &["Public captures of answers with x-cache FunctionGeneratedResponse and LambdaGeneratedResponse"],
    },
    AnswerRow {
        id: "function_failed",
        marks: &[CLOUDFRONT, XCache("FunctionExecutionError")],
        causes: &[&c::FUNCTION_FAILED],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html",
        ],
    },
    AnswerRow {
        id: "function_invalid",
        marks: &[CLOUDFRONT, XCache("FunctionValidationError")],
        causes: &[&c::FUNCTION_INVALID],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html"],
    },
    AnswerRow {
        id: "function_throttled",
        marks: &[CLOUDFRONT, XCache("FunctionThrottledError")],
        causes: &[&c::FUNCTION_THROTTLED, &c::FUNCTION_FAILED],
        sources: &["Public captures of answers with x-cache FunctionThrottledError, one of them of a syntax error"],
    },
    AnswerRow {
        id: "lambda_edge_failed",
        marks: &[CLOUDFRONT, XCache("LambdaExecutionError")],
        causes: &[&c::LAMBDA_EDGE_FAILED],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html",
        ],
    },
    AnswerRow {
        id: "lambda_edge_invalid",
        marks: &[CLOUDFRONT, XCache("LambdaValidationError")],
        causes: &[&c::LAMBDA_EDGE_INVALID],
        sources: &["https://github.com/aws-samples/react-ssr-lambda/issues/28"],
    },
    AnswerRow {
        id: "lambda_edge_limit",
        marks: &[CLOUDFRONT, XCache("LambdaLimitExceeded")],
        causes: &[&c::FUNCTION_THROTTLED],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html",
        ],
    },
    AnswerRow {
        id: "lambda_edge_page",
        marks: &[CLOUDFRONT, Page("Lambda function", &[]), Page("could not run", &[])],
        causes: &[&c::LAMBDA_EDGE_FAILED, &c::FUNCTION_THROTTLED],
        sources: &[EDGE_503],
    },
    AnswerRow {
        id: "lambda_edge_limit_page",
        marks: &[CLOUDFRONT, Page("Lambda function", &[]), Page("limit", &[])],
        causes: &[&c::FUNCTION_THROTTLED, &c::LAMBDA_EDGE_FAILED],
        sources: &[EDGE_503],
    },
    AnswerRow {
        id: "lambda_edge_permission_page",
        marks: &[CLOUDFRONT, Page("Lambda function", &[]), Page("permissions", &[])],
        causes: &[&c::LAMBDA_EDGE_FAILED],
        sources: &[EDGE_503],
    },
    AnswerRow {
        id: "lambda_edge_invalid_page",
        marks: &[CLOUDFRONT, Page("Lambda function", &[])],
        causes: &[&c::LAMBDA_EDGE_INVALID, &c::LAMBDA_EDGE_FAILED],
        sources: &["https://github.com/aws-samples/react-ssr-lambda/issues/28", EDGE_502],
    },
    AnswerRow {
        id: "function_page",
        marks: &[CLOUDFRONT, Page("CloudFront function", &[]), Page("could not run", &[])],
        causes: &[&c::FUNCTION_FAILED, &c::FUNCTION_THROTTLED],
        sources: &[EDGE_503],
    },
    AnswerRow {
        id: "function_invalid_page",
        marks: &[CLOUDFRONT, Page("CloudFront function", &[])],
        causes: &[&c::FUNCTION_INVALID, &c::FUNCTION_FAILED],
        sources: &[EDGE_502],
    },
    AnswerRow {
        id: "redirect_to_https",
        marks: &[CLOUDFRONT, StatusBelow(400)],
        causes: &[&c::REDIRECT_TO_HTTPS, &c::EDGE_HTTPS],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
            "https://github.com/brefphp/bref/issues/546",
        ],
    },
    AnswerRow {
        id: "web_acl",
        marks: &[CLOUDFRONT, Page("Request blocked.", &[919])],
        causes: &[&c::WEB_ACL_DISTRIBUTION, &c::WEB_ACL_BODY],
        sources: &["Public capture of a request that AWS WAF blocked at a distribution, 2026-03: 403, 919 bytes"],
    },
    AnswerRow {
        id: "geo_restriction",
        marks: &[CLOUDFRONT, Page("block access from your country", &[986])],
        causes: &[&c::GEO_RESTRICTION],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html"],
    },
    AnswerRow {
        id: "method_not_allowed",
        marks: &[CLOUDFRONT, Page("not configured to allow the HTTP request method", &[1053])],
        causes: &[&c::METHOD_NOT_ALLOWED],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html"],
    },
    AnswerRow {
        id: "signed_url_missing",
        marks: &[CLOUDFRONT, Code(&["MissingKey"])],
        causes: &[&c::SIGNED_URL_MISSING],
        sources: &[
            "Public capture of an unsigned request to a behaviour with a trusted key group: 403, text/xml, 146 bytes",
        ],
    },
    AnswerRow {
        id: "signed_url_key",
        marks: &[CLOUDFRONT, Code(&["InvalidKey"])],
        causes: &[&c::SIGNED_URL_KEY],
        sources: &["https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies"],
    },
    AnswerRow {
        id: "signed_url_broken",
        marks: &[CLOUDFRONT, Code(&["MalformedSignature", "MalformedPolicy"])],
        causes: &[&c::SIGNED_URL_BROKEN],
        sources: &["https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies"],
    },
    AnswerRow {
        id: "signed_url_expired",
        marks: &[CLOUDFRONT, Code(&["AccessDenied"])],
        causes: &[&c::SIGNED_URL_EXPIRED],
        sources: &["https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies"],
    },
    AnswerRow {
        id: "domain_fronting",
        marks: &[CLOUDFRONT, Status(&[421])],
        causes: &[&c::DOMAIN_FRONTING],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html"],
    },
    AnswerRow {
        id: "origin_dns",
        marks: &[CLOUDFRONT, Page("wasn't able to resolve the origin", &[])],
        causes: &[&c::ORIGIN_DNS, &c::ORIGIN_API_PRIVATE],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html"],
    },
    AnswerRow {
        id: "origin_connect",
        marks: &[CLOUDFRONT, Page("wasn't able to connect to the origin", &[])],
        causes: &[&c::ORIGIN_CERTIFICATE, &c::ORIGIN_REFUSES],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html"],
    },
    AnswerRow {
        id: "origin_silent",
        marks: &[CLOUDFRONT, Page("attempted to establish a connection with the origin", &[])],
        causes: &[&c::ORIGIN_FIREWALL, &c::ORIGIN_SILENT],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html"],
    },
    AnswerRow {
        id: "url_too_long",
        marks: &[CLOUDFRONT, Status(&[414])],
        causes: &[&c::URL_TOO_LONG_DISTRIBUTION, &c::URL_TOO_LONG_API],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        ],
    },
    AnswerRow {
        id: "headers_too_large",
        marks: &[CLOUDFRONT, Status(&[494])],
        causes: &[&c::HEADERS_TOO_LARGE],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        ],
    },
    AnswerRow {
        id: "root_object",
        marks: &[CLOUDFRONT, Status(&[400])],
        causes: &[&c::DEFAULT_ROOT_OBJECT],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html"],
    },
    AnswerRow {
        id: "bad_request",
        marks: &[CLOUDFRONT, Status(&[403]), Page("Bad request", &[915])],
        causes: BAD_REQUEST,
        sources: &[
            "https://repost.aws/knowledge-center/resolve-cloudfront-bad-request-error",
            "https://github.com/Droplr/serverless-api-cloudfront/issues/15",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
        ],
    },
    AnswerRow {
        id: "cloudfront_403",
        marks: &[CLOUDFRONT, Status(&[403])],
        causes: &[
            &c::HOST_UNKNOWN_DISTRIBUTION,
            &c::EDGE_HOST_UNKNOWN,
            &c::WEB_ACL_DISTRIBUTION,
            &c::METHOD_NOT_ALLOWED,
            &c::GEO_RESTRICTION,
            &c::SIGNED_URL_MISSING,
            &c::HTTPS_ONLY,
            &c::GET_WITH_BODY,
            &c::EDGE_GET_BODY,
        ],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
        ],
    },
    AnswerRow {
        id: "cloudfront_timeout",
        marks: &[CLOUDFRONT, Known(504)],
        causes: &[&c::ORIGIN_FIREWALL, &c::ORIGIN_SILENT],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html",
            "https://github.com/terraform-aws-modules/terraform-aws-cloudfront/issues/146",
        ],
    },
    AnswerRow {
        id: "cloudfront_gateway_error",
        marks: &[CLOUDFRONT, Status(&[502, 504])],
        causes: &[&c::ORIGIN_CERTIFICATE, &c::ORIGIN_DNS, &c::ORIGIN_REFUSES, &c::ORIGIN_SILENT],
        sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html"],
    },
    AnswerRow {
        id: "cloudfront_unavailable",
        marks: &[CLOUDFRONT, Status(&[503])],
        causes: &[&c::FUNCTION_FAILED, &c::LAMBDA_EDGE_FAILED, &c::FUNCTION_THROTTLED],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html",
        ],
    },
    AnswerRow {
        id: "body_too_large",
        marks: &[Message("HTTP content length exceeded 10485760 bytes")],
        causes: &[&c::BODY_TOO_LARGE],
        sources: &["Public capture of a REST API that was sent 11 MB, 2025"],
    },
];

static BAD_REQUEST: &[&c::PossibleCause] = &[
    &c::HOST_UNKNOWN_DISTRIBUTION,
    &c::HTTPS_ONLY,
    &c::EDGE_HOST_UNKNOWN,
    &c::GET_WITH_BODY,
    &c::EDGE_GET_BODY,
    &c::DISTRIBUTION_CHAIN,
    &c::DISTRIBUTION_DISABLED,
];
