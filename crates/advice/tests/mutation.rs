//! One setting of a working scenario is broken at a time: the fixes must mend it, as small as it was broken.
//!
//! `mutation/base` holds scenarios in which every request ends well; the examples and every fixed scenario of `broken`
//! join them. `mutation/mutations.jsonl` says what is broken, `*` standing for every item of a list or object.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeSet;
use std::path::PathBuf;

use hopscope_advice::fix::{Fix, fixes, hint, is_met, terraform};
use hopscope_routing::trace_with;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::{Expectation, Request};
use serde_json::{Value, json};
use support::RunAtOnce;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files(name: &str) -> Vec<(String, Value)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
    };
    files.into_iter().map(read).collect()
}

/// Every request is expected to do what it does; those that do not end well are left out.
fn settled(mut scenario: Scenario) -> Scenario {
    let bare = scenario.clone();
    scenario.requests.retain_mut(|request| {
        let asked = Request { expect: None, ..request.clone() };
        let traced = trace_with(&bare, &asked, &RunAtOnce::default());
        let is_well = is_met(&asked, &traced);
        request.expect = Some(Expectation {
            status: traced.response.as_ref().map(|response| response.status),
            reaches: traced.reaches.as_ref().map(|reaches| Some(reaches.text.to_string())),
            ..Expectation::default()
        });
        is_well
    });
    scenario
}

/// Scenarios that are no base: without its mock, a preflight has no answer that advice could know of; a greedy resource in
/// capitals takes the same paths; a slow origin asked by another protocol wants both changes; which path a private backend
/// is asked for stands in the route alone.
const APART: [&str; 4] = ["mock_given_bytes", "root-of-a-proxy", "origin_too_slow", "stage-in-the-backends-path"];

/// The scenarios that work.
fn bases() -> Vec<(String, Scenario)> {
    let own = files("tests/mutation/base").into_iter().map(|(name, value)| {
        let scenario = Scenario::from_value(value).unwrap();
        let count = scenario.requests.len();
        let settled = settled(scenario);
        assert_eq!(settled.requests.len(), count, "{name}: a request does not end well");
        assert_eq!(settled.problems(), [], "{name}");
        (name, settled)
    });
    let examples =
        files("../../examples").into_iter().map(|(name, value)| (name, settled(Scenario::from_value(value).unwrap())));
    let mended = files("tests/broken").into_iter().filter_map(|(name, value)| {
        let scenario = Scenario::from_value(value["scenario"].clone()).unwrap();
        let found = fixes(&scenario, &scenario.requests[0], &RunAtOnce::default());
        Some((format!("{name}, mended"), settled(found.into_iter().next()?.scenario)))
    });
    own.chain(examples).chain(mended).filter(|(_, scenario)| !scenario.requests.is_empty()).collect()
}

/// The places that a pattern names in a value, as JSON pointers.
fn places(value: &Value, pattern: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for segment in pattern.split('/') {
        found = found
            .into_iter()
            .flat_map(|at| match (segment, value.pointer(&at)) {
                ("*", Some(Value::Array(items))) => (0..items.len()).map(|index| format!("{at}/{index}")).collect(),
                ("*", Some(Value::Object(fields))) => fields.keys().map(|key| format!("{at}/{key}")).collect(),
                ("*", _) => Vec::new(),
                (name, Some(Value::Object(_))) => vec![format!("{at}/{name}")],
                _ => Vec::new(),
            })
            .collect();
    }
    found
}

/// The value with one setting broken. None: there is nothing to break at that place.
fn broken(value: &Value, at: &str, mutation: &Value) -> Option<Value> {
    let mut out = value.clone();
    let (parent, last) = at.rsplit_once('/').unwrap();
    let old = out.pointer(at).cloned();
    let new = if let Some(new) = mutation.get("set") {
        new.clone()
    } else if let Some(pair) = mutation.get("replace") {
        let text = old.as_ref()?.as_str()?;
        json!(text.replacen(pair[0].as_str()?, pair[1].as_str()?, 1))
    } else if mutation.get("double").is_some() {
        let text = old.as_ref()?.as_str().filter(|text| !text.is_empty())?;
        json!(format!("{text}{text}"))
    } else if mutation.get("upper").is_some() {
        json!(old.as_ref()?.as_str()?.to_uppercase())
    } else if let Some(fields) = mutation.get("merge") {
        let mut merged = old.clone()?.as_object()?.clone();
        for (name, value) in fields.as_object()? {
            merged.insert(name.clone(), value.clone());
        }
        merged.retain(|_, value| !value.is_null());
        Value::Object(merged)
    } else if mutation.get("shadow").is_some() {
        let (distribution, _) = at.rsplit_once('/')?;
        let mut first = value.pointer(distribution)?.get("default_cache_behavior")?.clone();
        first["path_pattern"] = json!("/*");
        let mut list = old.as_ref()?.as_array()?.clone();
        list.insert(0, first);
        Value::Array(list)
    } else if mutation.get("move_function").is_some() {
        let mut distribution = old.clone()?;
        let list = distribution.get_mut("ordered_cache_behavior")?.as_array_mut()?;
        let from = list.iter_mut().find(|each| each.get("function_association").is_some())?;
        let functions = from.as_object_mut()?.remove("function_association")?;
        distribution["default_cache_behavior"]["function_association"] = functions;
        distribution
    } else {
        old.as_ref()?;
        let parent = out.pointer_mut(parent)?;
        match parent {
            Value::Array(items) => drop(items.remove(last.parse().ok()?)),
            Value::Object(fields) => drop(fields.remove(last)),
            _ => return None,
        }
        return Some(out);
    };
    if old.as_ref() == Some(&new) {
        return None;
    }
    match out.pointer_mut(parent)? {
        Value::Array(items) => *items.get_mut(last.parse::<usize>().ok()?)? = new,
        Value::Object(fields) => drop(fields.insert(last.to_owned(), new)),
        _ => return None,
    }
    Some(out)
}

/// What holds for a fix, whatever was broken.
fn check(what: &str, scenario: &Scenario, fix: &Fix, met: &[usize]) {
    let answers = RunAtOnce::default();
    assert!(is_met(&fix.request, &trace_with(&fix.scenario, &fix.request, &answers)), "{what}: {:?}", fix.kind());
    for row in met {
        let after = &fix.scenario.requests[*row];
        assert!(is_met(after, &trace_with(&fix.scenario, after, &answers)), "{what}: {:?} breaks {row}", fix.kind());
    }
    assert_eq!(Scenario::from_link(&fix.link()).unwrap(), fix.scenario, "{what}");
    assert_eq!(terraform(scenario, fix).is_empty(), fix.is_of_request(), "{what}: {:?}", fix.kind());
    assert!(fix.scenario.problems().len() <= scenario.problems().len(), "{what}: {:?}", fix.kind());
}

#[test]
fn what_is_broken_is_mended() {
    let text = std::fs::read_to_string(folder("tests/mutation/mutations.jsonl")).unwrap();
    let mutations: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let only = std::env::var("MUTATION_BASE").ok();
    let mut unmended = BTreeSet::new();
    let mut coarse = BTreeSet::new();
    let mut used = BTreeSet::new();
    let mut count = 0;
    let mut seen = BTreeSet::new();
    for (base, scenario) in bases() {
        let is_apart = APART.iter().any(|apart| base.starts_with(apart));
        if is_apart || only.as_ref().is_some_and(|only| !base.contains(only.as_str())) {
            continue;
        }
        let value: Value = serde_json::from_str(&scenario.to_json()).unwrap();
        if !seen.insert(value.to_string()) {
            continue;
        }
        for mutation in &mutations {
            let name = mutation["name"].as_str().unwrap();
            for at in places(&value, mutation["at"].as_str().unwrap()) {
                let Some(broken) = broken(&value, &at, mutation).and_then(|value| Scenario::from_value(value).ok())
                else {
                    continue;
                };
                let answers = RunAtOnce::default();
                let (met, failing): (Vec<usize>, Vec<usize>) = (0..broken.requests.len()).partition(|row| {
                    let request = &broken.requests[*row];
                    is_met(request, &trace_with(&broken, request, &answers))
                });
                for row in failing {
                    let request = &broken.requests[row];
                    let what = format!("{base}: {name} at {at}, request {row}");
                    let found = fixes(&broken, request, &answers);
                    found.iter().for_each(|fix| check(&what, &broken, fix, &met));
                    used.insert(name.to_owned());
                    count += 1;
                    let traced = trace_with(&broken, request, &answers);
                    if found.is_empty() {
                        if mutation.get("none").is_none() {
                            unmended.insert(format!("{what}: {} {:?}", traced.rule.id, hint(&traced)));
                        }
                        continue;
                    }
                    // As small: one change, and none that opens anything to others.
                    let small = found.iter().any(|fix| fix.changes.len() == 1 && fix.fields().len() <= 4);
                    if !small && mutation.get("parts").is_none() {
                        let kinds: Vec<_> = found
                            .iter()
                            .map(|fix| fix.changes.iter().map(|change| change.kind.id()).collect::<Vec<_>>())
                            .collect();
                        coarse.insert(format!("{what}: {} {kinds:?}", traced.rule.id));
                    }
                    if std::env::var("MUTATION_SHOW").is_ok() {
                        let kinds: Vec<_> = found
                            .iter()
                            .map(|fix| fix.changes.iter().map(|change| change.kind.id()).collect::<Vec<_>>().join("+"))
                            .collect();
                        println!("{what} [{}]: {}", traced.rule.id, kinds.join(", "));
                    }
                }
            }
        }
    }
    println!("{count} broken requests");
    let idle: Vec<&str> =
        mutations.iter().filter_map(|each| each["name"].as_str()).filter(|name| !used.contains(*name)).collect();
    assert!(only.is_some() || idle.is_empty(), "these break nothing: {idle:?}");
    let told = |what: &str, found: &BTreeSet<String>| {
        format!("{} {what}\n{}\n", found.len(), found.iter().cloned().collect::<Vec<_>>().join("\n"))
    };
    assert!(unmended.is_empty() && coarse.is_empty(), "{}{}", told("unmended", &unmended), told("coarse", &coarse));
}
