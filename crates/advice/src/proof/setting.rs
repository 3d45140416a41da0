//! A setting, put into the scenario.

use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::{FieldPath, PathPattern, Scenario};

use super::choice::{Choice, Viewer};

/// A change of a distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The distribution's place in the scenario.
    pub distribution: usize,
    /// A behaviour to put first.
    pub behavior: Option<NewBehavior>,
    /// An origin path to set.
    pub origin_path: Option<NewOriginPath>,
}

/// A behaviour to put in front of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct NewBehavior {
    /// The behaviour that it is like: its place among the ordered ones, none for the default one.
    pub like: Option<usize>,
    /// Its path pattern.
    pub path_pattern: PathPattern,
    /// Its origin or origin group.
    pub target_origin_id: String,
}

/// An origin path to set.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOriginPath {
    /// The origin's place in the distribution.
    pub origin: usize,
    /// The origin's id.
    pub origin_id: String,
    /// The path.
    pub origin_path: String,
}

impl Setting {
    pub(super) fn new(viewer: &Viewer<'_>, choice: &Choice, origin_path: &str) -> Self {
        let behavior = (!choice.is_present).then(|| new_behavior(viewer, choice));
        let origin_path = choice.origin.filter(|_| origin_path != choice.origin_path).map(|origin| NewOriginPath {
            origin,
            origin_id: choice.origin_id.clone(),
            origin_path: origin_path.to_owned(),
        });
        Self { distribution: viewer.index, behavior, origin_path }
    }

    /// The scenario with the setting.
    #[must_use]
    pub fn apply(&self, scenario: &Scenario) -> Scenario {
        let mut changed = scenario.clone();
        if let Some(behavior) = &self.behavior {
            put_first(&mut changed, self.distribution, behavior);
        }
        if let Some(new) = &self.origin_path {
            set_origin_path(&mut changed, self.distribution, new.origin, &new.origin_path);
        }
        changed
    }

    /// The fields that it changes.
    pub fn fields(&self) -> Vec<FieldPath> {
        let distribution = FieldPath::root().field("distributions").index(self.distribution);
        let behavior = self.behavior.iter().map(|_| distribution.field("ordered_cache_behavior"));
        let origin =
            self.origin_path.iter().map(|new| distribution.field("origin").index(new.origin).field("origin_path"));
        behavior.chain(origin).collect()
    }

    /// What orders settings: fewer changes first, then shorter paths.
    pub(super) fn size(&self) -> (usize, usize) {
        let length = self.origin_path.as_ref().map_or(0, |new| new.origin_path.len());
        (usize::from(self.behavior.is_some()) + usize::from(self.origin_path.is_some()), length)
    }
}

/// A behaviour for the request's own path, where that can be a pattern; else for every path.
fn new_behavior(viewer: &Viewer<'_>, choice: &Choice) -> NewBehavior {
    let like = viewer.behavior(choice.behavior);
    NewBehavior {
        like: choice.behavior,
        path_pattern: PathPattern::parse(&viewer.path).unwrap_or_default(),
        target_origin_id: choice.retargeted.clone().unwrap_or_else(|| like.target_origin_id.clone()),
    }
}

fn put_first(scenario: &mut Scenario, distribution: usize, new: &NewBehavior) {
    let Some(distribution) = scenario.distributions.get_mut(distribution) else { return };
    let ordered = new.like.and_then(|index| distribution.ordered_cache_behavior.get(index));
    let behavior = CacheBehavior {
        path_pattern: new.path_pattern.clone(),
        target_origin_id: new.target_origin_id.clone(),
        ..ordered.unwrap_or(&distribution.default_cache_behavior).clone()
    };
    distribution.ordered_cache_behavior.insert(0, behavior);
}

/// The scenario with the request going to the choice.
pub(super) fn with_choice(scenario: &Scenario, viewer: &Viewer<'_>, choice: &Choice) -> Scenario {
    Setting::new(viewer, choice, &choice.origin_path).apply(scenario)
}

/// Sets an origin path.
pub(super) fn set_origin_path(scenario: &mut Scenario, distribution: usize, origin: usize, path: &str) {
    let found = scenario.distributions.get_mut(distribution).and_then(|each| each.origin.get_mut(origin));
    if let Some(found) = found {
        path.clone_into(&mut found.origin_path);
    }
}
