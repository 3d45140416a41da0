//! The crash screen of static/boot.js, and what it shows.

use gloo::events::EventListener;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Shows the crash screen.
pub fn show(message: &str) {
    call("hopscopeCrash", message);
}

/// Shows that the page could not be loaded, with a way to try again.
pub fn fail(detail: &str) {
    call("hopscopeFailed", detail);
}

fn call(screen: &str, message: &str) {
    let global = js_sys::global();
    if let Ok(screen) = Reflect::get(&global, &screen.into())
        && let Ok(screen) = screen.dyn_into::<Function>()
    {
        let _ = screen.call1(&JsValue::NULL, &message.into());
    }
}

/// Shows the crash screen when the program panics.
pub fn report_panics() {
    yew::set_custom_panic_hook(Box::new(|panic| show(&panic.to_string())));
    EventListener::new(&gloo::utils::window(), DRILL, |_| drill()).forget();
}

/// The event that makes the program panic, for the test of the crash screen. Nobody can send it but a script of the
/// page itself, which has none but its own.
const DRILL: &str = "hopscope:panic";

#[expect(clippy::panic, reason = "the crash screen is to be seen with a real panic, in the program that is deployed")]
fn drill() {
    panic!("a drill: the page was asked to panic");
}

/// Hands the scenario over, for the crash screen to offer.
pub fn remember(json: &str) {
    let _ = Reflect::set(&js_sys::global(), &"hopscopeLastScenario".into(), &json.into());
}
