//! What is measured on.

use hopscope_scenario::{Scenario, ScenarioError};
use serde_json::{Value, json};

const API: &str = "abc123.execute-api.ap-northeast-1.amazonaws.com";
const HOST: &str = "d111111abcdef8.cloudfront.net";

/// The article's scenario, from its Terraform.
pub fn article() -> Result<Scenario, ScenarioError> {
    Scenario::from_json(include_str!("../../../examples/article-terraform.json"))
}

/// A large scenario: 75 behaviours, ten for static files and the others for three origins of one API, which has 300
/// resources in 60 services; 50 requests.
pub fn large() -> Result<Scenario, ScenarioError> {
    Scenario::from_value(json!({
        "hopscope": 1,
        "requests": requests(),
        "distributions": [{
            "id": "E1", "domain_name": HOST,
            "origin": origins(),
            "ordered_cache_behavior": behaviors(),
            "default_cache_behavior": {
                "target_origin_id": "prod", "viewer_protocol_policy": "redirect-to-https",
                "cache_policy": "CachingDisabled", "origin_request_policy": "AllViewerExceptHostHeader",
            },
        }],
        "rest_apis": [{
            "id": "abc123", "region": "ap-northeast-1", "resources": resources(),
            "stages": [{"name": "prod"}, {"name": "dev"}],
        }],
        "buckets": [{"name": "files", "region": "ap-northeast-1", "access": "public", "objects": objects()}],
        "lambdas": [{"name": "hello"}],
    }))
}

/// The same with its last behaviour moved to the top: what a change of a distribution looks like.
pub fn large_changed() -> Result<Scenario, ScenarioError> {
    let mut changed = large()?;
    for distribution in &mut changed.distributions {
        if let Some(last) = distribution.ordered_cache_behavior.pop() {
            distribution.ordered_cache_behavior.insert(0, last);
        }
    }
    Ok(changed)
}

fn requests() -> Vec<Value> {
    let request = |at: usize| {
        json!({
            "url": format!("https://{HOST}/service-{at}/items"),
            "expect": {"reaches": format!("prod GET /service-{at}/items")},
        })
    };
    (0..50).map(request).collect()
}

/// The API by three origin paths, and a bucket.
fn origins() -> Vec<Value> {
    let api = |(path, id)| json!({"origin_id": id, "domain_name": API, "origin_path": path});
    let bucket = json!({"origin_id": "files", "domain_name": "files.s3.ap-northeast-1.amazonaws.com"});
    [("", "plain"), ("/prod", "prod"), ("/dev", "dev")].map(api).into_iter().chain([bucket]).collect()
}

fn behaviors() -> Vec<Value> {
    let files = ["css", "js", "map", "png", "jpg", "svg", "ico", "woff2", "html", "txt"];
    let files = files.iter().map(|extension| behavior(&format!("*.{extension}"), "files"));
    let services = (0..64).map(|at| match at % 4 {
        0 => behavior(&format!("/service-{at}/*"), "prod"),
        1 => behavior(&format!("/service-{at}/*"), "dev"),
        2 => behavior(&format!("/service-{at}/items/*/history"), "prod"),
        _ => behavior(&format!("/prod/service-{at}/*"), "plain"),
    });
    files.chain(services).collect()
}

fn behavior(pattern: &str, origin: &str) -> Value {
    json!({
        "path_pattern": pattern, "target_origin_id": origin, "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": ["GET", "HEAD", "OPTIONS"], "cache_policy": "CachingDisabled",
        "origin_request_policy": "AllViewerExceptHostHeader",
    })
}

fn resources() -> Vec<Value> {
    let resource = |at: usize| {
        let service = at / 5;
        let path = match at % 5 {
            0 => format!("/service-{service}"),
            1 => format!("/service-{service}/items"),
            2 => format!("/service-{service}/items/{{id}}"),
            3 => format!("/service-{service}/items/{{id}}/history"),
            _ => format!("/service-{service}/{{proxy+}}"),
        };
        let method = json!({"integration": {"lambda": "hello"}});
        json!({"path": path, "methods": {"GET": method, "POST": method}})
    };
    (0..300).map(resource).collect()
}

fn objects() -> Vec<String> {
    (0..50).map(|at| format!("assets/chunk-{at}.js")).collect()
}
