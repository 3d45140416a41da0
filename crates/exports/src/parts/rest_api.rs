//! REST APIs: resources, deployment, stages, keys, gateway responses.

use std::collections::BTreeMap;

use hopscope_routing::placeholder::ACCOUNT;
use hopscope_scenario::resource_policy::{Effect, ResourcePolicy};
use hopscope_scenario::rest_api::{EndpointType, GatewayResponse, RestApi, RestStage};
use serde_json::{Value as Json, json};

use super::{rest_method, web_acl};
use crate::kind::{self, Kind};
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value, json as document};

/// The fewest letters of an API key. Source: API Gateway API reference, `CreateApiKey`.
const SHORTEST_KEY: usize = 20;

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for (index, api) in scenario.rest_apis.iter().enumerate() {
        let label = plan.label(&kind::REST_API, &index.to_string(), &api.id);
        note_account(plan, api);
        let body = body(plan, api);
        plan.add_in(&kind::REST_API, label, Some(&api.region), body);
        let paths = resources(plan, index, api);
        let methods = rest_method::add(plan, index, api, &paths);
        gateway_responses(plan, index, api);
        stages(plan, index, api, methods);
        api_keys(plan, index, api);
    }
}

fn body(plan: &Plan<'_>, api: &RestApi) -> Body {
    let name = if api.name.is_empty() { api.id.as_str() } else { api.name.as_str() };
    let kind = Body::new().texts("types", [api.endpoint_type.as_str()]);
    Body::new()
        .text("name", name)
        .when(api.disable_execute_api_endpoint, |body| body.plain("disable_execute_api_endpoint", true))
        .block("endpoint_configuration", kind)
        .when(api.policy.is_some() || api.endpoint_type == EndpointType::Private, |body| match &api.policy {
            Some(policy) => body.with("policy", Value::Json(Box::new(policy_document(plan, policy, &api.id)))),
            None => body,
        })
}

/// A resource policy as a document. An API's own ARN is short in it, as a policy cannot name the API that it is part of.
fn policy_document(plan: &Plan<'_>, policy: &ResourcePolicy, id: &str) -> Value {
    let written = match policy.effect {
        Some(effect) => long_form(policy, effect),
        None => serde_json::to_value(policy).unwrap_or_default(),
    };
    let own = format!(":{id}/");
    document(&written, &|text| match text.strip_prefix("arn:").and_then(|rest| rest.split_once(&own)) {
        Some((before, route)) if before.contains(":execute-api:") => Text::letters(format!("execute-api:/{route}")),
        _ => plan.tied(text),
    })
}

/// Notes an account that a policy names as the API's own: it is that of whoever deploys.
fn note_account(plan: &mut Plan<'_>, api: &RestApi) {
    let Some(policy) = &api.policy else { return };
    let own = format!(":{}/", api.id);
    let resources = policy.statement.iter().flat_map(|each| each.resource.iter().chain(each.not_resource.iter()));
    for resource in resources.filter(|resource| resource.contains(":execute-api:") && resource.contains(&own)) {
        let account = resource.split(':').nth(4).unwrap_or_default();
        if account != ACCOUNT && !account.is_empty() && account != "*" {
            plan.note(NoteKind::Account, account);
        }
    }
}

/// The document that a short form stands for: one that denies allows all others.
fn long_form(policy: &ResourcePolicy, effect: Effect) -> Json {
    let statement = |effect: Effect, condition: Option<Json>| {
        let mut out = json!({
            "Effect": effect.as_str(), "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*",
        });
        if let (Some(condition), Some(object)) = (condition, out.as_object_mut()) {
            object.insert("Condition".to_owned(), condition);
        }
        out
    };
    let mut condition = serde_json::Map::new();
    for (operator, addresses) in [("IpAddress", &policy.ip), ("NotIpAddress", &policy.not_ip)] {
        if !addresses.is_empty() {
            condition.insert(operator.to_owned(), json!({"aws:SourceIp": addresses}));
        }
    }
    let condition = (!condition.is_empty()).then_some(Json::Object(condition));
    let mut statements = vec![statement(effect, condition)];
    if effect == Effect::Deny {
        statements.insert(0, statement(Effect::Allow, None));
    }
    json!({"Version": "2012-10-17", "Statement": statements})
}

/// The resources of all paths, a segment each; the id of the resource at each path.
fn resources(plan: &mut Plan<'_>, index: usize, api: &RestApi) -> BTreeMap<String, Piece> {
    let mut ids = BTreeMap::new();
    ids.insert("/".to_owned(), plan.rest_api(index, "root_resource_id"));
    for resource in &api.resources {
        let mut parent = "/".to_owned();
        for segment in resource.path.split('/').filter(|segment| !segment.is_empty()) {
            let path = if parent == "/" { format!("/{segment}") } else { format!("{parent}/{segment}") };
            if !ids.contains_key(&path) {
                let label = plan.label(&kind::RESOURCE, &format!("{index} {path}"), &path);
                let parent_id = ids.get(&parent).cloned();
                let body = Body::new()
                    .text("rest_api_id", plan.rest_api(index, "id"))
                    .text("parent_id", parent_id.map(Text::from).unwrap_or_default())
                    .text("path_part", segment);
                plan.add_in(&kind::RESOURCE, label.clone(), Some(&api.region), body);
                ids.insert(path.clone(), Piece::Of { kind: &kind::RESOURCE, label, attribute: "id" });
            }
            parent = path;
        }
    }
    ids
}

fn gateway_responses(plan: &mut Plan<'_>, index: usize, api: &RestApi) {
    for (kind, response) in &api.gateway_responses {
        let label = plan.label(&kind::GATEWAY_RESPONSE, &format!("{index} {kind}"), &kind.to_ascii_lowercase());
        let body = gateway_response(response, kind, plan.rest_api(index, "id"));
        plan.add_in(&kind::GATEWAY_RESPONSE, label, Some(&api.region), body);
    }
}

fn gateway_response(response: &GatewayResponse, kind: &str, api: Piece) -> Body {
    let headers = response
        .headers
        .iter()
        .map(|(name, value)| (format!("gatewayresponse.header.{name}"), Value::Text(format!("'{value}'").into())));
    let templates = response.body.iter().map(|body| ("application/json".to_owned(), Value::Text(body.as_str().into())));
    let body = Body::new().text("rest_api_id", api).text("response_type", kind);
    let body = match response.status_code {
        Some(code) => body.text("status_code", code.to_string()),
        None => body,
    };
    body.map("response_templates", templates).map("response_parameters", headers)
}

fn stages(plan: &mut Plan<'_>, index: usize, api: &RestApi, methods: Vec<(&'static Kind, String)>) {
    if api.stages.is_empty() {
        return;
    }
    let deployment = plan.label(&kind::DEPLOYMENT, &index.to_string(), &api.id);
    let body = Body::new().text("rest_api_id", plan.rest_api(index, "id"));
    plan.add_in(&kind::DEPLOYMENT, deployment.clone(), Some(&api.region), body);
    plan.after(methods);
    for stage in &api.stages {
        let label = plan.label(&kind::STAGE, &format!("{index} {}", stage.name), &stage.name);
        let body = self::stage(plan, index, stage, &deployment);
        plan.add_in(&kind::STAGE, label.clone(), Some(&api.region), body);
        if stage.deployed.as_ref().is_some_and(|deployed| !is_as_now(api, deployed)) {
            plan.note(NoteKind::Deployed, &stage.name);
        }
        if let Some(acl) = &stage.web_acl {
            let arn = if plan.is_terraform() {
                Text::from(Piece::Of { kind: &kind::STAGE, label, attribute: "arn" })
            } else {
                Text::letters(format!("arn:aws:apigateway:{}::/restapis/", api.region))
                    .then(plan.rest_api(index, "id"))
                    .then("/stages/")
                    .then(Piece::Of { kind: &kind::STAGE, label, attribute: "stage_name" })
            };
            web_acl::associate(plan, acl, &format!("stage {index} {}", stage.name), &stage.name, arn);
        }
    }
}

/// Whether a deployment holds the methods that there are now.
fn is_as_now(api: &RestApi, deployed: &[String]) -> bool {
    let mut now: Vec<String> = api
        .resources
        .iter()
        .flat_map(|each| each.methods.keys().map(|name| format!("{} {}", name.as_str(), each.path)))
        .collect();
    let mut deployed = deployed.to_vec();
    now.sort();
    deployed.sort();
    now == deployed
}

fn stage(plan: &mut Plan<'_>, index: usize, stage: &RestStage, deployment: &str) -> Body {
    let variables = stage.variables.iter().map(|(name, value)| (name.clone(), Value::Text(value.as_str().into())));
    let deployment = Piece::Of { kind: &kind::DEPLOYMENT, label: deployment.to_owned(), attribute: "id" };
    Body::new()
        .text("rest_api_id", plan.rest_api(index, "id"))
        .text("deployment_id", deployment)
        .text("stage_name", stage.name.as_str())
        .map("variables", variables)
}

fn api_keys(plan: &mut Plan<'_>, index: usize, api: &RestApi) {
    if api.api_keys.is_empty() {
        return;
    }
    let plan_label = plan.label(&kind::USAGE_PLAN, &index.to_string(), &api.id);
    let stages: Vec<Body> = api
        .stages
        .iter()
        .map(|stage| {
            let name = plan.of(&kind::STAGE, &format!("{index} {}", stage.name), &stage.name, "stage_name");
            Body::new().text("api_id", plan.rest_api(index, "id")).text("stage", name)
        })
        .collect();
    let body = Body::new().text("name", plan_label.replace('_', "-")).blocks("api_stages", stages);
    plan.add_in(&kind::USAGE_PLAN, plan_label.clone(), Some(&api.region), body);
    for (number, value) in api.api_keys.iter().enumerate() {
        let key = plan.label(&kind::API_KEY, value, &format!("key {}", number + 1));
        if value.chars().count() < SHORTEST_KEY {
            plan.note(NoteKind::ApiKey, value);
        }
        if !plan.resources.iter().any(|each| *each.kind == kind::API_KEY && each.label == key) {
            let body =
                Body::new().text("name", key.replace('_', "-")).text("value", value.as_str()).plain("enabled", true);
            plan.add_in(&kind::API_KEY, key.clone(), Some(&api.region), body);
        }
        let tie = plan.label(&kind::USAGE_PLAN_KEY, &format!("{index} {value}"), &format!("{plan_label} {key}"));
        let body = Body::new()
            .text("key_id", Piece::Of { kind: &kind::API_KEY, label: key, attribute: "id" })
            .text("key_type", "API_KEY")
            .text("usage_plan_id", Piece::Of { kind: &kind::USAGE_PLAN, label: plan_label.clone(), attribute: "id" });
        plan.add_in(&kind::USAGE_PLAN_KEY, tie, Some(&api.region), body);
    }
}
