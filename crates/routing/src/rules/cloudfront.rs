//! CloudFront, in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The certificate that viewers see must cover the name.
    VIEWER_CERTIFICATE = Documented CloudfrontViewerCertificate, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
    ];
    /// A WebSocket handshake.
    WEBSOCKET = Documented CloudfrontWebsocket, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html",
    ];
    /// A URL may have 8,192 bytes.
    URL_TOO_LONG = Documented CloudfrontUrlTooLong, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
    /// A request may have 32,768 bytes besides its body.
    HEADERS_TOO_LARGE = Documented CloudfrontHeadersTooLarge, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
    /// A request may pass two distributions.
    DISTRIBUTION_CHAIN = Documented CloudfrontDistributionChain, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
    ];
    /// The `Host` header chooses the distribution.
    DISTRIBUTION = Documented CloudfrontDistribution, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-wildcard.html",
    ];
    /// No distribution has that name.
    HOST_UNKNOWN = Documented CloudfrontHostUnknown, [
        "https://repost.aws/knowledge-center/resolve-cloudfront-bad-request-error",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
    ];
    /// The certificate of the connection must be one for the `Host`.
    DOMAIN_FRONTING = Documented CloudfrontDomainFronting, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html",
    ];
    /// The distribution is switched off.
    DISTRIBUTION_DISABLED = Inferred CloudfrontDistributionDisabled, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html",
    ];
    /// The first behaviour whose pattern matches the normalised path is used.
    PATH_PATTERN = Documented CloudfrontPathPattern, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
    ];
    /// HTTP is served, refused or redirected.
    VIEWER_PROTOCOL_POLICY = Documented CloudfrontViewerProtocolPolicy, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    ];
    /// Countries are served or not.
    GEO_RESTRICTION = Documented CloudfrontGeoRestriction, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html",
    ];
    /// Behaviours with trusted key groups serve none but signed requests.
    SIGNED_REQUEST = Observed CloudfrontSignedRequest, [
        "https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html",
        "https://github.com/jasonsims/aws-cloudfront-sign/issues/35",
    ];
    /// The web ACL lets pass or blocks.
    WEB_ACL = Observed CloudfrontWebAcl, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-custom-request-response.html",
        "https://github.com/lysine-dev/okhttp/issues/8001",
    ];
    /// Methods outside the behaviour's set are refused.
    ALLOWED_METHODS = Documented CloudfrontAllowedMethods, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html",
        "https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/25",
    ];
    /// A GET has no body.
    GET_WITH_BODY = Documented CloudfrontGetWithBody, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html",
    ];
    /// What `/` stands for.
    DEFAULT_ROOT_OBJECT = Documented CloudfrontDefaultRootObject, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    ];
    /// A default root object that CloudFront does not take.
    DEFAULT_ROOT_OBJECT_INVALID = Inferred CloudfrontDefaultRootObjectInvalid, [
        "Not an AWS behaviour: CloudFront refuses to save such a value (InvalidDefaultRootObject, 400), so that no viewer meets it.",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    ];
    /// The behaviour's functions.
    FUNCTION = Documented CloudfrontFunction, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions.html",
    ];
    /// A function that the scenario does not describe.
    FUNCTION_MISSING = Inferred CloudfrontFunctionMissing, [
        "Not an AWS behaviour: the behaviour names a function that the scenario does not describe.",
    ];
    /// A function whose code has not been run.
    FUNCTION_NOT_RUN = Inferred CloudfrontFunctionNotRun, [
        "Not an AWS behaviour: what the code would give is not known here.",
    ];
    /// A function answers in the origin's place.
    FUNCTION_RESPONSE = Documented CloudfrontFunctionResponse, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-tutorial.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/function-code-choose-purpose.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html",
    ];
    /// CloudFront does not take what a function returned.
    FUNCTION_INVALID = Documented CloudfrontFunctionInvalid, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-testing-debugging.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html",
        "https://github.com/anomalyco/sst/issues/5619",
        "https://github.com/aws-samples/react-ssr-lambda/issues/28",
        "https://github.com/CodeGenieApp/serverless-express/issues/369",
        "https://github.com/marksteele/edge-rewrite/issues/6",
        "https://github.com/aws-amplify/amplify-hosting/issues/2357",
        "https://github.com/aws-amplify/amplify-hosting/issues/3701",
        "https://github.com/aws-samples/amazon-cloudfront-functions/issues/56",
    ];
    /// A function did not finish.
    FUNCTION_FAILED = Documented CloudfrontFunctionFailed, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html",
        "https://github.com/cdklabs/construct-hub/pull/402",
        "https://github.com/sanfrancesco/prerendercloud-lambda-edge/issues/18",
    ];
    /// An earlier answer is kept for requests with the same cache key.
    CACHE_HIT = Documented CloudfrontCacheHit, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html",
        "https://github.com/aws-samples/dify-self-hosted-on-aws/issues/117",
    ];
    /// No earlier answer is kept for the request.
    CACHE_MISS = Documented CloudfrontCacheMiss, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html",
    ];
    /// What goes into the cache key goes to the origin.
    CACHE_POLICY = Documented CloudfrontCachePolicy, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html",
    ];
    /// Legacy settings decide what goes to the origin.
    FORWARDED_VALUES = Documented CloudfrontForwardedValues, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html",
    ];
    /// What else goes to the origin.
    ORIGIN_REQUEST_POLICY = Documented CloudfrontOriginRequestPolicy, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html",
    ];
    /// A policy's name that neither AWS nor the scenario knows.
    POLICY_UNKNOWN = Inferred CloudfrontPolicyUnknown, [
        "Not an AWS behaviour: the scenario names a policy that it does not describe.",
    ];
    /// The behaviour names no origin of the distribution.
    ORIGIN_MISSING = Inferred CloudfrontOriginMissing, [
        "Not an AWS behaviour: CloudFront refuses to save such a distribution (NoSuchOrigin, 404), so that no viewer meets it.",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
    ];
    /// The origin path goes in front of the whole path; nothing is replaced.
    ORIGIN_PATH = Documented CloudfrontOriginPath, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
    ];
    /// The `Host` that the origin gets: its own name, or the viewer's where a policy forwards it.
    ORIGIN_HOST = Documented CloudfrontOriginHost, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        "https://repost.aws/knowledge-center/configure-cloudfront-to-forward-headers",
    ];
    /// The scheme and port of the request to the origin.
    ORIGIN_PROTOCOL = Documented CloudfrontOriginProtocol, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ];
    /// `Authorization` goes where a policy takes it, else by the method.
    AUTHORIZATION = Documented CloudfrontAuthorization, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-401-unauthorized.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
    ];
    /// `Accept-Encoding` is reduced to what is cached.
    ACCEPT_ENCODING = Documented CloudfrontAcceptEncoding, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
    /// Headers of the viewer that the origin does not get.
    ORIGIN_HEADERS = Documented CloudfrontOriginHeaders, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
    /// Headers about the viewer that CloudFront adds.
    VIEWER_HEADERS = Documented CloudfrontViewerHeaders, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html",
    ];
    /// The origin's custom headers win.
    CUSTOM_HEADER = Documented CloudfrontCustomHeader, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
    ];
    /// CloudFront signs its requests to the origin.
    ORIGIN_ACCESS_CONTROL = Documented CloudfrontOriginAccessControl, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
    ];
    /// CloudFront asks the bucket as an identity of its own.
    ORIGIN_ACCESS_IDENTITY = Documented CloudfrontOriginAccessIdentity, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ];
    /// The origin's certificate must be for its name or for the `Host`.
    ORIGIN_CERTIFICATE = Documented CloudfrontOriginCertificate, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
    ];
    /// The origin's name does not resolve.
    ORIGIN_DNS = Documented CloudfrontOriginDns, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
    ];
    /// No connection to the origin.
    ORIGIN_CONNECT = Documented CloudfrontOriginConnect, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html",
    ];
    /// The origin takes longer than CloudFront waits.
    ORIGIN_READ_TIMEOUT = Documented CloudfrontOriginReadTimeout, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
        "https://github.com/mbeher2200/DarkHours/issues/241",
    ];
    /// The second origin of a group is asked when the first fails.
    ORIGIN_FAILOVER = Documented CloudfrontOriginFailover, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
    ];
    /// `Set-Cookie` passes where cookies go to the origin.
    SET_COOKIE = Documented CloudfrontSetCookie, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
    ];
    /// How long an error is kept.
    ERROR_CACHING = Documented CloudfrontErrorCaching, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html",
    ];
    /// An error answer may be replaced by a page.
    CUSTOM_ERROR_RESPONSE = Documented CloudfrontCustomErrorResponse, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html",
        "https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/25",
    ];
    /// The page that should replace an error cannot be had.
    ERROR_PAGE_UNAVAILABLE = Documented CloudfrontErrorPageUnavailable, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html",
    ];
    /// What CloudFront adds to an answer that it relays.
    RELAY = Observed CloudfrontRelay, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
        "https://github.com/docker/docs/issues/15151",
        "https://github.com/koki-develop/lgtm-generator/issues/10",
    ];
    /// Headers that every answer of a behaviour gets or loses.
    RESPONSE_HEADERS_POLICY = Documented CloudfrontResponseHeadersPolicy, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html",
    ];
    /// What an answer carries because of its HTTP version.
    HTTP_VERSION = Observed CloudfrontHttpVersion, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html",
        "https://github.com/terraform-aws-modules/terraform-aws-cloudfront/issues/146",
    ];
}
