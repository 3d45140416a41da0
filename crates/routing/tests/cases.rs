//! Every case of `tests/cases/**/*.cases`: a scenario, one request, and what AWS answers, each with its source.
//!
//! `CASE=some-id cargo test -p hopscope-routing --test cases -- --nocapture` prints the trace of one case.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

mod support;

/// Cases that no model can tell apart, each with its reason. One that has come to pass must go.
const PENDING: &[(&str, &str)] = &[];

#[test]
fn cases_end_as_expected() {
    let wanted = std::env::var("CASE").ok();
    let mut differences = Vec::new();
    for case in support::cases() {
        let trace = case.trace();
        if wanted.as_ref() == Some(&case.id) {
            println!("{}", serde_json::to_string_pretty(&trace).unwrap());
        }
        let found = case.differences(&trace);
        match PENDING.iter().find(|(id, _)| *id == case.id) {
            Some(_) if found.is_empty() => differences.push(format!("{} is no longer pending", case.id)),
            Some(_) => {}
            None => differences.extend(found),
        }
    }
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn cases_have_names_of_their_own_and_sources() {
    let mut seen = BTreeSet::new();
    for case in support::cases() {
        assert!(seen.insert(case.id.clone()), "{} stands twice", case.id);
        assert!(case.source.len() > 5 && !case.confidence.is_empty(), "{} has no source", case.id);
    }
}
