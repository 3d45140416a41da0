//! The map behind an API's or a custom domain's own name: nothing is normalised on the way.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::class::{Classes, Via};
use super::lookup::{Lookup, OriginTable};
use super::{Front, FrontMap, Question, example_host};
use hopscope_path_sets::readers::{MOST_STATES, Readings};
use hopscope_path_sets::sets::classes::Readers;
use hopscope_path_sets::sets::pattern::Patterns;
use hopscope_path_sets::sets::{Graph, TooLarge};

/// The map of a name.
pub(super) fn map(question: Question<'_>, front: Front, host: &str, readings: &mut Readings<'_>) -> FrontMap {
    let mut found = Classes::new(question.scenario, question.method, host);
    let lookup = lookup(question, host, readings, &mut found);
    let passed_distribution = found.passed_distribution;
    let made = lookup.map(|lookup| found.finish(lookup));
    let asks_distributions = passed_distribution || made.is_err();
    FrontMap { asks_distributions, ..FrontMap::new(front, vec![host.to_owned()], made) }
}

/// The lookup of a name's classes, by the places at which they are found.
fn lookup(
    question: Question<'_>,
    host: &str,
    readings: &mut Readings<'_>,
    found: &mut Classes<'_>,
) -> Result<Lookup, TooLarge> {
    let name = example_host(host);
    let raw = readings.at(&name, &name)?;
    let selecting = Rc::new(Graph::build(&Patterns::paths([]), MOST_STATES)?);
    let readers = Readers { selecting: &*selecting, raw: &*raw, raw_start: raw.start() };
    let examples = question.examples(readers, |_| true)?;
    let mut classes = BTreeMap::new();
    for (key, example) in &examples {
        let answer = found.ask(None, &example.path);
        classes.insert(*key, found.index(&Via::Direct, answer, example));
    }
    let start = raw.start();
    let table = OriginTable { behaviors: vec![None], raw, start, classes };
    Ok(Lookup { selecting, origins: vec![table], root: None })
}
