//! Importing, with a worker of its own, so that reading files never stands in the way of edge code.

use std::cell::RefCell;
use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::import::{Failure, Imported};
use hopscope_question::Question;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::worker::{self, Worker};

/// How long reading may take, in milliseconds, once the worker is there.
const LONGEST: u32 = 10_000;

thread_local! {
    /// The worker that waits for the next question.
    static IDLE: RefCell<Option<Rc<Worker>>> = const { RefCell::new(None) };
    /// The worker that reads files.
    static READING: RefCell<Option<Rc<Worker>>> = const { RefCell::new(None) };
}

/// Has files read, and sends what comes of it. A question before that is still being answered is given up.
pub fn ask(number: u32, question: Question, send: Callback<Action>) {
    if let Some(busy) = READING.take() {
        busy.give_up();
    }
    spawn_local(async move {
        let answer = read(&question).await.map(Rc::new);
        send.emit(Action::Imported(number, answer));
    });
}

async fn read(question: &Question) -> Result<Imported, Failure> {
    let worker = hire().await?;
    READING.set(Some(Rc::clone(&worker)));
    let told = put(&worker, question).await;
    READING.with_borrow_mut(|reading| {
        // A later question may have come meanwhile, with another worker.
        reading.take_if(|reading| Rc::ptr_eq(reading, &worker));
    });
    let told = told?;
    IDLE.set(Some(worker));
    Imported::read(&told).ok_or(Failure::Broken)
}

/// Has the script made that collects how something is set up: the id of a distribution, or a domain name. None: no
/// script can be made of that, or the program that makes it did not arrive.
pub fn collect(target: &str, mask: bool, done: Callback<Option<String>>) {
    let question = Question::Collect { target: target.to_owned(), mask };
    spawn_local(async move {
        let script = script(&question).await.ok().filter(|script| !script.is_empty());
        done.emit(script);
    });
}

async fn script(question: &Question) -> Result<String, Failure> {
    let worker = hire().await?;
    let script = put(&worker, question).await?;
    IDLE.set(Some(worker));
    Ok(script)
}

/// The worker that is idle, or another.
async fn hire() -> Result<Rc<Worker>, Failure> {
    match IDLE.take() {
        Some(worker) => Ok(worker),
        None => Worker::start().await.map(Rc::new).map_err(|_| Failure::Missing),
    }
}

async fn put(worker: &Worker, question: &Question) -> Result<String, Failure> {
    worker.ask(question, LONGEST).await.map_err(|failure| match failure {
        worker::Failure::OutOfTime => Failure::TooLong,
        worker::Failure::BrokeDown => Failure::Broken,
    })
}
