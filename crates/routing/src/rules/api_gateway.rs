//! API Gateway, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// An edge-optimized API stands behind a CloudFront distribution of AWS's own.
    EDGE_FRONT = Documented "rest_api.edge_front", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html",
    ];
    /// AWS's own distribution in front of edge-optimized APIs does not know the `Host`.
    EDGE_HOST_UNKNOWN = Observed "rest_api.edge_host_unknown", [
        "https://github.com/Droplr/serverless-api-cloudfront/issues/15",
    ];
    /// The `Host` header chooses the API.
    HOST = Documented "rest_api.host", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html",
    ];
    /// The `Host` names no API at this endpoint.
    HOST_UNKNOWN = Observed "rest_api.host_unknown", [
        "https://github.com/KensioSoftware/yulin/issues/1033",
        "https://repost.aws/knowledge-center/api-gateway-cloudfront-distribution",
    ];
    /// The `execute-api` name is switched off.
    ENDPOINT_DISABLED = Documented "rest_api.endpoint_disabled", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
    ];
    /// The first segment of the path is the stage.
    STAGE = Documented "rest_api.stage", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html",
    ];
    /// The API has no such stage.
    STAGE_MISSING = Observed "rest_api.stage_missing", [
        "Public capture of a REST API behind a distribution without origin path, 2025-11",
        "https://github.com/OWASP/Serverless-Goat/issues/14",
        "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
    ];
    /// The pair of resource and method that the request matches best.
    RESOURCE = Observed "rest_api.resource", [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_common.py",
        "https://github.com/floci-io/floci/issues/3399",
    ];
    /// The stage's deployment has no such pair of resource and method.
    RESOURCE_NOT_FOUND = Observed "rest_api.resource_not_found", [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_common.py",
        "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors",
    ];
    /// The integration answers without a backend.
    MOCK = Documented "rest_api.mock", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html",
    ];
    /// The request goes to the method's backend.
    INTEGRATION = Documented "rest_api.integration", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html",
    ];
    /// The method's integration names a function that the scenario does not describe.
    INTEGRATION_MISSING = Inferred "rest_api.integration_missing", [
        "Not an AWS behaviour: the scenario does not describe what the method calls.",
    ];
    /// The function's policy does not let API Gateway call it for this method.
    LAMBDA_PERMISSION = Observed "rest_api.lambda_permission", [
        "https://github.com/aws/serverless-application-model/issues/540",
        "https://github.com/aws/serverless-application-model/issues/296",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html",
    ];
    /// The function failed, or answered in a shape that API Gateway does not take.
    LAMBDA_FAILED = Observed "rest_api.lambda_failed", [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_lambda.py",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
    ];
    /// The headers that API Gateway adds to an answer.
    RELAY = Observed "rest_api.relay", [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_lambda.py",
    ];
}
