//! Keeps a run within its time, where that is possible.
//!
//! The clock decides nothing: what a run may use is counted, so that equal calls have equal answers on any machine. The
//! time is a net below, for a machine that is so slow that nobody would wait.

use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};

use crate::Limits;

/// What code needs that does not end in its time: no answer of AWS's, which has other machines.
pub const MORE_TIME: &str = "more time";

/// Says whether a run shall end.
#[derive(Clone, Debug, Default)]
pub struct Over(#[cfg(not(target_family = "wasm"))] std::sync::Arc<std::sync::atomic::AtomicBool>);

impl Over {
    /// Whether the run shall end.
    #[cfg(not(target_family = "wasm"))]
    pub fn is_over(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// Never: in a browser, the page ends the worker.
    #[cfg(target_family = "wasm")]
    pub fn is_over(&self) -> bool {
        false
    }
}

/// Runs a call on a thread of its own, and tells it to end when its time is over.
///
/// All that a run does is counted, and it looks whether it shall end as it counts: the thread is waited for, and leaves
/// nothing behind. The stack is large because the engine's reader goes deeper with each level of the code; only the part
/// that is used takes memory.
#[cfg(not(target_family = "wasm"))]
pub fn within(call: &EdgeCall, limits: &Limits, run: fn(&EdgeCall, &Limits, Over) -> EdgeAnswer) -> EdgeAnswer {
    use std::sync::mpsc::{self, RecvTimeoutError};
    use std::time::Duration;

    const STACK: usize = 512 << 20;
    let (sender, receiver) = mpsc::channel();
    let (owned, limits_of_run, over) = (call.clone(), *limits, Over::default());
    let over_of_run = over.clone();
    let started = std::thread::Builder::new().name("edge code".to_owned()).stack_size(STACK).spawn(move || {
        // Nobody listens any more when the time is over.
        let _ = sender.send(run(&owned, &limits_of_run, over_of_run));
    });
    let Ok(thread) = started else { return run(call, limits, over) };
    let answer = match receiver.recv_timeout(Duration::from_millis(limits.milliseconds)) {
        Ok(answer) => answer,
        Err(RecvTimeoutError::Timeout) => {
            over.0.store(true, std::sync::atomic::Ordering::Relaxed);
            crate::unsupported(MORE_TIME.to_owned())
        }
        Err(RecvTimeoutError::Disconnected) => crate::unsupported("what this code does to the engine".to_owned()),
    };
    // A panic in it has been told already.
    let _ = thread.join();
    answer
}

/// Runs a call where it is: in a browser the page ends the worker when its time is over.
#[cfg(target_family = "wasm")]
pub fn within(call: &EdgeCall, limits: &Limits, run: fn(&EdgeCall, &Limits, Over) -> EdgeAnswer) -> EdgeAnswer {
    run(call, limits, Over::default())
}
