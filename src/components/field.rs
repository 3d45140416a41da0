//! A line of a form: a label, an input for one field of the scenario, and what is wrong with it.

use hopscope_app::{Action, Edit};
use hopscope_locale::reason;
use hopscope_scenario::{FieldPath, ScenarioError};
use serde_json::Value;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::prose::prose;
use crate::page::{Page, use_page};

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

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The field of the scenario.
    pub at: FieldPath,
    pub label: AttrValue,
    /// The value in force.
    pub value: AttrValue,
    #[prop_or_default]
    pub kind: Kind,
    /// The id of a list of suggestions.
    #[prop_or_default]
    pub list: Option<AttrValue>,
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Whether the label is for screen readers alone, because a heading says it to the others.
    #[prop_or_default]
    pub bare: bool,
}

#[component]
pub fn Field(props: &FieldProps) -> Html {
    let page = use_page();
    let id = props.at.to_string();
    let unread = page.model.unread.get(&props.at);
    let value = unread.map_or_else(|| props.value.clone(), |unread| unread.text.clone().into());
    let fault = fault(&page, &props.at);
    let described = fault.is_some().then(|| format!("{id}-fault"));
    let invalid = fault.is_some().then_some("true");
    let typed = change(&page, props.at.clone(), props.kind);
    let left = page.on::<FocusEvent>(Action::LeaveField);
    html! {
        <div class={classes!("row", props.bare.then_some("bare"), fault.is_some().then_some("faulty"))}>
            <label for={id.clone()} class={props.bare.then_some("unseen")}>{ &props.label }</label>
            if props.kind == Kind::Area {
                <textarea id={id} {value} rows="3" spellcheck="false" aria-invalid={invalid} aria-describedby={described.clone()}
                    oninput={typed.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value())}
                    onblur={left} />
            } else {
                <input id={id} {value} type="text" spellcheck="false" autocomplete="off" autocapitalize="off"
                    inputmode={(props.kind == Kind::Number).then_some("numeric")}
                    list={props.list.clone()} placeholder={props.placeholder.clone()}
                    aria-invalid={invalid} aria-describedby={described.clone()}
                    oninput={(props.kind != Kind::List).then(|| typed.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value()))}
                    onchange={(props.kind == Kind::List).then(|| typed.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value()))}
                    onblur={left} />
            }
            if let Some(fault) = fault { <p class="fault" id={described}>{ fault }</p> }
        </div>
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

fn change(page: &Page, at: FieldPath, kind: Kind) -> Callback<String> {
    let send = page.send.clone();
    Callback::from(move |text: String| {
        let at = at.clone();
        send.emit(Action::Edit(match kind {
            Kind::Text | Kind::Area => Edit::text(at, text),
            Kind::Optional => Edit::text_or_default(at, text),
            Kind::Number => Edit::number(at, &text),
            Kind::List => Edit::Set(at, list(&text)),
        }));
    })
}

fn list(text: &str) -> Value {
    text.split([',', ' ', '\n']).map(str::trim).filter(|item| !item.is_empty()).collect()
}
