//! Which one of several parts is shown: a row of buttons.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::selection::FormSection;
use yew::prelude::*;

use crate::components::first::long::rows;
use crate::page::Page;

/// Buttons for the parts of a kind by their names, the shown one pressed, and further buttons behind them. `label` tells
/// screen readers what is picked from.
pub fn picker(
    page: &Page,
    part: FormSection,
    label: impl Into<AttrValue>,
    names: &[AttrValue],
    shown: usize,
    further: Html,
) -> Html {
    let (label, names) = (label.into(), Rc::<[AttrValue]>::from(names));
    html! {
        <div class="picker" role="group" aria-label={label}>
            { rows(page, names.len(), shown, |button| button, move |page, index| {
                let name = names.get(index).filter(|name| !name.is_empty()).cloned();
                html! {
                    <button key={index} type="button" class="tag" aria-pressed={if index == shown { "true" } else { "false" }}
                        onclick={page.on(Action::Show(part, index))}>
                        { name.unwrap_or(AttrValue::Static("—")) }
                    </button>
                }
            }) }
            { further }
        </div>
    }
}
