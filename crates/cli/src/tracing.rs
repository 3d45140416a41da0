//! Traces in which edge code runs at once, as native callers can.

use std::cell::RefCell;

use hopscope_edge_code::{Limits, run};
use hopscope_routing::edge::EdgeAnswers;
use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use hopscope_scenario::request::Request;

/// A call of edge code with what came of it.
pub type Run = (EdgeCall, EdgeAnswer);

/// Runs each call when it is asked for, and once.
#[derive(Debug, Default)]
struct RunAtOnce(RefCell<Vec<Run>>);

impl EdgeAnswers for RunAtOnce {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        if let Some((_, known)) = self.0.borrow().iter().find(|(each, _)| each == call) {
            return Some(known.clone());
        }
        let answer = run(call, &Limits::for_runtime(&call.runtime));
        self.0.borrow_mut().push((call.clone(), answer.clone()));
        Some(answer)
    }
}

/// Traces a request; the scenario's CloudFront Functions and Lambda@Edge functions run for real, within limits.
pub fn trace(scenario: &Scenario, request: &Request) -> Trace {
    trace_and_runs(scenario, request).0
}

/// The same, with the runs of code in their order.
pub fn trace_and_runs(scenario: &Scenario, request: &Request) -> (Trace, Vec<Run>) {
    let answers = RunAtOnce::default();
    let trace = trace_with(scenario, request, &answers);
    (trace, answers.0.into_inner())
}
