//! A button that opens a list of commands.

use hopscope_app::Action;
use hopscope_app::model::Menu;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

use crate::page::Page;

/// A command.
pub struct Item {
    /// What it does.
    pub label: String,
    /// More about it.
    pub hint: String,
    pub run: Callback<()>,
}

/// A button that opens a list of commands, and the list while it is open.
pub fn menu(page: &Page, menu: Menu, label: String, items: Vec<Item>) -> Html {
    let open = page.model.menu == Some(menu);
    let toggle = page.on::<MouseEvent>(Action::ShowMenu((!open).then_some(menu)));
    // Leaving with the keyboard or the mouse closes it.
    let onfocusout = {
        let close = page.on::<()>(Action::ShowMenu(None));
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            let inside = root(&event).is_some_and(|root| root.contains(to.as_ref()));
            if open && !inside {
                close.emit(());
            }
        })
    };
    let onkeydown = {
        let close = page.on::<()>(Action::ShowMenu(None));
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if open => {
                close.emit(());
                focus_button(&event);
            }
            "ArrowDown" if open => {
                event.prevent_default();
                step(&event, true);
            }
            "ArrowUp" if open => {
                event.prevent_default();
                step(&event, false);
            }
            _ => {}
        })
    };
    html! {
        <div class="menu" {onfocusout} {onkeydown}>
            <button type="button" aria-haspopup="true" aria-expanded={if open { "true" } else { "false" }} onclick={toggle}>
                { label }<span class="caret" aria-hidden="true">{ "▾" }</span>
            </button>
            if open {
                <ul class="menu-list">
                    { for items.into_iter().map(|item| html! { <li>{ entry(page, item) }</li> }) }
                </ul>
            }
        </div>
    }
}

fn entry(page: &Page, item: Item) -> Html {
    let onclick = {
        let (run, close) = (item.run, page.on::<()>(Action::ShowMenu(None)));
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            run.emit(());
        })
    };
    html! {
        <button type="button" {onclick}>
            <span>{ item.label }</span>
            if !item.hint.is_empty() { <small>{ item.hint }</small> }
        </button>
    }
}

/// The menu that an event has arrived at.
fn root(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(".menu").ok()?
}

fn focus_button(event: &Event) {
    let found = root(event).and_then(|root| root.query_selector("button").ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// From the button to the first command, and from each to its neighbour.
fn step(event: &KeyboardEvent, down: bool) {
    let Some(from) = event.target_dyn_into::<Element>() else { return };
    let item = match (from.parent_element().filter(|parent| parent.tag_name() == "LI"), down) {
        (None, _) => from.parent_element().and_then(|menu| menu.query_selector("li").ok().flatten()),
        (Some(item), true) => item.next_element_sibling(),
        (Some(item), false) => item.previous_element_sibling(),
    };
    let button = item.and_then(|item| item.first_element_child());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
