//! REST APIs: resources, methods, integrations, the deployment that makes them reachable, stages.

use std::collections::BTreeSet;

use hopscope_scenario::rest_api::{
    Authorization, Integration, IntegrationType, Method, MethodName, RestApi, RestStage,
};
use hopscope_scenario::{Part, Scenario};

use super::UNCHANGED;
use super::edits::{Edits, Touch};
use crate::fix::edit::list;
use hopscope_hcl::{Block, label};

/// What is written of a method. What an authorizer says is nobody's setting.
const METHOD: &[&str] = &["authorization", "authorizer", "api_key_required", "integration"];

pub(super) fn write(before: &Scenario, after: &Scenario, edits: &Edits<'_>, blocks: &mut Vec<Block>) {
    for index in edits.items(&list("rest_apis")) {
        let Some(api) = after.rest_apis.get(index) else { continue };
        let is_new = |resource: &str| {
            !before
                .rest_apis
                .get(index)
                .is_some_and(|api| api.resources.iter().any(|each| is_within(&each.path, resource)))
        };
        let part = Part::RestApi(index).path();
        let changed = methods(index, api, edits);
        for (path, _) in &changed {
            blocks.extend(resources(api, path, is_new));
        }
        // A usage plan takes effect without a deployment.
        if edits.of(&part, &["api_keys"], &[]).is_some() {
            blocks.extend(usage_plan(api, &api.api_keys));
        }
        let set = settings(api, edits.of(&part, if api.policy.is_some() { OTHERS } else { SETTINGS }, &[]));
        let stages = edits.items(&part.field("stages")).into_iter();
        let stages = stages.filter(|at| {
            edits.of(&Part::RestStage(index, *at).path(), &["name", "deployed", "variables"], &[]).is_some()
        });
        let stages: BTreeSet<&str> = stages.filter_map(|at| Some(api.stages.get(at)?.name.as_str())).collect();
        let deploys = !changed.is_empty() || set.is_some() || !stages.is_empty();
        blocks.extend(set);
        for (path, name) in changed {
            let resource = api.resources.iter().find(|each| each.path == path);
            if let Some(method) = resource.and_then(|resource| resource.methods.get(&name)) {
                let old =
                    before.rest_apis.get(index).and_then(|api| api.resources.iter().find(|each| each.path == path));
                let old = old.and_then(|resource| resource.methods.get(&name));
                let is_new_call = old.is_none_or(|old| old.integration != method.integration);
                let written = method_blocks(api, path, name, method);
                blocks.extend(written.into_iter().take(if is_new_call { usize::MAX } else { 1 }));
            }
        }
        if deploys {
            blocks.push(deployment(api));
        }
        let of = |name: &str| api.stages.iter().find(|stage| stage.name == name);
        blocks.extend(stages.into_iter().filter_map(of).map(|each| stage(api, each)));
    }
}

/// The methods that are new or changed.
fn methods<'s>(index: usize, api: &'s RestApi, edits: &Edits<'_>) -> BTreeSet<(&'s str, MethodName)> {
    let mut changed = BTreeSet::new();
    for at in edits.items(&Part::RestApi(index).path().field("resources")) {
        let Some(resource) = api.resources.get(at) else { continue };
        let is_new = edits.of(&Part::Resource(index, at).path(), &[], &["path", "methods"]).is_some();
        let is_touched = |name: &&MethodName| edits.of(&Part::Method(index, at, **name).path(), METHOD, &[]).is_some();
        let names = resource.methods.keys().filter(|name| is_new || is_touched(name));
        changed.extend(names.map(|name| (resource.path.as_str(), *name)));
    }
    changed
}

/// Whether a resource is another or stands below it.
fn is_within(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn id(api: &RestApi) -> String {
    format!("aws_api_gateway_rest_api.{}.id", label(&api.id))
}

/// The label of a resource: of its path.
fn resource_label(path: &str) -> String {
    if path == "/" { "root".to_owned() } else { label(path) }
}

fn resource_id(api: &RestApi, path: &str) -> String {
    if path.is_empty() || path == "/" {
        return format!("aws_api_gateway_rest_api.{}.root_resource_id", label(&api.id));
    }
    format!("aws_api_gateway_resource.{}.id", resource_label(path))
}

/// The resources of a path that are not there yet, a segment each.
fn resources(api: &RestApi, path: &str, is_new: impl Fn(&str) -> bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut parent = String::new();
    for segment in path.trim_matches('/').split('/').filter(|segment| !segment.is_empty()) {
        let own = format!("{parent}/{segment}");
        if is_new(&own) {
            blocks.push(
                Block::resource("aws_api_gateway_resource", &resource_label(&own))
                    .set("rest_api_id", id(api))
                    .set("parent_id", resource_id(api, &parent))
                    .text("path_part", segment),
            );
        }
        parent = own;
    }
    blocks
}

/// A method, then what it calls.
fn method_blocks(api: &RestApi, path: &str, name: MethodName, method: &Method) -> Vec<Block> {
    let own = format!("{}_{}", name.as_str().to_ascii_lowercase(), resource_label(path));
    let mut block = Block::resource("aws_api_gateway_method", &own)
        .set("rest_api_id", id(api))
        .set("resource_id", resource_id(api, path))
        .text("http_method", name.as_str())
        .text("authorization", method.authorization.as_str());
    if matches!(method.authorization, Authorization::Custom | Authorization::CognitoUserPools) {
        block = block.set("authorizer_id", format!("aws_api_gateway_authorizer.{}.id", label(&api.id)));
    }
    if method.api_key_required {
        block = block.set("api_key_required", "true");
    }
    let integration = &method.integration;
    let mut called = Block::resource("aws_api_gateway_integration", &own)
        .set("rest_api_id", id(api))
        .set("resource_id", resource_id(api, path))
        .set("http_method", format!("aws_api_gateway_method.{own}.http_method"))
        .text("type", integration.kind.as_str());
    if let Some(handling) = integration.content_handling {
        called = called.text("content_handling", handling.as_str());
    }
    called = match integration.kind {
        // Lambda is called with POST, whatever the client's method.
        IntegrationType::AwsProxy | IntegrationType::Aws => called
            .text("integration_http_method", "POST")
            .set("uri", format!("aws_lambda_function.{}.invoke_arn", label(&integration.lambda))),
        IntegrationType::HttpProxy | IntegrationType::Http => called
            .text("integration_http_method", if name == MethodName::Any { "ANY" } else { name.as_str() })
            .text("uri", &integration.uri),
        IntegrationType::Mock => {
            called.set("request_templates", "{\n  \"application/json\" = \"{\\\"statusCode\\\": 200}\"\n}".to_owned())
        }
    };
    let mut blocks = vec![block, called];
    if integration.kind == IntegrationType::Mock {
        blocks.extend(mock_responses(api, path, &own, integration));
    }
    blocks
}

/// What a `MOCK` answers: its status, and the header fields, which a method has to declare.
fn mock_responses(api: &RestApi, path: &str, own: &str, integration: &Integration) -> Vec<Block> {
    let Some(response) = integration.response.as_ref().filter(|response| !response.headers.is_empty()) else {
        return Vec::new();
    };
    let list = |value: &dyn Fn(&str) -> String| {
        let lines = response.headers.iter().map(|(name, values)| {
            let text = values.iter().next().unwrap_or_default();
            format!("  \"method.response.header.{name}\" = {}\n", value(text))
        });
        format!("{{\n{}}}", lines.collect::<String>())
    };
    let of = |kind: &str| {
        Block::resource(kind, own)
            .set("rest_api_id", id(api))
            .set("resource_id", resource_id(api, path))
            .set("http_method", format!("aws_api_gateway_method.{own}.http_method"))
            .text("status_code", &response.status.to_string())
    };
    vec![
        of("aws_api_gateway_method_response").set("response_parameters", list(&|_| "true".to_owned())),
        of("aws_api_gateway_integration_response")
            .set("response_parameters", list(&|text| hopscope_hcl::quoted(&format!("'{text}'")))),
    ]
}

/// A deployment that is made anew when what it deploys changes.
fn deployment(api: &RestApi) -> Block {
    let mut parts = BTreeSet::new();
    for resource in &api.resources {
        for name in resource.methods.keys() {
            let own = format!("{}_{}", name.as_str().to_ascii_lowercase(), resource_label(&resource.path));
            parts.insert(format!("aws_api_gateway_method.{own}"));
            parts.insert(format!("aws_api_gateway_integration.{own}"));
        }
    }
    // With many methods the list would hide what it is for.
    const MOST: usize = 12;
    let parts: Vec<String> = if parts.len() > MOST {
        vec![format!("aws_api_gateway_rest_api.{}", label(&api.id)), "# … every method and integration".to_owned()]
    } else {
        parts.into_iter().map(|part| format!("{part},")).collect()
    };
    let parts = parts
        .into_iter()
        .map(|part| if part.starts_with('#') || part.ends_with(',') { part } else { format!("{part},") })
        .map(|part| format!("    {part}\n"))
        .collect::<String>();
    let triggers = format!("{{\n  redeployment = sha1(jsonencode([\n{parts}  ]))\n}}");
    Block::resource("aws_api_gateway_deployment", &label(&api.id))
        .set("rest_api_id", id(api))
        .set("triggers", triggers)
        .block(Block::new("lifecycle").set("create_before_destroy", "true"))
}

fn stage(api: &RestApi, stage: &RestStage) -> Block {
    let block = Block::resource("aws_api_gateway_stage", &label(&stage.name))
        .set("rest_api_id", id(api))
        .set("deployment_id", format!("aws_api_gateway_deployment.{}.id", label(&api.id)))
        .text("stage_name", &stage.name);
    if stage.variables.is_empty() {
        return block;
    }
    let variables = stage.variables.iter().map(|(name, value)| format!("  {name} = {}\n", hopscope_hcl::quoted(value)));
    block.set("variables", format!("{{\n{}}}", variables.collect::<String>()))
}

/// The last key with a usage plan of the API's stages.
fn usage_plan(api: &RestApi, keys: &[String]) -> Vec<Block> {
    let own = label(&api.id);
    let stages =
        api.stages.iter().map(|each| Block::new("api_stages").set("api_id", id(api)).text("stage", &each.name));
    let plan = Block::resource("aws_api_gateway_usage_plan", &own).text("name", &own).blocks(stages);
    let key = Block::resource("aws_api_gateway_api_key", &own)
        .text("name", &own)
        .text("value", keys.last().map_or("", String::as_str));
    let tie = Block::resource("aws_api_gateway_usage_plan_key", &own)
        .set("key_id", format!("aws_api_gateway_api_key.{own}.id"))
        .text("key_type", "API_KEY")
        .set("usage_plan_id", format!("aws_api_gateway_usage_plan.{own}.id"));
    vec![plan, key, tie]
}

/// The settings of an API that are written whatever they become.
const OTHERS: &[&str] = &["disable_execute_api_endpoint", "endpoint_type"];

/// Those of an API without a policy: that it has none any more is written, another policy is not.
const SETTINGS: &[&str] = &["disable_execute_api_endpoint", "endpoint_type", "policy"];

fn settings(api: &RestApi, touch: Option<Touch>) -> Option<Block> {
    let touch = touch?;
    let mut block = Block::resource("aws_api_gateway_rest_api", &label(&api.id)).comment(UNCHANGED);
    if touch.changes("disable_execute_api_endpoint") {
        block = block.set("disable_execute_api_endpoint", api.disable_execute_api_endpoint.to_string());
    }
    if touch.changes("endpoint_type") {
        block = block.block(Block::new("endpoint_configuration").texts("types", [api.endpoint_type.as_str()]));
    }
    if touch.changes("policy") {
        block = block.comment("There is no policy any more, nor an aws_api_gateway_rest_api_policy of this API.");
    }
    Some(block)
}
