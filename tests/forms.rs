//! Every field of the scenario file has a form: made by hand, or drawn from the table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use hopscope_app::form_table::{self, Widget};
use hopscope_locale::{Catalog, Language};
use serde_json::Value;

/// The fields that need none: the version of the file, and what is said of a scenario in Markdown, which the JSON pane
/// has.
const WITHOUT: &[&str] = &["Scenario.hopscope", "Scenario.notes"];

/// The fields of the scenario that have a card or a table of their own, and the title in the bar.
const CARDS: &[&str] = &[
    "title",
    "requests",
    "dns",
    "distributions",
    "cache_policies",
    "origin_request_policies",
    "response_headers_policies",
    "edge_functions",
    "rest_apis",
    "http_apis",
    "domain_names",
    "lambdas",
    "buckets",
    "load_balancers",
    "servers",
];

fn schema() -> Value {
    serde_json::from_str(include_str!("../static/scenario.schema.json")).unwrap()
}

/// The objects of the schema, with their fields.
fn records(schema: &Value) -> BTreeMap<String, Value> {
    let defs = schema["$defs"].as_object().unwrap().iter();
    let records = defs.filter(|(_, each)| each["properties"].is_object());
    records.map(|(name, each)| (name.clone(), each["properties"].clone())).collect()
}

#[test]
fn every_field_of_the_schema_has_a_form() {
    let schema = schema();
    let mut without: BTreeSet<String> = schema["properties"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| !CARDS.contains(&name.as_str()))
        .map(|name| format!("Scenario.{name}"))
        .collect();
    for (record, fields) in records(&schema) {
        let form = form_table::form(&record);
        let has = |name: &str| form.is_some_and(|form| form.rows.iter().any(|(each, _)| *each == name));
        let fields = fields.as_object().unwrap().keys().filter(|name| !has(name));
        without.extend(fields.map(|name| format!("{record}.{name}")));
    }
    let expected: BTreeSet<String> = WITHOUT.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(without, expected, "fields without a form");
}

#[test]
fn the_table_says_what_the_schema_says() {
    let schema = schema();
    let records = records(&schema);
    let target = |field: &Value| {
        let one = |value: &Value| value["$ref"].as_str().map(|path| path.trim_start_matches("#/$defs/").to_owned());
        one(field).or_else(|| field["anyOf"].as_array()?.iter().find_map(one))
    };
    for form in form_table::all() {
        let fields = records.get(form.record).unwrap_or_else(|| panic!("{} is no object", form.record));
        for name in form_table::by_hand(form.record) {
            assert!(form.rows.iter().any(|(each, _)| each == name), "{}.{name}", form.record);
        }
        for (name, widget) in form.rows {
            let (field, place) = (&fields[name], format!("{}.{name}", form.record));
            assert!(!field.is_null(), "{place} is no field");
            let default = &field["default"];
            match *widget {
                Widget::Text(text) => assert_eq!(*default, text, "{place}"),
                Widget::Number(Some(number)) => assert_eq!(*default, number, "{place}"),
                Widget::Tick(ticked) => assert_eq!(*default, ticked, "{place}"),
                Widget::Choice(words, word) => {
                    assert_eq!(*default, word, "{place}");
                    assert_eq!(words_of(&schema, &target(field).unwrap()), words, "{place}");
                }
                Widget::MaybeChoice(words) => {
                    assert_eq!(words_of(&schema, &target(field).unwrap()), words, "{place}");
                }
                Widget::Record(record) | Widget::Maybe(record) => {
                    assert_eq!(target(field).as_deref(), Some(record), "{place}");
                }
                Widget::Items(record) => assert_eq!(target(&field["items"]).as_deref(), Some(record), "{place}"),
                Widget::Map(record) => {
                    assert_eq!(target(&field["additionalProperties"]).as_deref(), Some(record), "{place}");
                }
                _ => {}
            }
        }
    }
}

/// The words of a choice.
fn words_of(schema: &Value, name: &str) -> Vec<String> {
    let choice = &schema["$defs"][name];
    let listed = choice["enum"].as_array().into_iter().flatten();
    let described = choice["oneOf"].as_array().into_iter().flatten().map(|each| &each["const"]);
    listed.chain(described).map(|word| word.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_field_says_what_it_is_in_both_languages() {
    for language in [Language::English, Language::Japanese] {
        let texts = Catalog::embedded(language);
        let mut silent = Vec::new();
        for form in form_table::all() {
            let by_hand = form_table::by_hand(form.record);
            for (name, widget) in form.rows.iter().filter(|(name, _)| !by_hand.contains(name)) {
                let key = format!("field.{}.{name}", form.record);
                if texts.templates(&key).is_empty() {
                    silent.push(key);
                }
                let (Widget::Items(record) | Widget::Map(record)) = *widget else { continue };
                let key = format!("part.{record}");
                if texts.templates(&key).is_empty() {
                    silent.push(key);
                }
            }
        }
        assert!(silent.is_empty(), "{language:?}: {silent:#?}");
    }
}

/// A new item of each list can be read.
#[test]
fn what_is_added_is_well_formed() {
    let records = records(&schema());
    for form in form_table::all() {
        let fresh = form_table::fresh(form.record);
        for name in fresh.as_object().unwrap().keys() {
            assert!(records[form.record].get(name).is_some(), "{}.{name}", form.record);
        }
    }
}
