//! The first segment of a path, as far as it can still be one of some names.

use crate::sets::Characters;

/// Names of stages, tried against the first segment.
#[derive(Clone, Debug)]
pub(super) struct StageNames(pub(super) Vec<String>);

/// How much of the first segment has been read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Spelt {
    /// Nothing, not even its slash.
    Front,
    /// These characters; some name begins with them.
    Part(String),
}

impl StageNames {
    /// After one character more that is not the slash behind the segment. None: no name begins so.
    pub(super) fn step(&self, spelt: &Spelt, character: char) -> Option<Spelt> {
        let part = match (spelt, character) {
            (Spelt::Front, '/') => String::new(),
            (Spelt::Front, _) => character.to_string(),
            (Spelt::Part(part), _) => format!("{part}{character}"),
        };
        self.0.iter().any(|name| name.starts_with(&part)).then_some(Spelt::Part(part))
    }

    /// The name that has been spelt out.
    pub(super) fn index(&self, spelt: &Spelt) -> Option<usize> {
        match spelt {
            Spelt::Part(part) if !part.is_empty() => self.0.iter().position(|name| name == part),
            _ => None,
        }
    }

    pub(super) fn watch(&self, spelt: &Spelt, watched: &mut Characters) {
        watched.insert('/');
        let part = match spelt {
            Spelt::Front => "",
            Spelt::Part(part) => part,
        };
        let next = self.0.iter().filter_map(|name| name.strip_prefix(part)?.chars().next());
        next.for_each(|character| watched.insert(character));
    }
}
