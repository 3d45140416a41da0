//! Keeps a run within its time, where that is possible.

use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};

use crate::Limits;

/// Runs a call on a thread of its own and gives it up when its time is over.
///
/// What the engine cannot bound by itself is a regular expression that backtracks without end. Such a thread goes on
/// until its expression ends; the caller does not wait for it. The stack is large because the engine's reader goes
/// deeper with each level of the code; only the part that is used takes memory.
#[cfg(not(target_family = "wasm"))]
pub fn within(call: &EdgeCall, limits: &Limits, run: fn(&EdgeCall, &Limits) -> EdgeAnswer) -> EdgeAnswer {
    use std::sync::mpsc::{self, RecvTimeoutError};
    use std::time::Duration;

    use hopscope_scenario::edge_call::{EdgeFailure, EdgeLimit, EdgeResult};

    const STACK: usize = 512 << 20;
    let (sender, receiver) = mpsc::channel();
    let (owned, limits_of_run) = (call.clone(), *limits);
    let started = std::thread::Builder::new().name("edge code".to_owned()).stack_size(STACK).spawn(move || {
        // Nobody listens any more when the time is over.
        let _ = sender.send(run(&owned, &limits_of_run));
    });
    if started.is_err() {
        return run(call, limits);
    }
    match receiver.recv_timeout(Duration::from_millis(limits.milliseconds)) {
        Ok(answer) => answer,
        Err(RecvTimeoutError::Timeout) => EdgeAnswer::of(EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Time))),
        Err(RecvTimeoutError::Disconnected) => crate::unsupported("what this code does to the engine".to_owned()),
    }
}

/// Runs a call where it is: in a browser the page ends the worker when its time is over.
#[cfg(target_family = "wasm")]
pub fn within(call: &EdgeCall, limits: &Limits, run: fn(&EdgeCall, &Limits) -> EdgeAnswer) -> EdgeAnswer {
    run(call, limits)
}
