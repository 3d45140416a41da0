//! Advice, from a worker of its own, so that it never stands in the way of edge code.
//!
//! Questions are asked one at a time, and of those that wait only the newest. A worker that takes too long, or makes a
//! newer question wait, is ended: the next question gets another.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use hopscope_app::Action;
use hopscope_app::advice::{Given, Question};
use hopscope_app::import::Sources;
use hopscope_locale::Language;
use hopscope_question::Question as Message;
use hopscope_report::Report;
use yew::Callback;

use super::locale;
use super::worker::Worker;

/// How long an answer may take, in milliseconds.
const LONGEST: u32 = 10_000;

/// How long a newer question waits for the one before it, in milliseconds.
const PATIENCE: u32 = 1_500;

thread_local! {
    static ADVISER: RefCell<Adviser> = RefCell::default();
}

#[derive(Default)]
struct Adviser {
    worker: Option<Rc<Worker>>,
    /// The language of the texts that the worker has.
    language: Option<Language>,
    /// The files that the worker knows of.
    sources: Sources,
    is_busy: bool,
    waiting: Option<(Question, Callback<Action>)>,
    hurry: Option<Timeout>,
}

/// Asks, and sends the answer. A question whose place another one took has none.
pub fn ask(question: Question, send: Callback<Action>) {
    let is_free = ADVISER.with_borrow_mut(|adviser| {
        adviser.waiting = Some((question, send));
        let is_free = !adviser.is_busy;
        adviser.is_busy = true;
        if !is_free && adviser.hurry.is_none() {
            adviser.hurry = Some(Timeout::new(PATIENCE, hurry));
        }
        is_free
    });
    if is_free {
        wasm_bindgen_futures::spawn_local(answer_all());
    }
}

/// Answers questions until none waits.
async fn answer_all() {
    while let Some((question, send)) = next() {
        let report = answer(&question).await;
        if report.is_none() {
            ADVISER.with_borrow_mut(|adviser| (adviser.worker, adviser.language, adviser.sources) = Default::default());
        }
        // What was given up for a newer question is not missed.
        let is_newest = ADVISER.with_borrow(|adviser| adviser.waiting.is_none());
        if is_newest || report.is_some() {
            send.emit(Action::Advised(Given { question, report: report.map(Rc::new) }));
        }
    }
}

fn next() -> Option<(Question, Callback<Action>)> {
    ADVISER.with_borrow_mut(|adviser| {
        adviser.hurry = None;
        let next = adviser.waiting.take();
        adviser.is_busy = next.is_some();
        next
    })
}

/// Gives up what a newer question waits for.
fn hurry() {
    let worker = ADVISER.with_borrow_mut(|adviser| {
        adviser.hurry = None;
        adviser.worker.clone()
    });
    if let Some(worker) = worker {
        worker.give_up();
    }
}

/// The answer to a question. None: it took too long, or something did not arrive.
async fn answer(question: &Question) -> Option<Report> {
    let worker = match ADVISER.with_borrow(|adviser| adviser.worker.clone()) {
        Some(worker) => worker,
        None => {
            let worker = Rc::new(Worker::start().await.ok()?);
            ADVISER.with_borrow_mut(|adviser| adviser.worker = Some(Rc::clone(&worker)));
            worker
        }
    };
    let language = Some(question.language);
    if ADVISER.with_borrow(|adviser| adviser.language != language) {
        let texts = locale::fetch_advice(question.language).await?;
        worker.ask(&Message::Texts(texts), LONGEST).await.ok()?;
        ADVISER.with_borrow_mut(|adviser| adviser.language = language);
    }
    if ADVISER.with_borrow(|adviser| adviser.sources != question.sources) {
        worker.ask(&question.sources.message(), LONGEST).await.ok()?;
        ADVISER.with_borrow_mut(|adviser| adviser.sources = question.sources.clone());
    }
    let answer = worker.ask(&question.message(), LONGEST).await.ok()?;
    Report::from_json(&answer)
}
