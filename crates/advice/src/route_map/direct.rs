//! The map behind an API's or a custom domain's own name: nothing is normalised on the way.

use std::rc::Rc;

use super::class::{Classes, Via};
use super::lookup::{Lookup, OriginTable};
use super::{Front, FrontMap, Question, example_host};
use crate::ends::{MOST_STATES, Readings};
use crate::language::classes::Readers;
use crate::language::pattern::Patterns;
use crate::language::{Graph, TooLarge};

/// The map of a name.
pub(super) fn map(question: Question<'_>, front: Front, host: &str, readings: &mut Readings<'_>) -> FrontMap {
    FrontMap::new(front, vec![host.to_owned()], classes(question, host, readings))
}

fn classes(
    question: Question<'_>,
    host: &str,
    readings: &mut Readings<'_>,
) -> Result<(Vec<super::Class>, Lookup), TooLarge> {
    let name = example_host(host);
    let raw = readings.at(&name, &name)?;
    let selecting = Rc::new(Graph::build(&Patterns::paths([]), MOST_STATES)?);
    let readers = Readers { selecting: &*selecting, raw: &*raw, raw_start: raw.start() };
    let mut found = Classes::new(question.scenario, question.method, host);
    let examples = question.examples(readers, |_| true)?;
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
