//! What else can stand behind CloudFront: S3 buckets, load balancers, other servers.

use crate::Map;
use crate::distribution::WebAcl;
use crate::record::{choice, record};
use crate::response::{Condition, Response, UrlScheme};
use crate::status_code::StatusCode;

record! {
    /// An S3 bucket.
    pub struct Bucket {
        /// The name.
        pub name: String,
        /// The region.
        pub region: String = "us-east-1".to_owned(),
        /// The keys of its objects.
        pub objects: Vec<String>,
        /// Who may read them.
        pub access: BucketAccess,
        /// Whether readers may also list the bucket, which turns 403 into 404 for a missing key.
        pub list_bucket: bool,
        /// The website endpoint. Absent: none.
        pub website: Option<Website>,
        /// What is stored with an object besides its key, by key.
        pub object_metadata: Map<String, ObjectMetadata>,
        /// Whether objects are encrypted with a KMS key (SSE-KMS), and its policy lets readers decrypt.
        pub kms: Kms,
        /// The CORS rules.
        pub cors_rule: Vec<CorsRule>,
        /// What the bucket policy asks for besides `access`. Absent: nothing.
        pub policy: Option<BucketPolicy>,
    }
}

record! {
    /// What is stored with an object.
    pub struct ObjectMetadata {
        /// The media type. Empty: the one of its name.
        pub content_type: String,
        /// Where a website endpoint sends who asks for it. Empty: nowhere.
        pub website_redirect: String,
    }
}

choice! {
    /// Encryption with a KMS key.
    pub enum Kms {
        /// S3's own keys.
        #[default]
        None = "none",
        /// A KMS key that the reader may use.
        Granted = "granted",
        /// A KMS key that the reader may not use.
        Missing = "missing",
    }
}

record! {
    /// A CORS rule of a bucket. Source of names: Terraform `aws_s3_bucket_cors_configuration`.
    pub struct CorsRule {
        /// The origins; `*` stands for any characters.
        pub allowed_origins: Vec<String>,
        /// The methods.
        pub allowed_methods: Vec<String>,
        /// The request headers.
        pub allowed_headers: Vec<String>,
        /// The response headers that scripts may read.
        pub expose_headers: Vec<String>,
        /// How long a preflight answer holds, in seconds. Absent: not said.
        pub max_age_seconds: Option<u32>,
    }
}

record! {
    /// Conditions of a bucket policy.
    pub struct BucketPolicy {
        /// The distributions that may read, by ARN (`aws:SourceArn`). Empty: any.
        pub source_arn: Vec<String>,
        /// Whether HTTP is denied (`aws:SecureTransport`).
        pub secure_transport: bool,
    }
}

choice! {
    /// Who may read a bucket's objects.
    pub enum BucketAccess {
        /// Nobody from outside.
        #[default]
        Private = "private",
        /// Anyone.
        Public = "public",
        /// CloudFront, by an origin access control.
        Oac = "oac",
        /// CloudFront, by an origin access identity.
        Oai = "oai",
    }
}

record! {
    /// The website endpoint of a bucket.
    pub struct Website {
        /// The object that a folder stands for.
        pub index_document: String = "index.html".to_owned(),
        /// The object that answers errors. Empty: S3's own page.
        pub error_document: String,
        /// Where every request is sent. Absent: nowhere.
        pub redirect_all_requests_to: Option<WebsiteRedirect>,
        /// The rules that send some requests elsewhere.
        pub routing_rules: Vec<WebsiteRule>,
    }
}

record! {
    /// A routing rule of a website.
    pub struct WebsiteRule {
        /// Which requests it is for.
        pub condition: WebsiteCondition,
        /// Where they are sent.
        pub redirect: WebsiteRedirect,
    }
}

record! {
    /// Which requests a routing rule is for: all that is given must hold.
    pub struct WebsiteCondition {
        /// How the key begins.
        pub key_prefix_equals: String,
        /// The error that would be answered.
        pub http_error_code_returned_equals: Option<StatusCode>,
    }
}

record! {
    /// Where a website sends a request.
    pub struct WebsiteRedirect {
        /// The host. Empty: the one that was asked.
        pub host_name: String,
        /// The scheme. Absent: the one that was asked with.
        pub protocol: Option<UrlScheme>,
        /// The status.
        pub http_redirect_code: StatusCode = StatusCode::MOVED_PERMANENTLY,
        /// What takes the place of the prefix.
        pub replace_key_prefix_with: Option<String>,
        /// What takes the place of the whole key.
        pub replace_key_with: Option<String>,
    }
}

record! {
    /// An Application Load Balancer.
    pub struct LoadBalancer {
        /// The host name.
        pub domain_name: String,
        /// The names its certificate covers. Empty: its own name.
        pub certificate: Vec<String>,
        /// The web ACL in front of it. Absent: none.
        pub web_acl: Option<WebAcl>,
        /// Whether it has private addresses alone.
        pub internal: bool,
        /// What its security group does with a connection.
        pub security_group: SecurityGroup,
        /// The listeners. Empty: one for each scheme, at any port.
        pub listeners: Vec<Listener>,
        /// The listener rules in order of priority.
        pub rules: Vec<ListenerRule>,
        /// What it answers when no rule applies.
        pub default: Response,
    }
}

record! {
    /// A listener rule: all of its conditions must hold.
    pub struct ListenerRule {
        /// Host patterns, of which one must match. Empty: any host.
        pub host: Vec<String>,
        /// Path patterns, of which one must match. Empty: any path.
        pub path: Vec<String>,
        /// Headers, each with the values of which one must match.
        pub headers: Map<String, Vec<String>>,
        /// Methods, of which one must be the request's. Empty: any.
        pub http_request_method: Vec<String>,
        /// Query strings, each with the values of which one must match.
        pub query_string: Map<String, Vec<String>>,
        /// Address ranges, of which one must hold the caller. Empty: any.
        pub source_ip: Vec<String>,
        /// Where it sends the client, in place of an answer. Absent: nowhere.
        pub redirect: Option<ListenerRedirect>,
        /// Whether the client has signed in, where the rule asks for it (`authenticate-oidc`, `authenticate-cognito`).
        pub authenticate: Option<SignIn>,
        /// How the targets behind it are.
        pub target: TargetState,
        /// What it answers.
        pub response: Response,
    }
}

record! {
    /// A listener of a load balancer. Its rules are the load balancer's.
    pub struct Listener {
        /// The port.
        pub port: u16 = 443,
        /// The protocol.
        pub protocol: ListenerProtocol,
        /// Where it sends every client, in place of the rules. Absent: nowhere.
        pub redirect: Option<ListenerRedirect>,
    }
}

choice! {
    /// The protocol of a listener.
    pub enum ListenerProtocol {
        /// With TLS.
        #[default]
        Https = "HTTPS",
        /// Without.
        Http = "HTTP",
    }
}

record! {
    /// A redirect of a load balancer; `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}` are filled in.
    pub struct ListenerRedirect {
        /// `HTTP_301` or `HTTP_302`.
        pub status_code: String = "HTTP_301".to_owned(),
        /// The scheme.
        pub protocol: String = "#{protocol}".to_owned(),
        /// The host.
        pub host: String = "#{host}".to_owned(),
        /// The port.
        pub port: String = "#{port}".to_owned(),
        /// The path.
        pub path: String = "/#{path}".to_owned(),
        /// The query.
        pub query: String = "#{query}".to_owned(),
    }
}

choice! {
    /// Whether a client has signed in.
    pub enum SignIn {
        /// It has.
        #[default]
        Done = "done",
        /// It has not, and is sent to sign in: 302.
        Authenticate = "authenticate",
        /// It has not, and is refused (`on_unauthenticated_request` = `deny`): 401.
        Deny = "deny",
    }
}

choice! {
    /// How the targets of a group are.
    pub enum TargetState {
        /// They answer.
        #[default]
        Healthy = "healthy",
        /// There are none: 503.
        None = "none",
        /// They refuse the connection, or break it: 502.
        Refused = "refused",
        /// They do not answer in time: 504.
        Timeout = "timeout",
    }
}

choice! {
    /// What becomes of a connection before a server sees it.
    pub enum SecurityGroup {
        /// It is made.
        #[default]
        Open = "open",
        /// Its packets are dropped.
        Dropped = "dropped",
        /// It is refused.
        Refused = "refused",
    }
}

record! {
    /// Any other server.
    pub struct Server {
        /// The host name.
        pub domain_name: String,
        /// The names its certificate covers. Empty: its own name.
        pub certificate: Vec<String>,
        /// What becomes of a connection to it.
        pub security_group: SecurityGroup,
        /// How long it takes to answer, in milliseconds.
        pub duration_milliseconds: u32,
        /// What it answers, by path: the first that matches.
        pub routes: Vec<ServerRoute>,
    }
}

record! {
    /// What a server answers on the paths of a pattern.
    pub struct ServerRoute {
        /// The pattern; `*` stands for any characters.
        pub path: String = "/*".to_owned(),
        /// What else must hold.
        pub when: Condition,
        /// What it answers.
        pub response: Response,
    }
}
