//! The fields of CloudFront and DNS.

use hopscope_scenario::cache_behavior::{CookieForward, LambdaEvent, ViewerEvent, ViewerProtocolPolicy};
use hopscope_scenario::cloudfront_policy::{CacheKeyHeaderBehavior, OriginRequestHeaderBehavior, SelectionBehavior};
use hopscope_scenario::distribution::{
    ConnectionMode, GeoRestrictionType, HttpVersion, OriginProtocolPolicy, SigningBehavior,
};

use super::Form;
use super::Widget::{Area, Choice, Items, Lines, Listed, Maybe, Name, Number, Numbers, Pairs, Record, Text, Tick};

pub const FORMS: &[Form] = &[
    Form {
        record: "Distribution",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_DistributionConfig.html",
        rows: &[
            ("id", Text("")),
            ("domain_name", Text("")),
            ("aliases", Lines),
            ("enabled", Tick(true)),
            ("default_root_object", Text("")),
            ("http_version", Choice(HttpVersion::WORDS, "http2")),
            ("web_acl", Maybe("WebAcl")),
            ("geo_restriction", Record("GeoRestriction")),
            ("origin", Items("Origin")),
            ("origin_group", Items("OriginGroup")),
            ("ordered_cache_behavior", Items("CacheBehavior")),
            ("default_cache_behavior", Record("CacheBehavior")),
            ("custom_error_response", Items("CustomErrorResponse")),
            ("connection_mode", Choice(ConnectionMode::WORDS, "direct")),
            ("staging", Tick(false)),
            ("viewer_certificate", Maybe("ViewerCertificate")),
        ],
    },
    Form {
        record: "Origin",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_Origin.html",
        rows: &[
            ("origin_id", Text("")),
            ("domain_name", Listed("origin-domains")),
            ("origin_path", Text("")),
            ("custom_header", Items("CustomHeader")),
            ("origin_access_control", Maybe("OriginAccessControl")),
            ("origin_access_identity", Tick(false)),
            ("custom_origin_config", Maybe("CustomOriginConfig")),
            ("vpc_origin_config", Maybe("VpcOriginConfig")),
        ],
    },
    Form {
        record: "CustomHeader",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_OriginCustomHeader.html",
        rows: &[("name", Text("")), ("value", Text(""))],
    },
    Form {
        record: "OriginAccessControl",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_OriginAccessControlConfig.html",
        rows: &[("signing_behavior", Choice(SigningBehavior::WORDS, "always"))],
    },
    Form {
        record: "CustomOriginConfig",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CustomOriginConfig.html",
        rows: &[
            ("http_port", Number(Some(80))),
            ("https_port", Number(Some(443))),
            ("origin_protocol_policy", Choice(OriginProtocolPolicy::WORDS, "https-only")),
            ("origin_read_timeout", Number(Some(30))),
        ],
    },
    Form {
        record: "OriginGroup",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_OriginGroup.html",
        rows: &[("origin_id", Text("")), ("failover_criteria", Record("FailoverCriteria")), ("member", Lines)],
    },
    Form {
        record: "FailoverCriteria",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_OriginGroupFailoverCriteria.html",
        rows: &[("status_codes", Numbers)],
    },
    Form {
        record: "CacheBehavior",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CacheBehavior.html",
        rows: &[
            ("path_pattern", Text("*")),
            ("target_origin_id", Text("")),
            ("viewer_protocol_policy", Choice(ViewerProtocolPolicy::WORDS, "allow-all")),
            ("allowed_methods", Lines),
            ("cached_methods", Lines),
            ("cache_policy", Listed("cache-policies")),
            ("origin_request_policy", Listed("origin-request-policies")),
            ("response_headers_policy", Listed("response-headers-policies")),
            ("forwarded_values", Maybe("ForwardedValues")),
            ("trusted_key_groups", Lines),
            ("function_association", Items("FunctionAssociation")),
            ("lambda_function_association", Items("LambdaFunctionAssociation")),
            ("min_ttl", Number(Some(0))),
            ("default_ttl", Number(Some(86_400))),
            ("max_ttl", Number(Some(31_536_000))),
        ],
    },
    Form {
        record: "ForwardedValues",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_ForwardedValues.html",
        rows: &[
            ("query_string", Tick(false)),
            ("query_string_cache_keys", Lines),
            ("headers", Lines),
            ("cookies", Record("ForwardedCookies")),
        ],
    },
    Form {
        record: "ForwardedCookies",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CookiePreference.html",
        rows: &[("forward", Choice(CookieForward::WORDS, "none")), ("whitelisted_names", Lines)],
    },
    Form {
        record: "FunctionAssociation",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_FunctionAssociation.html",
        rows: &[
            ("event_type", Choice(ViewerEvent::WORDS, "viewer-request")),
            ("function", Name(super::Names::EdgeFunctions)),
        ],
    },
    Form {
        record: "LambdaFunctionAssociation",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_LambdaFunctionAssociation.html",
        rows: &[
            ("event_type", Choice(LambdaEvent::WORDS, "viewer-request")),
            ("function", Name(super::Names::EdgeFunctions)),
            ("include_body", Tick(false)),
        ],
    },
    Form {
        record: "CustomErrorResponse",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CustomErrorResponse.html",
        rows: &[
            ("error_code", Number(Some(404))),
            ("response_code", Number(None)),
            ("response_page_path", Text("")),
            ("error_caching_min_ttl", Number(Some(10))),
        ],
    },
    Form {
        record: "GeoRestriction",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_GeoRestriction.html",
        rows: &[("restriction_type", Choice(GeoRestrictionType::WORDS, "none")), ("locations", Lines)],
    },
    Form {
        record: "DnsRecord",
        source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html",
        rows: &[("name", Text("")), ("target", Listed("origin-domains"))],
    },
    Form {
        record: "CachePolicy",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CachePolicyConfig.html",
        rows: &[
            ("name", Text("")),
            ("min_ttl", Number(Some(0))),
            ("default_ttl", Number(Some(86400))),
            ("max_ttl", Number(Some(31536000))),
            ("headers", Record("CacheKeyHeaders")),
            ("cookies", Record("Selection")),
            ("query_strings", Record("Selection")),
        ],
    },
    Form {
        record: "CacheKeyHeaders",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CachePolicyHeadersConfig.html",
        rows: &[("behavior", Choice(CacheKeyHeaderBehavior::WORDS, "none")), ("items", Lines)],
    },
    Form {
        record: "Selection",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CachePolicyQueryStringsConfig.html",
        rows: &[("behavior", Choice(SelectionBehavior::WORDS, "none")), ("items", Lines)],
    },
    Form {
        record: "OriginRequestPolicy",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_OriginRequestPolicyConfig.html",
        rows: &[
            ("name", Text("")),
            ("headers", Record("OriginRequestHeaders")),
            ("cookies", Record("Selection")),
            ("query_strings", Record("Selection")),
        ],
    },
    Form {
        record: "OriginRequestHeaders",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html",
        rows: &[("behavior", Choice(OriginRequestHeaderBehavior::WORDS, "none")), ("items", Lines)],
    },
    Form {
        record: "ResponseHeadersPolicy",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_ResponseHeadersPolicyConfig.html",
        rows: &[("name", Text("")), ("headers", Items("ResponseHeader")), ("remove_headers", Lines)],
    },
    Form {
        record: "ResponseHeader",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_ResponseHeadersPolicyCustomHeader.html",
        rows: &[("name", Text("")), ("value", Text("")), ("override", Tick(false))],
    },
    Form {
        record: "EdgeFunction",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_FunctionConfig.html",
        rows: &[("name", Text("")), ("runtime", Text("cloudfront-js-2.0")), ("code", Area), ("key_value_store", Pairs)],
    },
    Form {
        record: "ViewerCertificate",
        source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html",
        rows: &[("names", Lines)],
    },
    Form {
        record: "VpcOriginConfig",
        source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginConfig.html",
        rows: &[("vpc_origin_id", Text(""))],
    },
];
