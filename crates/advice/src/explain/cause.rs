//! The causes that an answer can have: each with the rules by which the engine models it.
//!
//! The sentence of a cause is the text `explain.cause.<id>`, what to look at is `explain.check.<id>`.

use super::clues::Clues;
use super::fact::Fact;
use super::fingerprint::Fingerprint;

/// A cause of an answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its id: the last part of its texts' keys.
    pub id: &'static str,
    /// The rules of the rule book that decide so. None: the engine does not model it.
    pub rules: &'static [&'static str],
    /// What must not be known to be false.
    pub only: &'static [Fact],
    /// What makes it likelier when it is known to hold.
    pub likelier: &'static [Fact],
}

impl Cause {
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
    ($( $name:ident = $id:literal [$($rule:literal),*] only [$($only:ident),*] likelier [$($likelier:ident),*]; )*) => {
        $(
            #[doc = concat!("`", $id, "`.")]
            pub static $name: Cause = Cause {
                id: $id,
                rules: &[$($rule),*],
                only: &[$(Fact::$only),*],
                likelier: &[$(Fact::$likelier),*],
            };
        )*

        /// Every cause.
        pub static ALL: &[&Cause] = &[$(&$name),*];
    };
}

causes! {
    // No answer.
    API_ID_UNKNOWN = "api_id_unknown" ["dns.api_not_found"] only [ExecuteApiHost] likelier [];
    API_PRIVATE = "api_private" ["rest_api.private"] only [] likelier [];
    RECORD_MISSING = "record_missing" ["dns.not_in_scenario"] only [NotExecuteApiHost] likelier [CustomHost];
    RECORDS_LOOP = "records_loop" ["dns.loop"] only [CustomHost] likelier [];
    PORT_CLOSED = "port_closed" ["dns.port_closed"] only [] likelier [PlainHttp];
    WEBSITE_HTTPS = "website_https" ["s3.website_https"] only [Https] likelier [WebsiteHost];
    FIREWALL = "firewall" ["dns.too_many_hops"] only [] likelier [];
    CERTIFICATE_SERVER = "certificate_server" ["server.certificate"] only [] likelier [];
    CERTIFICATE_LOAD_BALANCER = "certificate_load_balancer" ["load_balancer.certificate"] only [] likelier [LoadBalancerHost];
    CERTIFICATE_API_DOMAIN = "certificate_api_domain" ["api_domain.certificate"] only [] likelier [ApiDomainTarget];
    TLS_VERSION = "tls_version" [] only [] likelier [];
    PRIVATE_DNS = "private_dns" [] only [ExecuteApiHost] likelier [];
    CONNECTION_CLOSED = "connection_closed" [] only [] likelier [];
    URL_INVALID = "url_invalid" ["viewer.url_invalid"] only [] likelier [];

    // CloudFront's own pages.
    HOST_UNKNOWN_DISTRIBUTION = "host_unknown_distribution" ["cloudfront.host_unknown"] only [] likelier [CustomHost];
    HTTPS_ONLY = "https_only" ["cloudfront.viewer_protocol_policy"] only [PlainHttp] likelier [PlainHttp];
    GET_WITH_BODY = "get_with_body" ["cloudfront.get_with_body"] only [Body, GetOrHead] likelier [Body];
    EDGE_GET_BODY = "edge_get_body" ["rest_api.edge_get_body"] only [Body, GetOrHead] likelier [Body];
    EDGE_HTTPS = "edge_https" ["rest_api.edge_https"] only [PlainHttp] likelier [EdgeDistribution];
    EDGE_HOST_UNKNOWN = "edge_host_unknown" ["rest_api.edge_host_unknown"] only [] likelier [TwoDistributions, OtherHost];
    DISTRIBUTION_DISABLED = "distribution_disabled" ["cloudfront.distribution_disabled"] only [] likelier [];
    DISTRIBUTION_CHAIN = "distribution_chain" ["cloudfront.distribution_chain"] only [] likelier [];
    DEFAULT_ROOT_OBJECT = "default_root_object" ["cloudfront.default_root_object_invalid"] only [] likelier [];
    WEB_ACL_DISTRIBUTION = "web_acl_distribution" ["cloudfront.web_acl"] only [] likelier [];
    WEB_ACL_BODY = "web_acl_body" [] only [NotGet] likelier [LargeBody];
    GEO_RESTRICTION = "geo_restriction" ["cloudfront.geo_restriction"] only [] likelier [];
    METHOD_NOT_ALLOWED = "method_not_allowed" ["cloudfront.allowed_methods"] only [] likelier [];
    SIGNED_URL_MISSING = "signed_url_missing" ["cloudfront.signed_request"] only [] likelier [];
    SIGNED_URL_KEY = "signed_url_key" ["cloudfront.signed_request"] only [] likelier [];
    SIGNED_URL_BROKEN = "signed_url_broken" ["cloudfront.signed_request"] only [] likelier [];
    SIGNED_URL_EXPIRED = "signed_url_expired" ["cloudfront.signed_request"] only [] likelier [];
    DOMAIN_FRONTING = "domain_fronting" ["cloudfront.domain_fronting"] only [] likelier [];
    ORIGIN_DNS = "origin_dns" ["cloudfront.origin_dns", "cloudfront.origin_missing"] only [] likelier [];
    ORIGIN_API_PRIVATE = "origin_api_private" ["cloudfront.origin_dns"] only [] likelier [];
    ORIGIN_CERTIFICATE = "origin_certificate" ["cloudfront.origin_certificate", "api_domain.certificate"] only [] likelier [];
    ORIGIN_REFUSES = "origin_refuses" ["cloudfront.origin_connect"] only [] likelier [];
    ORIGIN_SILENT = "origin_silent" ["cloudfront.origin_connect"] only [] likelier [];
    ORIGIN_FIREWALL = "origin_firewall" ["cloudfront.origin_connect"] only [] likelier [];
    FUNCTION_FAILED = "function_failed" ["cloudfront.function_failed"] only [] likelier [];
    FUNCTION_INVALID = "function_invalid" ["cloudfront.function_invalid"] only [] likelier [];
    FUNCTION_THROTTLED = "function_throttled" [] only [] likelier [];
    LAMBDA_EDGE_FAILED = "lambda_edge_failed" ["cloudfront.function_failed"] only [] likelier [];
    LAMBDA_EDGE_INVALID = "lambda_edge_invalid" ["cloudfront.function_invalid"] only [] likelier [];
    URL_TOO_LONG_DISTRIBUTION = "url_too_long_distribution" ["cloudfront.url_too_long"] only [] likelier [];
    HEADERS_TOO_LARGE = "headers_too_large" ["cloudfront.headers_too_large"] only [] likelier [];
    REDIRECT_TO_HTTPS = "redirect_to_https" ["cloudfront.viewer_protocol_policy"] only [] likelier [];
    EDGE_FUNCTION_ANSWERED = "edge_function_answered" ["cloudfront.function_response"] only [] likelier [];

    // REST APIs.
    STAGE_MISSING = "stage_missing" ["rest_api.stage_missing"] only [] likelier [Root, TwoDistributions];
    HOST_FORWARDED = "host_forwarded" ["rest_api.host_unknown"] only [HostMayDiffer] likelier [OtherHost];
    API_KEY = "api_key" ["rest_api.api_key"] only [] likelier [ApiKey, TwoDistributions];
    WEB_ACL_STAGE = "web_acl_stage" ["rest_api.web_acl"] only [] likelier [TwoDistributions];
    MAPPING_MISSING = "mapping_missing" ["api_domain.no_mapping"] only [NotExecuteApiHost] likelier [CustomHost];
    ENDPOINT_DISABLED_REST = "endpoint_disabled_rest" ["rest_api.endpoint_disabled"] only [] likelier [];
    PRIVATE_API_HOST = "private_api_host" ["rest_api.host_unknown"] only [NoOwnDistribution] likelier [OtherHost];
    MUTUAL_TLS = "mutual_tls" [] only [] likelier [];
    ROUTE_PREFIX = "route_prefix" ["rest_api.resource_not_found"] only [OwnDistribution] likelier [OwnDistribution];
    ROUTE_UNKNOWN = "route_unknown" ["rest_api.resource_not_found"] only [] likelier [];
    ROUTE_METHOD = "route_method" ["rest_api.resource_not_found"] only [] likelier [UnusualMethod];
    ROUTE_ROOT = "route_root" ["rest_api.resource_not_found"] only [Root] likelier [Root];
    ROUTE_NOT_DEPLOYED = "route_not_deployed" ["rest_api.resource_not_found"] only [] likelier [];
    ROUTE_DOMAIN_STAGE = "route_domain_stage" ["rest_api.resource_not_found"] only [CustomHost] likelier [CustomHost];
    IAM_AUTHORIZATION_DROPPED = "iam_authorization_dropped" ["rest_api.signature_missing"] only [OwnDistribution] likelier [Signed, OtherAuthorization];
    IAM_UNSIGNED = "iam_unsigned" ["rest_api.signature_missing"] only [NoAuthorization] likelier [];
    ROUTE_UNKNOWN_BEARER = "route_unknown_bearer" ["rest_api.resource_not_found_authorization"] only [] likelier [];
    IAM_BEARER = "iam_bearer" ["rest_api.signature_incomplete"] only [] likelier [];
    SIGNATURE_CHANGED = "signature_changed" ["rest_api.signature_invalid"] only [OwnDistribution] likelier [OwnDistribution];
    SIGNATURE_HOST = "signature_host" ["rest_api.signature_invalid"] only [HostMayDiffer] likelier [OtherHost];
    SIGNATURE_WRONG = "signature_wrong" ["rest_api.signature_invalid"] only [] likelier [];
    SIGNATURE_UNKNOWN_ROUTE = "signature_unknown_route" ["rest_api.resource_not_found_authorization"] only [] likelier [];
    ACCESS_KEY_UNKNOWN = "access_key_unknown" ["rest_api.signature_invalid"] only [] likelier [];
    POLICY_ANONYMOUS = "policy_anonymous" ["rest_api.resource_policy"] only [] likelier [];
    POLICY_SOURCE_IP = "policy_source_ip" ["rest_api.resource_policy"] only [OwnDistribution] likelier [OwnDistribution];
    VPC_ENDPOINT_POLICY = "vpc_endpoint_policy" [] only [NoOwnDistribution] likelier [VpcEndpoint];
    POLICY_PRINCIPAL = "policy_principal" ["rest_api.resource_policy"] only [] likelier [];
    AUTHORIZER_DENIES = "authorizer_denies" ["rest_api.authorizer"] only [] likelier [];
    AUTHORIZER_CACHE = "authorizer_cache" ["rest_api.authorizer"] only [] likelier [];
    AUTHORIZATION_DROPPED = "authorization_dropped" ["rest_api.identity_source"] only [OwnDistribution] likelier [OtherAuthorization];
    IDENTITY_SOURCE = "identity_source" ["rest_api.identity_source"] only [] likelier [NoAuthorization];
    AUTHORIZER_UNAUTHORIZED = "authorizer_unauthorized" ["rest_api.authorizer"] only [] likelier [];
    TOKEN_EXPIRED = "token_expired" ["rest_api.authorizer"] only [] likelier [];
    AUTHORIZER_FAILED = "authorizer_failed" ["rest_api.authorizer_failed"] only [] likelier [];
    VALIDATOR = "validator" [] only [] likelier [];
    MEDIA_TYPE = "media_type" [] only [] likelier [];
    THROTTLED = "throttled" [] only [] likelier [];
    QUOTA = "quota" [] only [] likelier [];
    LAMBDA_PERMISSION = "lambda_permission" ["rest_api.lambda_permission"] only [] likelier [];
    INTEGRATION_SETUP = "integration_setup" ["rest_api.stage_variable", "rest_api.integration_missing"] only [] likelier [];
    BACKEND_UNREACHABLE = "backend_unreachable" ["rest_api.http_failed"] only [] likelier [];
    LAMBDA_MALFORMED = "lambda_malformed" ["rest_api.lambda_failed"] only [] likelier [];
    LAMBDA_TIMEOUT = "lambda_timeout" ["rest_api.lambda_failed"] only [] likelier [];
    BACKEND_TIMEOUT = "backend_timeout" ["rest_api.http_failed"] only [] likelier [];
    BODY_TOO_LARGE = "body_too_large" ["rest_api.request_too_large"] only [] likelier [];
    URL_TOO_LONG_API = "url_too_long_api" ["rest_api.url_too_long"] only [] likelier [];
    GATEWAY_RESPONSE = "gateway_response" ["rest_api.gateway_response"] only [] likelier [];

    // HTTP APIs.
    HTTP_HOST_FORWARDED = "http_host_forwarded" ["http_api.host_unknown"] only [HostMayDiffer] likelier [OtherHost];
    HTTP_IAM = "http_iam" ["http_api.iam_authorization"] only [] likelier [];
    HTTP_AUTHORIZER_DENIES = "http_authorizer_denies" ["http_api.lambda_authorizer"] only [] likelier [];
    HTTP_JWT_SCOPE = "http_jwt_scope" ["http_api.jwt_authorizer"] only [] likelier [OtherAuthorization];
    HTTP_JWT = "http_jwt" ["http_api.jwt_authorizer"] only [] likelier [];
    HTTP_IDENTITY_SOURCE = "http_identity_source" ["http_api.lambda_authorizer"] only [] likelier [NoAuthorization];
    HTTP_STAGE_MISSING = "http_stage_missing" ["http_api.stage_missing"] only [] likelier [];
    HTTP_ROUTE_UNKNOWN = "http_route_unknown" ["http_api.route_not_found"] only [] likelier [];
    HTTP_ENDPOINT_DISABLED = "http_endpoint_disabled" ["http_api.endpoint_disabled"] only [] likelier [];
    HTTP_LAMBDA_FAILED = "http_lambda_failed" ["http_api.lambda_failed"] only [] likelier [];
    HTTP_LAMBDA_PERMISSION = "http_lambda_permission" ["http_api.lambda_permission"] only [] likelier [];
    HTTP_AUTHORIZER_FAILED = "http_authorizer_failed" ["http_api.authorizer_failed"] only [] likelier [];
    HTTP_INTEGRATION_SETUP = "http_integration_setup" ["http_api.integration_missing", "http_api.integration_unsupported"] only [] likelier [];
    HTTP_TIMEOUT = "http_timeout" ["http_api.integration_timeout"] only [] likelier [];
    HTTP_UNREACHABLE = "http_unreachable" ["http_api.integration_unreachable"] only [] likelier [];
    HTTP_PREFLIGHT = "http_preflight" ["http_api.cors_preflight"] only [] likelier [Preflight];

    // Function URLs.
    URL_ID_UNKNOWN = "url_id_unknown" ["lambda_url.not_found"] only [NoOwnDistribution] likelier [NoOwnDistribution];
    URL_HOST_FORWARDED = "url_host_forwarded" ["lambda_url.host_foreign"] only [HostMayDiffer] likelier [OwnDistribution];
    URL_UNSIGNED = "url_unsigned" ["lambda_url.unsigned"] only [] likelier [];
    URL_PERMISSION = "url_permission" ["lambda_url.permission"] only [] likelier [];
    URL_PAYLOAD_HASH = "url_payload_hash" ["lambda_url.payload_hash"] only [OwnDistribution, NotGet] likelier [OwnDistribution];
    URL_SIGNATURE = "url_signature" ["lambda_url.signature"] only [] likelier [];
    URL_FUNCTION_FAILED = "url_function_failed" ["lambda_url.function_failed"] only [] likelier [];

    // S3.
    S3_ACCESS = "s3_access" ["s3.access"] only [] likelier [];
    S3_KEY_HIDDEN = "s3_key_hidden" ["s3.key_not_found"] only [] likelier [];
    S3_KEY_MISSING = "s3_key_missing" ["s3.key_not_found"] only [] likelier [];
    S3_LIST = "s3_list" ["s3.list"] only [Root] likelier [Root];
    S3_BEHAVIOR = "s3_behavior" [] only [OwnDistribution] likelier [];
    S3_HOST_FORWARDED = "s3_host_forwarded" ["s3.host_foreign"] only [] likelier [];
    S3_BUCKET_MISSING = "s3_bucket_missing" ["s3.bucket_not_found"] only [] likelier [];
    S3_REGION = "s3_region" ["s3.region"] only [] likelier [];
    S3_METHOD = "s3_method" ["s3.method"] only [] likelier [NotGet];
    S3_HEADERS_TOO_LARGE = "s3_headers_too_large" ["s3.headers_too_large"] only [] likelier [];
    S3_SIGNATURE = "s3_signature" ["s3.signature"] only [] likelier [];
    S3_SIGNATURE_MISMATCH = "s3_signature_mismatch" ["s3.signature"] only [] likelier [];
    S3_HOST_SIGNED = "s3_host_signed" ["s3.signature", "s3.host_foreign"] only [] likelier [OwnDistribution];
    S3_ACCESS_KEY = "s3_access_key" ["s3.signature"] only [] likelier [];
    S3_TOKEN = "s3_token" [] only [] likelier [];
    S3_CLOCK = "s3_clock" [] only [] likelier [];
    S3_QUERY_AUTHENTICATION = "s3_query_authentication" ["s3.signature"] only [] likelier [];
    S3_KMS = "s3_kms" [] only [] likelier [];
    S3_ARCHIVED = "s3_archived" [] only [] likelier [];
    S3_SLOW_DOWN = "s3_slow_down" [] only [] likelier [];
    S3_UPLOAD = "s3_upload" [] only [] likelier [];
    WEBSITE_ACCESS = "website_access" ["s3.website_access"] only [] likelier [];
    WEBSITE_KEY = "website_key" ["s3.website_key_not_found"] only [] likelier [];
    WEBSITE_METHOD = "website_method" ["s3.website_method"] only [] likelier [];
    WEBSITE_MISSING = "website_missing" ["s3.website_not_found"] only [] likelier [];
    WEBSITE_REDIRECT = "website_redirect" ["s3.website_redirect"] only [] likelier [];
    S3_SERVED = "s3_served" ["s3.object", "s3.list"] only [] likelier [];

    // Load balancers.
    LB_WEB_ACL = "lb_web_acl" ["load_balancer.web_acl"] only [] likelier [];
    LB_RULE = "lb_rule" ["load_balancer.listener_rule"] only [] likelier [];
    LB_DEFAULT = "lb_default" ["load_balancer.default_action"] only [] likelier [];
    LB_TARGET_FAILED = "lb_target_failed" [] only [] likelier [];
    LB_NO_TARGETS = "lb_no_targets" [] only [] likelier [];
    LB_TARGET_SILENT = "lb_target_silent" [] only [] likelier [];

    // Backends.
    FUNCTION_ANSWERED = "function_answered" ["lambda.invoke", "rest_api.lambda_error_passed"] only [] likelier [];
    BACKEND_ANSWERED = "backend_answered" ["server.route", "server.prescribed", "rest_api.http_assumed", "server.route_not_found"] only [] likelier [];
    MOCK_ANSWERED = "mock_answered" ["rest_api.mock"] only [] likelier [];
    TARGET_ANSWERED = "target_answered" ["load_balancer.listener_rule", "load_balancer.default_action"] only [] likelier [];
    PATH_AT_BACKEND = "path_at_backend" ["lambda.invoke", "server.route", "server.route_not_found"] only [] likelier [];

    // What may stand in front of any of them.
    ERROR_PAGE = "error_page" ["cloudfront.custom_error_response"] only [OwnDistribution] likelier [];
    ERROR_PAGE_UNAVAILABLE = "error_page_unavailable" ["cloudfront.error_page_unavailable"] only [OwnDistribution] likelier [];
    CACHED_ERROR = "cached_error" ["cloudfront.error_caching"] only [] likelier [];
}

/// The cause of that id.
pub fn find(id: &str) -> Option<&'static Cause> {
    ALL.iter().copied().find(|cause| cause.id == id)
}
