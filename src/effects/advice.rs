//! Advice: the worker that gives it is run by static/boot.js, which asks one question at a time.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::advice::{Given, Question};
use hopscope_report::Report;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// Asks, and sends the answer. A question whose place another one took has none.
pub fn ask(question: Question, send: Callback<Action>) {
    wasm_bindgen_futures::spawn_local(async move {
        let report = match answer(&question).await {
            Ok(answer) if answer.is_null() => return,
            Ok(answer) => answer.as_string().and_then(|json| Report::from_json(&json)),
            Err(_) => None,
        };
        send.emit(Action::Advised(Given { question, report: report.map(Rc::new) }));
    });
}

async fn answer(question: &Question) -> Result<JsValue, JsValue> {
    let advise: Function = Reflect::get(&js_sys::global(), &"hopscopeAdvise".into())?.dyn_into()?;
    let language = question.language.tag().into();
    let promise: Promise = advise.call2(&JsValue::NULL, &question.message().into(), &language)?.dyn_into()?;
    JsFuture::from(promise).await
}
