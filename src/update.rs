//! How an action changes the model.

use std::mem::discriminant;
use std::rc::Rc;

use hopscope_routing::Capabilities;
use hopscope_scenario::{FieldPath, Scenario, ScenarioError};
use serde_json::Value;

use crate::action::Action;
use crate::draft::{Draft, Drafts, Place, Written};
use crate::edge_code::Run;
use crate::edit::Edit;
use crate::history::{Grain, Moment};
use crate::import::Import;
use crate::model::{Dialog, Document, Model, Notice, Status, Tab};
use crate::outcome::{AT_ONCE, Outcomes};
use crate::program::Program;
use crate::selection::{FormSection, Selection, parts};
use crate::texts::{Slot, State};

/// The model after an action, with what of the program is here.
pub fn update(model: &Model, action: Action, program: &Program) -> Model {
    view(model, action, program).unwrap_or_else(|action| change(model, action, program))
}

/// The model after an action that only shows something, or that something arrived: what a page can do before the rest of
/// the program is here.
///
/// # Errors
/// The action, where it is another.
pub fn view(model: &Model, action: Action, program: &Program) -> Result<Model, Action> {
    let mut next = model.clone();
    match action {
        Action::CatchUp(count) => trace_on(&mut next, program, count),
        Action::Show(part, index) => {
            if part == FormSection::Request {
                next.folded.iter_mut().for_each(Vec::clear);
            }
            next.selection.show(part, index);
            next.selection.settle(&next.outcomes);
        }
        Action::ShowStep(step) => next.selection.show_step(step),
        Action::ShowTab(tab) => next.tab = tab,
        Action::ShowDialog(dialog) => {
            next.dialog = dialog;
            next.by_hand = None;
            next.looked_for = Rc::default();
        }
        Action::ShowMenu(menu) => next.menu = menu,
        Action::Notify(notice) => {
            if matches!(notice, Notice::Part) {
                // What waits for it is asked for anew.
                next.dialog = None;
                next.advice.wanted = false;
            }
            // The newest of a kind is the one that the user waits for.
            next.notices.retain(|each| discriminant(each) != discriminant(&notice));
            next.notices.push(notice);
        }
        Action::AdviseQuietly => next.advice.wanted = true,
        Action::Extended => {
            next.notices.retain(|notice| !matches!(notice, Notice::Part));
            trace(&mut next, program);
        }
        Action::Retry => {
            next.attempt = next.attempt.wrapping_add(1);
            next.notices.retain(|notice| !matches!(notice, Notice::Part));
        }
        Action::SetNarrow(narrow) => next.narrow = narrow,
        Action::SetRoom(room) => next.room = Some(room),
        Action::Fold(folds) => next.folded = folds.then(Vec::new),
        Action::Unfold(stop) => next.folded.iter_mut().for_each(|opened| opened.push(stop)),
        other => return Err(other),
    }
    catch_up(&mut next, program);
    complete_selected(&mut next, program);
    Ok(next)
}

/// The model after an action that [`view`] does not know.
pub fn change(model: &Model, action: Action, program: &Program) -> Model {
    let mut next = model.clone();
    if !matches!(action, Action::Edit(_) | Action::Type(..)) {
        catch_up(&mut next, program);
    }
    match action {
        // A change that a button makes is never refused.
        Action::Edit(edit) => drop(apply(&mut next, program, &edit)),
        Action::Type(slot, text, edit) => {
            next.texts.put(slot.clone(), text, State::Waiting);
            if let Some(edit) = edit {
                take_over(&mut next, program, slot, &edit);
            }
        }
        Action::Commit(slot, edit) => {
            if next.texts.get(&slot).is_some_and(|text| text.state != State::Taken) {
                take_over(&mut next, program, slot, &edit);
            }
        }
        Action::Withdraw(slot) => next.texts.remove(&slot),
        Action::LookFor(text) => next.looked_for = text.into(),
        Action::EditAndShow(edit, part, index) => {
            let _ = apply(&mut next, program, &edit);
            next.selection.show(part, index);
            next.selection.settle(&next.outcomes);
        }
        Action::LeaveField => {
            next.history.close();
            next.texts.leave();
        }
        Action::EditDocument(text) => edit_document(&mut next, program, text),
        Action::ShowDocument(shown) => {
            show_document(&mut next, shown);
        }
        Action::Undo => travel(&mut next, program, Direction::Back),
        Action::Redo => travel(&mut next, program, Direction::Forward),
        Action::Load(scenario) => open(&mut next, program, scenario),
        Action::OpenLink(scenario) => open_beside_own(&mut next, program, scenario),
        Action::Restore(draft) => restore(&mut next, program, draft),
        Action::Forget(key) => {
            let is_other = |place: &Place| place.key != key;
            retain_drafts(&mut next, |drafts| drafts.only(is_other));
        }
        Action::List(drafts) => next.kept = drafts,
        Action::Deleted(deleted) => next.deleted = deleted,
        Action::Guide(step) => next.guide = step,
        Action::Written(written) => note_written(&mut next, written),
        Action::CopyByHand(area) => next.by_hand = area,
        Action::EdgeAnswered(runs) => take_answers(&mut next, program, &runs),
        Action::EdgeUnavailable(unavailable) => {
            next.edge_unavailable = unavailable;
            next.notices.retain(|notice| !matches!(notice, Notice::EdgeCode));
            if unavailable {
                next.notices.push(Notice::EdgeCode);
            }
        }
        Action::Advise => {
            next.advice.wanted = true;
            next.advice.by_user = true;
            next.advice.again();
        }
        // An answer to what is no longer asked is of no use.
        Action::Advised(given) => {
            if next.question().as_ref() == Some(&given.question) {
                next.advice.keep(given);
            }
        }
        Action::CompareWith(before) => next.advice.before = before,
        Action::Explain(text) => next.advice.pasted = text.into(),
        Action::Try(scenario) => attempt(&mut next, program, scenario),
        Action::Ask(method, url) => ask(&mut next, program, method, url),
        Action::ShowField(path) => show_field(&mut next, &path),
        Action::Equipped => Rc::make_mut(&mut next.outcomes).find_problems(&next.scenario, program.find_problems),
        Action::ImportFiles(files) => {
            next.import.add(files);
            next.dialog = Some(Dialog::Import);
        }
        Action::ImportWithout(index) => next.import.forget(index),
        Action::ImportWith(name, value) => next.import.set(name, value),
        Action::ImportUrl(url) => next.import.url = url,
        Action::ImportAgain => next.import.ask(),
        // What came of something earlier is of no use.
        Action::Imported(number, answer) => {
            if number == next.import.number {
                next.import.answer = Some((number, answer));
            }
        }
        Action::AcceptImport => accept_import(&mut next, program),
        Action::Dismiss(index) => {
            if index < next.notices.len() {
                next.notices.remove(index);
            }
        }
        Action::Say(status) => say(&mut next, status),
        Action::Silence(number) => next.status = next.status.filter(|(latest, _)| *latest != number),
        Action::SetTheme(theme) => next.theme = theme,
        Action::SetLanguage(language) => next.language = language,
        // Those are view's.
        Action::CatchUp(_)
        | Action::Show(..)
        | Action::ShowStep(_)
        | Action::ShowTab(_)
        | Action::ShowDialog(_)
        | Action::ShowMenu(_)
        | Action::Notify(_)
        | Action::AdviseQuietly
        | Action::Extended
        | Action::Retry
        | Action::SetNarrow(_)
        | Action::SetRoom(_)
        | Action::Fold(_)
        | Action::Unfold(_) => {}
    }
    complete_selected(&mut next, program);
    next
}

/// Traces what a change made overdue of that which is traced at once.
fn catch_up(model: &mut Model, program: &Program) {
    if model.outcomes.is_stale() {
        trace_on(model, program, AT_ONCE);
    }
}

/// Keeps what came of running edge code, and traces what waited for it.
fn take_answers(model: &mut Model, program: &Program, runs: &[Run]) {
    Rc::make_mut(&mut model.answers).add(runs.to_vec());
    let capabilities = Capabilities { answers: &*model.answers, extensions: program.extensions };
    let selected = model.selection.request;
    Rc::make_mut(&mut model.outcomes).trace_answered(&model.scenario, &capabilities, selected, runs);
    model.selection.settle(&model.outcomes);
    Rc::make_mut(&mut model.answers).trim(&model.outcomes);
}

/// Traces the selected request whole: of many, only a row was kept.
pub(crate) fn complete_selected(model: &mut Model, program: &Program) {
    let selected = model.selection.request;
    if selected < model.outcomes.results.len() && !model.outcomes.is_whole(selected) {
        let capabilities = Capabilities { answers: &*model.answers, extensions: program.extensions };
        Rc::make_mut(&mut model.outcomes).trace_again(&model.scenario, selected, &capabilities);
        model.selection.settle(&model.outcomes);
    }
}

/// Traces so many of the requests that are overdue.
fn trace_on(model: &mut Model, program: &Program, count: usize) {
    let capabilities = Capabilities { answers: &*model.answers, extensions: program.extensions };
    Rc::make_mut(&mut model.outcomes).go_on(&model.scenario, &capabilities, model.selection.request, count);
    model.selection.settle(&model.outcomes);
}

fn say(model: &mut Model, status: Status) {
    let number = model.status.map_or(0, |(number, _)| number.wrapping_add(1));
    model.status = Some((number, status));
}

/// The scenario in force, for the way back to it.
fn moment(model: &Model) -> Moment {
    Moment {
        scenario: Rc::clone(&model.scenario),
        request: model.selection.request,
        unapplied: model.unapplied().cloned(),
    }
}

/// Puts another scenario in force.
fn replace(model: &mut Model, program: &Program, scenario: Rc<Scenario>) {
    model.scenario = scenario;
    trace(model, program);
}

/// Traces the scenario in force with what is known of its edge code.
pub(crate) fn trace(model: &mut Model, program: &Program) {
    let capabilities = Capabilities { answers: &*model.answers, extensions: program.extensions };
    let mut outcomes = Outcomes::with(&model.scenario, &capabilities);
    outcomes.find_problems(&model.scenario, program.find_problems);
    model.outcomes = Rc::new(outcomes);
    model.selection.settle(&model.outcomes);
}

/// Of more requests than this, only the selected one is traced between two key presses.
const MANY: usize = 20;

/// Traces the selected request alone. The others are overdue then.
fn trace_selected(model: &mut Model, program: &Program) {
    let capabilities = Capabilities { answers: &*model.answers, extensions: program.extensions };
    let outcomes = Rc::make_mut(&mut model.outcomes);
    outcomes.outdate();
    outcomes.trace_again(&model.scenario, model.selection.request, &capabilities);
    model.selection.settle(&model.outcomes);
}

/// Shows the JSON panel or the forms. A text that cannot be read stays in the panel.
fn show_document(model: &mut Model, shown: bool) {
    match &mut model.document {
        Some(document) if document.error.is_some() => document.shown = shown,
        _ => model.document = shown.then(|| Document::of(&model.scenario)),
    }
}

/// Shows the scenario in force in the JSON panel, where that is open and holds no other text.
fn refresh_document(model: &mut Model) {
    show_document(model, model.shows_document());
}

/// Puts another text into the JSON panel, or the scenario in force.
fn replace_document(model: &mut Model, unapplied: Option<Rc<str>>) {
    let shown = model.shows_document();
    model.document = unapplied.map(|text| Document::kept(text, shown));
    show_document(model, shown);
}

/// Makes the change that a typed text stands for. One that cannot be read stays in its field, with the reason.
fn take_over(model: &mut Model, program: &Program, slot: Slot, edit: &Edit) {
    let text = model.texts.get(&slot).map(|text| text.text.clone()).unwrap_or_default();
    // With another name the entry is at another place: the text is not to go there.
    model.texts.remove(&slot);
    match apply(model, program, edit) {
        Err(error) => model.texts.put(slot, text, State::Refused(error)),
        Ok(()) if slot.is_name => {}
        Ok(()) => model.texts.put(slot, text, State::Taken),
    }
}

fn apply(model: &mut Model, program: &Program, edit: &Edit) -> Result<(), ScenarioError> {
    let typing = edit.field().map(|field| Grain::Typing(field.clone()));
    let before = typing.and_then(|grain| model.history.before(&grain)).unwrap_or_else(|| Rc::clone(&model.scenario));
    let of_item = program.edit_item.and_then(|apply| apply(edit, &model.scenario, &before));
    let scenario = of_item.map_or_else(|| edit.apply(&model.scenario), Ok)?;
    model.texts.follow(edit);
    if scenario == *model.scenario {
        return Ok(());
    }
    let grain = match edit {
        Edit::Set(field, _) => Grain::Typing(field.clone()),
        Edit::Remove(field) if !is_item(field) => Grain::Typing(field.clone()),
        _ => Grain::Single,
    };
    let typed_into = edit.field().filter(|_| grain != Grain::Single);
    model.history.record(moment(model), grain);
    model.edited = true;
    match typed_into {
        Some(_) if scenario.requests.len() > MANY => {
            model.scenario = Rc::new(scenario);
            trace_selected(model, program);
        }
        _ => replace(model, program, Rc::new(scenario)),
    }
    if let Some(field) = typed_into {
        model.selection.stay(field, &model.scenario, &model.outcomes);
    }
    refresh_document(model);
    Ok(())
}

fn is_item(field: &hopscope_scenario::FieldPath) -> bool {
    matches!(field.segments().last(), Some(hopscope_scenario::field_path::Segment::Index(_)))
}

fn edit_document(model: &mut Model, program: &Program, text: String) {
    // What was pasted from a file may begin with the mark that says how the file is written.
    let read = Scenario::from_json(text.trim_start_matches('\u{feff}'));
    let is_other = read.as_ref().is_ok_and(|scenario| *scenario != *model.scenario);
    if is_other || read.is_err() || model.unapplied().is_some() {
        model.history.record(moment(model), Grain::Document);
        model.edited = true;
    }
    let shown = model.document.as_ref().is_none_or(|document| document.shown);
    let error = match read {
        Err(error) => Some(error),
        Ok(scenario) => {
            if is_other {
                model.texts.keep_where_equal(&model.scenario, &scenario);
                replace(model, program, Rc::new(scenario));
            }
            None
        }
    };
    let document = Document { text: text.into(), error, shown };
    model.document = Some(document).filter(|document| shown || document.error.is_some());
}

enum Direction {
    Back,
    Forward,
}

fn travel(model: &mut Model, program: &Program, direction: Direction) {
    // The last thing done was to type what could not be taken over. What could, before it, is of the same step.
    if let (Direction::Back, Some(slot)) = (&direction, model.texts.withdraw())
        && !model.history.is_open(&Grain::Typing(slot.at))
    {
        say(model, Status::Undone);
        return;
    }
    let current = moment(model);
    let (found, status) = match direction {
        Direction::Back => (model.history.undo(current), Status::Undone),
        Direction::Forward => (model.history.redo(current), Status::Redone),
    };
    let Some(found) = found else { return };
    let selected = found.request_after(&model.scenario, model.selection.request);
    model.texts.keep_where_equal(&model.scenario, &found.scenario);
    model.edited = true;
    model.selection.show(FormSection::Request, selected);
    replace(model, program, found.scenario);
    adopt(model);
    replace_document(model, found.unapplied);
    say(model, status);
}

/// Puts a scenario that is offered in the place of the present one. The way back is one step of undo.
fn attempt(model: &mut Model, program: &Program, scenario: Rc<Scenario>) {
    if model.dialog.take().is_none() {
        model.advice.begin_to_try(&scenario, model.selection.request);
    }
    if *scenario == *model.scenario {
        return;
    }
    model.history.record(moment(model), Grain::Single);
    model.edited = true;
    model.texts.keep_where_equal(&model.scenario, &scenario);
    // A fix keeps the requests. What lacks some has a table of its own, and what is selected follows from that.
    let is_other = scenario.requests.len() < model.scenario.requests.len();
    replace(model, program, scenario);
    if is_other {
        model.selection = Selection::at(&model.outcomes, None, None);
    }
    refresh_document(model);
    say(model, Status::Tried);
}

/// Opens what is not the user's own, and offers the own one back.
fn open_beside_own(model: &mut Model, program: &Program, scenario: Rc<Scenario>) {
    let own = own_draft(model).filter(|own| own.scenario != scenario);
    open(model, program, scenario);
    offer(model, own);
}

/// Selects the request of a method and a URL. It is added behind the selected one if there is none.
fn ask(model: &mut Model, program: &Program, method: String, url: String) {
    model.dialog = None;
    model.tab = Tab::Flow;
    let known =
        model.scenario.requests.iter().position(|each| {
            each.method == method && each.url == url && each.headers.is_empty() && each.body.is_empty()
        });
    let index = known.unwrap_or_else(|| {
        let index = (model.selection.request + 1).min(model.scenario.requests.len());
        let list = FieldPath::root().field("requests");
        let request = Value::from_iter([("method", method), ("url", url)]);
        let _ = apply(model, program, &Edit::Insert(list.index(index), request));
        index
    });
    model.selection.show(FormSection::Request, index);
    model.selection.settle(&model.outcomes);
}

/// Shows the form of a field, or the JSON where no form has it.
fn show_field(model: &mut Model, path: &str) {
    model.dialog = None;
    model.tab = Tab::SetUp;
    let parts = parts(FieldPath::read(path).segments());
    if !parts.is_empty() || !model.shows_document() {
        show_document(model, parts.is_empty());
    }
    for (part, index) in parts {
        model.selection.show(part, index);
    }
    if path.contains(".default_cache_behavior") {
        // It comes after the ordered ones, however many there are.
        model.selection.show(FormSection::Behavior, usize::MAX);
    }
    model.selection.settle(&model.outcomes);
}

/// Puts what was imported in force, and keeps the user's own.
fn accept_import(model: &mut Model, program: &Program) {
    let Some((scenario, sources)) = model.import.accepted() else { return };
    model.dialog = None;
    model.import = Import::default();
    open_beside_own(model, program, scenario);
    // What came from files is the user's own work from here on: it is kept as a draft.
    model.edited = true;
    model.sources = sources;
    model.tab = Tab::Flow;
}

fn open(model: &mut Model, program: &Program, scenario: Rc<Scenario>) {
    if *scenario != *model.scenario || model.unapplied().is_some() {
        model.history.record(moment(model), Grain::Single);
    }
    model.edited = false;
    model.place = None;
    model.lineage = model.lineage.wrapping_add(1);
    model.texts.clear();
    // What was told of a link or a file before is no longer of use.
    model.notices.retain(|notice| !matches!(notice, Notice::Link(_) | Notice::File(..)));
    retain_drafts(model, |mut drafts| {
        drafts.take(&scenario);
        drafts
    });
    model.advice.opened = Rc::clone(&scenario);
    replace(model, program, scenario);
    model.selection = Selection::at(&model.outcomes, None, None);
    model.selection.show(FormSection::Request, model.selection.request);
    replace_document(model, None);
}

/// The scenario in force, where it is the user's own.
fn own_draft(model: &Model) -> Option<Draft> {
    model.edited.then(|| Draft {
        scenario: Rc::clone(&model.scenario),
        document: model.unapplied().cloned(),
        place: model.place.clone(),
    })
}

/// Offers a draft, before those that are offered already.
fn offer(model: &mut Model, draft: Option<Draft>) {
    let Some(draft) = draft else { return };
    match model.notices.iter_mut().find_map(|notice| match notice {
        Notice::Drafts(drafts) => Some(drafts),
        _ => None,
    }) {
        Some(drafts) => drafts.put(draft),
        None => model.notices.push(Notice::Drafts(Drafts { open: vec![draft], ..Drafts::default() })),
    }
}

/// What an undo has brought back may be a draft that was offered: then it is that draft again.
fn adopt(model: &mut Model) {
    let scenario = Rc::clone(&model.scenario);
    let mut found = None;
    for notice in &mut model.notices {
        if let Notice::Drafts(drafts) = notice {
            found = found.or(drafts.take(&scenario));
        }
    }
    if let Some(draft) = found {
        model.place = draft.place;
        retain_drafts(model, |drafts| drafts);
    }
}

/// Changes which drafts are offered.
fn retain_drafts(model: &mut Model, retain: impl Fn(Drafts) -> Drafts) {
    let notices = std::mem::take(&mut model.notices).into_iter();
    let kept = notices.filter_map(|notice| match notice {
        Notice::Drafts(drafts) => Some(retain(drafts)).filter(|drafts| !drafts.is_empty()).map(Notice::Drafts),
        other => Some(other),
    });
    model.notices = kept.collect();
}

/// Goes on with a draft. What is on the screen is offered in its place, where it is the user's own.
fn restore(model: &mut Model, program: &Program, draft: Draft) {
    let own = own_draft(model).filter(|own| own.scenario != draft.scenario);
    open(model, program, Rc::clone(&draft.scenario));
    if let Some(text) = &draft.document {
        model.document = Some(Document::kept(Rc::clone(text), true)).filter(|document| document.error.is_some());
    }
    model.edited = true;
    model.place.clone_from(&draft.place);
    model.written = draft.place.map(|place| Written {
        lineage: model.lineage,
        scenario: draft.scenario,
        document: draft.document,
        place: Ok(place),
    });
    offer(model, own);
}

/// Notes where a draft is stored now, or tells why it is not.
fn note_written(model: &mut Model, written: Written) {
    match &written.place {
        Ok(place) => {
            if written.lineage == model.lineage {
                model.place = Some(place.clone());
            }
            // What was replaced on the screen before it was stored is stored now.
            for notice in &mut model.notices {
                if let Notice::Drafts(drafts) = notice {
                    let same = drafts.open.iter_mut().filter(|each| Rc::ptr_eq(&each.scenario, &written.scenario));
                    same.for_each(|each| each.place = Some(place.clone()));
                }
            }
            model.notices.retain(|notice| !matches!(notice, Notice::NotStored(_)));
        }
        // Told once, until something can be stored again.
        Err(trouble) => {
            let is_known = model.written.as_ref().is_some_and(|before| before.place.as_ref() == Err(trouble));
            if !is_known {
                model.notices.retain(|notice| !matches!(notice, Notice::NotStored(_)));
                model.notices.push(Notice::NotStored(*trouble));
            }
        }
    }
    if written.lineage == model.lineage {
        model.written = Some(written);
    }
}

#[cfg(test)]
mod tests;
