//! Every function of `tests/functions` is run with the cases of the JSON file beside it.
//!
//! A file may name the patterns of AWS's public samples that its function carries out in its own way; [`PATTERNS`] lists
//! them all, and each is carried out by some function.
//!
//! A case gives an event and what must be in the answer: of objects the fields named, of lists all items.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::Path;

use hopscope_edge_code::{Limits, run};
use hopscope_scenario::edge_call::{EdgeCall, EdgeEvent, EdgeEventType, EdgeOrigin, EventRequest, EventResponse};
use hopscope_scenario::edge_function::EdgeFunction;
use serde::Deserialize;
use serde_json::Value;

/// The samples of github.com/aws-samples/amazon-cloudfront-functions, by folder, and the examples of the Amazon
/// CloudFront Developer Guide, "Lambda@Edge example functions".
const PATTERNS: &[&str] = &[
    "cloudfront-functions sample: add-cache-control-header",
    "cloudfront-functions sample: add-cors-header",
    "cloudfront-functions sample: add-origin-header",
    "cloudfront-functions sample: add-security-headers",
    "cloudfront-functions sample: add-true-client-ip-header",
    "cloudfront-functions sample: enforce-domain-redirect",
    "cloudfront-functions sample: kvs-conditional-read",
    "cloudfront-functions sample: kvs-jwt-verify",
    "cloudfront-functions sample: kvs-key-value-pairs",
    "cloudfront-functions sample: normalize-query-string-parameters",
    "cloudfront-functions sample: preserve-query-strings-on-redirect",
    "cloudfront-functions sample: redirect-based-on-country",
    "cloudfront-functions sample: redirect_maintain_uri_querystring",
    "cloudfront-functions sample: select-origin-based-on-country",
    "cloudfront-functions sample: select-vpc-origin-for-migration",
    "cloudfront-functions sample: typescript-cloudfront-functions",
    "cloudfront-functions sample: url-rewrite-single-page-apps",
    "cloudfront-functions sample: url-rewrite-static-websites",
    "cloudfront-functions sample: verify-jwt",
    "Lambda@Edge guide: A/B testing",
    "Lambda@Edge guide: overriding a response header",
    "Lambda@Edge guide: generating a page",
    "Lambda@Edge guide: generating a redirect",
    "Lambda@Edge guide: adding a header by a query string parameter",
    "Lambda@Edge guide: normalising query strings",
    "Lambda@Edge guide: redirecting to a sign-in page",
    "Lambda@Edge guide: redirecting by country",
    "Lambda@Edge guide: serving versions by device",
    "Lambda@Edge guide: changing the origin from a server to a bucket",
    "Lambda@Edge guide: changing the region of a bucket",
    "Lambda@Edge guide: changing the origin from a bucket to a server",
    "Lambda@Edge guide: moving traffic between buckets little by little",
    "Lambda@Edge guide: choosing the origin by country",
    "Lambda@Edge guide: turning an error into a page",
    "Lambda@Edge guide: turning an error into a redirect",
    "Lambda@Edge guide: reading an HTML form",
    "Lambda@Edge guide: changing an HTML form",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Function {
    /// The patterns of AWS's public samples that it carries out in its own way.
    #[serde(default)]
    patterns: Vec<String>,
    runtime: String,
    event: EdgeEventType,
    #[serde(default)]
    key_value_store: BTreeMap<String, String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default = "get")]
    method: String,
    #[serde(default = "home")]
    url: String,
    #[serde(default)]
    headers: Vec<(String, String)>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    origin: Option<EdgeOrigin>,
    #[serde(default)]
    response: Option<EventResponse>,
    expect: Value,
}

fn get() -> String {
    "GET".to_owned()
}

fn home() -> String {
    "/".to_owned()
}

fn call(name: &str, code: &str, function: &Function, case: &Case) -> EdgeCall {
    let (uri, query) = match case.url.split_once('?') {
        Some((uri, query)) => (uri, Some(query.to_owned())),
        None => (case.url.as_str(), None),
    };
    let mut headers = case.headers.clone();
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        headers.insert(0, ("Host".to_owned(), "www.example.com".to_owned()));
    }
    let response = EventResponse {
        status: 200,
        status_description: "OK".to_owned(),
        headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
    };
    let event = EdgeEvent {
        event_type: function.event,
        distribution_domain_name: "d111111abcdef8.cloudfront.net".to_owned(),
        distribution_id: "E1EXAMPLE".to_owned(),
        request_id: "request".to_owned(),
        request: EventRequest {
            client_ip: "203.0.113.9".to_owned(),
            method: case.method.clone(),
            uri: uri.to_owned(),
            query_string: query,
            headers,
            body: case.body.clone(),
            origin: case.origin.clone(),
        },
        response: (!function.event.is_request()).then(|| case.response.clone().unwrap_or(response)),
    };
    let edge_function = EdgeFunction {
        name: name.to_owned(),
        runtime: function.runtime.clone(),
        code: code.to_owned(),
        key_value_store: function.key_value_store.clone().into_iter().collect(),
        ..EdgeFunction::default()
    };
    EdgeCall::new(&edge_function, &event)
}

/// Where an answer lacks something that is expected.
fn difference(expected: &Value, found: &Value, path: &str) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected.iter().find_map(|(name, value)| {
            difference(value, found.get(name).unwrap_or(&Value::Null), &format!("{path}.{name}"))
        }),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => expected
            .iter()
            .zip(found)
            .enumerate()
            .find_map(|(index, (expected, found))| difference(expected, found, &format!("{path}[{index}]"))),
        _ if expected == found => None,
        _ => Some(format!("{path}: expected {expected}, found {found}")),
    }
}

#[test]
fn every_function_gives_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/functions");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    files.sort();
    assert!(files.len() >= 20, "functions are missing");
    let mut failures = Vec::new();
    let mut missing: Vec<&str> = PATTERNS.to_vec();
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let code = std::fs::read_to_string(&path).unwrap();
        let text = std::fs::read_to_string(path.with_extension("json"))
            .unwrap_or_else(|_| panic!("{name}.js has no {name}.json"));
        let function: Function = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}.json: {error}"));
        assert!(!function.cases.is_empty(), "{name}.json has no cases");
        for pattern in &function.patterns {
            assert!(PATTERNS.contains(&pattern.as_str()), "{name}.json: no such pattern: {pattern}");
            missing.retain(|each| each != pattern);
        }
        for (index, case) in function.cases.iter().enumerate() {
            let call = call(name, &code, &function, case);
            let answer = run(&call, &Limits { milliseconds: 120_000, ..Limits::for_runtime(&call.runtime) });
            let found = serde_json::to_value(&answer).unwrap();
            if let Some(difference) = difference(&case.expect, &found, "answer") {
                failures.push(format!("{name}, case {index}: {difference}\n    in {found}"));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert!(missing.is_empty(), "nothing carries out: {missing:?}");
}
