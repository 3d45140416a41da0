//! HTTP APIs.

use hopscope_scenario::http_api::{Cors, HttpApi, Route};
use hopscope_scenario::rest_api::{ConnectionType, IntegrationType};

use super::{authorizer, integration};
use crate::kind;
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value};

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for (index, api) in scenario.http_apis.iter().enumerate() {
        let label = plan.label(&kind::HTTP_API, &index.to_string(), &api.id);
        plan.add_in(&kind::HTTP_API, label, Some(&api.region), body(api));
        for (number, route) in api.routes.iter().enumerate() {
            add_route(plan, (index, api), number, route);
        }
        for stage in &api.stages {
            let base = if stage.name == "$default" { "default" } else { &stage.name };
            let label = plan.label(&kind::HTTP_STAGE, &format!("{index} {}", stage.name), base);
            let variables = stage.variables.iter();
            let variables = variables.map(|(name, value)| (name.clone(), Value::Text(value.as_str().into())));
            let body = Body::new()
                .text("api_id", plan.http_api(index, "id"))
                .text("name", stage.name.as_str())
                .plain("auto_deploy", true)
                .map("stage_variables", variables);
            plan.add_in(&kind::HTTP_STAGE, label, Some(&api.region), body);
            if stage.deployed.as_ref().is_some_and(|deployed| !is_as_now(api, deployed)) {
                plan.note(NoteKind::Deployed, &stage.name);
            }
        }
    }
}

/// Whether a deployment holds the routes that there are now.
fn is_as_now(api: &HttpApi, deployed: &[String]) -> bool {
    let mut now: Vec<&str> = api.routes.iter().map(|route| route.route_key.as_str()).collect();
    let mut deployed: Vec<&str> = deployed.iter().map(String::as_str).collect();
    now.sort_unstable();
    deployed.sort_unstable();
    now == deployed
}

fn body(api: &HttpApi) -> Body {
    let name = if api.name.is_empty() { api.id.as_str() } else { api.name.as_str() };
    let body = Body::new()
        .text("name", name)
        .text("protocol_type", "HTTP")
        .when(api.disable_execute_api_endpoint, |body| body.plain("disable_execute_api_endpoint", true));
    match &api.cors {
        Some(cors) => body.block("cors_configuration", self::cors(cors)),
        None => body,
    }
}

fn cors(cors: &Cors) -> Body {
    let texts = |body: Body, name: &str, texts: &[String]| body.any_texts(name, texts.iter().map(String::as_str));
    let mut body = Body::new();
    body = texts(body, "allow_origins", &cors.allow_origins);
    body = texts(body, "allow_methods", &cors.allow_methods);
    body = texts(body, "allow_headers", &cors.allow_headers);
    body = texts(body, "expose_headers", &cors.expose_headers);
    body = body.when(cors.allow_credentials, |body| body.plain("allow_credentials", true));
    match cors.max_age {
        Some(seconds) => body.plain("max_age", seconds),
        None => body,
    }
}

fn add_route(plan: &mut Plan<'_>, (index, api): (usize, &HttpApi), number: usize, route: &Route) {
    let region = Some(api.region.as_str());
    let key = format!("{index} {number}");
    let base = route.route_key.to_ascii_lowercase();
    let called = called(plan, (index, api), route);
    let integration = plan.label(&kind::HTTP_INTEGRATION, &key, &base);
    plan.add_in(&kind::HTTP_INTEGRATION, integration.clone(), region, called);
    let target = Piece::Of { kind: &kind::HTTP_INTEGRATION, label: integration, attribute: "id" };
    let authorizer = authorizer::of_route(plan, index, route.authorization_type, route.authorizer, &route.route_key);
    let mut body = Body::new()
        .text("api_id", plan.http_api(index, "id"))
        .text("route_key", route.route_key.as_str())
        .text("authorization_type", route.authorization_type.as_str());
    if let Some(authorizer) = authorizer {
        body = body.text("authorizer_id", authorizer);
    }
    body = body.text("target", Text::letters("integrations/").then(target));
    let label = plan.label(&kind::ROUTE, &key, &base);
    plan.add_in(&kind::ROUTE, label, region, body);
}

fn called(plan: &mut Plan<'_>, (index, api): (usize, &HttpApi), route: &Route) -> Body {
    let called = &route.integration;
    let mut body =
        Body::new().text("api_id", plan.http_api(index, "id")).text("integration_type", called.kind.as_str());
    match called.kind {
        IntegrationType::AwsProxy => {
            let uri = integration::lambda_uri(plan, &called.lambda, &api.region);
            body = body.text("integration_uri", uri).text("payload_format_version", "2.0");
        }
        IntegrationType::HttpProxy => {
            integration::note_backend(plan, called);
            let uri = plan.tied(&called.uri);
            let method = route.route_key.split_once(' ').map_or("ANY", |(method, _)| method);
            body = body
                .text("integration_method", method)
                .text("integration_uri", uri)
                .text("payload_format_version", "1.0");
        }
        IntegrationType::Aws | IntegrationType::Mock | IntegrationType::Http => {
            plan.note(NoteKind::Integration, &route.route_key);
        }
    }
    if called.connection_type == ConnectionType::VpcLink {
        let link = plan.variable("vpc_link_id");
        body = body.text("connection_type", called.connection_type.as_str()).text("connection_id", link);
    }
    body
}
