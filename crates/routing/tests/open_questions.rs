//! Every inference that a trace shows is among the open questions, and every question rests on something.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use hopscope_routing::rules::open_question::{self, Why};
use hopscope_routing::{Basis, RuleId, rules};

mod support;

/// Inferences that stand in for what a scenario leaves open: there is nothing to settle.
const LEFT_OPEN: &[RuleId] = &[RuleId::RestApiStage];

/// The rules that a question names.
fn asked() -> BTreeSet<RuleId> {
    open_question::ALL.iter().flat_map(|question| question.rules).copied().collect()
}

#[test]
fn every_inferred_rule_is_asked_about() {
    let asked = asked();
    assert!(open_question::ALL.iter().filter(|question| question.why == Why::Inferred).count() > 20);
    for rule in rules::all().filter(|rule| rule.basis == Basis::Inferred && !rule.is_assumption()) {
        assert!(asked.contains(&rule.id), "{} is inferred, and nobody asks about it", rule.id);
    }
}

#[test]
fn every_inferred_step_is_asked_about() {
    let asked = asked();
    let mut met = BTreeSet::new();
    for case in support::cases() {
        let trace = case.trace();
        for step in trace.hops.iter().flat_map(|hop| &hop.steps).filter(|step| step.basis == Basis::Inferred) {
            let id = step.rule.id;
            let is_known = step.rule.is_assumption() || LEFT_OPEN.contains(&id) || asked.contains(&id);
            assert!(is_known, "{}: {id} is inferred, and nobody asks about it", case.id);
            met.insert(id);
        }
    }
    let idle: Vec<_> = LEFT_OPEN.iter().filter(|id| !met.contains(id)).collect();
    assert!(idle.is_empty(), "left open for nothing: {idle:?}");
}

#[test]
fn questions_can_be_quoted_and_opened() {
    let mut seen = BTreeSet::new();
    for question in open_question::ALL {
        assert!(seen.insert(question.id), "{} stands twice", question.id);
        assert!(!question.sources.is_empty() && question.command.contains("YOUR-"), "{}", question.id);
        assert!(question.sources.iter().all(|source| source.starts_with("https://")), "{}", question.id);
        assert!(!question.rules.is_empty() || question.why == Why::Disagreement, "{} rests on nothing", question.id);
    }
}
