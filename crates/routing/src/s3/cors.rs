//! The CORS rules of a bucket: the first that takes origin and method answers.
//!
//! Source: Amazon S3 User Guide, "Elements of a CORS configuration" and "Troubleshooting CORS".

use hopscope_scenario::origin_server::{Bucket, CorsRule};

use crate::cloudfront::path_pattern::wildcard;
use crate::exchange::Request;
use crate::header::Headers;

/// The rule for a request, which asks with a method on behalf of an origin.
pub fn rule_of<'s>(bucket: &'s Bucket, request: &Request<'_>, method: &str) -> Option<&'s CorsRule> {
    let origin = request.headers.get("origin")?;
    let wanted = request.headers.get("access-control-request-headers").unwrap_or_default();
    let takes = |rule: &&CorsRule| {
        let has = |name: &str| {
            rule.allowed_headers.iter().any(|each| wildcard(&each.to_ascii_lowercase(), &name.to_ascii_lowercase()))
        };
        rule.allowed_origins.iter().any(|each| wildcard(each, origin))
            && rule.allowed_methods.iter().any(|each| each == method)
            && wanted.split(',').map(str::trim).filter(|name| !name.is_empty()).all(has)
    };
    bucket.cors_rule.iter().find(takes)
}

/// The fields that a rule puts into an answer.
pub fn add(headers: &mut Headers, rule: &CorsRule, request: &Request<'_>) {
    let origin = request.headers.get("origin").unwrap_or_default();
    let is_any = rule.allowed_origins.iter().any(|each| each == "*");
    headers.add("access-control-allow-origin", if is_any { "*".to_owned() } else { origin.to_owned() });
    headers.add("access-control-allow-methods", rule.allowed_methods.join(", "));
    if let Some(wanted) = request.headers.get("access-control-request-headers") {
        headers.add("access-control-allow-headers", wanted.to_owned());
    }
    if !rule.expose_headers.is_empty() {
        headers.add("access-control-expose-headers", rule.expose_headers.join(", "));
    }
    if let Some(seconds) = rule.max_age_seconds {
        headers.add("access-control-max-age", seconds.to_string());
    }
    if !is_any {
        headers.add("access-control-allow-credentials", "true");
    }
    headers.add("vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
}
