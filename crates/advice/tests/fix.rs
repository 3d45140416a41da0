//! Every fix that is offered works, and each cause has its fix.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use hopscope_advice::fix::{Fix, fixes, is_met};
use hopscope_routing::trace_with;
use hopscope_scenario::Scenario;
use support::{RunAtOnce, example};

#[test]
fn show() {
    for name in ["article-described", "article-terraform"] {
        let scenario = example(name);
        let answers = RunAtOnce::default();
        let start = std::time::Instant::now();
        let found = fixes(&scenario, &scenario.requests[2], &answers);
        eprintln!("{name} {:?}", start.elapsed());
        for fix in &found {
            eprintln!("{:?} {:?}", fix.changes.iter().map(|c| (c.kind, &c.values)).collect::<Vec<_>>(), fix.answer.reaches);
        }
    }
}
