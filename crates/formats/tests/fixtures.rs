//! Imports every folder below `fixtures` and holds what comes of it against its `expected.txt`: parts with their
//! lines, notes, questions, and what each request of `requests.txt` ends at.
//!
//! A line of `requests.txt` is a method, a URL and headers as `name:value`, with a space between them. In the
//! URL `{distributions[0]}`, `{rest_apis[0]}` and the like stand for the host of that part. `options.json` may hold `variables`, `parameters`, `answers` and `var_files`.
//! `UPDATE_FIXTURES=1` writes `expected.txt` anew: read what changed before it is kept.
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use hopscope_formats::import::Import;
use hopscope_formats::{Options, import};
use hopscope_routing::trace;
use hopscope_scenario::Scenario;

mod folder;
mod shown;

fn options(folder: &Path) -> Options {
    let Ok(text) = std::fs::read_to_string(folder.join("options.json")) else { return Options::default() };
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let map = |name: &str| -> BTreeMap<String, String> {
        let object = json.get(name).and_then(serde_json::Value::as_object);
        let pairs = object.into_iter().flatten();
        pairs.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
    };
    let list = json.get("var_files").and_then(serde_json::Value::as_array);
    Options {
        variables: map("variables"),
        parameters: map("parameters"),
        answers: map("answers"),
        var_files: list.into_iter().flatten().map(|file| file.as_str().unwrap().to_owned()).collect(),
        url: None,
    }
}

fn host(scenario: &Scenario, name: &str) -> String {
    let (list, index) = name.trim_end_matches(']').split_once('[').unwrap();
    let index: usize = index.parse().unwrap();
    match list {
        "distributions" => scenario.distributions[index].domain_name.clone(),
        "rest_apis" => {
            let api = &scenario.rest_apis[index];
            format!("{}.execute-api.{}.amazonaws.com", api.id, api.region)
        }
        "http_apis" => {
            let api = &scenario.http_apis[index];
            format!("{}.execute-api.{}.amazonaws.com", api.id, api.region)
        }
        "lambdas" => scenario.lambdas[index].function_url.as_ref().unwrap().domain_name.clone(),
        "load_balancers" => scenario.load_balancers[index].domain_name.clone(),
        "domain_names" => scenario.domain_names[index].domain_name.clone(),
        other => panic!("no part `{other}`"),
    }
}

fn requests(import: &Import, text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (method, rest) = line.split_once(' ').unwrap();
        let mut words = rest.split(' ');
        let url = words.next().unwrap();
        let url = match url.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
            Some((before, (name, after))) => format!("{before}{}{after}", host(&import.scenario, name)),
            None => url.to_owned(),
        };
        let mut request = hopscope_scenario::request::Request { method: method.to_owned(), url, ..Default::default() };
        for (name, value) in words.map(|word| word.split_once(':').unwrap()) {
            request.headers.insert(name.to_owned(), value.to_owned().into());
        }
        let trace = trace(&import.scenario, &request);
        let status = trace.response.as_ref().map(|response| response.status.to_string()).unwrap_or("-".to_owned());
        let reaches = trace.reaches.as_ref().map(|reaches| reaches.text.as_str()).unwrap_or("-");
        writeln!(out, "{line} = {status} {} {reaches}", trace.rule.id).unwrap();
    }
    out
}

#[test]
fn fixtures_import_as_expected() {
    let only = std::env::var("FIXTURE").ok();
    let mut wrong = Vec::new();
    for (name, folder) in folder::all() {
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let import = import(folder::files(&folder), &options(&folder));
        // A scenario that was imported is one that can be opened, and each line belongs to a field that it can have.
        let json = import.scenario.to_json();
        assert_eq!(Scenario::from_json(&json).as_ref(), Ok(&import.scenario), "{name}: not a scenario file");
        let lines = std::fs::read_to_string(folder.join("requests.txt")).unwrap_or_default();
        assert!(!lines.trim().is_empty(), "{name}: no request");
        let found = format!("{}\n{}\n{}", shown::parts(&import), shown::notes(&import), requests(&import, &lines));
        let expected = folder.join("expected.txt");
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        if wanted != found {
            wrong.push(format!("== {name}\n{}", difference(&wanted, &found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(wanted: &str, found: &str) -> String {
    let mut out = String::new();
    for line in wanted.lines().filter(|line| !found.lines().any(|other| other == *line)) {
        writeln!(out, "- {line}").unwrap();
    }
    for line in found.lines().filter(|line| !wanted.lines().any(|other| other == *line)) {
        writeln!(out, "+ {line}").unwrap();
    }
    out
}
