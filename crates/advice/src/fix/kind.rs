//! The book of fixes: what can be changed, where AWS recommends it, and how much it asks of its reader.

/// An entry of the book of fixes. Its words are in the locale files: `fix.<id>.title`, `.does`, `.trade_off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    id: &'static str,
    layer: Layer,
    is_recommended: bool,
    effort: u32,
    source: Option<&'static str>,
}

/// Where a fix is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// In the distribution.
    CloudFront,
    /// In API Gateway.
    ApiGateway,
    /// In Lambda.
    Lambda,
    /// In S3.
    S3,
    /// At the client.
    Client,
}

impl Layer {
    /// Its name in locale keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CloudFront => "cloudfront",
            Self::ApiGateway => "api_gateway",
            Self::Lambda => "lambda",
            Self::S3 => "s3",
            Self::Client => "client",
        }
    }
}

macro_rules! kinds {
    ($( $(#[$meta:meta])* $name:ident = $layer:ident $id:literal, $effort:literal $($recommended:ident)?, $source:expr; )*) => {
        /// What is changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FixKind {
            $( $(#[$meta])* $name, )*
        }

        impl FixKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            const fn entry(self) -> Entry {
                match self {
                    $( Self::$name => Entry {
                        id: $id,
                        layer: Layer::$layer,
                        is_recommended: kinds!(@ $($recommended)?),
                        effort: $effort,
                        source: $source,
                    }, )*
                }
            }
        }
    };
    (@ recommended) => { true };
    (@) => { false };
}

const ORIGIN: Option<&str> =
    Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html");
const BEHAVIOR: Option<&str> =
    Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html");
const AUTHORIZATION: Option<&str> =
    Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html");
const LAMBDA: Option<&str> = Some("https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html");
const MAPPING: Option<&str> =
    Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html");
const ACCESS: Option<&str> =
    Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html");
const ALIAS: Option<&str> = Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html");
const S3_ERRORS: Option<&str> = Some("https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html");

// The effort says what counting fields does not see: what is opened to others (40 and more), what is new to run (20 and
// more), what callers must change (15 and more).
kinds! {
    /// A CloudFront Function rewrites the path.
    FunctionRewrite = CloudFront "function_rewrite", 6, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html");
    /// The function that runs already rewrites the path too.
    FunctionEdit = CloudFront "function_edit", 7, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html");
    /// The slash that a function took off the path is put back.
    FunctionSlash = CloudFront "function_slash", 1 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html");
    /// A function that fails gives way to one that rewrites the path.
    FunctionReplace = CloudFront "function_replace", 8, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html");
    /// A CloudFront Function adds `index.html`.
    FunctionIndex = CloudFront "function_index", 6 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/example_cloudfront_functions_url_rewrite_single_page_apps_section.html");
    /// Another origin path.
    OriginPath = CloudFront "origin_path", 0 recommended, ORIGIN;
    /// Another behaviour takes the request.
    PathPattern = CloudFront "path_pattern", 2, BEHAVIOR;
    /// A behaviour is tried before another that takes the request from it.
    BehaviorOrder = CloudFront "behavior_order", 0 recommended, BEHAVIOR;
    /// A behaviour asks an origin of its own, with another origin path.
    OwnOrigin = CloudFront "own_origin", 3, ORIGIN;
    /// An origin group asks its second origin on further statuses.
    FailoverCriteria = CloudFront "failover_criteria", 0 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html");
    /// A behaviour asks another origin.
    TargetOrigin = CloudFront "target_origin", 2, BEHAVIOR;
    /// An origin gets another domain name.
    OriginDomain = CloudFront "origin_domain", 1, ORIGIN;
    /// CloudFront speaks another protocol with the origin.
    OriginProtocol = CloudFront "origin_protocol_policy", 1, ORIGIN;
    /// The viewer's `Host` goes to the origin, which goes by it.
    ForwardHost = CloudFront "forward_host", 1 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html");
    /// A CloudFront Function tells the origin the viewer's `Host` in a header of its own.
    ForwardedHostFunction = CloudFront "forwarded_host_function", 6, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html");
    /// A CloudFront Function puts the viewer's name into redirects.
    LocationFunction = CloudFront "location_function", 9, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html");
    /// The origin is asked by a name that its certificate covers.
    OriginName = CloudFront "origin_name", 2 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html");
    /// A bucket is asked at its website endpoint.
    WebsiteEndpoint = CloudFront "website_endpoint", 8, Some("https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html");
    /// A CloudFront Function asks for the application's page on its routes.
    SpaFunction = CloudFront "spa_function", 6, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html");
    /// The viewer's `Host` stays with CloudFront.
    HostHeader = CloudFront "host_header", 0 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html");
    /// What the viewer sent goes to the origin.
    ForwardHeaders = CloudFront "forward_headers", 1 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html");
    /// A behaviour with legacy settings forwards more.
    ForwardedValues = CloudFront "forwarded_values", 1, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html");
    /// `Authorization` goes to the origin.
    ForwardAuthorization = CloudFront "forward_authorization", 2 recommended, AUTHORIZATION;
    /// A behaviour lets more methods through.
    AllowedMethods = CloudFront "allowed_methods", 0 recommended, BEHAVIOR;
    /// A behaviour takes another scheme.
    ViewerProtocol = CloudFront "viewer_protocol_policy", 3, BEHAVIOR;
    /// A distribution gets an alternate domain name.
    AlternateDomainName = CloudFront "alternate_domain_name", 1 recommended, ALIAS;
    /// A DNS record leads to where the name is known.
    DnsRecord = CloudFront "dns_record", 1 recommended, Some("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html");
    /// A distribution answers.
    EnableDistribution = CloudFront "enable_distribution", 0, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToUpdateDistribution.html");
    /// A country is served.
    GeoRestriction = CloudFront "geo_restriction", 40, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html");
    /// An error page no longer replaces an error.
    ErrorPage = CloudFront "error_page", 8, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html");
    /// `/` stands for an object.
    DefaultRootObject = CloudFront "default_root_object", 0 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html");
    /// CloudFront signs, and the origin lets it.
    OriginAccessControl = CloudFront "origin_access_control", 1 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html");
    /// CloudFront waits longer for an origin.
    OriginReadTimeout = CloudFront "origin_read_timeout", 1 recommended, ORIGIN;
    /// A resource or method is added to a REST API.
    ResourceMethod = ApiGateway "resource_method", 8, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html");
    /// A method or a route calls a function that is there.
    IntegrationLambda = ApiGateway "integration_lambda", 2, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html");
    /// A mock is given text in place of bytes.
    ContentHandling = ApiGateway "content_handling", 0 recommended, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html");
    /// A private API answers in public.
    EndpointType = ApiGateway "endpoint_type", 40, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-api-migration.html");
    /// A stage is added.
    Stage = ApiGateway "stage", 8, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-stages.html");
    /// What is configured is deployed.
    Redeploy = ApiGateway "redeploy", 0 recommended, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html");
    /// The API answers at its own address again.
    ExecuteApiEndpoint = ApiGateway "execute_api_endpoint", 10, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html");
    /// A resource policy lets the caller pass.
    ResourcePolicy = ApiGateway "resource_policy", 40, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html");
    /// A method asks for no authorization.
    MethodAuthorization = ApiGateway "method_authorization", 60, ACCESS;
    /// A method asks for no API key.
    ApiKeyOptional = ApiGateway "api_key_optional", 45, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-console.html");
    /// A custom domain in front of the API takes the base path off.
    CustomDomain = ApiGateway "custom_domain", 25, MAPPING;
    /// A custom domain name is made, for the name that leads to it.
    DomainName = ApiGateway "domain_name", 6, MAPPING;
    /// A custom domain goes by its mappings too.
    RoutingMode = ApiGateway "routing_mode", 1, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/set-routing-mode.html");
    /// A custom domain gets a mapping.
    BasePathMapping = ApiGateway "base_path_mapping", 1 recommended, MAPPING;
    /// A custom domain gets a routing rule.
    RoutingRule = ApiGateway "routing_rule", 6, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html");
    /// A route is added to an HTTP API.
    HttpRoute = ApiGateway "http_route", 4, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html");
    /// A stage is added to an HTTP API.
    HttpStage = ApiGateway "http_stage", 4, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html");
    /// An HTTP API without a stage in its paths.
    HttpApi = ApiGateway "http_api", 60, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html");
    /// A key is known to a usage plan of the stage.
    UsagePlan = ApiGateway "usage_plan", 2 recommended, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-usage-plans.html");
    /// The custom domain of the viewer's name, at the API, so that `Host` can be forwarded.
    SharedDomain = ApiGateway "shared_domain", 22, MAPPING;
    /// A `MOCK` answers preflights.
    PreflightMock = ApiGateway "preflight_mock", 1 recommended, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html");
    /// Preflights are asked for no authorization.
    PreflightOpen = ApiGateway "preflight_open", 1 recommended, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html");
    /// A route without an authorizer takes preflights.
    PreflightRoute = ApiGateway "preflight_route", 1 recommended, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html");
    /// A route or resource takes every path that no other takes.
    CatchAll = ApiGateway "catch_all", 9, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html");
    /// API Gateway may call the function for this method.
    LambdaPermission = Lambda "lambda_permission", 0 recommended, LAMBDA;
    /// API Gateway may call the function for every method of the API.
    LambdaPermissionAny = Lambda "lambda_permission_any", 3, LAMBDA;
    /// The caller of a function URL may call the function.
    FunctionUrlPermission = Lambda "function_url_permission", 1 recommended, Some("https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html");
    /// A function URL is open to everyone.
    FunctionUrlOpen = Lambda "function_url_open", 60, Some("https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html");
    /// S3 tells what is missing from what is forbidden.
    ListBucket = S3 "list_bucket", 10, S3_ERRORS;
    /// The bucket policy names the distribution.
    BucketPolicy = S3 "bucket_policy", 1 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html");
    /// The policy of a KMS key lets CloudFront decrypt.
    KmsKeyPolicy = S3 "kms_key_policy", 2 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html");
    /// Everyone may read a bucket, as its website endpoint asks.
    BucketPublic = S3 "bucket_public", 60, Some("https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html");
    /// An object is put into a bucket.
    UploadObject = S3 "upload_object", 4, Some("https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html");
    /// A bucket is made.
    CreateBucket = S3 "create_bucket", 4, Some("https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-bucket.html");
    /// The client calls the API itself.
    DirectCall = Client "direct_call", 20, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html");
    /// The client calls the place by the name that it has.
    OwnUrl = Client "own_url", 15, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html");
    /// The client connects to the name that it writes in `Host`.
    HostUrl = Client "host_url", 2, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html");
    /// The client names the stage.
    StageUrl = Client "stage_url", 1, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html");
    /// The client leaves out what is too much in the path.
    ShorterUrl = Client "shorter_url", 1, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html");
    /// The client asks for a path that there is, nearly as it wrote it.
    NearestPath = Client "nearest_path", 3, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html");
    /// The client uses a method that the path has.
    NearestMethod = Client "nearest_method", 3, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html");
    /// The client sends no body.
    NoBody = Client "no_body", 1 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html");
    /// The client writes a plus sign as `%2B`.
    EncodePlus = Client "encode_plus", 1 recommended, Some("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html");
    /// The client signs for the region and service that answer.
    SignScope = Client "sign_scope", 2 recommended, Some("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html");
    /// The client uses HTTPS.
    HttpsUrl = Client "https_url", 2, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html");
    /// The client sends its API key.
    SendApiKey = Client "send_api_key", 2 recommended, Some("https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html");
    /// The client sends `Authorization`.
    SendAuthorization = Client "send_authorization", 2 recommended, ACCESS;
    /// The client signs with SigV4.
    SignRequest = Client "sign_request", 3 recommended, Some("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html");
    /// The client signs for the host that is asked in the end.
    SignHost = Client "sign_host", 3 recommended, Some("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html");
    /// The client sends the hash of its body, by which CloudFront signs it.
    SendPayloadHash = Client "send_payload_hash", 2 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html");
    /// The client uses a signed URL.
    SignedUrl = Client "signed_url", 2 recommended, Some("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html");
}

impl FixKind {
    /// The stable id, which is also its name in locale keys.
    pub const fn id(self) -> &'static str {
        self.entry().id
    }

    /// Where the fix is made.
    pub const fn layer(self) -> Layer {
        self.entry().layer
    }

    /// Whether AWS recommends it for what it is offered for.
    pub const fn is_recommended(self) -> bool {
        self.entry().is_recommended
    }

    /// What it asks of its reader besides the fields that change, in the same unit.
    pub const fn effort(self) -> u32 {
        self.entry().effort
    }

    /// Whether it opens what is closed: who reads, calls or lists then need not show who they are.
    pub const fn is_unsafe(self) -> bool {
        matches!(
            self,
            Self::EndpointType
                | Self::ResourcePolicy
                | Self::MethodAuthorization
                | Self::ApiKeyOptional
                | Self::FunctionUrlOpen
                | Self::ListBucket
                | Self::BucketPublic
        )
    }

    /// The page of AWS's that describes or recommends it.
    pub const fn source(self) -> Option<&'static str> {
        self.entry().source
    }
}
