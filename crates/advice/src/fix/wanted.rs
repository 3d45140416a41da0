//! Where a request is wanted: the place that its author names, else the likeliest.

use hopscope_routing::Trace;
use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_routing::s3::endpoint::S3Host;
use hopscope_routing::trace::Component;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;
use hopscope_scenario::rest_api::{MethodName, RestApi};

/// A place where a request is to end. APIs, functions and buckets by their place in the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A method of a REST API's stage; either may be missing yet.
    Rest { api: usize, stage: String, method: MethodName, resource: String },
    /// A route of an HTTP API's stage; either may be missing yet.
    Http { api: usize, stage: String, route_key: String },
    /// An object; it may be missing yet.
    S3 { bucket: usize, key: String },
    /// A function by its URL.
    LambdaUrl { lambda: usize },
    /// A route of a server, or a rule of a load balancer, by its path pattern.
    Host { domain_name: String, pattern: String },
}

impl Wanted {
    /// The template of the path behind the stage. None: any path will do.
    pub(super) fn template(&self) -> Option<&str> {
        match self {
            Self::Rest { resource, .. } => Some(resource),
            Self::Http { route_key, .. } => route_key.split_once(' ').map(|(_, path)| path.trim()),
            Self::S3 { .. } | Self::LambdaUrl { .. } | Self::Host { .. } => None,
        }
    }
}

/// The name of an API's own address.
pub(super) fn execute_api(id: &str, region: &str) -> String {
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("{id}.execute-api.{region}.amazonaws.com{suffix}")
}

/// Where a request is wanted. `path` is what arrives at the origin, without origin path.
pub(super) fn find(scenario: &Scenario, request: &Request, trace: &Trace, origin: &str, path: &str) -> Option<Wanted> {
    let expected = request.expect.as_ref().and_then(|expect| expect.reaches.as_ref());
    match expected {
        Some(Some(text)) => named(scenario, text, trace, origin),
        Some(None) => None,
        None => guess(scenario, request, trace, origin, path),
    }
}

fn named(scenario: &Scenario, text: &str, trace: &Trace, origin: &str) -> Option<Wanted> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        ["s3", object] => {
            let (name, key) = object.split_once('/')?;
            let bucket = scenario.buckets.iter().position(|bucket| bucket.name == name)?;
            Some(Wanted::S3 { bucket, key: key.to_owned() })
        }
        ["lambda", name] => {
            let lambda = scenario.lambdas.iter().position(|lambda| lambda.name == *name)?;
            Some(Wanted::LambdaUrl { lambda })
        }
        [stage, "$default"] => http(scenario, stage, "$default", trace, origin),
        [name, pattern] => host(scenario, name, pattern),
        [stage, method, path] if path.starts_with('/') => rest(scenario, stage, method, path, trace, origin)
            .or_else(|| http(scenario, stage, &format!("{method} {path}"), trace, origin)),
        _ => None,
    }
}

/// A server or load balancer of that name.
fn host(scenario: &Scenario, name: &str, pattern: &str) -> Option<Wanted> {
    let servers = scenario.servers.iter().map(|each| &each.domain_name);
    let balancers = scenario.load_balancers.iter().map(|each| &each.domain_name);
    let domain_name = servers.chain(balancers).find(|each| same_name(each, name))?.clone();
    Some(Wanted::Host { domain_name, pattern: pattern.to_owned() })
}

/// The REST API that has the place; else the one that is asked now.
fn rest(scenario: &Scenario, stage: &str, method: &str, resource: &str, trace: &Trace, origin: &str) -> Option<Wanted> {
    let method = MethodName::from_word(method)?;
    let has_resource =
        |api: &RestApi| api.resources.iter().any(|each| each.path == resource && each.methods.contains_key(&method));
    let has_stage = |api: &RestApi| api.stages.iter().any(|each| each.name == stage);
    let apis = &scenario.rest_apis;
    let exact = apis.iter().position(|api| has_resource(api) && has_stage(api));
    let has_route = scenario.http_apis.iter().any(|api| {
        api.stages.iter().any(|each| each.name == stage)
            && api.routes.iter().any(|route| route.route_key == format!("{method} {resource}"))
    });
    if exact.is_none() && (has_route || stage == "$default") {
        return None;
    }
    let api = exact
        .or_else(|| asked(scenario, trace, origin).filter(|at| *at < apis.len()))
        .or_else(|| apis.iter().position(has_resource))
        .or_else(|| (apis.len() == 1).then_some(0))?;
    Some(Wanted::Rest { api, stage: stage.to_owned(), method, resource: resource.to_owned() })
}

fn http(scenario: &Scenario, stage: &str, route_key: &str, trace: &Trace, origin: &str) -> Option<Wanted> {
    let apis = &scenario.http_apis;
    let has_route = apis.iter().position(|api| api.routes.iter().any(|route| route.route_key == route_key));
    let asked = asked(scenario, trace, origin).and_then(|at| at.checked_sub(scenario.rest_apis.len()));
    let api = has_route.or(asked).or_else(|| (apis.len() == 1).then_some(0))?;
    Some(Wanted::Http { api, stage: stage.to_owned(), route_key: route_key.to_owned() })
}

/// The API that is asked now, or whose name the origin has: REST APIs first, then HTTP APIs.
fn asked(scenario: &Scenario, trace: &Trace, origin: &str) -> Option<usize> {
    let hop = trace.hops.iter().rev().find(|hop| hop.component == Component::ApiGateway && !hop.id.is_empty());
    let named = ExecuteApiHost::parse(origin).map(|host| host.api);
    let by_domain = scenario.domain_names.iter().find(|domain| same_name(&domain.domain_name, origin));
    let mapped = by_domain.and_then(|domain| domain.base_path_mappings.first()).map(|mapping| mapping.api.as_str());
    let id = hop.map(|hop| hop.id.as_str()).or(named).or(mapped)?;
    let rest = scenario.rest_apis.iter().position(|api| api.id == id);
    rest.or_else(|| scenario.http_apis.iter().position(|api| api.id == id).map(|at| at + scenario.rest_apis.len()))
}

/// The scenario's one API, where a custom domain is asked that leads to none.
fn only(scenario: &Scenario, origin: &str) -> Option<usize> {
    let is_domain = scenario.domain_names.iter().any(|domain| same_name(&domain.domain_name, origin));
    (is_domain && scenario.rest_apis.len() + scenario.http_apis.len() == 1).then_some(0)
}

/// Without an expectation: the deployed method whose template fits the end of the path best.
fn guess(scenario: &Scenario, request: &Request, trace: &Trace, origin: &str, path: &str) -> Option<Wanted> {
    if let Some(host) = S3Host::parse(origin) {
        let bucket = scenario.buckets.iter().position(|bucket| bucket.name == host.bucket)?;
        let path = path.trim_start_matches('/');
        let objects = &scenario.buckets.get(bucket)?.objects;
        let key = objects.iter().find(|key| {
            let (one, other) = (key.as_str(), path);
            !other.is_empty()
                && (other.ends_with(&format!("/{one}")) || one.ends_with(&format!("/{other}")) || one == other)
        });
        return Some(Wanted::S3 { bucket, key: key.cloned().unwrap_or_else(|| path.to_owned()) });
    }
    if let Some(lambda) = scenario
        .lambdas
        .iter()
        .position(|each| each.function_url.as_ref().is_some_and(|url| same_name(&url.domain_name, origin)))
    {
        return Some(Wanted::LambdaUrl { lambda });
    }
    let at = asked(scenario, trace, origin).or_else(|| only(scenario, origin))?;
    let fits = |template: &str| split(template, path).map(|(prefix, _)| prefix.len());
    if let Some(api) = scenario.rest_apis.get(at) {
        let pairs = api.resources.iter().flat_map(|each| each.methods.keys().map(move |name| (*name, &each.path)));
        let served = pairs.filter(|(name, _)| *name == MethodName::Any || name.as_str() == request.method);
        let best = served
            .filter_map(|(name, resource)| Some((fits(resource)?, resource.contains('{'), name, resource)))
            .min_by(|one, other| (one.1, one.0).cmp(&(other.1, other.0)));
        let (_, _, method, resource) = best?;
        let named = |stage: &&str| origin_or_path_names(trace, path, stage);
        let stages: Vec<&str> = api.stages.iter().map(|stage| stage.name.as_str()).collect();
        let stage = stages.iter().copied().find(|stage| named(stage)).or_else(|| stages.first().copied())?;
        return Some(Wanted::Rest { api: at, stage: stage.to_owned(), method, resource: resource.clone() });
    }
    let at = at.checked_sub(scenario.rest_apis.len())?;
    let api = scenario.http_apis.get(at)?;
    let serves = |key: &str| {
        let (method, template) = key.split_once(' ')?;
        (method == "ANY" || method == request.method).then_some(())?;
        fits(template)
    };
    let best = api.routes.iter().filter_map(|route| Some((serves(&route.route_key)?, &route.route_key))).min()?;
    let stage = api.stages.iter().map(|stage| stage.name.as_str()).next().unwrap_or("$default");
    Some(Wanted::Http { api: at, stage: stage.to_owned(), route_key: best.1.clone() })
}

/// Whether the first segment that the API was asked for, or of the path, is the stage.
fn origin_or_path_names(trace: &Trace, path: &str, stage: &str) -> bool {
    let sent = trace.hops.iter().filter_map(|hop| hop.sent.as_ref()).map(|sent| sent.path.as_str());
    sent.chain([path]).any(|path| path.split('/').nth(1) == Some(stage))
}

/// Splits a path in front of what a template fits: `/api/hello` and `/hello` give `/api` and `/hello`.
pub(super) fn split(template: &str, path: &str) -> Option<(String, String)> {
    let of = |text: &str| {
        text.trim_matches('/').split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (wanted, found) = (of(template), of(path));
    let is_greedy = wanted.last().is_some_and(|last| last.ends_with("+}"));
    let fits = |from: usize| {
        let rest = found.get(from..).unwrap_or_default();
        let is_long = if is_greedy { rest.len() >= wanted.len() } else { rest.len() == wanted.len() };
        is_long && wanted.iter().zip(rest).all(|(wanted, found)| wanted.starts_with('{') || wanted == found)
    };
    // The shortest prefix that leaves something that fits; a greedy variable alone fits too much to say anything.
    let from = (0..=found.len()).find(|from| fits(*from))?;
    let join = |segments: &[String]| segments.iter().map(|segment| format!("/{segment}")).collect::<String>();
    let rest = join(found.get(from..).unwrap_or_default());
    Some((join(found.get(..from).unwrap_or_default()), if rest.is_empty() { "/".to_owned() } else { rest }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_in_front_of_what_fits() {
        for (template, path, expected) in [
            ("/hello", "/api/hello", Some(("/api", "/hello"))),
            ("/hello", "/hello", Some(("", "/hello"))),
            ("/orders/{id}", "/v1/orders/7", Some(("/v1", "/orders/7"))),
            ("/", "/api", Some(("/api", "/"))),
            ("/orders/{proxy+}", "/x/orders/a/b", Some(("/x", "/orders/a/b"))),
            ("/hello", "/api/other", None),
        ] {
            let found = split(template, path);
            let found = found.as_ref().map(|(prefix, rest)| (prefix.as_str(), rest.as_str()));
            assert_eq!(found, expected, "{template} {path}");
        }
    }
}
