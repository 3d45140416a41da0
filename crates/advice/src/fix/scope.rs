//! The scope of a signature: the region and the service that check it.

use hopscope_routing::s3::endpoint::S3Host;
use hopscope_routing::trace::{Component, Trace};
use hopscope_scenario::Scenario;

/// The region and the service that a request is signed for where it ends. None: nothing there checks signatures, or
/// nothing tells the region.
pub fn of(scenario: &Scenario, trace: &Trace) -> Option<(String, &'static str)> {
    let is_checking = |component| matches!(component, Component::ApiGateway | Component::LambdaUrl | Component::S3);
    let hop = trace.hops.iter().rfind(|hop| is_checking(hop.component) && !hop.id.is_empty())?;
    let id = hop.id.as_str();
    match hop.component {
        Component::ApiGateway => {
            let rest = scenario.rest_apis.iter().find(|api| api.id == id).map(|api| api.region.clone());
            let http = || scenario.http_apis.iter().find(|api| api.id == id).map(|api| api.region.clone());
            Some((rest.or_else(http)?, "execute-api"))
        }
        Component::LambdaUrl => {
            let function = scenario.lambdas.iter().find(|lambda| lambda.name == id)?;
            let name = &function.function_url.as_ref()?.domain_name;
            Some((name.split('.').nth(2)?.to_owned(), "lambda"))
        }
        _ => {
            let bucket = scenario.buckets.iter().find(|bucket| bucket.name == id);
            let named = S3Host::parse(&hop.received.host).map(|host| host.region.to_owned());
            Some((bucket.map(|bucket| bucket.region.clone()).or(named)?, "s3"))
        }
    }
}
