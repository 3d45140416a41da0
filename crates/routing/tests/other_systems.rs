//! What holds for any request to HTTP APIs, function URLs, S3, load balancers and servers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hopscope_routing::trace;
use hopscope_routing::trace::Outcome;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;
use proptest::prelude::*;
use serde_json::json;

const HOSTS: [&str; 8] = [
    "https://def456.execute-api.us-east-1.amazonaws.com",
    "https://xyz.lambda-url.us-east-1.on.aws",
    "https://b.s3.us-east-1.amazonaws.com",
    "https://s3.us-east-1.amazonaws.com",
    "http://b.s3-website-us-east-1.amazonaws.com",
    "https://lb-1.us-east-1.elb.amazonaws.com",
    "http://origin.example.net:8080",
    "https://nobody.s3.us-east-1.amazonaws.com",
];

fn scenario() -> Scenario {
    Scenario::from_value(json!({
        "hopscope": 1,
        "http_apis": [{"id": "def456", "stages": [{"name": "$default"}, {"name": "dev"}], "cors": {"allow_origins": ["*"]}, "routes": [
            {"route_key": "GET /a/{id}", "integration": {"lambda": "fn"}},
            {"route_key": "ANY /p/{proxy+}", "integration": {"type": "HTTP_PROXY", "uri": "http://origin.example.net/x/{proxy}"}},
            {"route_key": "$default", "authorization_type": "JWT", "integration": {"lambda": "fn"}}]}],
        "lambdas": [{"name": "fn", "function_url": {"domain_name": "xyz.lambda-url.us-east-1.on.aws"}}],
        "buckets": [{"name": "b", "objects": ["index.html", "a/index.html"], "access": "public", "list_bucket": true,
            "website": {"error_document": "index.html"}}],
        "load_balancers": [{"domain_name": "lb-1.us-east-1.elb.amazonaws.com", "rules": [{"path": ["/a*"]}], "default": {"status": 404}}],
        "servers": [{"domain_name": "origin.example.net", "routes": [{"path": "/a/*"}]}]
    }))
    .unwrap()
}

proptest! {
    /// Every request gets an answer of which some step of the last hop is the reason; a request that ends somewhere
    /// was refused by nobody; an answer to HEAD has no body.
    #[test]
    fn every_request_is_answered_for_a_reason(
        host in 0..HOSTS.len(),
        path in "(/(a|p|dev|index\\.html|%2F|%|あ|\\.\\.|\\$default|\\{x\\}|)){0,4}",
        method in prop::sample::select(vec!["GET", "HEAD", "POST", "PUT", "OPTIONS", "PURGE"]),
        authorization in prop::option::of("Bearer [a.]{0,5}|AWS4-HMAC-SHA256 x|é"),
    ) {
        let headers = authorization.map(|value| ("authorization".to_owned(), value.into())).into_iter().collect();
        let url = format!("{}{path}", HOSTS.get(host).unwrap());
        let request = Request { method: method.to_owned(), url, headers, ..Request::default() };
        let trace = trace(&scenario(), &request);
        let response = trace.response.as_ref().expect("an answer");
        let steps = || trace.hops.iter().flat_map(|hop| &hop.steps);
        prop_assert!(steps().any(|step| step.rule == trace.rule), "{} is no step", trace.rule.id);
        if trace.reaches.is_some() {
            prop_assert!(steps().all(|step| step.outcome != Outcome::Refused));
        } else {
            prop_assert!(steps().any(|step| step.outcome == Outcome::Refused));
        }
        prop_assert!(method != "HEAD" || response.body.is_empty());
        if let (Some(length), false) = (response.headers.get("content-length"), method == "HEAD") {
            prop_assert_eq!(length, response.body.len().to_string());
        }
        serde_json::to_string(&trace).expect("JSON");
    }
}
