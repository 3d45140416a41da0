//! Hooks: which change of the model touches what in the browser, and what of the browser becomes an action.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use hopscope_app::Action;
use hopscope_app::edge_code::pending;
use hopscope_app::model::{Model, Notice};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{address, edge_code, looks};

/// Ties the browser to the model.
#[hook]
pub fn use_browser(model: &Rc<Model>, send: &Callback<Action>) {
    use_catch_up(model, send);
    use_looks(model);
    use_width(send);
    use_links(send);
    use_edge_code(model, send);
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

/// Brings the verdict into sight: the column that begins with it, for the verdict itself may wait for a part.
pub fn reveal_verdict() {
    Timeout::new(0, || {
        if let Some(column) = first(".middle") {
            column.scroll_into_view_with_bool(true);
        }
    })
    .forget();
}

/// Moves the focus some time later, in milliseconds: never away from what the user has pressed or gone to meanwhile.
fn later(wait: u32, focus: impl FnOnce() + 'static) {
    let is_pressed = Rc::new(Cell::new(false));
    let pressed = Rc::clone(&is_pressed);
    let watch = EventListener::once(&gloo::utils::document(), "pointerdown", move |_| pressed.set(true));
    let before = focused();
    Timeout::new(wait, move || {
        drop(watch);
        // What had the focus may be gone by what was done: then the focus went elsewhere by itself.
        let is_left = before.is_some_and(|before| before.is_connected() && focused().is_some_and(|now| now != before));
        if !is_pressed.get() && !is_left {
            focus();
        }
    })
    .forget();
}

/// What has the focus, if it is not the page as a whole.
fn focused() -> Option<Element> {
    gloo::utils::document().active_element().filter(|active| active.tag_name() != "BODY")
}

/// Focuses the form of a field: its own, else that of what it is part of. The form may be about to come up.
pub fn focus_field(path: &str) {
    let mut id = path.to_owned();
    later(50, move || {
        // What is folded is not drawn: it is unfolded first, if the field is in it.
        if form(&id).is_none() && unfold(&id) {
            focus_field(&id);
            return;
        }
        loop {
            if let Some(element) = form(&id) {
                let _ = element.focus();
                return;
            }
            let Some(end) = id.rfind(['.', '[']) else { return };
            id.truncate(end);
        }
    });
}

/// The input of a field, which has its path for an id; of a part of the set-up, the first one.
fn form(path: &str) -> Option<HtmlElement> {
    first(&["[id=\"", path, "\"],[id^=\"", path, ".\"],[id^=\"", path, "[\"]"].concat())
}

/// The first element that a selector finds. Elements of HTML and of SVG have the same methods, and no type in common that
/// has them.
fn first(selector: &str) -> Option<HtmlElement> {
    let found = gloo::utils::document().query_selector(selector);
    found.ok().flatten().map(JsCast::unchecked_into)
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
    let mut around = Some(innermost.unchecked_into::<Element>());
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
    if let Some(step) = first(&["[id^=\"step-", &hop.to_string(), "-\"]"].concat()) {
        let _ = step.focus();
    }
}

/// Focuses the first thing in the element of that id that can be pressed or typed into, once it is in sight.
pub fn focus_first(id: &str) {
    let selector = ["#", id, " :is(button, input, select, textarea):enabled"].concat();
    later(0, move || {
        if let Some(first) = first(&selector) {
            let _ = first.focus();
        }
    });
}

/// Focuses the element of that id, once what was just done is drawn.
pub fn focus_soon(id: String) {
    later(0, move || focus(&id));
}

/// Focuses the element of that id.
pub fn focus(id: &str) {
    if let Some(element) = gloo::utils::document().get_element_by_id(id) {
        // Elements of HTML and of SVG have the same method, and no type in common that has it.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}
