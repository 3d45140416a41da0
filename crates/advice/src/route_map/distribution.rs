//! The map behind a distribution's names.

use std::collections::BTreeMap;
use std::rc::Rc;

use hopscope_routing::cloudfront::behavior;
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::Distribution;

use super::class::{AnswerIndex, Classes, Via};
use super::lookup::{Lookup, OriginTable};
use super::{Class, Front, FrontMap, Question};
use crate::origin_request::{Sent, forwards_host, same_settings, sent_by};
use hopscope_path_sets::readers::{MOST_STATES, Reading, Readings};
use hopscope_path_sets::sets::classes::{Example, Readers};
use hopscope_path_sets::sets::pattern::Patterns;
use hopscope_path_sets::sets::{Graph, State, TooLarge};

/// The maps of a distribution: one for all its names, unless a behaviour forwards the `Host`.
pub(super) fn maps(question: Question<'_>, index: usize, readings: &mut Readings<'_>) -> Vec<FrontMap> {
    let scenario = question.scenario;
    let Some(distribution) = scenario.distributions.get(index) else { return Vec::new() };
    let own = (!distribution.domain_name.is_empty()).then(|| distribution.domain_name.clone());
    let hosts: Vec<String> = own.into_iter().chain(distribution.aliases.iter().cloned()).collect();
    let groups = if behaviors(distribution).any(|(_, behavior)| forwards_host(scenario, behavior)) {
        hosts.into_iter().map(|host| vec![host]).collect()
    } else {
        vec![hosts]
    };
    let front = |hosts: Vec<String>| {
        let front = Front::Distribution { index };
        let host = hosts.first().cloned().unwrap_or_default();
        let maker = Maker { question, distribution, host: &host };
        FrontMap::new(front, hosts, maker.classes(readings))
    };
    groups.into_iter().filter(|hosts: &Vec<String>| !hosts.is_empty()).map(front).collect()
}

/// The behaviours with their indexes; the default one last, with none.
pub(crate) fn behaviors(distribution: &Distribution) -> impl Iterator<Item = (Option<u16>, &CacheBehavior)> {
    let ordered =
        distribution.ordered_cache_behavior.iter().zip(0_u16..).map(|(behavior, index)| (Some(index), behavior));
    ordered.chain([(None, &distribution.default_cache_behavior)])
}

/// The names of the functions that a behaviour runs, of either sort.
pub(crate) fn functions(behavior: &CacheBehavior) -> impl Iterator<Item = &str> {
    let functions = behavior.function_association.iter().map(|each| each.function.as_str());
    functions.chain(behavior.lambda_function_association.iter().map(|each| each.function.as_str()))
}

/// The graph that reads normalised paths and says which ordered behaviour takes them.
pub(crate) fn selecting(distribution: &Distribution) -> Result<Graph<Option<u16>>, TooLarge> {
    let patterns = distribution.ordered_cache_behavior.iter().map(|behavior| behavior.path_pattern.as_str());
    Graph::build(&Patterns::paths(patterns), MOST_STATES)
}

/// How the raw path is read by the origins of a behaviour: by the one, or by both of a group.
pub(crate) fn reading(sent: &[Sent], readings: &mut Readings<'_>) -> Result<(Rc<Reading>, State), TooLarge> {
    let mut parts = Vec::new();
    for each in sent {
        let raw = readings.at(&each.connect_to, &each.host)?;
        let start = raw.run(raw.start(), &each.origin_path);
        parts.push((raw, start));
    }
    match parts.as_slice() {
        [] => {
            let raw = readings.at("", "")?;
            let start = raw.start();
            Ok((raw, start))
        }
        [(raw, start)] => Ok((Rc::clone(raw), *start)),
        [(one, at), (other, other_at), ..] => {
            let product = one.product_from((*at, *other_at), other, |a, b| (a.copied(), b.copied()), MOST_STATES)?;
            let labels: BTreeMap<_, usize> = product.labels().iter().copied().zip(0..).collect();
            let raw = Rc::new(product.relabelled(|label| labels.get(label).copied().unwrap_or_default()));
            let start = raw.start();
            Ok((raw, start))
        }
    }
}

struct Maker<'s> {
    question: Question<'s>,
    distribution: &'s Distribution,
    host: &'s str,
}

impl Maker<'_> {
    fn classes(&self, readings: &mut Readings<'_>) -> Result<(Vec<Class>, Lookup), TooLarge> {
        let selecting = Rc::new(selecting(self.distribution)?);
        let mut found = Classes::new(self.question.scenario, self.question.method, self.host);
        let mut origins = Vec::new();
        let settings = self.distinct_settings();
        for (sent, members) in self.by_origin() {
            let (raw, start) = reading(&sent, readings)?;
            let readers = Readers { selecting: &*selecting, raw: &*raw, raw_start: start };
            let examples = self.question.examples(readers, |label| members.contains(label))?;
            let mut indexes = BTreeMap::new();
            let mut asked: BTreeMap<(usize, usize), AnswerIndex> = BTreeMap::new();
            for (key, example) in &examples {
                let behavior = selecting.labels().get(key.selected).copied().flatten();
                if !(key.is_root && self.has_root_object()) {
                    let (via, behavior) = self.via(behavior.map(usize::from));
                    // Behaviours that differ in their patterns alone treat what they take alike.
                    let settings = settings.iter().position(|each| same_settings(each, behavior)).unwrap_or_default();
                    let answer =
                        *asked.entry((settings, key.end)).or_insert_with(|| found.ask(Some(behavior), &example.path));
                    indexes.insert(*key, found.index(&via, answer, example));
                }
            }
            origins.push(OriginTable { behaviors: members, raw, start, classes: indexes });
        }
        let root = self.has_root_object().then(|| self.root(&mut found));
        Ok(found.finish(Lookup { selecting, origins, root }))
    }

    /// The behaviours that send to the same places, by these places.
    fn by_origin(&self) -> BTreeMap<Vec<Sent>, Vec<Option<u16>>> {
        let mut groups: BTreeMap<Vec<Sent>, Vec<Option<u16>>> = BTreeMap::new();
        for (index, behavior) in behaviors(self.distribution) {
            let sent = sent_by(self.question.scenario, self.distribution, behavior, &super::example_host(self.host));
            groups.entry(sent).or_default().push(index);
        }
        groups
    }

    /// The behaviours that differ in more than their patterns, one of each kind.
    fn distinct_settings(&self) -> Vec<&CacheBehavior> {
        let mut distinct: Vec<&CacheBehavior> = Vec::new();
        for (_, behavior) in behaviors(self.distribution) {
            if !distinct.iter().any(|each| same_settings(each, behavior)) {
                distinct.push(behavior);
            }
        }
        distinct
    }

    fn via(&self, index: Option<usize>) -> (Via, &CacheBehavior) {
        match index.and_then(|index| Some((index, self.distribution.ordered_cache_behavior.get(index)?))) {
            Some((index, behavior)) => (Via::Behavior { index, pattern: behavior.path_pattern.to_string() }, behavior),
            None => (Via::DefaultBehavior, &self.distribution.default_cache_behavior),
        }
    }

    fn has_root_object(&self) -> bool {
        !self.distribution.default_root_object.is_empty()
    }

    /// The class of `/` alone: the engine says which behaviour takes it.
    fn root(&self, found: &mut Classes<'_>) -> usize {
        let object = format!("/{}", self.distribution.default_root_object);
        let selected = behavior::for_path(self.distribution, &object);
        let (via, behavior) = self.via(selected.index);
        let answer = found.ask(Some(behavior), "/");
        found.index(&via, answer, &Example { path: "/".to_owned(), is_normal: true })
    }
}
