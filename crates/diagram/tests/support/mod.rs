//! What several tests need: the traces of every recorded case, and what a sound drawing is.
#![allow(clippy::unwrap_used, clippy::panic, dead_code, missing_docs)]

pub mod drawing;

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use hopscope_routing::{EdgeAnswers, Trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall, EdgeResult, OriginDirective};
use serde::Deserialize;

/// A case of the routing crate; of its fields, those that a trace needs.
#[derive(Deserialize)]
struct Case {
    id: String,
    scenario: serde_json::Value,
    #[serde(default)]
    edge: Edge,
}

#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
struct Edge(BTreeMap<String, Given>);

#[derive(Debug, Deserialize)]
struct Given {
    result: EdgeResult,
    #[serde(default)]
    origin: Vec<OriginDirective>,
}

impl EdgeAnswers for Edge {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        let Given { result, origin } = self.0.get(&call.function)?;
        let (result, origin) = (result.clone(), origin.clone());
        Some(EdgeAnswer { result, origin, logs: Vec::new(), returned: None, changes: Vec::new(), instructions: 0 })
    }
}

/// The trace of every case that the routing crate holds against AWS, by the case's name.
pub fn cases() -> Vec<(String, Trace)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../routing/tests/cases");
    let files: io::Result<Vec<_>> = fs::read_dir(folder).unwrap().map(|entry| Ok(entry?.path())).collect();
    let mut files = files.unwrap();
    files.sort();
    let text: String = files.into_iter().map(|file| fs::read_to_string(file).unwrap() + "\n").collect();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let trace = |line: &str| {
        let case: Case = serde_json::from_str(line).unwrap();
        let scenario = Scenario::from_value(case.scenario).unwrap();
        let trace = trace_with(&scenario, scenario.requests.first().unwrap(), &case.edge);
        (case.id, trace)
    };
    let cases: Vec<_> = lines.map(trace).collect();
    assert!(cases.len() > 100, "the cases have moved");
    cases
}
