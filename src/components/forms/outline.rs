//! The parts of the scenario's JSON, to fold and to find a place by.

use std::rc::Rc;

use hopscope_app::json_outline::{Kind, Node, outline};
use yew::prelude::*;

use super::document::select;

/// How much of a value is shown, in characters: the code of a function is long.
const SHOWN: usize = 60;

/// The text whose parts are shown, and what the heading says.
#[derive(Clone, PartialEq, Properties)]
pub struct OutlineProps {
    /// The text.
    pub text: Rc<str>,
    /// The heading.
    pub heading: AttrValue,
}

/// The parts of a text, folded at first. What is folded is not drawn. While the text is no JSON, as between two keys,
/// its parts are those that it had last, and lead nowhere.
#[component]
pub fn Outline(props: &OutlineProps) -> Html {
    let open = use_state(|| false);
    let last = use_mut_ref(|| None);
    let root = open.then(|| outline(&props.text)).flatten();
    let is_past = root.is_none();
    let mut last = last.borrow_mut();
    *last = root.or(last.take());
    html! {
        <details class="outline" open={*open}>
            <summary onclick={flip(&open)}>{ &props.heading }</summary>
            if let (true, Some(root)) = (*open, &*last) {
                <ul inert={is_past}>{ for root.inside().iter().map(item) }</ul>
            }
        </details>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BranchProps {
    node: Rc<Node>,
}

/// An object or a list.
#[component]
fn Branch(props: &BranchProps) -> Html {
    let open = use_state(|| false);
    let inside = props.node.inside();
    let [begin, end] = if matches!(props.node.kind, Kind::List(_)) { ["[", "]"] } else { ["{", "}"] };
    html! {
        <details open={*open}>
            <summary onclick={flip(&open)}>{ name(&props.node) }{ begin }<span class="fine">{ inside.len() }</span>{ end }</summary>
            if *open {
                <ul>{ for inside.iter().map(item) }</ul>
            }
        </details>
    }
}

fn item(node: &Rc<Node>) -> Html {
    let Kind::Leaf(token, text) = &node.kind else {
        return html! { <li><Branch node={Rc::clone(node)} /></li> };
    };
    let place = node.place;
    let shown: String = text.chars().take(SHOWN).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    html! {
        <li><button type="button" class="link" onclick={move |_: MouseEvent| select(place)}>
            { name(node) }<span class={token.class()}>{ shown }{ more }</span>
        </button></li>
    }
}

fn name(node: &Node) -> Html {
    if node.key.is_empty() {
        Html::default()
    } else {
        html! { <><span class="key">{ &node.key }</span>{ ": " }</> }
    }
}

/// The state follows, in place of the browser's own: what is folded is to be drawn no more.
fn flip(open: &UseStateHandle<bool>) -> Callback<MouseEvent> {
    let open = open.clone();
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        open.set(!*open);
    })
}
