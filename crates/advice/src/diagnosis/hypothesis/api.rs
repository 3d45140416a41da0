//! Lifts of what API Gateway refuses, by REST APIs, HTTP APIs and custom domains, and the functions behind them.

use hopscope_routing::RuleId;
use hopscope_scenario::Scenario;
use hopscope_scenario::domain_name::{BasePathMapping, RoutingMode};
use hopscope_scenario::http_api::{HttpStage, Route};
use hopscope_scenario::lambda::{Lambda, LambdaOutcome, Permission};
use hopscope_scenario::request::{RuleAction, SigV4, WafAction};
use hopscope_scenario::resource_policy::{Effect, ResourcePolicy};
use hopscope_scenario::rest_api::{
    Authorization, AuthorizerResult, EndpointType, Method, MethodName, Resource, RestStage,
};

use super::distribution::forwarded;
use super::{Draft, HypothesisKind};
use crate::diagnosis::cause::{Case, Cause, CauseKind};
use crate::diagnosis::place;
use crate::diagnosis::resource;

/// A bearer token, for headers that only need to be there.
const TOKEN: &str = "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x";

/// The lifts of a deciding rule that API Gateway or its functions can lift.
pub fn hypotheses(case: &Case<'_>) -> Vec<Draft> {
    let hypothesis = match case.deciding.step.rule.id {
        RuleId::RestApiPrivate => Draft::of(case, HypothesisKind::ApiPublic).changed(|scenario| {
            scenario.rest_apis.iter_mut().for_each(|api| api.endpoint_type = EndpointType::Regional);
            scenario.domain_names.iter_mut().for_each(|domain| domain.endpoint_type = EndpointType::Regional);
            Some(())
        }),
        RuleId::RestApiEndpointDisabled | RuleId::HttpApiEndpointDisabled => endpoint(case),
        RuleId::RestApiStageMissing | RuleId::HttpApiStageMissing => stage(case),
        RuleId::RestApiWebAcl => return web_acl(case),
        RuleId::RestApiResourceNotFound | RuleId::RestApiResourceNotFoundAuthorization => resource_exists(case),
        RuleId::HttpApiRouteNotFound => route(case),
        RuleId::RestApiResourcePolicy => policy(case),
        RuleId::RestApiSignatureMissing | RuleId::RestApiSignatureIncomplete | RuleId::RestApiSignatureInvalid => {
            let dropped = forwarded(case, "authorization");
            return [dropped, signature(case), open_method(case)].into_iter().flatten().collect();
        }
        RuleId::RestApiIdentitySource => return identity_source(case),
        RuleId::RestApiAuthorizer | RuleId::RestApiAuthorizerFailed => {
            Draft::of(case, HypothesisKind::AuthorizerAllows).changed(|scenario| {
                place::method_mut(scenario, case.deciding.hop)?.authorizer = AuthorizerResult::Allow;
                Some(())
            })
        }
        RuleId::HttpApiIamAuthorization
        | RuleId::HttpApiLambdaAuthorizer
        | RuleId::HttpApiJwtAuthorizer
        | RuleId::HttpApiAuthorizerFailed => {
            return [forwarded(case, "authorization"), open_route(case)].into_iter().flatten().collect();
        }
        RuleId::RestApiApiKey => return key(case),
        RuleId::RestApiIntegrationMissing | RuleId::HttpApiIntegrationMissing => {
            let name = case.deciding.text("lambda").to_owned();
            Draft::of(case, HypothesisKind::LambdaExists).with("lambda", name.clone()).changed(|scenario| {
                scenario.lambdas.push(Lambda { name, ..Lambda::default() });
                Some(())
            })
        }
        RuleId::RestApiLambdaPermission | RuleId::HttpApiLambdaPermission => permission(case),
        RuleId::RestApiLambdaFailed | RuleId::HttpApiLambdaFailed | RuleId::HttpApiIntegrationTimeout => works(case),
        RuleId::RestApiRequestTooLarge => Draft::of(case, HypothesisKind::NoBody).asked(|request| {
            request.body = String::new();
            request.headers.retain(|name, _| !name.eq_ignore_ascii_case("content-length"));
        }),
        RuleId::ApiDomainNoMapping => mapping(case),
        _ => None,
    };
    hypothesis.into_iter().collect()
}

fn endpoint(case: &Case<'_>) -> Option<Draft> {
    let id = case.deciding.hop.id.clone();
    Draft::of(case, HypothesisKind::EndpointEnabled).with("api", id.as_str()).changed(|scenario| {
        scenario.rest_apis.iter_mut().filter(|api| api.id == id).for_each(|api| {
            api.disable_execute_api_endpoint = false;
        });
        scenario.http_apis.iter_mut().filter(|api| api.id == id).for_each(|api| {
            api.disable_execute_api_endpoint = false;
        });
        Some(())
    })
}

/// A stage of the name that was asked for, like the first one; without a name, an origin path that has one.
fn stage(case: &Case<'_>) -> Option<Draft> {
    let (hop, name) = (case.deciding.hop, case.deciding.text("segment").to_owned());
    if name.is_empty() {
        let first = case.scenario.rest_apis.get(place::rest_api(hop)?)?.stages.first()?.name.clone();
        let edge = case.edge()?;
        return Draft::of(case, HypothesisKind::OriginPathStage).with("stage", first.clone()).changed(|scenario| {
            edge.origin_mut(scenario)?.origin_path = format!("/{first}");
            Some(())
        });
    }
    let hypothesis = Draft::of(case, HypothesisKind::StageExists).with("stage", name.clone());
    if let Some(index) = place::rest_api(hop) {
        return hypothesis.changed(|scenario| {
            let api = scenario.rest_apis.get_mut(index)?;
            let like = api.stages.first().cloned().unwrap_or_default();
            api.stages.push(RestStage { name, ..like });
            Some(())
        });
    }
    let index = place::http_api(hop)?;
    hypothesis.changed(|scenario| {
        let api = scenario.http_apis.get_mut(index)?;
        let like = api.stages.first().cloned().unwrap_or_default();
        api.stages.push(HttpStage { name, ..like });
        Some(())
    })
}

fn web_acl(case: &Case<'_>) -> Vec<Draft> {
    let stage = place::stage(case.scenario, case.deciding.hop).unwrap_or_default().to_owned();
    let changed = Draft::of(case, HypothesisKind::WebAclAllows).changed(|scenario| {
        let api = scenario.rest_apis.iter_mut().find(|api| api.id == case.deciding.hop.id)?;
        place::stage_mut(api, &stage)?.web_acl.as_mut()?.default_action = WafAction::Allow;
        Some(())
    });
    let asked =
        Draft::of(case, HypothesisKind::WebAclAllows).asked(|request| request.viewer.waf = Some(RuleAction::Allow));
    [changed, asked].into_iter().flatten().collect()
}

/// The very path is a resource, with the method of the nearest one.
fn resource_exists(case: &Case<'_>) -> Option<Draft> {
    let cause: Option<Cause> = resource::of(case);
    let name = MethodName::from_word(case.deciding.text("method")).filter(|name| *name != MethodName::Any)?;
    let (path, stage) = (case.deciding.text("path").to_owned(), case.deciding.text("stage").to_owned());
    let is_undeployed = cause.is_some_and(|cause| cause.kind == CauseKind::NotDeployed);
    let kind = if is_undeployed { HypothesisKind::MethodDeployed } else { HypothesisKind::ResourceExists };
    let hypothesis = Draft::of(case, kind).with("method", name.as_str()).with("path", path.clone());
    let nearest = case.deciding.text("nearest").to_owned();
    hypothesis.with("stage", stage.clone()).changed(|scenario| {
        let api = scenario.rest_apis.iter_mut().find(|api| api.id == case.deciding.hop.id)?;
        if is_undeployed {
            place::stage_mut(api, &stage)?.deployed = None;
            return Some(());
        }
        let like = method_like(&api.resources, &nearest);
        match api.resources.iter_mut().find(|resource| resource.path == path) {
            Some(resource) => {
                resource.methods.insert(name, like);
            }
            None => {
                let methods = [(name, like)].into_iter().collect();
                api.resources.push(Resource { path: path.clone(), methods, ..Resource::default() });
            }
        }
        if let Some(stage) = place::stage_mut(api, &stage)
            && let Some(deployed) = &mut stage.deployed
        {
            deployed.push(format!("{} {path}", name.as_str()));
        }
        Some(())
    })
}

/// The method that a pair names, as `GET /hello`; a default one where there is none.
fn method_like(resources: &[Resource], pair: &str) -> Method {
    let (name, path) = pair.split_once(' ').unwrap_or_default();
    let resource = resources.iter().find(|resource| resource.path == path);
    let found = resource.and_then(|resource| resource.methods.get(&MethodName::from_word(name)?));
    found.cloned().unwrap_or_default()
}

fn route(case: &Case<'_>) -> Option<Draft> {
    let (method, path) = (case.deciding.text("method"), case.deciding.text("path"));
    let (key, stage) = (format!("{method} {path}"), case.deciding.text("stage").to_owned());
    let is_undeployed = resource::of(case).is_some_and(|cause| cause.kind == CauseKind::NotDeployed);
    let kind = if is_undeployed { HypothesisKind::MethodDeployed } else { HypothesisKind::RouteExists };
    let nearest = case.deciding.text("nearest").to_owned();
    let hypothesis = Draft::of(case, kind).with("route", key.clone()).with("stage", stage.clone());
    hypothesis.with("method", method).with("path", path).changed(|scenario| {
        let api = scenario.http_apis.iter_mut().find(|api| api.id == case.deciding.hop.id)?;
        let deployed = api.stages.iter_mut().find(|each| each.name == stage).map(|stage| &mut stage.deployed);
        if is_undeployed {
            *deployed? = None;
            return Some(());
        }
        if let Some(Some(deployed)) = deployed {
            deployed.push(key.clone());
        }
        let like = api.routes.iter().find(|route| route.route_key == nearest).cloned().unwrap_or_default();
        api.routes.push(Route { route_key: key, ..like });
        Some(())
    })
}

fn policy(case: &Case<'_>) -> Option<Draft> {
    let allow = ResourcePolicy { effect: Some(Effect::Allow), ..ResourcePolicy::default() };
    Draft::of(case, HypothesisKind::PolicyAllows).changed(|scenario| {
        scenario.rest_apis.iter_mut().find(|api| api.id == case.deciding.hop.id)?.policy = Some(allow);
        Some(())
    })
}

/// A signature that is right for the request as it arrives.
fn signature(case: &Case<'_>) -> Option<Draft> {
    let host = case.deciding.hop.received.host.clone();
    let principal = case.request.sigv4.as_ref().map(|sigv4| sigv4.principal.clone()).unwrap_or_default();
    Draft::of(case, HypothesisKind::SignatureRight).with("host", host.as_str()).asked(|request| {
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("authorization"));
        request.sigv4 = Some(SigV4 { principal, signed_host: host.to_string(), valid: true, ..SigV4::default() });
    })
}

fn open_method(case: &Case<'_>) -> Option<Draft> {
    Draft::of(case, HypothesisKind::NoAuthorization).changed(|scenario| {
        place::method_mut(scenario, case.deciding.hop)?.authorization = Authorization::None;
        Some(())
    })
}

fn open_route(case: &Case<'_>) -> Option<Draft> {
    let key = case.deciding.text("route").to_owned();
    Draft::of(case, HypothesisKind::NoAuthorization).changed(|scenario| {
        let api = scenario.http_apis.iter_mut().find(|api| api.id == case.deciding.hop.id)?;
        let route = api.routes.iter_mut().find(|route| route.route_key == key)?;
        route.authorization_type = Authorization::None;
        Some(())
    })
}

fn identity_source(case: &Case<'_>) -> Vec<Draft> {
    let header = case.deciding.text("identity_source").strip_prefix("method.request.header.");
    let sent = header.and_then(|header| {
        let hypothesis = Draft::of(case, HypothesisKind::HeaderSent).with("header", header);
        hypothesis.asked(|request| {
            request.headers.insert(header.to_owned(), TOKEN.into());
        })
    });
    let dropped = header.and_then(|header| forwarded(case, header));
    [dropped, sent, open_method(case)].into_iter().flatten().collect()
}

/// The request carries a key that the API knows.
fn key(case: &Case<'_>) -> Vec<Draft> {
    let index = place::rest_api(case.deciding.hop);
    let known = index.and_then(|index| case.scenario.rest_apis.get(index)?.api_keys.first().cloned());
    let value = known.clone().unwrap_or_else(|| "key".to_owned());
    let sent = Draft::of(case, HypothesisKind::HeaderSent).with("header", "x-api-key").asked(|request| {
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("x-api-key"));
        request.headers.insert("x-api-key".to_owned(), value.clone().into());
    });
    let sent = sent.and_then(|hypothesis| {
        hypothesis.changed(|scenario| {
            if known.is_none() {
                scenario.rest_apis.get_mut(index?)?.api_keys.push(value);
            }
            Some(())
        })
    });
    let open = Draft::of(case, HypothesisKind::NoAuthorization).changed(|scenario| {
        place::method_mut(scenario, case.deciding.hop)?.api_key_required = false;
        Some(())
    });
    [forwarded(case, "x-api-key"), sent, open].into_iter().flatten().collect()
}

fn permission(case: &Case<'_>) -> Option<Draft> {
    let (name, arn) = (case.deciding.text("lambda").to_owned(), case.deciding.text("source_arn").to_owned());
    let hypothesis =
        Draft::of(case, HypothesisKind::PermissionExists).with("lambda", name.clone()).with("source_arn", arn.clone());
    hypothesis.changed(|scenario| {
        let principal = "apigateway.amazonaws.com".to_owned();
        let permission = Permission { principal, source_arn: arn, ..Permission::default() };
        grant(scenario, &name, [permission])
    })
}

/// Adds statements to a function's policy.
pub fn grant(scenario: &mut Scenario, lambda: &str, more: impl IntoIterator<Item = Permission>) -> Option<()> {
    place::lambda_mut(scenario, lambda)?.permissions.get_or_insert_default().extend(more);
    Some(())
}

fn works(case: &Case<'_>) -> Option<Draft> {
    let name = case.deciding.text("lambda").to_owned();
    Draft::of(case, HypothesisKind::LambdaWorks).with("lambda", name.clone()).changed(|scenario| {
        place::lambda_mut(scenario, &name)?.outcome = LambdaOutcome::Ok;
        Some(())
    })
}

/// The domain's empty mapping leads where its first one does, or to the first API.
fn mapping(case: &Case<'_>) -> Option<Draft> {
    let name = case.deciding.text("domain_name").to_owned();
    let api = case.scenario.rest_apis.first();
    let default = api.map(|api| BasePathMapping {
        api: api.id.clone(),
        stage: api.stages.first().map(|stage| stage.name.clone()).unwrap_or_default(),
        ..BasePathMapping::default()
    });
    let hypothesis = Draft::of(case, HypothesisKind::MappingExists).with("domain_name", name.clone());
    hypothesis.changed(|scenario| {
        let domain = scenario.domain_names.iter_mut().find(|domain| domain.domain_name == name)?;
        let like = domain.base_path_mappings.first().cloned().or(default)?;
        domain.base_path_mappings.push(BasePathMapping { base_path: String::new(), ..like });
        if domain.routing_mode == RoutingMode::RoutingRuleOnly {
            domain.routing_mode = RoutingMode::RoutingRuleThenBasePathMapping;
        }
        Some(())
    })
}
