//! What a small link or file can grow into: counted while it is read, and refused with number and limit.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::{Duration, Instant};

use hopscope_scenario::link::MAX_JSON;
use hopscope_scenario::{Limit, Scenario, ScenarioError};

/// A kind of growth: what stands before the repeated text, the text, what stands behind; the list that is told.
const KINDS: &[(&str, &str, &str, &str)] = &[
    ("\"requests\":[", "{}", "]", "requests"),
    ("\"distributions\":[", "{}", "]", "distributions"),
    ("\"distributions\":[{\"ordered_cache_behavior\":[", "{}", "]}]", "distributions[0].ordered_cache_behavior"),
    ("\"distributions\":[{\"origin\":[", "{}", "]}]", "distributions[0].origin"),
    ("\"rest_apis\":[{\"stages\":[", "{}", "]}]", "rest_apis[0].stages"),
    ("\"rest_apis\":[{\"resources\":[", "{}", "]}]", "rest_apis[0].resources"),
    ("\"http_apis\":[{\"routes\":[", "{}", "]}]", "http_apis[0].routes"),
    ("\"lambdas\":[", "{}", "]", "lambdas"),
    ("\"x\":[", "{}", "]", "x"),
    ("\"requests\":[{\"headers\":{\"x\":[", "\"\"", "]}}]", "requests[0].headers.x"),
];

/// As many as fill a link.
fn filled(before: &str, item: &str, after: &str) -> String {
    let room = MAX_JSON - before.len() - after.len() - 40;
    let items = vec![item; room / (item.len() + 1)].join(",");
    format!("{{\"hopscope\":1,{before}{items}{after}}}")
}

#[test]
fn repeated_nothing_is_refused_by_number_and_limit() {
    for (before, item, after, path) in KINDS {
        let text = filled(before, item, after);
        let count = text.matches(item).count();
        let began = Instant::now();
        match Scenario::from_json(&text) {
            Err(ScenarioError::TooMuch { path: at, what: Limit::Entries, found, limit }) => {
                assert_eq!(at.to_string(), *path);
                assert!(found > limit && found.abs_diff(count) <= 1, "{path}: {found} of {count}, {limit}");
            }
            other => panic!("{path}: {:?}", other.map(|_| "a scenario")),
        }
        assert!(began.elapsed() < Duration::from_secs(5), "{path}: {:?}", began.elapsed());
    }
}

#[test]
fn what_is_spread_over_many_lists_is_refused_too() {
    let behaviors = vec!["{}"; 1_000].join(",");
    let distribution = format!("{{\"ordered_cache_behavior\":[{behaviors}]}}");
    let text = format!("{{\"hopscope\":1,\"distributions\":[{}]}}", vec![distribution; 60].join(","));
    let error = Scenario::from_json(&text).unwrap_err();
    let expected = ScenarioError::TooMuch {
        path: hopscope_scenario::FieldPath::root(),
        what: Limit::Items,
        found: 60_060,
        limit: 50_000,
    };
    assert_eq!(error, expected);
}

#[test]
fn code_and_values_and_bytes_have_their_limits() {
    let function = format!("{{\"code\": \"{}\"}}", "x".repeat(700_000));
    for (text, what) in [
        (format!("{{\"hopscope\":1,\"edge_functions\":[{function},{function}]}}"), Limit::Code),
        (format!("{{\"hopscope\":1,\"x\":[{}]}}", vec!["[0,0,0,0,0,0,0,0,0,0]"; 49_999].join(",")), Limit::Values),
        (format!("{{\"hopscope\":1,\"x\":\"{}\"}}", "x".repeat(16 << 20)), Limit::Bytes),
    ] {
        match Scenario::from_json(&text) {
            Err(ScenarioError::TooMuch { what: told, found, limit, .. }) => {
                assert!(told == what && found > limit, "{told:?}: {found} of {limit}");
            }
            other => panic!("{what:?}: {:?}", other.map(|_| "a scenario")),
        }
    }
}

/// The sizes up to which Hopscope promises to read.
#[test]
fn what_is_within_the_limits_is_read() {
    for (before, item, after, count) in [
        ("\"requests\":[", "{}", "]", 5_000),
        ("\"distributions\":[{\"ordered_cache_behavior\":[", "{}", "]}]", 1_000),
        ("\"rest_apis\":[{\"resources\":[", "{\"methods\":{\"GET\":{},\"POST\":{}}}", "]}]", 20_000),
    ] {
        let text = format!("{{\"hopscope\":1,{before}{}{after}}}", vec![item; count].join(","));
        let scenario = Scenario::from_json(&text).unwrap();
        assert_eq!(Scenario::from_link(&scenario.to_link()), Ok(scenario), "{before}");
    }
}
