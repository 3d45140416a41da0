//! Cache behaviours: what a distribution does with the requests whose path matches a pattern.

use crate::cloudfront_policy::{CachePolicy, NameOr, OriginRequestPolicy, ResponseHeadersPolicy};
use crate::path_pattern::PathPattern;
use crate::record::{choice, record};

record! {
    /// A cache behaviour, ordered or default. Source of names and defaults: Terraform `aws_cloudfront_distribution`.
    pub struct CacheBehavior {
        /// The paths it is for. The default behaviour's is always `*`.
        pub path_pattern: PathPattern,
        /// The id of the origin or origin group that is asked.
        pub target_origin_id: String,
        /// Which schemes viewers may use.
        pub viewer_protocol_policy: ViewerProtocolPolicy,
        /// The methods that are let through.
        pub allowed_methods: Vec<HttpMethod> = vec![HttpMethod::Get, HttpMethod::Head],
        /// The methods whose answers are cached.
        pub cached_methods: Vec<HttpMethod> = vec![HttpMethod::Get, HttpMethod::Head],
        /// The cache policy: a managed one's name or id, one of the scenario's by name, or the policy itself.
        pub cache_policy: Option<NameOr<CachePolicy>>,
        /// The origin request policy, likewise. Absent: none.
        pub origin_request_policy: Option<NameOr<OriginRequestPolicy>>,
        /// The response headers policy, likewise. Absent: none.
        pub response_headers_policy: Option<NameOr<ResponseHeadersPolicy>>,
        /// The legacy settings that policies replaced. Absent: policies are used.
        pub forwarded_values: Option<ForwardedValues>,
        /// The shortest time an answer is cached, in seconds. For legacy settings, as the next two.
        pub min_ttl: u32,
        /// The time when the origin gives none.
        pub default_ttl: u32 = 86_400,
        /// The longest time.
        pub max_ttl: u32 = 31_536_000,
        /// The key groups whose signatures are required. Empty: no signed URLs.
        pub trusted_key_groups: Vec<String>,
        /// The CloudFront Functions that run.
        pub function_association: Vec<FunctionAssociation>,
        /// The Lambda@Edge functions that run.
        pub lambda_function_association: Vec<LambdaFunctionAssociation>,
    }
}

choice! {
    /// Which schemes viewers may use.
    pub enum ViewerProtocolPolicy {
        /// HTTP and HTTPS.
        #[default]
        AllowAll = "allow-all",
        /// HTTPS; HTTP is refused with 403.
        HttpsOnly = "https-only",
        /// HTTPS; HTTP is redirected to it.
        RedirectToHttps = "redirect-to-https",
    }
}

choice! {
    /// A method that a behaviour can let through.
    pub enum HttpMethod {
        /// GET.
        #[default]
        Get = "GET",
        /// HEAD.
        Head = "HEAD",
        /// OPTIONS.
        Options = "OPTIONS",
        /// PUT.
        Put = "PUT",
        /// POST.
        Post = "POST",
        /// PATCH.
        Patch = "PATCH",
        /// DELETE.
        Delete = "DELETE",
    }
}

record! {
    /// What legacy settings forward and put into the cache key.
    pub struct ForwardedValues {
        /// Whether query strings are forwarded.
        pub query_string: bool,
        /// The query strings that go into the cache key. Empty: all.
        pub query_string_cache_keys: Vec<String>,
        /// The headers that are forwarded; `*`: all.
        pub headers: Vec<String>,
        /// The cookies that are forwarded.
        pub cookies: ForwardedCookies,
    }
}

record! {
    /// Which cookies legacy settings forward.
    pub struct ForwardedCookies {
        /// Which.
        pub forward: CookieForward,
        /// The names, when `forward` is `whitelist`.
        pub whitelisted_names: Vec<String>,
    }
}

choice! {
    /// Which cookies legacy settings forward.
    pub enum CookieForward {
        /// None.
        #[default]
        None = "none",
        /// The listed ones.
        Whitelist = "whitelist",
        /// All.
        All = "all",
    }
}

record! {
    /// A CloudFront Function that a behaviour runs.
    pub struct FunctionAssociation {
        /// When it runs.
        pub event_type: ViewerEvent,
        /// Its name among `edge_functions`.
        pub function: String,
    }
}

choice! {
    /// When a CloudFront Function runs.
    pub enum ViewerEvent {
        /// Before the cache is looked up.
        #[default]
        ViewerRequest = "viewer-request",
        /// Before the answer goes to the viewer.
        ViewerResponse = "viewer-response",
    }
}

record! {
    /// A Lambda@Edge function that a behaviour runs.
    pub struct LambdaFunctionAssociation {
        /// When it runs.
        pub event_type: LambdaEvent,
        /// Its name among `edge_functions`.
        pub function: String,
        /// Whether it is given the body.
        pub include_body: bool,
    }
}

choice! {
    /// When a Lambda@Edge function runs.
    pub enum LambdaEvent {
        /// Before the cache is looked up.
        #[default]
        ViewerRequest = "viewer-request",
        /// Before the origin is asked.
        OriginRequest = "origin-request",
        /// Before the origin's answer is cached.
        OriginResponse = "origin-response",
        /// Before the answer goes to the viewer.
        ViewerResponse = "viewer-response",
    }
}
