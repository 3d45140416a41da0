//! The user's own draft in storage.
//!
//! What is opened from a link, a file or the examples is nobody's draft until it is changed. When it is, the draft that
//! was there before is put away under another key, and offered back on the next visit.

use std::cell::Cell;

use hopscope_app::Model;
use hopscope_scenario::Scenario;

use super::storage;

const DRAFT: &str = "hopscope.draft";
const DISCARDED: &str = "hopscope.discarded";
/// What the JSON panel holds beside the one and the other, where that is no scenario.
const DOCUMENT: &str = "hopscope.document";
const DISCARDED_DOCUMENT: &str = "hopscope.discarded_document";
const RESTART: &str = "hopscope.restart";

/// Longer drafts are not kept: storage holds a few megabytes for the whole site.
const LONGEST: usize = 1 << 20;

thread_local! {
    /// The opened scenario that the stored draft descends from.
    static STORED: Cell<Option<u32>> = const { Cell::new(None) };
}

/// The draft, as JSON.
pub fn stored() -> Option<String> {
    storage::read(DRAFT)
}

/// What the JSON panel held of the draft, where that was no scenario.
pub fn document() -> Option<String> {
    storage::read(DOCUMENT)
}

/// What the JSON panel held of a scenario that is the draft, or the one that was put away.
pub fn document_of(scenario: &Scenario) -> Option<String> {
    let json = Some(scenario.to_json());
    if json == stored() {
        document()
    } else if json == discarded() {
        storage::read(DISCARDED_DOCUMENT)
    } else {
        None
    }
}

/// The draft that was put away, as JSON.
pub fn discarded() -> Option<String> {
    storage::read(DISCARDED)
}

/// The scenario to go on with after a crash, as JSON. It is given once.
pub fn restart() -> Option<String> {
    storage::take_from_session(RESTART)
}

/// Stores the scenario, if it is the user's own.
pub fn keep(model: &Model) {
    if !model.edited || model.embed {
        return;
    }
    let json = model.scenario.to_json();
    if json.len() > LONGEST {
        return;
    }
    if STORED.get() != Some(model.lineage) {
        put_away_another(&model.scenario);
        STORED.set(Some(model.lineage));
    }
    storage::write(DRAFT, &json);
    set(DOCUMENT, model.unapplied().map(|text| &**text).filter(|text| text.len() <= LONGEST));
}

fn set(key: &str, text: Option<&str>) {
    match text {
        Some(text) => storage::write(key, text),
        None => storage::remove(key),
    }
}

/// Puts the stored draft away when it is another scenario than this one was before it was changed.
fn put_away_another(scenario: &Scenario) {
    let Some(before) = stored() else { return };
    let same_part = Scenario::from_json(&before).is_ok_and(|before| before == *scenario);
    if !same_part {
        storage::write(DISCARDED, &before);
        set(DISCARDED_DOCUMENT, document().as_deref());
    }
}

/// Says that the scenario on the screen is the stored draft.
pub fn is_shown(model: &Model) {
    STORED.set(Some(model.lineage));
}

/// Forgets the draft that was put away: it was restored or declined.
pub fn forget_discarded() {
    storage::remove(DISCARDED);
    storage::remove(DISCARDED_DOCUMENT);
}
