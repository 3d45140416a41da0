//! CloudFront, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The `Host` header chooses the distribution.
    DISTRIBUTION = Documented "cloudfront.distribution", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-wildcard.html",
    ];
    /// No distribution has that name.
    HOST_UNKNOWN = Documented "cloudfront.host_unknown", [
        "https://repost.aws/knowledge-center/resolve-cloudfront-bad-request-error",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
    ];
    /// The distribution is switched off.
    DISTRIBUTION_DISABLED = Inferred "cloudfront.distribution_disabled", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html",
    ];
    /// The first behaviour whose pattern matches the normalised path is used.
    PATH_PATTERN = Documented "cloudfront.path_pattern", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
    ];
    /// HTTP is served, refused or redirected.
    VIEWER_PROTOCOL_POLICY = Documented "cloudfront.viewer_protocol_policy", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    ];
    /// Methods outside the behaviour's set are refused.
    ALLOWED_METHODS = Documented "cloudfront.allowed_methods", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html",
    ];
    /// The behaviour's functions.
    FUNCTION = Documented "cloudfront.function", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions.html",
    ];
    /// What goes into the cache key goes to the origin.
    CACHE_POLICY = Documented "cloudfront.cache_policy", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html",
    ];
    /// What else goes to the origin.
    ORIGIN_REQUEST_POLICY = Documented "cloudfront.origin_request_policy", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html",
    ];
    /// A policy's name that neither AWS nor the scenario knows.
    POLICY_UNKNOWN = Inferred "cloudfront.policy_unknown", [
        "Not an AWS behaviour: the scenario names a policy that it does not describe.",
    ];
    /// The behaviour names no origin of the distribution.
    ORIGIN_MISSING = Inferred "cloudfront.origin_missing", [
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
    ];
    /// The origin path goes in front of the whole path; nothing is replaced.
    ORIGIN_PATH = Documented "cloudfront.origin_path", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
    ];
    /// The `Host` that the origin gets: its own name, or the viewer's where a policy forwards it.
    ORIGIN_HOST = Documented "cloudfront.origin_host", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        "https://repost.aws/knowledge-center/configure-cloudfront-to-forward-headers",
    ];
    /// The scheme and port of the request to the origin.
    ORIGIN_PROTOCOL = Documented "cloudfront.origin_protocol", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
    ];
    /// The origin's name does not resolve.
    ORIGIN_DNS = Documented "cloudfront.origin_dns", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
    ];
    /// No connection to the origin.
    ORIGIN_CONNECT = Documented "cloudfront.origin_connect", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
    ];
    /// An error answer may be replaced by a page.
    CUSTOM_ERROR_RESPONSE = Documented "cloudfront.custom_error_response", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html",
    ];
    /// What CloudFront adds to an answer that it relays.
    RELAY = Observed "cloudfront.relay", [
        "Public capture of an edge-optimized REST API behind a distribution, 2025-11",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
}
