//! An HTTP API. [`answer`] is the list of what a request meets, in order.
//!
//! | module | decides |
//! | --- | --- |
//! | [`stage`] | which stage the request goes to |
//! | [`cors`] | what preflight requests get, and what becomes of the backend's CORS headers |
//! | [`route`] | which route the request matches best |
//! | [`authorization`] | whether the route lets the caller pass |
//! | [`integration`] | what the route calls, and what becomes of its answer |
//! | [`http_backend`] | what an HTTP backend is sent |
//! | [`error`] | the answers that the API makes itself |
//!
//! HTTP APIs have no web ACL, API key, resource policy or gateway response, and are neither edge-optimized nor private.
//! Source: Amazon API Gateway Developer Guide, "Choose between REST APIs and HTTP APIs".

use std::ops::ControlFlow;

use hopscope_scenario::http_api::{HttpApi, HttpStage, Route};
use hopscope_scenario::setting::{Listed as _, place};
use hopscope_scenario::{Part, Scenario, Setting};

use super::entrance::Entrance;
use crate::dns::name::ExecuteApiHost;
use crate::exchange::{Answer, Request};
use crate::path::{Path, PathSource};
use crate::rule::Rule;
use crate::rules::http_api as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};
use error::HttpError;

pub mod authorization;
pub mod cors;
pub mod error;
pub mod http_backend;
pub mod integration;
pub mod parameters;
pub mod route;
pub mod stage;

/// The kind of an HTTP API's hop.
pub const KIND: &str = "HTTP";

/// A request inside an HTTP API, from the moment its stage is known.
#[derive(Debug)]
pub struct Call<'t, 's> {
    /// The notebook.
    pub tracer: &'t mut Tracer<'s>,
    /// The API's hop in it.
    pub hop: HopIndex,
    /// The API.
    pub api: &'s HttpApi,
    /// The stage.
    pub stage: &'s HttpStage,
    /// The path that routes are matched against.
    pub path: Path,
    /// The path that functions and private backends are told.
    pub told: Path,
    /// Whether the request came by a custom domain.
    pub on_domain: bool,
    /// The request as it arrived.
    pub request: Request<'s>,
}

/// The route that a call reached.
#[derive(Clone, Debug)]
pub struct Target<'s> {
    /// The route.
    pub route: &'s Route,
    /// The part of the scenario that it is.
    pub at: Option<Part>,
    /// The values of its variables, decoded.
    pub path_params: hopscope_scenario::Map<String, String>,
}

impl Target<'_> {
    /// A field of the route.
    pub fn field(&self, field: &'static str) -> Option<Setting> {
        self.at.map(|at| at.field(field))
    }
}

/// The HTTP API that an `execute-api` host names.
pub fn find<'s>(scenario: &'s Scenario, host: &str) -> Option<&'s HttpApi> {
    let host = ExecuteApiHost::parse(host)?;
    scenario.http_apis.iter().find(|api| api.id == host.api && api.region == host.region)
}

/// What the API answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, api: &'s HttpApi, request: Request<'s>, entrance: Entrance<'s>) -> Answer {
    let hop = tracer.enter(Component::ApiGateway, &api.id, KIND, api.part_of(tracer.scenario), &request);
    let answer = match walk(tracer, hop, api, request, entrance) {
        ControlFlow::Break(answer) | ControlFlow::Continue(answer) => answer,
    };
    tracer.answer(hop, answer)
}

/// What the region's front answers for a `Host` that is none of its APIs and custom domains, on a connection to the
/// name of an HTTP API.
pub fn refuse_host(tracer: &mut Tracer<'_>, request: &Request<'_>) -> Answer {
    let hop = tracer.enter(Component::ApiGateway, "", KIND, None, request);
    let detail = Detail::none().with("host", &request.host).with("connected_to", &request.connect_to);
    let detail = detail.by(request.host_by).by(Some(Part::Scenario.field("domain_names")));
    tracer.step(hop, &rules::HOST_UNKNOWN, Outcome::Refused, detail);
    if let Some(api) = find(tracer.scenario, &request.connect_to) {
        crate::unreached::behind_routes(tracer, api);
    }
    tracer.answer(hop, error::host_refused(&rules::HOST_UNKNOWN))
}

/// The way of a request through an API, from the host to the integration's answer.
fn walk<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    api: &'s HttpApi,
    request: Request<'s>,
    entrance: Entrance<'s>,
) -> ControlFlow<Answer, Answer> {
    host(tracer, hop, api, &request, &entrance)?;
    let (whole, is_fixed) = (entrance.path.clone(), entrance.stage.is_some());
    let (stage, path) = stage::choose(tracer, hop, api, entrance, &request)?;
    let told = if is_fixed { told(stage, &path) } else { whole };
    let mut call = Call { tracer, hop, api, stage, path, told, on_domain: is_fixed, request };
    cors::preflight(&mut call)?;
    let target = route::find(&mut call)?;
    authorization::check(&mut call, &target)?;
    let answer = integration::call(&mut call, &target);
    ControlFlow::Continue(cors::replace(&mut call, answer))
}

/// What a custom domain makes of a path on its way to functions and private backends: the mapping's key is gone, and a
/// named stage stands in front, as it does through the API's own name.
///
/// Source: CodeGenieApp/serverless-express#465, aws-powertools/powertools-lambda-python#576 and #621.
fn told(stage: &HttpStage, path: &Path) -> Path {
    match stage.name.as_str() {
        stage::DEFAULT => path.clone(),
        name => path.clone().prepended(&format!("/{name}"), PathSource::BasePath),
    }
}

/// The host named the API; the API's own name may be switched off.
fn host(
    tracer: &mut Tracer<'_>,
    hop: HopIndex,
    api: &HttpApi,
    request: &Request<'_>,
    entrance: &Entrance<'_>,
) -> ControlFlow<Answer> {
    let field = api.part_of(tracer.scenario).map(|part| part.field("disable_execute_api_endpoint"));
    let detail = Detail::none().with("host", &request.host).with("api", &api.id).by(field);
    if entrance.domain.is_some() || !api.disable_execute_api_endpoint {
        tracer.step(hop, &rules::HOST, Outcome::Passed, detail);
        return ControlFlow::Continue(());
    }
    tracer.step(hop, &rules::ENDPOINT_DISABLED, Outcome::Refused, detail);
    crate::unreached::behind_routes(tracer, api);
    ControlFlow::Break(HttpError::NotFound.answer(&rules::ENDPOINT_DISABLED))
}

impl Call<'_, '_> {
    /// A field of the API.
    pub fn of_api(&self, field: &'static str) -> Option<Setting> {
        Some(self.api.part_of(self.tracer.scenario)?.field(field))
    }

    /// A field of the stage.
    pub fn of_stage(&self, field: &'static str) -> Option<Setting> {
        let api = place(&self.tracer.scenario.http_apis, self.api)?;
        Some(Part::HttpStage(api, place(&self.api.stages, self.stage)?).field(field))
    }

    /// Writes down a refusal, and gives the error as the answer.
    pub fn refuse<T>(&mut self, rule: &'static Rule, error: HttpError, detail: Detail) -> ControlFlow<Answer, T> {
        self.tracer.step(self.hop, rule, Outcome::Refused, detail);
        ControlFlow::Break(error.answer(rule))
    }
}
