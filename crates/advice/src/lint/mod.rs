//! Findings that need no request.
//!
//! | module | looks at |
//! | --- | --- |
//! | [`finding`] | what can be found, and the book of it with sources |
//! | [`pattern`] | path patterns: shadowed, never matching |
//! | [`api_origin`] | behaviours that lead to an API: can anything they take reach a method? |
//! | [`forwarding`] | what behaviours forward to APIs and function URLs |
//! | [`distribution`] | origins, groups, error pages, the order of checks |
//! | [`edge_function`] | functions: associated with nothing, written for another runtime |
//! | [`deployment`] | methods and routes that a stage's deployment lacks |
//! | [`policy`] | policies that AWS does not take, and a `Host` outside the cache key |
//! | [`settings`] | settings that AWS refuses, that break others, or that are not modelled |
//! | [`way`] | ways that lead in a circle, mistaken names and times |
//! | [`permission`] | Lambda permissions: missing, or for nothing that is deployed |
//!
//! What AWS would refuse to take, or what points nowhere, is among the findings too: see
//! [`hopscope_scenario::problem`].

pub mod api_origin;
pub mod deployment;
pub mod distribution;
pub mod edge_function;
pub mod finding;
pub mod forwarding;
pub mod pattern;
pub mod permission;
pub mod policy;
pub mod settings;
pub mod way;

use std::collections::BTreeSet;

use hopscope_scenario::{FieldPath, Scenario};

use crate::route_map::distribution::selecting;
use hopscope_path_sets::sets::{Graph, TooLarge};

pub use finding::{Finding, FindingKind, LINTS, Lint, Severity};

/// The graph of a distribution's patterns, unless it is too large to be decided upon.
type Selecting = Result<Graph<Option<u16>>, TooLarge>;

/// Everything that is found in a scenario: first what AWS would refuse, then the rest, by place in the file.
pub fn lint(scenario: &Scenario) -> Vec<Finding> {
    let problems = hopscope_routing::problems(scenario).into_iter();
    let mut found: Vec<Finding> =
        problems.map(|problem| Finding { path: problem.path.clone(), kind: FindingKind::Problem(problem) }).collect();
    let mut rest = Vec::new();
    let selecting: Vec<Selecting> = scenario.distributions.iter().map(selecting).collect();
    pattern::check(scenario, &selecting, &mut rest);
    api_origin::check(scenario, &selecting, &mut rest);
    forwarding::check(scenario, &mut rest);
    distribution::check(scenario, &mut rest);
    edge_function::check(scenario, &selecting, &mut rest);
    deployment::check(scenario, &mut rest);
    permission::check(scenario, &mut rest);
    policy::check(scenario, &mut rest);
    settings::check(scenario, &mut rest);
    way::check(scenario, &mut rest);
    drop_consequences(&mut rest);
    // A field that AWS would refuse as it stands needs no second finding.
    let refused: BTreeSet<&FieldPath> = found.iter().map(|problem| &problem.path).collect();
    rest.retain(|finding| !refused.contains(&finding.path));
    rest.sort_by(|one, other| (one.severity(), &one.path, one.id()).cmp(&(other.severity(), &other.path, other.id())));
    found.append(&mut rest);
    found
}

/// Takes away what only follows from a forwarded `Host`: while the API refuses that, nothing can be said against paths.
fn drop_consequences(found: &mut Vec<Finding>) {
    const OF_PATHS: &[&str] = &[
        "stage_missing",
        "stage_doubled",
        "no_resource_fits",
        "http_stage_missing",
        "no_route_fits",
        "stage_in_viewer_path",
    ];
    let of_host = |each: &&Finding| each.id() == "host_forwarded";
    // The finding is about a policy of the behaviour.
    let parent = |path: &FieldPath| -> FieldPath {
        path.segments().split_last().map(|(_, rest)| rest.iter().cloned().collect()).unwrap_or_default()
    };
    let behaviors: Vec<String> = found.iter().filter(of_host).map(|each| parent(&each.path).to_string()).collect();
    let is_there = !behaviors.is_empty();
    found.retain(|each| {
        let is_consequence = OF_PATHS.contains(&each.id()) && behaviors.contains(&each.path.to_string());
        let is_unreached = is_there && matches!(each.id(), "stage_unreached" | "resource_unreached");
        !is_consequence && !is_unreached
    });
}
