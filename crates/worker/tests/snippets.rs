//! The snippets of the editor do what their names say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use hopscope_edge_code::Limits;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall, EdgeEventType, EdgeOutcome, EdgeResult};
use serde_json::{Value, json};

fn run(runtime: &str, code: &str, event_type: EdgeEventType, event: &Value) -> EdgeAnswer {
    let call = EdgeCall {
        function: "snippet".into(),
        runtime: runtime.into(),
        code: code.into(),
        key_value_store: BTreeMap::new(),
        event_type,
        event: event.to_string(),
        raw_query_string: None,
    };
    hopscope_edge_code::run(&call, &Limits::for_runtime(runtime))
}

/// What a CloudFront Function makes of a GET: the path that it goes on with, or the status and the location.
fn viewer_request(code: &str, uri: &str, headers: Value, cookies: Value) -> String {
    let event = json!({
        "version": "1.0", "context": {"eventType": "viewer-request"}, "viewer": {"ip": "192.0.2.1"},
        "request": {"method": "GET", "uri": uri, "querystring": {}, "headers": headers, "cookies": cookies},
    });
    let answer = run("cloudfront-js-2.0", code, EdgeEventType::ViewerRequest, &event);
    match answer.result {
        EdgeResult::Outcome(EdgeOutcome::Request(request)) => request.uri,
        EdgeResult::Outcome(EdgeOutcome::Response(response)) => {
            let location = response.headers.iter().find(|(name, _)| name == "location");
            format!("{} {}", response.status, location.map_or("", |(_, value)| value.as_str()))
        }
        other => panic!("{other:?}"),
    }
}

fn plain(code: &str, uri: &str) -> String {
    viewer_request(code, uri, json!({"host": {"value": "example.com"}}), json!({}))
}

#[test]
fn strip_prefix() {
    let code = include_str!("../../../snippets/strip_prefix.js");
    for (uri, expected) in [("/api/hello", "/hello"), ("/api", "/"), ("/apiary", "/apiary"), ("/x/api", "/x/api")] {
        assert_eq!(plain(code, uri), expected, "{uri}");
    }
}

#[test]
fn index_html() {
    let code = include_str!("../../../snippets/index_html.js");
    for (uri, expected) in
        [("/", "/index.html"), ("/a/", "/a/index.html"), ("/v1.2/a", "/v1.2/a/index.html"), ("/a.css", "/a.css")]
    {
        assert_eq!(plain(code, uri), expected, "{uri}");
    }
}

#[test]
fn www_to_apex() {
    let code = include_str!("../../../snippets/www_to_apex.js");
    assert_eq!(plain(code, "/a"), "/a");
    let www = json!({"host": {"value": "www.example.com"}});
    assert_eq!(viewer_request(code, "/a", www, json!({})), "301 https://example.com/a");
}

#[test]
fn spa_fallback() {
    let code = include_str!("../../../snippets/spa_fallback.js");
    assert_eq!(plain(code, "/cart/3"), "/index.html");
    assert_eq!(plain(code, "/app.js"), "/app.js");
}

#[test]
fn header_auth() {
    let code = include_str!("../../../snippets/header_auth.js");
    assert_eq!(plain(code, "/a"), "401 ");
    let token = json!({"host": {"value": "example.com"}, "x-token": {"value": "let-me-in"}});
    assert_eq!(viewer_request(code, "/a", token, json!({})), "/a");
}

#[test]
fn ab_by_cookie() {
    let code = include_str!("../../../snippets/ab_by_cookie.js");
    assert_eq!(plain(code, "/x"), "/a/x");
    let headers = json!({"host": {"value": "example.com"}});
    assert_eq!(viewer_request(code, "/x", headers, json!({"group": {"value": "b"}})), "/b/x");
}

fn lambda_event(event_type: EdgeEventType) -> Value {
    let mut cf = json!({
        "config": {"distributionDomainName": "d111111abcdef8.cloudfront.net", "distributionId": "E1EXAMPLE",
            "eventType": event_type.as_str(), "requestId": "x"},
        "request": {
            "clientIp": "192.0.2.1", "method": "GET", "uri": "/api/hello", "querystring": "",
            "headers": {"host": [{"key": "Host", "value": "origin.example.net"}]},
            "origin": {"custom": {"domainName": "origin.example.net", "path": "", "port": 443, "protocol": "https",
                "customHeaders": {}, "keepaliveTimeout": 5, "readTimeout": 30, "sslProtocols": ["TLSv1.2"]}},
        },
    });
    if !event_type.is_request() {
        cf["response"] = json!({"status": "200", "statusDescription": "OK", "headers": {}});
    }
    json!({"Records": [{"cf": cf}]})
}

#[test]
fn origin_request() {
    let code = include_str!("../../../snippets/origin_request.js");
    let event_type = EdgeEventType::OriginRequest;
    match run("nodejs22.x", code, event_type, &lambda_event(event_type)).result {
        EdgeResult::Outcome(EdgeOutcome::Request(request)) => assert_eq!(request.uri, "/hello"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn security_headers() {
    let code = include_str!("../../../snippets/security_headers.js");
    for event_type in [EdgeEventType::OriginResponse, EdgeEventType::ViewerResponse] {
        match run("nodejs22.x", code, event_type, &lambda_event(event_type)).result {
            EdgeResult::Outcome(EdgeOutcome::Response(response)) => {
                assert!(response.headers.iter().any(|(name, _)| name == "strict-transport-security"));
            }
            other => panic!("{other:?}"),
        }
    }
}
