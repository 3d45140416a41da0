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
}

/// Puts the stored draft away when it is another scenario than this one was before it was changed.
fn put_away_another(scenario: &Scenario) {
    let Some(before) = stored() else { return };
    let same_part = Scenario::from_json(&before).is_ok_and(|before| before == *scenario);
    if !same_part {
        storage::write(DISCARDED, &before);
    }
}

/// Says that the scenario on the screen is the stored draft.
pub fn is_shown(model: &Model) {
    STORED.set(Some(model.lineage));
}

/// Forgets the draft that was put away: it was restored or declined.
pub fn forget_discarded() {
    storage::remove(DISCARDED);
}
