//! The edits of a fix by the parts that they change, and which of them have been written.

use std::cell::RefCell;
use std::collections::BTreeSet;

use hopscope_scenario::field_path::Segment;
use hopscope_scenario::{Edit, FieldPath};

/// The edits of a fix.
pub(super) struct Edits<'f> {
    all: Vec<(&'f Edit, FieldPath)>,
    written: RefCell<BTreeSet<usize>>,
    /// The fields of new parts that their writers leave out.
    left_out: RefCell<BTreeSet<FieldPath>>,
}

/// What becomes of a part.
#[derive(Debug, Default)]
pub(super) struct Touch {
    /// Whether it is new.
    pub is_new: bool,
    /// Whether it stands elsewhere among its like.
    pub is_moved: bool,
    fields: BTreeSet<String>,
}

impl Touch {
    /// Whether a field changes.
    pub(super) fn changes(&self, field: &str) -> bool {
        self.fields.contains(field)
    }

    /// Whether a field is another than before, or new with its part.
    pub(super) fn gives(&self, field: &str) -> bool {
        self.is_new || self.changes(field)
    }
}

impl<'f> Edits<'f> {
    pub(super) fn new(edits: &'f [Edit]) -> Self {
        let all = edits.iter().filter_map(|edit| Some((edit, edit.place_after()?))).collect();
        Self { all, written: RefCell::default(), left_out: RefCell::default() }
    }

    /// The items of a list that are new or changed, or inside which something is.
    pub(super) fn items(&self, list: &FieldPath) -> BTreeSet<usize> {
        let inside = self.all.iter().filter_map(|(_, place)| place.segments().strip_prefix(list.segments()));
        inside.filter_map(|rest| if let [Segment::Index(index), ..] = rest { Some(*index) } else { None }).collect()
    }

    /// What becomes of a part, in the fields that its writer writes: of a part that is there, and of a new one besides.
    /// It counts as written. None: nothing.
    pub(super) fn of(&self, part: &FieldPath, writes: &[&str], of_new: &[&str]) -> Option<Touch> {
        let mut touch = Touch::default();
        let mut is_touched = false;
        for (index, (edit, place)) in self.all.iter().enumerate() {
            let Some(rest) = place.segments().strip_prefix(part.segments()) else { continue };
            match (edit, rest) {
                (Edit::Insert(_, value) | Edit::Set(_, value), []) => {
                    touch.is_new = true;
                    let names = value.as_object().into_iter().flat_map(|fields| fields.keys());
                    let known = |name: &&String| writes.iter().chain(of_new).any(|each| each == name);
                    let others = names.filter(|name| !known(name)).map(|name| part.field(name));
                    self.left_out.borrow_mut().extend(others);
                }
                (Edit::Move(..), []) => touch.is_moved = true,
                (_, [Segment::Field(name), ..]) if writes.contains(&name.as_str()) => {
                    touch.fields.insert(name.clone());
                }
                _ => continue,
            }
            is_touched = true;
            self.written.borrow_mut().insert(index);
        }
        is_touched.then_some(touch)
    }

    /// What is deployed and nobody wrote.
    pub(super) fn unwritten(&self) -> BTreeSet<FieldPath> {
        let written = self.written.borrow();
        let rest = self.all.iter().enumerate().filter(|(index, _)| !written.contains(index));
        let is_asked = |place: &FieldPath| matches!(place.segments(), [Segment::Field(list), ..] if ["requests", "title", "notes"].contains(&list.as_str()));
        let rest = rest.map(|(_, (_, place))| place.clone()).filter(|place| !is_asked(place));
        rest.chain(self.left_out.borrow().iter().cloned()).collect()
    }
}
