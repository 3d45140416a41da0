//! Which parts of the scenario a trace passed: to name the field at fault, and to change it in a hypothesis.

use hopscope_routing::cloudfront::forwarding::Forwarding;
use hopscope_routing::rules::cloudfront;
use hopscope_routing::trace::{Component, Hop, Trace};
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::lambda::Lambda;
use hopscope_scenario::rest_api::{Method, MethodName, RestApi, RestStage};
use hopscope_scenario::{FieldPath, Scenario};

use super::refusal::number;

/// The behaviour by which one of the user's distributions took a request, and the origin it asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The distribution's place in the scenario.
    pub distribution: usize,
    /// The behaviour's place among the ordered ones. None: the default behaviour.
    pub behavior: Option<usize>,
    /// The origin's place. None: the behaviour names none.
    pub origin: Option<usize>,
}

impl Edge {
    /// The user's distribution that sent the request towards a hop, or is that hop.
    pub fn before(scenario: &Scenario, trace: &Trace, hop: usize) -> Option<Self> {
        let mut passed = trace.hops.iter().take(hop.saturating_add(1));
        let hop = passed.rfind(|hop| hop.component == Component::Cloudfront && !hop.id.is_empty())?;
        let index = scenario.distributions.iter().position(|each| each.id == hop.id)?;
        let distribution = scenario.distributions.get(index)?;
        let is_failover = hop.kind == hopscope_routing::cloudfront::origin_failover::KIND;
        let of_same = |each: &&Hop| each.id == hop.id && position(each).is_some();
        let chosen = if is_failover { trace.hops.iter().rfind(of_same)? } else { hop };
        let behavior = position(chosen).and_then(|place| place.checked_sub(1));
        let behavior = behavior.filter(|place| *place < distribution.ordered_cache_behavior.len());
        let edge = Self { distribution: index, behavior, origin: None };
        let origins = crate::origin_request::origins(distribution, edge.behavior(scenario)?);
        let asked = origins.get(usize::from(is_failover)).or(origins.first())?;
        let origin = distribution.origin.iter().position(|each| each.origin_id == asked.origin_id);
        Some(Self { origin, ..edge })
    }

    /// The distribution.
    pub fn distribution<'s>(&self, scenario: &'s Scenario) -> Option<&'s Distribution> {
        scenario.distributions.get(self.distribution)
    }

    /// The behaviour.
    pub fn behavior<'s>(&self, scenario: &'s Scenario) -> Option<&'s CacheBehavior> {
        let distribution = self.distribution(scenario)?;
        match self.behavior {
            Some(index) => distribution.ordered_cache_behavior.get(index),
            None => Some(&distribution.default_cache_behavior),
        }
    }

    /// The origin.
    pub fn origin<'s>(&self, scenario: &'s Scenario) -> Option<&'s Origin> {
        self.distribution(scenario)?.origin.get(self.origin?)
    }

    /// The distribution, to change it.
    pub fn distribution_mut<'s>(&self, scenario: &'s mut Scenario) -> Option<&'s mut Distribution> {
        scenario.distributions.get_mut(self.distribution)
    }

    /// The behaviour, to change it.
    pub fn behavior_mut<'s>(&self, scenario: &'s mut Scenario) -> Option<&'s mut CacheBehavior> {
        let distribution = self.distribution_mut(scenario)?;
        match self.behavior {
            Some(index) => distribution.ordered_cache_behavior.get_mut(index),
            None => Some(&mut distribution.default_cache_behavior),
        }
    }

    /// The origin, to change it.
    pub fn origin_mut<'s>(&self, scenario: &'s mut Scenario) -> Option<&'s mut Origin> {
        let index = self.origin?;
        self.distribution_mut(scenario)?.origin.get_mut(index)
    }

    /// The behaviour's pattern; `*` for the default behaviour.
    pub fn pattern(&self, scenario: &Scenario) -> String {
        match self.behavior {
            Some(_) => self.behavior(scenario).map(|each| each.path_pattern.to_string()).unwrap_or_default(),
            None => "*".to_owned(),
        }
    }

    /// Whether a header of the viewer goes to the origin because a policy takes it.
    pub fn forwards(&self, scenario: &Scenario, header: &str) -> bool {
        self.behavior(scenario).is_some_and(|behavior| Forwarding::of(scenario, behavior).header(header))
    }

    /// The place of the distribution in the file.
    pub fn distribution_path(&self) -> FieldPath {
        FieldPath::root().field("distributions").index(self.distribution)
    }

    /// The place of the behaviour in the file.
    pub fn behavior_path(&self) -> FieldPath {
        let path = self.distribution_path();
        match self.behavior {
            Some(index) => path.field("ordered_cache_behavior").index(index),
            None => path.field("default_cache_behavior"),
        }
    }

    /// The place of the origin in the file.
    pub fn origin_path(&self) -> Option<FieldPath> {
        Some(self.distribution_path().field("origin").index(self.origin?))
    }
}

/// The place that the step of the chosen behaviour tells, from 1.
fn position(hop: &Hop) -> Option<usize> {
    let step = hop.steps.iter().find(|step| step.rule == &cloudfront::PATH_PATTERN)?;
    usize::try_from(number(&step.detail, "position")?).ok()
}

/// The REST API of a hop.
pub fn rest_api(scenario: &Scenario, hop: &Hop) -> Option<usize> {
    scenario.rest_apis.iter().position(|api| api.id == hop.id)
}

/// The HTTP API of a hop.
pub fn http_api(scenario: &Scenario, hop: &Hop) -> Option<usize> {
    scenario.http_apis.iter().position(|api| api.id == hop.id)
}

/// A function.
pub fn lambda(scenario: &Scenario, name: &str) -> Option<usize> {
    scenario.lambdas.iter().position(|lambda| lambda.name == name)
}

/// A function, to change it.
pub fn lambda_mut<'s>(scenario: &'s mut Scenario, name: &str) -> Option<&'s mut Lambda> {
    scenario.lambdas.iter_mut().find(|lambda| lambda.name == name)
}

/// The stage that a hop took.
pub fn stage(hop: &Hop) -> Option<&str> {
    hop.steps.iter().find_map(|step| (step.rule.id.ends_with("_api.stage")).then(|| step.detail.text("stage"))?)
}

/// The stage of that name, to change it.
pub fn stage_mut<'a>(api: &'a mut RestApi, name: &str) -> Option<&'a mut RestStage> {
    api.stages.iter_mut().find(|stage| stage.name == name)
}

/// The resource and the method that a hop of a REST API found.
pub fn found(hop: &Hop) -> Option<(&str, MethodName)> {
    let step = hop.steps.iter().find(|step| step.rule.id == "rest_api.resource")?;
    let method = MethodName::from_word(step.detail.text("deployed_method")?)?;
    Some((step.detail.text("resource")?, method))
}

/// The method that a hop of a REST API found, to change it.
pub fn method_mut<'s>(scenario: &'s mut Scenario, hop: &Hop) -> Option<&'s mut Method> {
    let (path, name) = found(hop)?;
    let api = scenario.rest_apis.iter_mut().find(|api| api.id == hop.id)?;
    api.resources.iter_mut().find(|resource| resource.path == path)?.methods.get_mut(&name)
}

/// The field of a REST API's method.
pub fn method_path(scenario: &Scenario, hop: &Hop) -> Option<FieldPath> {
    let (path, name) = found(hop)?;
    let index = rest_api(scenario, hop)?;
    let place = scenario.rest_apis.get(index)?.resources.iter().position(|resource| resource.path == path)?;
    let api = FieldPath::root().field("rest_apis").index(index);
    Some(api.field("resources").index(place).field("methods").field(name.as_str()))
}
