//! CloudFront distributions, their origins and the domain names that lead to them.

use crate::cache_behavior::CacheBehavior;
use crate::record::{choice, record};
use crate::status_code::StatusCode;
pub use crate::web_acl::WebAcl;

record! {
    /// A DNS alias or CNAME record. Chains are followed.
    pub struct DnsRecord {
        /// The name that is looked up.
        pub name: String,
        /// The name that it leads to.
        pub target: String,
    }
}

record! {
    /// A CloudFront distribution. Source of names and defaults: Terraform `aws_cloudfront_distribution`.
    pub struct Distribution {
        /// The id, as `E1EXAMPLE`.
        pub id: String,
        /// The name CloudFront gave it, as `d111111abcdef8.cloudfront.net`.
        pub domain_name: String,
        /// Alternate domain names; `*.example.com` stands for every name below `example.com`.
        pub aliases: Vec<String>,
        /// The certificate that viewers see. Absent: one for every alias.
        pub viewer_certificate: Option<ViewerCertificate>,
        /// Whether it is the staging distribution of another, which some requests for that one's names reach.
        pub staging: bool,
        /// Whether it serves its own names, or its tenants' alone.
        pub connection_mode: ConnectionMode,
        /// Whether it answers requests.
        pub enabled: bool = true,
        /// The object that `/` stands for, without leading `/`. Empty: none.
        pub default_root_object: String,
        /// The newest HTTP version that viewers may use.
        pub http_version: HttpVersion,
        /// The web ACL in front of it. Absent: none.
        pub web_acl: Option<WebAcl>,
        /// The countries that may, or may not, be served.
        pub geo_restriction: GeoRestriction,
        /// The origins.
        pub origin: Vec<Origin>,
        /// The origin groups, for failover.
        pub origin_group: Vec<OriginGroup>,
        /// The cache behaviours in order of precedence.
        pub ordered_cache_behavior: Vec<CacheBehavior>,
        /// The behaviour of every path that none of the ordered ones matches.
        pub default_cache_behavior: CacheBehavior,
        /// The pages that replace error answers.
        pub custom_error_response: Vec<CustomErrorResponse>,
    }
}

record! {
    /// The certificate that viewers of a distribution see.
    pub struct ViewerCertificate {
        /// The names that it covers besides the distribution's own.
        pub names: Vec<String>,
    }
}

choice! {
    /// How a distribution is reached.
    pub enum ConnectionMode {
        /// By its own names.
        #[default]
        Direct = "direct",
        /// By the names of its tenants.
        TenantOnly = "tenant-only",
    }
}

choice! {
    /// The newest HTTP version that viewers of a distribution may use.
    pub enum HttpVersion {
        /// HTTP/1.1 only.
        Http11 = "http1.1",
        /// HTTP/1.1 and HTTP/2.
        #[default]
        Http2 = "http2",
        /// HTTP/1.1 and HTTP/3.
        Http3 = "http3",
        /// HTTP/1.1, HTTP/2 and HTTP/3.
        Http2And3 = "http2and3",
    }
}

record! {
    /// The countries that a distribution serves.
    pub struct GeoRestriction {
        /// How `locations` is meant.
        pub restriction_type: GeoRestrictionType,
        /// ISO 3166-1 alpha-2 country codes.
        pub locations: Vec<String>,
    }
}

choice! {
    /// How the list of a geo restriction is meant.
    pub enum GeoRestrictionType {
        /// No restriction.
        #[default]
        None = "none",
        /// Only the listed countries are served.
        Whitelist = "whitelist",
        /// The listed countries are not served.
        Blacklist = "blacklist",
    }
}

record! {
    /// An origin of a distribution.
    pub struct Origin {
        /// The name by which behaviours refer to it.
        pub origin_id: String,
        /// The host that CloudFront connects to.
        pub domain_name: String,
        /// The path put in front of every request's path: empty, or with a leading and without a trailing `/`.
        pub origin_path: String,
        /// Headers that CloudFront adds to every request to this origin.
        pub custom_header: Vec<CustomHeader>,
        /// Origin access control: CloudFront signs its requests to the origin. Absent: none.
        pub origin_access_control: Option<OriginAccessControl>,
        /// Whether CloudFront uses an origin access identity. S3 origins only.
        pub origin_access_identity: bool,
        /// How CloudFront connects to an origin that is no S3 bucket. Absent: the defaults.
        pub custom_origin_config: Option<CustomOriginConfig>,
        /// The VPC origin by which it is reached. Absent: over the internet.
        pub vpc_origin_config: Option<VpcOriginConfig>,
    }
}

record! {
    /// A way into a VPC.
    pub struct VpcOriginConfig {
        /// The id, as `vo-0123456789abcdef0`.
        pub vpc_origin_id: String,
    }
}

record! {
    /// A header that CloudFront adds to every request to an origin.
    pub struct CustomHeader {
        /// The header's name.
        pub name: String,
        /// The header's value.
        pub value: String,
    }
}

record! {
    /// An origin access control.
    pub struct OriginAccessControl {
        /// Which requests CloudFront signs.
        pub signing_behavior: SigningBehavior,
    }
}

choice! {
    /// Which requests an origin access control signs.
    pub enum SigningBehavior {
        /// All, replacing the viewer's `Authorization`.
        #[default]
        Always = "always",
        /// None.
        Never = "never",
        /// Those without an `Authorization` of the viewer.
        NoOverride = "no-override",
    }
}

record! {
    /// How CloudFront connects to an origin that is no S3 bucket. The defaults are those of the console.
    pub struct CustomOriginConfig {
        /// The port for HTTP.
        pub http_port: u16 = 80,
        /// The port for HTTPS.
        pub https_port: u16 = 443,
        /// The scheme of the requests to the origin.
        pub origin_protocol_policy: OriginProtocolPolicy,
        /// How long CloudFront waits for an answer, in seconds.
        pub origin_read_timeout: u32 = 30,
    }
}

choice! {
    /// The scheme of the requests to a custom origin.
    pub enum OriginProtocolPolicy {
        /// Always HTTPS.
        #[default]
        HttpsOnly = "https-only",
        /// Always HTTP.
        HttpOnly = "http-only",
        /// That of the viewer's request.
        MatchViewer = "match-viewer",
    }
}

record! {
    /// Two origins of which the second is asked when the first fails.
    pub struct OriginGroup {
        /// The name by which behaviours refer to the group.
        pub origin_id: String,
        /// What counts as a failure.
        pub failover_criteria: FailoverCriteria,
        /// The ids of the primary and of the secondary origin.
        pub member: Vec<String>,
    }
}

record! {
    /// What counts as a failure of the primary origin of a group.
    pub struct FailoverCriteria {
        /// The statuses that do.
        pub status_codes: Vec<StatusCode>,
    }
}

record! {
    /// What a distribution answers in place of an error.
    pub struct CustomErrorResponse {
        /// The status that is replaced.
        pub error_code: StatusCode = StatusCode::NOT_FOUND,
        /// The status of the answer instead. Absent: the error's own.
        pub response_code: Option<StatusCode>,
        /// The path of the page. Empty: no page, only the caching time counts.
        pub response_page_path: String,
        /// How long the error is cached at least, in seconds.
        pub error_caching_min_ttl: u32 = 10,
    }
}
