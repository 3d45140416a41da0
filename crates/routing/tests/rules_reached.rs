//! Some case takes each rule of the book.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use hopscope_routing::{RuleId, rules};

mod support;

#[test]
fn every_rule_is_reached_by_a_case() {
    let mut reached: BTreeSet<RuleId> = BTreeSet::new();
    for case in support::cases() {
        let trace = case.trace();
        reached.insert(trace.rule.id);
        for step in trace.hops.iter().flat_map(|hop| &hop.steps) {
            reached.insert(step.rule.id);
            // Why an origin gave no answer is written down by the hop that asked.
            reached.extend(step.detail.rule("because"));
        }
    }
    let missing: Vec<RuleId> = rules::all().map(|rule| rule.id).filter(|id| !reached.contains(id)).collect();
    assert!(missing.is_empty(), "no case takes {missing:?}");
}
