//! What is wrong with a file, and where: document, place, what was found, what is allowed.
#![allow(clippy::unwrap_used, clippy::panic)]

use hopscope_scenario::{Scenario, ScenarioError};

/// A field of a wrong type or value: the document without its version, the path, what was found, what is allowed.
const FIELDS: &[(&str, &str, &str, &str)] = &[
    (r#""title": 1"#, "title", "1", "a string"),
    (r#""title": null"#, "title", "null", "a string"),
    (r#""requests": {}"#, "requests", "{…}", "a list"),
    (r#""requests": [{}, 5]"#, "requests[1]", "5", "an object"),
    (
        r#""requests": [{"signed": "maybe"}]"#,
        "requests[0].signed",
        "\"maybe\"",
        "missing, valid, expired, unknown_key, bad_signature",
    ),
    (
        r#""requests": [{"signed": "expected one of `x`"}]"#,
        "requests[0].signed",
        "\"expected one of `x`\"",
        "missing, valid, expired, unknown_key, bad_signature",
    ),
    (
        r#""requests": [{"signed": true}]"#,
        "requests[0].signed",
        "true",
        "missing, valid, expired, unknown_key, bad_signature",
    ),
    (
        r#""requests": [{"viewer": {"waf": "Allow"}}]"#,
        "requests[0].viewer.waf",
        "\"Allow\"",
        "allow, block, count, captcha, challenge",
    ),
    (r#""requests": [{"headers": {"x": 1}}]"#, "requests[0].headers.x", "1", "a string or a list of strings"),
    (r#""requests": [{"headers": {"x": ["a", 1]}}]"#, "requests[0].headers.x[1]", "1", "a string"),
    (
        r#""requests": [{"expect": {"status": 99}}]"#,
        "requests[0].expect.status",
        "99",
        "an HTTP status from 100 to 599",
    ),
    (
        r#""requests": [{"expect": {"status": 600}}]"#,
        "requests[0].expect.status",
        "600",
        "an HTTP status from 100 to 599",
    ),
    (
        r#""requests": [{"expect": {"status": -1}}]"#,
        "requests[0].expect.status",
        "-1",
        "an HTTP status from 100 to 599",
    ),
    (
        r#""requests": [{"expect": {"status": "200"}}]"#,
        "requests[0].expect.status",
        "\"200\"",
        "an HTTP status from 100 to 599",
    ),
    (r#""requests": [{"expect": {"reaches": []}}]"#, "requests[0].expect.reaches", "[…]", "a string"),
    (r#""distributions": [{"enabled": "true"}]"#, "distributions[0].enabled", "\"true\"", "true or false"),
    (r#""distributions": [{"aliases": "a"}]"#, "distributions[0].aliases", "\"a\"", "a list"),
    (
        r#""distributions": [{"origin": [{"custom_origin_config": {"http_port": 65536}}]}]"#,
        "distributions[0].origin[0].custom_origin_config.http_port",
        "65536",
        "a whole number from 0 to 65535",
    ),
    (
        r#""distributions": [{"ordered_cache_behavior": [{}, {"path_pattern": "/ü"}]}]"#,
        "distributions[0].ordered_cache_behavior[1].path_pattern",
        "\"/ü\"",
        "1 to 255 of the characters A-Z a-z 0-9 _ - . * $ / ~ \" ' @ : + & ?",
    ),
    (
        r#""distributions": [{"default_cache_behavior": {"allowed_methods": ["GET", "get"]}}]"#,
        "distributions[0].default_cache_behavior.allowed_methods[1]",
        "\"get\"",
        "GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE",
    ),
    (
        r#""distributions": [{"default_cache_behavior": {"cache_policy": 7}}]"#,
        "distributions[0].default_cache_behavior.cache_policy",
        "7",
        "a policy's name or id, or an object",
    ),
    (
        r#""distributions": [{"default_cache_behavior": {"cache_policy": {"min_ttl": -1}}}]"#,
        "distributions[0].default_cache_behavior.cache_policy.min_ttl",
        "-1",
        "a whole number from 0 to 4294967295",
    ),
    (
        r#""distributions": [{"custom_error_response": [{"error_caching_min_ttl": 1.5}]}]"#,
        "distributions[0].custom_error_response[0].error_caching_min_ttl",
        "1.5",
        "a whole number from 0 to 4294967295",
    ),
    (
        r#""rest_apis": [{"resources": [{"methods": {"GET": {"integration": {"type": "LAMBDA"}}}}]}]"#,
        "rest_apis[0].resources[0].methods.GET.integration.type",
        "\"LAMBDA\"",
        "AWS_PROXY, AWS, MOCK, HTTP_PROXY, HTTP",
    ),
    (
        r#""rest_apis": [{"resources": [{"methods": {"FETCH": {}}}]}]"#,
        "rest_apis[0].resources[0].methods.FETCH",
        "{…}",
        "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY",
    ),
    (
        r#""rest_apis": [{"policy": {"Statement": [{"Effect": "deny"}]}}]"#,
        "rest_apis[0].policy.Statement[0].Effect",
        "\"deny\"",
        "Allow, Deny",
    ),
    (r#""lambdas": [{"permissions": [{"source_arn": 1}]}]"#, "lambdas[0].permissions[0].source_arn", "1", "a string"),
    (
        r#""notes": {"long": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
        "notes",
        "{…}",
        "a string",
    ),
    (
        r#""dns": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa""#,
        "dns",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…",
        "a list",
    ),
];

#[test]
fn name_the_field_what_it_holds_and_what_it_may_hold() {
    for (fields, path, found, allowed) in FIELDS {
        let text = format!("{{\"hopscope\": 1, {fields}}}");
        match Scenario::from_json(&text).unwrap_err() {
            ScenarioError::Field { path: at, found: what, allowed: instead } => {
                assert_eq!(
                    (at.to_string().as_str(), what.as_str(), instead.to_string().as_str()),
                    (*path, *found, *allowed)
                );
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn of_the_file_as_a_whole() {
    for (text, expected) in [
        ("", "line 1, column 0: not JSON: EOF while parsing a value"),
        ("{\n  \"hopscope\": 1,\n}", "line 3, column 1: not JSON: trailing comma"),
        ("[1]", "a scenario is a JSON object, found […]"),
        ("\"x\"", "a scenario is a JSON object, found \"x\""),
        ("{}", "the field `hopscope` is missing; a scenario starts with `\"hopscope\": 1`"),
        ("{\"hopscope\": 2}", "`hopscope`: found 2, this program reads version 1"),
        ("{\"hopscope\": 1.0}", "`hopscope`: found 1.0, this program reads version 1"),
        ("{\"hopscope\": \"1\"}", "`hopscope`: found \"1\", this program reads version 1"),
    ] {
        assert_eq!(Scenario::from_json(text).unwrap_err().to_string(), expected, "{text}");
    }
}

/// Depth that would exhaust the stack is refused as text.
#[test]
fn of_a_file_nested_too_deeply() {
    let text = format!("{{\"hopscope\":1,\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(Scenario::from_json(&text), Err(ScenarioError::Syntax { .. })));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    assert_eq!(Scenario::from_json("\u{feff}{\"hopscope\": 1}"), Ok(Scenario::default()));
    for text in ["\u{feff}?", "\u{feff}{\"hopscope\": 1, ?}"] {
        match Scenario::from_json(text) {
            Err(ScenarioError::Syntax { line: 1, column, .. }) => {
                assert_eq!(text.as_bytes().get(column - 1), Some(&b'?'), "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!(Scenario::from_json("{\u{feff}\"hopscope\": 1}").is_err(), "elsewhere it is no part of JSON");
}
