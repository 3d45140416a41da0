//! A line of a form with a list to choose from, and a box to tick.

use hopscope_app::{Action, Edit};
use hopscope_scenario::FieldPath;
use serde_json::Value;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::field::fault;
use crate::page::use_page;

/// What can be chosen: a value for the field (null: its default), and its name.
pub type Options = Vec<(Value, String)>;

/// Words that stand for themselves.
pub fn words(words: &[&str]) -> Options {
    words.iter().map(|word| (Value::from(*word), (*word).to_owned())).collect()
}

#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The field of the scenario.
    pub at: FieldPath,
    pub label: AttrValue,
    /// The value in force.
    pub value: Value,
    pub options: Options,
    /// Whether the label is for screen readers alone.
    #[prop_or_default]
    pub bare: bool,
}

#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let page = use_page();
    let id = props.at.to_string();
    let fault = fault(&page, &props.at);
    let described = fault.is_some().then(|| format!("{id}-fault"));
    let onchange = {
        let (send, at, options) = (page.send.clone(), props.at.clone(), props.options.clone());
        Callback::from(move |event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let chosen = usize::try_from(index).ok().and_then(|index| options.get(index));
            if let Some((value, _)) = chosen {
                send.emit(Action::Edit(match value {
                    Value::Null => Edit::Remove(at.clone()),
                    value => Edit::Set(at.clone(), value.clone()),
                }));
                send.emit(Action::LeaveField);
            }
        })
    };
    // A value that is none of the offered ones is offered too, so that the list never shows what is not there.
    let foreign = !props.options.iter().any(|(value, _)| *value == props.value);
    html! {
        <div class={classes!("row", props.bare.then_some("bare"), fault.is_some().then_some("faulty"))}>
            <label for={id.clone()} class={props.bare.then_some("unseen")}>{ &props.label }</label>
            <select {id} {onchange} aria-invalid={fault.is_some().then_some("true")} aria-describedby={described.clone()}>
                { for props.options.iter().map(|(value, name)| html! {
                    <option selected={*value == props.value}>{ name }</option>
                }) }
                if foreign { <option selected=true>{ shown(&props.value) }</option> }
            </select>
            if let Some(fault) = fault { <p class="fault" id={described}>{ fault }</p> }
        </div>
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[derive(Properties, PartialEq)]
pub struct TickProps {
    /// The field of the scenario.
    pub at: FieldPath,
    pub label: AttrValue,
    pub ticked: bool,
    /// The field's value when ticked and when not; null: its default.
    #[prop_or((Value::Bool(true), Value::Bool(false)))]
    pub values: (Value, Value),
}

/// A box to tick.
#[component]
pub fn Tick(props: &TickProps) -> Html {
    let page = use_page();
    let onchange = {
        let (send, at, (yes, no)) = (page.send.clone(), props.at.clone(), props.values.clone());
        Callback::from(move |event: Event| {
            let ticked = event.target_unchecked_into::<HtmlInputElement>().checked();
            let value = if ticked { yes.clone() } else { no.clone() };
            send.emit(Action::Edit(match value {
                Value::Null => Edit::Remove(at.clone()),
                value => Edit::Set(at.clone(), value),
            }));
            send.emit(Action::LeaveField);
        })
    };
    html! {
        <label class="tick">
            <input type="checkbox" checked={props.ticked} {onchange} />
            <span>{ &props.label }</span>
        </label>
    }
}
