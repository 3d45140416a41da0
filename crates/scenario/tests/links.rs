//! Links that were given out, and any scenario and any text as a link.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod support;

use hopscope_scenario::{LinkError, Scenario};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// Each line is a link that was given out and the scenario that it must give for ever. Lines are added, never changed.
const GOLDEN: [&str; 2] = [include_str!("links/v1.jsonl"), include_str!("links/v2.jsonl")];

fn golden() -> Vec<(String, Value)> {
    let lines = GOLDEN.iter().flat_map(|file| file.lines()).map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| (line["link"].as_str().unwrap().to_owned(), line["scenario"].clone())).collect()
}

#[test]
fn golden_links_give_their_scenarios() {
    assert!(golden().len() >= 26);
    for (link, scenario) in golden() {
        let read = Scenario::from_link(&link).unwrap_or_else(|error| panic!("{link}: {error}"));
        assert_eq!(serde_json::from_str::<Value>(&read.to_json()).unwrap(), scenario, "{link}");
    }
}

#[test]
fn every_prefix_of_a_golden_link_is_cut_off() {
    for (link, _) in golden() {
        assert_eq!(Scenario::from_link(""), Err(LinkError::Empty));
        for length in 1..link.len() {
            let result = Scenario::from_link(&link[..length]);
            let known_from = if link.starts_with('1') { 5 } else { 3 };
            let expected = (length >= known_from).then_some(link.len());
            assert_eq!(result, Err(LinkError::CutOff { found: length, expected }), "{length} of {link}");
        }
    }
}

/// What a change of the encoder does to the length of links.
#[test]
fn lengths() {
    let lengths: Vec<String> = support::examples()
        .into_iter()
        .chain(support::test_scenarios())
        .map(|(name, text)| (name, Scenario::from_json(&text).unwrap()))
        .chain([("75 behaviours, 300 resources, 50 requests".to_owned(), large())])
        .map(|(name, scenario)| format!("{name}: {} of {}", scenario.to_link().len(), scenario.to_json().len()))
        .collect();
    insta::assert_snapshot!(lengths.join("\n"));
}

/// A scenario as large as the app must stay quick with.
fn large() -> Scenario {
    let behaviors: Vec<Value> = (0..75)
        .map(|i| json!({"path_pattern": format!("/team{i}/*"), "target_origin_id": format!("api-{}", i % 10), "cache_policy": "CachingDisabled"}))
        .collect();
    let origins: Vec<Value> = (0..10)
        .map(|i| json!({"origin_id": format!("api-{i}"), "domain_name": format!("svc{i}.example.com")}))
        .collect();
    let resources: Vec<Value> = (0..300)
        .map(|i| json!({"path": format!("/team{}/items{i}/{{id}}", i % 75), "methods": {"GET": {"integration": {"lambda": format!("get-items{i}")}}}}))
        .collect();
    let requests: Vec<Value> = (0..50)
        .map(|i| json!({"url": format!("https://www.example.com/team{i}/items{i}/42"), "expect": {"status": 200}}))
        .collect();
    let distribution = json!({
        "id": "E1EXAMPLE",
        "origin": origins,
        "ordered_cache_behavior": behaviors,
        "default_cache_behavior": {"target_origin_id": "api-0"},
    });
    let document = json!({
        "hopscope": 1,
        "requests": requests,
        "distributions": [distribution],
        "rest_apis": [{"id": "abc123", "resources": resources, "stages": [{"name": "prod"}]}],
    });
    Scenario::from_value(document).unwrap()
}

/// Text of all kinds: names that scenarios hold, other scripts, what JSON must escape.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "/prod",
            "/api/*",
            "GET /hello",
            "apigw",
            "www.example.com",
            "日本語",
            "🚀\u{0}\"\\"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

/// Any JSON. Numbers with a fraction are multiples of 1/4: how others print is not the concern here.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i32>().prop_map(|quarters| Value::from(f64::from(quarters) / 4.0)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(field_name(), inner, 0..6).prop_map(|fields| json!(fields)),
        ]
    })
}

/// Names that the format has, and others.
fn field_name() -> impl Strategy<Value = String> {
    let known = vec![
        "hopscope",
        "title",
        "requests",
        "url",
        "headers",
        "expect",
        "reaches",
        "status",
        "distributions",
        "origin",
        "default_cache_behavior",
        "cache_policy",
        "rest_apis",
        "resources",
        "methods",
        "GET",
        "stages",
        "lambdas",
    ];
    prop_oneof![prop::sample::select(known).prop_map(str::to_owned), any::<String>()]
}

/// One of the files, with some values in it replaced, taken out or added wherever they are.
fn mutated_file() -> impl Strategy<Value = Value> {
    let files: Vec<Value> = support::examples()
        .into_iter()
        .chain(support::test_scenarios())
        .map(|(_, text)| serde_json::from_str(&text).unwrap())
        .collect();
    let change = (any::<prop::sample::Index>(), 0..4_u8, any::<prop::sample::Selector>(), text(), any_json());
    (prop::sample::select(files), prop::collection::vec(change, 0..8)).prop_map(|(mut document, changes)| {
        for (place, action, _, text, value) in changes {
            let mut nodes = count(&document);
            nodes = place.index(nodes.max(1));
            mutate(&mut document, &mut nodes, &|node| match action {
                0 if node.is_string() => *node = Value::from(text.as_str()),
                1 => {
                    if let Value::Object(fields) = node {
                        fields.insert(format!("x_{text}"), value.clone());
                    }
                }
                2 => {
                    if let Value::Array(items) = node {
                        items.reverse();
                        items.pop();
                    }
                }
                _ if node.is_string() => *node = Value::from(format!("{text}{text}")),
                _ => {}
            });
        }
        document["hopscope"] = json!(1);
        document
    })
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Changes the node with the number `left`, counted as [`count`] does.
fn mutate(value: &mut Value, left: &mut usize, change: &impl Fn(&mut Value)) -> bool {
    if *left == 0 {
        change(value);
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| mutate(item, left, change)),
        Value::Object(fields) => fields.values_mut().any(|field| mutate(field, left, change)),
        _ => false,
    }
}

/// The property below would hold of nothing if the changes left nothing to read.
#[test]
fn most_changed_files_still_read() {
    let mut runner = TestRunner::deterministic();
    let files = mutated_file();
    let documents = (0..200).map(|_| files.new_tree(&mut runner).unwrap().current());
    let read: Vec<Scenario> = documents.filter_map(|document| Scenario::from_value(document).ok()).collect();
    let with_unknown = read.iter().filter(|scenario| !scenario.unknown_fields().is_empty()).count();
    assert!(read.len() > 100 && with_unknown > 20, "{} read, {with_unknown} with unknown fields", read.len());
}

proptest! {
    /// A file that reads gives itself back through its canonical forms and through a link; its problems are listed.
    #[test]
    fn scenarios_survive(document in mutated_file()) {
        if let Ok(scenario) = Scenario::from_value(document) {
            prop_assert_eq!(Scenario::from_json(&scenario.to_json()), Ok(scenario.clone()));
            prop_assert_eq!(Scenario::from_json(&scenario.to_json_pretty()), Ok(scenario.clone()));
            prop_assert_eq!(Scenario::from_link(&scenario.to_link()), Ok(scenario.clone()));
            scenario.problems();
            scenario.unknown_fields();
        }
    }

    /// So do unknown fields of any content, wherever they are.
    #[test]
    fn unknown_fields_survive(value in any_json(), name in "[^a-z].*", title in text()) {
        let document = json!({"hopscope": 1, "title": title, name.clone(): value, "requests": [{name: value}]});
        let scenario = Scenario::from_value(document.clone()).unwrap();
        prop_assert_eq!(scenario.unknown_fields().len(), 2);
        let read = Scenario::from_link(&scenario.to_link());
        prop_assert_eq!(read.as_ref(), Ok(&scenario));
    }

    #[test]
    fn any_json_is_a_scenario_or_an_error(mut document in any_json(), version: bool) {
        if let (true, Value::Object(fields)) = (version, &mut document) {
            fields.insert("hopscope".to_owned(), json!(1));
        }
        if let Ok(scenario) = Scenario::from_value(document) {
            scenario.problems();
        }
    }

    #[test]
    fn any_text_is_a_scenario_or_an_error(text: String) {
        let _ = Scenario::from_json(&text);
        prop_assert!(Scenario::from_link(&text).is_err());
    }

    #[test]
    fn any_letters_are_a_damaged_or_cut_off_link(letters in "1[A-Za-z0-9_-]{0,400}") {
        let error = Scenario::from_link(&letters).unwrap_err();
        let told = matches!(error, LinkError::CutOff { .. } | LinkError::Damaged { .. });
        prop_assert!(told, "{error:?}");
    }
}
