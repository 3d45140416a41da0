//! HTTP APIs: routes, integrations, stages.

use hopscope_scenario::Scenario;
use hopscope_scenario::http_api::{HttpApi, Route};
use hopscope_scenario::rest_api::{Authorization, IntegrationType};

use super::UNCHANGED;
use crate::fix::edit::Edit;
use hopscope_hcl::{Block, label, quoted};

pub(super) fn write(scenario: &Scenario, edits: &[&Edit], blocks: &mut Vec<Block>) {
    for edit in edits {
        match edit {
            Edit::HttpApi(api) => {
                blocks.push(
                    Block::resource("aws_apigatewayv2_api", &label(&api.id))
                        .text("name", if api.name.is_empty() { &api.id } else { &api.name })
                        .text("protocol_type", "HTTP"),
                );
                for each in &api.routes {
                    blocks.extend(route(api, each));
                }
                blocks.extend(api.stages.iter().map(|each| stage(api, &each.name)));
            }
            Edit::Route { api, route: changed } => {
                if let Some(api) = scenario.http_apis.get(*api) {
                    blocks.extend(route(api, changed));
                }
            }
            Edit::HttpStage { api, stage: changed } => {
                if let Some(api) = scenario.http_apis.get(*api) {
                    blocks.push(stage(api, &changed.name));
                }
            }
            Edit::HttpEndpoint { api, disabled } => {
                if let Some(api) = scenario.http_apis.get(*api) {
                    let block = Block::resource("aws_apigatewayv2_api", &label(&api.id)).comment(UNCHANGED);
                    blocks.push(block.set("disable_execute_api_endpoint", disabled.to_string()));
                }
            }
            _ => {}
        }
    }
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
