//! CloudFront.

use super::Field;
use super::To::{Apart, Block, Each, Inline, Items, Name};

/// `DistributionConfig` and what is around it.
pub(super) const DISTRIBUTION: &[Field] =
    &[Field("DistributionConfig", Inline(CONFIG)), Field("ARN", Name("arn")), Field("Tags", Apart)];

/// A distribution as its own interface has it: in a list, the fields of its configuration stand beside its id.
pub(super) const CONFIG: &[Field] = &[
    Field("Id", Name("id")),
    Field("ARN", Name("arn")),
    Field("Aliases", Name("aliases")),
    Field("CNAMEs", Name("aliases")),
    Field("Origins", Block("origin", ORIGIN)),
    Field("OriginGroups", Block("origin_group", ORIGIN_GROUPS)),
    Field("DefaultCacheBehavior", Block("default_cache_behavior", BEHAVIOR)),
    Field("CacheBehaviors", Block("ordered_cache_behavior", BEHAVIOR)),
    Field("CustomErrorResponses", Block("custom_error_response", &[])),
    Field("Restrictions", Block("restrictions", &[Field("GeoRestriction", Block("geo_restriction", GEO))])),
    Field("ViewerCertificate", Block("viewer_certificate", CERTIFICATE)),
    Field("WebACLId", Name("web_acl_id")),
    Field("HttpVersion", Name("http_version")),
    Field("IPV6Enabled", Name("is_ipv6_enabled")),
    Field("IsIPV6Enabled", Name("is_ipv6_enabled")),
    Field("Logging", Apart),
    Field("S3Origin", Apart),
    Field("CustomOrigin", Apart),
];

const GEO: &[Field] = &[Field("Items", Name("locations")), Field("Quantity", Apart)];

const CERTIFICATE: &[Field] = &[
    Field("CloudFrontDefaultCertificate", Name("cloudfront_default_certificate")),
    Field("SSLSupportMethod", Name("ssl_support_method")),
    Field("IAMCertificateId", Name("iam_certificate_id")),
    Field("ACMCertificateArn", Name("acm_certificate_arn")),
];

const ORIGIN: &[Field] = &[
    Field("Id", Name("origin_id")),
    Field("OriginCustomHeaders", Block("custom_header", HEADER)),
    Field("CustomHeaders", Block("custom_header", HEADER)),
    Field("S3OriginConfig", Block("s3_origin_config", &[])),
    Field("CustomOriginConfig", Block("custom_origin_config", CUSTOM_ORIGIN)),
    Field("VpcOriginConfig", Block("vpc_origin_config", &[])),
    Field("OriginShield", Block("origin_shield", &[])),
];

const HEADER: &[Field] = &[Field("HeaderName", Name("name")), Field("HeaderValue", Name("value"))];

const CUSTOM_ORIGIN: &[Field] = &[
    Field("HTTPPort", Name("http_port")),
    Field("HTTPSPort", Name("https_port")),
    Field("OriginSSLProtocols", Name("origin_ssl_protocols")),
];

/// CloudFormation wraps the groups in `Items`; a list of the command line is unwrapped before.
const ORIGIN_GROUPS: &[Field] = &[
    Field("Id", Name("origin_id")),
    Field("FailoverCriteria", Block("failover_criteria", &[Field("StatusCodes", Name("status_codes"))])),
    Field("Members", Block("member", &[Field("OriginId", Name("origin_id"))])),
];

const BEHAVIOR: &[Field] = &[
    Field(
        "AllowedMethods",
        Inline(&[
            Field("Items", Name("allowed_methods")),
            Field("Quantity", Apart),
            Field("CachedMethods", Name("cached_methods")),
        ]),
    ),
    Field(
        "ForwardedValues",
        Block("forwarded_values", &[Field("Cookies", Block("cookies", &[])), Field("Headers", Name("headers"))]),
    ),
    Field("FunctionAssociations", Block("function_association", &[Field("FunctionARN", Name("function_arn"))])),
    Field(
        "LambdaFunctionAssociations",
        Block("lambda_function_association", &[Field("LambdaFunctionARN", Name("lambda_arn"))]),
    ),
    Field("MinTTL", Name("min_ttl")),
    Field("GrpcConfig", Block("grpc_config", &[])),
];

/// Cache policies and origin request policies.
pub(super) const POLICY: &[Field] =
    &[Field("CachePolicyConfig", Inline(POLICY_CONFIG)), Field("OriginRequestPolicyConfig", Inline(POLICY_CONFIG))];

const POLICY_CONFIG: &[Field] = &[
    Field(
        "ParametersInCacheKeyAndForwardedToOrigin",
        Block("parameters_in_cache_key_and_forwarded_to_origin", POLICY_PARTS),
    ),
    Field("CookiesConfig", Block("cookies_config", COOKIES)),
    Field("HeadersConfig", Block("headers_config", HEADERS)),
    Field("QueryStringsConfig", Block("query_strings_config", QUERIES)),
    Field("DefaultTTL", Name("default_ttl")),
    Field("MaxTTL", Name("max_ttl")),
    Field("MinTTL", Name("min_ttl")),
];

const POLICY_PARTS: &[Field] = &[
    Field("CookiesConfig", Block("cookies_config", COOKIES)),
    Field("HeadersConfig", Block("headers_config", HEADERS)),
    Field("QueryStringsConfig", Block("query_strings_config", QUERIES)),
];

const COOKIES: &[Field] = &[Field("Cookies", Items("cookies", &[]))];
const HEADERS: &[Field] = &[Field("Headers", Items("headers", &[]))];
const QUERIES: &[Field] = &[Field("QueryStrings", Items("query_strings", &[]))];

pub(super) const RESPONSE_HEADERS_POLICY: &[Field] =
    &[Field("ResponseHeadersPolicyConfig", Inline(RESPONSE_HEADERS_CONFIG))];

const RESPONSE_HEADERS_CONFIG: &[Field] = &[
    Field(
        "CorsConfig",
        Block(
            "cors_config",
            &[
                Field("AccessControlAllowOrigins", Items("access_control_allow_origins", &[])),
                Field("AccessControlAllowHeaders", Items("access_control_allow_headers", &[])),
                Field("AccessControlAllowMethods", Items("access_control_allow_methods", &[])),
                Field("AccessControlExposeHeaders", Items("access_control_expose_headers", &[])),
            ],
        ),
    ),
    Field("CustomHeadersConfig", Items("custom_headers_config", &[])),
    Field("RemoveHeadersConfig", Items("remove_headers_config", &[])),
    Field(
        "SecurityHeadersConfig",
        Block(
            "security_headers_config",
            &[
                Field("ContentSecurityPolicy", Block("content_security_policy", &[])),
                Field("ContentTypeOptions", Block("content_type_options", &[])),
                Field("FrameOptions", Block("frame_options", &[])),
                Field("ReferrerPolicy", Block("referrer_policy", &[])),
                Field("StrictTransportSecurity", Block("strict_transport_security", &[])),
                Field("XSSProtection", Block("xss_protection", &[])),
            ],
        ),
    ),
    Field("ServerTimingHeadersConfig", Block("server_timing_headers_config", &[])),
];

pub(super) const FUNCTION: &[Field] = &[
    Field("FunctionARN", Name("arn")),
    Field("FunctionMetadata", Apart),
    Field("Stage", Apart),
    Field("Status", Apart),
    Field("CreatedTime", Apart),
    Field("LastModifiedTime", Apart),
    Field("FunctionCode", Name("code")),
    Field(
        "FunctionConfig",
        Inline(&[Field("KeyValueStoreAssociations", Each("key_value_store_associations", "KeyValueStoreARN"))]),
    ),
    Field("AutoPublish", Name("publish")),
];

pub(super) const KEY_GROUP: &[Field] = &[Field("KeyGroupConfig", Inline(&[]))];
pub(super) const PUBLIC_KEY: &[Field] = &[Field("PublicKeyConfig", Inline(&[]))];
pub(super) const ACCESS_CONTROL: &[Field] = &[Field("OriginAccessControlConfig", Inline(&[]))];
pub(super) const ACCESS_IDENTITY: &[Field] = &[Field("CloudFrontOriginAccessIdentityConfig", Inline(&[]))];

pub(super) const VPC_ORIGIN: &[Field] = &[Field(
    "VpcOriginEndpointConfig",
    Block(
        "vpc_origin_endpoint_config",
        &[Field("HTTPPort", Name("http_port")), Field("HTTPSPort", Name("https_port"))],
    ),
)];
