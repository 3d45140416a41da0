//! The hops behind a refusal: those that a reader expects to see, greyed out.

use hopscope_scenario::http_api::HttpApi;
use hopscope_scenario::rest_api::{Integration, IntegrationType, RestApi};

use crate::api_gateway::{domain, http, regional, rest};
use crate::dns::name::same_name;
use crate::lambda_url;
use crate::s3::endpoint::S3Host;
use crate::trace::Component;
use crate::tracer::Tracer;

/// What would have answered at an origin's name, and what stands behind it.
pub fn behind(tracer: &mut Tracer<'_>, domain_name: &str) {
    if let Some(api) = regional::find(tracer.scenario, domain_name) {
        tracer.would_reach(Component::ApiGateway, &api.id, rest::kind(api));
        behind_methods(tracer, api);
    } else if let Some(api) = http::find(tracer.scenario, domain_name) {
        tracer.would_reach(Component::ApiGateway, &api.id, http::KIND);
        behind_routes(tracer, api);
    } else if let Some(api) = behind_domain(tracer, domain_name) {
        tracer.would_reach(Component::ApiGateway, &api.id, rest::kind(api));
        behind_methods(tracer, api);
    } else if let Some((lambda, _)) = lambda_url::find(tracer.scenario, domain_name) {
        tracer.would_reach(Component::LambdaUrl, &lambda.name, "");
        tracer.would_reach(Component::Lambda, &lambda.name, "");
    } else if tracer.scenario.load_balancers.iter().any(|each| same_name(&each.domain_name, domain_name)) {
        tracer.would_reach(Component::LoadBalancer, domain_name, "");
    } else if tracer.scenario.servers.iter().any(|each| same_name(&each.domain_name, domain_name)) {
        tracer.would_reach(Component::Server, domain_name, "");
    } else if let Some(host) = S3Host::parse(domain_name).filter(|host| !host.bucket.is_empty()) {
        tracer.would_reach(Component::S3, host.bucket, "");
    }
}

/// The REST API of a custom domain's first mapping.
fn behind_domain<'s>(tracer: &Tracer<'s>, name: &str) -> Option<&'s RestApi> {
    let scenario = tracer.scenario;
    let domain = domain::find(scenario, name).or_else(|| domain::find_target(scenario, name))?;
    let mapping = domain.base_path_mappings.first()?;
    scenario.rest_apis.iter().find(|api| api.id == mapping.api)
}

/// What an HTTP API's first route calls.
pub fn behind_routes(tracer: &mut Tracer<'_>, api: &HttpApi) {
    if let Some(route) = api.routes.first() {
        behind_integration(tracer, &route.integration);
    }
}

/// What stands behind the API that has a name.
pub fn behind_api(tracer: &mut Tracer<'_>, domain_name: &str) {
    if let Some(api) = regional::find(tracer.scenario, domain_name) {
        behind_methods(tracer, api);
    }
}

/// What an API's first method calls.
pub fn behind_methods(tracer: &mut Tracer<'_>, api: &RestApi) {
    let first = api.resources.iter().flat_map(|resource| resource.methods.values()).next();
    if let Some(method) = first {
        behind_integration(tracer, &method.integration);
    }
}

/// What an integration calls.
pub fn behind_integration(tracer: &mut Tracer<'_>, integration: &Integration) {
    if matches!(integration.kind, IntegrationType::AwsProxy | IntegrationType::Aws) && !integration.lambda.is_empty() {
        tracer.would_reach(Component::Lambda, &integration.lambda, "");
    }
}
