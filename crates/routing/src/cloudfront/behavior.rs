//! The behaviour is chosen once, by the normalised path, before any function runs: the first ordered behaviour whose
//! pattern matches, else the default one.

use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::setting::Listed as _;

use super::{path_pattern, setting};
use crate::path::Path;
use crate::rules::cloudfront as rules;
use crate::trace::{Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// The behaviour for a path.
#[derive(Clone, Copy, Debug)]
pub struct Selected<'s> {
    /// The behaviour.
    pub behavior: &'s CacheBehavior,
    /// Its place among the ordered behaviours, from 0. None: the default behaviour.
    pub index: Option<usize>,
}

/// The behaviour for a raw path.
pub fn for_path<'s>(distribution: &'s Distribution, path: &str) -> Selected<'s> {
    let normal = path_pattern::normalize(path);
    distribution
        .ordered_cache_behavior
        .iter()
        .enumerate()
        .find(|(_, behavior)| path_pattern::matches(behavior.path_pattern.as_str(), &normal))
        .map_or(Selected { behavior: &distribution.default_cache_behavior, index: None }, |(index, behavior)| {
            Selected { behavior, index: Some(index) }
        })
}

/// Chooses the behaviour for a path and writes down which patterns were tried.
pub fn select<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    distribution: &'s Distribution,
    path: &Path,
) -> &'s CacheBehavior {
    let raw = path.text();
    let Selected { behavior, index } = for_path(distribution, raw);
    let patterns = distribution.ordered_cache_behavior.len() + 1;
    let mut detail = Detail::none()
        .with_copy("pattern", if index.is_some() { behavior.path_pattern.as_str() } else { "*" })
        .with("default", index.is_none())
        .with("position", index.map_or(patterns, |index| index + 1))
        .with("patterns", patterns);
    if let std::borrow::Cow::Owned(normal) = path_pattern::normalize(raw) {
        detail = detail.with("normalized", normal);
    }
    let scenario = tracer.scenario;
    let part = setting::behavior(scenario, distribution, behavior);
    let detail = match index {
        Some(_) => detail.by(part.map(|part| part.field("path_pattern"))),
        None => {
            let ordered = distribution.part_of(scenario).map(|part| part.field("ordered_cache_behavior"));
            detail.by(part.map(Into::into)).by(ordered)
        }
    };
    tracer.step(hop, &rules::PATH_PATTERN, Outcome::Passed, detail);
    behavior
}
