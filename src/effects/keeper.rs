//! Keeps the focus where the user is. What has it may go, as the button that deletes its own row; the browser then gives
//! it to the page as a whole, and whoever works by keyboard begins again at the top.

use std::cell::RefCell;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

thread_local! {
    /// What could be focused in the card where the focus was last, and which of it had it.
    static LAST: RefCell<(Vec<HtmlElement>, usize)> = const { RefCell::new((Vec::new(), 0)) };
}

/// What can be focused.
const FOCUSABLE: &str = ":is(button, input, select, textarea):enabled, summary, a[href], [tabindex='0']";

/// Remembers what has the focus, and its neighbours.
pub fn watch() -> EventListener {
    EventListener::new(&gloo::utils::document(), "focusin", |event| {
        if let Some(focused) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            remember(&focused);
        }
    })
}

fn remember(focused: &Element) {
    let around = focused.closest("section, header, dialog, .column, main").ok().flatten();
    let Some(Ok(found)) = around.map(|around| around.query_selector_all(FOCUSABLE)) else { return };
    let all = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<Element>().ok());
    let all: Vec<HtmlElement> = all.map(JsCast::unchecked_into).collect();
    let at = all.iter().position(|each| each.is_same_node(Some(focused))).unwrap_or_default();
    LAST.set((all, at));
}

/// Gives the focus to the nearest neighbour, if what had it is gone: one before it, or else one behind. Never to what
/// deletes: the next press of the same key would.
pub fn restore() {
    let document = gloo::utils::document();
    let body = document.body();
    if document.active_element().is_some_and(|active| body.is_none_or(|body| *body != active)) {
        return;
    }
    if let Some(next) = LAST.with_borrow(|(all, at)| neighbour(all, *at)) {
        // While a pointer is pressed the focus is nowhere, too: what is under it must not move away.
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = next.focus_with_options(&still);
        // Nobody listens at this moment. What has gone would be missed again each time that a field is left.
        remember(&next);
    }
}

/// The nearest neighbour of what is gone.
fn neighbour(all: &[HtmlElement], at: usize) -> Option<HtmlElement> {
    if all.get(at)?.is_connected() {
        return None;
    }
    let (before, behind) = all.split_at_checked(at)?;
    let fit = |each: &&HtmlElement| each.is_connected() && !each.class_list().contains("danger");
    before.iter().rev().chain(behind).find(fit).cloned()
}
