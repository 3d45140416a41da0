//! Which one of several parts is shown: a row of buttons.

use hopscope_app::Action;
use hopscope_app::selection::Part;
use yew::prelude::*;

use crate::page::use_page;

#[derive(Properties, PartialEq)]
pub struct PickerProps {
    /// The kind of part.
    pub part: Part,
    /// What is picked from, for screen readers.
    pub label: AttrValue,
    /// The names of the parts.
    pub names: Vec<AttrValue>,
    /// The shown one.
    pub shown: usize,
    /// Further buttons behind the names.
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Picker(props: &PickerProps) -> Html {
    let page = use_page();
    html! {
        <div class="picker" role="group" aria-label={props.label.clone()}>
            { for props.names.iter().enumerate().map(|(index, name)| html! {
                <button type="button" class="tag" aria-pressed={if index == props.shown { "true" } else { "false" }}
                    onclick={page.on(Action::Show(props.part, index))}>
                    { if name.is_empty() { "—" } else { name.as_str() } }
                </button>
            }) }
            { props.children.clone() }
        </div>
    }
}
