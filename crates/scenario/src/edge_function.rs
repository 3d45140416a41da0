//! Code that CloudFront runs: CloudFront Functions and Lambda@Edge.

use crate::Map;

use crate::record::record;

record! {
    /// A function's code.
    pub struct EdgeFunction {
        /// The name by which behaviours refer to it.
        pub name: String,
        /// `cloudfront-js-1.0` or `cloudfront-js-2.0` for a CloudFront Function; `nodejs20.x` and its like for
        /// Lambda@Edge.
        pub runtime: String = "cloudfront-js-2.0".to_owned(),
        /// The source text.
        pub code: String,
        /// The key-value store that is associated with it.
        pub key_value_store: Map<String, String>,
    }
}

impl EdgeFunction {
    /// Whether the function runs as Lambda@Edge rather than as a CloudFront Function.
    pub fn is_lambda_at_edge(&self) -> bool {
        !self.runtime.starts_with("cloudfront-js")
    }
}
