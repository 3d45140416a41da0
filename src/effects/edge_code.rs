//! The worker that runs edge code.
//!
//! One worker runs one call at a time. The page waits for none of them: a call that is not answered in time is given up
//! together with its worker, and the next call gets a new one.

use std::cell::RefCell;
use std::collections::VecDeque;

use gloo::timers::callback::Timeout;
use hopscope_app::Action;
use hopscope_app::edge_code::{Run, broke_down, timed_out};
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker};
use yew::Callback;

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
    worker: Hand,
    queue: VecDeque<EdgeCall>,
    running: Option<(EdgeCall, Timeout)>,
    answered: Vec<Run>,
    collecting: Option<Timeout>,
    send: Callback<Action>,
    write: Option<fn(&EdgeCall) -> String>,
    read: Option<fn(&str) -> Option<EdgeAnswer>>,
}

#[derive(Default)]
enum Hand {
    #[default]
    None,
    Starting,
    Ready(Hired),
}

/// A worker that is ended when it is dropped.
struct Hired {
    worker: Worker,
    _answered: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Drop for Hired {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// How the worker is spoken to: as the part of the program says that knows calls.
pub fn speak(write: fn(&EdgeCall) -> String, read: fn(&str) -> Option<EdgeAnswer>) {
    RUNNER.with_borrow_mut(|runner| (runner.write, runner.read) = (Some(write), Some(read)));
}

/// Runs these calls and no others that are waiting.
pub fn run(calls: Vec<EdgeCall>, send: &Callback<Action>) {
    RUNNER.with_borrow_mut(|runner| {
        runner.send = send.clone();
        let known = |call: &EdgeCall| {
            runner.running.as_ref().is_some_and(|(running, _)| running == call)
                || runner.answered.iter().any(|(answered, _)| answered == call)
        };
        runner.queue = calls.into_iter().filter(|call| !known(call)).collect();
        runner.next();
    });
}

impl Runner {
    /// Hands the next call to the worker, if it is free.
    fn next(&mut self) {
        if self.running.is_some() || self.queue.is_empty() {
            return;
        }
        match &self.worker {
            Hand::Starting => {}
            Hand::None => {
                self.worker = Hand::Starting;
                wasm_bindgen_futures::spawn_local(async { started(start().await) });
            }
            Hand::Ready(hired) => {
                let Some(call) = self.queue.pop_front() else { return };
                let text = self.write.map(|write| write(&call)).unwrap_or_default();
                let _ = hired.worker.post_message(&text.into());
                self.running = Some((call, Timeout::new(LONGEST, || give_up(timed_out()))));
            }
        }
    }

    /// Notes what came of the running call, and goes on with the next.
    fn finish(&mut self, answer: EdgeAnswer) {
        if let Some((call, _)) = self.running.take() {
            self.answered.push((call, answer));
            let wait = if self.queue.is_empty() { 0 } else { COLLECT };
            if wait == 0 || self.collecting.is_none() {
                self.collecting = Some(Timeout::new(wait, hand_over));
            }
        }
        self.next();
    }
}

/// A worker, once it waits for calls.
async fn start() -> Result<Worker, JsValue> {
    let start: Function = Reflect::get(&js_sys::global(), &"hopscopeStartWorker".into())?.dyn_into()?;
    let promise: Promise = start.call0(&JsValue::NULL)?.dyn_into()?;
    JsFuture::from(promise).await?.dyn_into()
}

fn started(started: Result<Worker, JsValue>) {
    let failed = RUNNER.with_borrow_mut(|runner| match started {
        Ok(worker) => {
            runner.worker = Hand::Ready(Hired::new(worker));
            runner.next();
            None
        }
        Err(_) => {
            runner.worker = Hand::None;
            runner.queue.clear();
            Some(runner.send.clone())
        }
    });
    if let Some(send) = failed {
        send.emit(Action::EdgeUnavailable(true));
    }
}

impl Hired {
    fn new(worker: Worker) -> Self {
        let answered = Closure::new(|event: MessageEvent| {
            RUNNER.with_borrow_mut(|runner| {
                let answer = event.data().as_string().and_then(|text| runner.read?(&text));
                runner.finish(answer.unwrap_or_else(broke_down));
            });
        });
        let failed = Closure::new(|event: Event| {
            event.prevent_default();
            give_up(broke_down());
        });
        worker.set_onmessage(Some(answered.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Self { worker, _answered: answered, _failed: failed }
    }
}

/// Ends the worker and with it the running call.
fn give_up(answer: EdgeAnswer) {
    RUNNER.with_borrow_mut(|runner| {
        runner.worker = Hand::None;
        runner.finish(answer);
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
