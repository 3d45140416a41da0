//! The page's side of its workers: programs that answer one question at a time.
//!
//! Who asks holds a [`Worker`] of its own, so that no kind of question waits for another: edge code (`edge_code`),
//! advice (`advice`) and importing (`import`). static/boot.js fetches and compiles the workers' program once and starts them; all else about
//! them is here.
//!
//! `gloo-worker` would do part of this. It starts workers by an address of their own, which a frame with an opaque origin
//! may not do, and has no way to give a question up.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use hopscope_question::Question;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent};

/// Why a question has no answer. The worker is of no more use then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It took too long, or was given up.
    OutOfTime,
    /// It brought the worker down.
    BrokeDown,
}

/// A worker that is ended when it is dropped.
pub struct Worker {
    worker: web_sys::Worker,
    /// What gives the running question up, with a failure's name.
    pending: Rc<RefCell<Option<Function>>>,
    _failed: Closure<dyn FnMut(Event)>,
}

/// The names of failures on their way through a promise.
const OUT_OF_TIME: &str = "out of time";
const BROKE_DOWN: &str = "broke down";

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Worker {
    /// A worker, once it waits for questions.
    ///
    /// # Errors
    /// When its program did not arrive. It may be asked for again.
    pub async fn start() -> Result<Self, JsValue> {
        let start: Function = Reflect::get(&js_sys::global(), &"hopscopeStartWorker".into())?.dyn_into()?;
        let promise: Promise = start.call0(&JsValue::NULL)?.dyn_into()?;
        let worker: web_sys::Worker = JsFuture::from(promise).await?.dyn_into()?;
        let pending = Rc::new(RefCell::new(None));
        let broken = Rc::clone(&pending);
        let failed = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            reject(&broken, BROKE_DOWN);
        });
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Ok(Self { worker, pending, _failed: failed })
    }

    /// Asks a question, and waits so many milliseconds at most for its answer.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ask(&self, question: &Question, longest: u32) -> Result<String, Failure> {
        let answer = Promise::new(&mut |resolve, reject| {
            self.worker.set_onmessage(Some(&resolve));
            *self.pending.borrow_mut() = Some(reject);
        });
        let pending = Rc::clone(&self.pending);
        let timer = Timeout::new(longest, move || reject(&pending, OUT_OF_TIME));
        let posted = self.worker.post_message(&question.to_message().into());
        let answered = JsFuture::from(answer);
        if posted.is_err() {
            return Err(Failure::BrokeDown);
        }
        let answered = answered.await;
        drop(timer);
        self.pending.replace(None);
        match answered {
            Ok(event) => event.unchecked_into::<MessageEvent>().data().as_string().ok_or(Failure::BrokeDown),
            Err(reason) if reason == OUT_OF_TIME => Err(Failure::OutOfTime),
            Err(_) => Err(Failure::BrokeDown),
        }
    }

    /// Gives the running question up: whoever asked it has no answer.
    pub fn give_up(&self) {
        reject(&self.pending, OUT_OF_TIME);
    }
}

fn reject(pending: &RefCell<Option<Function>>, why: &str) {
    if let Some(reject) = pending.take() {
        let _ = reject.call1(&JsValue::NULL, &why.into());
    }
}
