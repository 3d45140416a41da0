//! The class of a path.

use std::collections::BTreeMap;
use std::rc::Rc;

use hopscope_routing::cloudfront::path_pattern::normalize;

use crate::ends::Reading;
use crate::language::classes::Key;
use crate::language::{Graph, State};

/// What finds the class of a path. Empty where the map is.
#[derive(Debug, Default)]
pub struct Lookup {
    /// Which behaviour the normalised path selects: its index, the number of ordered ones for the default one. None:
    /// there are no behaviours.
    pub(super) selecting: Option<Rc<Graph<Option<u16>>>>,
    /// The behaviours that share an origin, and how the raw path is read there.
    pub(super) origins: Vec<OriginTable>,
    /// The class of `/`, where a default root object takes its place.
    pub(super) root: Option<usize>,
}

/// The classes of the behaviours that send to one place.
#[derive(Debug)]
pub(super) struct OriginTable {
    pub(super) behaviors: Vec<Option<u16>>,
    pub(super) raw: Rc<Reading>,
    pub(super) start: State,
    pub(super) classes: BTreeMap<Key, usize>,
}

impl Lookup {
    /// The index of a path's class.
    pub fn class_of(&self, path: &str) -> Option<usize> {
        if path == "/" && self.root.is_some() {
            return self.root;
        }
        let selected = self.selecting.as_ref().map(|graph| graph.run(graph.start(), &normalize(path)));
        let (behavior, selected) = match (&self.selecting, selected) {
            (Some(graph), Some(state)) => (graph.label(state).copied().flatten(), graph.label_index(state)),
            _ => (None, 0),
        };
        let origin = self.origins.iter().find(|origin| origin.behaviors.contains(&behavior))?;
        let end = origin.raw.label_index(origin.raw.run(origin.start, path));
        origin.classes.get(&Key { selected, end, is_root: path == "/" }).copied()
    }
}
