//! Edge code by value: routing asks what a function's code gives and goes on with the answer. It never runs code.
//!
//! Who has an engine answers at once; who has not traces first without, runs what [`Trace::needs`](crate::Trace) lists
//! and traces again. A call without an answer changes nothing, and its step says so.

use std::fmt::Debug;

use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};

/// Answers to calls of edge code.
pub trait EdgeAnswers: Debug {
    /// The answer to a call, if it is known.
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer>;
}

/// Knows no answer.
#[derive(Clone, Copy, Debug)]
pub struct NoAnswers;

impl EdgeAnswers for NoAnswers {
    fn answer(&self, _: &EdgeCall) -> Option<EdgeAnswer> {
        None
    }
}

/// Calls with their answers, as a shell collects them.
impl EdgeAnswers for [(EdgeCall, EdgeAnswer)] {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        self.iter().find(|(each, _)| each == call).map(|(_, answer)| answer.clone())
    }
}

/// As the list that it is of.
impl EdgeAnswers for Vec<(EdgeCall, EdgeAnswer)> {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        self.as_slice().answer(call)
    }
}
