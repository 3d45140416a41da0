//! Lists of wildcards: `*` stands for any number of any characters, `?` for exactly one.
//!
//! # How a list is read
//! A position in a pattern is how much of it is matched. Of one pattern all positions that the characters read so far
//! allow are kept, except those before the last `*` that was reached: whatever they could still match, that `*` can
//! match too, as it takes any characters. Of an ordered list, only the first pattern that matches counts: once a
//! pattern has reached a `*` at its end it matches however the path goes on, and the patterns behind it are dropped.
//! This keeps the states of real lists few; [`super::TooLarge`] guards the others.

use super::{Characters, Machine};

/// A list of wildcards. Says of a text which is the first that matches.
#[derive(Clone, Debug)]
pub struct Patterns(Vec<Vec<char>>);

/// A list of wildcards. Says of a text which of them match.
#[derive(Clone, Debug)]
pub struct EveryPattern(Patterns);

/// How far each pattern that can still match is matched: pairs of pattern and position, in order.
pub type Positions = Vec<(u16, u16)>;

impl Patterns {
    /// CloudFront path patterns. Their leading `/` may be left out.
    ///
    /// Source: Amazon CloudFront Developer Guide, "Path pattern".
    pub fn paths<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let with_slash = |pattern: &str| format!("/{}", pattern.strip_prefix('/').unwrap_or(pattern));
        Self(patterns.into_iter().map(|pattern| with_slash(pattern).chars().collect()).collect())
    }

    /// Wildcards as they are.
    pub fn wildcards<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        Self(patterns.into_iter().map(|pattern| pattern.chars().collect()).collect())
    }

    fn at(&self, (pattern, position): (u16, u16)) -> Option<char> {
        self.0.get(usize::from(pattern))?.get(usize::from(position)).copied()
    }

    /// Adds a position, and those behind it that need no character.
    fn add(&self, found: &mut Positions, (pattern, position): (u16, u16)) {
        found.push((pattern, position));
        if self.at((pattern, position)) == Some('*') {
            self.add(found, (pattern, position + 1));
        }
    }

    /// Puts positions in order and drops those before the last `*` that their pattern has reached.
    fn tidy(&self, mut found: Positions) -> Positions {
        found.sort_unstable();
        found.dedup();
        let (mut starred, mut kept) = (None, found.len());
        for at in (0..found.len()).rev() {
            let Some(position) = found.get(at).copied() else { continue };
            if starred != Some(position.0) {
                kept -= 1;
                found.swap(kept, at);
            }
            if self.at(position) == Some('*') {
                starred = Some(position.0);
            }
        }
        found.drain(..kept);
        found
    }

    /// Whether a position is a `*` that ends its pattern: it matches whatever follows.
    fn is_settled(&self, position: (u16, u16)) -> bool {
        self.at(position) == Some('*') && self.at((position.0, position.1 + 1)).is_none()
    }

    /// Drops the patterns behind the first that matches whatever follows.
    fn first_only(&self, mut positions: Positions) -> Positions {
        if let Some(settled) = positions.iter().position(|position| self.is_settled(*position)) {
            let pattern = positions.get(settled).map_or(0, |position| position.0);
            positions.retain(|position| position.0 < pattern || (position.0 == pattern && self.is_settled(*position)));
        }
        positions
    }

    fn all_starts(&self) -> Positions {
        let mut found = Positions::new();
        for pattern in 0..u16::try_from(self.0.len()).unwrap_or(u16::MAX) {
            self.add(&mut found, (pattern, 0));
        }
        self.tidy(found)
    }

    fn advance(&self, positions: &Positions, character: char) -> Positions {
        let mut found = Positions::with_capacity(positions.len() + 2);
        for position in positions {
            match self.at(*position) {
                Some('*') => self.add(&mut found, *position),
                Some(wanted) if wanted == '?' || wanted == character => {
                    self.add(&mut found, (position.0, position.1 + 1));
                }
                _ => {}
            }
        }
        self.tidy(found)
    }

    fn watched(&self, positions: &Positions, watched: &mut Characters) {
        for position in positions {
            match self.at(*position) {
                None | Some('*' | '?') => {}
                Some(wanted) => watched.insert(wanted),
            }
        }
    }

    /// The patterns that match a text that ends here, in order.
    fn matching(&self, positions: &Positions) -> impl Iterator<Item = u16> {
        positions.iter().filter(|position| self.at(**position).is_none()).map(|position| position.0)
    }
}

impl Machine for Patterns {
    type State = Positions;
    type Label = Option<u16>;

    fn start(&self) -> Positions {
        self.first_only(self.all_starts())
    }

    fn step(&self, state: &Positions, character: char) -> Positions {
        self.first_only(self.advance(state, character))
    }

    fn watch(&self, state: &Positions, watched: &mut Characters) {
        self.watched(state, watched);
    }

    fn label(&self, state: &Positions) -> Option<u16> {
        let settled = state.iter().find(|position| self.is_settled(**position)).map(|position| position.0);
        self.matching(state).next().into_iter().chain(settled).min()
    }
}

impl EveryPattern {
    /// Wildcards as they are.
    pub fn wildcards<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        Self(Patterns::wildcards(patterns))
    }

    /// CloudFront path patterns.
    pub fn paths<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        Self(Patterns::paths(patterns))
    }
}

impl Machine for EveryPattern {
    type State = Positions;
    type Label = Vec<u16>;

    fn start(&self) -> Positions {
        self.0.all_starts()
    }

    fn step(&self, state: &Positions, character: char) -> Positions {
        self.0.advance(state, character)
    }

    fn watch(&self, state: &Positions, watched: &mut Characters) {
        self.0.watched(state, watched);
    }

    fn label(&self, state: &Positions) -> Vec<u16> {
        self.0.matching(state).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use hopscope_routing::cloudfront::path_pattern;
    use proptest::prelude::*;

    use super::super::Graph;
    use super::*;

    fn first(patterns: &[String], path: &str) -> Option<u16> {
        let found = patterns.iter().position(|pattern| path_pattern::matches(pattern, path))?;
        u16::try_from(found).ok()
    }

    proptest! {
        /// The written-out machine and the engine's matcher agree on every path.
        #[test]
        fn agrees_with_the_matcher(
            patterns in prop::collection::vec("[/ab*?]{1,5}", 0..5),
            paths in prop::collection::vec("/[/abc]{0,7}", 1..40),
        ) {
            let machine = Patterns::paths(patterns.iter().map(String::as_str));
            let graph = Graph::build(&machine, 10_000).unwrap();
            let every = EveryPattern::paths(patterns.iter().map(String::as_str));
            let every = Graph::build(&every, 10_000).unwrap();
            for path in paths {
                prop_assert_eq!(*graph.of(&path).unwrap(), first(&patterns, &path), "{}", path);
                let all: Vec<u16> = (0..).zip(&patterns)
                    .filter(|(_, pattern)| path_pattern::matches(pattern, &path)).map(|(at, _)| at).collect();
                prop_assert_eq!(every.of(&path).unwrap(), &all, "{}", path);
            }
        }
    }

    #[test]
    fn patterns_behind_a_settled_one_cost_nothing() {
        let texts: Vec<String> = (0..75).map(|at| format!("*{}*", char::from(b'a' + at % 26))).collect();
        let graph = Graph::build(&Patterns::paths(texts.iter().map(String::as_str)), 1000).unwrap();
        assert!(graph.len() < 200, "{}", graph.len());
        assert_eq!(*graph.of("/zzb").unwrap(), Some(1));
    }
}
