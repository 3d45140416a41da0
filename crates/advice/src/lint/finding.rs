//! What can be found, and the book of it.

use hopscope_scenario::{FieldPath, Problem};

/// Something that is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The field that it is about.
    pub path: FieldPath,
    /// What it is.
    pub kind: FindingKind,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Requests fail because of it.
    Error,
    /// It is hardly what was meant.
    Warning,
    /// It may be meant, and is good to know.
    Hint,
}

impl Severity {
    /// The severity's name in locale keys and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// An entry of the book of findings.
///
/// Its words are in the locale files: `advice.lint.<id>.title`, `.why` and `.change`.
#[derive(Debug)]
pub struct Lint {
    /// The stable id.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where what it rests on is documented or recorded.
    pub sources: &'static [&'static str],
}

/// Declares what can be found: the kinds with their values, and the book.
macro_rules! lints {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$value_meta:meta])* $value:ident: $type:ty ),* $(,)? }
        = $severity:ident $id:literal, [$($source:expr),+ $(,)?]; )*) => {
        /// What is found. Each kind has the values that a sentence about it needs.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum FindingKind {
            /// AWS would refuse it, or it points nowhere.
            Problem(Problem),
            $( $(#[$meta])* $name { $( $(#[$value_meta])* $value: $type ),* }, )*
        }

        /// The book of findings.
        pub static LINTS: &[Lint] = &[
            Lint { id: "problem", severity: Severity::Error, sources: &["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html"] },
            $( Lint { id: $id, severity: Severity::$severity, sources: &[$($source),+] }, )*
        ];

        impl FindingKind {
            /// The stable id of the finding's entry in the book.
            pub const fn id(&self) -> &'static str {
                match self {
                    Self::Problem(_) => "problem",
                    $( Self::$name { .. } => $id, )*
                }
            }

            /// The values by name, as texts fill them in.
            pub fn values(&self) -> Vec<(&'static str, String)> {
                match self {
                    Self::Problem(_) => Vec::new(),
                    $( Self::$name { $($value),* } => vec![$((stringify!($value), Shown::shown($value))),*], )*
                }
            }
        }
    };
}

const PATTERN: &str =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html";
const ORIGIN: &str = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html";
const POLICIES: &str =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html";
const STAGE: &str = "Public capture of a REST API behind a distribution without origin path, 2025-11";
const TOKEN: &str = "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors";
const FAILOVER: &str =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html";
const ERROR_PAGES: &str =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html";
const FUNCTIONS: &str =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html";
const PERMISSION: &str = "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html";
const DEPLOYMENT: &str = "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html";

lints! {
    /// Every path of the behaviour's pattern is taken by behaviours before it.
    BehaviorShadowed {
        /// The pattern.
        pattern: String,
        /// The patterns that take its paths.
        by: Vec<String>,
        /// Where these behaviours stand, from 0.
        indexes: Vec<usize>,
        /// A path that the pattern matches and another behaviour takes.
        example: String,
    } = Warning "behavior_shadowed", [PATTERN];

    /// No path in normal form matches the pattern, and patterns are matched against nothing else.
    PatternNeverMatches {
        /// The pattern.
        pattern: String,
    } = Warning "pattern_never_matches", [PATTERN];

    /// The pattern matches one path only: that of a folder, without what is in it.
    PatternMatchesFolderOnly {
        /// The pattern.
        pattern: String,
    } = Hint "pattern_matches_folder_only", [PATTERN];

    /// The viewer's `Host` goes to an API or function URL, which does not know it.
    HostForwarded {
        /// The behaviour's pattern.
        pattern: String,
        /// The policy that forwards it.
        policy: String,
        /// The origin's name.
        origin: String,
    } = Error "host_forwarded", [
        "https://repost.aws/knowledge-center/configure-cloudfront-to-forward-headers",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
    ];

    /// No path that the behaviour takes names a stage of the API behind it.
    StageMissing {
        /// The behaviour's pattern.
        pattern: String,
        /// The origin's path.
        origin_path: String,
        /// The API.
        api: String,
        /// Its stages.
        stages: Vec<String>,
        /// A path that the behaviour takes.
        example: String,
    } = Error "stage_missing", [STAGE, ORIGIN];

    /// The origin path names the stage, and every path that the behaviour takes names it once more.
    StageDoubled {
        /// The behaviour's pattern.
        pattern: String,
        /// The origin's path.
        origin_path: String,
        /// The stage.
        stage: String,
        /// A path that the behaviour takes.
        example: String,
    } = Error "stage_doubled", [ORIGIN, TOKEN];

    /// The stage is right, and no resource of the API fits any path that the behaviour takes.
    NoResourceFits {
        /// The behaviour's pattern.
        pattern: String,
        /// The origin's path.
        origin_path: String,
        /// The API.
        api: String,
        /// A path that the behaviour takes.
        example: String,
        /// What the API looks up for it.
        looked_up: String,
    } = Error "no_resource_fits", [PATTERN, TOKEN];

    /// No path that the behaviour takes names a stage of the HTTP API behind it, and it has no `$default` stage.
    HttpStageMissing {
        /// The behaviour's pattern.
        pattern: String,
        /// The origin's path.
        origin_path: String,
        /// The API.
        api: String,
        /// Its stages.
        stages: Vec<String>,
        /// A path that the behaviour takes.
        example: String,
    } = Error "http_stage_missing", ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html", ORIGIN];

    /// No route of the HTTP API fits any path that the behaviour takes.
    NoRouteFits {
        /// The behaviour's pattern.
        pattern: String,
        /// The origin's path.
        origin_path: String,
        /// The API.
        api: String,
        /// A path that the behaviour takes.
        example: String,
        /// What the API looks up for it.
        looked_up: String,
    } = Error "no_route_fits", ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html", PATTERN];

    /// The stage has to stand in the viewer's path: the origin path names none.
    StageInViewerPath {
        /// The behaviour's pattern.
        pattern: String,
        /// The API.
        api: String,
        /// A path that the behaviour takes and that names no stage.
        refused: String,
        /// One that reaches a method.
        example: String,
    } = Hint "stage_in_viewer_path", [STAGE, ORIGIN];

    /// The API has methods that the behaviour does not let through.
    MethodNotAllowed {
        /// The behaviour's pattern.
        pattern: String,
        /// The methods.
        methods: Vec<String>,
        /// One of them with its resource.
        example: String,
    } = Warning "method_not_allowed", [PATTERN];

    /// No path of any distribution leads to the stage.
    StageUnreached {
        /// The API.
        api: String,
        /// The stage.
        stage: String,
    } = Hint "stage_unreached", [ORIGIN];

    /// No path of any distribution leads to the resource.
    ResourceUnreached {
        /// The API.
        api: String,
        /// The resource's path.
        resource: String,
    } = Hint "resource_unreached", [ORIGIN];

    /// Error pages replace the errors of an API too.
    ErrorPageHidesApi {
        /// The status that is replaced.
        error_code: String,
        /// The page.
        page: String,
        /// The status of the answer.
        response_code: String,
        /// The name of the API's origin.
        origin: String,
    } = Warning "error_page_hides_api", [ERROR_PAGES, "Public capture of an API's 403 replaced by an answer of S3 through a custom error response"];

    /// An API's answers are cached.
    ApiCached {
        /// The behaviour's pattern.
        pattern: String,
        /// The cache policy.
        policy: String,
    } = Warning "api_cached", [POLICIES];

    /// Nothing of the query, of cookies and of most headers goes to an API.
    ViewerValuesDropped {
        /// The behaviour's pattern.
        pattern: String,
        /// The origin's name.
        origin: String,
    } = Warning "viewer_values_dropped", [POLICIES];

    /// The API asks for `Authorization`, which does not reach it with GET and HEAD.
    AuthorizationDropped {
        /// The behaviour's pattern.
        pattern: String,
        /// The API.
        api: String,
    } = Warning "authorization_dropped", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
    ];

    /// The distribution goes to an address that its API has switched off.
    EndpointDisabled {
        /// The origin's name.
        origin: String,
        /// The API.
        api: String,
    } = Error "endpoint_disabled", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
    ];

    /// No behaviour and no group uses the origin.
    OriginUnused {
        /// The origin's id.
        origin_id: String,
    } = Warning "origin_unused", [PATTERN];

    /// Some methods that the behaviour takes never fail over to the second origin.
    FailoverSkipsMethods {
        /// The behaviour's pattern.
        pattern: String,
        /// The group.
        group: String,
        /// The methods.
        methods: Vec<String>,
    } = Hint "failover_skips_methods", [FAILOVER];

    /// Several checks can refuse a request, in an order that is worth knowing.
    SeveralGates {
        /// The behaviour's pattern.
        pattern: String,
        /// The checks in their order: `geo_restriction`, `signed_request`, `web_acl`, `function`.
        gates: Vec<String>,
    } = Hint "several_gates", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
    ];

    /// The function looks for paths that its behaviours never take, and others do.
    FunctionElsewhere {
        /// Its name.
        name: String,
        /// The behaviour's pattern.
        pattern: String,
        /// What the function looks for: `/api`.
        prefix: String,
        /// The patterns that take such paths.
        others: Vec<String>,
    } = Warning "function_elsewhere", [FUNCTIONS, PATTERN];

    /// No behaviour runs the function.
    FunctionUnused {
        /// Its name.
        name: String,
    } = Warning "function_unused", [FUNCTIONS];

    /// The function uses what its runtime does not have.
    FunctionRuntime {
        /// Its name.
        name: String,
        /// Its runtime.
        runtime: String,
        /// What it uses.
        uses: String,
    } = Error "function_runtime", [FUNCTIONS];

    /// The origin goes by `Host`, which is forwarded and no part of the cache key.
    HostNotInCacheKey {
        /// The behaviour's pattern.
        pattern: String,
        /// The policy that forwards it.
        policy: String,
    } = Warning "host_not_in_cache_key", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html",
    ];

    /// An origin request policy lists `Authorization`, which AWS does not take.
    OriginRequestPolicyAuthorization {
        /// The policy.
        policy: String,
    } = Error "origin_request_policy_authorization", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
        "https://github.com/aws/aws-cdk/issues/13408",
    ];

    /// A cache policy that caches nothing names what belongs into the key.
    CachePolicyZeroTtl {
        /// The policy.
        policy: String,
    } = Error "cache_policy_zero_ttl", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html",
        "https://github.com/aws/aws-cdk/issues/13441",
    ];

    /// CORS fields go by `Origin`, which is forwarded and no part of the cache key.
    OriginNotInCacheKey {
        /// The behaviour's pattern.
        pattern: String,
        /// The origin's name.
        origin: String,
    } = Warning "origin_not_in_cache_key", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html",
    ];

    /// The certificate that viewers see does not cover an alias.
    AliasNotInCertificate {
        /// The alias.
        alias: String,
        /// The names that the certificate covers.
        names: Vec<String>,
    } = Error "alias_not_in_certificate", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
    ];

    /// Two distributions have one alias.
    AliasTwice {
        /// The alias.
        alias: String,
        /// The other distribution.
        other: String,
    } = Error "alias_twice", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
    ];

    /// A staging distribution: which requests reach it is not modelled.
    StagingNotModelled {
        /// The distribution.
        distribution: String,
    } = Hint "staging_not_modelled", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment.html",
    ];

    /// A distribution for tenants: their names and settings are not modelled.
    TenantsNotModelled {
        /// The distribution.
        distribution: String,
    } = Warning "tenants_not_modelled", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-config-options.html",
    ];

    /// A stage has a canary: which requests it takes is not modelled.
    CanaryNotModelled {
        /// The API.
        api: String,
        /// The stage.
        stage: String,
    } = Hint "canary_not_modelled", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html",
        "https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_canary.py",
    ];

    /// Binary media types break a mock that answers preflights.
    BinaryMock {
        /// The API.
        api: String,
        /// The resource's path.
        resource: String,
    } = Error "binary_mock", [
        "https://github.com/serverless/serverless/issues/7243",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html",
    ];

    /// A parameter mapping names a header that API Gateway keeps to itself.
    ReservedHeaderMapped {
        /// The header.
        header: String,
    } = Error "reserved_header_mapped", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html",
    ];

    /// An origin access identity cannot read objects that are encrypted with a KMS key.
    KmsWithIdentity {
        /// The bucket.
        bucket: String,
    } = Error "kms_with_identity", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ];

    /// An origin that is no bucket has no settings of a custom one.
    OriginKindMissing {
        /// The origin's name.
        origin: String,
    } = Warning "origin_kind_missing", [
        "https://github.com/hashicorp/terraform-provider-aws/issues/18872",
        ORIGIN,
    ];

    /// A mapping key has a slash.
    MappingKeySlash {
        /// The custom domain.
        domain_name: String,
        /// The key.
        base_path: String,
    } = Warning "mapping_key_slash", [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html",
    ];

    /// A signed URL's time is in milliseconds.
    ExpiresInMilliseconds {
        /// What it says.
        value: String,
    } = Warning "expires_in_milliseconds", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html",
    ];

    /// An origin's redirect leads to the URL that gets the same redirect.
    RedirectLoop {
        /// Where it leads.
        location: String,
    } = Error "redirect_loop", [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
        "https://github.com/thenativeweb/forcedomain/issues/19",
    ];

    /// The origin's name leads back to the distribution.
    OriginLeadsBack {
        /// The origin's name.
        origin: String,
        /// The distribution.
        distribution: String,
    } = Error "origin_leads_back", [ORIGIN];

    /// The deployment of a stage lacks a method or a route that the API has.
    NotDeployed {
        /// The API.
        api: String,
        /// The stage.
        stage: String,
        /// What it lacks: `GET /hello`.
        missing: Vec<String>,
    } = Warning "not_deployed", [DEPLOYMENT];

    /// The function's policy has no statement for a deployed method that calls it.
    PermissionMissing {
        /// The function.
        lambda: String,
        /// What API Gateway presents, as an ARN.
        source_arn: String,
        /// Where: `prod GET /hello`.
        place: String,
    } = Error "permission_missing", [PERMISSION];

    /// A statement of the function's policy fits no deployed method or route of the scenario.
    PermissionUnused {
        /// The function.
        lambda: String,
        /// The statement's source ARN.
        source_arn: String,
    } = Hint "permission_unused", [PERMISSION];
}

impl Finding {
    /// The stable id of the finding's entry in the book.
    pub const fn id(&self) -> &'static str {
        self.kind.id()
    }

    /// The finding's entry in the book.
    pub fn lint(&self) -> Option<&'static Lint> {
        LINTS.iter().find(|lint| lint.id == self.id())
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.lint().map_or(Severity::Warning, |lint| lint.severity)
    }
}

/// A value as texts show it.
trait Shown {
    fn shown(&self) -> String;
}

impl Shown for String {
    fn shown(&self) -> String {
        self.clone()
    }
}

impl Shown for Vec<String> {
    fn shown(&self) -> String {
        let quoted: Vec<String> = self.iter().map(|each| format!("`{each}`")).collect();
        quoted.join(", ")
    }
}

impl Shown for Vec<usize> {
    fn shown(&self) -> String {
        let numbers: Vec<String> = self.iter().map(|each| (each + 1).to_string()).collect();
        numbers.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_have_sources() {
        let mut ids: Vec<&str> = LINTS.iter().map(|lint| lint.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(LINTS.iter().all(|lint| lint.sources.iter().all(|source| source.len() > 10)));
    }
}
