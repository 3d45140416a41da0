//! Undo and redo: two stacks of scenarios, each with the request that was selected.

use std::rc::Rc;

use hopscope_scenario::{FieldPath, Scenario};

/// How many steps can be undone.
const DEPTH: usize = 200;

/// What one step of undo takes back. Successive changes with the same grain are one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A change of its own.
    Single,
    /// Typing into one field.
    Typing(FieldPath),
    /// Typing into the JSON of the whole scenario.
    Document,
}

/// A scenario that was in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// The request that was selected, from 0.
    pub request: usize,
    /// The text of the JSON panel, if it could not be read.
    pub unapplied: Option<Rc<str>>,
}

impl Moment {
    /// Which request of this scenario to select when it takes the place of another, whose selected request is given:
    /// the same one, where it stands among those that both begin or end with; else the one that was selected then.
    pub fn request_after(&self, other: &Scenario, selected: usize) -> usize {
        let (new, old) = (&self.scenario.requests, &other.requests);
        let is_head = old.get(..=selected).is_some_and(|head| new.starts_with(head));
        let tail = old.get(selected..).filter(|tail| !tail.is_empty() && new.ends_with(tail));
        match tail {
            _ if is_head => selected,
            Some(tail) => new.len() - tail.len(),
            None => self.request,
        }
    }
}

/// The scenarios before and after the one in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Moment>,
    future: Vec<Moment>,
    open: Option<Grain>,
}

impl History {
    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Records that `before` is replaced.
    pub fn record(&mut self, before: Moment, grain: Grain) {
        let continues = grain != Grain::Single && self.is_open(&grain);
        self.open = Some(grain);
        self.future.clear();
        if !continues {
            if self.past.len() == DEPTH {
                self.past.remove(0);
            }
            self.past.push(before);
        }
    }

    /// Whether the next change of this grain would be part of the latest step.
    pub fn is_open(&self, grain: &Grain) -> bool {
        self.open.as_ref() == Some(grain)
    }

    /// Ends a row of keystrokes: the next change is a step of its own.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The scenario before `current`.
    pub fn undo(&mut self, current: Moment) -> Option<Moment> {
        self.close();
        let before = self.past.pop()?;
        self.future.push(current);
        Some(before)
    }

    /// The scenario that was undone last.
    pub fn redo(&mut self, current: Moment) -> Option<Moment> {
        self.close();
        let after = self.future.pop()?;
        self.past.push(current);
        Some(after)
    }
}
