//! Which place of the scenario an expectation means.

use hopscope_scenario::Scenario;
use hopscope_scenario::request::Expectation;

/// A place where requests end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A method of a REST API's stage.
    RestMethod {
        /// The API's id.
        api: String,
        /// The stage.
        stage: String,
        /// The method as deployed.
        method: String,
        /// The resource's path.
        resource: String,
    },
    /// A route of an HTTP API's stage.
    HttpRoute {
        /// The API's id.
        api: String,
        /// The stage.
        stage: String,
        /// The route key.
        route_key: String,
    },
}

impl Goal {
    /// The API's id.
    pub fn api(&self) -> &str {
        match self {
            Self::RestMethod { api, .. } | Self::HttpRoute { api, .. } => api,
        }
    }

    /// The stage.
    pub fn stage(&self) -> &str {
        match self {
            Self::RestMethod { stage, .. } | Self::HttpRoute { stage, .. } => stage,
        }
    }

    /// The path template. None: `$default`.
    pub fn template(&self) -> Option<&str> {
        match self {
            Self::RestMethod { resource, .. } => Some(resource),
            Self::HttpRoute { route_key, .. } => route_key.split_once(' ').map(|(_, path)| path.trim()),
        }
    }
}

/// The place that an expectation names, if it is a method or a route of the scenario.
pub fn find(scenario: &Scenario, expectation: &Expectation) -> Option<Goal> {
    let wanted: Vec<&str> = expectation.reaches.as_ref()?.as_deref()?.split_whitespace().collect();
    let rest = scenario.rest_apis.iter().flat_map(|api| {
        let pairs =
            api.resources.iter().flat_map(|each| each.methods.keys().map(move |name| (name.as_str(), &each.path)));
        let stages: Vec<&str> = api.stages.iter().map(|stage| stage.name.as_str()).collect();
        pairs.flat_map(move |(method, resource)| {
            stages.clone().into_iter().map(move |stage| (api, stage, method, resource))
        })
    });
    let rest = rest.filter(|(_, stage, method, resource)| wanted == [*stage, *method, resource.as_str()]).map(
        |(api, stage, method, resource)| Goal::RestMethod {
            api: api.id.clone(),
            stage: stage.to_owned(),
            method: method.to_owned(),
            resource: resource.clone(),
        },
    );
    let http = scenario.http_apis.iter().flat_map(|api| {
        api.routes.iter().flat_map(move |route| api.stages.iter().map(move |stage| (api, stage, route)))
    });
    let http = http
        .filter(|(_, stage, route)| {
            let text = std::iter::once(stage.name.as_str()).chain(route.route_key.split_whitespace());
            text.eq(wanted.iter().copied())
        })
        .map(|(api, stage, route)| Goal::HttpRoute {
            api: api.id.clone(),
            stage: stage.name.clone(),
            route_key: route.route_key.clone(),
        });
    rest.chain(http).next()
}
