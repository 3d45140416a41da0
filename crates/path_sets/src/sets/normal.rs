//! Paths in normal form, and what is normalised to them.
//!
//! CloudFront normalises a path before it matches patterns: runs of slashes become one, `.` and `..` segments are
//! removed (RFC 3986 section 5.2.4). The origin gets the raw path. What a raw path is normalised to is therefore *not*
//! decided by finite memory: `..` takes back a segment, and segments can be piled up to any depth. But all that the
//! two ends of a hop have in common can be had without remembering the pile:
//!
//! A raw path is its normalised segments with *detours* between them: pieces such as `./`, an empty segment, `x/../`,
//! `x/y/../../`, and, where nothing is left to take back, `../` itself. A detour leaves the normalised path as it was,
//! and takes the reader of the raw path from one state to another. [`Detours`] finds, for each state, all states that
//! detours lead to: the least set that holds the state itself and is closed under
//!
//! ```text
//! r → r · "./"        r → r · "/"        r → q · "../"  where q is a detour after r · segment · "/"
//! ```
//!
//! Source: Amazon CloudFront Developer Guide, "Path normalization".

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rustc_hash::FxHashMap;

use super::graph::{Graph, State};

/// What of the segment being read is known: whether it could still be one that normalisation removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Nothing of it has been read.
    Empty,
    /// `.`
    Dot,
    /// `..`
    Dots,
    /// Any other: it stays.
    Kept,
}

impl Segment {
    /// After one character more, which is not `/`.
    #[must_use]
    pub fn with(self, character: char) -> Self {
        match (self, character) {
            (Self::Empty, '.') => Self::Dot,
            (Self::Dot, '.') => Self::Dots,
            _ => Self::Kept,
        }
    }

    /// Whether a path in normal form may end here.
    pub fn may_end(self) -> bool {
        matches!(self, Self::Empty | Self::Kept)
    }
}

/// Where the detours of each state lead, with a short text of each. A state is one that has just read a slash.
#[derive(Debug, Default)]
pub struct Detours {
    /// Detours that may start anywhere.
    inner: FxHashMap<State, BTreeMap<State, String>>,
    segments: Segments,
}

impl Detours {
    /// The detours of every state that can follow a slash, beginning with `from`.
    pub fn find<L>(graph: &Graph<L>, from: State) -> Self {
        let segments = Segments::find(graph, from);
        let states: Vec<State> = segments.after.keys().copied().collect();
        let stay = |state: &State| (*state, BTreeMap::from([(*state, String::new())]));
        let mut detours = Self { inner: states.iter().map(stay).collect(), segments };
        // Ends, as each round adds a state, of which there are finitely many, or finds a shorter text.
        loop {
            let mut changed = false;
            for state in &states {
                let longer = detours.one_more(graph, *state);
                changed |= detours.take(*state, longer);
            }
            if !changed {
                return detours;
            }
        }
    }

    /// The detours after one move more.
    fn one_more<L>(&self, graph: &Graph<L>, state: State) -> Vec<(State, String)> {
        let mut found = Vec::new();
        for (at, before) in self.of(state) {
            found.push((graph.run(*at, "./"), format!("{before}./")));
            found.push((graph.step(*at, '/'), format!("{before}/")));
            for (inside, segment) in self.segments.of(*at) {
                for (back, inner) in self.of(*inside) {
                    found.push((graph.run(*back, "../"), format!("{before}{segment}/{inner}../")));
                }
            }
        }
        found
    }

    /// Adds what is new or shorter; whether anything was.
    fn take(&mut self, state: State, found: Vec<(State, String)>) -> bool {
        let known = self.inner.entry(state).or_default();
        let mut changed = false;
        for (to, text) in found {
            match known.get(&to) {
                Some(shorter) if shorter.len() <= text.len() => {}
                _ => {
                    known.insert(to, text);
                    changed = true;
                }
            }
        }
        changed
    }

    /// Where the detours of a state lead. The empty detour is one.
    pub fn of(&self, state: State) -> impl Iterator<Item = (&State, &String)> {
        self.inner.get(&state).into_iter().flatten()
    }

    /// Where the detours of a state lead when no segment has been kept yet, so that `../` alone is one too.
    pub fn at_root<L>(&self, graph: &Graph<L>, state: State) -> BTreeMap<State, String> {
        let mut found: BTreeMap<State, String> = BTreeMap::new();
        let mut queue = VecDeque::from([(state, String::new())]);
        while let Some((at, before)) = queue.pop_front() {
            for (to, text) in self.of(at) {
                let text = format!("{before}{text}");
                if found.get(to).is_none_or(|known| known.len() > text.len()) {
                    found.insert(*to, text.clone());
                    queue.push_back((graph.run(*to, "../"), format!("{text}../")));
                }
            }
        }
        found
    }

    /// Where the paths end that are no `/` and are normalised to it.
    pub fn round_trips<L>(&self, graph: &Graph<L>, root: State) -> Vec<(State, String)> {
        let mut found = Vec::new();
        for (at, before) in self.at_root(graph, root) {
            let moves = self.one_more(graph, at).into_iter().filter(|(_, text)| !text.is_empty());
            let up = (graph.run(at, "../"), "../".to_owned());
            found.extend(moves.chain([up]).map(|(to, text)| (to, format!("{before}{text}"))));
        }
        found
    }

    /// Where a path ends whose last segment is `.` or `..` and leaves the normalised path as it was.
    pub fn endings<L>(&self, graph: &Graph<L>, state: State, at_root: bool) -> BTreeMap<State, String> {
        let starts = if at_root { self.at_root(graph, state) } else { self.owned(state) };
        let mut found = BTreeMap::new();
        let mut add = |to: State, text: String| {
            let known = found.entry(to).or_insert_with(|| text.clone());
            if known.len() > text.len() {
                *known = text;
            }
        };
        for (to, text) in &starts {
            add(*to, text.clone());
            add(graph.step(*to, '.'), format!("{text}."));
            if at_root {
                add(graph.run(*to, ".."), format!("{text}.."));
            }
            for (inside, segment) in Segments::one(graph, *to) {
                for (back, inner) in self.of(inside) {
                    add(graph.run(*back, ".."), format!("{text}{segment}/{inner}.."));
                }
            }
        }
        found
    }

    fn owned(&self, state: State) -> BTreeMap<State, String> {
        self.of(state).map(|(to, text)| (*to, text.clone())).collect()
    }
}

/// For each state that has just read a slash: the states after a segment that normalisation keeps and its slash.
#[derive(Debug, Default)]
struct Segments {
    after: BTreeMap<State, Vec<(State, String)>>,
}

impl Segments {
    /// From `from` and every state that segments and detours lead to.
    fn find<L>(graph: &Graph<L>, from: State) -> Self {
        let mut after = BTreeMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(state) = queue.pop_front() {
            if after.contains_key(&state) {
                continue;
            }
            let found = Self::one(graph, state);
            queue.extend(found.iter().map(|(next, _)| *next));
            queue.extend([graph.step(state, '/'), graph.run(state, "./"), graph.run(state, "../")]);
            after.insert(state, found);
        }
        Self { after }
    }

    fn of(&self, state: State) -> impl Iterator<Item = &(State, String)> {
        self.after.get(&state).into_iter().flatten()
    }

    /// The states after one kept segment and its slash, each with the shortest segment.
    fn one<L>(graph: &Graph<L>, state: State) -> Vec<(State, String)> {
        let mut seen = BTreeSet::from([(state, Segment::Empty)]);
        let mut queue = VecDeque::from([(state, Segment::Empty, String::new())]);
        let mut found: BTreeMap<State, String> = BTreeMap::new();
        while let Some((at, segment, text)) = queue.pop_front() {
            if segment == Segment::Kept {
                found.entry(graph.step(at, '/')).or_insert_with(|| text.clone());
            }
            let dot = ('.', graph.step(at, '.'));
            for (character, next) in graph.moves(at).filter(|(character, _)| *character != '/').chain([dot]) {
                let kept = segment.with(character);
                if seen.insert((next, kept)) {
                    queue.push_back((next, kept, format!("{text}{character}")));
                }
            }
        }
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use hopscope_routing::cloudfront::path_pattern::normalize;

    use super::super::template::Templates;
    use super::*;

    /// Every detour leaves the normalised path as it was and leads where it says.
    #[test]
    fn detours_are_detours() {
        let graph = Graph::build(&Templates::new(["/a/b", "/{x}/c", "/a/{rest+}"]), 1000).unwrap();
        let root = graph.run(graph.start(), "/");
        let detours = Detours::find(&graph, root);
        let at = graph.run(root, "a/");
        for (to, text) in detours.of(at) {
            assert_eq!(normalize(&format!("/a/{text}")), "/a/", "{text}");
            assert_eq!(graph.run(at, text), *to, "{text}");
        }
        for (to, text) in detours.at_root(&graph, root) {
            assert_eq!(normalize(&format!("/{text}")), "/", "{text}");
            assert_eq!(graph.run(root, &text), to, "{text}");
        }
        for (to, text) in detours.endings(&graph, at, false) {
            assert_eq!(normalize(&format!("/a/{text}")), "/a/", "{text}");
            assert_eq!(graph.run(at, &text), to, "{text}");
        }
    }
}
