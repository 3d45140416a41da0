//! Path patterns that take no request.
//!
//! Patterns are matched against paths in normal form and in order. A behaviour is reached if some path in normal form
//! has its pattern as the first that matches: the graph of the whole list tells, exactly.

use std::collections::BTreeMap;

use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::{FieldPath, Scenario};

use super::{Finding, FindingKind, Selecting};
use hopscope_path_sets::readers::MOST_STATES;
use hopscope_path_sets::sets::classes::{self, Example, Readers};
use hopscope_path_sets::sets::pattern::Patterns;
use hopscope_path_sets::sets::{Graph, Machine, TooLarge};

pub(super) fn check(scenario: &Scenario, selecting: &[Selecting], found: &mut Vec<Finding>) {
    for (index, (distribution, selecting)) in scenario.distributions.iter().zip(selecting).enumerate() {
        let at = FieldPath::root().field("distributions").index(index).field("ordered_cache_behavior");
        // A list too large to be decided is not complained about.
        let Ok(Ok(first)) = selecting.as_ref().map(normal_examples) else { continue };
        let mut same = Same::default();
        for (place, behavior) in distribution.ordered_cache_behavior.iter().enumerate() {
            let path = at.index(place).field("path_pattern");
            let pattern = behavior.path_pattern.to_string();
            let is_reached = u16::try_from(place).is_ok_and(|place| first.contains_key(&Some(place)));
            if is_reached {
                if is_folder_only(&pattern) {
                    found.push(Finding { path, kind: FindingKind::PatternMatchesFolderOnly { pattern } });
                }
            } else if let Some(kind) = same.of(&pattern) {
                found.push(Finding { path, kind });
                continue;
            } else if let Ok(kind) = why_unreached(distribution, place, behavior) {
                same.0.insert(pattern.clone(), kind.clone());
                found.push(Finding { path, kind });
            }
        }
    }
}

/// Why patterns are not reached, of those that were looked at: what holds for a pattern holds for the same one after it.
#[derive(Default)]
struct Same(BTreeMap<String, FindingKind>);

impl Same {
    fn of(&self, pattern: &str) -> Option<FindingKind> {
        self.0.get(pattern).cloned()
    }
}

/// The longest list of behaviours in which those are looked for that take a pattern's paths together: far beyond what
/// AWS deploys, each pair of them would have to be tried.
const MOST_TOGETHER: usize = 150;

/// Every label that a path in normal form has, with the shortest.
pub(super) fn normal_examples<L: Clone + Ord>(graph: &Graph<L>) -> Result<BTreeMap<L, Example>, TooLarge> {
    let nothing = Graph::build(&Nothing, 2)?;
    let readers = Readers { selecting: graph, raw: &nothing, raw_start: nothing.start() };
    let found = classes::normal(readers, |_| true, MOST_STATES)?;
    let mut examples: BTreeMap<L, Example> = BTreeMap::new();
    for (key, example) in found {
        if let Some(label) = graph.labels().get(key.selected) {
            let known = examples.entry(label.clone()).or_insert_with(|| example.clone());
            if example.path.len() < known.path.len() {
                *known = example;
            }
        }
    }
    Ok(examples)
}

/// Tells nothing apart.
struct Nothing;

impl Machine for Nothing {
    type State = ();
    type Label = ();
    fn start(&self) {}
    fn step(&self, (): &(), _: char) {}
    fn watch(&self, (): &(), _: &mut hopscope_path_sets::sets::Characters) {}
    fn label(&self, (): &()) {}
}

/// A pattern that is one folder: without wildcards, and with a slash at its end.
fn is_folder_only(pattern: &str) -> bool {
    pattern.len() > 1 && pattern.ends_with('/') && !pattern.contains(['*', '?'])
}

/// Why a behaviour is not reached: nothing matches, or what does is taken before.
fn why_unreached(distribution: &Distribution, place: usize, behavior: &CacheBehavior) -> Result<FindingKind, TooLarge> {
    let pattern = behavior.path_pattern.to_string();
    let own = Graph::build(&Patterns::paths([pattern.as_str()]), MOST_STATES)?;
    if !normal_examples(&own)?.contains_key(&Some(0)) {
        return Ok(FindingKind::PatternNeverMatches { pattern });
    }
    let earlier: Vec<(usize, &str)> = distribution
        .ordered_cache_behavior
        .iter()
        .map(|each| each.path_pattern.as_str())
        .enumerate()
        .take(place)
        .collect();
    for (index, other) in &earlier {
        let example = taken(&own, &[other])?;
        if let Some(example) = example.everything {
            return Ok(FindingKind::BehaviorShadowed {
                pattern,
                by: vec![(*other).to_owned()],
                indexes: vec![*index],
                example,
            });
        }
    }
    if earlier.len() > MOST_TOGETHER {
        return Err(TooLarge { limit: MOST_TOGETHER });
    }
    // No single one takes everything: those that take a share, as few as they can be without any being spared.
    let mut needed = earlier;
    let mut position = 0;
    while position < needed.len() {
        let without: Vec<&str> =
            needed.iter().enumerate().filter(|(at, _)| *at != position).map(|(_, (_, other))| *other).collect();
        if taken(&own, &without)?.everything.is_some() {
            needed.remove(position);
        } else {
            position += 1;
        }
    }
    let by: Vec<&str> = needed.iter().map(|(_, other)| *other).collect();
    let example = taken(&own, &by)?.everything.unwrap_or_default();
    let by = by.into_iter().map(str::to_owned).collect();
    Ok(FindingKind::BehaviorShadowed {
        pattern,
        by,
        indexes: needed.iter().map(|(index, _)| *index).collect(),
        example,
    })
}

/// What other patterns take of a pattern's paths.
struct Taken {
    /// The shortest path that is taken, if every path is.
    everything: Option<String>,
}

fn taken(own: &Graph<Option<u16>>, others: &[&str]) -> Result<Taken, TooLarge> {
    let others = Graph::build(&Patterns::paths(others.iter().copied()), MOST_STATES)?;
    let label = |mine: Option<&Option<u16>>, theirs: Option<&Option<u16>>| {
        (mine.is_some_and(Option::is_some), theirs.is_some_and(Option::is_some))
    };
    let examples = normal_examples(&own.product(&others, label, MOST_STATES)?)?;
    let left = examples.contains_key(&(true, false));
    let both = examples.get(&(true, true)).map(|example| example.path.clone());
    Ok(Taken { everything: both.filter(|_| !left) })
}
