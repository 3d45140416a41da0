//! Small buttons.

use yew::prelude::*;

use crate::page::use_page;

#[derive(Properties, PartialEq)]
pub struct IconButtonProps {
    /// What it does, in words: its name, and its tip.
    pub label: AttrValue,
    /// What it shows.
    pub glyph: AttrValue,
    pub onclick: Callback<MouseEvent>,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub class: Classes,
}

/// A button that shows a sign.
#[component]
pub fn IconButton(props: &IconButtonProps) -> Html {
    html! {
        <button
            type="button"
            class={classes!("icon", props.class.clone())}
            aria-label={props.label.clone()}
            title={props.label.clone()}
            disabled={props.disabled}
            onclick={props.onclick.clone()}
        >
            <span aria-hidden="true">{ &props.glyph }</span>
        </button>
    }
}

#[derive(Properties, PartialEq)]
pub struct AddButtonProps {
    /// What is added.
    pub label: AttrValue,
    pub onclick: Callback<MouseEvent>,
}

/// A button that adds something.
#[component]
pub fn AddButton(props: &AddButtonProps) -> Html {
    let name = use_page().fill("form.add", &[("what", props.label.as_str())]);
    html! {
        <button type="button" class="add" aria-label={name} onclick={props.onclick.clone()}>
            <span aria-hidden="true">{ "+ " }</span>{ &props.label }
        </button>
    }
}
