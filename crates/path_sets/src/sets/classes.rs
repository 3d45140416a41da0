//! All pairs of "what the normalised path selects" and "where the raw path ends".
//!
//! A distribution reads a path twice: its behaviour is selected by the normalised path, and the origin is sent the raw
//! one. The search walks two graphs at once. On paths in normal form both read the same characters. Between the
//! segments of any other path the reader of the raw path may take a detour that the other does not see: see
//! [`super::normal`]. Every pair that any path whatsoever has is found, with the shortest path in normal form that has
//! it, or, if there is none, with a short one that is not.

use std::collections::{BTreeMap, VecDeque};

use rustc_hash::{FxHashMap, FxHashSet};

use super::characters::{Characters, in_path};
use super::graph::{Graph, State, TooLarge};
use super::normal::{Detours, Segment};

/// What distinguishes the paths of a class, as indexes of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What the normalised path selects: the index of a label of the selecting graph.
    pub selected: usize,
    /// Where the raw path ends: the index of a label of the raw graph.
    pub end: usize,
    /// Whether the raw path is `/`, which a default root object replaces.
    pub is_root: bool,
}

/// A path of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The path, beginning with `/`.
    pub path: String,
    /// Whether it is in normal form. If not, no path of the class is.
    pub is_normal: bool,
}

/// The two readers of a path.
#[derive(Clone, Copy, Debug)]
pub struct Readers<'g, N, R> {
    /// Reads the normalised path, from its start.
    pub selecting: &'g Graph<N>,
    /// Reads the raw path.
    pub raw: &'g Graph<R>,
    /// Where the raw path begins: behind the origin path.
    pub raw_start: State,
}

/// Every pair that some path has and whose selection is `wanted`, with an example.
///
/// # Errors
/// When more than `limit` places would have to be visited.
pub fn all<N, R>(
    readers: Readers<'_, N, R>,
    wanted: impl Fn(&N) -> bool,
    limit: usize,
) -> Result<BTreeMap<Key, Example>, TooLarge> {
    let mut search = Search::new(readers, wanted, limit);
    search.normal_paths()?;
    search.other_paths()?;
    Ok(search.found)
}

/// Every pair that some path in normal form has and whose selection is `wanted`, with the shortest.
///
/// # Errors
/// When more than `limit` places would have to be visited.
pub fn normal<N, R>(
    readers: Readers<'_, N, R>,
    wanted: impl Fn(&N) -> bool,
    limit: usize,
) -> Result<BTreeMap<Key, Example>, TooLarge> {
    let mut search = Search::new(readers, wanted, limit);
    search.normal_paths()?;
    Ok(search.found)
}

struct Search<'g, N, R> {
    readers: Readers<'g, N, R>,
    /// By label of the selecting graph.
    wanted: Vec<bool>,
    /// By state of the selecting graph: whether a wanted label can still be reached.
    alive: Vec<bool>,
    limit: usize,
    /// How each place was come to: from which step, by which text.
    steps: Vec<(usize, Text)>,
    found: BTreeMap<Key, Example>,
}

#[derive(Clone, Debug)]
enum Text {
    Character(char),
    Detour(String),
}

/// A place of the search among paths that are not in normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Position {
    /// Behind a slash, before a detour.
    Slash { selecting: State, raw: State, at_root: bool },
    /// In a segment that normalisation keeps, or about to begin one.
    Segment { selecting: State, raw: State, segment: Segment, at_root: bool },
}

/// A character, and where it leads both readers.
type Move = (char, (State, State, Segment));

const NO_STEP: usize = usize::MAX;

impl<'g, N, R> Search<'g, N, R> {
    fn new(readers: Readers<'g, N, R>, wanted: impl Fn(&N) -> bool, limit: usize) -> Self {
        let wanted: Vec<bool> = readers.selecting.labels().iter().map(wanted).collect();
        let alive = readers.selecting.reaching_any(&wanted);
        Self { wanted, alive, readers, limit, steps: Vec::new(), found: BTreeMap::new() }
    }

    fn normal_paths(&mut self) -> Result<(), TooLarge> {
        let Readers { selecting, raw, raw_start } = self.readers;
        let first = (selecting.step(selecting.start(), '/'), raw.step(raw_start, '/'), Segment::Empty);
        let mut seen: FxHashSet<(State, State, Segment)> = FxHashSet::default();
        let mut queue = VecDeque::new();
        let mut moves = Vec::new();
        if self.is_alive(first.0) {
            seen.insert(first);
            queue.push_back((first, self.step_from(NO_STEP, Text::Character('/'))));
        }
        while let Some(((at, end, segment), step)) = queue.pop_front() {
            if segment.may_end() {
                self.record(at, end, step, true);
            }
            self.moves(at, end, segment, &mut moves);
            for (character, next) in moves.iter().copied() {
                if self.is_alive(next.0) && seen.insert(next) {
                    self.bound(seen.len())?;
                    let step = self.step_from(step, Text::Character(character));
                    queue.push_back((next, step));
                }
            }
        }
        Ok(())
    }

    fn other_paths(&mut self) -> Result<(), TooLarge> {
        let Readers { selecting, raw, raw_start } = self.readers;
        let (first, root) = (selecting.step(selecting.start(), '/'), raw.step(raw_start, '/'));
        let detours = Detours::find(raw, root);
        let mut endings: FxHashMap<(State, bool), BTreeMap<State, String>> = FxHashMap::default();
        let mut frontier = Frontier::default();
        let mut moves = Vec::new();
        let step = self.step_from(NO_STEP, Text::Character('/'));
        frontier.offer(1, Position::Slash { selecting: first, raw: root, at_root: true }, || step);
        for (last, text) in detours.round_trips(raw, root) {
            self.record_detour(first, last, step, &text);
        }
        while let Some((length, step, place)) = frontier.next() {
            self.bound(frontier.reached)?;
            match place {
                Position::Slash { selecting: at, raw: end, at_root } => {
                    let endings = endings.entry((end, at_root)).or_insert_with(|| detours.endings(raw, end, at_root));
                    for (last, text) in endings {
                        self.record_detour(at, *last, step, text);
                    }
                    let from_root = if at_root { detours.at_root(raw, end) } else { BTreeMap::new() };
                    let below = if at_root { None } else { Some(detours.of(end)) };
                    for (end, text) in from_root.iter().chain(below.into_iter().flatten()) {
                        let next = Position::Segment { selecting: at, raw: *end, segment: Segment::Empty, at_root };
                        let onward = || self.step_from(step, Text::Detour(text.clone()));
                        frontier.offer(length + text.len(), next, onward);
                    }
                }
                Position::Segment { selecting: at, raw: end, segment, at_root } => {
                    if segment == Segment::Kept {
                        self.record(at, end, step, false);
                    }
                    self.moves(at, end, segment, &mut moves);
                    for (character, (at, end, segment)) in moves.iter().copied() {
                        let next = match segment {
                            Segment::Empty => Position::Slash { selecting: at, raw: end, at_root: false },
                            _ => Position::Segment { selecting: at, raw: end, segment, at_root },
                        };
                        if self.is_alive(at) {
                            frontier.offer(length + 1, next, || self.step_from(step, Text::Character(character)));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The moves of both readers by one character that leaves the path in normal form, in place of what `moves` held.
    fn moves(&self, at: State, end: State, segment: Segment, moves: &mut Vec<Move>) {
        let Readers { selecting, raw, .. } = self.readers;
        let mut watched: Characters = ['/'].into_iter().collect();
        if matches!(segment, Segment::Empty | Segment::Dot) {
            watched.insert('.');
        }
        selecting.watch(at, &mut watched);
        raw.watch(end, &mut watched);
        let step =
            |character: char, segment| (character, (selecting.step(at, character), raw.step(end, character), segment));
        let other = watched.other();
        moves.clear();
        moves.push(step(other, segment.with(other)));
        let specific = watched.iter().filter(|character| *character != '/' && in_path(*character));
        moves.extend(specific.map(|character| step(character, segment.with(character))));
        if segment == Segment::Kept {
            moves.push(step('/', Segment::Empty));
        }
    }

    fn record(&mut self, at: State, end: State, step: usize, is_normal: bool) {
        let is_root = is_normal && self.steps.get(step).is_some_and(|(before, _)| *before == NO_STEP);
        let key = self.key(at, end, is_root);
        if self.is_wanted(key) && !self.found.contains_key(&key) {
            let path = self.spell(step);
            self.found.insert(key, Example { path, is_normal });
        }
    }

    fn record_detour(&mut self, at: State, end: State, step: usize, text: &str) {
        let key = self.key(at, end, false);
        let is_plain = text.is_empty();
        if !is_plain && self.is_wanted(key) && !self.found.contains_key(&key) {
            let path = self.spell(step) + text;
            self.found.insert(key, Example { path, is_normal: false });
        } else if is_plain && self.steps.get(step).is_some_and(|(before, _)| *before != NO_STEP) {
            self.record(at, end, step, false);
        }
    }

    fn key(&self, at: State, end: State, is_root: bool) -> Key {
        let Readers { selecting, raw, .. } = self.readers;
        Key { selected: selecting.label_index(at), end: raw.label_index(end), is_root }
    }

    fn is_wanted(&self, key: Key) -> bool {
        self.wanted.get(key.selected) == Some(&true)
    }

    fn is_alive(&self, at: State) -> bool {
        self.alive.get(at.index()) == Some(&true)
    }

    fn step_from(&mut self, before: usize, text: Text) -> usize {
        self.steps.push((before, text));
        self.steps.len() - 1
    }

    fn spell(&self, mut step: usize) -> String {
        let mut texts = Vec::new();
        while let Some((before, text)) = self.steps.get(step) {
            texts.push(text);
            step = *before;
        }
        let mut path = String::new();
        for text in texts.into_iter().rev() {
            match text {
                Text::Character(character) => path.push(*character),
                Text::Detour(text) => path.push_str(text),
            }
        }
        path
    }

    fn bound(&self, places: usize) -> Result<(), TooLarge> {
        if places > self.limit { Err(TooLarge { limit: self.limit }) } else { Ok(()) }
    }
}

/// The places that a search still has to visit, those of the shortest paths first, of equally short ones in the order
/// in which they were found.
#[derive(Default)]
struct Frontier {
    /// By length: each place with the step that leads to it.
    waiting: Vec<VecDeque<(usize, Position)>>,
    /// The shortest length by which each place was found.
    shortest: FxHashMap<Position, usize>,
    /// The length that is being visited.
    length: usize,
    /// How many places were visited.
    reached: usize,
}

impl Frontier {
    /// Adds a place, unless a path as short leads there already.
    fn offer(&mut self, length: usize, place: Position, step: impl FnOnce() -> usize) {
        let known = self.shortest.entry(place).or_insert(usize::MAX);
        if length < *known {
            *known = length;
            if self.waiting.len() <= length {
                self.waiting.resize_with(length + 1, VecDeque::new);
            }
            if let Some(places) = self.waiting.get_mut(length) {
                places.push_back((step(), place));
            }
        }
    }

    /// The next place, with the length of its path and the last step to it.
    fn next(&mut self) -> Option<(usize, usize, Position)> {
        loop {
            match self.waiting.get_mut(self.length)?.pop_front() {
                // A shorter path to it was found since.
                Some((_, place)) if self.shortest.get(&place).is_some_and(|shortest| *shortest < self.length) => {}
                Some((step, place)) => {
                    self.reached += 1;
                    return Some((self.length, step, place));
                }
                None => self.length += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use hopscope_routing::cloudfront::path_pattern::normalize;
    use proptest::prelude::*;

    use super::super::pattern::Patterns;
    use super::super::template::Templates;
    use super::*;

    /// All paths of at most `length` characters of an alphabet.
    fn all_paths(alphabet: &str, length: usize) -> Vec<String> {
        let mut paths = vec!["/".to_owned()];
        let mut longest = paths.clone();
        for _ in 1..length {
            longest = longest.iter().flat_map(|path| alphabet.chars().map(move |c| format!("{path}{c}"))).collect();
            paths.extend(longest.iter().cloned());
        }
        paths
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        /// Every pair that a short path has is found, and every example has its pair.
        #[test]
        fn all_pairs_are_found(
            patterns in prop::collection::vec("[/ab*]{1,4}", 0..3),
            templates in prop::collection::vec("(/(a|b|\\{x\\}|\\{y\\+\\})){0,3}", 1..4),
        ) {
            let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
            let selecting = Graph::build(&Patterns::paths(patterns), 1000).unwrap();
            let raw = Graph::build(&Templates::new(templates.iter().map(String::as_str)), 1000).unwrap();
            let readers = Readers { selecting: &selecting, raw: &raw, raw_start: raw.start() };
            let found = all(readers, |_| true, 100_000).unwrap();
            let key = |path: &str| {
                let at = selecting.run(selecting.start(), &normalize(path));
                let end = raw.run(raw.start(), path);
                Key { selected: selecting.label_index(at), end: raw.label_index(end), is_root: path == "/" }
            };
            for path in all_paths("ab/.", 7) {
                prop_assert!(found.contains_key(&key(&path)), "{}", path);
            }
            for (wanted, example) in &found {
                prop_assert_eq!(*wanted, key(&example.path), "{}", example.path);
                prop_assert_eq!(example.is_normal, normalize(&example.path) == example.path);
            }
        }
    }

    #[test]
    fn a_pair_that_needs_dots_is_found() {
        let selecting = Graph::build(&Patterns::paths(["/b"]), 1000).unwrap();
        let raw = Graph::build(&Templates::new(["/a/{rest+}"]), 1000).unwrap();
        let readers = Readers { selecting: &selecting, raw: &raw, raw_start: raw.start() };
        let found = all(readers, Option::is_some, 10_000).unwrap();
        let paths: BTreeSet<_> = found.values().map(|example| (example.path.as_str(), example.is_normal)).collect();
        assert_eq!(paths, [("/b", true), ("/a/../b", false)].into());
    }
}
