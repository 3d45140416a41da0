//! What else can stand behind CloudFront: S3 buckets, load balancers, other servers.

use crate::Map;

use crate::distribution::WebAcl;
use crate::record::{choice, record};
use crate::response::Response;

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
        /// What it answers.
        pub response: Response,
    }
}

record! {
    /// Any other server.
    pub struct Server {
        /// The host name.
        pub domain_name: String,
        /// The names its certificate covers. Empty: its own name.
        pub certificate: Vec<String>,
        /// What it answers, by path: the first that matches.
        pub routes: Vec<ServerRoute>,
    }
}

record! {
    /// What a server answers on the paths of a pattern.
    pub struct ServerRoute {
        /// The pattern; `*` stands for any characters.
        pub path: String = "/*".to_owned(),
        /// What it answers.
        pub response: Response,
    }
}
