//! The JSON Schema: up to date, taking what the reader takes and refusing what it refuses.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use hopscope_scenario::Scenario;
use hopscope_scenario::schema::{scenario_schema, scenario_schema_text};
use serde_json::{Value, json};

const CHECKED_IN: &str = include_str!("../../../static/scenario.schema.json");

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&scenario_schema()).unwrap()
}

#[test]
fn the_checked_in_file_is_up_to_date() {
    let renew = "cargo run -p hopscope-scenario --features schema --example schema > static/scenario.schema.json";
    assert!(CHECKED_IN == scenario_schema_text(), "static/scenario.schema.json is out of date; renew it: {renew}");
}

#[test]
fn is_a_schema_itself() {
    assert!(jsonschema::meta::is_valid(&scenario_schema()));
}

#[test]
fn takes_the_examples() {
    let validator = validator();
    for (name, text) in support::examples().into_iter().chain(support::test_scenarios()) {
        let document: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

/// What the reader takes, the schema takes, and the other way round.
#[test]
fn agrees_with_the_reader() {
    let validator = validator();
    for (document, valid) in [
        (json!({"hopscope": 1}), true),
        (json!({"hopscope": 1, "later": {"a": 1}, "requests": [{"later": []}]}), true),
        (json!({"hopscope": 1, "requests": [{"expect": {"reaches": null}}]}), true),
        (json!({"hopscope": 1, "requests": [{"headers": {"a": "b", "c": ["d", "e"], "f": []}}]}), true),
        (json!({"hopscope": 1, "distributions": [{"default_cache_behavior": {"cache_policy": {"min_ttl": 1}}}]}), true),
        (json!({"hopscope": 1, "rest_apis": [{"stages": [{"name": "prod", "web_acl": null}]}]}), true),
        (json!([]), false),
        (json!({}), false),
        (json!({"hopscope": 2}), false),
        (json!({"hopscope": "1"}), false),
        (json!({"hopscope": 1, "title": 1}), false),
        (json!({"hopscope": 1, "requests": {}}), false),
        (json!({"hopscope": 1, "requests": [{"signed": "maybe"}]}), false),
        (json!({"hopscope": 1, "requests": [{"headers": {"a": 1}}]}), false),
        (json!({"hopscope": 1, "requests": [{"expect": {"status": 99}}]}), false),
        (json!({"hopscope": 1, "requests": [{"expect": {"reaches": 1}}]}), false),
        (json!({"hopscope": 1, "distributions": [{"default_cache_behavior": {"cache_policy": 1}}]}), false),
        (json!({"hopscope": 1, "distributions": [{"ordered_cache_behavior": [{"path_pattern": "/é"}]}]}), false),
        (json!({"hopscope": 1, "distributions": [{"ordered_cache_behavior": [{"path_pattern": ""}]}]}), false),
        (json!({"hopscope": 1, "distributions": [{"default_cache_behavior": {"allowed_methods": ["get"]}}]}), false),
        (json!({"hopscope": 1, "rest_apis": [{"resources": [{"methods": {"FETCH": {}}}]}]}), false),
    ] {
        assert_eq!(validator.is_valid(&document), valid, "schema: {document}");
        assert_eq!(Scenario::from_value(document.clone()).is_ok(), valid, "reader: {document}");
    }
}
