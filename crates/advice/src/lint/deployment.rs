//! Methods and routes that a stage's deployment lacks.

use hopscope_scenario::{FieldPath, Scenario};

use super::{Finding, FindingKind};

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    for (index, api) in scenario.rest_apis.iter().enumerate() {
        let pairs = api
            .resources
            .iter()
            .flat_map(|resource| resource.methods.keys().map(move |name| format!("{name} {}", resource.path)));
        let pairs: Vec<String> = pairs.collect();
        let stages = api.stages.iter().map(|stage| (stage.name.as_str(), stage.deployed.as_ref()));
        let at = FieldPath::root().field("rest_apis").index(index);
        stages_of(&api.id, &at, stages, &pairs, found);
    }
    for (index, api) in scenario.http_apis.iter().enumerate() {
        let keys: Vec<String> = api.routes.iter().map(|route| route.route_key.clone()).collect();
        let stages = api.stages.iter().map(|stage| (stage.name.as_str(), stage.deployed.as_ref()));
        let at = FieldPath::root().field("http_apis").index(index);
        stages_of(&api.id, &at, stages, &keys, found);
    }
}

fn stages_of<'s>(
    api: &str,
    at: &FieldPath,
    stages: impl Iterator<Item = (&'s str, Option<&'s Vec<String>>)>,
    all: &[String],
    found: &mut Vec<Finding>,
) {
    let same = |one: &str, other: &str| one.split_whitespace().eq(other.split_whitespace());
    for (place, (stage, deployed)) in stages.enumerate() {
        let Some(deployed) = deployed else { continue };
        let missing = all.iter().filter(|pair| !deployed.iter().any(|each| same(each, pair)));
        let missing: Vec<String> = missing.cloned().collect();
        if !missing.is_empty() {
            let path = at.field("stages").index(place).field("deployed");
            let kind = FindingKind::NotDeployed { api: api.to_owned(), stage: stage.to_owned(), missing };
            found.push(Finding { path, kind });
        }
    }
}
