//! A line of a form: a label, an input for one field of the scenario, and what is wrong with it.

use hopscope_app::Edit;
use hopscope_app::texts::{Slot, State};
use hopscope_locale::reason;
use hopscope_scenario::{FieldPath, ScenarioError};
use serde_json::Value;
use yew::prelude::*;

use super::input::{Input, Read, Take};
use crate::components::first::prose::prose;
use crate::page::Page;

/// How the text of an input becomes the value of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    #[default]
    Text,
    /// As it is; an empty text is the field's default.
    Optional,
    /// As a number; an empty text is the field's default.
    Number,
    /// As a list, separated by commas or blanks, when the input is left.
    List,
    /// As it is, in several lines.
    Area,
    /// As a list, an item a line, when the input is left; an empty text is the field's default.
    Lines,
    /// As a list of numbers, separated by commas or blanks, when the input is left.
    Numbers,
    /// As JSON, or as a text where it is none, when the input is left; an empty text is the field's default.
    Json,
}

/// A line of a form in the making.
pub struct Field {
    at: FieldPath,
    label: AttrValue,
    value: String,
    kind: Kind,
    list: Option<&'static str>,
    placeholder: Option<AttrValue>,
    bare: bool,
}

impl Field {
    /// The line of a field of the scenario; `value` is the one in force, as text.
    pub fn new(at: FieldPath, label: impl Into<AttrValue>, value: String) -> Self {
        Self { at, label: label.into(), value, kind: Kind::Text, list: None, placeholder: None, bare: false }
    }

    /// How its text becomes the value.
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// The id of a list of suggestions.
    pub fn list(self, list: &'static str) -> Self {
        Self { list: Some(list), ..self }
    }

    /// What an empty input shows.
    pub fn placeholder(self, placeholder: impl Into<AttrValue>) -> Self {
        Self { placeholder: Some(placeholder.into()), ..self }
    }

    /// With a label for screen readers alone, because a heading says it to the others.
    pub fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// The line.
    pub fn view(self, page: &Page) -> Html {
        let id = AttrValue::from(self.at.to_string());
        let fault = fault(page, &self.at);
        let faulty = fault.is_some();
        html! {
            <div class={row_classes(self.bare, faulty)}>
                <label for={id.clone()} class={self.bare.then_some("unseen")}>{ self.label.clone() }</label>
                { self.input(page, &id, faulty) }
                { fault_line(&id, fault) }
            </div>
        }
    }

    fn input(self, page: &Page, id: &str, faulty: bool) -> Html {
        let (kind, at) = (self.kind, self.at.clone());
        let read: Read = Box::new(move |text| change(at.clone(), kind, text));
        let when_left = matches!(kind, Kind::List | Kind::Lines | Kind::Numbers | Kind::Json);
        let take = if when_left { Take::WhenLeft(read) } else { Take::AsTyped(read) };
        let input = Input::new(Slot::value(self.at), self.value, take).faulty(faulty.then(|| fault_id(id)));
        match kind {
            Kind::Area | Kind::Lines | Kind::Json => input.area(page),
            kind => input.numeric(kind == Kind::Number).list(self.list).placeholder(self.placeholder).view(page),
        }
    }
}

/// The classes of a line of a form.
pub fn row_classes(bare: bool, faulty: bool) -> Classes {
    let mut classes = Classes::from("row");
    if bare {
        classes.push("bare");
    }
    if faulty {
        classes.push("faulty");
    }
    classes
}

/// The id of what is wrong with the input of that id.
pub fn fault_id(id: &str) -> String {
    [id, "-fault"].concat()
}

/// What is wrong with the input of that id, below it.
pub fn fault_line(id: &str, fault: Option<Html>) -> Html {
    match fault {
        Some(fault) => html! { <p class="fault" id={fault_id(id)}>{ fault }</p> },
        None => Html::default(),
    }
}

/// What is wrong with a field: its text cannot be read, or AWS would refuse it.
pub fn fault(page: &Page, at: &FieldPath) -> Option<Html> {
    slot_fault(page, &Slot::value(at.clone())).or_else(|| {
        let problem = page.model.outcomes.problem(at)?;
        Some(prose(&reason::problem(&page.catalog, problem)))
    })
}

/// Why the text that was typed into a slot cannot be read, if it cannot.
pub fn slot_fault(page: &Page, slot: &Slot) -> Option<Html> {
    let State::Refused(error) = &page.model.texts.get(slot)?.state else { return None };
    Some(prose(&match error {
        ScenarioError::Field { allowed, .. } => {
            page.fill("form.unread", &[("allowed", reason::allowed(&page.catalog, allowed))])
        }
        other => reason::scenario_error(&page.catalog, other),
    }))
}

fn change(at: FieldPath, kind: Kind, text: String) -> Edit {
    match kind {
        Kind::Text | Kind::Area => Edit::text(at, text),
        Kind::Optional => Edit::text_or_default(at, text),
        Kind::Number => Edit::number(at, &text),
        Kind::List => Edit::Set(at, list(&text)),
        Kind::Lines | Kind::Json if text.trim().is_empty() => Edit::Remove(at),
        Kind::Lines => Edit::Set(at, text.lines().map(str::trim).filter(|item| !item.is_empty()).collect()),
        Kind::Numbers => Edit::Set(at, numbers(&text)),
        Kind::Json => Edit::Set(at, serde_json::from_str(text.trim()).unwrap_or_else(|_| text.trim().into())),
    }
}

/// What is no number stays as it is, for the reader to refuse.
fn numbers(text: &str) -> Value {
    let items = text.split([',', ' ', '\n']).map(str::trim).filter(|item| !item.is_empty());
    items.map(|item| item.parse::<u64>().map_or_else(|_| item.into(), Value::from)).collect()
}

fn list(text: &str) -> Value {
    text.split([',', ' ', '\n']).map(str::trim).filter(|item| !item.is_empty()).collect()
}
