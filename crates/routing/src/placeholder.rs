//! What differs from run to run on AWS: fixed values of the right shape and length.
//!
//! Shapes: Amazon CloudFront Developer Guide, "Standard logging reference" (`x-edge-request-id`, edge location codes),
//! and public captures of API Gateway answers.

/// The `date` of every answer.
pub const DATE: &str = "Thu, 20 Nov 2025 13:25:03 GMT";

/// `x-amzn-requestid`: a UUID.
pub const REQUEST_ID: &str = "5d2c9e4b-7a10-4f3e-9b86-0c1d2e3f4a5b";

/// `x-amz-apigw-id`: 16 characters, the last `=`.
pub const APIGW_ID: &str = "UbC3dE4fG5hI6jK=";

/// `x-amzn-trace-id` of an answer that a Lambda function gave.
pub const TRACE_ID: &str =
    "Root=1-691f16bf-0a1b2c3d4e5f60718293a4b5;Parent=1a2b3c4d5e6f7081;Sampled=0;Lineage=1:0a1b2c3d:0";

/// `x-amz-cf-id`: 56 characters, ending `==`. Also the request id in CloudFront's own pages.
pub const CLOUDFRONT_ID: &str = "hQ7xT2vKpR9mWcYbN4sLdJ6fGaZeU8oXi3kVtBnMqPwHyDrCl5uA1g==";

/// `via` and `x-amz-cf-pop` of a distribution: the user's own, and AWS's in front of an edge-optimized API.
#[derive(Clone, Copy, Debug)]
pub struct Pop {
    /// The `via` field.
    pub via: &'static str,
    /// The `x-amz-cf-pop` field.
    pub pop: &'static str,
}

/// The user's distribution.
pub const VIEWER_POP: Pop =
    Pop { via: "1.1 0f1e2d3c4b5a69788796a5b4c3d2e1f0.cloudfront.net (CloudFront)", pop: "NRT20-P3" };

/// AWS's own distribution in front of an edge-optimized API.
pub const EDGE_POP: Pop =
    Pop { via: "1.1 a1b2c3d4e5f60718293a4b5c6d7e8f90.cloudfront.net (CloudFront)", pop: "NRT12-P8" };

/// The client's address where the scenario gives none: one of those reserved for documentation (RFC 5737).
pub const CLIENT_IP: &str = "203.0.113.9";

/// The account of what a scenario gives no account for: one of those that AWS's documentation uses.
pub const ACCOUNT: &str = "111122223333";

/// The address that CloudFront asks its origins from, as they see it.
pub const CLOUDFRONT_IP: &str = "52.46.63.18";

/// The `authorization` of a request that the scenario says is signed.
pub const SIGV4_AUTHORIZATION: &str = "AWS4-HMAC-SHA256 \
     Credential=AKIAIOSFODNN7EXAMPLE/20251120/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, \
     Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024";

/// The `x-amz-date` of such a request.
pub const SIGV4_DATE: &str = "20251120T132503Z";

/// `requestContext.time` of an event.
pub const EVENT_TIME: &str = "20/Nov/2025:13:25:03 +0000";

/// `requestContext.timeEpoch` of an event, in milliseconds.
pub const EVENT_TIME_EPOCH: f64 = 1_763_645_103_520.0;

/// `x-amz-request-id` of S3: 16 characters.
pub const S3_REQUEST_ID: &str = "7V2N4XQK9M3RT8HC";

/// `x-amz-id-2` of S3, which its error bodies call `HostId`: 76 characters, the last `=`.
pub const S3_HOST_ID: &str = "q3Wn8ZtUyLr5GvXc1BfKd7PsMh0JaEoRi6TxCwYlDz9QbNu2VgHkSmFpAe4IjOr+8t/Lx5yTnBc=";

/// `last-modified` of an S3 object.
pub const LAST_MODIFIED: &str = "Wed, 19 Nov 2025 08:00:00 GMT";

/// `etag` of an S3 object.
pub const ETAG: &str = "\"9b2cf535f27731c974343645a3985328\"";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_right() {
        assert_eq!(CLOUDFRONT_ID.len(), 56);
        assert!(CLOUDFRONT_ID.ends_with("=="));
        assert_eq!(APIGW_ID.len(), 16);
        assert_eq!(REQUEST_ID.len(), 36);
        assert_eq!(S3_REQUEST_ID.len(), 16);
        assert_eq!(S3_HOST_ID.len(), 76);
        for pop in [VIEWER_POP, EDGE_POP] {
            assert_eq!(pop.via.len(), "1.1 .cloudfront.net (CloudFront)".len() + 32);
        }
    }
}
