//! The page around a frame. It is told the height of the content, and nothing else.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Whether the page stands in a frame.
fn is_framed() -> bool {
    let window = gloo::utils::window();
    window.parent().ok().flatten().is_some_and(|parent| !Object::is(&parent, &window))
}

/// The height is told when it has not changed for so long, in milliseconds: what is drawn in several steps has several.
const SETTLED: u32 = 120;

/// Posts `{type: "hopscope:size", version: 1, height}` to the page around whenever the height of `content` has changed.
pub fn report_height(content: Element) {
    if !is_framed() {
        return;
    }
    let last = Rc::new(Cell::new(0));
    let watched = content.clone();
    let mut waiting = None;
    let callback = Closure::<dyn FnMut(Array)>::new(move |_: Array| {
        let (last, watched) = (Rc::clone(&last), watched.clone());
        let tell = Timeout::new(SETTLED, move || {
            let height = watched.scroll_height();
            if last.replace(height) != height {
                post(height);
            }
        });
        // The one before is given up.
        drop(waiting.replace(tell));
    });
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(&content);
    }
    // The content stays as long as the page.
    callback.forget();
}

/// Opens an address in a tab of its own. Whether that is allowed: in many sandboxes it is not.
pub fn open(address: &str) -> bool {
    match gloo::utils::window().open_with_url_and_target(address, "_blank") {
        Ok(Some(opened)) => {
            // Asked for by `noopener` in the call, the browser would not tell whether it opened anything.
            let _ = opened.set_opener(&JsValue::NULL);
            true
        }
        _ => false,
    }
}

/// Tells how wide the content of `element` is, now and whenever that changes. (Not from inside the observer: what is
/// drawn anew there would be observed in the same frame, which browsers report as an error.)
pub fn watch_width(element: &Element, told: yew::Callback<u16>) {
    let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let entry: ResizeObserverEntry = entries.get(0).unchecked_into();
        let (told, width) = (told.clone(), entry.content_rect().width());
        Timeout::new(0, move || told.emit(width as u16)).forget();
    });
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    callback.forget();
}

fn post(height: i32) {
    let message = Object::new();
    for (name, value) in [("type", JsValue::from("hopscope:size")), ("version", 1.into()), ("height", height.into())] {
        let _ = Reflect::set(&message, &name.into(), &value);
    }
    if let Ok(Some(parent)) = gloo::utils::window().parent() {
        // Any page may embed this one; a size is no secret.
        let _ = parent.post_message(&message, "*");
    }
}
