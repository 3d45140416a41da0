//! Edge code and advice in the browser: the program of the page's workers.
//!
//! | module | holds |
//! | --- | --- |
//! | [`mod@worker`] | [`worker::Worker`]: answers messages |
//!
//! The page starts a worker when it first has a question for one, hands it one message at a time and gets one answer to
//! each, both as text: what can be asked is `hopscope_question`. See static/boot.js, which starts the workers, and
//! src/effects/worker.rs, which asks them and ends those that do not answer.
//!
//! The user's code runs inside the engine that this program carries, never in the browser's own: it sees nothing of the
//! worker, and the worker holds nothing but texts and the message.

mod worker;

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static WORKER: RefCell<worker::Worker> = RefCell::default();
}

/// Answers a message.
///
/// # Errors
/// When it is none: the page and the worker are not of the same build.
#[wasm_bindgen]
pub fn answer(message: &str) -> Result<String, String> {
    WORKER.with_borrow_mut(|worker| worker.answer(message))
}

fn main() {}
