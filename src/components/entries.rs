//! The entries of a map: a name and a text each.

use hopscope_app::{Action, Edit};
use hopscope_scenario::FieldPath;
use yew::prelude::*;

use super::buttons::IconButton;
use super::field::{fault, fault_id, fault_line};
use crate::page::Page;

/// What the entries of a map are called, by the keys of the texts.
pub struct Words {
    /// The label of a name.
    pub name: &'static str,
    /// The label of the text of `{name}`.
    pub value: &'static str,
    /// The label of the button that deletes `{name}`.
    pub delete: &'static str,
    /// What becomes of a name as it is typed.
    pub normal: fn(&str) -> String,
}

/// A line for an entry; `at` is its place. A name is taken over when its input is left, for it is a key: half of it may
/// be another entry's name.
pub fn entry(page: &Page, words: &Words, at: &FieldPath, name: &str, value: String) -> Html {
    let fault = fault(page, at);
    let id = at.to_string();
    let described = fault.is_some().then(|| fault_id(&id));
    let typed_name = page.model.unread.get(at).map_or(name, |unread| &unread.text).to_owned();
    let rename = {
        let (at, normal) = (at.clone(), words.normal);
        page.typed::<Event>(move |name| Edit::Rename(at.clone(), normal(&name)))
    };
    let set = {
        let at = at.clone();
        page.typed::<InputEvent>(move |value| Edit::text(at.clone(), value))
    };
    html! {
        <div class="line header-line" key={name}>
            <input class="header-name" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" value={typed_name}
                aria-label={page.t(words.name)} aria-invalid={fault.is_some().then_some("true")}
                aria-describedby={described} onchange={rename} />
            <input type="text" spellcheck="false" autocomplete="off" autocapitalize="off"
                {value} aria-label={page.fill(words.value, &[("name", name)])}
                oninput={set} onblur={page.on::<FocusEvent>(Action::LeaveField)} />
            { IconButton::new("✕", page.fill(words.delete, &[("name", name)]), page.edit(Edit::All(vec![Edit::Remove(at.clone())]))).class("danger").view() }
            { fault_line(&id, fault) }
        </div>
    }
}
