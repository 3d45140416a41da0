//! Traces in which edge code runs at once, as native callers can.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hopscope_edge_code::{Limits, run};
use hopscope_routing::edge::EdgeAnswers;
use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use hopscope_scenario::request::Request;

/// Runs each call when it is asked for, and once.
#[derive(Debug, Default)]
struct RunAtOnce(RefCell<BTreeMap<EdgeCall, EdgeAnswer>>);

impl EdgeAnswers for RunAtOnce {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        if let Some(known) = self.0.borrow().get(call) {
            return Some(known.clone());
        }
        let answer = run(call, &Limits::for_runtime(&call.runtime));
        self.0.borrow_mut().insert(call.clone(), answer.clone());
        Some(answer)
    }
}

/// Traces a request; the scenario's CloudFront Functions and Lambda@Edge functions run for real, within limits.
pub fn trace(scenario: &Scenario, request: &Request) -> Trace {
    trace_with(scenario, request, &RunAtOnce::default())
}
