//! HTTP APIs, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The `Host` names no API and no custom domain of the region.
    HOST_UNKNOWN = Observed HttpApiHostUnknown, [
        "https://github.com/KensioSoftware/yulin/issues/1033",
        "https://repost.aws/knowledge-center/api-gateway-cloudfront-distribution",
    ];
    /// The `Host` header chooses the API.
    HOST = Documented HttpApiHost, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-publish.html",
    ];
    /// The `execute-api` name is switched off.
    ENDPOINT_DISABLED = Documented HttpApiEndpointDisabled, [
        "https://repost.aws/knowledge-center/api-gateway-disable-endpoint",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html",
    ];
    /// A first segment that is a stage's name chooses it; any other path goes to `$default`.
    STAGE = Documented HttpApiStage, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
    ];
    /// No stage has the name of the first segment, and there is no `$default`.
    STAGE_MISSING = Documented HttpApiStageMissing, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
    ];
    /// With a CORS configuration, the API answers preflight requests itself where no route takes them.
    CORS_PREFLIGHT = Documented HttpApiCorsPreflight, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
        "https://github.com/anomalyco/sst/issues/5493",
        "https://arpadt.com/articles/cors-in-http-api",
        "https://cloudunfold.com/blog/api-gateway-http-api-with-cors-and-authorization",
    ];
    /// The route that the request matches best.
    ROUTE = Documented HttpApiRoute, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
    ];
    /// No route matches, and there is no `$default` route.
    ROUTE_NOT_FOUND = Observed HttpApiRouteNotFound, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
        "https://github.com/serverless/serverless/blob/main/test/integration/aws/http-api.test.js",
    ];
    /// The route lets signed AWS principals pass.
    IAM_AUTHORIZATION = Observed HttpApiIamAuthorization, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html",
        "https://github.com/aws/serverless-application-model/blob/develop/integration/single/test_function_with_http_api_and_auth.py",
    ];
    /// The route asks a Lambda authorizer.
    LAMBDA_AUTHORIZER = Observed HttpApiLambdaAuthorizer, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
        "https://github.com/approov/quickstart-aws-api-gateway-v2",
    ];
    /// The route takes a JSON web token.
    JWT_AUTHORIZER = Documented HttpApiJwtAuthorizer, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html",
    ];
    /// The authorizer itself failed.
    AUTHORIZER_FAILED = Documented HttpApiAuthorizerFailed, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
    ];
    /// The function's policy does not let API Gateway call it for this route.
    LAMBDA_PERMISSION = Observed HttpApiLambdaPermission, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
        "https://github.com/aws/serverless-application-model/issues/1860",
    ];
    /// The route's integration names a function that the scenario does not describe.
    INTEGRATION_MISSING = Inferred HttpApiIntegrationMissing, [
        "Not an AWS behaviour: the scenario does not describe what the route calls.",
    ];
    /// An integration of a type that only REST APIs have.
    INTEGRATION_UNSUPPORTED = Documented HttpApiIntegrationUnsupported, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html",
    ];
    /// The request goes to the route's backend.
    INTEGRATION = Documented HttpApiIntegration, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
        "https://github.com/CodeGenieApp/serverless-express/issues/465",
        "https://github.com/aws-powertools/powertools-lambda-python/issues/576",
    ];
    /// Parameter mapping writes into the request.
    REQUEST_PARAMETERS = Documented HttpApiRequestParameters, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
    ];
    /// An HTTP backend gets the request's path, the stage's name in front included.
    FORWARDED_PATH = Documented HttpApiForwardedPath, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html",
        "https://github.com/antonputra/tutorials/issues/182",
        "https://github.com/openabdev/openab/issues/1283",
    ];
    /// The HTTP backend gives no answer.
    INTEGRATION_UNREACHABLE = Observed HttpApiIntegrationUnreachable, [
        "https://github.com/aws-samples/aws-apigw-http-api-private--integrations/issues/2",
        "https://github.com/anomalyco/sst/issues/5510",
        "https://github.com/cortexlabs/cortex/issues/1225",
    ];
    /// The function failed, or answered in a shape that API Gateway does not take.
    LAMBDA_FAILED = Observed HttpApiLambdaFailed, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
        "https://github.com/serverless/serverless/blob/main/test/integration/aws/http-api.test.js",
    ];
    /// The integration took longer than API Gateway waits.
    INTEGRATION_TIMEOUT = Observed HttpApiIntegrationTimeout, [
        "https://github.com/cortexlabs/cortex/issues/1225",
        "https://github.com/serverless/serverless/issues/11222",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
    ];
    /// With a CORS configuration, the backend's own CORS headers are thrown away.
    CORS_HEADERS = Documented HttpApiCorsHeaders, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
    ];
    /// What API Gateway adds to an answer.
    RELAY = Observed HttpApiRelay, [
        "https://github.com/cortexlabs/cortex/issues/1225",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
    ];
}
