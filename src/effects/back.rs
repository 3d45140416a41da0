//! Back closes what was opened: a dialog, the panel of a step, the drawer of forms.
//!
//! What is opened gets an entry of its own in the browser's history, on top of the page's. Back leaves that entry, and
//! what was opened closes. Where it closes otherwise, the entry is left as well, so that no Back does nothing. The entry
//! below is marked: an address that somebody types makes another one, which is not for this module.

use std::cell::Cell;

use gloo::events::EventListener;
use hopscope_app::Action;
use hopscope_app::model::{Model, Tab};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDialogElement, PopStateEvent};
use yew::Callback;

use super::{address, element, wiring};
use crate::components::first::drawing::step_id;
use crate::components::widgets::dialog::ID;

/// What marks the entry below.
const BELOW: &str = "hopscope.below";

/// Where the page stands in the browser's history.
#[derive(Clone, Copy, Default, PartialEq)]
enum Entry {
    /// At its own entry.
    #[default]
    Own,
    /// At the entry of what is opened.
    Opened,
    /// On the way back from there.
    Leaving,
}

thread_local! {
    static ENTRY: Cell<Entry> = const { Cell::new(Entry::Own) };
}

/// Whether something is opened that Back is to close.
pub fn is_opened(model: &Model) -> bool {
    let drawer = model.tab == Tab::SetUp && !model.narrow;
    !model.embed && (model.dialog.is_some() || model.selection.step.is_some() || drawer)
}

/// Notes that something was opened, or that nothing is any more.
pub fn follow(is_opened: bool) {
    let Ok(history) = gloo::utils::window().history() else { return };
    match (is_opened, ENTRY.get()) {
        (true, Entry::Own) => {
            let marked = history.replace_state_with_url(&BELOW.into(), "", None).is_ok();
            if marked && history.push_state_with_url(&JsValue::NULL, "", None).is_ok() {
                ENTRY.set(Entry::Opened);
            }
        }
        (false, Entry::Opened) => {
            ENTRY.set(Entry::Leaving);
            let _ = history.back();
        }
        // Opened again before the way back is gone: its end opens another entry.
        _ => {}
    }
}

/// Watches for Back. `is_opened` says whether something is, at that time.
pub fn watch(is_opened: impl Fn() -> bool + 'static, close: Callback<()>) -> EventListener {
    EventListener::new(&gloo::utils::window(), "popstate", move |event| {
        let state = event.unchecked_ref::<PopStateEvent>().state();
        if state.as_string().as_deref() != Some(BELOW) {
            return;
        }
        // The entry below has the address of the time when something was opened.
        address::keep();
        match ENTRY.replace(Entry::Own) {
            Entry::Opened => close.emit(()),
            Entry::Leaving if is_opened() => follow(true),
            _ => {}
        }
    })
}

/// Closes what is opened. The focus goes back to where it came from, as after the button that closes it.
pub fn close(model: &Model, send: &Callback<Action>) {
    let is_drawn = model.tab == Tab::SetUp && !model.narrow;
    let dialog = element::<HtmlDialogElement>(ID);
    if model.selection.step.is_some() {
        send.emit(Action::ShowStep(None));
    }
    if is_drawn {
        send.emit(Action::ShowTab(Tab::Flow));
    }
    match (&dialog, model.selection.step) {
        (Some(dialog), _) => dialog.close(),
        (None, Some(step)) => wiring::focus(&step_id(step)),
        (None, None) if is_drawn => wiring::focus("open-set-up"),
        _ => {}
    }
    // A dialog whose part has not arrived is closed, too.
    if model.dialog.is_some() {
        send.emit(Action::ShowDialog(None));
    }
}
