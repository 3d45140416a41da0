//! The root: model, words, browser.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::model::{Dialog, Model, Status, Tab};
use hopscope_locale::{Catalog, Language};
use yew::prelude::*;

use crate::components::embed::embed;
use crate::components::workbench::workbench;
use crate::effects::{address, locale, looks, wiring};
use crate::page::{Page, Store};
use crate::parts::{self, Advice, Forms};

/// What was there before the app.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The language of the page.
    pub language: Language,
    /// Its texts.
    pub catalog: Rc<Catalog>,
}

/// The root is rendered once, with one set of texts.
impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog)
    }
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let language = props.language;
    let store = use_reducer(move || Store(Rc::new(Model::start(address::start(language)))));
    let catalog = use_state(|| Rc::clone(&props.catalog));
    let dispatcher = store.dispatcher();
    let send = use_callback((), move |action, ()| dispatcher.dispatch(action));
    wiring::use_browser(&store.0, &send);

    use_rule_book(&store.0, &catalog);
    let switch_language = language_switch(store.0.language, &send, &catalog);
    let forms = use_forms(&store.0);
    let advice = use_advice(&store.0, &send);
    let page = Page { forms, advice, model: Rc::clone(&store.0), catalog: Rc::clone(&catalog), send, switch_language };
    if store.0.embed { embed(&page) } else { workbench(&page) }
}

/// Fetches the forms, the first time that they are to be seen.
#[hook]
fn use_forms(model: &Model) -> Option<Forms> {
    let forms = use_state(|| None);
    let wanted = !model.embed && (!model.narrow || model.tab == Tab::SetUp);
    let arrived = forms.clone();
    use_effect_with(wanted && forms.is_none(), move |wanted| {
        if *wanted {
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok(part) = parts::forms().await {
                    arrived.set(Some(part));
                }
            });
        }
    });
    *forms
}

/// Fetches what advice needs when it is first asked for, then asks.
#[hook]
fn use_advice(model: &Model, send: &Callback<Action>) -> Option<Advice> {
    let advice = use_state(|| None::<Advice>);
    let wanted = model.question().is_some() || matches!(model.dialog, Some(Dialog::Advice(_)));
    let (arrived, missing) = (advice.clone(), send.clone());
    use_effect_with(wanted && advice.is_none(), move |wanted| {
        if *wanted {
            wasm_bindgen_futures::spawn_local(async move {
                match parts::advice().await {
                    Ok(part) => arrived.set(Some(part)),
                    Err(_) => missing.emit(Action::AdviceMissing),
                }
            });
        }
    });
    wiring::use_advice(model, send, advice.map(|part| part.ask));
    *advice
}

/// Fetches the rule book when a rule is opened and the book is not there: the first time, in another language, or after
/// it did not arrive.
#[hook]
fn use_rule_book(model: &Model, catalog: &UseStateHandle<Rc<Catalog>>) {
    let catalog = catalog.clone();
    let chosen = model.selection.step.and_then(|step| step.of(model.selection.trace(&model.outcomes)?));
    let opened = chosen.map(|(_, step)| step.rule.id);
    use_effect_with((model.language, opened), move |(language, opened)| {
        let Some(id) = *opened else { return };
        if !catalog.templates(&["rule.", id, ".does"].concat()).is_empty() {
            return;
        }
        let arrived = Callback::from(move |fetched: Option<Catalog>| {
            if let Some(book) = fetched {
                let mut texts = Catalog::clone(&catalog);
                texts.extend(book);
                catalog.set(Rc::new(texts));
            }
        });
        locale::fetch_rules(*language, arrived);
    });
}

/// Fetches the texts of the other language, then speaks it.
fn language_switch(current: Language, send: &Callback<Action>, catalog: &UseStateHandle<Rc<Catalog>>) -> Callback<()> {
    let other = match current {
        Language::English => Language::Japanese,
        Language::Japanese => Language::English,
    };
    let (send, catalog) = (send.clone(), catalog.clone());
    Callback::from(move |()| {
        let (send, catalog) = (send.clone(), catalog.clone());
        let arrived = Callback::from(move |fetched: Option<Catalog>| match fetched {
            Some(fetched) => {
                catalog.set(Rc::new(fetched));
                looks::speak(other);
                send.emit(Action::SetLanguage(other));
            }
            None => send.emit(Action::Say(Status::LanguageFailed)),
        });
        locale::fetch(other, arrived);
    })
}
