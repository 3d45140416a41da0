//! The scenarios that come with the app: each is answered as `examples.jsonl` says, its fix is the first that is
//! offered, and with it every request ends as its author expects.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeSet;
use std::fs;

use hopscope_advice::report::Advice;
use hopscope_locale::{Catalog, Language};
use hopscope_routing::expectation::differences;
use hopscope_routing::trace_with;
use hopscope_scenario::Scenario;
use serde_json::Value;
use support::{RunAtOnce, example};

fn rows() -> Vec<Value> {
    let text = fs::read_to_string(format!("{}/tests/examples.jsonl", env!("CARGO_MANIFEST_DIR"))).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn name(row: &Value) -> &str {
    row["name"].as_str().unwrap()
}

/// The requests that end as nobody expects, from 0.
fn failing(scenario: &Scenario) -> Vec<usize> {
    let code = RunAtOnce::default();
    let fails = |index: &usize| {
        let request = &scenario.requests[*index];
        let expected = request.expect.as_ref().expect("every request says what is expected");
        !differences(expected, &trace_with(scenario, request, &code)).is_empty()
    };
    (0..scenario.requests.len()).filter(fails).collect()
}

#[test]
fn every_file_has_a_row_and_the_other_way_round() {
    let folder = format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"));
    let files: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    let rows: BTreeSet<String> = rows().iter().map(|row| name(row).to_owned()).collect();
    assert_eq!(files, rows);
}

#[test]
fn examples_are_answered_as_recorded() {
    let code = RunAtOnce::default();
    for row in rows() {
        let scenario = example(name(&row));
        let answers: Vec<Value> = scenario
            .requests
            .iter()
            .map(|request| {
                let trace = trace_with(&scenario, request, &code);
                serde_json::json!({"status": trace.response.as_ref().map(|response| response.status), "rule": trace.rule.id.as_str()})
            })
            .collect();
        assert_eq!(Value::from(answers), row["answers"], "{}", name(&row));
        assert_eq!(
            failing(&scenario).is_empty(),
            row["fix"].is_null(),
            "{}: a fault and its fix go together",
            name(&row)
        );
    }
}

#[test]
fn the_first_fix_fixes_every_example() {
    for row in rows().iter().filter(|row| !row["fix"].is_null()) {
        let mut scenario = example(name(row));
        let code = RunAtOnce::default();
        let first = failing(&scenario)[0];
        let advice = Advice::of(&scenario, &scenario.requests[first], &code);
        let kinds: Vec<&str> = advice.fixes.iter().map(|fix| fix.kind().id()).collect();
        let wanted = row["fix"].as_str().unwrap();
        let rank = usize::try_from(row["rank"].as_u64().unwrap_or(1)).unwrap() - 1;
        assert_eq!(kinds.get(rank), Some(&wanted), "{}: {kinds:?}", name(row));
        scenario = advice.fixes[rank].scenario.clone();
        assert_eq!(failing(&scenario), Vec::<usize>::new(), "{}: after {wanted}", name(row));
    }
}

#[test]
fn texts_are_there_in_both_languages_and_the_english_ones_are_the_files() {
    let [english, japanese] = [Language::English, Language::Japanese].map(Catalog::embedded);
    for row in rows() {
        let (name, scenario) = (name(&row), example(name(&row)));
        let text = |catalog: &Catalog, part: &str| catalog.text(&format!("example.{name}.{part}"));
        for catalog in [&english, &japanese] {
            assert!(!text(catalog, "sees").is_empty() && !text(catalog, "title").is_empty(), "{name}");
            // What a first visit opens on says nothing of itself: it is part of the first load.
            if ["article-described", "article-terraform"].contains(&name) {
                continue;
            }
            let notes = text(catalog, "notes");
            let inner = [". ", "? ", "。"].iter().map(|end| notes.matches(end).count()).sum::<usize>();
            let ends = inner + usize::from(notes.ends_with('.'));
            assert!((4..=5).contains(&ends), "{name}: four sentences that teach, not {ends}: {notes}");
        }
        for (index, request) in scenario.requests.iter().enumerate() {
            let part = format!("requests.{}", index + 1);
            assert!(!text(&japanese, &part).is_empty(), "{name}: {part}");
            if !name.starts_with("article-") {
                assert_eq!(text(&english, &part), request.name, "{name}");
            }
        }
        if !name.starts_with("article-") {
            assert_eq!(text(&english, "title"), scenario.title, "{name}");
            assert_eq!(text(&english, "notes"), scenario.notes, "{name}");
        }
    }
}

/// What people type into a search box, and what they have to find.
#[test]
fn examples_are_found_by_what_people_see() {
    let english = Catalog::embedded(Language::English);
    let found = |words: &str| {
        let has = |row: &&Value| {
            let text = |part: &str| english.text(&format!("example.{}.{part}", name(row)));
            let all = format!("{} {} {}", text("title"), text("sees"), text("notes")).to_lowercase();
            words.to_lowercase().split_whitespace().all(|word| all.contains(word))
        };
        rows().iter().filter(has).count()
    };
    for words in [
        "Missing Authentication Token",
        "AccessDenied XML",
        "SignatureDoesNotMatch",
        "CORS error",
        "index.html instead of JSON",
        "502",
        "504",
        "421",
        "redirect loop",
        "Internal server error",
        "Forbidden",
        "failover",
        "origin path",
    ] {
        assert!(found(words) > 0, "nothing is found for {words:?}");
    }
    assert!(rows().len() >= 40, "{}", rows().len());
}
