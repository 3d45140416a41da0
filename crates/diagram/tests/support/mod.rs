//! What several tests need: the traces of every recorded case, and what a sound drawing is.
#![allow(clippy::unwrap_used, clippy::panic, dead_code, missing_docs)]

pub mod drawing;
#[path = "../../../routing/tests/support/recorded.rs"]
mod recorded;

use hopscope_routing::{Trace, trace_with};

use recorded::{Recorded, recorded};

/// The trace of every case that the routing crate holds against AWS, by the case's name.
pub fn cases() -> Vec<(String, Trace)> {
    let trace = |case: Recorded| {
        let trace = trace_with(&case.scenario, case.scenario.requests.first().unwrap(), &case.edge);
        (case.id, trace)
    };
    recorded().into_iter().map(trace).collect()
}
