//! Undo and redo: two stacks of scenarios.

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

/// The scenarios before and after the one in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Rc<Scenario>>,
    future: Vec<Rc<Scenario>>,
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
    pub fn record(&mut self, before: Rc<Scenario>, grain: Grain) {
        let continues = grain != Grain::Single && self.open.as_ref() == Some(&grain);
        self.open = Some(grain);
        self.future.clear();
        if !continues {
            if self.past.len() == DEPTH {
                self.past.remove(0);
            }
            self.past.push(before);
        }
    }

    /// Ends a row of keystrokes: the next change is a step of its own.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The scenario before `current`.
    pub fn undo(&mut self, current: Rc<Scenario>) -> Option<Rc<Scenario>> {
        self.close();
        let before = self.past.pop()?;
        self.future.push(current);
        Some(before)
    }

    /// The scenario that was undone last.
    pub fn redo(&mut self, current: Rc<Scenario>) -> Option<Rc<Scenario>> {
        self.close();
        let after = self.future.pop()?;
        self.past.push(current);
        Some(after)
    }
}
