//! Some case takes each of these rules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use hopscope_routing::rules;

mod support;

#[test]
fn every_rule_is_reached_by_a_case() {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    for case in support::cases() {
        let trace = case.trace();
        reached.insert(trace.rule.id);
        reached.extend(trace.hops.iter().flat_map(|hop| &hop.steps).map(|step| step.rule.id));
    }
    let books =
        [rules::http_api::ALL, rules::lambda_url::ALL, rules::s3::ALL, rules::load_balancer::ALL, rules::server::ALL];
    let missing: Vec<&str> =
        books.into_iter().flatten().map(|rule| rule.id).filter(|id| !reached.contains(id)).collect();
    assert!(missing.is_empty(), "no case takes {missing:?}");
}
