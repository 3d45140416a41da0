//! The map behind an API's or a custom domain's own name: nothing is normalised on the way.

use std::rc::Rc;

use hopscope_scenario::Scenario;

use super::class::{Classes, Via};
use super::lookup::{Lookup, OriginTable};
use super::{Front, FrontMap, example_host};
use crate::ends::{MOST_STATES, Readings};
use crate::language::classes::{self, Readers};
use crate::language::pattern::Patterns;
use crate::language::{Graph, TooLarge};

/// The map of a name.
pub(super) fn map(
    scenario: &Scenario,
    front: Front,
    host: &str,
    method: &str,
    readings: &mut Readings<'_>,
) -> FrontMap {
    FrontMap::new(front, vec![host.to_owned()], classes(scenario, host, method, readings))
}

fn classes(
    scenario: &Scenario,
    host: &str,
    method: &str,
    readings: &mut Readings<'_>,
) -> Result<(Vec<super::Class>, Lookup), TooLarge> {
    let name = example_host(host);
    let raw = readings.at(&name, &name)?;
    let selecting = Rc::new(Graph::build(&Patterns::paths([]), MOST_STATES)?);
    let readers = Readers { selecting: &*selecting, raw: &*raw, raw_start: raw.start() };
    let mut found = Classes::new(scenario, method, host);
    let examples = classes::all(readers, |_| true, MOST_STATES)?;
    let mut indexes = Vec::new();
    for (key, example) in &examples {
        let answer = found.ask(None, &example.path);
        indexes.push((*key, found.index(&Via::Direct, answer, example)));
    }
    let (classes, places) = found.sorted();
    let place = |index: usize| places.get(index).copied().unwrap_or_default();
    let start = raw.start();
    let table = OriginTable {
        behaviors: vec![None],
        raw: Rc::clone(&raw),
        start,
        classes: indexes.into_iter().map(|(key, index)| (key, place(index))).collect(),
    };
    Ok((classes, Lookup { selecting, origins: vec![table], root: None }))
}
