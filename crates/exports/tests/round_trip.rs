//! What is exported and read back traces alike: every example and every routing case that a format can hold.
//!
//! A file does not hold what only AWS makes up: an API's id, a generated host name. Reading it back draws others, so the
//! test puts the scenario's own in their place, part by part.
//!
//! `cargo test -p hopscope-exports --test round_trip -- --nocapture` prints the counts, and with `UPDATE_FIXTURES=1` keeps
//! them in docs/exports.md. `CASE=id` prints one case's files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hopscope_edge_code::RunAtOnce;
use hopscope_exports::note::NoteKind;
use hopscope_exports::{Export, Target, export};
use hopscope_formats::{Options, import};
use hopscope_locale::{Catalog, Language};
use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::Scenario;
use serde_json::{Value, json};

/// A scenario by name.
type Case = (String, Scenario);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn examples() -> Vec<Case> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        let scenario = Scenario::from_json(&fs::read_to_string(&path).unwrap()).unwrap();
        cases.push((path.file_stem().unwrap().to_string_lossy().into_owned(), scenario));
    }
    cases.sort_by(|(one, _), (other, _)| one.cmp(other));
    cases
}

fn routing_cases() -> Vec<Case> {
    let cases = hopscope_cases::read_folder(root().join("crates/routing/tests/cases")).unwrap();
    cases.into_iter().map(|case| (case.id, case.scenario)).collect()
}

/// The scenario that a file gives, with the original's ids and generated names, and its requests.
fn read_back(original: &Scenario, target: Target, written: &Export) -> Scenario {
    let options = Options {
        answers: BTreeMap::from([("region".to_owned(), main_region(original))]),
        url: original.requests.first().map(|request| request.url.clone()),
        ..Options::default()
    };
    let read = import(vec![(target.file_name().to_owned(), written.text.clone().into_bytes())], &options);
    assert!(read.faults.is_empty(), "{:?}\n{}", read.faults, written.text);
    let mut text = read.scenario.to_json();
    for (drawn, own) in names(original, &read.scenario) {
        if !drawn.is_empty() && drawn != own {
            text = text.replace(&drawn, &own);
        }
    }
    let mut back = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    back.requests.clone_from(&original.requests);
    back
}

fn main_region(scenario: &Scenario) -> String {
    let apis = scenario.rest_apis.iter().map(|api| api.region.clone());
    let apis = apis.chain(scenario.http_apis.iter().map(|api| api.region.clone()));
    apis.chain(scenario.buckets.iter().map(|bucket| bucket.region.clone())).next().unwrap_or("us-east-1".to_owned())
}

/// What was drawn in the place of each of the scenario's own ids and names. Longer ones first.
fn names(original: &Scenario, read: &Scenario) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut add = |drawn: &str, own: &str| pairs.push((drawn.to_owned(), own.to_owned()));
    for (drawn, own) in read.distributions.iter().zip(&original.distributions) {
        add(&drawn.domain_name, &own.domain_name);
        add(&drawn.id, &own.id);
    }
    for (drawn, own) in read.rest_apis.iter().zip(&original.rest_apis) {
        add(&drawn.id, &own.id);
    }
    for (drawn, own) in read.http_apis.iter().zip(&original.http_apis) {
        add(&drawn.id, &own.id);
    }
    for (drawn, own) in read.domain_names.iter().zip(&original.domain_names) {
        add(&drawn.target_domain_name, &own.target_domain_name);
    }
    for drawn in &read.lambdas {
        let own = original.lambdas.iter().find(|own| own.name == drawn.name);
        if let (Some(drawn), Some(own)) = (&drawn.function_url, own.and_then(|own| own.function_url.as_ref())) {
            add(&drawn.domain_name, &own.domain_name);
        }
    }
    for (drawn, own) in read.load_balancers.iter().zip(&original.load_balancers) {
        add(&drawn.domain_name, &own.domain_name);
    }
    pairs.sort_by_key(|(drawn, _)| std::cmp::Reverse(drawn.len()));
    pairs
}

/// What of a trace must be the same: the answer, who gave it and why, where the request ended, and what each hop was
/// sent. Steps name settings, and a file may spell a setting in another way that does the same.
fn told(trace: &Trace) -> Value {
    let whole = serde_json::to_value(trace).unwrap();
    let hops: Vec<Value> = whole["hops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hop| json!([hop["component"], hop["id"], hop["received"], hop["sent"], hop["path_from"]]))
        .collect();
    json!({
        "response": whole["response"], "answered_by": whole["answered_by"], "rule": whole["rule"],
        "reaches": whole["reaches"]["text"], "hops": hops,
    })
}

#[derive(Default)]
struct Counts {
    alike: usize,
    alike_with_notes: usize,
    noted: usize,
    lost: Vec<String>,
    by_note: BTreeMap<&'static str, usize>,
}

fn hold(cases: &[Case], target: Target) -> Counts {
    let texts = Catalog::embedded(Language::English);
    let wanted = std::env::var("CASE").ok();
    let mut counts = Counts::default();
    for (name, scenario) in cases {
        if wanted.as_ref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        let written = export(scenario, target, &texts);
        let back = read_back(scenario, target, &written);
        let mut differences = Vec::new();
        for request in &scenario.requests {
            let before = told(&trace_with(scenario, request, &RunAtOnce::default()));
            let after = told(&trace_with(&back, request, &RunAtOnce::default()));
            if before != after {
                differences.push(difference(&before, &after));
            }
        }
        if wanted.is_some() {
            println!("{}\n{}\n{:?}", written.text, back.to_json_pretty(), differences);
        }
        for note in &written.notes {
            *counts.by_note.entry(note.kind.as_str()).or_default() += 1;
        }
        match (differences.is_empty(), written.notes.is_empty()) {
            (true, true) => counts.alike += 1,
            (true, false) => counts.alike_with_notes += 1,
            (false, false) => counts.noted += 1,
            (false, true) => counts.lost.push(format!("{name}: {}", differences.join("; "))),
        }
    }
    counts
}

/// The first place where two values differ.
fn difference(before: &Value, after: &Value) -> String {
    match (before, after) {
        (Value::Object(one), Value::Object(other)) => {
            for (key, value) in one {
                let found = other.get(key).unwrap_or(&Value::Null);
                if value != found {
                    return format!("{key} {}", difference(value, found));
                }
            }
            let more: Vec<&String> = other.keys().filter(|key| !one.contains_key(*key)).collect();
            format!("has also {more:?}")
        }
        (Value::Array(one), Value::Array(other)) => {
            let place = one.iter().zip(other).position(|(one, other)| one != other);
            match place {
                Some(place) => format!("[{place}] {}", difference(&one[place], &other[place])),
                None => format!("length {} / {}: {before} / {after}", one.len(), other.len()),
            }
        }
        _ => format!("{before} / {after}"),
    }
}

/// The head of the page that keeps the counts.
const REPORT: &str = "# What exports hold\n\n\
    Every example and every routing case is exported, imported again and traced. Written by \
    `UPDATE_FIXTURES=1 cargo test -p hopscope-exports --test round_trip`, which fails where a trace differs and the file has \
    no note of it. A case that differs as noted has something that the format, or the export, does not hold.\n\n\
    | what | format | alike | alike, with notes | different, as noted | different |\n\
    | --- | --- | ---: | ---: | ---: | ---: |\n";
/// The head of its second table.
const NOTES: &str = "| what | format | note | files with it |\n| --- | --- | --- | ---: |\n";

#[test]
fn what_is_exported_reads_back_and_traces_alike() {
    let (examples, cases) = (examples(), routing_cases());
    let mut lost = Vec::new();
    let mut table = String::from(REPORT);
    let mut by_note = String::new();
    let mut floors = Vec::new();
    for (what, all) in [("examples", &examples), ("routing cases", &cases)] {
        for (name, target) in Target::ALL {
            let counts = hold(all, *target);
            table += &format!(
                "| {what} ({}) | {name} | {} | {} | {} | {} |\n",
                all.len(),
                counts.alike,
                counts.alike_with_notes,
                counts.noted,
                counts.lost.len()
            );
            for (note, count) in &counts.by_note {
                by_note += &format!("| {what} | {name} | `{note}` | {count} |\n");
            }
            floors.push((what, *name, counts.alike + counts.alike_with_notes, all.len()));
            lost.extend(counts.lost.into_iter().map(|lost| format!("{name}: {lost}")));
        }
    }
    let report = format!("{table}\n{NOTES}{by_note}");
    println!("{report}");
    if std::env::var("UPDATE_FIXTURES").is_ok() {
        fs::write(root().join("docs/exports.md"), report).unwrap();
    }
    assert!(lost.is_empty(), "{} are lost without a note:\n{}", lost.len(), lost.join("\n"));
    if std::env::var("CASE").is_err() {
        for (what, format, held, all) in floors {
            // CloudFormation lacks more than Terraform: objects of buckets, and all that is newer than the export.
            assert!(held * 100 >= all * 75, "{format} holds {held} of {all} {what}");
        }
    }
}

#[test]
fn every_note_has_words() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        for kind in [NoteKind::Server, NoteKind::ApiKey, NoteKind::WebAclRule, NoteKind::Integration] {
            let note = hopscope_exports::Note { kind, what: "this-one".to_owned() };
            assert!(note.words(&texts).contains("this-one"), "{kind:?}");
        }
    }
}
