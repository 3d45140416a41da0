//! The ids of the rules: what people quote, and what code matches on.

use std::fmt;

use serde::{Serialize, Serializer};

/// Declares the ids. Those of `assumptions` stand in for what a scenario leaves open, rather than for anything that AWS
/// does.
macro_rules! ids {
    (rules { $($name:ident = $id:literal,)* } assumptions { $($assumed:ident = $assumed_id:literal,)* }) => {
        /// The id of a rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $(#[doc = concat!("`", $id, "`.")] $name,)*
            $(#[doc = concat!("`", $assumed_id, "`.")] $assumed,)*
        }

        impl RuleId {
            /// Every id.
            pub const ALL: &[Self] = &[$(Self::$name,)* $(Self::$assumed,)*];

            /// As people quote it: the hop, then the decision.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                    $(Self::$assumed => $assumed_id,)*
                }
            }

            /// Whether the rule stands in for what the scenario leaves open, rather than for anything that AWS does.
            pub const fn is_assumption(self) -> bool {
                matches!(self, $(Self::$assumed)|*)
            }
        }
    };
}

ids! {
    rules {
        ViewerUrlInvalid = "viewer.url_invalid",

        DnsAlias = "dns.alias",
        DnsLoop = "dns.loop",
        DnsApiNotFound = "dns.api_not_found",
        DnsTooManyHops = "dns.too_many_hops",
        DnsPortClosed = "dns.port_closed",

        CloudfrontViewerCertificate = "cloudfront.viewer_certificate",
        CloudfrontWebsocket = "cloudfront.websocket",
        CloudfrontUrlTooLong = "cloudfront.url_too_long",
        CloudfrontHeadersTooLarge = "cloudfront.headers_too_large",
        CloudfrontDistributionChain = "cloudfront.distribution_chain",
        CloudfrontDistribution = "cloudfront.distribution",
        CloudfrontHostUnknown = "cloudfront.host_unknown",
        CloudfrontDomainFronting = "cloudfront.domain_fronting",
        CloudfrontDistributionDisabled = "cloudfront.distribution_disabled",
        CloudfrontPathPattern = "cloudfront.path_pattern",
        CloudfrontViewerProtocolPolicy = "cloudfront.viewer_protocol_policy",
        CloudfrontGeoRestriction = "cloudfront.geo_restriction",
        CloudfrontSignedRequest = "cloudfront.signed_request",
        CloudfrontWebAcl = "cloudfront.web_acl",
        CloudfrontAllowedMethods = "cloudfront.allowed_methods",
        CloudfrontGetWithBody = "cloudfront.get_with_body",
        CloudfrontDefaultRootObject = "cloudfront.default_root_object",
        CloudfrontFunction = "cloudfront.function",
        CloudfrontFunctionResponse = "cloudfront.function_response",
        CloudfrontFunctionInvalid = "cloudfront.function_invalid",
        CloudfrontFunctionFailed = "cloudfront.function_failed",
        CloudfrontCacheHit = "cloudfront.cache_hit",
        CloudfrontCacheMiss = "cloudfront.cache_miss",
        CloudfrontCachePolicy = "cloudfront.cache_policy",
        CloudfrontForwardedValues = "cloudfront.forwarded_values",
        CloudfrontOriginRequestPolicy = "cloudfront.origin_request_policy",
        CloudfrontOriginPath = "cloudfront.origin_path",
        CloudfrontOriginHost = "cloudfront.origin_host",
        CloudfrontOriginProtocol = "cloudfront.origin_protocol",
        CloudfrontAuthorization = "cloudfront.authorization",
        CloudfrontAcceptEncoding = "cloudfront.accept_encoding",
        CloudfrontOriginHeaders = "cloudfront.origin_headers",
        CloudfrontViewerHeaders = "cloudfront.viewer_headers",
        CloudfrontCustomHeader = "cloudfront.custom_header",
        CloudfrontOriginAccessControl = "cloudfront.origin_access_control",
        CloudfrontOriginAccessIdentity = "cloudfront.origin_access_identity",
        CloudfrontOriginCertificate = "cloudfront.origin_certificate",
        CloudfrontOriginDns = "cloudfront.origin_dns",
        CloudfrontOriginConnect = "cloudfront.origin_connect",
        CloudfrontOriginReadTimeout = "cloudfront.origin_read_timeout",
        CloudfrontOriginFailover = "cloudfront.origin_failover",
        CloudfrontSetCookie = "cloudfront.set_cookie",
        CloudfrontErrorCaching = "cloudfront.error_caching",
        CloudfrontCustomErrorResponse = "cloudfront.custom_error_response",
        CloudfrontErrorPageUnavailable = "cloudfront.error_page_unavailable",
        CloudfrontRelay = "cloudfront.relay",
        CloudfrontResponseHeadersPolicy = "cloudfront.response_headers_policy",
        CloudfrontHttpVersion = "cloudfront.http_version",

        RestApiEdgeFront = "rest_api.edge_front",
        RestApiEdgeHostOwn = "rest_api.edge_host_own",
        RestApiEdgeHostUnknown = "rest_api.edge_host_unknown",
        RestApiEdgeHttps = "rest_api.edge_https",
        RestApiEdgeGetBody = "rest_api.edge_get_body",
        RestApiPrivate = "rest_api.private",
        RestApiPrivateDns = "rest_api.private_dns",
        RestApiUrlTooLong = "rest_api.url_too_long",
        RestApiRequestTooLarge = "rest_api.request_too_large",
        RestApiHost = "rest_api.host",
        RestApiHostUnknown = "rest_api.host_unknown",

        ApiDomainHost = "api_domain.host",
        ApiDomainCertificate = "api_domain.certificate",
        ApiDomainRoutingRule = "api_domain.routing_rule",
        ApiDomainBasePathMapping = "api_domain.base_path_mapping",
        ApiDomainNoMapping = "api_domain.no_mapping",

        RestApiEndpointDisabled = "rest_api.endpoint_disabled",
        RestApiStage = "rest_api.stage",
        RestApiStageMissing = "rest_api.stage_missing",
        RestApiWebAcl = "rest_api.web_acl",
        RestApiResource = "rest_api.resource",
        RestApiResourceNotFound = "rest_api.resource_not_found",
        RestApiResourceNotFoundAuthorization = "rest_api.resource_not_found_authorization",
        RestApiResourcePolicy = "rest_api.resource_policy",
        RestApiAuthorizationNone = "rest_api.authorization_none",
        RestApiSignatureMissing = "rest_api.signature_missing",
        RestApiSignatureIncomplete = "rest_api.signature_incomplete",
        RestApiSignatureInvalid = "rest_api.signature_invalid",
        RestApiSignature = "rest_api.signature",
        RestApiIdentitySource = "rest_api.identity_source",
        RestApiAuthorizer = "rest_api.authorizer",
        RestApiAuthorizerFailed = "rest_api.authorizer_failed",
        RestApiApiKey = "rest_api.api_key",
        RestApiUsagePlan = "rest_api.usage_plan",
        RestApiRequestValidator = "rest_api.request_validator",
        RestApiBinaryMediaTypes = "rest_api.binary_media_types",
        RestApiBase64Body = "rest_api.base64_body",
        RestApiAwsService = "rest_api.aws_service",
        RestApiMock = "rest_api.mock",
        RestApiIntegration = "rest_api.integration",
        RestApiStageVariable = "rest_api.stage_variable",
        RestApiHttpIntegration = "rest_api.http_integration",
        RestApiHttpFailed = "rest_api.http_failed",
        RestApiLambdaPermission = "rest_api.lambda_permission",
        RestApiLambdaFailed = "rest_api.lambda_failed",
        RestApiLambdaErrorPassed = "rest_api.lambda_error_passed",
        RestApiRemappedHeaders = "rest_api.remapped_headers",
        RestApiGatewayResponse = "rest_api.gateway_response",
        RestApiRelay = "rest_api.relay",

        HttpApiHostUnknown = "http_api.host_unknown",
        HttpApiHost = "http_api.host",
        HttpApiEndpointDisabled = "http_api.endpoint_disabled",
        HttpApiStage = "http_api.stage",
        HttpApiStageMissing = "http_api.stage_missing",
        HttpApiCorsPreflight = "http_api.cors_preflight",
        HttpApiRoute = "http_api.route",
        HttpApiRouteNotFound = "http_api.route_not_found",
        HttpApiIamAuthorization = "http_api.iam_authorization",
        HttpApiLambdaAuthorizer = "http_api.lambda_authorizer",
        HttpApiJwtAuthorizer = "http_api.jwt_authorizer",
        HttpApiAuthorizerFailed = "http_api.authorizer_failed",
        HttpApiLambdaPermission = "http_api.lambda_permission",
        HttpApiIntegrationUnsupported = "http_api.integration_unsupported",
        HttpApiIntegration = "http_api.integration",
        HttpApiRequestParameters = "http_api.request_parameters",
        HttpApiForwardedPath = "http_api.forwarded_path",
        HttpApiIntegrationUnreachable = "http_api.integration_unreachable",
        HttpApiLambdaFailed = "http_api.lambda_failed",
        HttpApiIntegrationTimeout = "http_api.integration_timeout",
        HttpApiCorsHeaders = "http_api.cors_headers",
        HttpApiRelay = "http_api.relay",

        LambdaUrlHost = "lambda_url.host",
        LambdaUrlNotFound = "lambda_url.not_found",
        LambdaUrlHostForeign = "lambda_url.host_foreign",
        LambdaUrlSignature = "lambda_url.signature",
        LambdaUrlPayloadHash = "lambda_url.payload_hash",
        LambdaUrlCorsPreflight = "lambda_url.cors_preflight",
        LambdaUrlCorsHeaders = "lambda_url.cors_headers",
        LambdaUrlUnsigned = "lambda_url.unsigned",
        LambdaUrlPermission = "lambda_url.permission",
        LambdaUrlIdentityPolicy = "lambda_url.identity_policy",
        LambdaUrlInvoke = "lambda_url.invoke",
        LambdaUrlFunctionFailed = "lambda_url.function_failed",
        LambdaUrlRelay = "lambda_url.relay",

        LambdaInvoke = "lambda.invoke",

        S3HeadersTooLarge = "s3.headers_too_large",
        S3Bucket = "s3.bucket",
        S3HostForeign = "s3.host_foreign",
        S3BucketNotFound = "s3.bucket_not_found",
        S3Region = "s3.region",
        S3Signature = "s3.signature",
        S3Method = "s3.method",
        S3Access = "s3.access",
        S3BucketPolicy = "s3.bucket_policy",
        S3Kms = "s3.kms",
        S3Cors = "s3.cors",
        S3List = "s3.list",
        S3Object = "s3.object",
        S3KeyNotFound = "s3.key_not_found",
        S3WebsiteHttps = "s3.website_https",
        S3WebsiteBucket = "s3.website_bucket",
        S3WebsiteRedirectAll = "s3.website_redirect_all",
        S3WebsiteRoutingRule = "s3.website_routing_rule",
        S3WebsiteObjectRedirect = "s3.website_object_redirect",
        S3WebsiteNotFound = "s3.website_not_found",
        S3WebsiteMethod = "s3.website_method",
        S3WebsiteAccess = "s3.website_access",
        S3WebsiteIndex = "s3.website_index",
        S3WebsiteRedirect = "s3.website_redirect",
        S3WebsiteKeyNotFound = "s3.website_key_not_found",
        S3WebsiteErrorDocument = "s3.website_error_document",

        LoadBalancerCertificate = "load_balancer.certificate",
        LoadBalancerConnection = "load_balancer.connection",
        LoadBalancerPlainHttp = "load_balancer.plain_http",
        LoadBalancerWebAcl = "load_balancer.web_acl",
        LoadBalancerListenerRule = "load_balancer.listener_rule",
        LoadBalancerAuthenticate = "load_balancer.authenticate",
        LoadBalancerRedirect = "load_balancer.redirect",
        LoadBalancerTarget = "load_balancer.target",
        LoadBalancerDefaultAction = "load_balancer.default_action",

        ServerConnection = "server.connection",
        ServerCertificate = "server.certificate",
    }
    assumptions {
        DnsAssumed = "dns.assumed",
        DnsNotInScenario = "dns.not_in_scenario",
        CloudfrontDefaultRootObjectInvalid = "cloudfront.default_root_object_invalid",
        CloudfrontFunctionMissing = "cloudfront.function_missing",
        CloudfrontFunctionNotRun = "cloudfront.function_not_run",
        CloudfrontPolicyUnknown = "cloudfront.policy_unknown",
        CloudfrontOriginMissing = "cloudfront.origin_missing",
        ApiDomainAssumed = "api_domain.assumed",
        ApiDomainApiMissing = "api_domain.api_missing",
        RestApiIntegrationMissing = "rest_api.integration_missing",
        RestApiHttpAssumed = "rest_api.http_assumed",
        HttpApiIntegrationMissing = "http_api.integration_missing",
        ServerRoute = "server.route",
        ServerRouteNotFound = "server.route_not_found",
        ServerPrescribed = "server.prescribed",
    }
}

impl RuleId {
    /// The id that people quote so.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|each| each.as_str() == id)
    }

    /// The hop that the rule is for: the id up to its dot.
    pub fn hop(self) -> &'static str {
        self.as_str().split_once('.').map_or(self.as_str(), |(hop, _)| hop)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// For the ids that people write: in expectations, addresses and recorded cases.
impl PartialEq<str> for RuleId {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for RuleId {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
