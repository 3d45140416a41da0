//! Route maps are complete and right: every short path falls into a class whose answer is what the engine says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use hopscope_advice::route_map::{Paths, Via, route_map};
use hopscope_scenario::distribution::{CustomErrorResponse, FailoverCriteria, OriginGroup};
use hopscope_scenario::{Scenario, StatusCode};
use proptest::prelude::*;
use serde_json::json;
use support::{API, HOST, all_paths, behavior, example, small, traced};

/// Holds the map of a scenario against the engine, path by path.
fn check(scenario: &Scenario, method: &str, host: &str, paths: &[String]) {
    let map = route_map(scenario, method, Paths::All);
    for path in paths {
        let Some((_, class)) = map.class_of(host, path) else { panic!("{path} is in no class") };
        assert_eq!(class.answer, traced(scenario, method, host, path), "{method} {host}{path}");
        if let Via::Behavior { index, .. } = class.via {
            let object = &scenario.distributions[0].default_root_object;
            let path = if path == "/" && !object.is_empty() { format!("/{object}") } else { path.clone() };
            let selected = hopscope_routing::cloudfront::behavior::for_path(&scenario.distributions[0], &path);
            assert_eq!(selected.index, Some(index), "{path}");
        }
    }
    for class in map.fronts.iter().flat_map(|front| front.classes.as_ref().unwrap()) {
        let request = hopscope_scenario::request::Request {
            method: method.to_owned(),
            url: class.example.clone(),
            ..Default::default()
        };
        let trace = hopscope_routing::trace(scenario, &request);
        assert_eq!(class.answer, hopscope_advice::route_map::Answer::of(&trace), "{}", class.example);
    }
}

#[test]
fn short_paths_of_a_small_api_with_two_origins() {
    let scenario = small(
        &[("/a/*", "plain"), ("*b", "staged"), ("/p/../a", "plain")],
        "staged",
        &[("plain", ""), ("staged", "/p")],
        &["GET /", "GET /a", "POST /a/b", "ANY /{x}/b", "GET /b/{rest+}"],
        &["p", "a"],
    );
    let paths = all_paths("abp/.", 7);
    for method in ["GET", "POST", "TRACE"] {
        check(&scenario, method, HOST, &paths);
        check(&scenario, method, API, &paths);
    }
}

#[test]
fn the_root_object_is_a_class_of_its_own() {
    let mut scenario = small(&[("/a", "staged")], "plain", &[("plain", ""), ("staged", "/p")], &["GET /a"], &["p"]);
    scenario.distributions[0].default_root_object = "a".to_owned();
    check(&scenario, "GET", HOST, &all_paths("ap/.", 7));
}

#[test]
fn error_pages_and_groups_are_what_the_engine_makes_of_them() {
    let mut scenario =
        small(&[("/a*", "group")], "plain", &[("plain", ""), ("staged", "/p")], &["GET /a", "GET /b"], &["p"]);
    let distribution = &mut scenario.distributions[0];
    distribution.origin_group = vec![OriginGroup {
        origin_id: "group".to_owned(),
        failover_criteria: FailoverCriteria { status_codes: vec![StatusCode::FORBIDDEN], ..Default::default() },
        member: vec!["plain".to_owned(), "staged".to_owned()],
        ..OriginGroup::default()
    }];
    distribution.custom_error_response = vec![CustomErrorResponse {
        error_code: StatusCode::FORBIDDEN,
        response_code: Some(StatusCode::OK),
        response_page_path: "/p/b".to_owned(),
        ..CustomErrorResponse::default()
    }];
    check(&scenario, "GET", HOST, &all_paths("abp/.", 7));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn maps_agree_with_the_engine(
        behaviors in prop::collection::vec(("[/ab*?]{1,4}", 0_usize..2), 0..4),
        default in 0_usize..2,
        path in "(/p|/a|/q|/p/a|)",
        pairs in prop::collection::vec("(GET|ANY|POST) (/(a|b|\\{x\\})){0,2}(/\\{y\\+\\})?", 1..5),
    ) {
        let ids = ["plain", "staged"];
        let behaviors: Vec<(&str, &str)> = behaviors.iter().map(|(pattern, at)| (pattern.as_str(), ids[*at])).collect();
        let pairs: Vec<String> = pairs.iter().map(|pair| if pair.ends_with(' ') { format!("{pair}/") } else { pair.clone() }).collect();
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        let scenario = small(&behaviors, ids[default], &[("plain", ""), ("staged", &path)], &pairs, &["p", "a"]);
        let paths = all_paths("abp/.", 6);
        check(&scenario, "GET", HOST, &paths);
        check(&scenario, "GET", API, &paths);
    }
}

/// A distribution whose behaviours lead to every kind of system, each with its own name too.
fn every_system() -> Scenario {
    let mock = serde_json::json!({"type": "MOCK"});
    let route = |key: &str| serde_json::json!({"route_key": key, "integration": {"lambda": "f"}});
    let names = [
        ("http", "h1.execute-api.us-east-1.amazonaws.com"),
        ("domain", "api.example.com"),
        ("s3", "files.s3.us-east-1.amazonaws.com"),
        ("site", "files.s3-website-us-east-1.amazonaws.com"),
        ("lb", "lb-1.us-east-1.elb.amazonaws.com"),
        ("server", "origin.example.net"),
        ("url", "u1.lambda-url.us-east-1.on.aws"),
    ];
    let origins: Vec<_> = names.iter().map(|(id, name)| {
        let protocol = if *id == "site" { "http-only" } else { "https-only" };
        serde_json::json!({"origin_id": id, "domain_name": name, "custom_origin_config": {"origin_protocol_policy": protocol}})
    }).collect();
    let behaviors: Vec<_> =
        [("/a*", "http"), ("/b*", "domain"), ("/.*", "s3"), ("/p*", "site"), ("*b", "lb"), ("*a", "server")]
            .iter()
            .map(|(pattern, origin)| support::behavior(pattern, origin))
            .collect();
    Scenario::from_value(serde_json::json!({
        "hopscope": 1,
        "distributions": [{"id": "E1", "domain_name": HOST, "origin": origins, "ordered_cache_behavior": behaviors,
            "default_cache_behavior": support::behavior("*", "url")}],
        "http_apis": [{"id": "h1", "region": "us-east-1", "stages": [{"name": "$default"}, {"name": "a"}],
            "routes": [route("GET /a"), route("GET /a/{x}"), route("ANY /b/{rest+}"), route("GET /"), route("GET /p/a/")]},
            {"id": "h2", "region": "us-east-1", "stages": [{"name": "p"}], "routes": [route("GET /a"), route("$default")]}],
        "rest_apis": [{"id": "x1", "region": "us-east-1", "endpoint_type": "REGIONAL", "stages": [{"name": "p"}, {"name": "b"}],
            "resources": [{"path": "/a", "methods": {"GET": {"integration": mock}}}, {"path": "/{x}/b", "methods": {"GET": {"integration": mock}}}]}],
        "domain_names": [
            {"domain_name": "api.example.com", "endpoint_type": "REGIONAL", "target_domain_name": "d-1.execute-api.us-east-1.amazonaws.com",
                "base_path_mappings": [{"base_path": "b", "api": "x1", "stage": "p"}, {"base_path": "", "api": "x1", "stage": ""}]},
            {"domain_name": "deep.example.com", "endpoint_type": "REGIONAL", "target_domain_name": "d-2.execute-api.us-east-1.amazonaws.com",
                "base_path_mappings": [{"base_path": "a", "api": "x1", "stage": "p"}, {"base_path": "a/b", "api": "x1", "stage": "b"}]},
            {"domain_name": "rules.example.com", "endpoint_type": "REGIONAL", "target_domain_name": "d-3.execute-api.us-east-1.amazonaws.com",
                "routing_mode": "ROUTING_RULE_THEN_BASE_PATH_MAPPING",
                "routing_rules": [{"priority": 1, "conditions": {"base_paths": ["a"]}, "api": "x1", "stage": "p"},
                    {"priority": 2, "conditions": {"base_paths": ["b"]}, "api": "x1", "stage": "p", "strip_base_path": true}],
                "base_path_mappings": [{"base_path": "p", "api": "x1", "stage": "b"}]}],
        "dns": [{"name": "api.example.com", "target": "d-1.execute-api.us-east-1.amazonaws.com"},
            {"name": "deep.example.com", "target": "d-2.execute-api.us-east-1.amazonaws.com"},
            {"name": "rules.example.com", "target": "d-3.execute-api.us-east-1.amazonaws.com"}],
        "lambdas": [{"name": "f", "function_url": {"domain_name": "u1.lambda-url.us-east-1.on.aws"}}],
        "buckets": [{"name": "files", "region": "us-east-1", "access": "public", "objects": ["a", "a/b", ".b/a", "p/index.html", "p b"], "website": {}}],
        "load_balancers": [{"domain_name": "lb-1.us-east-1.elb.amazonaws.com", "rules": [{"path": ["/b*", "/pb"], "response": {"status": 201}}, {"path": ["*/b"], "response": {"status": 202}}]}],
        "servers": [{"domain_name": "origin.example.net", "routes": [{"path": "/a*", "response": {"status": 203}}, {"path": "*aa", "response": {"status": 404}}]}],
    }))
    .unwrap()
}

#[test]
fn every_system_is_read_as_the_engine_reads_it() {
    let scenario = every_system();
    let paths = all_paths("abp/.", 7);
    check(&scenario, "GET", HOST, &paths);
    for host in ["h1", "h2", "x1"] {
        check(&scenario, "GET", &format!("{host}.execute-api.us-east-1.amazonaws.com"), &paths);
    }
    for host in ["api.example.com", "deep.example.com", "rules.example.com"] {
        check(&scenario, "GET", host, &paths);
    }
}

#[test]
fn a_stage_left_open_stands_in_braces() {
    let scenario = small(&[], "plain", &[("plain", "")], &["GET /a", "GET /"], &[]);
    check(&scenario, "GET", API, &all_paths("a{}/", 7));
}

/// The map of paths in normal form covers them all, and gives what the map of all paths gives.
#[test]
fn maps_of_normal_paths_are_part_of_the_whole() {
    let scenario = every_system();
    let maps = [Paths::Normal, Paths::All].map(|paths| route_map(&scenario, "GET", paths));
    for path in all_paths("abp/.", 6) {
        let [normal, all] = maps.each_ref().map(|map| map.class_of(HOST, &path).map(|(_, class)| &class.answer));
        let is_normal = hopscope_routing::cloudfront::path_pattern::normalize(&path) == path.as_str();
        assert!(all.is_some() && (!is_normal || normal == all), "{path}");
    }
}

#[test]
fn encoded_objects_are_found() {
    let paths: Vec<String> = [
        "/p%20b",
        "/p+b",
        "/p%2",
        "/p%2g",
        "/%70%20%62",
        "/p%2Findex.html",
        "/p%2findex.html",
        "/p%",
        "/%61",
        "/%C3%A9",
        "/p%2520b",
    ]
    .map(str::to_owned)
    .into();
    check(&every_system(), "GET", HOST, &paths);
}

/// A page that stands in for an error is asked for by a path of its own, whatever the path that failed.
#[test]
fn an_error_page_does_not_depend_on_the_path() {
    let scenario = Scenario::from_value(json!({
        "hopscope": 1,
        "distributions": [{
            "id": "E1", "domain_name": HOST,
            "origin": [
                {"origin_id": "pages", "domain_name": "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com",
                 "origin_access_control": {"signing_behavior": "always"}},
                {"origin_id": "api", "domain_name": API}
            ],
            "ordered_cache_behavior": [behavior("/api/*", "api")],
            "default_cache_behavior": {"target_origin_id": "pages", "cache_policy": "CachingOptimized"},
            "custom_error_response": [{"error_code": 403, "response_code": 200, "response_page_path": "/index.html"}]
        }],
        "rest_apis": [{
            "id": "x1", "region": "us-east-1",
            "resources": [{"path": "/ping", "methods": {"GET": {"integration": {"type": "MOCK"}}}}],
            "stages": [{"name": "api"}]
        }],
        "buckets": [{"name": "amzn-s3-demo-bucket", "objects": ["index.html"], "access": "oac"}]
    }))
    .unwrap();
    let map = route_map(&scenario, "GET", Paths::Normal);
    let depends = |path: &str| map.class_of(HOST, path).unwrap().1.depends.clone();
    let (_, masked) = map.class_of(HOST, "/api/x").unwrap();
    assert_eq!(masked.answer.reaches.as_deref(), Some("s3 amzn-s3-demo-bucket/index.html"));
    assert_eq!(depends("/api/x"), []);
    assert_eq!(depends("/api/ping"), []);
}

/// A map as text.
fn shown(scenario: &Scenario, method: &str) -> String {
    let mut text = String::new();
    for front in &route_map(scenario, method, Paths::All).fronts {
        text += &format!("{}\n", front.hosts.join(", "));
        for class in front.classes.as_ref().unwrap() {
            let via = match &class.via {
                Via::Behavior { pattern, .. } => pattern.as_str(),
                Via::DefaultBehavior => "(default)",
                Via::Direct => "-",
            };
            let status = class.answer.status.map_or("-".to_owned(), |status| status.to_string());
            let end = class.answer.reaches.as_deref().unwrap_or(class.answer.rule.id.as_str());
            text += &format!("  {via:<10} {status} {end:<28} {}\n", class.example);
        }
    }
    text
}

#[test]
fn the_article_as_described() {
    insta::assert_snapshot!(shown(&example("article-described"), "GET"));
}

#[test]
fn the_article_s_terraform() {
    insta::assert_snapshot!(shown(&example("article-terraform"), "GET"));
}
