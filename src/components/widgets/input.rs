//! What a text is typed into. Every field of every form is one of these, so that none loses what is typed: the model
//! keeps the text beside the scenario (see [`hopscope_app::texts`]), whatever is drawn again meanwhile.

use hopscope_app::texts::{Slot, State};
use hopscope_app::{Action, Edit};
use yew::prelude::*;

use crate::page::{Page, value};

/// The change that a text stands for.
pub type Read = Box<dyn Fn(String) -> Edit>;

/// When a text is taken over.
pub enum Take {
    /// At each key press, as far as it can be read.
    AsTyped(Read),
    /// When the input is left, or Enter is pressed: a part of the text may mean something else.
    WhenLeft(Read),
}

/// What an input does while it is typed into.
pub struct Typing {
    /// The text that it shows.
    pub value: String,
    /// For each key press.
    pub oninput: Callback<InputEvent>,
    /// For Enter, and when it is left.
    pub onchange: Callback<Event>,
    /// When it is left.
    pub onblur: Callback<FocusEvent>,
    /// For Escape, which gives up what cannot be taken over.
    pub onkeydown: Callback<KeyboardEvent>,
}

/// What the input of a slot does; `value` is the one in force, as text.
pub fn typing(page: &Page, slot: Slot, value_in_force: &str, take: Take) -> Typing {
    let kept = page.model.texts.get(&slot);
    let is_open = kept.is_some_and(|text| text.state != State::Taken);
    let shown = kept.map_or(value_in_force, |text| &text.text).to_owned();
    let (as_typed, when_left) = match take {
        Take::AsTyped(read) => (Some(read), None),
        Take::WhenLeft(read) => (None, Some(std::rc::Rc::new(read))),
    };
    let oninput = {
        let (send, slot) = (page.send.clone(), slot.clone());
        Callback::from(move |event: InputEvent| {
            let text = value(&event);
            let edit = as_typed.as_ref().map(|read| read(text.clone()));
            send.emit(Action::Type(slot.clone(), text, edit));
        })
    };
    let commit = {
        let (send, slot) = (page.send.clone(), slot.clone());
        Callback::from(move |text: String| {
            if let Some(read) = &when_left {
                send.emit(Action::Commit(slot.clone(), read(text)));
            }
        })
    };
    let onblur = {
        let (commit, send) = (commit.clone(), page.send.clone());
        Callback::from(move |event: FocusEvent| {
            commit.emit(value(&event));
            send.emit(Action::LeaveField);
        })
    };
    let onkeydown = {
        let send = page.send.clone();
        Callback::from(move |event: KeyboardEvent| {
            if is_open && event.key() == "Escape" {
                event.stop_propagation();
                send.emit(Action::Withdraw(slot.clone()));
            }
        })
    };
    Typing { value: shown, oninput, onchange: commit.reform(|event: Event| value(&event)), onblur, onkeydown }
}

/// An input in the making.
pub struct Input {
    slot: Slot,
    id: AttrValue,
    value: String,
    take: Take,
    name: Option<AttrValue>,
    class: &'static str,
    kind: &'static str,
    mode: Option<&'static str>,
    list: Option<&'static str>,
    placeholder: Option<AttrValue>,
    described: Option<String>,
    size: Option<String>,
}

impl Input {
    /// The input of a slot, under the id that is the place of its field; `value` is the one in force, as text.
    pub fn new(slot: Slot, value: String, take: Take) -> Self {
        let id = AttrValue::from(slot.at.to_string());
        Self {
            slot,
            id,
            value,
            take,
            name: None,
            class: "",
            kind: "text",
            mode: None,
            list: None,
            placeholder: None,
            described: None,
            size: None,
        }
    }

    /// Another id.
    pub fn id(self, id: impl Into<AttrValue>) -> Self {
        Self { id: id.into(), ..self }
    }

    /// Its name, where no label is in sight.
    pub fn name(self, name: impl Into<AttrValue>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// A class.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// For the address of a page.
    pub fn url(self) -> Self {
        Self { kind: "url", mode: Some("url"), ..self }
    }

    /// For digits.
    pub fn numeric(self, numeric: bool) -> Self {
        Self { mode: numeric.then_some("numeric"), ..self }
    }

    /// The id of a list of suggestions.
    pub fn list(self, list: Option<&'static str>) -> Self {
        Self { list, ..self }
    }

    /// What it shows while it is empty.
    pub fn placeholder(self, placeholder: Option<AttrValue>) -> Self {
        Self { placeholder, ..self }
    }

    /// The id of the text that says what is wrong, if anything is.
    pub fn faulty(self, described: Option<String>) -> Self {
        Self { described, ..self }
    }

    /// How many characters it is wide.
    pub fn size(self, size: usize) -> Self {
        Self { size: Some(size.to_string()), ..self }
    }

    /// The input.
    pub fn view(self, page: &Page) -> Html {
        let Typing { value, oninput, onchange, onblur, onkeydown } = typing(page, self.slot, &self.value, self.take);
        let invalid = self.described.is_some().then_some("true");
        html! {
            <input id={self.id} class={self.class} {value} type={self.kind} spellcheck="false" autocomplete="off" autocapitalize="off"
                inputmode={self.mode} list={self.list} placeholder={self.placeholder} size={self.size} aria-label={self.name}
                aria-invalid={invalid} aria-describedby={self.described} {oninput} {onchange} {onblur} {onkeydown} />
        }
    }

    /// The same in several lines.
    pub fn area(self, page: &Page) -> Html {
        let Typing { value, oninput, onchange, onblur, onkeydown } = typing(page, self.slot, &self.value, self.take);
        let invalid = self.described.is_some().then_some("true");
        html! {
            <textarea id={self.id} {value} rows="3" spellcheck="false" aria-label={self.name} aria-invalid={invalid}
                aria-describedby={self.described} {oninput} {onchange} {onblur} {onkeydown} />
        }
    }
}
