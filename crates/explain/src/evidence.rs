//! The evidence by which a hop is known: where it stands in the answer, and what it says.

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it stands.
    pub at: At,
    /// What it says.
    pub says: Says,
}

/// Where a piece of evidence stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A header field of the answer.
    Field {
        /// Its name, in lower case.
        name: String,
        /// Its value.
        value: String,
    },
    /// A header field that the answer lacks.
    Absent {
        /// Its name.
        name: String,
    },
    /// The status.
    Status(u16),
    /// The body, or the part of it that tells.
    Body(String),
    /// The length of the body, in bytes.
    Length(usize),
    /// The host of the URL.
    Host(String),
    /// What the client said.
    Client(String),
}

/// Declares what evidence says, with the key of its text.
macro_rules! says {
    ($( $(#[$meta:meta])* $name:ident = $key:literal, )*) => {
        /// What a piece of evidence says. Its sentence is the text `explain.says.<key>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Says {
            $( $(#[$meta])* $name, )*
        }

        impl Says {
            /// Everything that evidence can say.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The last part of the text's key.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

says! {
    /// The client got no address for the name.
    NameUnknown = "name_unknown",
    /// The client got no connection, or no answer over it.
    NoConnection = "no_connection",
    /// The client does not trust the certificate.
    Certificate = "certificate",
    /// The client cannot request the URL.
    Url = "url",
    /// A page that CloudFront makes.
    CloudFrontPage = "cloudfront_page",
    /// The small page of CloudFront's front.
    CloudFrontSmallPage = "cloudfront_small_page",
    /// CloudFront's XML about signed URLs.
    CloudFrontXml = "cloudfront_xml",
    /// `server: CloudFront`.
    CloudFrontServer = "cloudfront_server",
    /// The sentence of the page.
    Sentence = "sentence",
    /// The length of a known page, where the body is missing.
    PageLength = "page_length",
    /// A function made the answer.
    EdgeGenerated = "edge_generated",
    /// A function failed.
    EdgeFailed = "edge_failed",
    /// CloudFront relayed an error.
    XCacheError = "x_cache_error",
    /// CloudFront relayed an answer.
    XCacheMiss = "x_cache_miss",
    /// The answer comes from CloudFront's cache.
    XCacheHit = "x_cache_hit",
    /// CloudFront redirects.
    XCacheRedirect = "x_cache_redirect",
    /// How long the answer has been in the cache.
    Age = "age",
    /// One distribution.
    OneDistribution = "one_distribution",
    /// Several distributions.
    MoreDistributions = "more_distributions",
    /// The host is the API's own: the distribution is AWS's.
    EdgeOptimized = "edge_optimized",
    /// A REST API was met.
    RestApi = "rest_api",
    /// A REST API or a function URL was met.
    RequestId = "request_id",
    /// An HTTP API was met.
    HttpApi = "http_api",
    /// AWS made the error itself.
    ErrorType = "error_type",
    /// AWS did not make the answer itself.
    NoErrorType = "no_error_type",
    /// A function ran, or another traced integration.
    TraceId = "trace_id",
    /// An HTTP backend's own fields, renamed.
    Remapped = "remapped",
    /// The body is byte for byte one of AWS's own.
    KnownBody = "known_body",
    /// A capital `Message`: a policy said no.
    CapitalMessage = "capital_message",
    /// No front of API Gateway left its id.
    NoApiId = "no_api_id",
    /// The host is a function URL's.
    FunctionUrlName = "function_url_name",
    /// `server: AmazonS3`.
    S3Server = "s3_server",
    /// The ids of S3.
    S3Ids = "s3_ids",
    /// The code of an S3 error.
    S3Code = "s3_code",
    /// An error status is hidden by a page.
    MaskedError = "masked_error",
    /// A load balancer's own answer.
    LoadBalancer = "load_balancer",
    /// A server's own answer.
    OtherServer = "other_server",
    /// The mark of another network in front, which is none of AWS's.
    OtherNetwork = "other_network",
    /// The host of the URL belongs to the system.
    HostName = "host_name",
    /// The status.
    Status = "status",
}
