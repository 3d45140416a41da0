//! What a function changed, line by line.

#![allow(clippy::unwrap_used)]

use hopscope_edge_code::{Limits, run};
use hopscope_scenario::edge_call::{EdgeCall, EdgeEvent, EdgeEventType, EdgeOrigin, EventRequest, EventResponse};
use hopscope_scenario::edge_function::EdgeFunction;

fn changes(runtime: &str, event_type: EdgeEventType, code: &str) -> String {
    let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let event = EdgeEvent {
        event_type,
        distribution_domain_name: "d111111abcdef8.cloudfront.net".to_owned(),
        distribution_id: "E1EXAMPLE".to_owned(),
        request_id: "request".to_owned(),
        request: EventRequest {
            client_ip: "203.0.113.9".to_owned(),
            method: "GET".to_owned(),
            uri: "/api/hello".to_owned(),
            query_string: Some("b=2&a=1".to_owned()),
            headers: owned(&[
                ("Host", "www.example.com"),
                ("User-Agent", "curl/8.4.0"),
                ("Accept", "*/*"),
                ("Accept-Language", "en"),
                ("Cookie", "s=1"),
            ]),
            body: None,
            origin: (event_type == EdgeEventType::OriginRequest).then(|| EdgeOrigin::S3 {
                domain_name: "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com".to_owned(),
                path: String::new(),
                region: "us-east-1".to_owned(),
                auth_method: "none".to_owned(),
                custom_headers: Vec::new(),
            }),
        },
        response: (!event_type.is_request()).then(|| EventResponse {
            status: 200,
            status_description: "OK".to_owned(),
            headers: owned(&[("Content-Type", "text/html"), ("Server", "x")]),
        }),
    };
    let function =
        EdgeFunction { name: "f".into(), runtime: runtime.into(), code: code.into(), ..EdgeFunction::default() };
    let call = EdgeCall::new(&function, &event);
    run(&call, &Limits { milliseconds: 120_000, ..Limits::for_runtime(runtime) }).changes.join("\n")
}

fn viewer_request(code: &str) -> String {
    changes("cloudfront-js-2.0", EdgeEventType::ViewerRequest, code)
}

#[test]
fn a_rewrite_shows_the_line_before_and_after() {
    let code = "function handler(event) { event.request.uri = '/hello'; event.request.headers['x-a'] = {value: 'b'}; \
                return event.request; }";
    insta::assert_snapshot!(viewer_request(code), @r#"
     "method": "GET"
    -"uri": "/api/hello"
    +"uri": "/hello"
    ."querystring": {
    .  "b": {"value": "2"}
    .  "a": {"value": "1"}
    .}
     "headers": {
    .  "host": {"value": "www.example.com"}
    .  "user-agent": {"value": "curl/8.4.0"}
    .  "accept": {"value": "*/*"}
       "accept-language": {"value": "en"}
    +  "x-a": {"value": "b"}
    .}
    ."cookies": {
    .  "s": {"value": "1"}
    .}
    "#);
}

#[test]
fn nothing_changed_gives_no_lines() {
    assert_eq!(viewer_request("function handler(event) { return event.request; }"), "");
}

#[test]
fn the_order_of_a_request_built_anew_means_nothing_but_that_of_parameters_does() {
    let anew = "function handler(event) { var r = event.request; return {cookies: r.cookies, headers: r.headers, \
                querystring: r.querystring, uri: r.uri, method: r.method}; }";
    assert_eq!(viewer_request(anew), "");
    let sorted = "function handler(event) { var q = event.request.querystring; \
                  event.request.querystring = {a: q.a, b: q.b}; return event.request; }";
    insta::assert_snapshot!(viewer_request(sorted), @r#"
     "method": "GET"
     "uri": "/api/hello"
     "querystring": {
    +  "a": {"value": "1"}
       "b": {"value": "2"}
    -  "a": {"value": "1"}
    .}
    ."headers": {
    .  "host": {"value": "www.example.com"}
    .  "user-agent": {"value": "curl/8.4.0"}
    .  "accept": {"value": "*/*"}
    .  "accept-language": {"value": "en"}
    .}
    ."cookies": {
    .  "s": {"value": "1"}
    .}
    "#);
}

#[test]
fn an_answer_in_the_requests_place_is_all_new() {
    let code = "function handler(event) { return {statusCode: 302, statusDescription: 'Found', \
                headers: {location: {value: '/x'}}}; }";
    insta::assert_snapshot!(viewer_request(code), @r#"
    +"statusCode": 302
    +"statusDescription": "Found"
    +"headers": {
    +  "location": {"value": "/x"}
    +}
    "#);
}

#[test]
fn calls_of_the_origin_helpers_are_shown() {
    let code = "import cf from 'cloudfront'; function handler(event) { cf.updateRequestOrigin({domainName: \
                'other.example.net', originPath: '/v2', customHeaders: {'x-origin': 'a rather long header value'}}); \
                return event.request; }";
    insta::assert_snapshot!(viewer_request(code), @r#"
    ."method": "GET"
    ."uri": "/api/hello"
    ."querystring": {
    .  "b": {"value": "2"}
    .  "a": {"value": "1"}
    .}
    ."headers": {
    .  "host": {"value": "www.example.com"}
    .  "user-agent": {"value": "curl/8.4.0"}
    .  "accept": {"value": "*/*"}
    .  "accept-language": {"value": "en"}
    .}
    ."cookies": {
    .  "s": {"value": "1"}
    .}
    +cf.updateRequestOrigin({
    +  "domainName": "other.example.net"
    +  "originPath": "/v2"
    +  "customHeaders": {"x-origin": "a rather long header value"}
    +})
    "#);
    let code = "import cf from 'cloudfront'; function handler(event) { cf.selectRequestOriginById('b'); \
                return event.request; }";
    insta::assert_snapshot!(viewer_request(code), @r#"
    ."method": "GET"
    ."uri": "/api/hello"
    ."querystring": {
    .  "b": {"value": "2"}
    .  "a": {"value": "1"}
    .}
    ."headers": {
    .  "host": {"value": "www.example.com"}
    .  "user-agent": {"value": "curl/8.4.0"}
    .  "accept": {"value": "*/*"}
    .  "accept-language": {"value": "en"}
    .}
    ."cookies": {
    .  "s": {"value": "1"}
    .}
    +cf.selectRequestOriginById("b")
    "#);
}

#[test]
fn lambda_at_edge_changes_the_origin() {
    let code = "exports.handler = async (event) => { const r = event.Records[0].cf.request; \
                r.origin.s3.domainName = 'amzn-s3-demo-bucket2.s3.us-east-1.amazonaws.com'; \
                r.headers.host = [{key: 'host', value: r.origin.s3.domainName}]; return r; };";
    insta::assert_snapshot!(changes("nodejs22.x", EdgeEventType::OriginRequest, code), @r#"
     "clientIp": "203.0.113.9"
     "headers": {
    -  "host": [{"key": "Host", "value": "www.example.com"}]
    +  "host": [{"key": "host", "value": "amzn-s3-demo-bucket2.s3.us-east-1.amazonaws.com"}]
       "user-agent": [{"key": "User-Agent", "value": "curl/8.4.0"}]
    .  "accept": [{"key": "Accept", "value": "*/*"}]
    .  "accept-language": [{"key": "Accept-Language", "value": "en"}]
    .  "cookie": [{"key": "Cookie", "value": "s=1"}]
    .}
    ."method": "GET"
     "origin": {
       "s3": {
         "authMethod": "none"
         "customHeaders": {}
    -    "domainName": "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com"
    +    "domainName": "amzn-s3-demo-bucket2.s3.us-east-1.amazonaws.com"
         "path": ""
    .    "region": "us-east-1"
    .  }
    .}
    ."querystring": "b=2&a=1"
    ."uri": "/api/hello"
    "#);
}

#[test]
fn response_functions_are_compared_by_the_response() {
    let code = "function handler(event) { var r = event.response; r.headers['x-frame-options'] = {value: 'DENY'}; \
                delete r.headers.server; return r; }";
    insta::assert_snapshot!(changes("cloudfront-js-2.0", EdgeEventType::ViewerResponse, code), @r#"
     "statusCode": 200
     "statusDescription": "OK"
     "headers": {
       "content-type": {"value": "text/html"}
    -  "server": {"value": "x"}
    +  "x-frame-options": {"value": "DENY"}
     }
     "cookies": {}
    "#);
}

#[test]
fn what_cloudfront_refuses_is_shown_too() {
    let code = "function handler(event) { event.request.headers.host = {value: 'x'}; return event.request; }";
    insta::assert_snapshot!(viewer_request(code), @r#"
    ."method": "GET"
    ."uri": "/api/hello"
    ."querystring": {
    .  "b": {"value": "2"}
    .  "a": {"value": "1"}
    .}
     "headers": {
    -  "host": {"value": "www.example.com"}
    +  "host": {"value": "x"}
       "user-agent": {"value": "curl/8.4.0"}
    .  "accept": {"value": "*/*"}
    .  "accept-language": {"value": "en"}
    .}
    ."cookies": {
    .  "s": {"value": "1"}
    .}
    "#);
}

#[test]
fn code_that_throws_changes_nothing() {
    assert_eq!(viewer_request("function handler(event) { event.request.uri = '/x'; throw new Error('x'); }"), "");
}

#[test]
fn long_lines_and_long_lists_are_cut() {
    let code = "function handler(event) { return {statusCode: 200, body: 'x'.repeat(9000)}; }";
    let longest = viewer_request(code).lines().map(|line| line.chars().count()).max();
    assert!(longest.unwrap() <= 402);
    let code = "exports.handler = async () => ({status: '200', headers: Object.fromEntries(Array.from({length: 5000}, \
                (_, i) => ['x-' + i, [{key: 'x', value: 'y'}]]))});";
    let lines = changes("nodejs22.x", EdgeEventType::ViewerRequest, code).lines().count();
    assert!((1000..=2001).contains(&lines), "{lines}");
}
