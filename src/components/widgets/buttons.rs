//! Small buttons.

use yew::prelude::*;

use crate::components::first::card::classes;
use crate::page::Page;

/// A button that shows a sign.
pub struct IconButton {
    glyph: &'static str,
    label: String,
    onclick: Callback<MouseEvent>,
    disabled: bool,
    class: &'static str,
}

impl IconButton {
    /// A button that shows `glyph`. `label` says in words what it does: it is the button's name, and its tip.
    pub fn new(glyph: &'static str, label: String, onclick: Callback<MouseEvent>) -> Self {
        Self { glyph, label, onclick, disabled: false, class: "" }
    }

    /// Whether there is nothing to do for it now.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// A further class.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// The button.
    pub fn view(self) -> Html {
        let label = AttrValue::from(self.label);
        // It stays where it is in the order of focus: whoever pressed it for the last time is still there.
        let onclick = (!self.disabled).then_some(self.onclick);
        html! {
            <button type="button" class={classes("icon", self.class)} aria-label={label.clone()} title={label}
                aria-disabled={self.disabled.then_some("true")} {onclick}>
                <span aria-hidden="true">{ self.glyph }</span>
            </button>
        }
    }
}

/// A button that adds a part; `label` is what is added.
pub fn add_button(page: &Page, label: String, onclick: Callback<MouseEvent>) -> Html {
    let name = page.fill("form.add", &[("what", label.as_str())]);
    html! {
        <button type="button" class="add" aria-label={name} {onclick}>
            <span aria-hidden="true">{ "+ " }</span>{ label }
        </button>
    }
}
