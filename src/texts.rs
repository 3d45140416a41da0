//! What stands in the fields of the forms while it is typed.
//!
//! A text on its way to a value is often none: `4` before `404`. So a field shows what was typed into it until it is
//! left, or until it can be taken over, whatever is drawn again meanwhile; the scenario holds the last value that could
//! be read. A text moves along with its field when items before it come or go.

use hopscope_scenario::field_path::Segment;
use hopscope_scenario::{FieldPath, Scenario, ScenarioError};
use serde_json::Value;

use crate::edit::Edit;

/// A place that a text is typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The field, or the entry of a map.
    pub at: FieldPath,
    /// Whether it is the name of the entry, not its value.
    pub is_name: bool,
}

impl Slot {
    /// The value of a field.
    pub const fn value(at: FieldPath) -> Self {
        Self { at, is_name: false }
    }

    /// The name of an entry.
    pub const fn name(at: FieldPath) -> Self {
        Self { at, is_name: true }
    }
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It is the value of its field.
    Taken,
    /// It is taken over when the field is left.
    Waiting,
    /// It cannot be read, and why.
    Refused(ScenarioError),
}

/// A text as it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// What became of it.
    pub state: State,
}

/// The texts that were typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    kept: Vec<(Slot, Text)>,
    /// Where the user is typing.
    typing: Option<Slot>,
}

impl Texts {
    /// The text that stands in a field instead of its value.
    pub fn get(&self, slot: &Slot) -> Option<&Text> {
        self.kept.iter().find(|(each, _)| each == slot).map(|(_, text)| text)
    }

    /// Whether every text is the value of its field.
    pub fn are_taken(&self) -> bool {
        self.kept.iter().all(|(_, text)| text.state == State::Taken)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(crate) fn put(&mut self, slot: Slot, text: String, state: State) {
        self.remove(&slot);
        self.typing = Some(slot.clone());
        self.kept.push((slot, Text { text, state }));
    }

    pub(crate) fn remove(&mut self, slot: &Slot) {
        self.kept.retain(|(each, _)| each != slot);
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The user left the field: what was taken over is shown as the scenario has it.
    pub(crate) fn leave(&mut self) {
        self.typing = None;
        self.kept.retain(|(_, text)| text.state != State::Taken);
    }

    /// Gives up what is being typed and was not taken over, and tells where that was.
    pub(crate) fn withdraw(&mut self) -> Option<Slot> {
        let slot = self.typing.clone()?;
        self.get(&slot).filter(|text| text.state != State::Taken)?;
        self.remove(&slot);
        Some(slot)
    }

    /// Moves every text to where its field is after a change; a text whose field is gone or was given a value goes.
    pub(crate) fn follow(&mut self, edit: &Edit) {
        self.kept.retain_mut(|(slot, _)| match moved(&slot.at, edit) {
            Some(at) => {
                slot.at = at;
                true
            }
            None => false,
        });
        self.typing = self.typing.take().and_then(|slot| Some(Slot { at: moved(&slot.at, edit)?, ..slot }));
    }

    /// Keeps the texts whose fields are the same in another scenario: what holds them has as many items, and their
    /// values are equal.
    pub(crate) fn keep_where_equal(&mut self, before: &Scenario, after: &Scenario) {
        if self.kept.is_empty() {
            return;
        }
        let read = |scenario: &Scenario| serde_json::from_str(&scenario.to_json()).unwrap_or(Value::Null);
        let (before, after): (Value, Value) = (read(before), read(after));
        self.kept.retain(|(slot, _)| is_equal(&slot.at, &before, &after));
    }
}

fn is_equal(at: &FieldPath, before: &Value, after: &Value) -> bool {
    let mut pair = (Some(before), Some(after));
    for segment in at.segments() {
        let length = |value: Option<&Value>| value.and_then(Value::as_array).map(Vec::len);
        if length(pair.0) != length(pair.1) {
            return false;
        }
        pair = match segment {
            Segment::Field(name) => (pair.0.and_then(|each| each.get(name)), pair.1.and_then(|each| each.get(name))),
            Segment::Index(index) => (pair.0.and_then(|each| each.get(index)), pair.1.and_then(|each| each.get(index))),
        };
    }
    pair.0 == pair.1
}

/// Where a place is after a change. None: it is gone, or has another value.
fn moved(at: &FieldPath, edit: &Edit) -> Option<FieldPath> {
    match edit {
        Edit::All(edits) => edits.iter().try_fold(at.clone(), |at, edit| moved(&at, edit)),
        Edit::Set(changed, _) => (!is_within(at, changed)).then(|| at.clone()),
        Edit::Remove(changed) => match (index_in(at, changed), item(changed)) {
            (Some(own), Some(gone)) if own == gone => None,
            (Some(own), Some(gone)) if own > gone => Some(with_index(at, changed, own - 1)),
            (_, Some(_)) => Some(at.clone()),
            (_, None) => (!is_within(at, changed)).then(|| at.clone()),
        },
        Edit::Insert(new, _) => Some(match (index_in(at, new), item(new)) {
            (Some(own), Some(new_index)) if own >= new_index => with_index(at, new, own + 1),
            _ => at.clone(),
        }),
        Edit::Move(from, to) => Some(match (index_in(at, from), item(from)) {
            (Some(own), Some(from_index)) => {
                let own_after = match own {
                    own if own == from_index => *to,
                    own if from_index < own && own <= *to => own - 1,
                    own if *to <= own && own < from_index => own + 1,
                    own => own,
                };
                with_index(at, from, own_after)
            }
            _ => at.clone(),
        }),
        Edit::Rename(entry, name) => Some(if is_within(at, entry) {
            let depth = entry.segments().len().saturating_sub(1);
            replaced(at, depth, Segment::Field(name.clone()))
        } else {
            at.clone()
        }),
    }
}

fn is_within(at: &FieldPath, whole: &FieldPath) -> bool {
    at.segments().starts_with(whole.segments())
}

/// The index of the item that a path ends with.
fn item(at: &FieldPath) -> Option<usize> {
    match at.segments().last() {
        Some(Segment::Index(index)) => Some(*index),
        _ => None,
    }
}

/// The index that a place has in the list that `other` is an item of.
fn index_in(at: &FieldPath, other: &FieldPath) -> Option<usize> {
    let (_, list) = other.segments().split_last()?;
    match at.segments().strip_prefix(list)? {
        [Segment::Index(index), ..] => Some(*index),
        _ => None,
    }
}

fn with_index(at: &FieldPath, other: &FieldPath, index: usize) -> FieldPath {
    replaced(at, other.segments().len().saturating_sub(1), Segment::Index(index))
}

fn replaced(at: &FieldPath, depth: usize, by: Segment) -> FieldPath {
    let segments = at.segments().iter().enumerate();
    segments.map(|(place, segment)| if place == depth { by.clone() } else { segment.clone() }).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn stage(index: usize) -> FieldPath {
        FieldPath::root().field("rest_apis").index(0).field("stages").index(index)
    }

    fn texts_after(at: &FieldPath, edit: Edit) -> Vec<String> {
        let mut texts = Texts::default();
        texts.put(Slot::value(at.clone()), "x".to_owned(), State::Waiting);
        texts.follow(&edit);
        texts.kept.iter().map(|(slot, _)| slot.at.to_string()).collect()
    }

    #[test]
    fn a_text_moves_along_with_its_field() {
        let name = |index| stage(index).field("name");
        let at = |index: usize| vec![name(index).to_string()];
        assert_eq!(texts_after(&name(1), Edit::Insert(stage(0), json!({}))), at(2));
        assert_eq!(texts_after(&name(1), Edit::Insert(stage(2), json!({}))), at(1));
        assert_eq!(texts_after(&name(1), Edit::Remove(stage(0))), at(0));
        assert_eq!(texts_after(&name(1), Edit::Remove(stage(2))), at(1));
        assert_eq!(texts_after(&name(1), Edit::Remove(stage(1))), Vec::<String>::new());
        assert_eq!(texts_after(&name(1), Edit::Move(stage(1), 0)), at(0));
        assert_eq!(texts_after(&name(0), Edit::Move(stage(2), 0)), at(1));
        assert_eq!(texts_after(&name(2), Edit::Move(stage(0), 2)), at(1));
        assert_eq!(texts_after(&name(3), Edit::Move(stage(0), 2)), at(3));
        let both = Edit::All(vec![Edit::Remove(stage(0)), Edit::Insert(stage(0), json!({}))]);
        assert_eq!(texts_after(&name(1), both), at(1));
    }

    #[test]
    fn a_text_goes_with_its_field_and_follows_its_entry() {
        let headers = FieldPath::root().field("requests").index(0).field("headers");
        let of = |name: &str| headers.field(name);
        assert_eq!(texts_after(&of("a"), Edit::Rename(of("a"), "b".to_owned())), [of("b").to_string()]);
        assert_eq!(texts_after(&of("a"), Edit::Rename(of("c"), "b".to_owned())), [of("a").to_string()]);
        assert_eq!(texts_after(&of("a"), Edit::Remove(of("a"))), Vec::<String>::new());
        assert_eq!(texts_after(&of("a"), Edit::Set(headers.clone(), json!({}))), Vec::<String>::new());
        assert_eq!(texts_after(&of("a"), Edit::text(of("b"), "1")), [of("a").to_string()]);
    }

    #[test]
    fn what_is_the_same_elsewhere_keeps_its_text() {
        let scenario = crate::examples::default();
        let path = FieldPath::root().field("distributions").index(0).field("origin").index(0).field("origin_path");
        let kept_in = |after: &Scenario| {
            let mut texts = Texts::default();
            texts.put(Slot::value(path.clone()), "x".to_owned(), State::Waiting);
            texts.keep_where_equal(&scenario, after);
            !texts.is_empty()
        };
        let title = Edit::text(FieldPath::root().field("title"), "other").apply(&scenario).unwrap();
        assert!(kept_in(&title));
        assert!(!kept_in(&Edit::text(path.clone(), "/dev").apply(&scenario).unwrap()));
        let origin = FieldPath::root().field("distributions").index(0).field("origin").index(1);
        let more = Edit::Insert(origin, json!({"origin_id": "b"})).apply(&scenario).unwrap();
        assert!(!kept_in(&more), "the field may be another one's now");
    }
}
