//! The headers that edge functions may not see, or may not write.
//!
//! Source: AWS documentation, "Restrictions on all edge functions", sections "Disallowed headers" and "Read-only
//! headers"; "Restrictions on Lambda@Edge" for `CloudFront-Viewer-Country`.

use super::EdgeEventType;

/// Headers that no edge function sees or may add; lower case.
const DISALLOWED: [&str; 25] = [
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "trailer",
    "upgrade",
    "x-accel-buffering",
    "x-accel-charset",
    "x-accel-limit-rate",
    "x-accel-redirect",
    "x-amzn-auth",
    "x-amzn-cf-billing",
    "x-amzn-cf-id",
    "x-amzn-cf-xff",
    "x-amzn-errortype",
    "x-amzn-fle-profile",
    "x-amzn-header-count",
    "x-amzn-header-order",
    "x-amzn-lambda-integration-tag",
    "x-amzn-requestid",
    "x-cache",
    "x-forwarded-proto",
    "x-real-ip",
];

/// Beginnings of names that no edge function sees or may add; lower case.
const DISALLOWED_PREFIXES: [&str; 2] = ["x-amz-cf-", "x-edge-"];

/// Whether edge functions neither see nor may add the header. The name in lower case.
pub fn is_disallowed_header(name: &str) -> bool {
    DISALLOWED.contains(&name) || DISALLOWED_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// The headers that a function may read but neither add, change nor remove in an event; lower case.
pub const fn read_only_headers(event_type: EdgeEventType, lambda_at_edge: bool) -> &'static [&'static str] {
    match event_type {
        EdgeEventType::ViewerRequest => &["cdn-loop", "content-length", "host", "transfer-encoding", "via"],
        EdgeEventType::OriginRequest => &[
            "accept-encoding",
            "cdn-loop",
            "content-length",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "transfer-encoding",
            "via",
        ],
        EdgeEventType::OriginResponse => &["transfer-encoding", "via"],
        EdgeEventType::ViewerResponse if lambda_at_edge => {
            &["warning", "via", "content-length", "content-encoding", "transfer-encoding"]
        }
        EdgeEventType::ViewerResponse => &["warning", "via"],
    }
}
