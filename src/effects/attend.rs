//! What tends the page once its model can be changed: what was changed is stored, messages go, keys are listened to,
//! workers are asked. It comes with what changes the model, so that a first view does without.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use hopscope_app::Action;
use hopscope_app::advice::Question;
use hopscope_app::model::{Model, Notice, Status};
use hopscope_question::Question as WorkerQuestion;
use hopscope_scenario::Scenario;
use yew::prelude::*;

use super::keyboard::listen;
use super::{address, back, crash, draft, keeper, looks, newer};
use crate::page::Page;

/// Ties the browser to the page. There is nothing to be seen.
pub fn attend(page: &Page) -> Html {
    html! { <Attendant page={page.clone()} /> }
}

#[derive(Clone, Properties)]
struct AttendantProps {
    page: Page,
}

/// What is done when something changed, each hook looks for itself.
impl PartialEq for AttendantProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component]
fn Attendant(props: &AttendantProps) -> Html {
    let Page { model, send, parts, .. } = &props.page;
    use_record(model, send);
    use_calm(model);
    use_back(model, send);
    use_guide(model, send, parts.bars.is_some() && (parts.forms.is_some() || model.narrow));
    use_silence(model, send);
    use_newer(send);
    use_shortcuts(model, send, parts.bars.is_some());
    use_import(model, send, parts.import.map(|import| import.ask));
    use_advice(model, send, parts.advice.map(|advice| advice.ask));
    use_quiet_advice(model, send, parts.bars.is_some() && (parts.forms.is_some() || model.narrow));
    Html::default()
}

/// Address and draft are written when nothing has changed for so long, in milliseconds: Safari throws and Chromium goes
/// silent when the address is written too often.
const QUIET: u32 = 500;

/// How long a short message stays, in milliseconds.
const MESSAGE: u32 = 4_000;

/// How long one stays that offers something, in milliseconds.
const OFFER: u32 = 10_000;

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
            let is_same = |opened: (Rc<Scenario>, usize)| Rc::ptr_eq(&opened.0, &shown.0) && opened.1 == shown.1;
            let is_news = !opened.replace(None).is_some_and(is_same);
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

/// Has Back close what was opened.
#[hook]
fn use_back(model: &Rc<Model>, send: &Callback<Action>) {
    let shown = use_mut_ref(|| Rc::clone(model));
    *shown.borrow_mut() = Rc::clone(model);
    use_effect_with(back::is_opened(model), |is_opened| back::follow(*is_opened));
    let send = send.clone();
    use_effect_with((), move |()| {
        let asked = Rc::clone(&shown);
        let is_opened = move || back::is_opened(&asked.borrow());
        let watch = back::watch(is_opened, Callback::from(move |()| back::close(&shown.borrow(), &send)));
        move || drop(watch)
    });
}

/// Offers a newer version of the page.
#[hook]
fn use_newer(send: &Callback<Action>) {
    let send = send.clone();
    use_effect_with((), move |()| {
        let watch = newer::watch(move || send.emit(Action::Notify(Notice::Newer)));
        move || drop(watch)
    });
}

/// Offers the guided look once, when the first visit has come to rest; and marks what its step is about.
#[hook]
fn use_guide(model: &Rc<Model>, send: &Callback<Action>, is_complete: bool) {
    let is_first = is_complete && model.greets && !model.embed;
    {
        let (send, shown) = (send.clone(), use_mut_ref(|| Rc::clone(model)));
        *shown.borrow_mut() = Rc::clone(model);
        use_effect_with(is_first, move |is_first| {
            let timer = is_first.then(|| {
                Timeout::new(IDLE, move || {
                    // Who has begun already needs no guide.
                    let is_busy = shown.borrow().edited || shown.borrow().dialog.is_some();
                    if !is_busy && looks::is_unguided() {
                        send.emit(Action::Guide(Some(0)));
                    }
                })
            });
            move || drop(timer)
        });
    }
    use_effect_with(model.guide, |step| looks::mark_guided(*step));
}

/// Listens to the keyboard once there are the bars that the shortcuts are about.
#[hook]
fn use_shortcuts(model: &Rc<Model>, send: &Callback<Action>, is_wanted: bool) {
    let by = || ByIdentity(Rc::clone(model), is_wanted);
    // While it draws, not in an effect: between the two the browser may have its turn, and a key would be lost.
    let _ = use_memo(by(), |ByIdentity(model, is_wanted)| is_wanted.then(|| listen(model, send)));
    use_effect_with(by(), |_| keeper::restore());
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

/// Advice follows the scenario when nothing has changed for so long, in milliseconds.
const PAUSE: u32 = 250;

/// Asks for the advice that the page should show, unless it is there.
#[hook]
fn use_advice(model: &Model, send: &Callback<Action>, ask: Option<fn(Question, Callback<Action>)>) {
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
fn use_import(model: &Model, send: &Callback<Action>, ask: Option<fn(u32, WorkerQuestion, Callback<Action>)>) {
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
fn use_quiet_advice(model: &Rc<Model>, send: &Callback<Action>, is_complete: bool) {
    let wanted = is_complete && model.is_unexpected() && !model.advice.wanted && !model.embed;
    let (send, model) = (send.clone(), ByIdentity(Rc::clone(model), wanted));
    use_effect_with(model, move |ByIdentity(_, wanted)| {
        let is_free = *wanted && !looks::saves_data();
        let timer = is_free.then(|| Timeout::new(IDLE, move || send.emit(Action::AdviseQuietly)));
        move || drop(timer)
    });
}
