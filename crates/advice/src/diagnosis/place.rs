//! Which parts of the scenario a trace passed: to name the field at fault, and to change it in a hypothesis.

use hopscope_routing::cloudfront::forwarding::Forwarding;
use hopscope_routing::trace::{Hop, Trace};
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::lambda::Lambda;
use hopscope_scenario::rest_api::{Method, RestApi, RestStage};
use hopscope_scenario::setting::place;
use hopscope_scenario::{FieldPath, Part, Scenario};

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
        let hop = passed.rfind(|hop| matches!(hop.at, Some(Part::Distribution(_))))?;
        let Some(Part::Distribution(index)) = hop.at else { return None };
        let distribution = scenario.distributions.get(index)?;
        let edge = Self { distribution: index, behavior: hop.met(behavior).flatten(), origin: None };
        let asked = hop.met(origin);
        // A distribution that refused has asked none: it would have asked the behaviour's.
        let own = || {
            let origins = crate::origin_request::origins(distribution, edge.behavior(scenario)?);
            place(&distribution.origin, origins.first()?)
        };
        let origin = asked.or_else(own);
        origin.is_some().then_some(Self { origin, ..edge })
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

/// The place of a behaviour among the ordered ones; an inner None: the default one.
pub const fn behavior(part: Part) -> Option<Option<usize>> {
    match part {
        Part::OrderedCacheBehavior(_, at) => Some(Some(at)),
        Part::DefaultCacheBehavior(_) => Some(None),
        _ => None,
    }
}

/// The place of an origin in its distribution.
pub const fn origin(part: Part) -> Option<usize> {
    match part {
        Part::Origin(_, at) => Some(at),
        _ => None,
    }
}

/// The REST API of a hop.
pub const fn rest_api(hop: &Hop) -> Option<usize> {
    match hop.at {
        Some(Part::RestApi(index)) => Some(index),
        _ => None,
    }
}

/// The HTTP API of a hop.
pub const fn http_api(hop: &Hop) -> Option<usize> {
    match hop.at {
        Some(Part::HttpApi(index)) => Some(index),
        _ => None,
    }
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
pub fn stage<'s>(scenario: &'s Scenario, hop: &Hop) -> Option<&'s str> {
    hop.met(|part| match part {
        Part::RestStage(api, at) => Some(scenario.rest_apis.get(api)?.stages.get(at)?.name.as_str()),
        Part::HttpStage(api, at) => Some(scenario.http_apis.get(api)?.stages.get(at)?.name.as_str()),
        _ => None,
    })
}

/// The stage of that name, to change it.
pub fn stage_mut<'a>(api: &'a mut RestApi, name: &str) -> Option<&'a mut RestStage> {
    api.stages.iter_mut().find(|stage| stage.name == name)
}

/// The method that a hop of a REST API found, to change it.
pub fn method_mut<'s>(scenario: &'s mut Scenario, hop: &Hop) -> Option<&'s mut Method> {
    let (api, resource, name) = hop.met(|part| match part {
        Part::Method(api, resource, name) => Some((api, resource, name)),
        _ => None,
    })?;
    scenario.rest_apis.get_mut(api)?.resources.get_mut(resource)?.methods.get_mut(&name)
}
