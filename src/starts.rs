//! What an empty page offers to begin with: set-ups of which every request is answered as expected, and nothing besides.

use hopscope_scenario::Scenario;
use serde_json::{Value, json};

use crate::new;

/// The starts in the order in which they are offered. The key of the title of one is `start.<name>.title`.
pub const NAMES: &[&str] =
    &["cloudfront_api", "static_site", "spa", "http_api", "rest_api", "function_url", "load_balancer"];

const HOST: &str = "d111111abcdef8.cloudfront.net";
const REST_API: &str = "abc123.execute-api.ap-northeast-1.amazonaws.com";

/// The start of a name.
pub fn scenario(name: &str) -> Scenario {
    if name == "cloudfront_api" {
        return new::scenario();
    }
    let document = match name {
        "static_site" => static_site(),
        "spa" => spa(),
        "http_api" => http_api(),
        "rest_api" => rest_api(),
        "function_url" => function_url(),
        _ => load_balancer(),
    };
    Scenario::from_value(document).unwrap_or_default()
}

/// Whether a scenario describes nothing yet.
pub fn is_empty(scenario: &Scenario) -> bool {
    Scenario { title: String::new(), ..scenario.clone() } == Scenario::default()
}

fn bucket() -> Value {
    json!({
        "name": "amzn-s3-demo-bucket", "region": "ap-northeast-1", "access": "oac",
        "objects": ["index.html", "assets/app.js"],
    })
}

fn bucket_origin() -> Value {
    json!({
        "origin_id": "s3", "domain_name": "amzn-s3-demo-bucket.s3.ap-northeast-1.amazonaws.com",
        "origin_access_control": {},
    })
}

fn distribution(origins: Value, behaviors: Value, target: &str) -> Value {
    let cache_policy = if target == "s3" { "CachingOptimized" } else { "CachingDisabled" };
    json!({
        "id": "E1EXAMPLE", "domain_name": HOST, "origin": origins, "ordered_cache_behavior": behaviors,
        "default_cache_behavior": {
            "target_origin_id": target, "viewer_protocol_policy": "redirect-to-https", "cache_policy": cache_policy,
        },
    })
}

fn function() -> Value {
    json!({
        "name": "function",
        "response": {"headers": {"content-type": "application/json"}, "body": "{\"path\":\"{path}\"}"},
    })
}

fn static_site() -> Value {
    let mut distribution = distribution(json!([bucket_origin()]), json!([]), "s3");
    set(&mut distribution, "default_root_object", json!("index.html"));
    json!({
        "hopscope": 1, "distributions": [distribution], "buckets": [bucket()],
        "requests": [
            {"url": format!("https://{HOST}/"), "expect": {"status": 200}},
            {"url": format!("https://{HOST}/assets/app.js"), "expect": {"status": 200}},
        ],
    })
}

fn spa() -> Value {
    let api = json!({"origin_id": "api", "domain_name": "ghi789.execute-api.ap-northeast-1.amazonaws.com"});
    let mut behavior = new::behavior("api");
    set(&mut behavior, "path_pattern", json!("/api/*"));
    let mut distribution = distribution(json!([bucket_origin(), api]), json!([behavior]), "s3");
    set(&mut distribution, "default_root_object", json!("index.html"));
    json!({
        "hopscope": 1, "distributions": [distribution], "buckets": [bucket()], "lambdas": [function()],
        "http_apis": [{
            "id": "ghi789", "region": "ap-northeast-1",
            "routes": [new::route("GET /api/hello", "function")], "stages": [{"name": "$default"}],
        }],
        "requests": [
            {"url": format!("https://{HOST}/"), "expect": {"status": 200}},
            {"url": format!("https://{HOST}/api/hello"), "expect": {"status": 200, "reaches": "$default GET /api/hello"}},
        ],
    })
}

fn http_api() -> Value {
    let host = "ghi789.execute-api.ap-northeast-1.amazonaws.com";
    json!({
        "hopscope": 1, "lambdas": [function()],
        "http_apis": [{
            "id": "ghi789", "region": "ap-northeast-1",
            "routes": [new::route("GET /hello", "function"), new::route("POST /hello", "function")],
            "stages": [{"name": "$default"}],
        }],
        "requests": [
            {"url": format!("https://{host}/hello"), "expect": {"status": 200, "reaches": "$default GET /hello"}},
            {"method": "POST", "url": format!("https://{host}/hello"), "expect": {"status": 200, "reaches": "$default POST /hello"}},
        ],
    })
}

fn rest_api() -> Value {
    json!({
        "hopscope": 1, "lambdas": [function()],
        "rest_apis": [{
            "id": "abc123", "region": "ap-northeast-1", "endpoint_type": "REGIONAL",
            "resources": [new::resource("/hello", "function")], "stages": [{"name": "dev"}, {"name": "prod"}],
        }],
        "requests": [
            {"url": format!("https://{REST_API}/dev/hello"), "expect": {"status": 200, "reaches": "dev GET /hello"}},
            {"url": format!("https://{REST_API}/prod/hello"), "expect": {"status": 200, "reaches": "prod GET /hello"}},
        ],
    })
}

fn function_url() -> Value {
    let host = "abcdefghijklmnopqrstuvwxyz012345.lambda-url.ap-northeast-1.on.aws";
    let mut function = function();
    set(&mut function, "function_url", json!({"domain_name": host, "authorization_type": "NONE"}));
    json!({
        "hopscope": 1, "lambdas": [function],
        "requests": [{"url": format!("https://{host}/"), "expect": {"status": 200}}],
    })
}

fn load_balancer() -> Value {
    let host = "lb-123456789.ap-northeast-1.elb.amazonaws.com";
    // Load balancers have no certificate for their own name: CloudFront comes over HTTP here.
    let origin = json!({
        "origin_id": "lb", "domain_name": host, "custom_origin_config": {"origin_protocol_policy": "http-only"},
    });
    json!({
        "hopscope": 1, "distributions": [distribution(json!([origin]), json!([]), "lb")],
        "load_balancers": [{
            "domain_name": host,
            "rules": [{"path": ["/api/*"], "response": {"status": 200, "body": "hello"}}],
            "default": {"status": 404, "body": "not here"},
        }],
        "requests": [{"url": format!("https://{HOST}/api/hello"), "expect": {"status": 200}}],
    })
}

fn set(document: &mut Value, field: &str, value: Value) {
    if let Some(fields) = document.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_is_answered_as_expected_and_has_nothing_wrong() {
        for name in NAMES {
            let start = scenario(name);
            let outcomes = crate::Outcomes::of(&start, hopscope_routing::Extensions::ALL);
            let (met, of) = outcomes.score();
            assert!(
                of > 0 && met == of,
                "{name}: {met} of {of} {:?}",
                outcomes.results.iter().map(|each| (each.trace.rule.id, &each.trace.reaches)).collect::<Vec<_>>()
            );
            assert_eq!(
                (hopscope_routing::problems(&start), start.unknown_fields()),
                (Vec::new(), Vec::new()),
                "{name}"
            );
            assert!(!is_empty(&start));
        }
    }

    #[test]
    fn a_new_scenario_is_empty() {
        assert!(is_empty(&Scenario::default()));
        assert!(is_empty(&Scenario { title: "named".to_owned(), ..Scenario::default() }));
    }
}
