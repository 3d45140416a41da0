//! The user's drafts in storage: see [`hopscope_app::draft`].

use std::rc::Rc;

use gloo::events::EventListener;
use hopscope_app::Model;
use hopscope_app::draft::{self, Drafts, PREFIX, Place, Stored, Trouble, Written};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::Callback;

use super::storage;

/// In session storage: the key of the draft that this tab has open.
const OWN: &str = "hopscope.own";
/// In session storage: the scenario to go on with after a crash.
const RESTART: &str = "hopscope.restart";
/// In local storage: when the user put away the offer of drafts.
const SEEN: &str = "hopscope.seen";

/// The drafts that are stored.
pub fn stored() -> Vec<Stored> {
    let keys = storage::keys(PREFIX).into_iter();
    keys.filter_map(|key| storage::read(&key).map(|text| Stored::read(key, &text))).collect()
}

/// The key of the draft that this tab had open.
pub fn own() -> Option<String> {
    storage::read_from_session(OWN)
}

/// The scenario to go on with after a crash, as JSON. It is given once.
pub fn restart() -> Option<String> {
    storage::take_from_session(RESTART)
}

/// When the user put away the offer of drafts.
pub fn seen() -> u64 {
    storage::read(SEEN).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Notes that the user puts away the offer of the drafts that there are.
pub fn see() {
    let _ = storage::write(SEEN, &now().to_string());
}

/// A time as the reader's browser writes it.
pub fn when(stamp: u64) -> String {
    #[allow(clippy::cast_precision_loss)]
    let date = js_sys::Date::new(&(stamp as f64).into());
    let tag = gloo::utils::document_element().get_attribute("lang").unwrap_or_default();
    if stamp == 0 { String::new() } else { String::from(date.to_locale_string(&tag, &js_sys::Object::new())) }
}

/// Deletes the draft at a place, and gives its text.
pub fn forget(key: &str) -> Option<String> {
    let text = storage::read(key);
    storage::remove(key);
    text
}

/// Puts the text of a draft back in its place.
pub fn put_back(key: &str, text: &str) {
    let _ = storage::write(key, text);
}

/// Gives the draft at a place another title.
pub fn rename(key: &str, title: &str) {
    if let Some(text) = storage::read(key).and_then(|text| draft::renamed(&text, title)) {
        let _ = storage::write(key, &text);
    }
}

/// Stores the scenarios of a file, each in a place of its own. Those that are stored already are not stored twice.
///
/// # Errors
/// When there is no storage, or no room in it.
pub fn put_all(all: Vec<(u64, String)>) -> Result<(), Trouble> {
    let mut known: Vec<String> = stored().into_iter().map(|each| each.scenario).collect();
    for (stamp, scenario) in all {
        if !known.contains(&scenario) {
            storage::write(&new_place().key, &draft::write(stamp.max(1), &scenario, None))?;
            known.push(scenario);
        }
    }
    Ok(())
}

/// The drafts that are stored, newest first.
pub fn list() -> Drafts {
    Drafts::read(stored(), None)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn now() -> u64 {
    js_sys::Date::now() as u64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn new_place() -> Place {
    Place::new(now(), (js_sys::Math::random() * f64::from(u32::MAX)) as u32)
}

/// Stores the scenario, if it is the user's own. None: it is not.
pub fn keep(model: &Model) -> Option<Written> {
    if !model.edited || model.embed {
        return None;
    }
    let document = model.unapplied().cloned();
    let stamp = now();
    let text = draft::write(stamp, &model.scenario.to_json(), document.as_deref());
    // Where another tab has written, this one's work gets a place of its own.
    let is_ours = |place: &Place| storage::read(&place.key).is_none_or(|found| draft::stamp(&found) == place.stamp);
    let place = model.place.clone().filter(is_ours).unwrap_or_else(new_place);
    let written = storage::write(&place.key, &text).map(|()| {
        storage::write_to_session(OWN, &place.key);
        Place { stamp, ..place }
    });
    Some(Written { lineage: model.lineage, scenario: Rc::clone(&model.scenario), document, place: written })
}

/// Tells when another tab writes what may be a draft: the key of its place.
pub fn watch(changed: Callback<String>) -> EventListener {
    EventListener::new(&gloo::utils::window(), "storage", move |event| {
        let key = event.unchecked_ref::<StorageEvent>().key();
        if let Some(key) = key.filter(|key| key.starts_with(PREFIX)) {
            changed.emit(key);
        }
    })
}
