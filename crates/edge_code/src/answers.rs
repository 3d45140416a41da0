//! Answers for traces whose caller can run code at once: native programs, and the worker.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hopscope_routing::EdgeAnswers;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};

use crate::{Limits, run};

/// Runs each call when it is asked for, and once.
#[derive(Debug, Default)]
pub struct RunAtOnce(RefCell<BTreeMap<EdgeCall, (usize, EdgeAnswer)>>);

impl RunAtOnce {
    /// What was run, in order.
    pub fn into_runs(self) -> Vec<(EdgeCall, EdgeAnswer)> {
        let mut runs: Vec<_> = self.0.into_inner().into_iter().collect();
        runs.sort_by_key(|(_, (order, _))| *order);
        runs.into_iter().map(|(call, (_, answer))| (call, answer)).collect()
    }
}

impl EdgeAnswers for RunAtOnce {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        if let Some((_, known)) = self.0.borrow().get(call) {
            return Some(known.clone());
        }
        let answer = run(call, &Limits::for_runtime(&call.runtime));
        let mut runs = self.0.borrow_mut();
        let order = runs.len();
        runs.insert(call.clone(), (order, answer.clone()));
        Some(answer)
    }
}
