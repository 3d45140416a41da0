//! Traces in which edge code runs at once, as native callers can.

use hopscope_edge_code::RunAtOnce;
use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

/// Traces a request; the scenario's CloudFront Functions and Lambda@Edge functions run for real, within limits.
pub fn trace(scenario: &Scenario, request: &Request) -> Trace {
    trace_with(scenario, request, &RunAtOnce::default())
}
