//! API Gateway's front in a region: the `Host` header names the API, whatever name the connection was made to.

use hopscope_scenario::Scenario;
use hopscope_scenario::rest_api::RestApi;

use super::entrance::Entrance;
use super::gateway_response::GatewayError;
use super::{http, rest};
use crate::dns::ExecuteApiHost;
use crate::exchange::{Answer, Request};
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::Tracer;

/// The REST API that a host names.
pub fn find<'s>(scenario: &'s Scenario, host: &str) -> Option<&'s RestApi> {
    let host = ExecuteApiHost::parse(host)?;
    scenario.rest_apis.iter().find(|api| api.id == host.api && api.region == host.region)
}

/// What the front answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Answer {
    if let Some(api) = find(tracer.scenario, &request.host) {
        return rest::answer(tracer, api, request);
    }
    if let Some(api) = http::find(tracer.scenario, &request.host) {
        let entrance = Entrance::execute_api(request.path.clone());
        return http::answer(tracer, api, request, entrance);
    }
    if http::find(tracer.scenario, &request.connect_to).is_some() {
        return http::refuse_host(tracer, &request);
    }
    let hop = tracer.enter(Component::ApiGateway, "", "REST REGIONAL", &request);
    let detail = Detail::none().with("host", request.host.as_str()).with("connected_to", request.connect_to.as_str());
    tracer.step(hop, &rules::HOST_UNKNOWN, Outcome::Refused, detail);
    crate::unreached::behind_api(tracer, &request.connect_to);
    tracer.answer(hop, GatewayError::Forbidden.answer(&rules::HOST_UNKNOWN))
}
