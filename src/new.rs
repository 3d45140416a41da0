//! What "add" adds: the JSON of new parts, with AWS's own defaults where it has any.

use std::collections::BTreeSet;

use hopscope_scenario::{FieldPath, Scenario};
use serde_json::{Value, json};

use crate::edit::Edit;

/// The account that made-up ARNs name: AWS's own example.
pub(crate) const ACCOUNT: &str = "111122223333";

/// A scenario to begin with: a path that is answered, through each hop of the usual way, and nothing besides.
pub fn scenario() -> Scenario {
    let document = json!({
        "hopscope": 1,
        "requests": [{
            "url": "https://d111111abcdef8.cloudfront.net/hello",
            "expect": {"status": 200, "reaches": "prod GET /hello"},
        }],
        "distributions": [{
            "id": "E1EXAMPLE", "domain_name": "d111111abcdef8.cloudfront.net",
            "origin": [{
                "origin_id": "api", "domain_name": "abc123.execute-api.ap-northeast-1.amazonaws.com",
                "origin_path": "/prod",
            }],
            "default_cache_behavior": {
                "target_origin_id": "api", "viewer_protocol_policy": "redirect-to-https",
                "cache_policy": "CachingDisabled", "origin_request_policy": "AllViewerExceptHostHeader",
            },
        }],
        "rest_apis": [{
            "id": "abc123", "region": "ap-northeast-1",
            "resources": [resource("/hello", "function")], "stages": [{"name": "prod"}],
        }],
        "lambdas": [lambda(&Scenario::default())],
    });
    let scenario = Scenario::from_value(document).unwrap_or_default();
    // The permission is of the API that is there.
    let at = FieldPath::root().field("lambdas").index(0).field("permissions").index(0);
    Edit::Insert(at, permission(&scenario)).apply(&scenario).unwrap_or(scenario)
}

/// The first of `base`, `base2`, `base3`… that is not taken.
pub fn name<'a>(base: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: BTreeSet<&str> = taken.collect();
    let numbered = (2..).map(|number| format!("{base}{number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|name| !taken.contains(name.as_str())).unwrap_or_default()
}

/// A distribution with one origin.
pub fn distribution(scenario: &Scenario) -> Value {
    let id = name("E2EXAMPLE", scenario.distributions.iter().map(|each| each.id.as_str()));
    let domain = format!("d{}.cloudfront.net", scenario.distributions.len() + 222_222);
    json!({
        "id": id, "domain_name": domain,
        "origin": [origin("origin")],
        "default_cache_behavior": {"target_origin_id": "origin", "cache_policy": "CachingDisabled"},
    })
}

/// An origin.
pub fn origin(id: &str) -> Value {
    json!({"origin_id": id, "domain_name": "origin.example.net"})
}

/// A behaviour to an origin, with the policies that AWS recommends for an API.
pub fn behavior(origin: &str) -> Value {
    json!({
        "path_pattern": "/new/*", "target_origin_id": origin, "viewer_protocol_policy": "redirect-to-https",
        "cache_policy": "CachingDisabled", "origin_request_policy": "AllViewerExceptHostHeader",
    })
}

/// A REST API with one stage.
pub fn rest_api(scenario: &Scenario) -> Value {
    let taken = scenario.rest_apis.iter().map(|each| each.id.as_str());
    let taken = taken.chain(scenario.http_apis.iter().map(|each| each.id.as_str()));
    json!({"id": name("def456", taken), "region": "ap-northeast-1", "stages": [{"name": "prod"}]})
}

/// An HTTP API with the stage that needs no path segment.
pub fn http_api(scenario: &Scenario) -> Value {
    let taken = scenario.rest_apis.iter().map(|each| each.id.as_str());
    let taken = taken.chain(scenario.http_apis.iter().map(|each| each.id.as_str()));
    json!({
        "id": name("ghi789", taken), "region": "ap-northeast-1",
        "routes": [route("GET /hello", &first_lambda(scenario))], "stages": [{"name": "$default"}],
    })
}

/// A route to a Lambda function.
pub fn route(key: &str, lambda: &str) -> Value {
    json!({"route_key": key, "integration": {"lambda": lambda}})
}

/// A resource with one method.
pub fn resource(path: &str, lambda: &str) -> Value {
    json!({"path": path, "methods": {"GET": method(lambda)}})
}

/// A method that calls a Lambda function.
pub fn method(lambda: &str) -> Value {
    json!({"integration": {"lambda": lambda}})
}

/// The name of the first Lambda function.
pub fn first_lambda(scenario: &Scenario) -> String {
    scenario.lambdas.first().map(|lambda| lambda.name.clone()).unwrap_or_default()
}

/// A Lambda function that anyone may call.
pub fn lambda(scenario: &Scenario) -> Value {
    let name = name("function", scenario.lambdas.iter().map(|each| each.name.as_str()));
    json!({
        "name": name,
        "response": {"headers": {"content-type": "application/json"}, "body": "{\"path\":\"{path}\"}"},
    })
}

/// A permission for API Gateway to call a function, for every method of every stage of the first REST API.
pub fn permission(scenario: &Scenario) -> Value {
    let api = scenario.rest_apis.first();
    let (region, id) = api.map_or(("ap-northeast-1", "abc123"), |api| (api.region.as_str(), api.id.as_str()));
    json!({
        "principal": "apigateway.amazonaws.com",
        "source_arn": format!("arn:aws:execute-api:{region}:{ACCOUNT}:{id}/*/*/*"),
    })
}

/// A bucket that only CloudFront reads, and the origin for it.
pub fn bucket(scenario: &Scenario) -> (Value, Value) {
    let name = name("amzn-s3-demo-bucket", scenario.buckets.iter().map(|each| each.name.as_str()));
    let taken = scenario.distributions.iter().flat_map(|each| &each.origin).map(|origin| origin.origin_id.as_str());
    let origin = json!({
        "origin_id": self::name("s3", taken), "domain_name": format!("{name}.s3.ap-northeast-1.amazonaws.com"),
        "origin_access_control": {},
    });
    let bucket = json!({"name": name, "region": "ap-northeast-1", "access": "oac", "objects": ["index.html"]});
    (bucket, origin)
}

/// A DNS record that leads to the first distribution: of its first alternate name, where it has one.
pub fn dns_record(scenario: &Scenario) -> Value {
    let distribution = scenario.distributions.first();
    let alias = distribution.and_then(|each| each.aliases.first()).map_or("www.example.com", String::as_str);
    let name = name(alias, scenario.dns.iter().map(|each| each.name.as_str()));
    json!({"name": name, "target": distribution.map(|each| each.domain_name.clone()).unwrap_or_default()})
}

/// A custom domain name that leads to the first API.
pub fn domain_name(scenario: &Scenario) -> Value {
    let name = name("api.example.com", scenario.domain_names.iter().map(|each| each.domain_name.as_str()));
    json!({
        "domain_name": name, "endpoint_type": "REGIONAL",
        "target_domain_name": "d-abcde12345.execute-api.ap-northeast-1.amazonaws.com",
        "base_path_mappings": [base_path_mapping(scenario)],
    })
}

/// A mapping of every path to the first stage of the first API.
pub fn base_path_mapping(scenario: &Scenario) -> Value {
    let rest = scenario.rest_apis.first().map(|api| (&api.id, api.stages.first().map(|stage| stage.name.as_str())));
    let http = || scenario.http_apis.first().map(|api| (&api.id, api.stages.first().map(|stage| stage.name.as_str())));
    match rest.or_else(http) {
        Some((api, stage)) => json!({"api": api, "stage": stage.unwrap_or_default()}),
        None => json!({}),
    }
}

/// A CloudFront Function that takes the first segment off the path.
pub fn edge_function(scenario: &Scenario) -> Value {
    let name = name("rewrite", scenario.edge_functions.iter().map(|each| each.name.as_str()));
    json!({
        "name": name,
        "code": "function handler(event) {\n  const request = event.request;\n  request.uri = request.uri.replace(/^\\/api/, \"\");\n  return request;\n}\n",
    })
}

/// A request to the same host as another.
pub fn request(scenario: &Scenario, like: usize) -> Value {
    let url = scenario.requests.get(like).map_or_else(|| first_url(scenario), |request| request.url.clone());
    json!({"url": url})
}

fn first_url(scenario: &Scenario) -> String {
    let host = scenario.distributions.first().map_or("d111111abcdef8.cloudfront.net", |each| each.domain_name.as_str());
    format!("https://{host}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_scenario_is_answered_and_has_nothing_wrong() {
        let new = scenario();
        let outcomes = crate::Outcomes::of(&new, hopscope_routing::Extensions::default());
        assert_eq!(outcomes.score(), (1, 1));
        assert!(!outcomes.missing().any(), "it is shown at once");
        assert_eq!((new.problems(), new.unknown_fields()), (Vec::new(), Vec::new()));
        assert_eq!((new.title.as_str(), new.lambdas.len()), ("", 1));
    }

    #[test]
    fn names_are_new() {
        assert_eq!(name("a", ["b"].into_iter()), "a");
        assert_eq!(name("a", ["a", "a2"].into_iter()), "a3");
    }

    #[test]
    fn every_part_can_be_read() {
        let scenario = Scenario::default();
        let document = json!({
            "hopscope": 1,
            "requests": [request(&scenario, 0)],
            "distributions": [distribution(&scenario)],
            "edge_functions": [edge_function(&scenario)],
            "rest_apis": [rest_api(&scenario)],
            "http_apis": [http_api(&scenario)],
            "lambdas": [lambda(&scenario)],
            "buckets": [bucket(&scenario).0],
            "dns": [dns_record(&scenario)],
            "domain_names": [domain_name(&scenario)],
        });
        let read = Scenario::from_value(document).map(|read| read.unknown_fields());
        assert_eq!(read, Ok(Vec::new()));
    }
}
