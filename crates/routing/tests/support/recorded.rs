//! The recorded cases as the tests of other crates need them: a scenario, and what its edge functions give. Such a test
//! takes this file in by its path.
#![allow(clippy::unwrap_used, dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hopscope_routing::EdgeAnswers;
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall, EdgeResult, OriginDirective};
use serde::Deserialize;
use serde_json::Value;

/// A case; of its fields, those that a trace needs.
#[derive(Deserialize)]
pub struct Recorded {
    /// The case's name.
    pub id: String,
    scenario: Value,
    /// What the edge functions give.
    #[serde(default)]
    pub edge: Edge,
}

/// What edge functions give, by name, whatever they are called with. A function that is not here is not run.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Edge(BTreeMap<String, Given>);

/// What one function gives.
#[derive(Debug, Deserialize)]
struct Given {
    result: EdgeResult,
    #[serde(default)]
    origin: Vec<OriginDirective>,
}

impl Recorded {
    /// The scenario, with exactly one request.
    pub fn scenario(&self) -> Scenario {
        Scenario::from_value(self.scenario.clone()).unwrap()
    }
}

impl EdgeAnswers for Edge {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        let Given { result, origin } = self.0.get(&call.function)?;
        Some(EdgeAnswer { origin: origin.clone(), ..EdgeAnswer::of(result.clone()) })
    }
}

/// Every case, in the order of the files.
pub fn recorded() -> Vec<Recorded> {
    let mut cases = Vec::new();
    for file in files() {
        let text = fs::read_to_string(file).unwrap();
        cases.extend(text.lines().filter(|line| !line.trim().is_empty()).map(|line| {
            let case: Recorded = serde_json::from_str(line).unwrap();
            case
        }));
    }
    assert!(cases.len() > 500, "the cases have moved");
    cases
}

/// Every `*.jsonl` below the folder of the cases.
pub fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../routing/tests/cases"), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            files.push(path);
        }
    }
}
