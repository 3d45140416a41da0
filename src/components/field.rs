//! A line of a form: a label, an input for one field of the scenario, and what is wrong with it.

use hopscope_app::{Action, Edit};
use hopscope_locale::reason;
use hopscope_scenario::{FieldPath, ScenarioError};
use serde_json::Value;
use yew::prelude::*;

use super::prose::prose;
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
                { self.input(page, id.clone(), faulty) }
                { fault_line(&id, fault) }
            </div>
        }
    }

    fn input(self, page: &Page, id: AttrValue, faulty: bool) -> Html {
        let value = page.model.unread.get(&self.at).map_or(self.value, |unread| unread.text.clone());
        let described = faulty.then(|| fault_id(&id));
        let invalid = faulty.then_some("true");
        let (kind, at) = (self.kind, self.at);
        let edit = move |text| change(at.clone(), kind, text);
        let left = page.on::<FocusEvent>(Action::LeaveField);
        if kind == Kind::Area {
            return html! {
                <textarea {id} {value} rows="3" spellcheck="false" aria-invalid={invalid} aria-describedby={described}
                    oninput={page.typed::<InputEvent>(edit)} onblur={left} />
            };
        }
        let (oninput, onchange) = match kind {
            Kind::List => (None, Some(page.typed::<Event>(edit))),
            _ => (Some(page.typed::<InputEvent>(edit)), None),
        };
        html! {
            <input {id} {value} type="text" spellcheck="false" autocomplete="off" autocapitalize="off"
                inputmode={(kind == Kind::Number).then_some("numeric")} list={self.list} placeholder={self.placeholder}
                aria-invalid={invalid} aria-describedby={described} {oninput} {onchange} onblur={left} />
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
    let sentence = match page.model.unread.get(at).map(|unread| &unread.error) {
        Some(ScenarioError::Field { allowed, .. }) => {
            page.fill("form.unread", &[("allowed", reason::allowed(&page.catalog, allowed))])
        }
        Some(other) => reason::scenario_error(&page.catalog, other),
        None => reason::problem(&page.catalog, page.model.outcomes.problem(at)?),
    };
    Some(prose(&sentence))
}

fn change(at: FieldPath, kind: Kind, text: String) -> Edit {
    match kind {
        Kind::Text | Kind::Area => Edit::text(at, text),
        Kind::Optional => Edit::text_or_default(at, text),
        Kind::Number => Edit::number(at, &text),
        Kind::List => Edit::Set(at, list(&text)),
    }
}

fn list(text: &str) -> Value {
    text.split([',', ' ', '\n']).map(str::trim).filter(|item| !item.is_empty()).collect()
}
