//! What every part of the page is given: the model, the words, and a way to send actions.

use std::rc::Rc;

use hopscope_app::outcome::FindProblems;
use hopscope_app::program::{EditItem, Program};
use hopscope_app::{Action, Edit, Model};
use hopscope_locale::{Catalog, Values};
use hopscope_routing::Extensions;
use hopscope_scenario::FieldPath;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::effects::wiring::{focus_field, focus_soon};
use crate::parts::Parts;

/// The change that an event stands for.
type ReadEvent = Box<dyn Fn(&Event) -> Option<Edit>>;

/// What changes the model: [`hopscope_app::change`], where that is here.
pub type Change = fn(&Model, Action, &Program) -> Model;

/// The model in a form that Yew's reducer hook takes.
#[derive(Clone)]
pub struct Store {
    /// The state of the page.
    pub model: Rc<Model>,
    /// What of the program is here.
    pub program: Program,
    change: Option<Change>,
    waiting: Vec<Action>,
}

/// What happens to the store.
#[allow(clippy::large_enum_variant, reason = "taken as soon as it is made")]
pub enum StoreAction {
    /// Something happens to the page.
    Action(Action),
    /// What changes the model has arrived.
    Change(Change),
    /// More to trace by has arrived.
    Extend(Extensions),
    /// What comes with the forms has arrived.
    Equip(FindProblems, EditItem),
}

impl Store {
    /// A page that only shows.
    pub const fn new(model: Rc<Model>, program: Program) -> Self {
        Self { model, program, change: None, waiting: Vec::new() }
    }

    fn act(&mut self, action: Action) {
        let next = hopscope_app::view(&self.model, action, &self.program);
        let next = match (next, self.change) {
            (Ok(next), _) => next,
            (Err(action), Some(change)) => change(&self.model, action, &self.program),
            (Err(action), None) => return self.waiting.push(action),
        };
        self.model = Rc::new(next);
    }
}

impl Reducible for Store {
    type Action = StoreAction;

    fn reduce(self: Rc<Self>, told: StoreAction) -> Rc<Self> {
        let mut store = Self::clone(&self);
        match told {
            StoreAction::Action(action) => store.act(action),
            StoreAction::Change(change) => {
                store.change = Some(change);
                std::mem::take(&mut store.waiting).into_iter().for_each(|action| store.act(action));
            }
            StoreAction::Extend(extensions) => {
                store.program.extensions = extensions;
                store.act(Action::Extended);
            }
            StoreAction::Equip(find_problems, edit_item) => {
                store.program.find_problems = Some(find_problems);
                store.program.edit_item = Some(edit_item);
                store.act(Action::Equipped);
            }
        }
        Rc::new(store)
    }
}

/// What every part of the page is drawn from.
#[derive(Clone)]
pub struct Page {
    /// The state of the page.
    pub model: Rc<Model>,
    /// The texts in its language.
    pub catalog: Rc<Catalog>,
    /// Sends an action.
    pub send: Callback<Action>,
    /// The parts of the program that are here.
    pub parts: Parts,
    /// Takes the other language.
    pub switch_language: Callback<()>,
}

impl Page {
    /// A text.
    pub fn t(&self, key: &str) -> String {
        self.catalog.text(key)
    }

    /// A text with values.
    pub fn fill<V: Values + ?Sized>(&self, key: &str, values: &V) -> String {
        self.catalog.fill(key, values)
    }

    /// A callback that sends the same action each time.
    pub fn on<E>(&self, action: Action) -> Callback<E> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }

    /// A callback for lists that makes a change of the chosen line, from 0, and ends the step of undo.
    pub fn chosen(&self, edit: impl Fn(usize) -> Option<Edit> + 'static) -> Callback<Event> {
        self.settled(Box::new(move |event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            edit(usize::try_from(index).ok()?)
        }))
    }

    /// The same, of the name of the chosen line.
    pub fn picked(&self, edit: impl Fn(String) -> Edit + 'static) -> Callback<Event> {
        self.settled(Box::new(move |event| Some(edit(value(event)))))
    }

    /// A callback for boxes that makes a change of being ticked or not, and ends the step of undo.
    pub fn ticked(&self, edit: impl Fn(bool) -> Edit + 'static) -> Callback<Event> {
        self.settled(Box::new(move |event| Some(edit(event.target_unchecked_into::<HtmlInputElement>().checked()))))
    }

    // The functions are boxed: each type of closure that Yew is given becomes code of its own.
    fn settled(&self, edit: ReadEvent) -> Callback<Event> {
        let send = self.send.clone();
        Callback::from(move |event: Event| {
            if let Some(edit) = edit(&event) {
                send.emit(Action::Edit(edit));
                send.emit(Action::LeaveField);
            }
        })
    }

    /// A callback that adds a part and puts the focus into its form, which is at that place of the scenario.
    pub fn add<E>(&self, action: Action, at: &FieldPath) -> Callback<E> {
        let (send, at) = (self.send.clone(), at.to_string());
        Callback::from(move |_| {
            send.emit(action.clone());
            focus_field(&at);
        })
    }

    /// The same of an entry of a map: its name comes first.
    pub fn add_entry<E>(&self, action: Action, at: &FieldPath) -> Callback<E> {
        let (send, id) = (self.send.clone(), entry_name_id(at));
        Callback::from(move |_| {
            send.emit(action.clone());
            focus_soon(id.clone());
        })
    }

    /// A callback that makes the same change each time.
    pub fn edit<E>(&self, edit: Edit) -> Callback<E> {
        self.on(Action::Edit(edit))
    }
}

/// The id of the input of an entry's name.
pub fn entry_name_id(at: &FieldPath) -> String {
    [&at.to_string(), "-name"].concat()
}

/// The text of the input, area or list that an event is about.
pub fn value(event: &Event) -> String {
    // Three types of element have the same property, and no type in common that has it.
    event.target_unchecked_into::<HtmlInputElement>().value()
}
