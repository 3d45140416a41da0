//! The root: model, words, browser.

use std::pin::Pin;
use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::advice::Topic;
use hopscope_app::model::{Dialog, Model, Notice, Status, Tab};
use hopscope_app::program::Program;
use hopscope_locale::{Catalog, Language};
use yew::prelude::*;

use crate::components::first::embed::embed;
use crate::components::first::workbench::workbench;
use crate::effects::{address, locale, looks, wiring};
use crate::page::{Page, Store, StoreAction};
use crate::parts::{self, Fetch, NotFetched, Parts};

/// What was there before the app.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The page as it opens.
    pub model: Rc<Model>,
    /// What of the program is here.
    pub program: Program,
    /// The texts in its language.
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
    let store = use_reducer(|| Store::new(Rc::clone(&props.model), props.program));
    let model = &store.model;
    let texts = use_reducer(|| Texts(Rc::clone(&props.catalog)));
    let catalog = Rc::clone(&texts.0);
    let tell = texts.dispatcher();
    let dispatcher = store.dispatcher();
    let send = use_callback((), move |action, ()| dispatcher.dispatch(StoreAction::Action(action)));

    use_rule_book(model, &send, &catalog, &tell);
    use_example_texts(model, &send, &catalog, &tell);
    let switch_language = language_switch(model.language, &send, &tell);
    use_extensions(&store, &send);
    let parts = use_parts(&store, &send);
    wiring::use_browser(model, &send);
    // Without their words, parts have nothing to show.
    let bare = Parts { links: parts.links, work: parts.work, ..Parts::default() };
    let is_worded = use_more_texts(model, &send, &catalog, &tell);
    // Nor can anything be done with them before the model can be changed.
    let parts = if is_worded && parts.work.is_some() { parts } else { bare };
    let page = Page { parts, model: Rc::clone(model), catalog, send, switch_language };
    let attendant = page.parts.work.map(|work| (work.attend)(&page));
    let screen = if model.embed { embed(&page) } else { workbench(&page) };
    // What comes later stands before: what follows it in the list is then left as it is.
    html! { <>{ attendant }{ screen }</> }
}

/// Fetches the parts that draw what is to be seen, each the first time that it is wanted.
#[hook]
fn use_parts(store: &UseReducerHandle<Store>, send: &Callback<Action>) -> Parts {
    let parts = use_reducer(Parts::default);
    let model = &store.model;
    let workbench = !model.embed;
    let trace = model.selection.trace(&model.outcomes);
    let told = trace.and_then(|trace| trace.reaches.as_ref()).is_some_and(|reaches| reaches.event.is_some());
    let opened = model.selection.step.is_some()
        || matches!(model.dialog, Some(Dialog::Shortcuts | Dialog::Examples | Dialog::Palette | Dialog::Kept))
        || model.guide.is_some();
    let preceded = trace.is_some_and(|trace| !trace.earlier.is_empty());
    let noted = workbench && !model.scenario.notes.is_empty();
    let asked = model.question().is_some() || matches!(model.dialog, Some(Dialog::Advice(_)));
    let shared = model.dialog == Some(Dialog::Share);
    let linked = model.embed && address::fragment().is_empty();
    let set_up = workbench && (!model.narrow || model.tab == Tab::SetUp);
    let (arrived, forms) = (parts.dispatcher(), parts.forms);
    let wanted = |wanted: bool| wanted.then_some(model.attempt);
    let (bars, panels) = (workbench || !model.notices.is_empty(), opened || noted || preceded || (workbench && told));
    use_part(wanted(parts.work.is_none()), Parts::fetch_work, &arrived, send);
    use_part(wanted(parts.bars.is_none() && bars), Parts::fetch_bars, &arrived, send);
    use_part(wanted(parts.forms.is_none() && set_up), Parts::fetch_forms, &arrived, send);
    use_part(wanted(parts.panels.is_none() && panels), Parts::fetch_panels, &arrived, send);
    use_part(wanted(parts.advice.is_none() && asked), Parts::fetch_advice, &arrived, send);
    use_part(wanted(parts.links.is_none() && linked), Parts::fetch_links, &arrived, send);
    use_part(wanted(parts.sharing.is_none() && shared), Parts::fetch_sharing, &arrived, send);
    let imported = !model.sources.files.is_empty() || matches!(model.dialog, Some(Dialog::Import | Dialog::Source(..)));
    use_part(wanted(parts.import.is_none() && imported), Parts::fetch_import, &arrived, send);
    let (change, changed) = (parts.work.map(|work| work.change), store.dispatcher());
    use_effect_with(change.is_some(), move |_| {
        if let Some(change) = change {
            changed.dispatch(StoreAction::Change(change));
        }
    });
    let store = store.dispatcher();
    use_effect_with(parts.forms.is_some(), move |_| {
        if let Some(forms) = forms {
            store.dispatch(StoreAction::Equip(forms.find_problems, forms.edit_item));
        }
    });
    *parts
}

/// Fetches a part each time that it comes to be wanted, and at each further attempt.
#[hook]
fn use_part(wanted: Option<u32>, fetch: Fetch, arrived: &UseReducerDispatcher<Parts>, send: &Callback<Action>) {
    let (arrived, send) = (arrived.clone(), send.clone());
    use_effect_with(wanted, move |wanted| {
        if wanted.is_some() {
            wasm_bindgen_futures::spawn_local(async move {
                match fetch().await {
                    Ok(add) => arrived.dispatch(add),
                    Err(NotFetched) => send.emit(Action::Notify(Notice::Part)),
                }
            });
        }
    });
}

/// Fetches what traces lack.
#[hook]
fn use_extensions(store: &UseReducerHandle<Store>, send: &Callback<Action>) {
    let (send, extensions, arrived) = (send.clone(), store.program.extensions, store.dispatcher());
    use_effect_with((store.model.outcomes.missing(), store.model.attempt), move |(missing, _)| {
        let missing = *missing;
        if missing.any() {
            wasm_bindgen_futures::spawn_local(async move {
                match parts::extend(extensions, missing).await {
                    Ok(extensions) => arrived.dispatch(StoreAction::Extend(extensions)),
                    Err(NotFetched) => send.emit(Action::Notify(Notice::Part)),
                }
            });
        }
    });
}

/// Fetches what the page says beyond its first view: when more is to be seen than that. Whether it is there.
#[hook]
fn use_more_texts(model: &Model, send: &Callback<Action>, catalog: &Catalog, tell: &Tell) -> bool {
    let is_here = locale::has_more(catalog);
    let asked = !model.notices.is_empty() || model.selection.step.is_some();
    let wanted = !model.embed || asked || !locale::is_worded(catalog, &model.outcomes);
    let (tell, send) = (tell.clone(), send.clone());
    use_effect_with((model.language, model.attempt, wanted && !is_here), move |(language, _, wanted)| {
        if *wanted {
            add(locale::fetch_more(*language), tell, send);
        }
    });
    is_here
}

/// Adds texts when they arrive, or tells that they did not.
fn add(texts: impl Future<Output = Option<Catalog>> + 'static, tell: Tell, send: Callback<Action>) {
    let texts: Pin<Box<dyn Future<Output = Option<Catalog>>>> = Box::pin(texts);
    wasm_bindgen_futures::spawn_local(async move {
        match texts.await {
            Some(fetched) => tell.dispatch(Told::Also(fetched)),
            None => send.emit(Action::Notify(Notice::Part)),
        }
    });
}

/// The texts that are here.
struct Texts(Rc<Catalog>);

/// Texts that arrived.
enum Told {
    /// More of the same language.
    Also(Catalog),
    /// Those of another language.
    Instead(Catalog),
}

type Tell = UseReducerDispatcher<Texts>;

impl Reducible for Texts {
    type Action = Told;

    fn reduce(self: Rc<Self>, told: Told) -> Rc<Self> {
        Rc::new(Self(Rc::new(match told {
            Told::Also(more) => {
                let mut all = Catalog::clone(&self.0);
                all.extend(more);
                all
            }
            Told::Instead(texts) => texts,
        })))
    }
}

/// Fetches the rule book when a rule is opened and the book is not there: the first time, in another language, or after
/// it did not arrive.
#[hook]
fn use_rule_book(model: &Model, send: &Callback<Action>, catalog: &Rc<Catalog>, tell: &Tell) {
    let (catalog, tell, send) = (Rc::clone(catalog), tell.clone(), send.clone());
    let chosen = model.selection.step.and_then(|step| model.selection.trace(&model.outcomes)?.step(step));
    let opened = chosen.map(|(_, step)| step.rule.id.as_str());
    use_effect_with((model.language, model.attempt, opened), move |(language, _, opened)| {
        let Some(id) = *opened else { return };
        if !catalog.templates(&["rule.", id, ".does"].concat()).is_empty() {
            return;
        }
        add(locale::fetch_rules(*language), tell, send);
    });
}

/// Fetches what the examples say when they are shown, or offered to compare with.
#[hook]
fn use_example_texts(model: &Model, send: &Callback<Action>, catalog: &Catalog, tell: &Tell) {
    let shown = matches!(model.dialog, Some(Dialog::Examples | Dialog::Advice(Topic::Comparison)));
    let wanted = shown && !locale::has_examples(catalog);
    let (tell, send) = (tell.clone(), send.clone());
    use_effect_with((model.language, model.attempt, wanted), move |(language, _, wanted)| {
        if *wanted {
            add(locale::fetch_examples(*language), tell, send);
        }
    });
}

/// Fetches the texts of the next language, then speaks it.
fn language_switch(current: Language, send: &Callback<Action>, tell: &Tell) -> Callback<()> {
    let other = current.next();
    let (send, tell) = (send.clone(), tell.clone());
    Callback::from(move |()| {
        let (send, tell) = (send.clone(), tell.clone());
        wasm_bindgen_futures::spawn_local(async move {
            match locale::fetch(other).await {
                Some(fetched) => {
                    tell.dispatch(Told::Instead(fetched));
                    looks::speak(other);
                    send.emit(Action::SetLanguage(other));
                }
                None => send.emit(Action::Say(Status::LanguageFailed)),
            }
        });
    })
}
