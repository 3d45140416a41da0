#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
use hopscope_question::Question;
use hopscope_scenario::FieldPath;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::address::Address;
use crate::advice::{Before, Given, Topic};
use crate::draft::{self, Stored, Trouble};
use crate::import::{Failure, GivenFile, Imported};
use crate::model::{Dialog, Start};
use crate::outcome::{State as Known, find_wrong};
use crate::texts::Slot;
use crate::{examples, new};

fn update(model: &Model, action: Action) -> Model {
    crate::update_whole(model, action)
}

fn view(model: &Model, action: Action) -> Result<Model, Action> {
    super::view(model, action, &Start::whole().program)
}

fn fresh() -> Model {
    Model::start(Start::whole())
}

#[test]
fn where_nothing_is_stored_a_page_opens_alike_with_and_without_what_goes_on_with_drafts() {
    let linked = Scenario { title: "linked".to_owned(), ..examples::default() };
    let broken = Err(hopscope_scenario::LinkError::NotALink);
    for link in [None, Some(Ok(linked)), Some(broken)] {
        let start = Start { link, ..Start::whole() };
        assert!(!Model::is_resumed(&start));
        // What has an identity beside its value is told by its value here.
        assert_eq!(format!("{:?}", Model::open(start.clone())), format!("{:?}", Model::start(start)));
    }
}

#[test]
fn who_has_work_here_is_told_no_more_what_this_is() {
    let stored = || vec![stored("a", 1, &Scenario { title: "mine".to_owned(), ..examples::default() })];
    let greets = |start: Start| Model::start(start).greets;
    assert!(greets(Start::whole()));
    assert!(!greets(Start { drafts: stored(), ..Start::whole() }));
    assert!(!greets(Start { restart: Some(String::new()), ..Start::whole() }));
}

#[test]
fn a_dialog_begins_with_an_empty_search() {
    let model = after(&fresh(), [Action::ShowDialog(Some(Dialog::Palette)), Action::LookFor("502".to_owned())]);
    assert_eq!(&*model.looked_for, "502");
    let model = after(&model, [Action::ShowDialog(None), Action::ShowDialog(Some(Dialog::Examples))]);
    assert_eq!(&*model.looked_for, "");
}

#[test]
fn what_only_shows_is_done_without_the_rest_and_what_changes_waits_for_it() {
    let shown = view(&fresh(), Action::Show(FormSection::Request, 0));
    assert_eq!(shown.map(|model| model.selection.request), Ok(0));
    assert_eq!(view(&fresh(), Action::Undo), Err(Action::Undo));
}

fn after(model: &Model, actions: impl IntoIterator<Item = Action>) -> Model {
    actions.into_iter().fold(model.clone(), |model, action| update(&model, action))
}

fn origin_path() -> FieldPath {
    FieldPath::root().field("distributions").index(0).field("origin").index(0).field("origin_path")
}

fn pattern() -> FieldPath {
    FieldPath::root().field("distributions").index(0).field("ordered_cache_behavior").index(0).field("path_pattern")
}

fn typed(at: FieldPath, text: &str) -> Action {
    Action::Type(Slot::value(at.clone()), text.to_owned(), Some(Edit::text(at, text)))
}

fn typing(at: FieldPath, texts: &[&str]) -> Vec<Action> {
    texts.iter().map(|text| typed(at.clone(), text)).collect()
}

fn status(model: &Model) -> u16 {
    model.selection.trace(&model.outcomes).unwrap().response.as_ref().unwrap().status.get()
}

#[test]
fn opens_on_the_request_that_fails() {
    let model = fresh();
    assert_eq!(model.selection.request, 2);
    assert_eq!(status(&model), 403);
    assert!(!model.edited);
}

#[test]
fn every_key_press_is_traced() {
    let resource = FieldPath::root().field("rest_apis").index(0).field("resources").index(0).field("path");
    let model = after(&fresh(), typing(resource, &["/", "/api", "/api/hello"]));
    // The resource is found now, and the function's permission still names the old one.
    assert_eq!(status(&model), 500);
    let arn = FieldPath::root().field("lambdas").index(0).field("permissions").index(0).field("source_arn");
    let model =
        after(&model, typing(arn, &["arn:aws:execute-api:ap-northeast-1:111122223333:abc123/prod/GET/api/hello"]));
    assert_eq!(status(&model), 200);
}

#[test]
fn typing_into_one_field_is_one_step_of_undo() {
    let typed = after(&fresh(), typing(origin_path(), &["/p", "/pr", "/pre"]));
    let undone = update(&typed, Action::Undo);
    assert_eq!(undone.scenario.distributions[0].origin[0].origin_path, "/prod");
    assert!(!undone.history.can_undo());
    let redone = update(&undone, Action::Redo);
    assert_eq!(redone.scenario, typed.scenario);
}

#[test]
fn leaving_the_field_begins_another_step() {
    let mut actions = typing(origin_path(), &["/p"]);
    actions.push(Action::LeaveField);
    actions.extend(typing(origin_path(), &["/q"]));
    let undone = update(&after(&fresh(), actions), Action::Undo);
    assert_eq!(undone.scenario.distributions[0].origin[0].origin_path, "/p");
}

#[test]
fn a_text_that_cannot_be_read_stays_and_the_last_scenario_holds() {
    let model = after(&fresh(), typing(pattern(), &["/v1/*", "/v1 /*"]));
    assert_eq!(model.scenario.distributions[0].ordered_cache_behavior[0].path_pattern.as_str(), "/v1/*");
    let slot = Slot::value(pattern());
    assert_eq!(model.texts.get(&slot).unwrap().text, "/v1 /*");
    assert!(!model.texts.are_taken());
    let mended = after(&model, typing(pattern(), &["/v1/*"]));
    assert!(mended.texts.are_taken());
    assert!(update(&mended, Action::LeaveField).texts.is_empty());
    let undone = update(&model, Action::Undo);
    assert!(undone.texts.is_empty());
    assert_eq!(undone.scenario.distributions[0].ordered_cache_behavior[0].path_pattern.as_str(), "/api/*");
}

#[test]
fn a_deletion_can_be_undone_and_the_selection_stays_on_something() {
    let last = FieldPath::root().field("requests").index(2);
    let model = update(&fresh(), Action::Edit(Edit::Remove(last)));
    assert_eq!(model.selection.request, 1);
    assert_eq!(update(&model, Action::Undo).scenario.requests.len(), 3);
}

#[test]
fn the_added_part_is_shown() {
    let at = FieldPath::root().field("distributions").index(0).field("ordered_cache_behavior").index(1);
    let model =
        update(&fresh(), Action::EditAndShow(Edit::Insert(at, new::behavior("apigw")), FormSection::Behavior, 1));
    assert_eq!(model.selection.shown(FormSection::Behavior, &model.scenario, &model.outcomes), 1);
    let other = update(&model, Action::Show(FormSection::Request, 0));
    let back = update(&other, Action::Show(FormSection::Request, 2));
    assert_eq!(back.selection.shown(FormSection::Behavior, &back.scenario, &back.outcomes), 0);
}

#[test]
fn the_form_that_is_typed_into_stays_when_the_request_goes_another_way() {
    let shown = |model: &Model, part| model.selection.shown(part, &model.scenario, &model.outcomes);
    let model = fresh();
    assert_eq!(shown(&model, FormSection::Behavior), 0);
    let typed = after(&model, typing(pattern(), &["/api/*x", "/api/*xy"]));
    assert_eq!(typed.selection.met(FormSection::Behavior, &typed.scenario, &typed.outcomes), Some(1));
    assert_eq!(shown(&typed, FormSection::Behavior), 0);
    let other = after(&typed, [Action::Show(FormSection::Request, 0), Action::Show(FormSection::Request, 2)]);
    assert_eq!(shown(&other, FormSection::Behavior), 1);
    // Where the form would stay by itself, it follows the request as before.
    let read = after(&model, typing(pattern(), &["/api/h*"]));
    assert_eq!(read.selection, model.selection);
}

#[test]
fn the_document_is_applied_when_it_can_be_read() {
    let shown = update(&fresh(), Action::ShowDocument(true));
    let text = shown.document.as_ref().unwrap().text.replace("\"/prod\"", "\"/dev\"");
    let model = update(&shown, Action::EditDocument(text.clone()));
    assert_eq!(model.scenario.distributions[0].origin[0].origin_path, "/dev");
    let broken = update(&model, Action::EditDocument(text.replace("\"/dev\"", "7")));
    assert_eq!(broken.document.as_ref().unwrap().error.as_ref().unwrap().path(), Some(&origin_path()));
    assert_eq!(broken.scenario, model.scenario);
    let undone = update(&broken, Action::Undo);
    assert!(undone.document.as_ref().unwrap().text.contains("\"/prod\""));
}

/// The JSON panel with a text that is no scenario.
fn broken() -> (Model, &'static str) {
    let text = "{\"hopscope\": 1,";
    (after(&fresh(), [Action::ShowDocument(true), Action::EditDocument(text.to_owned())]), text)
}

fn shown_text(model: &Model) -> Option<&str> {
    model.document.as_ref().filter(|document| document.shown).map(|document| &*document.text)
}

#[test]
fn a_document_that_cannot_be_read_outlives_the_forms_and_what_is_done_there() {
    let (model, text) = broken();
    let forms = update(&model, Action::ShowDocument(false));
    assert!(!forms.shows_document());
    assert_eq!(forms.unapplied().map(|text| &**text), Some(text));
    let edited = after(&forms, typing(origin_path(), &["/x"]));
    let shown = update(&edited, Action::ShowDocument(true));
    assert_eq!(shown_text(&shown), Some(text));
    assert_eq!(shown.scenario.distributions[0].origin[0].origin_path, "/x");
    let applied = update(&shown, Action::EditDocument(shown.scenario.to_json_pretty()));
    assert!(applied.unapplied().is_none());
    assert!(update(&applied, Action::ShowDocument(false)).document.is_none());
}

#[test]
fn a_document_that_is_discarded_or_left_for_another_scenario_comes_back_by_undo() {
    let (model, text) = broken();
    let left = after(&model, [Action::LeaveField, Action::ShowDocument(false)]);
    let discarded = update(&left, Action::EditDocument(left.scenario.to_json_pretty()));
    assert!(discarded.document.is_none() && discarded.history.can_undo());
    assert_eq!(update(&discarded, Action::Undo).unapplied().map(|text| &**text), Some(text));
    let other = update(&left, Action::Load(Rc::new(examples::open(examples::NAMES[1]))));
    assert!(other.unapplied().is_none());
    assert_eq!(update(&other, Action::Undo).unapplied().map(|text| &**text), Some(text));
    // Undo takes a text back as it takes back what is typed anywhere else.
    let undone = update(&model, Action::Undo);
    assert_eq!(shown_text(&undone), Some(model.scenario.to_json_pretty().as_str()));
    assert_eq!(shown_text(&update(&undone, Action::Redo)), Some(text));
}

#[test]
fn a_document_that_cannot_be_read_is_there_after_a_reload_of_its_draft_alone() {
    let (model, text) = broken();
    assert!(model.edited, "it is kept with the draft");
    let draft = Stored::read("a".to_owned(), &draft::write(1, &model.scenario.to_json(), Some(text)));
    let start = Start { drafts: vec![draft], ..Start::whole() };
    let again = Model::start(start.clone());
    assert_eq!(shown_text(&again), Some(text));
    assert!(again.is_stored());
    assert!(again.document.is_some_and(|document| document.error.is_some()));
    let linked = Model::start(Start { link: Some(Ok(examples::open(examples::NAMES[1]))), ..start });
    assert!(linked.document.is_none());
    // It comes back with its draft.
    let [Notice::Drafts(drafts)] = linked.notices.as_slice() else { panic!("{:?}", linked.notices) };
    let restored = update(&linked, Action::Restore(drafts.open[0].clone()));
    assert_eq!((shown_text(&restored), restored.is_stored()), (Some(text), true));
}

#[test]
fn another_scenario_can_be_undone() {
    let edited = after(&fresh(), typing(origin_path(), &["/x"]));
    let other = Rc::new(examples::open(examples::NAMES[1]));
    let model = update(&edited, Action::Load(Rc::clone(&other)));
    assert_eq!(model.scenario, other);
    assert!(!model.edited);
    assert_eq!(update(&model, Action::Undo).scenario, edited.scenario);
}

#[test]
fn a_new_scenario_offers_the_own_one_back() {
    let edited = after(&fresh(), typing(origin_path(), &["/x"]));
    let model = update(&edited, Action::OpenLink(Rc::new(new::scenario())));
    assert_eq!(*model.scenario, new::scenario());
    assert_eq!(offered(&model), [Rc::clone(&edited.scenario)]);
    assert_eq!(update(&model, Action::Undo).scenario, edited.scenario);
}

/// The drafts that a page offers.
fn offered(model: &Model) -> Vec<Rc<Scenario>> {
    let drafts = model.notices.iter().filter_map(|notice| match notice {
        Notice::Drafts(drafts) => Some(&drafts.open),
        _ => None,
    });
    drafts.flatten().map(|draft| Rc::clone(&draft.scenario)).collect()
}

fn stored(key: &str, stamp: u64, scenario: &Scenario) -> Stored {
    Stored::read(key.to_owned(), &draft::write(stamp, &scenario.to_json(), None))
}

fn written(model: &Model, place: Result<Place, Trouble>) -> Action {
    let document = model.unapplied().cloned();
    Action::Written(Written { lineage: model.lineage, scenario: Rc::clone(&model.scenario), document, place })
}

#[test]
fn the_newest_draft_is_opened_and_the_others_are_offered() {
    let [one, other] = [1, 2].map(|index| examples::open(examples::NAMES[index]));
    let drafts = vec![stored("a", 1, &one), stored("b", 2, &other)];
    let start = Start { drafts, ..Start::whole() };
    let model = Model::start(start.clone());
    assert_eq!((&*model.scenario, offered(&model)), (&other, vec![Rc::new(one.clone())]));
    assert!(model.edited && model.is_stored());
    assert_eq!(model.place, Some(Place { key: "b".into(), stamp: 2 }));
    // A tab goes on with its own.
    let own = Model::start(Start { own: Some("a".to_owned()), ..start });
    assert_eq!((&*own.scenario, offered(&own)), (&one, vec![Rc::new(other)]));
}

#[test]
fn a_draft_that_cannot_be_read_is_told() {
    let drafts = vec![Stored::read("a".to_owned(), "7\n{\"hopscope\": 99}")];
    let model = Model::start(Start { drafts, ..Start::whole() });
    assert_eq!(*model.scenario, examples::default());
    let [Notice::Drafts(drafts)] = model.notices.as_slice() else { panic!("{:?}", model.notices) };
    assert_eq!(&*drafts.unreadable[0].text, "{\"hopscope\": 99}");
    assert!(update(&model, Action::Forget("a".into())).notices.is_empty());
}

#[test]
fn what_is_on_the_screen_is_stored_until_it_changes() {
    let edited = after(&fresh(), typing(origin_path(), &["/x"]));
    assert!(!edited.is_stored());
    let place = Place { key: "a".into(), stamp: 3 };
    let kept = update(&edited, written(&edited, Ok(place.clone())));
    assert_eq!((kept.is_stored(), kept.place.as_ref()), (true, Some(&place)));
    let unread = update(&kept, Action::EditDocument("{".to_owned()));
    assert!(!unread.is_stored(), "a text that is typed is not stored yet");
    assert!(update(&unread, written(&unread, Ok(place))).is_stored());
    assert!(!after(&kept, typing(origin_path(), &["/y"])).is_stored());
}

#[test]
fn that_nothing_is_stored_is_told_once_until_something_is() {
    let edited = after(&fresh(), typing(origin_path(), &["/x"]));
    let full = update(&edited, written(&edited, Err(Trouble::Full)));
    assert_eq!(full.notices, [Notice::NotStored(Trouble::Full)]);
    let dismissed = update(&full, Action::Dismiss(0));
    assert!(update(&dismissed, written(&dismissed, Err(Trouble::Full))).notices.is_empty());
    let stored = update(&full, written(&full, Ok(Place { key: "a".into(), stamp: 3 })));
    assert!(stored.notices.is_empty());
    assert_eq!(update(&stored, written(&stored, Err(Trouble::Full))).notices.len(), 1);
}

#[test]
fn a_draft_that_is_restored_goes_on_in_its_place_and_the_present_one_is_offered() {
    let edited = after(&fresh(), typing(origin_path(), &["/x"]));
    let kept = update(&edited, written(&edited, Ok(Place { key: "a".into(), stamp: 3 })));
    let other = update(&kept, Action::OpenLink(Rc::new(examples::open(examples::NAMES[1]))));
    let changed = after(&other, typing(origin_path(), &["/y"]));
    let [Notice::Drafts(drafts)] = changed.notices.as_slice() else { panic!("{:?}", changed.notices) };
    let restored = update(&changed, Action::Restore(drafts.open[0].clone()));
    assert_eq!((&restored.scenario, &restored.place), (&kept.scenario, &kept.place));
    assert!(restored.edited && restored.is_stored());
    assert_eq!(offered(&restored), [Rc::clone(&changed.scenario)]);
    // What was written late is known to be stored.
    let late = update(&restored, written(&changed, Ok(Place { key: "b".into(), stamp: 4 })));
    let [Notice::Drafts(drafts)] = late.notices.as_slice() else { panic!("{:?}", late.notices) };
    assert_eq!(drafts.open[0].place.as_ref().map(|place| &*place.key), Some("b"));
    assert_eq!(late.place, kept.place);
}

#[test]
fn undo_back_to_a_draft_that_is_offered_goes_on_with_it() {
    let edited = after(&fresh(), typing(origin_path(), &["/x"]));
    let kept = update(&edited, written(&edited, Ok(Place { key: "a".into(), stamp: 3 })));
    let other = update(&kept, Action::OpenLink(Rc::new(examples::open(examples::NAMES[1]))));
    assert_eq!(offered(&other).len(), 1);
    let back = update(&other, Action::Undo);
    assert_eq!((&back.scenario, &back.place, offered(&back).len()), (&kept.scenario, &kept.place, 0));
}

#[test]
fn what_did_not_arrive_is_asked_for_again() {
    let model = update(&fresh(), Action::Notify(Notice::Part));
    let again = update(&model, Action::Retry);
    assert_eq!((again.notices.len(), again.attempt), (0, 1));
}

#[test]
fn a_text_with_a_byte_order_mark_is_read() {
    let text = ["\u{feff}", &examples::open(examples::NAMES[1]).to_json_pretty()].concat();
    let model = update(&fresh(), Action::EditDocument(text));
    assert_eq!((model.unapplied(), &*model.scenario), (None, &examples::open(examples::NAMES[1])));
}

#[test]
fn a_link_never_loses_the_draft() {
    let draft = after(&fresh(), typing(origin_path(), &["/x"]));
    let linked = examples::open(examples::NAMES[1]);
    let start = Start {
        link: Some(Scenario::from_link(&linked.to_link())),
        drafts: vec![stored("a", 1, &draft.scenario)],
        ..Start::whole()
    };
    let opened = Model::start(start.clone());
    assert_eq!(*opened.scenario, linked);
    assert_eq!((offered(&opened), opened.place), (vec![Rc::clone(&draft.scenario)], None));
    let seen = Model::start(Start { seen: 1, ..start });
    assert_eq!(offered(&seen), [], "its offer was put away");

    let pasted = update(&draft, Action::OpenLink(Rc::new(linked)));
    assert_eq!(offered(&pasted), [Rc::clone(&draft.scenario)]);
    let restored = update(&pasted, Action::Load(draft.scenario));
    assert!(restored.notices.is_empty());
}

#[test]
fn a_bad_link_opens_the_draft_and_says_why() {
    let draft = examples::open(examples::NAMES[1]);
    let drafts = vec![stored("a", 1, &draft)];
    let start = Start { link: Some(Scenario::from_link("#1AAA")), drafts, ..Start::whole() };
    let model = Model::start(start);
    assert_eq!(*model.scenario, draft);
    assert!(matches!(model.notices.as_slice(), [Notice::Link(_)]));
}

#[test]
fn a_bad_link_is_broken_until_another_is_opened() {
    let start = Start { link: Some(Scenario::from_link("#1AAA")), ..Start::whole() };
    let model = Model::start(start);
    assert!(model.is_link_broken());
    assert!(!update(&model, Action::OpenLink(Rc::new(examples::default()))).is_link_broken());
    assert!(!fresh().is_link_broken());
}

#[test]
fn the_newest_file_that_cannot_be_opened_is_told() {
    let drop = |name: &str| crate::file::open(name.to_owned(), b"");
    let model = after(&fresh(), drop("a.txt").into_iter().chain(drop("b.txt")));
    assert!(matches!(model.notices.as_slice(), [Notice::File(name, _)] if name == "b.txt"));
}

#[test]
fn a_restart_after_a_crash_goes_on() {
    let crashed = examples::open(examples::NAMES[2]);
    let model = Model::start(Start { restart: Some(crashed.to_json()), ..Start::whole() });
    assert_eq!(*model.scenario, crashed);
    assert!(model.edited && !model.is_stored());
}

#[test]
fn a_restart_with_an_empty_page_shows_no_draft_and_offers_all() {
    let draft = examples::open(examples::NAMES[2]);
    let drafts = vec![stored("a", 1, &draft)];
    let model = Model::start(Start { restart: Some(String::new()), drafts, seen: 5, ..Start::whole() });
    assert_eq!(*model.scenario, examples::default());
    assert_eq!((offered(&model).len(), model.edited), (1, false));
}

#[test]
fn a_message_is_put_away_unless_a_newer_one_has_come() {
    let model = after(&fresh(), [Action::Say(Status::Copied), Action::Say(Status::Copied)]);
    assert!(update(&model, Action::Silence(0)).status.is_some());
    assert!(update(&model, Action::Silence(1)).status.is_none());
}

fn any_action() -> impl Strategy<Value = Action> {
    let index = 0..4_usize;
    prop_oneof![
        ("[/a-z* ]{0,6}").prop_map(|text| typed(pattern(), &text)),
        ("[/a-z]{0,6}").prop_map(|text| typed(origin_path(), &text)),
        index.clone().prop_map(|at| Action::Edit(Edit::Remove(FieldPath::root().field("requests").index(at)))),
        index
            .clone()
            .prop_map(|at| Action::Edit(Edit::Insert(FieldPath::root().field("requests").index(at), json!({})))),
        (index.clone(), index.clone())
            .prop_map(|(from, to)| Action::Edit(Edit::Move(FieldPath::root().field("requests").index(from), to))),
        index.prop_map(|at| Action::Show(FormSection::Request, at)),
        Just(Action::LeaveField),
        Just(Action::Undo),
        Just(Action::Redo),
    ]
}

proptest! {
    #[test]
    fn undoing_everything_gives_the_first_scenario_and_redoing_the_last(actions in proptest::collection::vec(any_action(), 0..40)) {
        let first = fresh();
        // What is typed and cannot be read would take a step of its own.
        let last = update(&after(&first, actions), Action::LeaveField);
        let mut model = last.clone();
        let mut steps = 0;
        while model.history.can_undo() {
            model = update(&model, Action::Undo);
            steps += 1;
        }
        prop_assert_eq!(&model.scenario, &first.scenario);
        prop_assert!(model.selection.request < model.scenario.requests.len().max(1));
        // What was undone before the end can be redone too: at least these steps lead back.
        for _ in 0..steps {
            model = update(&model, Action::Redo);
        }
        prop_assert_eq!(&model.scenario, &last.scenario);
    }
}

/// Types into the status that is expected of the first request.
fn status_typed(text: &str) -> (Slot, Action) {
    let at = FieldPath::root().field("requests").index(0).field("expect").field("status");
    let slot = Slot::value(at.clone());
    (slot.clone(), Action::Type(slot, text.to_owned(), Some(Edit::number(at, text))))
}

#[test]
fn a_status_is_typed_digit_by_digit() {
    let mut model = fresh();
    for text in ["", "4", "40"] {
        let (slot, action) = status_typed(text);
        model = update(&model, action);
        assert_eq!(model.texts.get(&slot).unwrap().text, text);
    }
    let (_, last) = status_typed("404");
    model = after(&model, [last, Action::LeaveField]);
    assert_eq!(model.scenario.requests[0].expect.as_ref().unwrap().status.unwrap().get(), 404);
    assert!(model.texts.is_empty());
}

#[test]
fn what_is_being_typed_outlives_what_happens_elsewhere() {
    let (slot, action) = status_typed("4");
    let model = after(&fresh(), typing(origin_path(), &["/a", "/b"]));
    let model = after(&model, [Action::LeaveField, action, Action::LeaveField]);
    let text = |model: &Model| model.texts.get(&slot).map(|text| text.text.clone());
    let stage = FieldPath::root().field("rest_apis").index(0).field("stages").index(0);
    for elsewhere in [
        Action::Undo,
        Action::EdgeAnswered(Vec::new()),
        Action::Edit(Edit::Remove(stage)),
        Action::Extended,
        Action::Show(FormSection::Request, 1),
        Action::ShowTab(Tab::Table),
        Action::SetLanguage(hopscope_locale::Language::Japanese),
    ] {
        assert_eq!(text(&update(&model, elsewhere.clone())).as_deref(), Some("4"), "{elsewhere:?}");
    }
    let other = FieldPath::root().field("requests").index(0);
    let inserted = update(&model, Action::Edit(Edit::Insert(other.clone(), json!({}))));
    assert_eq!(text(&inserted), None, "it is the second request's now");
    let back = update(&inserted, Action::Edit(Edit::Remove(other)));
    assert_eq!(text(&back).as_deref(), Some("4"));
    assert_eq!(text(&update(&model, Action::Load(Rc::new(new::scenario())))), None);
}

#[test]
fn undo_gives_up_what_is_being_typed_before_it_goes_back() {
    let (slot, action) = status_typed("4");
    let before = after(&fresh(), typing(origin_path(), &["/a"]));
    let model = after(&before, [Action::LeaveField, action]);
    let undone = update(&model, Action::Undo);
    assert_eq!(undone.scenario, before.scenario);
    assert_eq!(undone.texts.get(&slot), None);
    assert_eq!(update(&undone, Action::Undo).scenario, fresh().scenario);
    let withdrawn = update(&model, Action::Withdraw(slot.clone()));
    assert_eq!((withdrawn.texts.get(&slot), withdrawn.scenario), (None, before.scenario));
}

#[test]
fn a_name_that_is_taken_stays_in_its_input_with_the_reason() {
    let headers = FieldPath::root().field("requests").index(0).field("headers");
    let both = Edit::Set(headers.clone(), json!({"a": "1", "b": "2"}));
    let model = update(&fresh(), Action::Edit(both));
    let slot = Slot::name(headers.field("a"));
    let name = |model: &Model, name: &str| {
        let waiting = update(model, Action::Type(slot.clone(), name.to_owned(), None));
        assert_eq!(waiting.scenario, model.scenario, "a part of a name may be another one");
        assert_eq!(waiting.texts.get(&slot).map(|text| text.text.as_str()), Some(name));
        update(&waiting, Action::Commit(slot.clone(), Edit::Rename(headers.field("a"), name.to_owned())))
    };
    let refused = name(&model, "b");
    assert_eq!(refused.scenario, model.scenario);
    assert_eq!(refused.texts.get(&slot).map(|text| text.text.as_str()), Some("b"));
    let renamed = name(&refused, "c");
    assert!(renamed.texts.is_empty());
    let left = update(&renamed, Action::Commit(slot, Edit::Rename(headers.field("a"), "c".into())));
    assert_eq!(left.scenario, renamed.scenario, "it was taken over before the input was left");
    assert!(renamed.scenario.requests[0].headers.contains_key("c"));
}

/// A report that answers what the model asks now.
fn answered(model: &Model) -> Model {
    let question = model.question().unwrap();
    update(model, Action::Advised(Given { question, report: Some(Rc::default()) }))
}

#[test]
fn advice_follows_the_scenario_once_it_was_asked_for() {
    let model = fresh();
    assert!(model.is_to_change() && model.question().is_none());
    let model = update(&model, Action::Advise);
    assert_eq!(model.question().unwrap().topic, Topic::Change);
    let model = answered(&model);
    assert_eq!(model.advice.given(Topic::Change).map(|given| given.question.clone()), model.question());
    let edited = update(&model, Action::Edit(Edit::text(origin_path(), "/dev")));
    assert_ne!(edited.advice.given(Topic::Change).map(|given| given.question.clone()), edited.question());
    assert!(
        edited.advice.given(Topic::Change).is_some_and(|given| given.report.is_some()),
        "the old one stays until then"
    );
}

#[test]
fn nothing_is_to_change_before_the_program_can_answer() {
    let domain = FieldPath::root().field("distributions").index(0).field("origin").index(0).field("domain_name");
    let to_s3 = Action::Edit(Edit::text(domain, "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com"));
    let expectation = FieldPath::root().field("requests").index(2).field("expect");
    let actions = [Action::Edit(Edit::Remove(expectation)), to_s3, Action::Show(FormSection::Request, 2)];
    let small = Program::default();
    let start = Model::start(Start::default());
    let model = actions.into_iter().fold(start, |model, action| super::update(&model, action, &small));
    assert!(model.outcomes.missing().systems);
    assert!(!model.is_to_change() && super::update(&model, Action::Advise, &small).question().is_none());
    let model = update(&model, Action::Extended);
    assert!(!model.outcomes.missing().any() && model.is_to_change());
}

#[test]
fn an_answer_to_what_is_no_longer_asked_is_not_kept() {
    let model = update(&fresh(), Action::Advise);
    let question = model.question().unwrap();
    let edited = update(&model, Action::Edit(Edit::text(origin_path(), "/dev")));
    let late = update(&edited, Action::Advised(Given { question, report: Some(Rc::default()) }));
    assert!(late.advice.given(Topic::Change).is_none());
}

#[test]
fn nothing_is_asked_for_a_request_that_is_as_expected_or_in_a_frame() {
    let model = update(&fresh(), Action::Advise);
    let met = update(&model, Action::Show(FormSection::Request, 0));
    assert!(!met.is_to_change() && met.question().is_none());
    let framed = Model { embed: true, ..model };
    assert!(framed.question().is_none());
}

#[test]
fn the_questions_are_messages_that_name_their_topic() {
    let mut model = update(&fresh(), Action::Explain("HTTP/2 403 \"quoted\"\n".to_owned()));
    let mut asked = |topic| {
        model = update(&model, Action::ShowDialog(Some(Dialog::Advice(topic))));
        model.question().unwrap().message()
    };
    assert!(matches!(asked(Topic::Findings), Question::Findings { .. }));
    assert!(matches!(asked(Topic::Routes), Question::Routes { method, .. } if method == "GET"));
    assert!(matches!(asked(Topic::Comparison), Question::Comparison { .. }));
    assert!(matches!(asked(Topic::Explanation), Question::Explanation { text } if text.contains("\"quoted\"")));
}

#[test]
fn a_comparison_is_with_the_scenario_as_opened_an_example_or_a_link() {
    let model = update(&fresh(), Action::ShowDialog(Some(Dialog::Advice(Topic::Comparison))));
    let before = |model: &Model| {
        let Question::Comparison { before, .. } = model.question()?.message() else { return None };
        Scenario::from_json(&before).ok()
    };
    let edited = update(&model, Action::Edit(Edit::text(origin_path(), "/dev")));
    assert_eq!(before(&edited).as_ref(), Some(&*fresh().scenario));
    let with = update(&edited, Action::CompareWith(Before::example(2)));
    assert_eq!(before(&with), Some(examples::open(examples::NAMES[2])));
    let link = format!("https://example.com/#{}", examples::open(examples::NAMES[3]).to_link());
    assert_eq!(
        before(&update(&edited, Action::CompareWith(Before::link(link)))),
        Some(examples::open(examples::NAMES[3]))
    );
    assert_eq!(before(&update(&edited, Action::CompareWith(Before::link("nonsense".to_owned())))), None);
}

#[test]
fn a_fix_that_is_tried_is_one_step_of_undo() {
    let model = update(&fresh(), Action::ShowDialog(Some(Dialog::Advice(Topic::Findings))));
    let mut fixed = (*model.scenario).clone();
    fixed.title = "fixed".to_owned();
    let tried = update(&model, Action::Try(Rc::new(fixed.clone())));
    assert_eq!(*tried.scenario, fixed);
    assert_eq!((tried.dialog, tried.status.map(|(_, status)| status)), (None, Some(Status::Tried)));
    assert_eq!(tried.selection.request, model.selection.request);
    assert_eq!(update(&tried, Action::Undo).scenario, model.scenario);
}

#[test]
fn undo_selects_the_request_that_was_selected_before_another_table_took_its_place() {
    let model = update(&fresh(), Action::Show(FormSection::Request, 1));
    let mut other = (*model.scenario).clone();
    other.requests = vec![other.requests[2].clone()];
    other.requests[0].url = "https://d111111abcdef8.cloudfront.net/elsewhere".to_owned();
    for action in [Action::Try(Rc::new(other.clone())), Action::Load(Rc::new(other))] {
        let changed = update(&model, action);
        assert_eq!(changed.selection.request, 0);
        let undone = update(&changed, Action::Undo);
        assert_eq!(undone.selection.request, 1);
        let redone = update(&update(&undone, Action::Show(FormSection::Request, 2)), Action::Redo);
        assert_eq!(redone.selection.request, 0);
        assert_eq!(update(&redone, Action::Undo).selection.request, 2);
    }
}

#[test]
fn undo_stays_with_a_request_that_it_leaves_alone() {
    let requests = FieldPath::root().field("requests");
    let shown = |model: &Model| model.scenario.requests[model.selection.request].clone();
    let third = update(&fresh(), Action::Show(FormSection::Request, 2));
    let removed = update(&third, Action::Edit(Edit::Remove(requests.index(0))));
    let last = update(&removed, Action::Show(FormSection::Request, 1));
    assert_eq!(shown(&update(&last, Action::Undo)), shown(&last), "rows before it came back");
    let added = new::request(&third.scenario, 2);
    let added = update(&third, Action::EditAndShow(Edit::Insert(requests.index(3), added), FormSection::Request, 3));
    let first = update(&added, Action::Show(FormSection::Request, 0));
    assert_eq!(update(&first, Action::Undo).selection.request, 0, "rows behind it went");
    assert_eq!(update(&added, Action::Undo).selection.request, 2, "it went itself");
    let moved = update(&third, Action::EditAndShow(Edit::Move(requests.index(2), 0), FormSection::Request, 0));
    assert_eq!(shown(&update(&moved, Action::Undo)), shown(&third), "it was moved");
    let elsewhere = update(&moved, Action::Edit(Edit::text(origin_path(), "/dev")));
    let elsewhere = update(&update(&elsewhere, Action::Show(FormSection::Request, 1)), Action::Undo);
    assert_eq!(elsewhere.selection.request, 1, "the table is the same");
}

#[test]
fn what_finds_problems_traces_nothing_anew() {
    let model = fresh();
    let finds = Program { find_problems: Some(find_wrong), ..Start::whole().program };
    let judged = super::update(&model, Action::Equipped, &finds);
    assert!(
        model.outcomes.results.iter().zip(&judged.outcomes.results).all(|(before, after)| Rc::ptr_eq(before, after))
    );
    let nowhere = FieldPath::root().field("distributions").index(0).field("default_cache_behavior");
    let nowhere = Action::Edit(Edit::text(nowhere.field("target_origin_id"), "none"));
    let nowhere = super::update(&judged, nowhere, &finds);
    let late = super::update(&update(&nowhere, Action::Equipped), Action::Equipped, &finds);
    assert!(!nowhere.outcomes.problems.is_empty());
    assert_eq!(late.outcomes.problems, nowhere.outcomes.problems);
}

#[test]
fn of_many_requests_the_others_are_traced_after_the_key_presses() {
    let mut scenario = (*fresh().scenario).clone();
    scenario.requests = scenario.requests.iter().cycle().take(30).cloned().collect();
    let model = after(&fresh(), [Action::Load(Rc::new(scenario)), Action::Show(FormSection::Request, 2)]);
    let traced = |model: &Model| Outcomes::of(&model.scenario, hopscope_routing::Extensions::ALL).results;
    let typed = after(&model, typing(pattern(), &["/x*", "/xy*"]));
    assert!(typed.outcomes.is_overdue());
    assert_eq!(typed.outcomes.results[2], traced(&typed)[2]);
    assert_eq!(typed.outcomes.results[5], model.outcomes.results[5]);
    assert_ne!(typed.outcomes.results[5], traced(&typed)[5]);
    for action in
        [Action::CatchUp(100), Action::LeaveField, Action::ShowTab(Tab::Table), Action::Show(FormSection::Request, 5)]
    {
        let next = update(&typed, action);
        assert!(!next.outcomes.is_overdue());
        assert_eq!(next.outcomes.results, traced(&next));
    }
    let undone = update(&typed, Action::Undo);
    assert_eq!(undone.outcomes, model.outcomes);
    let longer = Edit::Insert(FieldPath::root().field("requests").index(0), new::request(&typed.scenario, 0));
    let longer = update(&typed, Action::Edit(longer));
    assert_eq!((longer.outcomes.is_overdue(), longer.outcomes.results.len()), (false, 31));
}

/// A scenario with so many requests: those of the first example, again and again.
fn with_requests(count: usize) -> Rc<Scenario> {
    let mut scenario = (*fresh().scenario).clone();
    scenario.requests = scenario.requests.iter().cycle().take(count).cloned().collect();
    Rc::new(scenario)
}

#[test]
fn thousands_of_requests_are_traced_slice_by_slice() {
    let model = update(&fresh(), Action::Load(with_requests(2_000)));
    let states = |model: &Model, state| model.outcomes.results.iter().filter(|each| each.state == state).count();
    assert!(model.outcomes.is_overdue());
    assert_eq!(states(&model, Known::Awaited), 2_000 - AT_ONCE);
    // The first that is not as expected is selected, and its trace is whole.
    assert_eq!((model.selection.request, model.outcomes.is_whole(2)), (2, true));
    let slice = update(&model, Action::CatchUp(500));
    assert_eq!(states(&slice, Known::Awaited), 1_500 - AT_ONCE);
    let done = after(&slice, [Action::CatchUp(500), Action::CatchUp(500), Action::CatchUp(500)]);
    assert!(!done.outcomes.is_overdue());
    assert_eq!((states(&done, Known::Row), states(&done, Known::Whole)), (1_999, 1));
    assert_eq!(done.outcomes.score(), (1_334, 2_000));
}

#[test]
fn of_thousands_of_requests_the_selected_one_is_traced_whole_at_once() {
    let model = update(&fresh(), Action::Load(with_requests(2_000)));
    let shown = update(&model, Action::Show(FormSection::Request, 1_500));
    // Of equal requests, only the places that the steps name differ.
    let told = |trace: &hopscope_routing::Trace| {
        let steps: usize = trace.hops.iter().map(|hop| hop.steps.len()).sum();
        (trace.response.clone(), trace.rule.id, trace.hops.len(), steps)
    };
    let whole = told(&Outcomes::of(&fresh().scenario, hopscope_routing::Extensions::ALL).results[1_500 % 3].trace);
    assert_eq!(shown.selection.trace(&shown.outcomes).map(told), Some(whole.clone()));
    let start = Start { link: Some(Ok((*with_requests(2_000)).clone())), ..Start::whole() };
    let address = Address { request: Some(1_500), ..Address::default() };
    let opened = Model::start(Start { address, ..start });
    assert_eq!(opened.selection.trace(&opened.outcomes).map(told), Some(whole));
}

/// A body of a megabyte in each of five thousand traces would be five gigabytes.
#[test]
fn of_thousands_of_requests_a_row_is_kept_and_no_more() {
    let model = after(&update(&fresh(), Action::Load(with_requests(300))), [Action::CatchUp(300)]);
    for result in model.outcomes.results.iter().filter(|each| each.state == Known::Row) {
        assert!(result.trace.hops.len() <= 1 && result.runs.is_empty() && result.trace.needs.is_empty());
        assert!(result.trace.hops.iter().all(|hop| hop.steps.is_empty()));
        assert!(result.trace.response.as_ref().is_none_or(|response| response.body.is_empty()));
    }
}

#[test]
fn a_url_that_is_asked_for_is_selected_or_added_behind_the_selected_request() {
    let model = fresh();
    let url = model.scenario.requests[1].url.clone();
    let known = update(&model, Action::Ask("GET".to_owned(), url));
    assert_eq!((known.selection.request, known.scenario.requests.len()), (1, 3));
    let added = update(&known, Action::Ask("GET".to_owned(), "https://d111111abcdef8.cloudfront.net/x".to_owned()));
    assert_eq!((added.selection.request, added.scenario.requests.len()), (2, 4));
    assert_eq!(added.scenario.requests[2].url, "https://d111111abcdef8.cloudfront.net/x");
    assert_eq!(*update(&added, Action::Undo).scenario, *model.scenario);
}

#[test]
fn the_form_of_a_field_is_shown_or_the_json_where_no_form_has_it() {
    let model = fresh();
    let shown = update(&model, Action::ShowField("distributions[0].ordered_cache_behavior[1].path_pattern".to_owned()));
    assert_eq!(shown.tab, Tab::SetUp);
    assert!(shown.document.is_none());
    let elsewhere = update(&shown, Action::ShowField("buckets[0].name".to_owned()));
    assert!(elsewhere.document.is_some());
    let back = update(&elsewhere, Action::ShowField("rest_apis[0].stages[0]".to_owned()));
    assert!(back.document.is_none());
}

#[test]
fn the_resource_that_a_request_found_is_shown_though_it_was_refused_there() {
    let scenario = Scenario::from_json(
        r#"{"hopscope": 1,
            "requests": [{"url": "https://a.execute-api.us-east-1.amazonaws.com/v1/me"},
                         {"url": "https://a.execute-api.us-east-1.amazonaws.com/v1/ping"}],
            "rest_apis": [{"id": "a", "stages": [{"name": "v1"}], "resources": [
                {"path": "/me", "methods": {"GET": {"integration": {"type": "MOCK"}}}},
                {"path": "/ping", "methods": {"GET": {"api_key_required": true, "integration": {"type": "MOCK"}}}}]}]}"#,
    );
    let model = update(&fresh(), Action::Load(Rc::new(scenario.unwrap())));
    let ping = update(&model, Action::Show(FormSection::Request, 1));
    assert_eq!(status(&ping), 403);
    assert_eq!(ping.selection.shown(FormSection::Resource, &ping.scenario, &ping.outcomes), 1);
    let me = update(&ping, Action::Show(FormSection::Request, 0));
    assert_eq!(me.selection.shown(FormSection::Resource, &me.scenario, &me.outcomes), 0);
}

#[test]
fn a_new_name_takes_along_those_who_refer_to_it() {
    let opened = update(&Model::start(Start::whole()), Action::Load(Rc::new(examples::default())));
    let program = Program { edit_item: Some(Edit::apply_typed), ..Start::whole().program };
    let update = |model: &Model, action| super::update(model, action, &program);
    let name = FieldPath::root().field("lambdas").index(0).field("name");
    let called = |model: &Model| {
        let methods = model.scenario.rest_apis[0].resources.iter().flat_map(|resource| resource.methods.values());
        methods.map(|method| method.integration.lambda.clone()).find(|lambda| !lambda.is_empty())
    };
    let old = called(&opened).unwrap();
    assert_eq!(opened.scenario.lambdas[0].name, old);
    // The field is emptied on the way: nobody is lost.
    let cleared = update(&opened, Action::Edit(Edit::text_or_default(name.clone(), String::new())));
    let typed = update(&cleared, Action::Edit(Edit::text(name.clone(), "g")));
    let typed = update(&typed, Action::Edit(Edit::text(name, "greet")));
    assert_eq!((typed.scenario.lambdas[0].name.as_str(), called(&typed).as_deref()), ("greet", Some("greet")));
    assert_eq!(*update(&typed, Action::Undo).scenario, *opened.scenario);
}

fn imported(model: &Model) -> Model {
    let told = json!({
        "scenario": {"hopscope": 1, "distributions": [{"id": "E1", "domain_name": "d1.cloudfront.net"}]},
        "sources": {"distributions[0]": {"at": {"file": "main.tf", "line": 3}}},
        "report": [], "questions": [], "faults": [], "files": [{"name": "main.tf", "text": "a\nb\nc\n"}],
    });
    let file = GivenFile::new("main.tf".into(), b"a\nb\nc\n");
    let model = after(model, [Action::ImportFiles(vec![file])]);
    assert_eq!(model.dialog, Some(Dialog::Import));
    let answer = Imported::read(&told.to_string()).map(Rc::new).ok_or(Failure::Broken);
    after(&model, [Action::Imported(model.import.number, answer)])
}

#[test]
fn what_is_imported_is_in_force_once_it_is_accepted_and_one_undo_takes_it_back() {
    let before = after(&fresh(), typing(origin_path(), &["/mine"]));
    let reviewed = imported(&before);
    assert_eq!(reviewed.scenario, before.scenario, "nothing is in force before it is accepted");
    let accepted = after(&reviewed, [Action::AcceptImport]);
    assert_eq!(accepted.scenario.distributions.len(), 1);
    assert_eq!(accepted.scenario.requests.len(), 1);
    assert!(accepted.dialog.is_none() && accepted.import.given.is_empty() && accepted.edited);
    let behind = accepted.sources.behind(&accepted.scenario);
    assert!(behind.of(&FieldPath::root().field("distributions").index(0)).is_some());
    let own = accepted.notices.iter().any(|notice| matches!(notice, Notice::Drafts(drafts) if !drafts.open.is_empty()));
    assert!(own, "the user's own is offered back");
    assert_eq!(after(&accepted, [Action::Undo]).scenario, before.scenario);
}

#[test]
fn an_answer_to_an_earlier_import_is_of_no_use() {
    let model = imported(&fresh());
    let number = model.import.number;
    let model = after(&model, [Action::ImportWith("region".into(), "eu-west-1".into())]);
    let late = after(&model, [Action::Imported(number, Err(Failure::TooLong))]);
    assert!(late.import.imported().is_some() && late.import.is_open());
}
