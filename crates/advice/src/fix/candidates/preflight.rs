//! Who answers preflights: a method or a route of their own, that asks nobody who they are.

use hopscope_routing::RuleId;
use hopscope_routing::api_gateway::http::route as http;
use hopscope_scenario::Edit;
use hopscope_scenario::http_api::Route;
use hopscope_scenario::response::Response;
use hopscope_scenario::rest_api::{Authorization, Integration, IntegrationType, Method, MethodName, RestApi};

use super::http_api::{asked as asked_http, deployed as deployed_route, matched, with_route};
use super::rest_api::{asked as asked_rest, deployed, reached};
use crate::fix::edit::method as with_method;
use crate::fix::situation::Situation;
use crate::fix::{Change, FixKind};

/// The rules by which a REST API asks who calls.
const REST_AUTHORIZATION: [RuleId; 7] = [
    RuleId::RestApiSignatureMissing,
    RuleId::RestApiSignatureIncomplete,
    RuleId::RestApiSignatureInvalid,
    RuleId::RestApiIdentitySource,
    RuleId::RestApiAuthorizer,
    RuleId::RestApiAuthorizerFailed,
    RuleId::RestApiApiKey,
];

/// The rules by which an HTTP API asks who calls.
const HTTP_AUTHORIZATION: [RuleId; 4] = [
    RuleId::HttpApiIamAuthorization,
    RuleId::HttpApiLambdaAuthorizer,
    RuleId::HttpApiJwtAuthorizer,
    RuleId::HttpApiAuthorizerFailed,
];

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    if at.request.method != MethodName::Options.as_str() {
        return;
    }
    found.extend(mock(at));
    found.extend(open(at));
    found.extend(route(at));
}

/// A `MOCK` for `OPTIONS`, where the resource has none or an `ANY` takes it.
fn mock(at: &Situation<'_>) -> Option<Change> {
    let (index, api) = asked_rest(at)?;
    let resource = if at.is_refused_by(&REST_AUTHORIZATION) {
        let (resource, name, _) = reached(at, api)?;
        (name == MethodName::Any).then(|| resource.to_owned())?
    } else {
        let rules = [RuleId::RestApiResourceNotFound, RuleId::RestApiResourceNotFoundAuthorization];
        let rule = rules.into_iter().find(|rule| at.detail(*rule).is_some())?;
        resource_of(api, &at.told(rule, "stage")?, &at.told(rule, "path")?)?
    };
    let known = api.resources.iter().find(|each| each.path == resource)?;
    let methods: Vec<&str> =
        known.methods.keys().map(|name| if *name == MethodName::Any { "*" } else { name.as_str() }).collect();
    let methods = if methods.contains(&"*") {
        "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT".to_owned()
    } else {
        methods.into_iter().chain(["OPTIONS"]).collect::<Vec<_>>().join(",")
    };
    let asked = |name: &str| {
        let mut headers = at.request.headers.iter();
        let (_, values) = headers.find(|(each, _)| each.eq_ignore_ascii_case(name))?;
        values.iter().next().map(str::to_owned)
    };
    let origin = asked("origin").unwrap_or_else(|| "*".to_owned());
    let headers = asked("access-control-request-headers")
        .unwrap_or_else(|| "Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token".to_owned());
    let response = Response {
        headers: [
            ("Access-Control-Allow-Headers".to_owned(), headers.into()),
            ("Access-Control-Allow-Methods".to_owned(), methods.into()),
            ("Access-Control-Allow-Origin".to_owned(), origin.clone().into()),
        ]
        .into(),
        ..Response::default()
    };
    let integration = Integration { kind: IntegrationType::Mock, response: Some(response), ..Integration::default() };
    let method = Method { integration, ..Method::default() };
    let values = vec![("api", api.id.clone()), ("resource", resource.clone()), ("allowed", origin)];
    Some(Change { kind: FixKind::PreflightMock, values, edits: edits(at, index, api, &resource, &method) })
}

/// `OPTIONS` without authorization, where it has one.
fn open(at: &Situation<'_>) -> Option<Change> {
    at.is_refused_by(&REST_AUTHORIZATION).then_some(())?;
    let (index, api) = asked_rest(at)?;
    let (resource, name, method) = reached(at, api)?;
    (name == MethodName::Options).then_some(())?;
    let method = Method { authorization: Authorization::None, api_key_required: false, ..method.clone() };
    let values = vec![("api", api.id.clone()), ("resource", resource.to_owned())];
    Some(Change { kind: FixKind::PreflightOpen, values, edits: edits(at, index, api, resource, &method) })
}

/// `OPTIONS` of a resource, in the stages whose deployment has the resource.
fn edits(at: &Situation<'_>, index: usize, api: &RestApi, resource: &str, method: &Method) -> Vec<Edit> {
    let name = MethodName::Options;
    let mut edits = with_method(at.scenario, index, (name, resource), method);
    for stage in &api.stages {
        let has =
            stage.deployed.as_ref().is_some_and(|list| list.iter().any(|each| each.ends_with(&format!(" {resource}"))));
        if has {
            edits.extend(deployed(at.scenario, index, stage, (name, resource)));
        }
    }
    let stage = at.trace.hops.iter().find_map(|hop| crate::diagnosis::place::stage(at.scenario, hop));
    edits.extend(stage.into_iter().flat_map(|stage| at.expecting(format!("{stage} {name} {resource}"))));
    edits
}

/// The resource that a path is, whatever the method.
fn resource_of(api: &RestApi, stage: &str, path: &str) -> Option<String> {
    let stage = api.stages.iter().find(|each| each.name == stage)?;
    let mut words = MethodName::WORDS.iter().filter(|word| **word != "ANY");
    words.find_map(|method| {
        let (found, _) = hopscope_routing::api_gateway::rest::resource::best(api, stage, method, path)?;
        Some(found.path.clone())
    })
}

/// A route for `OPTIONS` without an authorizer, beside the one that takes it with one.
fn route(at: &Situation<'_>) -> Option<Change> {
    at.is_refused_by(&HTTP_AUTHORIZATION).then_some(())?;
    let (index, api) = asked_http(at)?;
    let taken = matched(at, api)?;
    // A greedy route covers every path whose own route takes all methods; one path alone has a route of its own.
    let path = match taken.route_key.split_once(' ') {
        Some((_, path)) if path.contains("+}") => path,
        _ => "/{proxy+}",
    };
    let of = |path: &str| format!("OPTIONS {path}");
    let own = taken.route_key.split_once(' ').map_or("/{proxy+}", |(_, path)| path);
    let stages = || api.stages.iter();
    // Where a more specific route would still take the preflight, the specific path needs the route.
    let wins = stages().next().is_some_and(|stage| {
        let mut with = api.clone();
        with.routes.push(Route { route_key: of(path), ..Route::default() });
        let arrived = at.trace.hops.iter().rev().find_map(|hop| {
            hop.steps.iter().find(|step| step.rule.id == RuleId::HttpApiRoute).and_then(|step| step.detail.text("path"))
        });
        let arrived = arrived.unwrap_or(&at.path);
        http::best(&with, stage, "OPTIONS", arrived).is_some_and(|found| found.route.route_key == of(path))
    });
    let key = of(if wins { path } else { own });
    let new = Route {
        route_key: key.clone(),
        authorization_type: Authorization::None,
        integration: taken.integration.clone(),
        ..Route::default()
    };
    let mut edits = with_route(index, api, &new);
    edits.extend(stages().flat_map(|stage| deployed_route(index, api, stage, &key)));
    let values = vec![("api", api.id.clone()), ("route", key), ("taken", taken.route_key.clone())];
    Some(Change { kind: FixKind::PreflightRoute, values, edits })
}
