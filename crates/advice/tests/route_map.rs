//! Route maps are complete and right: every short path falls into a class whose answer is what the engine says.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use hopscope_advice::route_map::{Via, route_map};
use hopscope_scenario::Scenario;
use proptest::prelude::*;
use support::{API, HOST, all_paths, example, small, traced};

/// Holds the map of a scenario against the engine, path by path.
fn check(scenario: &Scenario, method: &str, host: &str, paths: &[String]) {
    let map = route_map(scenario, method);
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
    distribution.origin_group = serde_json::from_value(serde_json::json!([
        {"origin_id": "group", "failover_criteria": {"status_codes": [403]}, "member": ["plain", "staged"]}
    ]))
    .unwrap();
    distribution.custom_error_response = serde_json::from_value(
        serde_json::json!([{"error_code": 403, "response_code": 200, "response_page_path": "/p/b"}]),
    )
    .unwrap();
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

/// A map as text.
fn shown(scenario: &Scenario, method: &str) -> String {
    let mut text = String::new();
    for front in &route_map(scenario, method).fronts {
        text += &format!("{}\n", front.hosts.join(", "));
        for class in front.classes.as_ref().unwrap() {
            let via = match &class.via {
                Via::Behavior { pattern, .. } => pattern.as_str(),
                Via::DefaultBehavior => "(default)",
                Via::Direct => "-",
            };
            let status = class.answer.status.map_or("-".to_owned(), |status| status.to_string());
            let end = class.answer.reaches.as_deref().unwrap_or(class.answer.rule.id);
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
