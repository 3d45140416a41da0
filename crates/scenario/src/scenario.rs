//! The whole scenario.

use crate::FieldPath;
use crate::cloudfront_policy::{CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy};
use crate::distribution::{Distribution, DnsRecord};
use crate::domain_name::DomainName;
use crate::edge_function::EdgeFunction;
use crate::field_path::Place;
use crate::http_api::HttpApi;
use crate::lambda::Lambda;
use crate::origin_server::{Bucket, LoadBalancer, Server};
use crate::record::record;
use crate::request::Request;
use crate::rest_api::RestApi;

record! {
    /// Everything one discussion needs: the deployed parts, the requests, and what was expected of them.
    pub struct Scenario {
        /// What the scenario is about, in a line.
        pub title: String,
        /// More about it, as Markdown.
        pub notes: String,
        /// The requests, each of which is traced on its own.
        pub requests: Vec<Request>,
        /// The DNS records.
        pub dns: Vec<DnsRecord>,
        /// The CloudFront distributions.
        pub distributions: Vec<Distribution>,
        /// Cache policies that behaviours refer to by name.
        pub cache_policies: Vec<CachePolicy>,
        /// Origin request policies that behaviours refer to by name.
        pub origin_request_policies: Vec<OriginRequestPolicy>,
        /// Response headers policies that behaviours refer to by name.
        pub response_headers_policies: Vec<ResponseHeadersPolicy>,
        /// CloudFront Functions and Lambda@Edge functions.
        pub edge_functions: Vec<EdgeFunction>,
        /// API Gateway REST APIs.
        pub rest_apis: Vec<RestApi>,
        /// API Gateway HTTP APIs.
        pub http_apis: Vec<HttpApi>,
        /// API Gateway custom domain names.
        pub domain_names: Vec<DomainName>,
        /// Lambda functions.
        pub lambdas: Vec<Lambda>,
        /// S3 buckets.
        pub buckets: Vec<Bucket>,
        /// Application Load Balancers.
        pub load_balancers: Vec<LoadBalancer>,
        /// Any other servers.
        pub servers: Vec<Server>,
    }
}

impl Scenario {
    /// The version of the file format that this crate reads and writes: the value of the field `hopscope`.
    pub const VERSION: u64 = 1;

    /// The places of the fields that this version does not know. They are kept and written back.
    pub fn unknown_fields(&self) -> Vec<FieldPath> {
        let mut found = Vec::new();
        crate::field::WriteField::unknown_fields(self, &Place::Root, &mut found);
        found
    }
}
