//! What any origin path whatsoever can lead to.
//!
//! Two origin paths `P` and `Q` lead to the same if for each word `w` that can follow, `P·w` and `Q·w` are read alike.
//! The search goes over the states of the reading breadth first; of the origin paths that lead to a state, the first
//! that is found is the shortest.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::ends::Reading;
use crate::language::State;

/// The longest origin path, in characters. Source: Amazon CloudFront Developer Guide, "Helper methods for origin
/// modification".
pub const MAX_LENGTH: usize = 255;

/// One origin path for each of the finitely many things that origin paths can lead to: the shortest legal one.
///
/// Legal is the empty one, and what begins with `/` and does not end in one.
pub fn all(words: &[String], reading: &Reading) -> Vec<String> {
    let ends = |state: State| -> Vec<usize> {
        words.iter().map(|word| reading.label_index(reading.run(state, word))).collect()
    };
    let mut found: BTreeMap<Vec<usize>, String> = BTreeMap::from([(ends(reading.start()), String::new())]);
    let slash = reading.step(reading.start(), '/');
    let mut seen = BTreeSet::from([(slash, true)]);
    let mut queue = VecDeque::from([(slash, true, "/".to_owned())]);
    while let Some((state, ends_in_slash, path)) = queue.pop_front() {
        if !ends_in_slash {
            found.entry(ends(state)).or_insert_with(|| path.clone());
        }
        if path.chars().count() >= MAX_LENGTH {
            continue;
        }
        for (character, next) in reading.moves(state) {
            if seen.insert((next, character == '/')) {
                queue.push_back((next, character == '/', format!("{path}{character}")));
            }
        }
    }
    let mut paths: Vec<String> = found.into_values().collect();
    paths.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    paths
}
