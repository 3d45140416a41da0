//! Shortcuts. None is a single letter but `?`, and none works while a text is being typed that it could be part of.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use hopscope_app::advice::Topic;
use hopscope_app::model::{Dialog, Model, Notice, Tab};
use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit};
use hopscope_scenario::FieldPath;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::Callback;

use super::keeper;
use super::wiring::{focus, focus_heading};
use crate::parts::{self, NotFetched};

/// What a key stands for.
#[allow(clippy::large_enum_variant, reason = "taken as soon as it is made")]
#[derive(Clone, Debug, PartialEq)]
enum Shortcut {
    /// Something for the model.
    Act(Action),
    /// The request after the selected one.
    NextRequest,
    /// The request before it.
    PreviousRequest,
    /// The JSON of the scenario in place of the forms, or the forms again.
    ToggleDocument,
    /// What would change the outcome, and to it.
    Advise,
    /// Into the URL.
    FocusUrl,
    /// To another step of the flow.
    Step(Step),
}

/// A way from one step of the flow to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next,
    Previous,
    NextHop,
    PreviousHop,
    NextDeciding,
}

/// Does what the user's shortcuts stand for.
pub fn listen(model: &Rc<Model>, send: &Callback<Action>) -> [EventListener; 4] {
    let pasted = watch_paste(model, send);
    let ahead = watch_ahead(model, send);
    let (model, send) = (Rc::clone(model), send.clone());
    let keys = watch(Callback::from(move |shortcut| match shortcut {
        Shortcut::Act(action) => send.emit(action),
        Shortcut::NextRequest => send.emit(Action::Show(FormSection::Request, model.selection.request + 1)),
        Shortcut::PreviousRequest => {
            send.emit(Action::Show(FormSection::Request, model.selection.request.saturating_sub(1)));
        }
        Shortcut::ToggleDocument => send.emit(Action::ShowDocument(!model.shows_document())),
        Shortcut::Advise => {
            if model.narrow {
                send.emit(Action::ShowTab(Tab::Flow));
            }
            if model.is_to_change() {
                focus_heading("card-change");
            }
            send.emit(Action::Advise);
        }
        Shortcut::FocusUrl => focus("request-url"),
        Shortcut::Step(step) => go(step),
    }));
    [keys, ahead, pasted, keeper::watch()]
}

thread_local! {
    /// What was typed for a dialog that is still to come up, and since when one is waited for, in milliseconds.
    static AHEAD: RefCell<Option<(f64, String)>> = const { RefCell::new(None) };
}

/// The model says soon that a dialog is to come up, but not at once: the page may be drawing. So long it is believed
/// without, in milliseconds.
const BELIEVED: f64 = 2_000.0;

/// Notes that what is typed from now on is for a dialog.
fn expect_dialog() {
    AHEAD.set(Some((js_sys::Date::now(), String::new())));
}

/// Puts what was typed for a dialog into the field that it has for it, before the field is typed into.
pub fn put_typed_ahead() {
    if let Some((_, typed)) = AHEAD.take()
        && let Ok(Some(field)) = gloo::utils::document().query_selector("dialog input[type=search]")
    {
        field.unchecked_into::<HtmlInputElement>().set_value(&typed);
    }
}

/// Takes what is typed between the key that opens a dialog and its coming up: the part that draws it may still be on its
/// way, and the keys would go into whatever had the focus before.
fn watch_ahead(model: &Rc<Model>, send: &Callback<Action>) -> EventListener {
    let (model, send) = (Rc::clone(model), send.clone());
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if !matches!(gloo::utils::document().query_selector("dialog[open]"), Ok(None)) {
            put_typed_ahead();
            return;
        }
        let now = js_sys::Date::now();
        let before = AHEAD.take();
        let is_believed = before.as_ref().is_some_and(|(since, _)| now - since < BELIEVED);
        let key = event.key();
        // Any dialog that has not come up yet can be called off; typed into is not every one.
        if key == "Escape" && (is_believed || model.dialog.is_some()) {
            event.prevent_default();
            send.emit(Action::ShowDialog(None));
            return;
        }
        if !is_believed && !is_awaited(&model) {
            return;
        }
        let (since, typed) = before.unwrap_or_else(|| (now, model.looked_for.to_string()));
        let next = typed_on(&typed, &key);
        AHEAD.set(Some((since, next.clone().unwrap_or(typed))));
        if let Some(next) = next {
            event.prevent_default();
            send.emit(Action::LookFor(next));
        }
    })
}

/// What is typed after one more key. None: the key types nothing.
fn typed_on(typed: &str, key: &str) -> Option<String> {
    let mut next = typed.to_owned();
    let mut letters = key.chars();
    match (key, letters.next(), letters.next()) {
        ("Backspace", ..) => drop(next.pop()),
        // The palette runs what it finds once it is there.
        ("Enter", ..) => next.push('\n'),
        (_, Some(letter), None) => next.push(letter),
        _ => return None,
    }
    Some(next)
}

/// Whether a dialog that is typed into is to come up. A narrow page gives the focus to the palette's field alone.
fn is_awaited(model: &Model) -> bool {
    match model.dialog {
        Some(Dialog::Palette) => true,
        Some(Dialog::Examples | Dialog::Kept) => !model.narrow,
        _ => false,
    }
}

/// Opens what is pasted outside of a field: a scenario, an answer, or files to import. An embed takes nothing.
fn watch_paste(model: &Rc<Model>, send: &Callback<Action>) -> EventListener {
    let (model, send) = (Rc::clone(model), send.clone());
    EventListener::new(&gloo::utils::document(), "paste", move |event: &Event| {
        let event = event.unchecked_ref::<ClipboardEvent>();
        let text = event.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if model.embed || text.trim().is_empty() || is_field(event) {
            return;
        }
        if let Some(request) = hopscope_app::curl::request(&text) {
            let index = model.scenario.requests.len();
            let at = FieldPath::root().field("requests").index(index);
            send.emit(Action::EditAndShow(Edit::Insert(at, request), FormSection::Request, index));
            return;
        }
        if looks_like_link(&text) {
            open_link(text, send.clone());
            return;
        }
        let number = model.import.given.len() + 1;
        hopscope_app::file::pasted(number, text).into_iter().for_each(|action| send.emit(action));
    })
}

/// Whether a text is an address with a scenario in its fragment.
fn looks_like_link(text: &str) -> bool {
    let text = text.trim();
    let fragment = text.rsplit_once('#').map(|(_, fragment)| fragment);
    !text.contains(char::is_whitespace) && text.starts_with("http") && fragment.is_some_and(|each| each.len() > 8)
}

/// Opens the scenario of a link; another address with a fragment is nothing that anybody meant to open.
fn open_link(text: String, send: Callback<Action>) {
    wasm_bindgen_futures::spawn_local(async move {
        match parts::links().await {
            Ok(links) => match (links.read)(text.trim()) {
                Ok(scenario) => send.emit(Action::OpenLink(Rc::new(scenario))),
                Err(error) => send.emit(Action::Notify(Notice::Link(error))),
            },
            Err(NotFetched) => send.emit(Action::Notify(Notice::Part)),
        }
    });
}

/// Moves the focus among the steps of the flow.
fn go(step: Step) {
    let document = gloo::utils::document();
    let Ok(found) = document.query_selector_all(".flow :is(.step, .step-row)") else { return };
    let all: Vec<Element> = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect();
    let focused = document.active_element();
    let at = focused.and_then(|focused| all.iter().position(|each| *each == focused));
    let hop = |each: &Element| each.id().rsplit_once('-').map(|(hop, _)| hop.to_owned());
    let here = at.and_then(|at| all.get(at)).and_then(hop);
    let is_other = |each: &&Element| hop(each) != here;
    let behind = all.iter().skip(at.map_or(0, |at| at + 1));
    let before = all.iter().take(at.unwrap_or_default()).rev();
    let decides = |each: &&Element| each.class_list().contains("matters");
    let next = match step {
        Step::Next => behind.into_iter().next(),
        Step::Previous => before.into_iter().next(),
        Step::NextHop => behind.into_iter().find(is_other),
        Step::PreviousHop => before.into_iter().find(is_other),
        Step::NextDeciding => behind.into_iter().find(decides).or_else(|| all.iter().find(decides)),
    };
    if let Some(next) = next {
        // Elements of HTML and of SVG have the same method, and no type in common that has it.
        let _ = next.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Sends what the user's shortcuts stand for.
fn watch(pressed: Callback<Shortcut>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if let Some(shortcut) = shortcut(event) {
            event.prevent_default();
            if shortcut == Shortcut::Act(Action::ShowDialog(Some(Dialog::Palette))) {
                expect_dialog();
            }
            pressed.emit(shortcut);
        }
    })
}

/// Letters with Alt and Shift go by their place on the keyboard: on a Mac, Option makes other characters of them.
fn shortcut(event: &KeyboardEvent) -> Option<Shortcut> {
    let act = |action| Some(Shortcut::Act(action));
    let command = event.ctrl_key() || event.meta_key();
    let (key, code) = (event.key().to_ascii_lowercase(), event.code());
    match (command, event.shift_key(), event.alt_key()) {
        (true, false, false) if key == "k" => act(Action::ShowDialog(Some(Dialog::Palette))),
        (true, false, false) if key == "z" => act(Action::Undo),
        (true, true, false) if key == "z" => act(Action::Redo),
        (true, false, false) if key == "y" => act(Action::Redo),
        (false, true, true) => match code.as_str() {
            "KeyS" => act(Action::ShowDialog(Some(Dialog::Share))),
            "KeyL" => Some(Shortcut::FocusUrl),
            "KeyW" => Some(Shortcut::Advise),
            "KeyF" => act(Action::ShowDialog(Some(Dialog::Advice(Topic::Findings)))),
            "KeyM" => act(Action::ShowDialog(Some(Dialog::Advice(Topic::Routes)))),
            "KeyC" => act(Action::ShowDialog(Some(Dialog::Advice(Topic::Comparison)))),
            "KeyR" => act(Action::ShowDialog(Some(Dialog::Advice(Topic::Explanation)))),
            "KeyI" => act(Action::ShowDialog(Some(Dialog::Import))),
            "KeyJ" => Some(Shortcut::ToggleDocument),
            "KeyD" => Some(Shortcut::Step(Step::NextDeciding)),
            "ArrowDown" => Some(Shortcut::NextRequest),
            "ArrowUp" => Some(Shortcut::PreviousRequest),
            _ => None,
        },
        (false, false, false) if is_in_flow() => Some(Shortcut::Step(match key.as_str() {
            "arrowdown" => Step::Next,
            "arrowup" => Step::Previous,
            "arrowright" => Step::NextHop,
            "arrowleft" => Step::PreviousHop,
            _ => return None,
        })),
        (false, _, false) if key == "?" && !is_field(event) => act(Action::ShowDialog(Some(Dialog::Shortcuts))),
        _ => None,
    }
}

/// Whether a step of the flow has the focus.
fn is_in_flow() -> bool {
    let focused = gloo::utils::document().active_element();
    focused.is_some_and(|focused| focused.matches(".step, .step-row").unwrap_or_default())
}

/// Whether an event has arrived at something that is typed into.
fn is_field(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
