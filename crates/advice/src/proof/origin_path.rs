//! What any origin path whatsoever can lead to.
//!
//! Two origin paths `P` and `Q` lead to the same if for each word `w` that can follow, `P·w` and `Q·w` are read alike.
//! The search goes over the states of the reading breadth first; of the origin paths that lead to a state, the first
//! that is found is the shortest.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;

use hopscope_path_sets::readers::Reading;
use hopscope_path_sets::sets::State;

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
    // Breadth first: each place with the one before it and the character that led on.
    let mut places = vec![Visited { state: slash, before: None, character: '/', length: 1 }];
    let mut next = 0;
    while let Some(place) = places.get(next).copied() {
        if place.character != '/' {
            found.entry(ends(place.state)).or_insert_with(|| spell(&places, next));
        }
        if place.length < MAX_LENGTH {
            for (character, state) in reading.moves(place.state) {
                if seen.insert((state, character == '/')) {
                    places.push(Visited { state, before: Some(next), character, length: place.length + 1 });
                }
            }
        }
        next += 1;
    }
    let mut paths: Vec<String> = found.into_values().collect();
    paths.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    paths
}

/// A place of the search.
#[derive(Clone, Copy)]
struct Visited {
    state: State,
    before: Option<usize>,
    character: char,
    /// How many characters led here.
    length: usize,
}

/// The path that led to a place.
fn spell(places: &[Visited], at: usize) -> String {
    let step = |place: &&Visited| place.before.and_then(|before| places.get(before));
    let characters: Vec<char> = successors(places.get(at), step).map(|place| place.character).collect();
    characters.into_iter().rev().collect()
}
