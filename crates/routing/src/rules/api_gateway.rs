//! API Gateway, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// An edge-optimized API stands behind a CloudFront distribution of AWS's own.
    EDGE_FRONT = Observed RestApiEdgeFront, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html",
        "https://github.com/Droplr/serverless-api-cloudfront/issues/15",
        "https://github.com/koki-develop/lgtm-generator/issues/10",
    ];
    /// The `Host` is a name of the user's own distribution, which answers at the same edge.
    EDGE_HOST_OWN = Observed RestApiEdgeHostOwn, [
        "https://serverfault.com/questions/1040045",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
    ];
    /// AWS's own distribution in front of edge-optimized APIs does not know the `Host`.
    EDGE_HOST_UNKNOWN = Observed RestApiEdgeHostUnknown, [
        "https://github.com/Droplr/serverless-api-cloudfront/issues/15",
    ];
    /// AWS's own distribution redirects HTTP to HTTPS.
    EDGE_HTTPS = Observed RestApiEdgeHttps, [
        "https://github.com/brefphp/bref/issues/546",
        "https://github.com/aws/chalice/issues/1393",
        "https://github.com/skriems/next-material-aws-lambda/issues/1",
        "https://github.com/wan2land/serverless-nuxt/issues/91",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    ];
    /// AWS's own distribution refuses a GET that has a body.
    EDGE_GET_BODY = Observed RestApiEdgeGetBody, [
        "https://github.com/spatie/laravel-webhook-server/issues/42",
        "https://github.com/aws-amplify/amplify-hosting/issues/581",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
    /// A private API's name leads nowhere outside a VPC that has an endpoint for it.
    PRIVATE = Observed RestApiPrivate, [
        "https://github.com/onmyway133/blog/issues/1058",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html",
    ];
    /// Private DNS leads the names of public APIs into a VPC endpoint.
    PRIVATE_DNS = Documented RestApiPrivateDns, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html",
        "https://github.com/awsdocs/amazon-api-gateway-developer-guide/issues/10",
    ];
    /// A URL is longer than the endpoint takes.
    URL_TOO_LONG = Inferred RestApiUrlTooLong, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
    /// A body is longer than 10 MB.
    REQUEST_TOO_LARGE = Observed RestApiRequestTooLarge, [
        "https://github.com/koki-develop/lgtm-generator/issues/10",
        "https://github.com/chroma-core/chroma/issues/1458",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html",
    ];
    /// The `Host` header chooses the API.
    HOST = Observed RestApiHost, [
        "https://github.com/KensioSoftware/yulin/issues/1033",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html",
    ];
    /// The `Host` names no API at this endpoint.
    HOST_UNKNOWN = Observed RestApiHostUnknown, [
        "https://github.com/KensioSoftware/yulin/issues/1033",
        "https://repost.aws/knowledge-center/api-gateway-cloudfront-distribution",
    ];
    /// A name that no part of the scenario has: taken for its only custom domain.
    DOMAIN_ASSUMED = Inferred ApiDomainAssumed, [
        "Not an AWS behaviour: the scenario does not say what answers at this name, and has one custom domain near it.",
    ];
    /// The `Host` names a custom domain.
    DOMAIN = Documented ApiDomainHost, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html",
    ];
    /// CloudFront finds no certificate that fits: the `Host` it forwards is not the custom domain it connects to.
    DOMAIN_CERTIFICATE = Observed ApiDomainCertificate, [
        "https://github.com/amplify-education/serverless-domain-manager/issues/152",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
    ];
    /// The routing rule of lowest priority whose conditions the request meets.
    ROUTING_RULE = Documented ApiDomainRoutingRule, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules-examples.html",
    ];
    /// The base path mapping with the longest base path that the path begins with.
    BASE_PATH_MAPPING = Documented ApiDomainBasePathMapping, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html",
    ];
    /// No rule and no mapping takes the request.
    NO_MAPPING = Observed ApiDomainNoMapping, [
        "https://github.com/Miserlou/django-zappa/issues/100",
        "https://github.com/Miserlou/Zappa/issues/1248",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules-examples.html",
    ];
    /// A mapping or rule names an API that the scenario does not describe.
    API_MISSING = Inferred ApiDomainApiMissing, [
        "Not an AWS behaviour: the scenario does not describe the API that the domain leads to.",
    ];
    /// The `execute-api` name is switched off.
    ENDPOINT_DISABLED = Documented RestApiEndpointDisabled, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
    ];
    /// The first segment of the path is the stage.
    STAGE = Documented RestApiStage, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html",
    ];
    /// The API has no such stage.
    STAGE_MISSING = Observed RestApiStageMissing, [
        "https://zenn.dev/slopwelljp/articles/9252e320880790",
        "https://github.com/OWASP/Serverless-Goat/issues/14",
        "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
    ];
    /// The stage's web ACL decides about the request.
    WEB_ACL = Observed RestApiWebAcl, [
        "https://github.com/DataBiosphere/azul/issues/7470",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-custom-request-response.html",
    ];
    /// The pair of resource and method that the request matches best.
    RESOURCE = Observed RestApiResource, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_common.py",
        "https://github.com/floci-io/floci/issues/3399",
    ];
    /// The stage's deployment has no such pair of resource and method.
    RESOURCE_NOT_FOUND = Observed RestApiResourceNotFound, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_common.py",
        "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors",
    ];
    /// No such pair of resource and method, and an `Authorization` header that is no AWS signature.
    RESOURCE_NOT_FOUND_SIGNATURE = Observed RestApiResourceNotFoundAuthorization, [
        "https://github.com/DataBiosphere/azul/issues/7470",
        "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors",
    ];
    /// The resource policy allows, denies or says nothing.
    RESOURCE_POLICY = Documented RestApiResourcePolicy, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html",
        "https://github.com/samvera/serverless-iiif/issues/58",
        "https://github.com/serverless/serverless/issues/11808",
    ];
    /// The method takes anyone.
    AUTHORIZATION_NONE = Documented RestApiAuthorizationNone, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
    ];
    /// A method with `AWS_IAM` was called without a signature.
    SIGNATURE_MISSING = Observed RestApiSignatureMissing, [
        "https://github.com/aws/serverless-application-model/tree/develop/integration",
        "https://github.com/floci-io/floci/issues/3399",
        "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors",
    ];
    /// A method with `AWS_IAM` was called with an `Authorization` header that is no AWS signature.
    SIGNATURE_INCOMPLETE = Observed RestApiSignatureIncomplete, [
        "https://github.com/DataBiosphere/azul/issues/7470",
        "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors",
    ];
    /// The signature is not for the request as API Gateway sees it.
    SIGNATURE_INVALID = Documented RestApiSignatureInvalid, [
        "https://repost.aws/knowledge-center/api-gateway-iam-authentication-signature-errors",
        "https://github.com/ministackorg/ministack/pull/1746",
    ];
    /// The signature is right, and names who calls.
    SIGNATURE = Documented RestApiSignature, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html",
    ];
    /// The request lacks what the authorizer identifies callers by.
    IDENTITY_SOURCE = Observed RestApiIdentitySource, [
        "https://github.com/aws/serverless-application-model/tree/develop/integration",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
    ];
    /// What the authorizer says of the caller.
    AUTHORIZER = Observed RestApiAuthorizer, [
        "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html",
    ];
    /// The authorizer itself failed.
    AUTHORIZER_FAILED = Observed RestApiAuthorizerFailed, [
        "https://github.com/auth0-samples/jwt-rsa-aws-custom-authorizer/issues/6",
        "https://github.com/aws/chalice/issues/670",
        "https://github.com/serverless/examples/issues/305",
        "https://github.com/ExpanseLLC/lambda_authorizer/issues/1",
        "https://github.com/propublica/congress-api-docs/issues/253",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
    ];
    /// The method takes a key of a usage plan.
    API_KEY = Observed RestApiApiKey, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_common.py",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html",
        "https://github.com/aws/serverless-application-model/tree/develop/integration",
    ];
    /// A usage plan admits its keys to its stages, as long as its limits are not used up.
    USAGE_PLAN = Documented RestApiUsagePlan, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
    ];
    /// A validator refuses a request that lacks what its method requires.
    REQUEST_VALIDATOR = Observed RestApiRequestValidator, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_common.py",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
    ];
    /// A mock cannot take bytes.
    BINARY_MEDIA_TYPES = Observed RestApiBinaryMediaTypes, [
        "https://github.com/serverless/serverless/issues/7243",
        "https://github.com/squidfunk/terraform-aws-api-gateway-enable-cors/issues/10",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html",
    ];
    /// An answer in base64 is sent as bytes to who accepts them.
    BASE64_BODY = Documented RestApiBase64Body, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html",
        "https://github.com/activescott/serverless-aws-static-file-handler/issues/165",
        "https://github.com/ministackorg/ministack/issues/767",
    ];
    /// Another AWS service is called by a role.
    AWS_SERVICE = Documented RestApiAwsService, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-aws-proxy.html",
        "https://repost.aws/knowledge-center/api-gateway-5xx-error",
    ];
    /// The integration answers without a backend.
    MOCK = Documented RestApiMock, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html",
    ];
    /// The request goes to the method's backend.
    INTEGRATION = Documented RestApiIntegration, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html",
    ];
    /// The method's integration names a function that the scenario does not describe.
    INTEGRATION_MISSING = Inferred RestApiIntegrationMissing, [
        "Not an AWS behaviour: the scenario does not describe what the method calls.",
    ];
    /// The URI uses a stage variable that the stage does not have.
    STAGE_VARIABLE = Observed RestApiStageVariable, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_import.py",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html",
    ];
    /// What an HTTP integration sends to its backend.
    HTTP_INTEGRATION = Documented RestApiHttpIntegration, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html",
    ];
    /// An HTTP integration's backend that the scenario does not describe.
    HTTP_ASSUMED = Inferred RestApiHttpAssumed, [
        "Not an AWS behaviour: the scenario does not describe what answers at the integration's URI.",
    ];
    /// An HTTP integration got no answer from its backend.
    HTTP_FAILED = Observed RestApiHttpFailed, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_import.py",
        "https://github.com/RhinoSecurityLabs/IPRotate_Burp_Extension/issues/17",
        "https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
        "https://github.com/aws/apprunner-roadmap/issues/193",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html",
    ];
    /// The function's policy does not let API Gateway call it for this method.
    LAMBDA_PERMISSION = Observed RestApiLambdaPermission, [
        "https://github.com/aws/serverless-application-model/issues/540",
        "https://github.com/aws/serverless-application-model/issues/296",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html",
    ];
    /// The function failed, or answered in a shape that API Gateway does not take.
    LAMBDA_FAILED = Observed RestApiLambdaFailed, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_lambda.py",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
    ];
    /// A failed function behind a mapping template answers 200 unless a response pattern catches it.
    LAMBDA_ERROR_PASSED = Documented RestApiLambdaErrorPassed, [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
    ];
    /// Header fields of a backend that API Gateway renames or drops.
    REMAPPED = Observed RestApiRemappedHeaders, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_integrations.py",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html",
    ];
    /// The API's own gateway response takes the place of AWS's.
    GATEWAY_RESPONSE = Observed RestApiGatewayResponse, [
        "https://github.com/DataBiosphere/azul/issues/7470",
        "https://github.com/DataBiosphere/azul/pull/6624",
        "https://github.com/ministackorg/ministack/issues/1756",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html",
    ];
    /// The headers that API Gateway adds to an answer.
    RELAY = Observed RestApiRelay, [
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_lambda.py",
    ];
}
