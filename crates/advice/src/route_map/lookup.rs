//! The class of a path.

use std::collections::BTreeMap;
use std::rc::Rc;

use hopscope_routing::cloudfront::path_pattern::normalize;

use hopscope_path_sets::readers::Reading;
use hopscope_path_sets::sets::classes::Key;
use hopscope_path_sets::sets::{Graph, State};

/// What finds the class of a path.
#[derive(Debug)]
pub struct Lookup {
    /// Which ordered behaviour the normalised path selects; none: the default one, or there are no behaviours.
    pub(crate) selecting: Rc<Graph<Option<u16>>>,
    /// The behaviours that share an origin, and how the raw path is read there.
    pub(crate) origins: Vec<OriginTable>,
    /// The class of `/`, where a default root object takes its place.
    pub(crate) root: Option<usize>,
}

/// The classes of the behaviours that send to one place.
#[derive(Debug)]
pub(crate) struct OriginTable {
    pub(crate) behaviors: Vec<Option<u16>>,
    pub(crate) raw: Rc<Reading>,
    pub(crate) start: State,
    pub(crate) classes: BTreeMap<Key, usize>,
}

impl Lookup {
    /// The index of a path's class.
    pub fn class_of(&self, path: &str) -> Option<usize> {
        if path == "/" && self.root.is_some() {
            return self.root;
        }
        let state = self.selecting.run(self.selecting.start(), &normalize(path));
        let (behavior, selected) = (*self.selecting.label(state)?, self.selecting.label_index(state));
        let origin = self.origins.iter().find(|origin| origin.behaviors.contains(&behavior))?;
        let end = origin.raw.label_index(origin.raw.run(origin.start, path));
        origin.classes.get(&Key { selected, end, is_root: path == "/" }).copied()
    }
}
