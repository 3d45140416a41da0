//! What AWS would refuse or what points nowhere: one case a line, for each kind of problem.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use hopscope_scenario::{FieldPath, Scenario};
use serde_json::json;

/// Asserts that the document has the one problem, at the place, as `Debug` writes its kind.
fn check(document: serde_json::Value, expected: &[(&str, &str)]) {
    let mut whole = json!({"hopscope": 1});
    whole.as_object_mut().unwrap().extend(document.as_object().unwrap().clone());
    let scenario = Scenario::from_value(whole.clone()).unwrap_or_else(|error| panic!("{whole}: {error}"));
    let found: Vec<(String, String)> =
        scenario.problems().iter().map(|problem| (problem.path.to_string(), format!("{:?}", problem.kind))).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(path, kind)| (path.as_str(), kind.as_str())).collect();
    assert_eq!(found, expected, "{whole}");
}

/// A distribution with one origin `a` and these further fields.
fn distribution(fields: serde_json::Value) -> serde_json::Value {
    let mut whole = json!({"origin": [{"origin_id": "a"}], "default_cache_behavior": {"target_origin_id": "a"}});
    whole.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    json!({"distributions": [whole]})
}

#[test]
fn examples_have_none() {
    for (name, text) in support::examples() {
        let problems = Scenario::from_json(&text).unwrap().problems();
        assert_eq!(problems, [], "{name}");
    }
}

#[test]
fn origins() {
    for path in ["prod", "/prod/", "/"] {
        let origin = json!([{"origin_id": "a", "origin_path": path}]);
        check(distribution(json!({"origin": origin})), &[("distributions[0].origin[0].origin_path", "OriginPath")]);
    }
    for path in ["", "/prod", "/a/b"] {
        check(distribution(json!({"origin": [{"origin_id": "a", "origin_path": path}]})), &[]);
    }
    check(
        distribution(json!({"default_root_object": "/index.html"})),
        &[("distributions[0].default_root_object", "DefaultRootObject")],
    );
    check(
        distribution(json!({"origin": [{"origin_id": "a", "custom_header": [{"name": "x y", "value": "a\nb"}, {}]}]})),
        &[
            ("distributions[0].origin[0].custom_header[0].name", "HeaderName { character: Some(' ') }"),
            ("distributions[0].origin[0].custom_header[0].value", "HeaderValue { character: '\\n' }"),
            ("distributions[0].origin[0].custom_header[1].name", "HeaderName { character: None }"),
        ],
    );
    check(
        distribution(json!({"origin": [{"origin_id": "a"}, {"origin_id": "b"}, {"origin_id": "a"}]})),
        &[(
            "distributions[0].origin[2].origin_id",
            "Duplicate { first: FieldPath([Field(\"distributions\"), Index(0), Field(\"origin\"), Index(0), \
             Field(\"origin_id\")]) }",
        )],
    );
    let many: Vec<_> =
        (0..101).map(|index| json!({"origin_id": if index == 0 { "a".into() } else { index.to_string() }})).collect();
    check(distribution(json!({"origin": many})), &[("distributions[0].origin", "TooMany { count: 101, limit: 100 }")]);
}

#[test]
fn origin_groups() {
    let group =
        |member: serde_json::Value| distribution(json!({"origin_group": [{"origin_id": "g", "member": member}]}));
    check(group(json!(["a", "b"])), &[("distributions[0].origin_group[0].member[1]", "UnknownOrigin")]);
    check(group(json!(["a"])), &[("distributions[0].origin_group[0].member", "MemberCount { count: 1 }")]);
    check(group(json!(["a", "a", "a"])), &[("distributions[0].origin_group[0].member", "MemberCount { count: 3 }")]);
    check(
        distribution(json!({"origin_group": [{"origin_id": "a", "member": ["a", "a"]}]})),
        &[(
            "distributions[0].origin_group[0].origin_id",
            "Duplicate { first: FieldPath([Field(\"distributions\"), Index(0), Field(\"origin\"), Index(0), \
             Field(\"origin_id\")]) }",
        )],
    );
}

#[test]
fn behaviors() {
    let ordered = |behavior: serde_json::Value| {
        let mut whole = json!({"path_pattern": "/x", "target_origin_id": "a"});
        whole.as_object_mut().unwrap().extend(behavior.as_object().unwrap().clone());
        distribution(json!({"ordered_cache_behavior": [whole]}))
    };
    let at = |field: &str| format!("distributions[0].ordered_cache_behavior[0].{field}");
    check(ordered(json!({"target_origin_id": "b"})), &[(&at("target_origin_id"), "UnknownOrigin")]);
    check(
        json!({"distributions": [{}]}),
        &[("distributions[0].default_cache_behavior.target_origin_id", "UnknownOrigin")],
    );
    for methods in [json!([]), json!(["GET"]), json!(["GET", "HEAD", "POST"]), json!(["GET", "GET"])] {
        check(ordered(json!({"allowed_methods": methods})), &[(&at("allowed_methods"), "MethodSet")]);
        check(ordered(json!({"cached_methods": methods})), &[(&at("cached_methods"), "MethodSet")]);
    }
    for methods in [
        json!(["HEAD", "GET"]),
        json!(["GET", "OPTIONS", "HEAD"]),
        json!(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]),
    ] {
        check(ordered(json!({"allowed_methods": methods})), &[]);
    }
    check(
        ordered(json!({"function_association": [{"function": "f"}]})),
        &[(&at("function_association[0].function"), "UnknownEdgeFunction")],
    );
    let mut edge = ordered(json!({"lambda_function_association": [{"function": "f"}]}));
    edge["edge_functions"] = json!([{"name": "f"}]);
    check(
        edge,
        &[(&at("lambda_function_association[0].function"), "EdgeFunctionRuntime { runtime: \"cloudfront-js-2.0\" }")],
    );
    let many: Vec<_> = (0..76).map(|i| json!({"path_pattern": format!("/{i}"), "target_origin_id": "a"})).collect();
    check(
        distribution(json!({"ordered_cache_behavior": many})),
        &[("distributions[0].ordered_cache_behavior", "TooMany { count: 76, limit: 75 }")],
    );
    let twice =
        json!([{"path_pattern": "/x", "target_origin_id": "a"}, {"path_pattern": "/x", "target_origin_id": "a"}]);
    check(
        distribution(json!({"ordered_cache_behavior": twice})),
        &[(
            "distributions[0].ordered_cache_behavior[1].path_pattern",
            "Duplicate { first: FieldPath([Field(\"distributions\"), Index(0), Field(\"ordered_cache_behavior\"), \
             Index(0), Field(\"path_pattern\")]) }",
        )],
    );
}

#[test]
fn aliases_across_distributions() {
    let distribution = |alias: &str| json!({"aliases": [alias], "origin": [{}]});
    check(
        json!({"distributions": [distribution("www.example.com"), distribution("WWW.example.com")]}),
        &[(
            "distributions[1].aliases[0]",
            "Duplicate { first: FieldPath([Field(\"distributions\"), Index(0), Field(\"aliases\"), Index(0)]) }",
        )],
    );
}

#[test]
fn rest_apis() {
    let api = |fields: serde_json::Value| json!({"rest_apis": [fields], "lambdas": [{"name": "f"}]});
    for (name, form) in [
        ("", "Empty".to_owned()),
        ("a.b", "Character { character: '.' }".to_owned()),
        ("$default", "Character { character: '$' }".to_owned()),
        (&"a".repeat(129), "TooLong { length: 129 }".to_owned()),
    ] {
        let kind = format!("StageName({form})");
        check(api(json!({"stages": [{"name": name}]})), &[("rest_apis[0].stages[0].name", &kind)]);
    }
    check(api(json!({"stages": [{"name": "prod_1-a"}]})), &[]);
    let at = "rest_apis[0].resources[0].methods.GET.integration.lambda";
    for lambda in ["", "g"] {
        let methods = json!({"GET": {"integration": {"lambda": lambda}}});
        check(api(json!({"resources": [{"methods": methods}]})), &[(at, "UnknownLambda")]);
    }
    for integration in [json!({"lambda": "f"}), json!({"type": "MOCK"}), json!({"type": "AWS"})] {
        check(api(json!({"resources": [{"methods": {"GET": {"integration": integration}}}]})), &[]);
    }
    check(
        api(json!({"resources": [{"path": "/{a+}/b"}, {"path": "c"}]})),
        &[
            ("rest_apis[0].resources[0].path", "Path(GreedyNotLast)"),
            ("rest_apis[0].resources[1].path", "Path(NoLeadingSlash)"),
        ],
    );
    check(
        api(
            json!({"resources": [{"path": "/u/{id}"}, {"path": "/u/{name}/x"}, {"path": "/v/{name}"}, {"path": "/u/{id}/x"}]}),
        ),
        &[("rest_apis[0].resources[1].path", "SiblingVariable { other: \"/u/{id}\" }")],
    );
    check(
        api(json!({
            "resources": [{"path": "/x", "methods": {"GET": {"integration": {"lambda": "f"}}}}],
            "stages": [{"name": "prod", "deployed": ["GET /x", "POST /x", "GET /y", "GET"]}],
        })),
        &[
            ("rest_apis[0].stages[0].deployed[1]", "UnknownMethod"),
            ("rest_apis[0].stages[0].deployed[2]", "UnknownMethod"),
            ("rest_apis[0].stages[0].deployed[3]", "UnknownMethod"),
        ],
    );
    let ranges =
        ["10.0.0.0/8", "10.0.0.1", "2001:db8::/32", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/+8", "x", ""];
    check(
        api(json!({"policy": {"not_ip": ranges}})),
        &[
            ("rest_apis[0].policy.not_ip[3]", "IpRange"),
            ("rest_apis[0].policy.not_ip[4]", "IpRange"),
            ("rest_apis[0].policy.not_ip[5]", "IpRange"),
            ("rest_apis[0].policy.not_ip[6]", "IpRange"),
            ("rest_apis[0].policy.not_ip[7]", "IpRange"),
            ("rest_apis[0].policy.not_ip[8]", "IpRange"),
        ],
    );
}

#[test]
fn http_apis() {
    let api = |fields: serde_json::Value| json!({"http_apis": [fields], "lambdas": [{"name": "f"}]});
    for (key, kind) in [
        ("GET", "RouteKey"),
        ("get /x", "RouteKey"),
        ("$connect", "RouteKey"),
        ("GET x", "Path(NoLeadingSlash)"),
        ("ANY /{p+}/x", "Path(GreedyNotLast)"),
    ] {
        let routes = json!([{"route_key": key, "integration": {"lambda": "f"}}]);
        check(api(json!({"routes": routes})), &[("http_apis[0].routes[0].route_key", kind)]);
    }
    for key in ["$default", "GET /", "ANY /{proxy+}"] {
        check(api(json!({"routes": [{"route_key": key, "integration": {"lambda": "f"}}]})), &[]);
    }
    check(
        api(json!({"routes": [{}], "stages": [{}, {"name": "a b", "deployed": ["$default", "GET /x"]}]})),
        &[
            ("http_apis[0].routes[0].integration.lambda", "UnknownLambda"),
            ("http_apis[0].stages[1].name", "StageName(Character { character: ' ' })"),
            ("http_apis[0].stages[1].deployed[1]", "UnknownRoute"),
        ],
    );
}

#[test]
fn domain_names() {
    check(
        json!({
            "rest_apis": [{"id": "r", "stages": [{"name": "prod"}]}],
            "http_apis": [{"id": "h", "stages": [{}]}],
            "domain_names": [{
                "base_path_mappings": [
                    {"base_path": "1", "api": "r", "stage": "prod"},
                    {"base_path": "2", "api": "r"},
                    {"base_path": "3", "api": "h", "stage": "$default"},
                    {"base_path": "4", "api": "r", "stage": "dev"},
                    {"base_path": "5", "api": "x", "stage": "prod"},
                ],
                "routing_rules": [
                    {"api": "r", "stage": "prod", "conditions": {"headers": {"x-v": "2"}}},
                    {"api": "r", "conditions": {"headers": {"x v": "2"}}},
                    {"api": "x"},
                ],
            }],
        }),
        &[
            ("domain_names[0].base_path_mappings[3].stage", "UnknownStage { api: \"r\" }"),
            ("domain_names[0].base_path_mappings[4].api", "UnknownApi"),
            ("domain_names[0].routing_rules[1].stage", "UnknownStage { api: \"r\" }"),
            ("domain_names[0].routing_rules[1].conditions.headers.x v", "HeaderName { character: Some(' ') }"),
            ("domain_names[0].routing_rules[2].api", "UnknownApi"),
        ],
    );
}

#[test]
fn requests() {
    for url in [
        "",
        "/hello",
        "/?u=https://a/",
        "://a/",
        "a b",
        ":80/x",
        "ftp://example.com/",
        "https://",
        "https:///x",
        "https://:443/",
        "https://a b/",
    ] {
        check(json!({"requests": [{"url": url}]}), &[("requests[0].url", "RequestUrl")]);
    }
    // As curl takes them, and as they are traced: HTTP.
    for url in ["example.com", "example.com:8080/hello?u=https://a/", "localhost"] {
        check(json!({"requests": [{"url": url}]}), &[]);
    }
    check(
        json!({"requests": [{"url": "HTTPS://a", "headers": {"x:": "v", "x-ok": ["\ta é", "b\r"]}, "viewer": {"ip": "1.2.3"}}]}),
        &[
            ("requests[0].headers.x-ok", "HeaderValue { character: '\\r' }"),
            ("requests[0].headers.x:", "HeaderName { character: Some(':') }"),
            ("requests[0].viewer.ip", "IpAddress"),
        ],
    );
}

#[test]
fn key_value_stores() {
    let function = |runtime: &str, key: &str, value: &str| json!({"edge_functions": [{"name": "f", "runtime": runtime, "key_value_store": {key: value}}]});
    let second = "cloudfront-js-2.0";
    check(function(second, &"k".repeat(512), &"v".repeat(1024)), &[]);
    check(function(second, "", "v"), &[("edge_functions[0].key_value_store.", "KeyLength { length: 0 }")]);
    let long = "é".repeat(257);
    let at = FieldPath::root().field("edge_functions").index(0).field("key_value_store");
    check(function(second, &long, "v"), &[(&at.field(&long).to_string(), "KeyLength { length: 514 }")]);
    check(
        function(second, "k", &"v".repeat(1025)),
        &[("edge_functions[0].key_value_store.k", "KeyValueLength { length: 1025 }")],
    );
    for runtime in ["cloudfront-js-1.0", "nodejs22.x"] {
        check(function(runtime, "k", "v"), &[("edge_functions[0].key_value_store", "KeyValueStoreRuntime")]);
    }
}
