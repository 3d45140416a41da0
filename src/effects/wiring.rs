//! Hooks: which change of the model touches what in the browser, and what of the browser becomes an action.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use hopscope_app::Action;
use hopscope_app::advice::Question;
use hopscope_app::edge_code::pending;
use hopscope_app::model::{Model, Notice, Status};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::keyboard::Keys;
use super::{address, crash, draft, edge_code, looks};

/// Address and draft are written when nothing has changed for so long, in milliseconds: Safari throws and Chromium goes
/// silent when the address is written too often.
const QUIET: u32 = 500;

/// How long a short message stays, in milliseconds.
const MESSAGE: u32 = 4_000;

/// How long one stays that offers something, in milliseconds.
const OFFER: u32 = 10_000;

/// Ties the browser to the model.
#[hook]
pub fn use_browser(model: &Rc<Model>, send: &Callback<Action>) {
    use_record(model, send);
    use_calm(model);
    use_catch_up(model, send);
    use_looks(model);
    use_width(send);
    use_links(send);
    use_silence(model, send);
    use_edge_code(model, send);
}

/// Writes address and draft some time after a change, and at once when the page is left.
#[hook]
fn use_record(model: &Rc<Model>, send: &Callback<Action>) {
    let record = use_memo((), |()| Record::default());
    let opened = use_mut_ref(|| {
        // A scenario that goes on after a crash is the user's own, and may not be stored yet.
        let is_stored = !model.edited || model.is_stored();
        is_stored.then(|| (Rc::clone(&model.scenario), model.selection.request))
    });
    *record.send.borrow_mut() = send.clone();
    *record.shown.borrow_mut() = Some(Rc::clone(model));
    {
        let record = Rc::clone(&record);
        use_effect_with(ByScreen(Rc::clone(model)), move |ByScreen(model)| {
            let shown = (Rc::clone(&model.scenario), model.selection.request);
            let is_news = opened.replace(None).is_none_or(|opened| opened != shown);
            let timer = is_news.then(|| {
                record.note(model);
                Timeout::new(QUIET, move || record.flush())
            });
            move || drop(timer)
        });
    }
    use_effect_with((), move |()| {
        let again = Rc::clone(&record);
        let leaving = EventListener::new(&gloo::utils::window(), "pagehide", move |_| record.flush());
        let watch = draft::watch(Callback::from(move |key: String| again.another_tab_wrote(&key)));
        move || drop((leaving, watch))
    });
}

/// What is to be written down.
#[derive(Default)]
struct Record {
    send: RefCell<Callback<Action>>,
    shown: RefCell<Option<Rc<Model>>>,
    unwritten: RefCell<Option<Rc<Model>>>,
}

impl Record {
    /// Takes a model to be written soon. What something else has taken the place of is written now.
    fn note(&self, model: &Rc<Model>) {
        let before = self.unwritten.replace(Some(Rc::clone(model)));
        if let Some(before) = before.filter(|before| before.lineage != model.lineage) {
            self.keep(&before);
        }
    }

    fn flush(&self) {
        if let Some(model) = self.unwritten.take() {
            self.keep(&model);
            address::write(model);
        }
    }

    fn keep(&self, model: &Model) {
        if let Some(written) = draft::keep(model) {
            self.send.borrow().emit(Action::Written(written));
        }
    }

    /// Another tab has gone on with the draft that this one made: what is on this screen gets a place of its own.
    fn another_tab_wrote(&self, key: &str) {
        let shown = self.shown.borrow().clone();
        let is_here = |model: &Rc<Model>| model.place.as_ref().is_some_and(|place| *place.key == *key);
        if let Some(model) = shown.filter(is_here).filter(|model| model.history.can_undo()) {
            self.keep(&model);
        }
    }
}

/// Models are the same here when a link to them is, and what the JSON panel holds beside it.
struct ByScreen(Rc<Model>);

impl PartialEq for ByScreen {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0.scenario, &other.0.scenario)
            && self.0.selection.request == other.0.selection.request
            && self.0.unapplied() == other.0.unapplied()
    }
}

/// A crash shows the scenario as it was this long before, in milliseconds: writing it down at every key press would cost
/// more than drawing.
const RECORDED: u32 = 250;

/// Does what must not stand between two key presses.
#[hook]
fn use_calm(model: &Rc<Model>) {
    use_effect_with(ByScreen(Rc::clone(model)), |ByScreen(model)| {
        let scenario = Rc::clone(&model.scenario);
        let record = Timeout::new(RECORDED, move || crash::remember(&scenario.to_json()));
        move || drop(record)
    });
}

/// What a change made overdue is traced when no key was pressed for so long, in milliseconds.
const BREATH: u32 = 60;

/// How long tracing may take at a time, in milliseconds: less than a reader notices.
const SLICE: f64 = 40.0;

/// How many requests are traced in the first slice.
const FIRST_SLICE: usize = 20;
/// How many at most in one.
const LARGEST_SLICE: usize = 500;

/// Traces what is overdue, slice by slice.
#[hook]
fn use_catch_up(model: &Rc<Model>, send: &Callback<Action>) {
    let (send, size) = (send.clone(), use_mut_ref(|| FIRST_SLICE));
    use_effect_with(ByTraces(Rc::clone(model)), move |ByTraces(model)| {
        let outcomes = &model.outcomes;
        let wait = if outcomes.is_stale() { BREATH } else { 0 };
        let timer = outcomes.is_overdue().then(|| {
            Timeout::new(wait, move || {
                let count = *size.borrow();
                let began = js_sys::Date::now();
                send.emit(Action::CatchUp(count));
                let took = js_sys::Date::now() - began;
                *size.borrow_mut() = if took > SLICE { count / 2 } else { count * 2 }.clamp(1, LARGEST_SLICE);
            })
        });
        move || drop(timer)
    });
}

/// Models are the same here when the same traces are overdue.
struct ByTraces(Rc<Model>);

impl PartialEq for ByTraces {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0.outcomes, &other.0.outcomes)
    }
}

#[hook]
fn use_looks(model: &Model) {
    let first = use_mut_ref(|| true);
    use_effect_with(model.theme, move |theme| {
        // The page came up in the right theme, and a theme that the address asks for is not the user's choice.
        if !first.replace(false) {
            looks::put_on(*theme);
        }
    });
    use_effect_with(model.scenario.title.clone(), |title| match title.as_str() {
        "" => looks::entitle("Hopscope"),
        title => looks::entitle(&[title, " · Hopscope"].concat()),
    });
}

#[hook]
fn use_width(send: &Callback<Action>) {
    let send = send.clone();
    use_effect_with((), move |()| {
        let watch = looks::watch_width(Callback::from(move |narrow| send.emit(Action::SetNarrow(narrow))));
        move || drop(watch)
    });
}

/// Follows another link that is put into the address of the open page.
#[hook]
fn use_links(send: &Callback<Action>) {
    let send = send.clone();
    use_effect_with((), move |()| {
        let watch = address::watch(Callback::from(move |opened| {
            send.emit(match opened {
                Ok(scenario) => Action::OpenLink(Rc::new(scenario)),
                Err(error) => Action::Notify(Notice::Link(error)),
            });
        }));
        move || drop(watch)
    });
}

/// Listens to the keyboard once the part of the program is here that knows the shortcuts.
#[hook]
pub fn use_shortcuts(model: &Rc<Model>, send: &Callback<Action>, watch: Option<Keys>) {
    let send = send.clone();
    use_effect_with(ByIdentity(Rc::clone(model), watch.is_some()), move |ByIdentity(model, _)| {
        let watch = watch.map(|watch| watch(model, &send));
        move || drop(watch)
    });
}

/// Models are the same here when they are one: comparing what they hold takes longer than listening anew.
struct ByIdentity(Rc<Model>, bool);

impl PartialEq for ByIdentity {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) && self.1 == other.1
    }
}

/// Puts a short message away after a while.
#[hook]
fn use_silence(model: &Model, send: &Callback<Action>) {
    let send = send.clone();
    use_effect_with(model.status, move |status| {
        let stays = |status| if status == Status::Tried { OFFER } else { MESSAGE };
        let timer =
            status.map(|(number, status)| Timeout::new(stays(status), move || send.emit(Action::Silence(number))));
        move || drop(timer)
    });
}

/// Runs the edge code that the traces need.
#[hook]
fn use_edge_code(model: &Rc<Model>, send: &Callback<Action>) {
    let send = send.clone();
    use_effect_with(ByOutcomes(Rc::clone(model)), move |ByOutcomes(model)| {
        if !model.edge_unavailable {
            edge_code::run(pending(&model.outcomes, model.selection.request), &send);
        }
    });
}

/// Models are the same here when the same calls are to be run.
struct ByOutcomes(Rc<Model>);

impl PartialEq for ByOutcomes {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0.outcomes, &other.0.outcomes)
            && self.0.selection.request == other.0.selection.request
            && self.0.edge_unavailable == other.0.edge_unavailable
    }
}

/// Advice follows the scenario when nothing has changed for so long, in milliseconds.
const PAUSE: u32 = 250;

/// Asks for the advice that the page should show, unless it is there.
#[hook]
pub fn use_advice(model: &Model, send: &Callback<Action>, ask: Option<fn(Question, Callback<Action>)>) {
    let (send, question) = (send.clone(), model.question());
    let given = question.as_ref().and_then(|question| model.advice.given(question.topic));
    let is_there = given.is_some_and(|given| Some(&given.question) == question.as_ref());
    // What is shown may stay a moment longer; what is not there yet is wanted at once.
    let wait = if given.is_some() { PAUSE } else { 0 };
    let question = question.filter(|_| ask.is_some() && !is_there);
    use_effect_with(question, move |question| {
        let asked = question.clone().zip(ask);
        let timer = asked.map(|(question, ask)| Timeout::new(wait, move || ask(question, send)));
        move || drop(timer)
    });
}

/// Has files read that are to be imported, unless that was done.
#[hook]
pub fn use_import(model: &Model, send: &Callback<Action>, ask: Option<fn(u32, String, Callback<Action>)>) {
    let asked = model.import.is_open().then(|| (model.import.number, ask.is_some()));
    let (send, import) = (send.clone(), model.import.clone());
    use_effect_with(asked, move |asked| {
        if let Some(((number, _), ask)) = (*asked).zip(ask) {
            ask(number, import.message(), send);
        }
    });
}

/// How long the page is left alone before it looks for what would change an outcome by itself, in milliseconds.
const IDLE: u32 = 1_200;

/// Asks what would change an outcome that is not as expected, when the user has done nothing for a while. Not where they
/// pay for what is fetched: there a button asks.
#[hook]
pub fn use_quiet_advice(model: &Rc<Model>, send: &Callback<Action>, is_complete: bool) {
    let wanted = is_complete && model.is_unexpected() && !model.advice.wanted && !model.embed;
    let (send, model) = (send.clone(), ByIdentity(Rc::clone(model), wanted));
    use_effect_with(model, move |ByIdentity(_, wanted)| {
        let is_free = *wanted && !looks::saves_data();
        let timer = is_free.then(|| Timeout::new(IDLE, move || send.emit(Action::AdviseQuietly)));
        move || drop(timer)
    });
}

/// Brings the verdict into sight: the column that begins with it, for the verdict itself may wait for a part.
pub fn reveal_verdict() {
    Timeout::new(0, || {
        if let Ok(Some(column)) = gloo::utils::document().query_selector(".middle") {
            column.scroll_into_view_with_bool(true);
        }
    })
    .forget();
}

/// Focuses the form of a field: its own, else that of what it is part of. The form may be about to come up.
pub fn focus_field(path: &str) {
    let mut id = path.to_owned();
    Timeout::new(50, move || {
        // What is folded is not drawn: it is unfolded first, if the field is in it.
        let exact = ["[id=\"", &id, "\"],[id^=\"", &id, ".\"],[id^=\"", &id, "[\"]"].concat();
        let document = gloo::utils::document();
        if matches!(document.query_selector(&exact), Ok(None)) && unfold(&id) {
            focus_field(&id);
            return;
        }
        // An input has the path of its field for an id. Of a part of the set-up, the first input is taken.
        loop {
            let selector = ["[id=\"", &id, "\"],[id^=\"", &id, ".\"],[id^=\"", &id, "[\"]"].concat();
            if let Ok(Some(element)) = gloo::utils::document().query_selector(&selector) {
                let _ = element.unchecked_into::<HtmlElement>().focus();
                return;
            }
            let Some(end) = id.rfind(['.', '[']) else { return };
            id.truncate(end);
        }
    })
    .forget();
}

/// Unfolds what is likely to hold a field: of the parts that it is in, the innermost that is folded. Whether there was one.
fn unfold(path: &str) -> bool {
    let Ok(folded) = gloo::utils::document().query_selector_all("details.folded[data-at]") else { return false };
    let all = (0..folded.length()).filter_map(|index| folded.item(index)?.dyn_into::<HtmlElement>().ok());
    let within = all.filter_map(|each| {
        let at = each.get_attribute("data-at")?;
        let rest = path.strip_prefix(&at)?;
        (rest.is_empty() || rest.starts_with(['.', '['])).then_some((at.len(), each))
    });
    let Some((_, innermost)) = within.max_by_key(|(length, _)| *length) else { return false };
    // What is folded around it would hide it.
    let mut around = Some(innermost.unchecked_into::<web_sys::Element>());
    while let Some(each) = around {
        if each.tag_name() == "DETAILS" {
            let _ = each.set_attribute("open", "");
        }
        around = each.parent_element();
    }
    true
}

/// Focuses the heading of that id, from where the Tab key leads into what it stands over.
pub fn focus_heading(id: &str) {
    if let Some(heading) = super::element::<HtmlElement>(id) {
        heading.set_tab_index(-1);
        let _ = heading.focus();
    }
}

/// Focuses the first step of a hop that the flow shows.
pub fn focus_hop(hop: usize) {
    let selector = ["[id^=\"step-", &hop.to_string(), "-\"]"].concat();
    if let Ok(Some(step)) = gloo::utils::document().query_selector(&selector) {
        // Elements of HTML and of SVG have the same method, and no type in common that has it.
        let _ = step.unchecked_into::<HtmlElement>().focus();
    }
}

/// Focuses the first thing in the element of that id that can be pressed or typed into, once it is in sight.
pub fn focus_first(id: &str) {
    let selector = ["#", id, " :is(button, input, select, textarea):enabled"].concat();
    Timeout::new(0, move || {
        if let Ok(Some(first)) = gloo::utils::document().query_selector(&selector) {
            let _ = first.unchecked_into::<HtmlElement>().focus();
        }
    })
    .forget();
}

/// Focuses the element of that id, once what was just done is drawn.
pub fn focus_soon(id: String) {
    Timeout::new(0, move || focus(&id)).forget();
}

/// Focuses the element of that id.
pub fn focus(id: &str) {
    if let Some(element) = gloo::utils::document().get_element_by_id(id) {
        // Elements of HTML and of SVG have the same method, and no type in common that has it.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}
