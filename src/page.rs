//! What every component is given: the model, the words, and a way to send actions.

use std::rc::Rc;

use hopscope_app::{Action, Edit, Model};
use hopscope_locale::{Catalog, Values};
use yew::prelude::*;

/// The model in a form that Yew's reducer hook takes.
#[derive(Clone, PartialEq)]
pub struct Store(pub Rc<Model>);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Rc::new(hopscope_app::update(&self.0, action))))
    }
}

/// The context of every component.
#[derive(Clone)]
pub struct Page {
    /// The state of the page.
    pub model: Rc<Model>,
    /// The texts in its language.
    pub catalog: Rc<Catalog>,
    /// Sends an action.
    pub send: Callback<Action>,
    /// Takes the other language.
    pub switch_language: Callback<()>,
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model) && Rc::ptr_eq(&self.catalog, &other.catalog)
    }
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

    /// A callback that makes the same change each time.
    pub fn edit<E>(&self, edit: Edit) -> Callback<E> {
        self.on(Action::Edit(edit))
    }
}

/// The page, in a component.
#[hook]
pub fn use_page() -> Page {
    use_context::<Page>().unwrap_or_else(|| Page {
        model: Rc::new(Model::start(Default::default())),
        catalog: Rc::default(),
        send: Callback::noop(),
        switch_language: Callback::noop(),
    })
}
