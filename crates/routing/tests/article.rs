//! The recorded runs: a path pattern cannot choose a stage, and two different 403s hide behind the same mistake.
#![allow(clippy::unwrap_used, missing_docs)]

use hopscope_routing::{Trace, trace};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

fn scenario(origin_path: &str, pattern: &str) -> Scenario {
    Scenario::from_value(serde_json::json!({
        "hopscope": 1,
        "distributions": [{
            "id": "E1EXAMPLE", "domain_name": "d111111abcdef8.cloudfront.net",
            "origin": [{"origin_id": "apigw", "domain_name": "abc123.execute-api.ap-northeast-1.amazonaws.com", "origin_path": origin_path}],
            "ordered_cache_behavior": [{"path_pattern": pattern, "target_origin_id": "apigw", "viewer_protocol_policy": "redirect-to-https",
                "cache_policy": "CachingDisabled", "origin_request_policy": "AllViewerExceptHostHeader"}],
            "default_cache_behavior": {"target_origin_id": "apigw", "viewer_protocol_policy": "redirect-to-https",
                "cache_policy": "CachingDisabled", "origin_request_policy": "AllViewerExceptHostHeader"}
        }],
        "rest_apis": [{"id": "abc123", "region": "ap-northeast-1",
            "resources": [{"path": "/hello", "methods": {"GET": {"integration": {"lambda": "hello"}}}}],
            "stages": [{"name": "prod"}, {"name": "dev"}]}],
        "lambdas": [{"name": "hello",
            "permissions": [
                {"principal": "apigateway.amazonaws.com", "source_arn": "arn:aws:execute-api:ap-northeast-1:111122223333:abc123/prod/GET/hello"},
                {"principal": "apigateway.amazonaws.com", "source_arn": "arn:aws:execute-api:ap-northeast-1:111122223333:abc123/dev/GET/hello"}],
            "response": {"headers": {"content-type": "application/json"},
                "body": "{\"message\":\"Hello World from stage: {stage}\",\"stage\":\"{stage}\",\"timestamp\":\"2025-11-20T13:25:03.520Z\"}"}}]
    })).unwrap()
}

fn get(scenario: &Scenario, url: &str) -> Trace {
    trace(scenario, &Request { url: url.to_owned(), ..Request::default() })
}

fn names(trace: &Trace) -> Vec<&str> {
    trace.response.as_ref().unwrap().headers.iter().map(|(name, _)| name).collect()
}

#[test]
fn direct_calls_reach_their_stage() {
    for (stage, length) in [("dev", 94), ("prod", 96)] {
        let scenario = scenario("", "/prod/*");
        let trace = get(&scenario, &format!("https://abc123.execute-api.ap-northeast-1.amazonaws.com/{stage}/hello"));
        let response = trace.response.as_ref().unwrap();
        assert_eq!(response.status.get(), 200);
        assert_eq!(response.body.len(), length);
        assert_eq!(trace.reaches.as_ref().unwrap().text, format!("{stage} GET /hello"));
        assert_eq!(
            names(&trace),
            [
                "content-type",
                "content-length",
                "date",
                "x-amzn-trace-id",
                "x-amzn-requestid",
                "x-amz-apigw-id",
                "x-cache",
                "via",
                "x-amz-cf-pop",
                "x-amz-cf-id"
            ]
        );
        assert_eq!(response.headers.get("x-cache"), Some("Miss from cloudfront"));
    }
}

#[test]
fn without_an_origin_path_the_stage_is_missing() {
    let scenario = scenario("", "/prod/*");
    let trace = get(&scenario, "https://d111111abcdef8.cloudfront.net/api/hello");
    let response = trace.response.as_ref().unwrap();
    assert_eq!((response.status.get(), response.body.as_ref()), (403, r#"{"message":"Forbidden"}"#));
    assert_eq!(trace.rule.id, "rest_api.stage_missing");
    assert_eq!(
        names(&trace),
        [
            "content-type",
            "content-length",
            "x-amz-cf-pop",
            "date",
            "x-amz-apigw-id",
            "x-amzn-requestid",
            "x-amzn-errortype",
            "via",
            "x-cache",
            "x-amz-cf-pop",
            "x-amz-cf-id"
        ]
    );
    assert_eq!(response.headers.get("x-amzn-errortype"), Some("ForbiddenException"));
    assert_eq!(response.headers.get("via").unwrap().matches("cloudfront.net (CloudFront)").count(), 2);
}

#[test]
fn with_an_origin_path_the_resource_is_missing() {
    let scenario = scenario("/prod", "/api/*");
    let trace = get(&scenario, "https://d111111abcdef8.cloudfront.net/api/hello");
    let response = trace.response.as_ref().unwrap();
    assert_eq!((response.status.get(), response.body.as_ref()), (403, r#"{"message":"Missing Authentication Token"}"#));
    assert_eq!(trace.rule.id, "rest_api.resource_not_found");
    insta::assert_json_snapshot!(trace);
}
