//! The places of the scenario by which a distribution decides.

use hopscope_scenario::cache_behavior::{CacheBehavior, LambdaEvent, ViewerEvent};
use hopscope_scenario::distribution::{CustomErrorResponse, Distribution, Origin};
use hopscope_scenario::edge_call::EdgeEventType;
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::setting::{Listed as _, place};
use hopscope_scenario::{Part, Scenario, Setting};

use super::Exchange;
use crate::dns::name::same_name;

/// The place of a distribution.
pub fn distribution(scenario: &Scenario, distribution: &Distribution) -> Option<usize> {
    place(&scenario.distributions, distribution)
}

/// The part that a behaviour of a distribution is.
pub fn behavior(scenario: &Scenario, of: &Distribution, behavior: &CacheBehavior) -> Option<Part> {
    let index = distribution(scenario, of)?;
    Some(match place(&of.ordered_cache_behavior, behavior) {
        Some(at) => Part::OrderedCacheBehavior(index, at),
        None => Part::DefaultCacheBehavior(index),
    })
}

impl Exchange<'_, '_> {
    /// A field of the distribution.
    pub fn of_distribution(&self, field: &'static str) -> Option<Setting> {
        Some(self.distribution.part_of(self.tracer.scenario)?.field(field))
    }

    /// A field of the behaviour.
    pub fn of_behavior(&self, field: &'static str) -> Option<Setting> {
        Some(behavior(self.tracer.scenario, self.distribution, self.behavior)?.field(field))
    }

    /// A field of an origin. Of one that a function chose or changed, the function's code.
    pub fn of_origin(&self, origin: &Origin, field: &'static str) -> Option<Setting> {
        let index = distribution(self.tracer.scenario, self.distribution)?;
        match place(&self.distribution.origin, origin) {
            Some(at) => Some(Part::Origin(index, at).field(field)),
            None => self.of_chooser(origin, field),
        }
    }

    /// What stands behind an origin that is a copy: the distribution's own where the function only selected it, else the
    /// code.
    fn of_chooser(&self, origin: &Origin, field: &'static str) -> Option<Setting> {
        let index = distribution(self.tracer.scenario, self.distribution)?;
        match self.distribution.origin.iter().position(|each| each == origin) {
            Some(at) => Some(Part::Origin(index, at).field(field)),
            None => self.of_function(EdgeEventType::ViewerRequest),
        }
    }

    /// A field of one of the distribution's custom error responses.
    pub fn of_error_response(&self, entry: &CustomErrorResponse, field: &'static str) -> Option<Setting> {
        let index = distribution(self.tracer.scenario, self.distribution)?;
        let at = place(&self.distribution.custom_error_response, entry)?;
        Some(Part::CustomErrorResponse(index, at).field(field))
    }

    /// A field of the load balancer or server that has a name.
    pub fn of_name(&self, name: &str, field: &'static str) -> Option<Setting> {
        let scenario = self.tracer.scenario;
        let balancer = scenario.load_balancers.iter().position(|each| same_name(&each.domain_name, name));
        let server = || scenario.servers.iter().position(|each| same_name(&each.domain_name, name)).map(Part::Server);
        Some(balancer.map(Part::LoadBalancer).or_else(server)?.field(field))
    }

    /// The code of the function that runs at an event.
    pub fn of_function(&self, event_type: EdgeEventType) -> Option<Setting> {
        code(self.tracer.scenario, self.function_at(event_type)?)
    }

    /// The name of the function that runs at an event.
    fn function_at(&self, event_type: EdgeEventType) -> Option<&EdgeFunction> {
        let name = associated(self.behavior, event_type)?.function;
        self.tracer.scenario.edge_functions.iter().find(|function| function.name == name)
    }

    /// The list in which the behaviour associates a function with an event.
    pub fn of_association(&self, event_type: EdgeEventType) -> Option<Setting> {
        self.of_behavior(associated(self.behavior, event_type)?.field)
    }
}

/// The code of a function.
pub fn code(scenario: &Scenario, function: &EdgeFunction) -> Option<Setting> {
    Some(function.part_of(scenario)?.field("code"))
}

/// A function that a behaviour associates with an event.
#[derive(Clone, Copy, Debug)]
pub struct Associated<'s> {
    /// The function's name.
    pub function: &'s str,
    /// Whether it is given the body.
    pub include_body: bool,
    /// The field of the behaviour that says so.
    pub field: &'static str,
}

/// The function that a behaviour associates with an event.
pub fn associated(behavior: &CacheBehavior, event_type: EdgeEventType) -> Option<Associated<'_>> {
    let cloudfront = behavior.function_association.iter().find(|each| match each.event_type {
        ViewerEvent::ViewerRequest => event_type == EdgeEventType::ViewerRequest,
        ViewerEvent::ViewerResponse => event_type == EdgeEventType::ViewerResponse,
    });
    let lambda = || {
        behavior.lambda_function_association.iter().find(|each| match each.event_type {
            LambdaEvent::ViewerRequest => event_type == EdgeEventType::ViewerRequest,
            LambdaEvent::OriginRequest => event_type == EdgeEventType::OriginRequest,
            LambdaEvent::OriginResponse => event_type == EdgeEventType::OriginResponse,
            LambdaEvent::ViewerResponse => event_type == EdgeEventType::ViewerResponse,
        })
    };
    match cloudfront {
        Some(each) => Some(Associated { function: &each.function, include_body: false, field: "function_association" }),
        None => lambda().map(|each| Associated {
            function: &each.function,
            include_body: each.include_body,
            field: "lambda_function_association",
        }),
    }
}
