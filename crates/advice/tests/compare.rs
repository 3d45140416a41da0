//! Comparisons are complete: every short path that gets something else is in a difference.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeSet;

use hopscope_advice::compare::compare;
use hopscope_advice::route_map::{Paths, route_map};
use hopscope_routing::edge::NoAnswers;
use hopscope_scenario::rest_api::{Integration, IntegrationType};
use proptest::prelude::*;
use support::{API, HOST, all_paths, example, small, traced};

#[test]
fn a_scenario_does_what_it_does() {
    for name in ["article-described", "article-way-out-resource"] {
        assert_eq!(compare(&example(name), &example(name), "GET", Paths::All, &NoAnswers), Default::default());
    }
}

/// What depends on code is not said to be the same when the code is another.
#[test]
fn other_code_of_a_function_is_told() {
    let before = example("article-way-out-function");
    let mut after = before.clone();
    after.requests.clear();
    let before = hopscope_scenario::Scenario { requests: Vec::new(), ..before };
    after.edge_functions[0].code = "function handler(event) { return event.request; }".to_owned();
    let found = compare(&before, &after, "GET", Paths::Normal, &NoAnswers);
    assert_eq!((found.functions_changed.as_slice(), found.urls.len()), (&["strip-prefix".to_owned()][..], 0));
    for language in hopscope_locale::Language::ALL {
        let texts = hopscope_locale::Catalog::embedded(*language);
        let told = hopscope_advice::report::comparison(&texts, "GET", ["", ""], &found).to_text();
        assert!(
            told.contains("`strip-prefix`") && !told.contains(&texts.text("advice_report.comparison.same")),
            "{told}"
        );
    }
    after.edge_functions[0].code.clone_from(&before.edge_functions[0].code);
    assert_eq!(compare(&before, &after, "GET", Paths::Normal, &NoAnswers), Default::default());
}

/// Whose column is whose is told by name, where names tell it.
#[test]
fn what_is_compared_has_its_name_over_its_column() {
    let (before, after) = (example("article-described"), example("article-way-out-stage"));
    let found = compare(&before, &after, "GET", Paths::Normal, &NoAnswers);
    let texts = hopscope_locale::Catalog::embedded(hopscope_locale::Language::English);
    let told = |names| hopscope_advice::report::comparison(&texts, "GET", names, &found).to_text();
    let named = told([&before.title, &after.title]);
    for title in [&before.title, &after.title] {
        assert!(named.contains(title.as_str()), "{named}");
    }
    assert!(!told([&before.title, &before.title]).contains(&before.title));
}

/// A comparison as text.
fn shown(before: &str, after: &str) -> String {
    let found = compare(&example(before), &example(after), "GET", Paths::All, &NoAnswers);
    let end = |answer: &hopscope_advice::route_map::Answer| {
        answer.reaches.clone().unwrap_or_else(|| answer.rule.id.to_string())
    };
    let mut text = String::new();
    for each in &found.requests {
        text +=
            &format!("{} {}: {} -> {}\n", each.request.method, each.request.url, end(&each.before), end(&each.after));
    }
    for each in &found.urls {
        text += &format!("{}: {} -> {}\n", each.example, end(&each.before.answer), end(&each.after.answer));
    }
    text
}

#[test]
fn the_article_s_ways_out() {
    insta::assert_snapshot!("described_terraform", shown("article-described", "article-terraform"));
    for way in ["resource", "stage", "origin-path"] {
        insta::assert_snapshot!(way, shown("article-described", &format!("article-way-out-{way}")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn comparisons_agree_with_brute_force(
        patterns in prop::collection::vec("[/ab*]{1,4}", 2),
        paths in prop::collection::vec("(/p|/a|)", 2),
        pairs in prop::collection::vec("(GET|ANY) (/(a|b|\\{x\\})){1,2}", 2),
    ) {
        let scenario = |at: usize| {
            let origins = [("plain", ""), ("other", paths[at].as_str())];
            small(&[(patterns[at].as_str(), "other")], "plain", &origins, &[pairs[at].as_str(), "GET /a/b"], &["p", "a"])
        };
        let (before, after) = (scenario(0), scenario(1));
        let found = compare(&before, &after, "GET", Paths::All, &NoAnswers);
        let maps = (route_map(&before, "GET", Paths::All), route_map(&after, "GET", Paths::All));
        let told: BTreeSet<(String, String)> = found.urls.iter()
            .filter(|each| each.example.contains(HOST))
            .map(|each| (each.before.example.clone(), each.after.example.clone())).collect();
        for path in all_paths("abp/.", 6) {
            let differs = traced(&before, "GET", HOST, &path) != traced(&after, "GET", HOST, &path);
            let classes = (maps.0.class_of(HOST, &path).unwrap().1, maps.1.class_of(HOST, &path).unwrap().1);
            let is_told = told.contains(&(classes.0.example.clone(), classes.1.example.clone()));
            prop_assert_eq!(differs, is_told, "{}", path);
        }
        for each in found.urls.iter().filter(|each| each.example.contains(HOST)) {
            let path = each.example.strip_prefix(&format!("https://{HOST}")).unwrap();
            prop_assert_eq!(&traced(&before, "GET", HOST, path), &each.before.answer);
            prop_assert_eq!(&traced(&after, "GET", HOST, path), &each.after.answer);
        }
    }
}

/// An API whose backend is the distribution gets something else when the distribution alone is changed.
#[test]
fn what_stands_before_a_changed_distribution_is_compared() {
    let scenario = |origin_path: &str| {
        let mut scenario = small(&[], "plain", &[("plain", origin_path)], &["GET /a", "GET /front"], &["p"]);
        let front = scenario.rest_apis[0].resources.iter_mut().find(|each| each.path == "/front").unwrap();
        let method = front.methods.values_mut().next().unwrap();
        method.integration = Integration {
            kind: IntegrationType::HttpProxy,
            uri: format!("https://{HOST}/a"),
            ..Integration::default()
        };
        scenario
    };
    let found = compare(&scenario("/p"), &scenario("/q"), "GET", Paths::Normal, &NoAnswers);
    let told: Vec<&str> = found.urls.iter().map(|each| each.example.as_str()).collect();
    assert!(told.contains(&format!("https://{API}/p/front").as_str()), "{told:?}");
    assert!(!told.contains(&format!("https://{API}/p/a").as_str()), "{told:?}");
}
