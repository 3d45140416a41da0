//! Lambda permissions: missing for a method that calls the function, or for nothing that is deployed.
//!
//! Which ARN API Gateway presents, and what a statement covers, is the engine's knowledge.

use hopscope_routing::api_gateway::rest::permission::Presented;
use hopscope_routing::api_gateway::rest::resource::deployed;
use hopscope_routing::lambda::{account_of, permits};
use hopscope_scenario::lambda::{Lambda, Permission};
use hopscope_scenario::rest_api::{IntegrationType, MethodName};
use hopscope_scenario::{FieldPath, Scenario};

use super::{Finding, FindingKind};

/// A call that API Gateway may make.
struct Call<'s> {
    region: &'s str,
    /// What of the ARN stands behind the account: `abc123/prod/GET/hello`.
    resource: String,
    lambda: &'s str,
    /// `prod GET /hello`.
    place: String,
}

impl Call<'_> {
    fn arn(&self, account: &str) -> String {
        format!("arn:aws:execute-api:{}:{account}:{}", self.region, self.resource)
    }

    fn is_allowed_by(&self, lambda: &Lambda) -> bool {
        permits(lambda, "apigateway.amazonaws.com", "lambda:InvokeFunction", |account| self.arn(account))
    }
}

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    let calls: Vec<Call<'_>> = rest_calls(scenario).into_iter().chain(http_calls(scenario)).collect();
    for (index, lambda) in scenario.lambdas.iter().enumerate() {
        let at = FieldPath::root().field("lambdas").index(index).field("permissions");
        let Some(permissions) = &lambda.permissions else { continue };
        for call in calls.iter().filter(|call| call.lambda == lambda.name && !call.is_allowed_by(lambda)) {
            let source_arn = call.arn(account_of(lambda));
            let kind =
                FindingKind::PermissionMissing { lambda: lambda.name.clone(), source_arn, place: call.place.clone() };
            found.push(Finding { path: at.clone(), kind });
        }
        for (place, permission) in permissions.iter().enumerate() {
            if is_for_known_api(scenario, permission) && !is_used(&calls, lambda, permission) {
                let source_arn = permission.source_arn.clone();
                let kind = FindingKind::PermissionUnused { lambda: lambda.name.clone(), source_arn };
                found.push(Finding { path: at.index(place).field("source_arn"), kind });
            }
        }
    }
}

/// The calls of every deployed method; those of `ANY` once for each method that it serves.
fn rest_calls(scenario: &Scenario) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for api in &scenario.rest_apis {
        for stage in &api.stages {
            for (resource, name) in deployed(api, stage) {
                let Some(method) = resource.methods.get(&name) else { continue };
                let integration = &method.integration;
                if !matches!(integration.kind, IntegrationType::AwsProxy | IntegrationType::Aws) {
                    continue;
                }
                let own = [name];
                let served = if name == MethodName::Any { MethodName::ALL } else { own.as_slice() };
                for method in served.iter().filter(|method| **method != MethodName::Any) {
                    let presented = Presented {
                        region: &api.region,
                        api: &api.id,
                        stage: &stage.name,
                        method: method.as_str(),
                        resource: &resource.path,
                    };
                    let arn = presented.arn("");
                    let place = format!("{} {method} {}", stage.name, resource.path);
                    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default().to_owned();
                    calls.push(Call { region: &api.region, resource, lambda: &integration.lambda, place });
                }
            }
        }
    }
    calls
}

/// The calls of every deployed route of HTTP APIs; those of `ANY` once for each method that it serves. What is presented
/// for `$default` is the route's key alone.
fn http_calls(scenario: &Scenario) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for api in &scenario.http_apis {
        for stage in &api.stages {
            let is_deployed = |key: &String| stage.deployed.as_ref().is_none_or(|list| list.contains(key));
            for route in api.routes.iter().filter(|route| is_deployed(&route.route_key)) {
                let integration = &route.integration;
                if !matches!(integration.kind, IntegrationType::AwsProxy | IntegrationType::Aws) {
                    continue;
                }
                let parts = route.route_key.split_once(" /");
                let methods: Vec<&str> = match parts {
                    Some(("ANY", _)) => {
                        MethodName::ALL.iter().map(|name| name.as_str()).filter(|name| *name != "ANY").collect()
                    }
                    Some((method, _)) => vec![method],
                    None => vec!["$default"],
                };
                for method in methods {
                    let path = parts.map(|(_, path)| format!("/{path}")).unwrap_or_default();
                    calls.push(Call {
                        region: &api.region,
                        resource: format!("{}/{}/{method}{path}", api.id, stage.name),
                        lambda: &integration.lambda,
                        place: format!("{} {method}{}{path}", stage.name, if path.is_empty() { "" } else { " " }),
                    });
                }
            }
        }
    }
    calls
}

/// Whether a statement is about an API of the scenario: only of those all calls are known.
fn is_for_known_api(scenario: &Scenario, permission: &Permission) -> bool {
    let arn = permission.source_arn.strip_prefix("arn:aws:execute-api:");
    let resource = arn.and_then(|arn| arn.split(':').nth(2));
    let id = resource.and_then(|resource| resource.split('/').next());
    let authorizer = resource.and_then(|resource| resource.split('/').nth(1)) == Some("authorizers");
    let rest = scenario.rest_apis.iter().map(|api| api.id.as_str());
    let mut known = rest.chain(scenario.http_apis.iter().map(|api| api.id.as_str()));
    !authorizer && id.is_some_and(|id| known.any(|each| each == id))
}

fn is_used(calls: &[Call<'_>], lambda: &Lambda, permission: &Permission) -> bool {
    let alone = Lambda { permissions: Some(vec![permission.clone()]), ..Lambda::default() };
    calls.iter().any(|call| call.lambda == lambda.name && call.is_allowed_by(&alone))
}
