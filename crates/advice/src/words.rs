//! Advice in words: typed findings, proofs and ways, with the texts of a language.

use hopscope_locale::{Catalog, reason};
use hopscope_scenario::Scenario;

use crate::lint::{Finding, FindingKind};
use crate::proof::{Frame, Invariant, Proof, Undecided, Way};
use crate::route_map::Dependence;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingText {
    /// What is found, in a line.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to change.
    pub change: String,
}

/// A finding in words.
pub fn finding(texts: &Catalog, finding: &Finding) -> FindingText {
    let mut values = finding.kind.values();
    values.push(("path", finding.path.to_string()));
    if let FindingKind::Problem(problem) = &finding.kind {
        values.push(("problem", reason::problem(texts, problem)));
    }
    let text = |part: &str| texts.fill(&format!("advice.lint.{}.{part}", finding.id()), values.as_slice());
    FindingText { title: text("title"), why: text("why"), change: text("change") }
}

/// A proof in words: that nothing works, then why, a sentence each.
pub fn proof(texts: &Catalog, proof: &Proof) -> Vec<String> {
    let mut sentences = vec![texts.text(&format!("advice.proof.none.{}", proof.frame.as_str()))];
    for choice in &proof.choices {
        for each in &choice.invariants {
            let sentence = invariant(texts, each);
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    // That patterns never edit the path is why only an origin path, or nothing, is left to try.
    let is_about_paths = proof.choices.iter().any(|choice| choice.origin_path_matters());
    if proof.frame != Frame::OriginPath || is_about_paths {
        sentences.push(texts.text("advice.proof.patterns"));
    }
    sentences
}

fn invariant(texts: &Catalog, invariant: &Invariant) -> String {
    let fill = |name: &str, values: &[(&str, &str)]| texts.fill(&format!("advice.proof.{name}"), values);
    match invariant {
        Invariant::RefusedBefore { rule } => fill("refused_before", &[("rule", rule.as_str())]),
        Invariant::NoSuchPlace { expected } => fill("no_such_place", &[("expected", expected)]),
        Invariant::LeadsElsewhere { origin_id, domain_name } => {
            fill("leads_elsewhere", &[("origin_id", origin_id), ("domain_name", domain_name)])
        }
        Invariant::ResourceEndsIn { suffix, expected } => {
            fill("resource_ends_in", &[("suffix", suffix), ("expected", expected)])
        }
        Invariant::StageWithout { segment, expected } => {
            fill("stage_without", &[("segment", segment), ("expected", expected)])
        }
        Invariant::ResourceWithout { path, expected } => {
            fill("resource_without", &[("path", path), ("expected", expected)])
        }
        Invariant::PlaceAnswers { rule, origin_path } => {
            fill("place_answers", &[("rule", rule.as_str()), ("origin_path", origin_path)])
        }
        Invariant::OriginGets { origin_id, path, rule } => {
            fill("origin_gets", &[("origin_id", origin_id), ("path", path), ("rule", rule.as_str())])
        }
        Invariant::Exhausted { count } => fill("exhausted", &[("count", &count.to_string())]),
    }
}

/// A way in words: what to set, then which requests would break.
pub fn way(texts: &Catalog, scenario: &Scenario, way: &Way) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(new) = &way.setting.behavior {
        let values = [("path_pattern", new.path_pattern.as_str()), ("origin_id", new.target_origin_id.as_str())];
        sentences.push(texts.fill("advice.way.behavior", &values));
    }
    if let Some(new) = &way.setting.origin_path {
        let key = if new.origin_path.is_empty() { "advice.way.origin_path_empty" } else { "advice.way.origin_path" };
        let values = [("origin_id", new.origin_id.as_str()), ("origin_path", new.origin_path.as_str())];
        sentences.push(texts.fill(key, &values));
    }
    if !way.breaks.is_empty() {
        let name = |index: &usize| {
            let request = scenario.requests.get(*index)?;
            let name = if request.name.is_empty() { &request.url } else { &request.name };
            Some(format!("`{name}`"))
        };
        let names: Vec<String> = way.breaks.iter().filter_map(name).collect();
        sentences.push(texts.fill("advice.way.breaks", &[("requests", names.join(", "))]));
    }
    sentences
}

/// Why a question is not decided, in words.
pub fn undecided(texts: &Catalog, undecided: &Undecided) -> String {
    match undecided {
        Undecided::NoDistribution => texts.text("advice.undecided.no_distribution"),
        Undecided::NothingExpected => texts.text("advice.undecided.nothing_expected"),
        Undecided::EdgeFunctions(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            texts.fill("advice.undecided.edge_functions", &[("functions", names.join(", "))])
        }
        Undecided::TooLarge(_) => texts.text("advice.undecided.too_large"),
    }
}

/// On what an answer depends, in words.
pub fn dependence(texts: &Catalog, dependence: &Dependence) -> String {
    let (key, name) = match dependence {
        Dependence::EdgeFunction { name } => ("edge_function", name),
        Dependence::Responses { lambda } => ("responses", lambda),
        Dependence::RoutingRules { domain_name } => ("routing_rules", domain_name),
        Dependence::ResourcePolicy { api } => ("resource_policy", api),
        Dependence::ListenerRules { domain_name } => ("listener_rules", domain_name),
        Dependence::Backend { host } => ("backend", host),
        Dependence::Distribution { id } => ("distribution", id),
    };
    texts.fill(&format!("advice.depends.{key}"), &[("name", name)])
}
