//! Lambda permissions: missing for a method that calls the function, or for nothing that is deployed.
//!
//! Which ARN API Gateway presents, and what a statement covers, is the engine's knowledge.

use hopscope_routing::api_gateway::rest::permission::{Presented, allows};
use hopscope_routing::api_gateway::rest::resource::deployed;
use hopscope_scenario::lambda::{Lambda, Permission};
use hopscope_scenario::rest_api::{IntegrationType, MethodName};
use hopscope_scenario::{FieldPath, Scenario};

use super::{Finding, Kind};

/// A call that API Gateway may make.
struct Call<'s> {
    presented: Presented<'s>,
    lambda: &'s str,
    /// `prod GET /hello`.
    place: String,
}

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    let calls = rest_calls(scenario);
    for (index, lambda) in scenario.lambdas.iter().enumerate() {
        let at = FieldPath::root().field("lambdas").index(index).field("permissions");
        let Some(permissions) = &lambda.permissions else { continue };
        for call in calls.iter().filter(|call| call.lambda == lambda.name && !allows(lambda, &call.presented)) {
            let source_arn = call.presented.arn(account_of(permissions));
            let kind = Kind::PermissionMissing { lambda: lambda.name.clone(), source_arn, place: call.place.clone() };
            found.push(Finding { path: at.clone(), kind });
        }
        for (place, permission) in permissions.iter().enumerate() {
            if is_for_known_rest_api(scenario, permission) && !is_used(&calls, lambda, permission) {
                let source_arn = permission.source_arn.clone();
                let kind = Kind::PermissionUnused { lambda: lambda.name.clone(), source_arn };
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
                    let place = format!("{} {method} {}", stage.name, resource.path);
                    calls.push(Call { presented, lambda: &integration.lambda, place });
                }
            }
        }
    }
    calls
}

/// Whether a statement is about a REST API of the scenario: only of those all calls are known.
fn is_for_known_rest_api(scenario: &Scenario, permission: &Permission) -> bool {
    let arn = permission.source_arn.strip_prefix("arn:aws:execute-api:");
    let resource = arn.and_then(|arn| arn.split(':').nth(2));
    let id = resource.and_then(|resource| resource.split('/').next());
    let authorizer = resource.and_then(|resource| resource.split('/').nth(1)) == Some("authorizers");
    !authorizer && id.is_some_and(|id| scenario.rest_apis.iter().any(|api| api.id == id))
}

fn is_used(calls: &[Call<'_>], lambda: &Lambda, permission: &Permission) -> bool {
    let alone = Lambda { permissions: Some(vec![permission.clone()]), ..Lambda::default() };
    calls.iter().any(|call| call.lambda == lambda.name && allows(&alone, &call.presented))
}

/// The account that the function's other statements are about.
fn account_of(permissions: &[Permission]) -> &str {
    let accounts = permissions.iter().filter_map(|permission| permission.source_arn.split(':').nth(4));
    accounts.into_iter().find(|account| !account.is_empty() && *account != "*").unwrap_or("111122223333")
}
