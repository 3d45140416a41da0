//! The recorded cases as the tests of other crates need them: a scenario, and what its edge functions give. Such a test
//! takes this file in by its path.
#![allow(clippy::unwrap_used, dead_code)]

use std::collections::BTreeMap;

use hopscope_cases::Case;
use hopscope_routing::EdgeAnswers;
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall, EdgeResult, OriginDirective};
use serde::Deserialize;

/// A case; of what it says, what a trace needs.
pub struct Recorded {
    /// The case's name.
    pub id: String,
    /// The scenario. Its first request is the one that is asked about.
    pub scenario: Scenario,
    /// What the edge functions give.
    pub edge: Edge,
}

/// The field of a case with what its edge functions give.
#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    edge: Edge,
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

impl EdgeAnswers for Edge {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        let Given { result, origin } = self.0.get(&call.function)?;
        Some(EdgeAnswer { origin: origin.clone(), ..EdgeAnswer::of(result.clone()) })
    }
}

/// Every case, in the order of the files.
pub fn recorded() -> Vec<Recorded> {
    let recorded = |case: Case| {
        let Told { edge } = case.told().unwrap();
        Recorded { id: case.id, scenario: case.scenario, edge }
    };
    cases().into_iter().map(recorded).collect()
}

/// Every case with all that it says.
pub fn cases() -> Vec<Case> {
    let cases = hopscope_cases::read_folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../routing/tests/cases")).unwrap();
    assert!(cases.len() > 500, "the cases have moved");
    cases
}
