//! An HTTP API's routes and stages, and an HTTP API in the place of a REST API.

use hopscope_routing::RuleId;
use hopscope_routing::api_gateway::rest::permission::Presented;
use hopscope_scenario::difference::added;
use hopscope_scenario::http_api::{HttpApi, HttpStage, Route};
use hopscope_scenario::rest_api::{Authorization, Integration, IntegrationType};
use hopscope_scenario::{Edit, Part};

use super::rest_api::lambda_for;
use crate::fix::edit::{list, put, set};
use crate::fix::situation::Situation;
use crate::fix::wanted::{Wanted, execute_api, split};
use crate::fix::{Change, FixKind};

pub(super) fn propose(at: &Situation<'_>, is_first: bool, found: &mut Vec<Change>) {
    if is_first {
        found.extend(http_api(at));
    }
    let Some((index, api)) = asked(at) else { return };
    found.extend(routes(at, index, api));
    found.extend(catch_all(at, index, api));
    found.extend(stages(at, index, api));
    if at.is_refused_by(&[RuleId::HttpApiEndpointDisabled]) {
        let edits = set(Part::HttpApi(index), "disable_execute_api_endpoint", &true, &false);
        found.push(Change { kind: FixKind::ExecuteApiEndpoint, values: vec![("api", api.id.clone())], edits });
    }
    found.extend(authorization(at, index, api));
    found.extend(integration(at, index, api));
}

/// The API that the request meets, else the one where it is wanted.
pub(super) fn asked<'s>(at: &Situation<'s>) -> Option<(usize, &'s HttpApi)> {
    let met = at.trace.hops.iter().find_map(|hop| {
        at.scenario
            .http_apis
            .iter()
            .position(|api| api.id == hop.id && hop.component == hopscope_routing::trace::Component::ApiGateway)
    });
    let wanted = match &at.wanted {
        Some(Wanted::Http { api, .. }) => Some(*api),
        _ => None,
    };
    let index = met.or(wanted)?;
    Some((index, at.scenario.http_apis.get(index)?))
}

/// A stage whose deployment holds a route too.
pub(super) fn deployed(index: usize, api: &HttpApi, stage: &HttpStage, route_key: &str) -> Vec<Edit> {
    let mut new = stage.clone();
    if let Some(list) = new.deployed.as_mut().filter(|list| !list.iter().any(|each| each == route_key)) {
        list.push(route_key.to_owned());
    }
    with_stage(index, api, &new)
}

/// A stage, in the place of the one of its name.
fn with_stage(index: usize, api: &HttpApi, stage: &HttpStage) -> Vec<Edit> {
    put(&Part::HttpApi(index).path().field("stages"), &api.stages, stage, |each| each.name == stage.name)
}

/// A route, in the place of the one of its key.
pub(super) fn with_route(index: usize, api: &HttpApi, route: &Route) -> Vec<Edit> {
    put(&Part::HttpApi(index).path().field("routes"), &api.routes, route, |each| each.route_key == route.route_key)
}

/// A route that is missing, or not deployed.
fn routes(at: &Situation<'_>, index: usize, api: &HttpApi) -> Vec<Change> {
    let mut found = Vec::new();
    let wanted = match &at.wanted {
        Some(Wanted::Http { api, stage, route_key }) if *api == index => Some((stage, route_key)),
        _ => None,
    };
    let like = wanted.and_then(|(_, key)| api.routes.iter().find(|route| route.route_key == *key));
    let stage_of = |name: &str| api.stages.iter().find(|stage| stage.name == name);
    if let (Some((stage, key)), Some(_)) = (wanted, like)
        && let Some(old) = stage_of(stage)
    {
        let edits = deployed(index, api, old, key);
        if !edits.is_empty() {
            let values = vec![("api", api.id.clone()), ("stage", stage.clone()), ("method", key.clone())];
            found.push(Change { kind: FixKind::Redeploy, values, edits });
        }
    }
    let rule = RuleId::HttpApiRouteNotFound;
    if let (Some(path), Some(stage)) = (at.told(rule, "path"), at.told(rule, "stage").and_then(|name| stage_of(&name)))
    {
        let key = match (wanted, like) {
            // The wanted route is missing itself.
            (Some((_, key)), None) => key.clone(),
            (Some((_, key)), Some(_)) => {
                let template = key.split_once(' ').map(|(_, template)| template.trim());
                let split = template.and_then(|template| Some((split(template, &path)?.0, template)));
                split.map_or_else(
                    || format!("{} {path}", at.request.method),
                    |(prefix, template)| format!("{} {prefix}{template}", at.request.method),
                )
            }
            (None, _) => format!("{} {path}", at.request.method),
        };
        let meant = meant(at, api, &stage.name, &key);
        let like = like.or_else(|| api.routes.first()).or(meant.as_ref());
        if let Some(like) = like.filter(|_| !api.routes.iter().any(|route| route.route_key == key)) {
            let route = Route { route_key: key.clone(), ..like.clone() };
            let values = vec![
                ("api", api.id.clone()),
                ("route", key.clone()),
                ("stage", stage.name.clone()),
                ("lambda", like.integration.lambda.clone()),
            ];
            let mut edits = with_route(index, api, &route);
            edits.extend(deployed(index, api, stage, &key));
            edits.extend(at.expecting(format!("{} {key}", stage.name)));
            found.push(Change { kind: FixKind::HttpRoute, values, edits });
        }
    }
    found
}

/// The `$default` route, which takes what no other route takes: where all routes call the same.
fn catch_all(at: &Situation<'_>, index: usize, api: &HttpApi) -> Option<Change> {
    const DEFAULT: &str = "$default";
    let stage = at.told(RuleId::HttpApiRouteNotFound, "stage")?;
    let stage = api.stages.iter().find(|each| each.name == stage)?;
    let meant = meant(at, api, &stage.name, &format!("{} /", at.request.method));
    let like = api.routes.first().or(meant.as_ref())?;
    let is_plain = api.routes.iter().all(|route| route.integration == like.integration);
    // Where a place is named, that one is meant.
    let is_named = at.request.expect.as_ref().is_some_and(|expect| expect.reaches.is_some());
    (is_plain && !is_named && !api.routes.iter().any(|route| route.route_key == DEFAULT)).then_some(())?;
    let route = Route { route_key: DEFAULT.to_owned(), ..like.clone() };
    let mut edits = with_route(index, api, &route);
    edits.extend(deployed(index, api, stage, DEFAULT));
    edits.extend(at.expecting(format!("{} {DEFAULT}", stage.name)));
    let values = vec![
        ("api", api.id.clone()),
        ("route", DEFAULT.to_owned()),
        ("stage", stage.name.clone()),
        ("lambda", like.integration.lambda.clone()),
    ];
    Some(Change { kind: FixKind::CatchAll, values, edits })
}

/// What an API without any route would call for one.
fn meant(at: &Situation<'_>, api: &HttpApi, stage: &str, key: &str) -> Option<Route> {
    let (method, resource) = key.split_once(' ')?;
    let presented = Presented { region: &api.region, api: &api.id, stage, method, resource };
    let lambda = lambda_for(at.scenario, &presented)?.to_owned();
    Some(Route { integration: Integration { lambda, ..Integration::default() }, ..Route::default() })
}

/// The route that the request met.
pub(super) fn matched<'s>(at: &Situation<'s>, api: &'s HttpApi) -> Option<&'s Route> {
    let steps = at.trace.hops.iter().flat_map(|hop| &hop.steps);
    let key = steps.filter(|step| step.rule.id == RuleId::HttpApiRoute).find_map(|step| step.detail.text("route"))?;
    api.routes.iter().find(|route| route.route_key == key)
}

/// A route that calls a function which is not there calls one that is.
fn integration(at: &Situation<'_>, index: usize, api: &HttpApi) -> Option<Change> {
    at.detail(RuleId::HttpApiIntegrationMissing)?;
    let route = matched(at, api)?;
    let key = route.route_key.as_str();
    let stage = match &at.wanted {
        Some(Wanted::Http { stage, .. }) => stage.as_str(),
        _ => "$default",
    };
    let lambda = meant(at, api, stage, key)?.integration.lambda;
    let values = vec![
        ("api", api.id.clone()),
        ("place", key.to_owned()),
        ("lambda", lambda.clone()),
        ("missing", route.integration.lambda.clone()),
    ];
    let integration = Integration { lambda, ..route.integration.clone() };
    let edits = with_route(index, api, &Route { integration, ..route.clone() });
    Some(Change { kind: FixKind::IntegrationLambda, values, edits })
}

/// The stage that is wanted, and `$default`, which takes every path.
fn stages(at: &Situation<'_>, index: usize, api: &HttpApi) -> Vec<Change> {
    let mut found = Vec::new();
    let add = |name: &str, more: Vec<Edit>| {
        let stage = HttpStage { name: name.to_owned(), ..HttpStage::default() };
        let values = vec![("api", api.id.clone()), ("stage", name.to_owned())];
        Change { kind: FixKind::HttpStage, values, edits: [with_stage(index, api, &stage), more].concat() }
    };
    let has = |name: &str| api.stages.iter().any(|stage| stage.name == name);
    if let Some(Wanted::Http { stage, route_key, .. }) = &at.wanted {
        if !has(stage) {
            found.push(add(stage, Vec::new()));
        }
        if stage != "$default" && !has("$default") && at.is_refused_by(&[RuleId::HttpApiStageMissing]) {
            found.push(add("$default", at.expecting(format!("$default {route_key}"))));
        }
    }
    found
}

fn authorization(at: &Situation<'_>, index: usize, api: &HttpApi) -> Option<Change> {
    let refuses = [
        RuleId::HttpApiIamAuthorization,
        RuleId::HttpApiLambdaAuthorizer,
        RuleId::HttpApiJwtAuthorizer,
        RuleId::HttpApiAuthorizerFailed,
    ];
    at.is_refused_by(&refuses).then_some(())?;
    let route = matched(at, api)?;
    let key = route.route_key.as_str();
    let (method, resource) = key.split_once(' ').unwrap_or((key, ""));
    let values = vec![("api", api.id.clone()), ("method", method.to_owned()), ("resource", resource.to_owned())];
    let edits = with_route(index, api, &Route { authorization_type: Authorization::None, ..route.clone() });
    Some(Change { kind: FixKind::MethodAuthorization, values, edits })
}

/// An HTTP API that has the path as it arrives, in the place of a REST API that wants a stage in front.
fn http_api(at: &Situation<'_>) -> Option<Change> {
    let front = at.front?;
    let Some(Wanted::Rest { api, method, resource, .. }) = &at.wanted else { return None };
    let api = at.scenario.rest_apis.get(*api)?;
    let known = api.resources.iter().find(|each| each.path == *resource)?.methods.get(method)?;
    let is_plain = known.authorization == Authorization::None
        && !known.api_key_required
        && known.integration.kind == IntegrationType::AwsProxy;
    (at.is_about_path() && is_plain).then_some(())?;
    let (prefix, _) = split(resource, &at.path)?;
    // Where nothing stands in front of the resource's path an origin path does with less.
    (!prefix.is_empty()).then_some(())?;
    let path = if resource == "/" { prefix } else { format!("{prefix}{resource}") };
    let route_key = format!("{method} {}", if path.is_empty() { "/" } else { &path });
    let ids = (1..100).map(|number| format!("http{number}"));
    let id = ids.into_iter().find(|id| {
        !at.scenario.http_apis.iter().any(|api| api.id == *id) && !at.scenario.rest_apis.iter().any(|api| api.id == *id)
    })?;
    let new = HttpApi {
        id: id.clone(),
        name: api.name.clone(),
        region: api.region.clone(),
        routes: vec![Route {
            route_key: route_key.clone(),
            integration: known.integration.clone(),
            ..Route::default()
        }],
        stages: vec![HttpStage::default()],
        ..HttpApi::default()
    };
    let domain_name = execute_api(&id, &api.region);
    let mut edits = vec![added(&list("http_apis"), at.scenario.http_apis.len(), &new)];
    edits.extend(front.own_origin("http-api", |origin| {
        origin.domain_name = domain_name;
        origin.origin_path = String::new();
    })?);
    edits.extend(at.expecting(format!("$default {route_key}")));
    let values = vec![("api", id), ("route", route_key), ("lambda", known.integration.lambda.clone())];
    Some(Change { kind: FixKind::HttpApi, values, edits })
}
