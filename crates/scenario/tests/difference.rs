//! The difference of two scenarios leads from one to the other, and is what one would have typed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use hopscope_scenario::field_path::Segment;
use hopscope_scenario::{Edit, FieldPath, Scenario, difference};
use proptest::prelude::*;
use serde_json::{Value, json};

fn all() -> Vec<(String, Scenario)> {
    let files = support::examples().into_iter().chain(support::test_scenarios());
    files.map(|(name, text)| (name, Scenario::from_json(&text).unwrap())).collect()
}

/// The difference leads from one to the other, made at once and one by one.
fn check(what: &str, before: &Scenario, after: &Scenario) -> Vec<Edit> {
    let edits = difference(before, after);
    assert_eq!(edits.is_empty(), before == after, "{what}: {edits:?}");
    assert_eq!(Edit::apply_all(&edits, before).as_ref(), Ok(after), "{what}: {edits:?}");
    assert_eq!(Edit::All(edits.clone()).apply(before).as_ref(), Ok(after), "{what}: {edits:?}");
    edits
}

#[test]
fn any_scenario_is_led_to_any_other() {
    let all = all();
    for (one, before) in &all {
        for (other, after) in &all {
            check(&format!("{one} to {other}"), before, after);
        }
    }
}

fn path(text: &str) -> FieldPath {
    text.split('.').fold(FieldPath::root(), |path, word| match word.parse() {
        Ok(index) => path.index(index),
        Err(_) => path.field(word),
    })
}

fn small() -> Scenario {
    Scenario::from_value(json!({
        "hopscope": 1,
        "requests": [{"url": "https://a.example/1", "headers": {"Accept": "*/*", "Host": "b.example"}}, {"url": "https://a.example/2"}],
        "distributions": [{
            "id": "E1", "domain_name": "d1.cloudfront.net", "aliases": ["a.example"],
            "origin": [{"origin_id": "one", "domain_name": "one.example"}, {"origin_id": "two", "domain_name": "two.example"}],
            "ordered_cache_behavior": [
                {"path_pattern": "/a", "target_origin_id": "one"},
                {"path_pattern": "/b", "target_origin_id": "two"},
                {"path_pattern": "/c", "target_origin_id": "one"},
            ],
            "default_cache_behavior": {"target_origin_id": "one"},
        }],
        "rest_apis": [{
            "id": "x1",
            "resources": [{"path": "/a", "methods": {"GET": {"integration": {"lambda": "f"}}}}],
            "stages": [{"name": "prod", "deployed": ["GET /a"]}],
        }],
        "lambdas": [{"name": "f"}, {"name": "g"}],
    }))
    .unwrap()
}

/// What is typed comes out again: the difference of a scenario and its change is the change.
#[test]
fn the_difference_is_the_change() {
    let of = "distributions.0";
    let edits = [
        Edit::Set(path("title"), json!("new")),
        Edit::Set(path("requests.1.url"), json!("https://a.example/3")),
        Edit::Remove(path("requests.0.headers.Host")),
        Edit::Remove(path("requests.0")),
        Edit::Insert(path("requests.1"), json!({"name": "new", "url": "https://a.example/3"})),
        Edit::Set(path(&format!("{of}.aliases")), json!(["a.example", "b.example"])),
        Edit::Set(path(&format!("{of}.enabled")), json!(false)),
        Edit::Set(path(&format!("{of}.web_acl")), json!({"default_action": "block"})),
        Edit::Set(path(&format!("{of}.origin.1.origin_path")), json!("/prod")),
        Edit::Set(path(&format!("{of}.origin.1.origin_id")), json!("three")),
        Edit::Insert(path(&format!("{of}.origin.2")), json!({"domain_name": "c.example", "origin_id": "three"})),
        Edit::Insert(path(&format!("{of}.custom_error_response.0")), json!({"error_code": 403})),
        Edit::Insert(path(&format!("{of}.ordered_cache_behavior.0")), json!({"path_pattern": "/d"})),
        Edit::Insert(path(&format!("{of}.ordered_cache_behavior.2")), json!({"path_pattern": "/d"})),
        Edit::Move(path(&format!("{of}.ordered_cache_behavior.2")), 0),
        Edit::Move(path(&format!("{of}.ordered_cache_behavior.0")), 2),
        Edit::Remove(path(&format!("{of}.ordered_cache_behavior.1"))),
        Edit::Set(path(&format!("{of}.ordered_cache_behavior.1.path_pattern")), json!("/d")),
        Edit::Set(path(&format!("{of}.default_cache_behavior.origin_request_policy")), json!("AllViewer")),
        Edit::Set(path("rest_apis.0.resources.0.methods.POST"), json!({"integration": {"lambda": "g"}})),
        Edit::Set(path("rest_apis.0.resources.0.methods.GET.integration.lambda"), json!("g")),
        Edit::Insert(path("rest_apis.0.resources.1"), json!({"methods": {"GET": {}}, "path": "/b"})),
        Edit::Set(path("rest_apis.0.stages.0.deployed"), json!(["GET /a", "GET /b"])),
        Edit::Remove(path("rest_apis.0.stages.0.deployed")),
        Edit::Insert(path("lambdas.0.permissions.0"), json!({"source_arn": "arn:aws:x"})),
        Edit::Set(path("lambdas.0.permissions"), json!([])),
        Edit::Insert(path("edge_functions.0"), json!({"code": "", "name": "new"})),
        Edit::Move(path("lambdas.1"), 0),
    ];
    for edit in edits {
        let after = edit.apply(&small()).unwrap();
        let found = check(&format!("{edit:?}"), &small(), &after);
        match (&edit, found.as_slice()) {
            // What holds its default is left out.
            (Edit::Insert(at, _), [Edit::Insert(found, _)]) => assert_eq!(at, found),
            _ => assert_eq!(found, std::slice::from_ref(&edit)),
        }
    }
}

#[test]
fn more_moves_than_anyone_reads_are_one_new_list() {
    let mut before = Scenario::default();
    for index in 0..300 {
        let lambda = hopscope_scenario::lambda::Lambda { name: index.to_string(), ..Default::default() };
        before.lambdas.push(lambda);
    }
    let mut after = before.clone();
    after.lambdas.reverse();
    let found = check("reversed", &before, &after);
    assert!(matches!(found.as_slice(), [Edit::Set(..)]), "{}", found.len());
}

#[test]
fn an_edit_that_is_refused_changes_nothing() {
    let (good, bad) = (Edit::text(path("title"), "new"), Edit::text(path("requests.0.method"), "GET"));
    let refused = Edit::Set(path("lambdas.0.timeout"), json!("long"));
    assert!(Edit::apply_all(&[good.clone(), refused.clone(), bad], &small()).is_err());
    assert_eq!(refused.apply_to_item(&small()), None);
    assert_eq!(Edit::apply_all(&[good], &small()).unwrap().title, "new");
    let full = Scenario::from_value(json!({
        "hopscope": 1,
        "distributions": [{"ordered_cache_behavior": vec![json!({}); 1_000]}],
    }));
    let more = Edit::Insert(path("distributions.0.ordered_cache_behavior.0"), json!({}));
    assert!(Edit::apply_all(&[more], &full.unwrap()).is_err());
}

/// Every place in a document, with what stands there.
fn places(value: &Value, at: &FieldPath, found: &mut Vec<(FieldPath, Value)>) {
    found.push((at.clone(), value.clone()));
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| places(value, &at.field(name), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| places(value, &at.index(index), found));
        }
        _ => {}
    }
}

/// An edit at a place that may be any: what stands at another place of the same name is put there, moves or goes.
fn edit(scenario: &Scenario, what: u8, at: usize, other: usize) -> Option<Edit> {
    let document: Value = serde_json::from_str(&scenario.to_json()).unwrap();
    let mut found = Vec::new();
    places(&document, &FieldPath::root(), &mut found);
    let (place, _) = found.get(at % found.len())?.clone();
    let kind = |path: &FieldPath| {
        path.segments().iter().rev().find_map(|segment| match segment {
            Segment::Field(name) => Some((name.clone(), matches!(path.segments().last(), Some(Segment::Index(_))))),
            Segment::Index(_) => None,
        })
    };
    let wanted = kind(&place)?;
    let alike: Vec<&Value> =
        found.iter().filter(|(path, _)| kind(path).as_ref() == Some(&wanted)).map(|(_, value)| value).collect();
    let value = (*alike.get(other % alike.len())?).clone();
    Some(match what {
        0 => Edit::Set(place, value),
        1 => Edit::Remove(place),
        2 if wanted.1 => Edit::Insert(place, value),
        3 if wanted.1 => Edit::Move(place, other % 5),
        4 if value.is_string() => Edit::text(place, format!("x{other}")),
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    /// Whatever is changed, the difference leads there; and edits made one by one give what they give in the whole.
    #[test]
    fn any_change_is_told(
        name in 0_usize..100,
        changes in prop::collection::vec((0_u8..5, 0_usize..5_000, 0_usize..50), 1..8),
    ) {
        let all = all();
        let (name, before) = &all[name % all.len()];
        let mut after = before.clone();
        for (what, at, other) in changes {
            let Some(edit) = edit(&after, what, at, other) else { continue };
            let changed = edit.apply(&after);
            prop_assert_eq!(Edit::apply_all(std::slice::from_ref(&edit), &after).ok(), changed.clone().ok(), "{:?}", edit);
            after = changed.unwrap_or(after);
        }
        check(name, before, &after);
        check(name, &after, before);
    }
}
