//! Methods of REST APIs with what they call: four resources in Terraform, one in CloudFormation.

use std::collections::BTreeMap;

use hopscope_scenario::response::Response;
use hopscope_scenario::rest_api::{
    Authorization, ConnectionType, Integration, IntegrationType, Method, MethodName, RestApi,
};
use serde_json::json;

use super::{authorizer, integration};
use crate::kind::{self, Kind};
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value};

/// Adds the methods; what a deployment of them comes after.
pub(super) fn add(
    plan: &mut Plan<'_>,
    index: usize,
    api: &RestApi,
    paths: &BTreeMap<String, Piece>,
) -> Vec<(&'static Kind, String)> {
    let mut added = Vec::new();
    for resource in &api.resources {
        let path = match resource.path.trim_matches('/') {
            "" => "/".to_owned(),
            path => format!("/{path}"),
        };
        let Some(resource_id) = paths.get(&path).cloned() else { continue };
        for (name, method) in &resource.methods {
            add_method(plan, (index, api), &path, &resource_id, *name, method, &mut added);
        }
    }
    added
}

fn add_method(
    plan: &mut Plan<'_>,
    (index, api): (usize, &RestApi),
    path: &str,
    resource_id: &Piece,
    name: MethodName,
    method: &Method,
    added: &mut Vec<(&'static Kind, String)>,
) {
    let place = format!("{} {path}", name.as_str());
    let label = plan.label(
        &kind::METHOD,
        &format!("{index} {place}"),
        &format!("{} {path}", name.as_str().to_ascii_lowercase()),
    );
    let authorizer = authorizer::of_method(plan, index, &api.region, method, &place);
    let api_id = plan.rest_api(index, "id");
    let keys = |verb: Text| {
        Body::new()
            .text("rest_api_id", api_id.clone())
            .text("resource_id", resource_id.clone())
            .text("http_method", verb)
    };
    let mut body = keys(name.as_str().into()).text("authorization", authorization(method));
    if let Some(authorizer) = authorizer {
        body = body.text("authorizer_id", authorizer);
    }
    body = body.when(method.api_key_required, |body| body.plain("api_key_required", true));
    let called = called(plan, &method.integration, &api.region, name);
    let answers = answers(&method.integration);
    if !plan.is_terraform() {
        let mut called = called;
        if let Some((answer, declared)) = answers {
            called = called.blocks("integration_responses", [answer]);
            body = body.blocks("method_responses", [declared]);
        }
        plan.add_in(&kind::METHOD, label.clone(), Some(&api.region), body.block("integration", called));
        added.push((&kind::METHOD, label));
        return;
    }
    plan.add_in(&kind::METHOD, label.clone(), Some(&api.region), body);
    let verb = || Text::from(Piece::Of { kind: &kind::METHOD, label: label.clone(), attribute: "http_method" });
    let region = Some(api.region.as_str());
    let whole = |own: Body| Body(keys(verb()).0.into_iter().chain(own.0).collect());
    plan.add_in(&kind::INTEGRATION, label.clone(), region, whole(called));
    added.push((&kind::METHOD, label.clone()));
    added.push((&kind::INTEGRATION, label.clone()));
    if let Some((answer, declared)) = answers {
        plan.add_in(&kind::METHOD_RESPONSE, label.clone(), region, whole(declared));
        plan.add_in(&kind::INTEGRATION_RESPONSE, label.clone(), region, whole(answer));
        plan.after(vec![(&kind::INTEGRATION, label.clone()), (&kind::METHOD_RESPONSE, label.clone())]);
        added.push((&kind::INTEGRATION_RESPONSE, label));
    }
}

fn authorization(method: &Method) -> &'static str {
    match method.authorization {
        // Methods of REST APIs take no JSON web tokens by themselves.
        Authorization::Jwt => Authorization::CognitoUserPools.as_str(),
        other => other.as_str(),
    }
}

fn called(plan: &mut Plan<'_>, called: &Integration, region: &str, name: MethodName) -> Body {
    let mut body = Body::new().text("type", called.kind.as_str());
    match called.kind {
        IntegrationType::AwsProxy | IntegrationType::Aws => {
            let uri = integration::lambda_uri(plan, &called.lambda, region);
            body = body.text("integration_http_method", "POST").text("uri", uri);
        }
        IntegrationType::Mock => {
            let status = called.response.as_ref().map_or(200, |response| response.status.get());
            let template = Value::Text(json!({"statusCode": status}).to_string().into());
            body = body.map("request_templates", [("application/json".to_owned(), template)]);
        }
        IntegrationType::Http | IntegrationType::HttpProxy => {
            integration::note_backend(plan, called);
            let uri = plan.tied(&called.uri);
            body = body.text("integration_http_method", name.as_str()).text("uri", uri);
        }
    }
    if called.connection_type == ConnectionType::VpcLink {
        let link = plan.variable("vpc_link_id");
        body = body.text("connection_type", called.connection_type.as_str()).text("connection_id", link);
    }
    body
}

/// The integration's response and the method's, for integrations that are not proxies.
fn answers(integration: &Integration) -> Option<(Body, Body)> {
    let default = Response::default();
    let response = match integration.kind {
        IntegrationType::Mock => integration.response.as_ref().unwrap_or(&default),
        IntegrationType::Aws | IntegrationType::Http => &default,
        IntegrationType::AwsProxy | IntegrationType::HttpProxy => return None,
    };
    let field = |name: &str| format!("method.response.header.{name}");
    let values = response.headers.iter().map(|(name, values)| {
        let value = values.iter().collect::<Vec<_>>().join(", ");
        (field(name), Value::Text(format!("'{value}'").into()))
    });
    let declared = response.headers.keys().map(|name| (field(name), Value::Plain("true".to_owned())));
    let template = (!response.body.is_empty())
        .then(|| ("application/json".to_owned(), Value::Text(in_templates(&response.body).into())));
    let status = response.status.to_string();
    let answer = Body::new()
        .text("status_code", status.as_str())
        .map("response_parameters", values)
        .map("response_templates", template);
    Some((answer, Body::new().text("status_code", status.as_str()).map("response_parameters", declared)))
}

/// What a scenario fills in, as mapping templates spell it. Source: API Gateway Developer Guide, "Variables for data
/// transformations".
pub(super) fn in_templates(body: &str) -> String {
    body.replace("{stage}", "$context.stage")
        .replace("{path}", "$context.path")
        .replace("{resource}", "$context.resourcePath")
        .replace("{method}", "$context.httpMethod")
}
