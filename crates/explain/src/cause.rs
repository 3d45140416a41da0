//! The causes that an answer can have: each with the rules by which the engine models it.
//!
//! The sentence of a cause is the text `explain.cause.<id>`, what to look at is `explain.check.<id>`.

use super::clues::Clues;
use super::fact::Fact;
use super::fingerprint::Fingerprint;
use hopscope_routing::RuleId;

/// A cause of an answer.
#[derive(Debug, PartialEq, Eq)]
pub struct PossibleCause {
    /// Its id: the last part of its texts' keys.
    pub id: &'static str,
    /// The rules of the rule book that decide so. None: the engine does not model it.
    pub rules: &'static [RuleId],
    /// What must not be known to be false.
    pub only: &'static [Fact],
    /// What makes it likelier when it is known to hold.
    pub likelier: &'static [Fact],
}

impl PossibleCause {
    /// Whether the cause is possible: nothing that the text tells excludes it.
    pub fn is_possible(&self, clues: &Clues<'_>, found: &Fingerprint) -> bool {
        self.only.iter().all(|fact| fact.holds(clues, found) != Some(false))
    }

    /// Whether something that the text tells makes the cause likelier.
    pub fn is_likelier(&self, clues: &Clues<'_>, found: &Fingerprint) -> bool {
        self.likelier.iter().any(|fact| fact.holds(clues, found) == Some(true))
    }
}

/// Declares causes and the list of all of them.
macro_rules! causes {
    ($( $name:ident = $id:literal [$($rule:ident),*] only [$($only:ident),*] likelier [$($likelier:ident),*]; )*) => {
        $(
            #[doc = concat!("`", $id, "`.")]
            pub static $name: PossibleCause = PossibleCause {
                id: $id,
                rules: &[$(RuleId::$rule),*],
                only: &[$(Fact::$only),*],
                likelier: &[$(Fact::$likelier),*],
            };
        )*

        /// Every cause.
        pub static ALL: &[&PossibleCause] = &[$(&$name),*];
    };
}

causes! {
    // No answer.
    API_ID_UNKNOWN = "api_id_unknown" [DnsApiNotFound] only [ExecuteApiHost] likelier [];
    API_PRIVATE = "api_private" [RestApiPrivate] only [] likelier [];
    RECORD_MISSING = "record_missing" [DnsNotInScenario] only [NotExecuteApiHost] likelier [CustomHost];
    RECORDS_LOOP = "records_loop" [DnsLoop] only [CustomHost] likelier [];
    PORT_CLOSED = "port_closed" [DnsPortClosed] only [] likelier [PlainHttp];
    WEBSITE_HTTPS = "website_https" [S3WebsiteHttps] only [Https] likelier [WebsiteHost];
    FIREWALL = "firewall" [DnsTooManyHops, LoadBalancerConnection, ServerConnection] only [] likelier [];
    CERTIFICATE_SERVER = "certificate_server" [ServerCertificate, CloudfrontViewerCertificate] only [] likelier [];
    CERTIFICATE_LOAD_BALANCER = "certificate_load_balancer" [LoadBalancerCertificate] only [] likelier [LoadBalancerHost];
    CERTIFICATE_API_DOMAIN = "certificate_api_domain" [ApiDomainCertificate] only [] likelier [ApiDomainTarget];
    TLS_VERSION = "tls_version" [] only [] likelier [];
    PRIVATE_DNS = "private_dns" [RestApiPrivateDns] only [ExecuteApiHost] likelier [];
    CONNECTION_CLOSED = "connection_closed" [] only [] likelier [];
    URL_INVALID = "url_invalid" [ViewerUrlInvalid] only [] likelier [];

    // CloudFront's own pages.
    HOST_UNKNOWN_DISTRIBUTION = "host_unknown_distribution" [CloudfrontHostUnknown] only [] likelier [CustomHost];
    HTTPS_ONLY = "https_only" [CloudfrontViewerProtocolPolicy] only [PlainHttp] likelier [PlainHttp];
    GET_WITH_BODY = "get_with_body" [CloudfrontGetWithBody] only [Body, GetOrHead] likelier [Body];
    EDGE_GET_BODY = "edge_get_body" [RestApiEdgeGetBody] only [Body, GetOrHead] likelier [Body];
    EDGE_HTTPS = "edge_https" [RestApiEdgeHttps] only [PlainHttp] likelier [EdgeDistribution];
    EDGE_HOST_UNKNOWN = "edge_host_unknown" [RestApiEdgeHostUnknown] only [] likelier [TwoDistributions, OtherHost];
    DISTRIBUTION_DISABLED = "distribution_disabled" [CloudfrontDistributionDisabled] only [] likelier [];
    DISTRIBUTION_CHAIN = "distribution_chain" [CloudfrontDistributionChain] only [] likelier [];
    DEFAULT_ROOT_OBJECT = "default_root_object" [CloudfrontDefaultRootObjectInvalid] only [] likelier [];
    WEB_ACL_DISTRIBUTION = "web_acl_distribution" [CloudfrontWebAcl] only [] likelier [];
    WEB_ACL_BODY = "web_acl_body" [] only [NotGet] likelier [LargeBody];
    GEO_RESTRICTION = "geo_restriction" [CloudfrontGeoRestriction] only [] likelier [];
    METHOD_NOT_ALLOWED = "method_not_allowed" [CloudfrontAllowedMethods] only [] likelier [];
    SIGNED_URL_MISSING = "signed_url_missing" [CloudfrontSignedRequest] only [] likelier [];
    SIGNED_URL_KEY = "signed_url_key" [CloudfrontSignedRequest] only [] likelier [];
    SIGNED_URL_BROKEN = "signed_url_broken" [CloudfrontSignedRequest] only [] likelier [];
    SIGNED_URL_EXPIRED = "signed_url_expired" [CloudfrontSignedRequest] only [] likelier [];
    DOMAIN_FRONTING = "domain_fronting" [CloudfrontDomainFronting] only [] likelier [];
    ORIGIN_DNS = "origin_dns" [CloudfrontOriginDns, CloudfrontOriginMissing] only [] likelier [];
    ORIGIN_API_PRIVATE = "origin_api_private" [CloudfrontOriginDns] only [] likelier [];
    ORIGIN_CERTIFICATE = "origin_certificate" [CloudfrontOriginCertificate, ApiDomainCertificate] only [] likelier [];
    ORIGIN_REFUSES = "origin_refuses" [CloudfrontOriginConnect] only [] likelier [];
    ORIGIN_SILENT = "origin_silent" [CloudfrontOriginConnect, CloudfrontOriginReadTimeout] only [] likelier [];
    ORIGIN_FIREWALL = "origin_firewall" [CloudfrontOriginConnect] only [] likelier [];
    FUNCTION_FAILED = "function_failed" [CloudfrontFunctionFailed] only [] likelier [];
    FUNCTION_INVALID = "function_invalid" [CloudfrontFunctionInvalid] only [] likelier [];
    FUNCTION_THROTTLED = "function_throttled" [] only [] likelier [];
    LAMBDA_EDGE_FAILED = "lambda_edge_failed" [CloudfrontFunctionFailed] only [] likelier [];
    LAMBDA_EDGE_INVALID = "lambda_edge_invalid" [CloudfrontFunctionInvalid] only [] likelier [];
    URL_TOO_LONG_DISTRIBUTION = "url_too_long_distribution" [CloudfrontUrlTooLong] only [] likelier [];
    HEADERS_TOO_LARGE = "headers_too_large" [CloudfrontHeadersTooLarge] only [] likelier [];
    REDIRECT_TO_HTTPS = "redirect_to_https" [CloudfrontViewerProtocolPolicy] only [] likelier [];
    EDGE_FUNCTION_ANSWERED = "edge_function_answered" [CloudfrontFunctionResponse] only [] likelier [];

    // REST APIs.
    STAGE_MISSING = "stage_missing" [RestApiStageMissing] only [] likelier [Root, TwoDistributions];
    HOST_FORWARDED = "host_forwarded" [RestApiHostUnknown] only [HostMayDiffer] likelier [OtherHost];
    API_KEY = "api_key" [RestApiApiKey, RestApiUsagePlan] only [] likelier [ApiKey, TwoDistributions];
    WEB_ACL_STAGE = "web_acl_stage" [RestApiWebAcl] only [] likelier [TwoDistributions];
    MAPPING_MISSING = "mapping_missing" [ApiDomainNoMapping] only [NotExecuteApiHost] likelier [CustomHost];
    ENDPOINT_DISABLED_REST = "endpoint_disabled_rest" [RestApiEndpointDisabled] only [] likelier [];
    PRIVATE_API_HOST = "private_api_host" [RestApiHostUnknown] only [NoOwnDistribution] likelier [OtherHost];
    MUTUAL_TLS = "mutual_tls" [] only [] likelier [];
    ROUTE_PREFIX = "route_prefix" [RestApiResourceNotFound] only [OwnDistribution] likelier [OwnDistribution];
    ROUTE_UNKNOWN = "route_unknown" [RestApiResourceNotFound] only [] likelier [];
    ROUTE_METHOD = "route_method" [RestApiResourceNotFound] only [] likelier [UnusualMethod];
    ROUTE_ROOT = "route_root" [RestApiResourceNotFound] only [Root] likelier [Root];
    ROUTE_NOT_DEPLOYED = "route_not_deployed" [RestApiResourceNotFound] only [] likelier [];
    ROUTE_DOMAIN_STAGE = "route_domain_stage" [RestApiResourceNotFound] only [CustomHost] likelier [CustomHost];
    IAM_AUTHORIZATION_DROPPED = "iam_authorization_dropped" [RestApiSignatureMissing] only [OwnDistribution] likelier [Signed, OtherAuthorization];
    IAM_UNSIGNED = "iam_unsigned" [RestApiSignatureMissing] only [NoAuthorization] likelier [];
    ROUTE_UNKNOWN_BEARER = "route_unknown_bearer" [RestApiResourceNotFoundAuthorization] only [] likelier [];
    IAM_BEARER = "iam_bearer" [RestApiSignatureIncomplete] only [] likelier [];
    SIGNATURE_CHANGED = "signature_changed" [RestApiSignatureInvalid] only [OwnDistribution] likelier [OwnDistribution];
    SIGNATURE_HOST = "signature_host" [RestApiSignatureInvalid] only [HostMayDiffer] likelier [OtherHost];
    SIGNATURE_WRONG = "signature_wrong" [RestApiSignatureInvalid] only [] likelier [];
    SIGNATURE_UNKNOWN_ROUTE = "signature_unknown_route" [RestApiResourceNotFoundAuthorization] only [] likelier [];
    ACCESS_KEY_UNKNOWN = "access_key_unknown" [RestApiSignatureInvalid] only [] likelier [];
    POLICY_ANONYMOUS = "policy_anonymous" [RestApiResourcePolicy] only [] likelier [];
    POLICY_SOURCE_IP = "policy_source_ip" [RestApiResourcePolicy] only [OwnDistribution] likelier [OwnDistribution];
    VPC_ENDPOINT_POLICY = "vpc_endpoint_policy" [] only [NoOwnDistribution] likelier [VpcEndpoint];
    POLICY_PRINCIPAL = "policy_principal" [RestApiResourcePolicy] only [] likelier [];
    AUTHORIZER_DENIES = "authorizer_denies" [RestApiAuthorizer] only [] likelier [];
    AUTHORIZER_CACHE = "authorizer_cache" [RestApiAuthorizer] only [] likelier [];
    AUTHORIZATION_DROPPED = "authorization_dropped" [RestApiIdentitySource] only [OwnDistribution] likelier [OtherAuthorization];
    IDENTITY_SOURCE = "identity_source" [RestApiIdentitySource] only [] likelier [NoAuthorization];
    AUTHORIZER_UNAUTHORIZED = "authorizer_unauthorized" [RestApiAuthorizer] only [] likelier [];
    TOKEN_EXPIRED = "token_expired" [RestApiAuthorizer] only [] likelier [];
    AUTHORIZER_FAILED = "authorizer_failed" [RestApiAuthorizerFailed] only [] likelier [];
    VALIDATOR = "validator" [RestApiRequestValidator] only [] likelier [];
    MEDIA_TYPE = "media_type" [] only [] likelier [];
    THROTTLED = "throttled" [RestApiUsagePlan] only [] likelier [];
    QUOTA = "quota" [RestApiUsagePlan] only [] likelier [];
    LAMBDA_PERMISSION = "lambda_permission" [RestApiLambdaPermission] only [] likelier [];
    INTEGRATION_SETUP = "integration_setup" [RestApiStageVariable, RestApiIntegrationMissing, RestApiBinaryMediaTypes, RestApiAwsService, RestApiLambdaFailed] only [] likelier [];
    BACKEND_UNREACHABLE = "backend_unreachable" [RestApiHttpFailed] only [] likelier [];
    LAMBDA_MALFORMED = "lambda_malformed" [RestApiLambdaFailed] only [] likelier [];
    LAMBDA_TIMEOUT = "lambda_timeout" [RestApiLambdaFailed] only [] likelier [];
    BACKEND_TIMEOUT = "backend_timeout" [RestApiHttpFailed] only [] likelier [];
    BODY_TOO_LARGE = "body_too_large" [RestApiRequestTooLarge] only [] likelier [];
    URL_TOO_LONG_API = "url_too_long_api" [RestApiUrlTooLong] only [] likelier [];
    GATEWAY_RESPONSE = "gateway_response" [RestApiGatewayResponse] only [] likelier [];

    // HTTP APIs.
    HTTP_HOST_FORWARDED = "http_host_forwarded" [HttpApiHostUnknown] only [HostMayDiffer] likelier [OtherHost];
    HTTP_IAM = "http_iam" [HttpApiIamAuthorization] only [] likelier [];
    HTTP_AUTHORIZER_DENIES = "http_authorizer_denies" [HttpApiLambdaAuthorizer] only [] likelier [];
    HTTP_JWT_SCOPE = "http_jwt_scope" [HttpApiJwtAuthorizer] only [] likelier [OtherAuthorization];
    HTTP_JWT = "http_jwt" [HttpApiJwtAuthorizer] only [] likelier [];
    HTTP_IDENTITY_SOURCE = "http_identity_source" [HttpApiLambdaAuthorizer] only [] likelier [NoAuthorization];
    HTTP_STAGE_MISSING = "http_stage_missing" [HttpApiStageMissing] only [] likelier [];
    HTTP_ROUTE_UNKNOWN = "http_route_unknown" [HttpApiRouteNotFound] only [] likelier [];
    HTTP_ENDPOINT_DISABLED = "http_endpoint_disabled" [HttpApiEndpointDisabled] only [] likelier [];
    HTTP_LAMBDA_FAILED = "http_lambda_failed" [HttpApiLambdaFailed] only [] likelier [];
    HTTP_LAMBDA_PERMISSION = "http_lambda_permission" [HttpApiLambdaPermission] only [] likelier [];
    HTTP_AUTHORIZER_FAILED = "http_authorizer_failed" [HttpApiAuthorizerFailed] only [] likelier [];
    HTTP_INTEGRATION_SETUP = "http_integration_setup" [HttpApiIntegrationMissing, HttpApiIntegrationUnsupported] only [] likelier [];
    HTTP_TIMEOUT = "http_timeout" [HttpApiIntegrationTimeout] only [] likelier [];
    HTTP_UNREACHABLE = "http_unreachable" [HttpApiIntegrationUnreachable, HttpApiLambdaFailed] only [] likelier [];
    HTTP_PREFLIGHT = "http_preflight" [HttpApiCorsPreflight] only [] likelier [Preflight];

    // Function URLs.
    URL_ID_UNKNOWN = "url_id_unknown" [LambdaUrlNotFound] only [NoOwnDistribution] likelier [NoOwnDistribution];
    URL_HOST_FORWARDED = "url_host_forwarded" [LambdaUrlHostForeign] only [HostMayDiffer] likelier [OwnDistribution];
    URL_UNSIGNED = "url_unsigned" [LambdaUrlUnsigned] only [] likelier [];
    URL_PERMISSION = "url_permission" [LambdaUrlPermission] only [] likelier [];
    URL_PAYLOAD_HASH = "url_payload_hash" [LambdaUrlPayloadHash] only [OwnDistribution, NotGet] likelier [OwnDistribution];
    URL_SIGNATURE = "url_signature" [LambdaUrlSignature] only [] likelier [];
    URL_FUNCTION_FAILED = "url_function_failed" [LambdaUrlFunctionFailed] only [] likelier [];

    // S3.
    S3_ACCESS = "s3_access" [S3Access, S3BucketPolicy, S3Kms] only [] likelier [];
    S3_KEY_HIDDEN = "s3_key_hidden" [S3KeyNotFound] only [] likelier [];
    S3_KEY_MISSING = "s3_key_missing" [S3KeyNotFound] only [] likelier [];
    S3_LIST = "s3_list" [S3List] only [Root] likelier [Root];
    S3_BEHAVIOR = "s3_behavior" [] only [OwnDistribution] likelier [];
    S3_HOST_FORWARDED = "s3_host_forwarded" [S3HostForeign] only [] likelier [];
    S3_BUCKET_MISSING = "s3_bucket_missing" [S3BucketNotFound] only [] likelier [];
    S3_REGION = "s3_region" [S3Region] only [] likelier [];
    S3_METHOD = "s3_method" [S3Method, S3Cors] only [] likelier [NotGet];
    S3_HEADERS_TOO_LARGE = "s3_headers_too_large" [S3HeadersTooLarge] only [] likelier [];
    S3_SIGNATURE = "s3_signature" [S3Signature] only [] likelier [];
    S3_SIGNATURE_MISMATCH = "s3_signature_mismatch" [S3Signature] only [] likelier [];
    S3_HOST_SIGNED = "s3_host_signed" [S3Signature, S3HostForeign] only [] likelier [OwnDistribution];
    S3_ACCESS_KEY = "s3_access_key" [S3Signature] only [] likelier [];
    S3_TOKEN = "s3_token" [] only [] likelier [];
    S3_CLOCK = "s3_clock" [] only [] likelier [];
    S3_QUERY_AUTHENTICATION = "s3_query_authentication" [S3Signature] only [] likelier [];
    S3_KMS = "s3_kms" [S3Kms] only [] likelier [];
    S3_ARCHIVED = "s3_archived" [] only [] likelier [];
    S3_SLOW_DOWN = "s3_slow_down" [] only [] likelier [];
    S3_UPLOAD = "s3_upload" [] only [] likelier [];
    WEBSITE_ACCESS = "website_access" [S3WebsiteAccess] only [] likelier [];
    WEBSITE_KEY = "website_key" [S3WebsiteKeyNotFound] only [] likelier [];
    WEBSITE_METHOD = "website_method" [S3WebsiteMethod] only [] likelier [];
    WEBSITE_MISSING = "website_missing" [S3WebsiteNotFound] only [] likelier [];
    WEBSITE_REDIRECT = "website_redirect" [S3WebsiteRedirect, S3WebsiteRedirectAll, S3WebsiteRoutingRule, S3WebsiteObjectRedirect] only [] likelier [];
    S3_SERVED = "s3_served" [S3Object, S3List, S3Cors] only [] likelier [];

    // Load balancers.
    LB_WEB_ACL = "lb_web_acl" [LoadBalancerWebAcl] only [] likelier [];
    LB_RULE = "lb_rule" [LoadBalancerListenerRule, LoadBalancerRedirect, LoadBalancerAuthenticate, LoadBalancerPlainHttp] only [] likelier [];
    LB_DEFAULT = "lb_default" [LoadBalancerDefaultAction] only [] likelier [];
    LB_TARGET_FAILED = "lb_target_failed" [LoadBalancerTarget] only [] likelier [];
    LB_NO_TARGETS = "lb_no_targets" [LoadBalancerTarget] only [] likelier [];
    LB_TARGET_SILENT = "lb_target_silent" [LoadBalancerTarget] only [] likelier [];

    // Backends.
    FUNCTION_ANSWERED = "function_answered" [LambdaInvoke, RestApiLambdaErrorPassed, LambdaUrlCorsPreflight] only [] likelier [];
    BACKEND_ANSWERED = "backend_answered" [ServerRoute, ServerPrescribed, RestApiHttpAssumed, ServerRouteNotFound] only [] likelier [];
    MOCK_ANSWERED = "mock_answered" [RestApiMock, RestApiAwsService] only [] likelier [];
    TARGET_ANSWERED = "target_answered" [LoadBalancerListenerRule, LoadBalancerDefaultAction] only [] likelier [];
    PATH_AT_BACKEND = "path_at_backend" [LambdaInvoke, ServerRoute, ServerRouteNotFound] only [] likelier [];

    // What may stand in front of any of them.
    ERROR_PAGE = "error_page" [CloudfrontCustomErrorResponse] only [OwnDistribution] likelier [];
    ERROR_PAGE_UNAVAILABLE = "error_page_unavailable" [CloudfrontErrorPageUnavailable] only [OwnDistribution] likelier [];
    CACHED_ERROR = "cached_error" [CloudfrontErrorCaching, CloudfrontCacheHit] only [] likelier [];
}

/// The cause of that id.
pub fn find(id: &str) -> Option<&'static PossibleCause> {
    ALL.iter().copied().find(|cause| cause.id == id)
}
