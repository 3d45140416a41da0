//! Which items of two lists are the same, and how one list becomes the other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How the items of one list become those of another: first some go, then some move, then others come.
#[derive(Debug, Default)]
pub(super) struct Matching {
    /// The places of the items that go, rising.
    pub removed: Vec<usize>,
    /// The moves, one after the other: from where to where, once the others are gone.
    pub moved: Vec<(usize, usize)>,
    /// The items that stay, by their places in both lists, in the order of the second. The second's others are new.
    pub kept: Vec<(usize, usize)>,
}

/// The most moves that say more than the new list as a whole.
const MOST_MOVES: usize = 64;

impl Matching {
    /// Matches two lists by the names of their items. None: too much is elsewhere to be told item by item.
    pub(super) fn of(before: &[String], after: &[String]) -> Option<Self> {
        // Of several with the same name, the first is the first.
        let mut waiting: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
        for (index, name) in before.iter().enumerate() {
            waiting.entry(name).or_default().push_back(index);
        }
        let same = after.iter().map(|name| waiting.get_mut(name.as_str()).and_then(VecDeque::pop_front));
        let mut same: Vec<Option<usize>> = same.collect();
        let mut taken: BTreeSet<usize> = same.iter().flatten().copied().collect();
        // Where as many came as went, what stands in the place of another is that under another name.
        if before.len() == after.len() {
            for (index, each) in same.iter_mut().enumerate() {
                if each.is_none() && taken.insert(index) {
                    *each = Some(index);
                }
            }
        }
        let removed = (0..before.len()).filter(|index| !taken.contains(index)).collect();
        let kept: Vec<(usize, usize)> =
            same.into_iter().enumerate().filter_map(|(index, each)| Some((each?, index))).collect();
        let order: Vec<usize> = kept.iter().map(|(from, _)| *from).collect();
        Some(Self { removed, moved: moves(&order)?, kept })
    }
}

/// The moves that bring rising items into an order.
fn moves(order: &[usize]) -> Option<Vec<(usize, usize)>> {
    let still = longest_rising(order);
    if order.len() > still.len() + MOST_MOVES {
        return None;
    }
    let mut current = order.to_vec();
    current.sort_unstable();
    let mut moves = Vec::new();
    let mut last = None;
    for item in order {
        if !still.contains(item) {
            let from = current.iter().position(|each| each == item)?;
            current.remove(from);
            let to = last.and_then(|last| current.iter().position(|each| *each == last)).map_or(0, |place| place + 1);
            current.insert(to, *item);
            moves.push((from, to));
        }
        last = Some(*item);
    }
    Some(moves)
}

/// The most items that can stay where they are while the others move: the longest that rise.
fn longest_rising(order: &[usize]) -> BTreeSet<usize> {
    // For each length, the least item with which so many rise, and its place.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut earlier: Vec<Option<usize>> = Vec::new();
    for (place, item) in order.iter().enumerate() {
        let length = ends.partition_point(|(end, _)| end < item);
        earlier.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).map(|(_, place)| *place));
        match ends.get_mut(length) {
            Some(end) => *end = (*item, place),
            None => ends.push((*item, place)),
        }
    }
    let mut rising = BTreeSet::new();
    let mut at = ends.last().map(|(_, place)| *place);
    while let Some(place) = at {
        rising.extend(order.get(place));
        at = earlier.get(place).copied().flatten();
    }
    rising
}

#[cfg(test)]
mod tests {
    use super::Matching;

    fn of(before: &str, after: &str) -> (Vec<usize>, Vec<(usize, usize)>) {
        let names = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        Matching::of(&names(before), &names(after)).map(|each| (each.removed, each.moved)).unwrap_or_default()
    }

    #[test]
    fn what_moves_moves_once() {
        for (before, after, removed, moved) in [
            ("abcd", "bcda", vec![], vec![(0, 3)]),
            ("abcd", "dabc", vec![], vec![(3, 0)]),
            ("abcd", "acbd", vec![], vec![(2, 1)]),
            ("abc", "cxb", vec![0], vec![(1, 0)]),
            ("abcd", "ca", vec![1, 3], vec![(1, 0)]),
            ("aab", "aba", vec![], vec![(2, 1)]),
            ("ab", "xaby", vec![], vec![]),
        ] {
            assert_eq!(of(before, after), (removed, moved), "{before} to {after}");
        }
    }
}
