//! A line of a form with a list to choose from, and a box to tick.

use hopscope_app::Edit;
use hopscope_scenario::FieldPath;
use serde_json::Value;
use yew::prelude::*;

use super::field::{fault, fault_id, fault_line, row_classes};
use crate::page::Page;

/// What can be chosen: a value for the field (null: its default), and its name.
pub type Options = Vec<(Value, String)>;

/// Words that stand for themselves.
pub fn words(words: &[&str]) -> Options {
    words.iter().map(|word| (Value::from(*word), (*word).to_owned())).collect()
}

/// A line of a form with a list to choose the value of a field from; `value` is the one in force.
pub fn choice(page: &Page, at: FieldPath, label: impl Into<AttrValue>, options: Options, value: &Value) -> Html {
    let label = label.into();
    let id = AttrValue::from(at.to_string());
    let fault = fault(page, &at);
    let faulty = fault.is_some();
    // A value that is none of the offered ones is offered too, so that the list never shows what is not there.
    let foreign = !options.iter().any(|(offered, _)| offered == value);
    let mut items: Vec<Html> = options.iter().map(|(offered, name)| option(name.clone(), offered == value)).collect();
    if foreign {
        items.push(option(shown(value), true));
    }
    let onchange = page.chosen(move |index| Some(set(&at, &options.get(index)?.0)));
    html! {
        <div class={row_classes(false, faulty)}>
            <label for={id.clone()}>{ label }</label>
            <select id={id.clone()} {onchange} aria-invalid={faulty.then_some("true")}
                aria-describedby={faulty.then(|| fault_id(&id))}>{ items }</select>
            { fault_line(&id, fault) }
        </div>
    }
}

/// A line of a list.
pub fn option(name: impl Into<AttrValue>, selected: bool) -> Html {
    html! { <option {selected}>{ name.into() }</option> }
}

/// Makes a value the field's; null: the field's default.
fn set(at: &FieldPath, value: &Value) -> Edit {
    match value {
        Value::Null => Edit::Remove(at.clone()),
        value => Edit::Set(at.clone(), value.clone()),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// A box to tick for a field that is true or false.
pub fn tick(page: &Page, at: FieldPath, label: String, ticked: bool) -> Html {
    tick_between(page, at, label, ticked, (Value::Bool(true), Value::Bool(false)))
}

/// A box to tick. The field's value when ticked and when not; null: its default.
pub fn tick_between(page: &Page, at: FieldPath, label: String, ticked: bool, (yes, no): (Value, Value)) -> Html {
    let id = at.to_string();
    let onchange = page.ticked(move |ticked| set(&at, if ticked { &yes } else { &no }));
    html! {
        <label class="tick">
            <input type="checkbox" {id} checked={ticked} {onchange} />
            <span>{ label }</span>
        </label>
    }
}
