//! Traces in which edge code runs at once, as native callers can.

use hopscope_edge_code::RunAtOnce;
use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use hopscope_scenario::request::Request;

/// A call of edge code with what came of it.
pub type Run = (EdgeCall, EdgeAnswer);

/// Traces a request; the scenario's CloudFront Functions and Lambda@Edge functions run for real, within limits.
pub fn trace(scenario: &Scenario, request: &Request) -> Trace {
    trace_and_runs(scenario, request).0
}

/// The same, with the runs of code in their order.
pub fn trace_and_runs(scenario: &Scenario, request: &Request) -> (Trace, Vec<Run>) {
    let answers = RunAtOnce::default();
    let trace = trace_with(scenario, request, &answers);
    (trace, answers.into_runs())
}
