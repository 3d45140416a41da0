//! A newer version of the page, which static/offline.js finds and the user takes.

use gloo::events::EventListener;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The event that tells of it.
const FOUND: &str = "hopscope:update";

/// Tells when there is one, now or later.
pub fn watch(found: impl Fn() + 'static) -> EventListener {
    if taker().is_some() {
        found();
    }
    EventListener::new(&gloo::utils::window(), FOUND, move |_| found())
}

/// Takes it: the page loads again.
pub fn take() {
    if let Some(take) = taker() {
        let _ = take.call0(&JsValue::NULL);
    }
}

fn taker() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"hopscopeUpdate".into()).ok()?.dyn_into().ok()
}
