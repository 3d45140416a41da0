//! The worker that reads the files of an import.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use hopscope_app::Action;
use hopscope_app::import::{Failure, Imported};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ErrorEvent, MessageEvent, Worker};
use yew::Callback;

/// How long reading may take, in milliseconds, once the worker is there.
const LONGEST: u32 = 10_000;

thread_local! {
    /// The worker, and whether it is at work.
    static WORKER: RefCell<Option<(Worker, bool)>> = const { RefCell::new(None) };
}

/// Has files read, and sends what comes of it. A question before that is still being answered is given up.
pub fn ask(number: u32, message: String, send: Callback<Action>) {
    WORKER.with_borrow_mut(|worker| {
        if let Some((busy, true)) = worker {
            busy.terminate();
            *worker = None;
        }
    });
    spawn_local(async move {
        let answer = answer(&message).await.map(Rc::new);
        send.emit(Action::Imported(number, answer));
    });
}

async fn answer(message: &str) -> Result<Imported, Failure> {
    said(message).await.and_then(|told| Imported::read(&told).ok_or(Failure::Broken))
}

/// What a worker says to a message, in time.
async fn said(message: &str) -> Result<String, Failure> {
    let idle = WORKER.with_borrow_mut(Option::take).map(|(worker, _)| worker);
    let worker = match idle {
        Some(worker) => worker,
        None => start().await.map_err(|_| Failure::Missing)?,
    };
    WORKER.with_borrow_mut(|slot| *slot = Some((worker.clone(), true)));
    let told = told(&worker, message);
    let timer = async {
        TimeoutFuture::new(LONGEST).await;
        Err(Failure::TooLong)
    };
    let answer = first(told, timer).await;
    WORKER.with_borrow_mut(|slot| match &answer {
        Ok(_) => *slot = Some((worker.clone(), false)),
        Err(_) => {
            worker.terminate();
            *slot = None;
        }
    });
    answer
}

/// Has the script made that collects how something is set up: the id of a distribution, or a domain name. None: no
/// script can be made of that, or the program that makes it did not arrive.
pub fn collect(target: &str, mask: bool, done: Callback<Option<String>>) {
    let message = serde_json::json!({"collect": {"target": target, "mask": mask}}).to_string();
    spawn_local(async move {
        let script = said(&message).await.ok().filter(|script| !script.is_empty());
        done.emit(script);
    });
}

/// What the worker says to a message.
async fn told(worker: &Worker, message: &str) -> Result<String, Failure> {
    let promise = Promise::new(&mut |resolve, reject| {
        let answered = Closure::once_into_js(move |event: MessageEvent| {
            let _ = resolve.call1(&JsValue::NULL, &event.data());
        });
        let failed = Closure::once_into_js(move |event: ErrorEvent| {
            event.prevent_default();
            let _ = reject.call0(&JsValue::NULL);
        });
        worker.set_onmessage(Some(answered.unchecked_ref()));
        worker.set_onerror(Some(failed.unchecked_ref()));
    });
    worker.post_message(&message.into()).map_err(|_| Failure::Broken)?;
    let told = JsFuture::from(promise).await.map_err(|_| Failure::Broken)?;
    told.as_string().ok_or(Failure::Broken)
}

/// Whichever comes first.
async fn first<T>(one: impl Future<Output = T>, other: impl Future<Output = T>) -> T {
    let (mut one, mut other) = (std::pin::pin!(one), std::pin::pin!(other));
    std::future::poll_fn(move |context| match one.as_mut().poll(context) {
        std::task::Poll::Pending => other.as_mut().poll(context),
        ready => ready,
    })
    .await
}

/// A worker, once it waits for messages: see static/boot.js.
async fn start() -> Result<Worker, JsValue> {
    let start: Function = Reflect::get(&js_sys::global(), &"hopscopeStartWorker".into())?.dyn_into()?;
    let promise: Promise = start.call0(&JsValue::NULL)?.dyn_into()?;
    JsFuture::from(promise).await?.dyn_into()
}
