//! HTTP APIs: routes, integrations, stages.

use hopscope_scenario::http_api::{HttpApi, Route};
use hopscope_scenario::rest_api::{Authorization, IntegrationType};
use hopscope_scenario::{Part, Scenario};

use super::UNCHANGED;
use super::edits::Edits;
use crate::fix::edit::list;
use hopscope_hcl::{Block, label, quoted};

/// What is written of a new API.
pub(super) const NEW: &[&str] = &["id", "name", "region", "routes", "stages"];

pub(super) fn write(scenario: &Scenario, edits: &Edits<'_>, blocks: &mut Vec<Block>) {
    for index in edits.items(&list("http_apis")) {
        let Some(api) = scenario.http_apis.get(index) else { continue };
        let part = Part::HttpApi(index).path();
        if let Some(touch) = edits.of(&part, &["disable_execute_api_endpoint"], NEW) {
            blocks.push(of_api(api, touch.is_new));
            if touch.is_new {
                blocks.extend(api.routes.iter().flat_map(|each| route(api, each)));
                blocks.extend(api.stages.iter().map(|each| stage(api, &each.name)));
            }
        }
        for at in edits.items(&part.field("routes")) {
            let writes = ["route_key", "authorization_type", "authorizer", "integration"];
            if edits.of(&Part::Route(index, at).path(), &writes, &[]).is_some() {
                blocks.extend(api.routes.get(at).into_iter().flat_map(|each| route(api, each)));
            }
        }
        for at in edits.items(&part.field("stages")) {
            if edits.of(&Part::HttpStage(index, at).path(), &["name", "deployed"], &[]).is_some() {
                blocks.extend(api.stages.get(at).map(|each| stage(api, &each.name)));
            }
        }
    }
}

fn of_api(api: &HttpApi, is_new: bool) -> Block {
    let block = Block::resource("aws_apigatewayv2_api", &label(&api.id));
    if !is_new {
        let disabled = api.disable_execute_api_endpoint.to_string();
        return block.comment(UNCHANGED).set("disable_execute_api_endpoint", disabled);
    }
    block.text("name", if api.name.is_empty() { &api.id } else { &api.name }).text("protocol_type", "HTTP")
}

fn id(api: &HttpApi) -> String {
    format!("aws_apigatewayv2_api.{}.id", label(&api.id))
}

fn route(api: &HttpApi, route: &Route) -> Vec<Block> {
    let own = label(&route.route_key);
    let integration = &route.integration;
    let called = Block::resource("aws_apigatewayv2_integration", &own)
        .set("api_id", id(api))
        .text("integration_type", integration.kind.as_str());
    let called = match integration.kind {
        IntegrationType::AwsProxy | IntegrationType::Aws | IntegrationType::Mock => called
            .set("integration_uri", format!("aws_lambda_function.{}.invoke_arn", label(&integration.lambda)))
            .text("payload_format_version", "2.0"),
        IntegrationType::HttpProxy | IntegrationType::Http => {
            called.text("integration_method", "ANY").text("integration_uri", &integration.uri)
        }
    };
    let mut block = Block::resource("aws_apigatewayv2_route", &own)
        .set("api_id", id(api))
        .text("route_key", &route.route_key)
        .text("authorization_type", route.authorization_type.as_str())
        .set("target", format!("\"integrations/${{aws_apigatewayv2_integration.{own}.id}}\""));
    if matches!(route.authorization_type, Authorization::Jwt | Authorization::Custom) {
        block = block.set("authorizer_id", format!("aws_apigatewayv2_authorizer.{}.id", label(&api.id)));
    }
    vec![called, block]
}

fn stage(api: &HttpApi, name: &str) -> Block {
    Block::resource("aws_apigatewayv2_stage", &format!("{}_{}", label(&api.id), label(name)))
        .set("api_id", id(api))
        .set("name", quoted(name))
        .set("auto_deploy", "true")
}
