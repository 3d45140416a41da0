//! A REST API, as far as its answer tells: which stage and route were met, and where it went wrong.

use hopscope_scenario::Map;

use hopscope_scenario::OneOrMany;
use hopscope_scenario::lambda::{Lambda, LambdaOutcome};
use hopscope_scenario::request::Request;
use hopscope_scenario::resource_policy::{Effect, ResourcePolicy};
use hopscope_scenario::rest_api::{
    Authorization, AuthorizerResult, EndpointType, Integration, IntegrationType, Method, MethodName, Resource, RestApi,
    RestStage, UsageLimit, UsagePlan,
};

use super::backend::recorded;
use super::{Form, OriginTold, Unknown};
use crate::arn;
use crate::fingerprint::Layers;
use crate::host_name::HostName;

/// The stage of a scenario whose answer does not tell its name.
const STAGE: &str = "prod";

/// Adds a REST API, and says where a distribution's requests to it go.
pub(super) fn add(form: &mut Form<'_>) -> OriginTold {
    let arn = form.clues.message_text().and_then(arn::in_message);
    let (host_api, host_region) = match &form.clues.host {
        Some(HostName::ExecuteApi { api, region }) => (Some(api.clone()), Some(region.clone())),
        _ => (None, None),
    };
    let is_direct = host_api.is_some();
    let told = host_region.or_else(|| arn.as_ref().map(|arn| arn.region.clone()));
    let region = form.or(told.as_deref(), Unknown::Region, "us-east-1");
    let told = host_api.or_else(|| arn.as_ref().map(|arn| arn.api.clone()));
    let id = form.or(told.as_deref(), Unknown::ApiId, "abcdef1234");
    let way = way(form, is_direct, arn.as_ref());
    let api = RestApi {
        id: id.clone(),
        region: region.clone(),
        endpoint_type: endpoint_type(form, is_direct),
        policy: policy(form),
        resources: way.resource.map(|path| resource(form, path)).into_iter().collect(),
        stages: way.stage.map(|name| RestStage { name, ..RestStage::default() }).into_iter().collect(),
        ..RestApi::default()
    };
    form.unknown(Unknown::Routes);
    form.scenario.rest_apis.push(api);
    OriginTold {
        domain_name: format!("{id}.execute-api.{region}.amazonaws.com"),
        origin_path: way.origin_path,
        ..OriginTold::default()
    }
}

/// Where a usage plan refused: one whose limit this client has used up, and a key of it for the request, which the
/// answer proves that it carried.
pub(super) fn use_up(form: &mut Form<'_>, asked: &mut Request) {
    let exceeded = match () {
        () if form.is(&["throttled"]) => UsageLimit::Throttle,
        () if form.is(&["quota"]) => UsageLimit::Quota,
        () => return,
    };
    let Some(api) = form.scenario.rest_apis.last_mut() else { return };
    const NAME: &str = "x-api-key";
    let is_key = |name: &str| name.eq_ignore_ascii_case(NAME);
    let carried = asked.headers.iter().find(|(name, _)| is_key(name)).and_then(|(_, values)| values.iter().next());
    let key = carried.unwrap_or("key").to_owned();
    if carried.is_none() {
        asked.headers.insert(NAME.to_owned(), OneOrMany::One(key.clone()));
    }
    let methods = api.resources.iter_mut().flat_map(|resource| resource.methods.values_mut());
    methods.for_each(|method| method.api_key_required = true);
    let stages = api.stages.iter().map(|stage| stage.name.clone()).collect();
    let plan = UsagePlan { name: "plan".to_owned(), stages, api_keys: vec![key], exceeded, ..UsagePlan::default() };
    api.usage_plans.push(plan);
    form.unknown(Unknown::Access);
}

/// Where a policy refused: one that lets nobody in, in place of the one that the answer does not tell.
fn policy(form: &Form<'_>) -> Option<ResourcePolicy> {
    let refuses = form.is(&["policy_anonymous", "policy_principal", "access_denied"]);
    refuses.then(|| ResourcePolicy { effect: Some(Effect::Deny), ..ResourcePolicy::default() })
}

/// What a request met.
struct Way {
    stage: Option<String>,
    resource: Option<String>,
    origin_path: String,
}

/// Which stage and resource the answer proves.
fn way(form: &mut Form<'_>, is_direct: bool, arn: Option<&arn::MethodArn>) -> Way {
    let path = form.path();
    let (first, rest) = split(&path);
    let is_routed = !form.is(&["forbidden", "host_refused", "missing_authentication_token", "incomplete_signature"]);
    let is_staged = !form.is(&["forbidden", "host_refused"]);
    if let Some(arn) = arn.filter(|arn| is_stage(&arn.stage)) {
        // The refusal names what was looked up; what CloudFront put in front is the difference.
        let origin_path = format!("/{}{}", arn.stage, arn.path).strip_suffix(path.as_str()).map(str::to_owned);
        if origin_path.is_none() && !is_direct {
            form.unknown(Unknown::OriginPath);
        }
        return Way {
            stage: Some(arn.stage.clone()),
            resource: Some(arn.path.clone()),
            origin_path: origin_path.unwrap_or_default(),
        };
    }
    if !is_staged {
        form.unknown(Unknown::Stage);
        if !is_direct {
            form.unknown(Unknown::OriginPath);
        }
        return Way { stage: None, resource: None, origin_path: String::new() };
    }
    if is_direct && is_stage(first) {
        return Way { stage: Some(first.to_owned()), resource: is_routed.then_some(rest), origin_path: String::new() };
    }
    form.unknown(Unknown::Stage);
    form.unknown(Unknown::OriginPath);
    Way { stage: Some(STAGE.to_owned()), resource: is_routed.then_some(path), origin_path: format!("/{STAGE}") }
}

/// The first segment of a path, and the path behind it.
fn split(path: &str) -> (&str, String) {
    let bare = path.trim_start_matches('/');
    let (first, rest) = bare.split_once('/').unwrap_or((bare, ""));
    (first, format!("/{}", rest.trim_end_matches('/')))
}

fn endpoint_type(form: &mut Form<'_>, is_direct: bool) -> EndpointType {
    match form.found.layers {
        Layers::EdgeApi | Layers::Two => EndpointType::Edge,
        Layers::None | Layers::Own => EndpointType::Regional,
        Layers::OwnOrEdgeApi | Layers::Unknown => {
            form.unknown(Unknown::EndpointType);
            if is_direct { EndpointType::Edge } else { EndpointType::Regional }
        }
    }
}

/// The resource that was met, set up so that it goes wrong as recorded.
fn resource(form: &mut Form<'_>, path: String) -> Resource {
    let name = MethodName::from_word(form.clues.asked.method_or_get()).unwrap_or(MethodName::Any);
    let method = Method { integration: integration(form), ..authorized(form) };
    Resource { path: template(trimmed(&path)), methods: Map::from([(name, method)]), ..Resource::default() }
}

/// A trailing slash makes no difference to REST APIs.
fn trimmed(path: &str) -> &str {
    let bare = path.trim_end_matches('/');
    if bare.is_empty() { "/" } else { bare }
}

/// The resource or route that takes a path: the path itself, or a greedy one where no resource can have it.
pub(super) fn template(path: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-:~!$&'()*+,;=@%".contains(c);
    let is_segment = |segment: &str| !segment.is_empty() && segment.chars().all(allowed);
    let is_literal = path == "/" || path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_segment));
    if is_literal { path.to_owned() } else { "/{proxy+}".to_owned() }
}

/// Whether a segment can be a stage's name.
fn is_stage(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// The method's authorization, as its refusal tells.
fn authorized(form: &mut Form<'_>) -> Method {
    let custom = |authorizer| Method { authorization: Authorization::Custom, authorizer, ..Method::default() };
    let method = if form.is(&["authorizer_denies", "authorizer_cache"]) {
        custom(AuthorizerResult::Deny)
    } else if form.is(&["unauthorized", "token_expired", "bare_unauthorized"]) {
        custom(AuthorizerResult::Unauthorized)
    } else if form.is(&["authorizer_failed", "authorizer_failure"]) {
        custom(AuthorizerResult::Fail)
    } else if form.is(&[
        "invalid_signature",
        "access_key_unknown",
        "policy_principal",
        "bare_signature",
        "bare_access_key",
    ]) {
        Method { authorization: Authorization::AwsIam, ..Method::default() }
    } else {
        Method::default()
    };
    if method.authorization != Authorization::None || form.is(&["policy_anonymous", "access_denied"]) {
        form.unknown(Unknown::Access);
    }
    method
}

/// The integration, with the recorded answer or the recorded way to fail.
fn integration(form: &mut Form<'_>) -> Integration {
    if form.is(&["backend_untraced"]) {
        form.unknown(Unknown::Integration);
        return Integration { kind: IntegrationType::Mock, response: Some(recorded(form)), ..Integration::default() };
    }
    form.unknown(Unknown::Lambda);
    let outcome = if form.is(&["bad_integration_response"]) {
        LambdaOutcome::Malformed
    } else if form.is(&["integration_timeout"]) {
        LambdaOutcome::Timeout
    } else {
        LambdaOutcome::Ok
    };
    // Without any grant API Gateway may not call the function: the likeliest cause of that answer.
    let permissions = form.is(&["internal_server_error"]).then(Vec::new);
    let lambda =
        Lambda { name: "function".to_owned(), permissions, response: recorded(form), outcome, ..Lambda::default() };
    form.scenario.lambdas.push(lambda);
    Integration { lambda: "function".to_owned(), ..Integration::default() }
}
