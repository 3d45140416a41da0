//! Which one of several parts is shown: a row of buttons.

use hopscope_app::Action;
use hopscope_app::selection::Part;
use yew::prelude::*;

use crate::page::Page;

/// Buttons for the parts of a kind by their names, the shown one pressed, and further buttons behind them. `label` tells
/// screen readers what is picked from.
pub fn picker(
    page: &Page,
    part: Part,
    label: impl Into<AttrValue>,
    names: &[AttrValue],
    shown: usize,
    further: Html,
) -> Html {
    let label = label.into();
    html! {
        <div class="picker" role="group" aria-label={label}>
            { for names.iter().enumerate().map(|(index, name)| html! {
                <button type="button" class="tag" aria-pressed={if index == shown { "true" } else { "false" }}
                    onclick={page.on(Action::Show(part, index))}>
                    { if name.is_empty() { AttrValue::Static("—") } else { name.clone() } }
                </button>
            }) }
            { further }
        </div>
    }
}
