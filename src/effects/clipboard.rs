//! The clipboard and the system's share sheet.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// Copies a text, and tells whether that was possible: in most frames, and over plain HTTP, it is not.
pub fn copy(text: String, done: Callback<bool>) {
    let navigator = gloo::utils::window().navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    if clipboard.is_undefined() {
        done.emit(false);
        return;
    }
    let promise = navigator.clipboard().write_text(&text);
    wasm_bindgen_futures::spawn_local(async move {
        done.emit(JsFuture::from(promise).await.is_ok());
    });
}

/// `navigator.share`, which phones and some desktops have.
fn share_function() -> Option<Function> {
    Reflect::get(&gloo::utils::window().navigator(), &"share".into()).ok()?.dyn_into().ok()
}

/// Whether the system has a share sheet.
pub fn can_share() -> bool {
    share_function().is_some()
}

/// Opens the system's share sheet. What becomes of it is between the user and the system.
pub fn share(title: &str, url: &str) {
    let data = Object::new();
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &url.into());
    let answer = share_function().and_then(|share| share.call1(&gloo::utils::window().navigator(), &data).ok());
    if let Some(promise) = answer.and_then(|value| value.dyn_into::<Promise>().ok()) {
        // A cancelled sheet rejects the promise.
        wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
}

/// Selects the text of the area of that id, for the user to copy.
pub fn select(id: &str) {
    if let Some(area) = super::element::<web_sys::HtmlTextAreaElement>(id) {
        let _ = area.focus();
        area.select();
    }
}
