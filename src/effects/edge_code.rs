//! The worker that runs edge code.
//!
//! One worker runs one call at a time. The page waits for none of them: a call that is not answered in time is given up
//! together with its worker, and the next call gets a new one.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use gloo::timers::callback::Timeout;
use hopscope_app::Action;
use hopscope_app::edge_code::{Run, broke_down, timed_out};
use hopscope_question::Question;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use yew::Callback;

use super::worker::{Failure, Worker};

/// How long a call may take, in milliseconds. The engine counts its steps and stops code far earlier, so that the answer
/// is the same on any machine; this is for one that is so slow that nobody would wait.
const LONGEST: u32 = 10_000;

/// Answers are collected for so long, in milliseconds, before everything is traced again, unless the last one is in.
const COLLECT: u32 = 30;

thread_local! {
    static RUNNER: RefCell<Runner> = RefCell::default();
}

#[derive(Default)]
struct Runner {
    queue: VecDeque<EdgeCall>,
    running: Option<EdgeCall>,
    is_busy: bool,
    answered: Vec<Run>,
    collecting: Option<Timeout>,
    send: Callback<Action>,
}

/// Runs calls: [`run_here`], once it is here.
pub type RunCalls = fn(Vec<EdgeCall>, &Callback<Action>);

thread_local! {
    static RUN: Cell<Option<RunCalls>> = const { Cell::new(None) };
}

/// Takes what runs calls, from the part of the program that knows them.
pub fn take(run: RunCalls) {
    RUN.set(Some(run));
}

/// Runs these calls and no others that are waiting. Without the part that knows calls, no trace asks for any.
pub fn run(calls: Vec<EdgeCall>, send: &Callback<Action>) {
    if let Some(run) = RUN.get() {
        run(calls, send);
    }
}

/// The same, here.
pub fn run_here(calls: Vec<EdgeCall>, send: &Callback<Action>) {
    let begins = RUNNER.with_borrow_mut(|runner| {
        runner.send = send.clone();
        let known = |call: &EdgeCall| {
            runner.running.as_ref() == Some(call) || runner.answered.iter().any(|(answered, _)| answered == call)
        };
        runner.queue = calls.into_iter().filter(|call| !known(call)).collect();
        let begins = !runner.is_busy && !runner.queue.is_empty();
        runner.is_busy |= begins;
        begins
    });
    if begins {
        wasm_bindgen_futures::spawn_local(run_all());
    }
}

thread_local! {
    /// The worker that waits for the next calls.
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

/// Runs calls until none waits.
async fn run_all() {
    let mut worker = WORKER.take();
    while has_more() {
        // The worker first: what waits for it may have been replaced when it is here.
        if worker.is_none() {
            let Ok(started) = Worker::start().await else { return give_up() };
            worker = Some(started);
        }
        let (Some(call), Some(hired)) = (next(), &worker) else { continue };
        let answer = match hired.ask(&Question::EdgeCall(Box::new(call)), LONGEST).await {
            Ok(text) => serde_json::from_str(&text).unwrap_or_else(|_| broke_down()),
            Err(failure) => {
                worker = None;
                if failure == Failure::OutOfTime { timed_out() } else { broke_down() }
            }
        };
        finish(answer);
    }
    WORKER.set(worker);
}

fn has_more() -> bool {
    RUNNER.with_borrow_mut(|runner| {
        runner.is_busy = !runner.queue.is_empty();
        runner.is_busy
    })
}

fn next() -> Option<EdgeCall> {
    RUNNER.with_borrow_mut(|runner| {
        runner.running = runner.queue.pop_front();
        runner.running.clone()
    })
}

/// The program of the workers did not arrive.
fn give_up() {
    let send = RUNNER.with_borrow_mut(|runner| {
        runner.is_busy = false;
        runner.queue.clear();
        runner.send.clone()
    });
    send.emit(Action::EdgeUnavailable(true));
}

/// Notes what came of the running call.
fn finish(answer: EdgeAnswer) {
    RUNNER.with_borrow_mut(|runner| {
        if let Some(call) = runner.running.take() {
            runner.answered.push((call, answer));
            let wait = if runner.queue.is_empty() { 0 } else { COLLECT };
            if wait == 0 || runner.collecting.is_none() {
                runner.collecting = Some(Timeout::new(wait, hand_over));
            }
        }
    });
}

/// Sends the answers that are in.
fn hand_over() {
    let (runs, send) = RUNNER.with_borrow_mut(|runner| {
        runner.collecting = None;
        (std::mem::take(&mut runner.answered), runner.send.clone())
    });
    if !runs.is_empty() {
        send.emit(Action::EdgeAnswered(runs));
    }
}
