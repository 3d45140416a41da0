//! A button that opens a list of commands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// A command.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// What it does.
    pub label: String,
    /// More about it.
    pub hint: String,
    pub run: Callback<()>,
}

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    pub label: AttrValue,
    pub items: Vec<Item>,
}

#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| false);
    let root = use_node_ref();
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // Leaving with the keyboard or the mouse closes it.
    let onfocusout = {
        let (open, root) = (open.clone(), root.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            if !root.cast::<Node>().is_some_and(|root| root.contains(to.as_ref())) {
                open.set(false);
            }
        })
    };
    let onkeydown = {
        let (open, root) = (open.clone(), root.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if *open => {
                open.set(false);
                focus(&root, "button");
            }
            "ArrowDown" if *open => {
                event.prevent_default();
                step(&event, true);
            }
            "ArrowUp" if *open => {
                event.prevent_default();
                step(&event, false);
            }
            _ => {}
        })
    };
    html! {
        <div class="menu" ref={root} {onfocusout} {onkeydown}>
            <button type="button" aria-haspopup="true" aria-expanded={if *open { "true" } else { "false" }} onclick={toggle}>
                { &props.label }<span class="caret" aria-hidden="true">{ "▾" }</span>
            </button>
            if *open {
                <ul class="menu-list">
                    { for props.items.iter().map(|item| html! { <li>{ entry(item, &open) }</li> }) }
                </ul>
            }
        </div>
    }
}

fn entry(item: &Item, open: &UseStateHandle<bool>) -> Html {
    let onclick = {
        let (run, open) = (item.run.clone(), open.clone());
        Callback::from(move |_: MouseEvent| {
            open.set(false);
            run.emit(());
        })
    };
    html! {
        <button type="button" {onclick}>
            <span>{ &item.label }</span>
            if !item.hint.is_empty() { <small>{ &item.hint }</small> }
        </button>
    }
}

fn focus(root: &NodeRef, selector: &str) {
    let found = root.cast::<Element>().and_then(|root| root.query_selector(selector).ok().flatten());
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
