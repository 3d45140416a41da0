//! The entries of a map: a name and a text each.

use hopscope_app::Edit;
use hopscope_app::texts::Slot;
use hopscope_scenario::FieldPath;
use yew::prelude::*;

use super::buttons::IconButton;
use super::field::{fault, fault_id, fault_line, slot_fault};
use super::input::{Input, Take};
use crate::page::{Page, entry_name_id};

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
    /// The change that a typed text stands for.
    pub set: fn(FieldPath, String) -> Edit,
}

/// A line for an entry; `at` is its place. A name is taken over when its input is left, for it is a key: half of it may
/// be another entry's name.
pub fn entry(page: &Page, words: &Words, at: &FieldPath, name: &str, value: String) -> Html {
    let slot = Slot::name(at.clone());
    let fault = slot_fault(page, &slot).or_else(|| fault(page, at));
    let id = at.to_string();
    let set = {
        let (at, set) = (at.clone(), words.set);
        Take::AsTyped(Box::new(move |value| set(at.clone(), value)))
    };
    html! {
        <div class="line header-line" key={name}>
            { name_input(page, words, at, name, fault.is_some()) }
            { Input::new(Slot::value(at.clone()), value, set).name(page.fill(words.value, &[("name", name)])).view(page) }
            { IconButton::new("✕", page.fill(words.delete, &[("name", name)]), page.edit(Edit::All(vec![Edit::Remove(at.clone())]))).class("danger").view() }
            { fault_line(&id, fault) }
        </div>
    }
}

fn name_input(page: &Page, words: &Words, at: &FieldPath, name: &str, faulty: bool) -> Html {
    let rename = {
        let (at, normal) = (at.clone(), words.normal);
        Take::WhenLeft(Box::new(move |name| Edit::Rename(at.clone(), normal(&name))))
    };
    let described = faulty.then(|| fault_id(&at.to_string()));
    let input = Input::new(Slot::name(at.clone()), name.to_owned(), rename).id(entry_name_id(at)).class("header-name");
    input.name(page.t(words.name)).faulty(described).view(page)
}

/// The name of an entry that is an object, with a button that deletes it.
pub fn name(page: &Page, words: &Words, at: &FieldPath, name: &str) -> Html {
    let fault = slot_fault(page, &Slot::name(at.clone()));
    let delete = page.edit(Edit::All(vec![Edit::Remove(at.clone())]));
    html! {
        <div class="line header-line">
            { name_input(page, words, at, name, fault.is_some()) }
            <span class="grow"></span>
            { IconButton::new("✕", page.fill(words.delete, &[("name", name)]), delete).class("danger").view() }
            { fault_line(&at.to_string(), fault) }
        </div>
    }
}
