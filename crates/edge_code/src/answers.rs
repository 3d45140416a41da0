//! Answers for traces whose caller can run code at once: native programs, and the worker.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hopscope_routing::EdgeAnswers;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};

use crate::{Limits, run};

/// Runs each call when it is asked for, and once.
#[derive(Debug, Default)]
pub struct RunAtOnce(RefCell<BTreeMap<EdgeCall, EdgeAnswer>>);

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
