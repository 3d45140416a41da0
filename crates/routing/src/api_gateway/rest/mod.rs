//! A REST API. [`answer`] is the list of what a request meets, in order.
//!
//! | module | decides |
//! | --- | --- |
//! | [`stage`] | which stage the first segment names |
//! | [`resource`] | which pair of resource and method the request matches best |
//! | [`integration`] | what the method calls, and what becomes of its answer |
//! | [`event`] | what a proxied Lambda function is told |
//! | [`permission`] | whether the Lambda function lets API Gateway call it |

use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{EndpointType, Method, RestApi, RestStage};

use super::gateway_response::GatewayError;
use crate::exchange::{Answer, Request};
use crate::path::Path;
use crate::rule::Rule;
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

pub mod event;
pub mod integration;
pub mod permission;
pub mod resource;
pub mod stage;

/// A request inside a REST API, from the moment its stage is known.
#[derive(Debug)]
pub struct Call<'t, 's> {
    /// The notebook.
    pub tracer: &'t mut Tracer<'s>,
    /// The API's hop in it.
    pub hop: HopIndex,
    /// The API.
    pub api: &'s RestApi,
    /// The stage.
    pub stage: &'s RestStage,
    /// The path below the stage, as resources are matched against it.
    pub path: Path,
    /// The request as it arrived.
    pub request: Request<'s>,
}

/// The method that a call reached.
#[derive(Clone, Debug)]
pub struct Target<'s> {
    /// The resource's path template.
    pub resource: &'s str,
    /// The method's name as deployed: `GET`, `ANY`.
    pub name: &'s str,
    /// The method.
    pub method: &'s Method,
    /// The values of the template's variables.
    pub path_params: std::collections::BTreeMap<String, String>,
}

/// What the API answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, api: &'s RestApi, request: Request<'s>) -> Answer {
    let kind = match api.endpoint_type {
        EndpointType::Edge => "REST EDGE",
        EndpointType::Regional => "REST REGIONAL",
        EndpointType::Private => "REST PRIVATE",
    };
    let hop = tracer.enter(Component::ApiGateway, &api.id, kind, &request);
    let answer = match walk(tracer, hop, api, request) {
        ControlFlow::Break(answer) | ControlFlow::Continue(answer) => answer,
    };
    tracer.answer(hop, answer)
}

/// The way of a request through an API, from the host to the integration's answer.
fn walk<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    api: &'s RestApi,
    request: Request<'s>,
) -> ControlFlow<Answer, Answer> {
    host(tracer, hop, api, &request)?;
    let (stage, path) = stage::choose(tracer, hop, api, &request)?;
    let mut call = Call { tracer, hop, api, stage, path, request };
    let target = resource::find(&mut call)?;
    ControlFlow::Continue(integration::call(&mut call, &target))
}

/// The host named the API; its own name may be switched off.
fn host(tracer: &mut Tracer<'_>, hop: HopIndex, api: &RestApi, request: &Request<'_>) -> ControlFlow<Answer> {
    let detail = Detail::none().with("host", request.host.as_str()).with("api", api.id.as_str());
    if !api.disable_execute_api_endpoint {
        tracer.step(hop, &rules::HOST, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    tracer.step(hop, &rules::ENDPOINT_DISABLED, Outcome::Refused, detail);
    crate::unreached::behind_methods(tracer, api);
    ControlFlow::Break(GatewayError::Forbidden.answer(&rules::ENDPOINT_DISABLED))
}

impl Call<'_, '_> {
    /// Writes down a refusal, and gives the error as the answer.
    pub fn refuse(&mut self, rule: &'static Rule, error: GatewayError, detail: Detail) -> ControlFlow<Answer, ()> {
        self.tracer.step(self.hop, rule, Outcome::Refused, detail);
        ControlFlow::Break(error.answer(rule))
    }
}
