//! A REST API's resources, stages and deployments, and who may call.

use hopscope_routing::RuleId;
use hopscope_routing::api_gateway::rest::permission::{Presented, allows};
use hopscope_routing::trace::Outcome;
use hopscope_scenario::lambda::Lambda;
use hopscope_scenario::rest_api::{Authorization, EndpointType, Integration, Method, MethodName, RestApi, RestStage};
use hopscope_scenario::{Edit, Part, Scenario};

use crate::fix::edit::{method as with_method, set, stage as with_stage};
use crate::fix::situation::Situation;
use crate::fix::wanted::{Wanted, split};
use crate::fix::{Change, FixKind};

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    let Some((index, api)) = asked(at) else { return };
    found.extend(expected_place(at));
    found.extend(resource_as_asked(at, index, api));
    found.extend(catch_all(at, index, api));
    found.extend(stage_as_asked(at, index, api));
    found.extend(integration(at, index, api));
    found.extend(access(at, index, api));
}

/// The API that the request meets, else the one where it is wanted.
pub(super) fn asked<'s>(at: &Situation<'s>) -> Option<(usize, &'s RestApi)> {
    let met =
        at.trace.hops.iter().find_map(|hop| {
            at.scenario.rest_apis.iter().position(|api| api.id == hop.id && hop.kind.starts_with("REST"))
        });
    let wanted = match &at.wanted {
        Some(Wanted::Rest { api, .. }) => Some(*api),
        _ => None,
    };
    let index = met.or(wanted)?;
    Some((index, at.scenario.rest_apis.get(index)?))
}

/// A stage whose deployment holds a method too.
pub(super) fn deployed(
    scenario: &Scenario,
    api: usize,
    stage: &RestStage,
    (method, resource): (MethodName, &str),
) -> Vec<Edit> {
    let entry = format!("{method} {resource}");
    let mut new = stage.clone();
    if let Some(list) = new.deployed.as_mut().filter(|list| !list.contains(&entry)) {
        list.push(entry);
    }
    with_stage(scenario, api, &new)
}

/// The place that is wanted, where the API lacks something of it: the method, the stage, the deployment.
fn expected_place(at: &Situation<'_>) -> Vec<Change> {
    let Some(Wanted::Rest { api: index, stage, method, resource }) = &at.wanted else { return Vec::new() };
    let Some(api) = at.scenario.rest_apis.get(*index) else { return Vec::new() };
    let mut found = Vec::new();
    let known = api.resources.iter().find(|each| each.path == *resource).and_then(|each| each.methods.get(method));
    let deployed_to = api.stages.iter().find(|each| each.name == *stage);
    if known.is_none() {
        let like = method_like(at, api, stage, *method, resource);
        found.extend(add_method(at, *index, api, deployed_to, (*method, resource), like));
    }
    if deployed_to.is_none() {
        let new = RestStage { name: stage.clone(), ..RestStage::default() };
        found.push(add_stage(at, *index, api, &new, Vec::new()));
    }
    if let (Some(_), Some(old)) = (known, deployed_to) {
        let edits = deployed(at.scenario, *index, old, (*method, resource));
        if !edits.is_empty() {
            let values = vec![
                ("api", api.id.clone()),
                ("stage", stage.clone()),
                ("method", method.to_string()),
                ("resource", resource.clone()),
            ];
            found.push(Change { kind: FixKind::Redeploy, values, edits });
        }
    }
    found
}

/// The method that a new one is like: of the same resource, of the same name, else the first; rather one that asks for
/// nothing which the request does not carry.
fn method_like(at: &Situation<'_>, api: &RestApi, stage: &str, name: MethodName, resource: &str) -> Method {
    let suits = |method: &Method| {
        let is_let_in = match method.authorization {
            Authorization::None => true,
            Authorization::AwsIam => at.request.sigv4.is_some(),
            _ => at.sends("authorization"),
        };
        is_let_in && (!method.api_key_required || at.sends("x-api-key"))
    };
    let all = || api.resources.iter().flat_map(|each| each.methods.iter().map(move |pair| (each, pair)));
    let likest = |of: &dyn Fn(&Method) -> bool| {
        let all = || all().filter(|(_, (_, method))| of(method));
        let same_resource = all().find(|(each, _)| each.path == resource);
        let same_name = || all().find(|(_, (each, _))| **each == name);
        same_resource.or_else(same_name).or_else(|| all().next())
    };
    let found = likest(&suits).or_else(|| likest(&|_| true));
    let like = found.map(|(_, (_, method))| method.clone());
    let lambda = || {
        let method = if name == MethodName::Any { "GET" } else { name.as_str() };
        let presented = Presented { region: &api.region, api: &api.id, stage, method, resource };
        lambda_for(at.scenario, &presented).unwrap_or_default().to_owned()
    };
    like.unwrap_or_else(|| Method {
        integration: Integration { lambda: lambda(), ..Integration::default() },
        ..Method::default()
    })
}

/// The function that is meant where nothing says which: the one whose policy lets just this call pass, else the only one.
pub(super) fn lambda_for<'s>(scenario: &'s Scenario, presented: &Presented<'_>) -> Option<&'s str> {
    let lets_in = |lambda: &&Lambda| lambda.permissions.is_some() && allows(lambda, presented);
    let named = scenario.lambdas.iter().find(lets_in);
    let only = || scenario.lambdas.first().filter(|_| scenario.lambdas.len() == 1);
    named.or_else(only).map(|lambda| lambda.name.as_str())
}

/// A method that calls a function which is not there calls one that is.
fn integration(at: &Situation<'_>, index: usize, api: &RestApi) -> Option<Change> {
    at.detail(RuleId::RestApiIntegrationMissing)?;
    let (resource, name, method) = reached(at, api)?;
    let stage = match &at.wanted {
        Some(Wanted::Rest { stage, .. }) => stage.as_str(),
        _ => "",
    };
    let asked = if name == MethodName::Any { at.request.method.as_str() } else { name.as_str() };
    let presented = Presented { region: &api.region, api: &api.id, stage, method: asked, resource };
    let lambda = lambda_for(at.scenario, &presented)?.to_owned();
    let values = vec![
        ("api", api.id.clone()),
        ("place", format!("{name} {resource}")),
        ("lambda", lambda.clone()),
        ("missing", method.integration.lambda.clone()),
    ];
    let integration = Integration { lambda, ..method.integration.clone() };
    let method = Method { integration, ..method.clone() };
    let edits = with_method(at.scenario, index, (name, resource), &method);
    Some(Change { kind: FixKind::IntegrationLambda, values, edits })
}

fn add_method(
    at: &Situation<'_>,
    index: usize,
    api: &RestApi,
    stage: Option<&RestStage>,
    (name, resource): (MethodName, &str),
    method: Method,
) -> Option<Change> {
    let values = vec![
        ("api", api.id.clone()),
        ("method", name.to_string()),
        ("resource", resource.to_owned()),
        ("lambda", method.integration.lambda.clone()),
        ("stage", stage.map(|stage| stage.name.clone()).unwrap_or_default()),
    ];
    let mut edits = with_method(at.scenario, index, (name, resource), &method);
    if let Some(stage) = stage {
        edits.extend(deployed(at.scenario, index, stage, (name, resource)));
        edits.extend(at.expecting(format!("{} {name} {resource}", stage.name)));
    }
    Some(Change { kind: FixKind::ResourceMethod, values, edits })
}

/// The resource that the API looked up and does not have, calling what the wanted one calls.
fn resource_as_asked(at: &Situation<'_>, index: usize, api: &RestApi) -> Option<Change> {
    let rules = [RuleId::RestApiResourceNotFound, RuleId::RestApiResourceNotFoundAuthorization];
    let rule = rules.into_iter().find(|rule| at.detail(*rule).is_some())?;
    let (path, stage) = (at.told(rule, "path")?, at.told(rule, "stage")?);
    let stage = api.stages.iter().find(|each| each.name == stage)?;
    let name = MethodName::from_word(&at.request.method)?;
    let (resource, method) = match &at.wanted {
        Some(Wanted::Rest { api: wanted, stage: wanted_stage, method, resource }) => {
            // What ends at another API or stage calls something else.
            (*wanted == index && *wanted_stage == stage.name).then_some(())?;
            let like = api.resources.iter().find(|each| each.path == *resource)?.methods.get(method)?;
            match split(resource, &path) {
                Some((prefix, _)) => {
                    (if resource == "/" { prefix } else { format!("{prefix}{resource}") }, like.clone())
                }
                // The root is no match for a greedy variable, and wants a method of its own.
                None if path == "/" => (path.clone(), like.clone()),
                None => return None,
            }
        }
        Some(_) => return None,
        None => {
            let nearest = at.told(rule, "nearest")?;
            let (method, resource) = nearest.split_once(' ')?;
            let method = MethodName::from_word(method)?;
            let like = api.resources.iter().find(|each| each.path == resource)?.methods.get(&method)?;
            (path.trim_end_matches('/').to_owned(), like.clone())
        }
    };
    let resource = if resource.is_empty() { "/".to_owned() } else { resource };
    let is_known = api.resources.iter().any(|each| each.path == resource && each.methods.contains_key(&name));
    (!is_known).then(|| add_method(at, index, api, Some(stage), (name, &resource), method))?
}

/// A greedy resource that takes every path below the one at which the request strays: where no template is near.
fn catch_all(at: &Situation<'_>, index: usize, api: &RestApi) -> Option<Change> {
    const GREEDY: &str = "/{proxy+}";
    let rules = [RuleId::RestApiResourceNotFound, RuleId::RestApiResourceNotFoundAuthorization];
    let rule = rules.into_iter().find(|rule| at.detail(*rule).is_some())?;
    let (path, stage) = (at.told(rule, "path")?, at.told(rule, "stage")?);
    let stage = api.stages.iter().find(|each| each.name == stage)?;
    // Which function it should call is plain only where all methods call the same.
    let mut methods = api.resources.iter().flat_map(|each| each.methods.values());
    let like = methods.clone().next()?;
    let is_plain = methods.all(|each| each.integration.lambda == like.integration.lambda);
    let is_taken = api.resources.iter().any(|each| each.path == GREEDY);
    // Where a place is named, that one is meant.
    let is_named = at.request.expect.as_ref().is_some_and(|expect| expect.reaches.is_some());
    (is_plain && !is_taken && !is_named && !like.integration.lambda.is_empty() && path != "/").then_some(())?;
    let method = Method { authorization: like.authorization, authorizer: like.authorizer, ..like.clone() };
    let change = add_method(at, index, api, Some(stage), (MethodName::Any, GREEDY), method)?;
    Some(Change { kind: FixKind::CatchAll, ..named(change, GREEDY) })
}

/// A change with the name of what it adds.
pub(super) fn named(mut change: Change, route: &str) -> Change {
    change.values.push(("route", route.to_owned()));
    change
}

fn add_stage(at: &Situation<'_>, index: usize, api: &RestApi, stage: &RestStage, more: Vec<Edit>) -> Change {
    let values = vec![("api", api.id.clone()), ("stage", stage.name.clone())];
    Change { kind: FixKind::Stage, values, edits: [with_stage(at.scenario, index, stage), more].concat() }
}

/// A stage of the name that the path's first segment asks for.
fn stage_as_asked(at: &Situation<'_>, index: usize, api: &RestApi) -> Option<Change> {
    let segment = at.told(RuleId::RestApiStageMissing, "segment")?;
    let is_name = segment.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let Some(Wanted::Rest { api: wanted, stage: wanted_stage, method, resource }) = &at.wanted else { return None };
    (!segment.is_empty() && is_name && *wanted == index && *wanted_stage != segment).then_some(())?;
    // What follows the segment is what the resource is looked up by.
    let origin_path = at.front.and_then(|front| front.origin).map(|(_, origin)| origin.origin_path.as_str());
    let (before, _) = split(resource, &format!("{}{}", origin_path.unwrap_or_default(), at.path))?;
    (before == format!("/{segment}")).then_some(())?;
    let like = api.stages.iter().find(|each| each.name == *wanted_stage);
    let stage = RestStage { name: segment.clone(), ..like.cloned().unwrap_or_default() };
    let place = at.expecting(format!("{segment} {method} {resource}"));
    Some(add_stage(at, index, api, &stage, place))
}

/// Who may call.
fn access(at: &Situation<'_>, index: usize, api: &RestApi) -> Vec<Change> {
    let mut found = Vec::new();
    let part = Part::RestApi(index);
    let of_api = |kind, edits| Change { kind, values: vec![("api", api.id.clone())], edits };
    if at.is_refused_by(&[RuleId::RestApiEndpointDisabled]) {
        let edits = set(part, "disable_execute_api_endpoint", &api.disable_execute_api_endpoint, &false);
        found.push(of_api(FixKind::ExecuteApiEndpoint, edits));
    }
    if at.is_refused_by(&[RuleId::RestApiResourcePolicy]) {
        let mut changed = of_api(FixKind::ResourcePolicy, vec![Edit::Remove(part.path().field("policy"))]);
        let is_denied = at.told(RuleId::RestApiResourcePolicy, "verdict").is_some_and(|verdict| verdict == "deny");
        changed.values.extend(is_denied.then(|| ("denied_by", "Deny".to_owned())));
        found.push(changed);
    }
    // A key that is sent and no usage plan of the stage knows.
    let sent = at.request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-api-key"));
    let sent = sent.and_then(|(_, values)| values.iter().next()).filter(|key| !key.is_empty());
    if at.is_refused_by(&[RuleId::RestApiApiKey])
        && let Some(key) = sent.filter(|key| !api.api_keys.iter().any(|each| each == key))
    {
        let keys = api.api_keys.iter().cloned().chain([key.to_owned()]).collect();
        let stage = at
            .trace
            .hops
            .iter()
            .find_map(|hop| crate::diagnosis::place::stage(at.scenario, hop))
            .unwrap_or_default()
            .to_owned();
        let changed = of_api(FixKind::UsagePlan, set(part, "api_keys", &api.api_keys, &keys));
        found.push(Change { values: vec![("api", api.id.clone()), ("stage", stage)], ..changed });
    }
    let private = [RuleId::RestApiPrivate, RuleId::CloudfrontOriginDns, RuleId::DnsApiNotFound];
    if api.endpoint_type == EndpointType::Private && at.is_refused_by(&private) {
        let edits = set(part, "endpoint_type", &api.endpoint_type, &EndpointType::Regional);
        found.push(of_api(FixKind::EndpointType, edits));
    }
    let Some((resource, name, method)) = reached(at, api) else { return found };
    let change = |kind, method: Method| Change {
        kind,
        values: vec![("api", api.id.clone()), ("method", name.to_string()), ("resource", resource.to_owned())],
        edits: with_method(at.scenario, index, (name, resource), &method),
    };
    let refuses = [
        RuleId::RestApiSignatureMissing,
        RuleId::RestApiSignatureIncomplete,
        RuleId::RestApiSignatureInvalid,
        RuleId::RestApiIdentitySource,
        RuleId::RestApiAuthorizer,
        RuleId::RestApiAuthorizerFailed,
    ];
    if at.is_refused_by(&refuses) {
        let method = Method { authorization: Authorization::None, ..method.clone() };
        found.push(change(FixKind::MethodAuthorization, method));
    }
    if at.is_refused_by(&[RuleId::RestApiApiKey]) {
        found.push(change(FixKind::ApiKeyOptional, Method { api_key_required: false, ..method.clone() }));
    }
    found
}

/// The method that the request came to.
pub(super) fn reached<'s>(at: &Situation<'s>, api: &'s RestApi) -> Option<(&'s str, MethodName, &'s Method)> {
    let mut steps = at.trace.hops.iter().flat_map(|hop| &hop.steps);
    let step = steps.rfind(|step| step.rule.id == RuleId::RestApiResource && step.outcome == Outcome::Passed)?;
    let name = MethodName::from_word(step.detail.text("deployed_method")?)?;
    let resource = api.resources.iter().find(|each| Some(each.path.as_str()) == step.detail.text("resource"))?;
    Some((&resource.path, name, resource.methods.get(&name)?))
}
