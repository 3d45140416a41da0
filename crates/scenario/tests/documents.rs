//! Scenario files: canonical form, defaults, unknown fields.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use hopscope_scenario::cache_behavior::{HttpMethod, ViewerProtocolPolicy};
use hopscope_scenario::lambda::LambdaOutcome;
use hopscope_scenario::request::Signed;
use hopscope_scenario::rest_api::{AuthorizerResult, ConnectionType, EndpointType, IntegrationType};
use hopscope_scenario::{Scenario, StatusCode};
use serde_json::json;

fn read(text: &str) -> Scenario {
    Scenario::from_json(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn examples_are_canonical_and_hold_no_unknown_field() {
    for (name, text) in support::examples().into_iter().chain(support::test_scenarios()) {
        let scenario = read(&text);
        assert_eq!(scenario.unknown_fields(), [], "{name}");
        assert_eq!(scenario.to_json_pretty(), text, "{name}");
        assert_eq!(read(&scenario.to_json()), scenario, "{name}");
    }
}

/// The sizes of the recorded answers: 94 and 96 bytes.
#[test]
fn the_articles_function_answers_at_the_recorded_length() {
    let (_, text) = support::examples().into_iter().find(|(name, _)| name == "article-terraform.json").unwrap();
    let body = &read(&text).lambdas[0].response.body;
    assert_eq!(body.replace("{stage}", "dev").len(), 94);
    assert_eq!(body.replace("{stage}", "prod").len(), 96);
}

#[test]
fn an_empty_scenario_is_only_its_version() {
    assert_eq!(Scenario::default().to_json(), r#"{"hopscope":1}"#);
    assert_eq!(Scenario::default().to_json_pretty(), "{\n  \"hopscope\": 1\n}\n");
    assert_eq!(read(r#"{"hopscope":1}"#), Scenario::default());
}

#[test]
fn what_is_left_out_has_its_default() {
    let scenario = read(
        r#"{"hopscope": 1, "requests": [{}], "dns": [{}], "distributions": [{"origin": [{"custom_origin_config": {}}],
        "custom_error_response": [{}]}], "cache_policies": [{}], "edge_functions": [{}], "http_apis": [{"routes": [{}],
        "stages": [{}]}], "rest_apis": [{"resources": [{"methods": {"GET": {}}}]}], "domain_names": [{}],
        "lambdas": [{"permissions": [{}]}], "buckets": [{"website": {}}], "servers": [{"routes": [{}]}]}"#,
    );
    let request = &scenario.requests[0];
    assert_eq!((request.method.as_str(), request.signed, &request.expect), ("GET", Signed::Missing, &None));
    let distribution = &scenario.distributions[0];
    assert!(distribution.enabled && distribution.web_acl.is_none() && distribution.default_root_object.is_empty());
    assert_eq!(distribution.http_version.as_str(), "http2");
    assert_eq!(distribution.geo_restriction.restriction_type.as_str(), "none");
    let config = distribution.origin[0].custom_origin_config.as_ref().unwrap();
    assert_eq!((config.http_port, config.https_port), (80, 443));
    assert_eq!(config.origin_protocol_policy.as_str(), "https-only");
    assert_eq!(distribution.custom_error_response[0].error_caching_min_ttl, 10);
    let behavior = &distribution.default_cache_behavior;
    assert_eq!(behavior.path_pattern.as_str(), "*");
    assert_eq!(behavior.viewer_protocol_policy, ViewerProtocolPolicy::AllowAll);
    assert_eq!(behavior.allowed_methods, [HttpMethod::Get, HttpMethod::Head]);
    assert!(behavior.origin_request_policy.is_none() && behavior.forwarded_values.is_none());
    let policy = &scenario.cache_policies[0];
    assert_eq!((policy.min_ttl, policy.default_ttl, policy.max_ttl), (0, 86_400, 31_536_000));
    assert_eq!(scenario.edge_functions[0].runtime, "cloudfront-js-2.0");
    let api = &scenario.rest_apis[0];
    assert_eq!((api.region.as_str(), api.endpoint_type), ("us-east-1", EndpointType::Edge));
    let method = &api.resources[0].methods.values().next().unwrap();
    assert_eq!((method.authorization.as_str(), method.authorizer), ("NONE", AuthorizerResult::Allow));
    assert_eq!(method.integration.kind, IntegrationType::AwsProxy);
    assert_eq!(method.integration.connection_type, ConnectionType::Internet);
    assert_eq!(scenario.http_apis[0].routes[0].route_key, "$default");
    assert_eq!(scenario.http_apis[0].stages[0].name, "$default");
    assert_eq!(scenario.domain_names[0].routing_mode.as_str(), "BASE_PATH_MAPPING_ONLY");
    let lambda = &scenario.lambdas[0];
    assert_eq!((lambda.outcome, lambda.response.status), (LambdaOutcome::Ok, StatusCode::OK));
    assert_eq!(lambda.permissions.as_ref().unwrap()[0].action, "lambda:InvokeFunction");
    assert_eq!(scenario.buckets[0].access.as_str(), "private");
    assert_eq!(scenario.buckets[0].website.as_ref().unwrap().index_document, "index.html");
    assert_eq!(scenario.servers[0].routes[0].path, "/*");
}

/// Written as given on the left, then canonical as on the right, which stays as it is.
#[test]
fn the_canonical_form_omits_defaults_and_keeps_the_order_of_lists() {
    for (given, canonical) in [
        (r#"{"requests": [], "hopscope": 1, "title": ""}"#, r#"{"hopscope":1}"#),
        (r#"{"hopscope":1,"requests":[{"url":"u","method":"GET"}]}"#, r#"{"hopscope":1,"requests":[{"url":"u"}]}"#),
        (
            r#"{"hopscope":1,"dns":[{"target":"2","name":"b"},{"name":"a"}],"title":"t"}"#,
            r#"{"hopscope":1,"title":"t","dns":[{"name":"b","target":"2"},{"name":"a"}]}"#,
        ),
        (
            r#"{"hopscope":1,"requests":[{"headers":{"b":["1"],"a":["1","2"]}}]}"#,
            r#"{"hopscope":1,"requests":[{"headers":{"a":["1","2"],"b":"1"}}]}"#,
        ),
        (
            r#"{"hopscope":1,"rest_apis":[{"stages":[{"web_acl":null,"name":"s","deployed":[]}]}]}"#,
            r#"{"hopscope":1,"rest_apis":[{"stages":[{"name":"s","deployed":[]}]}]}"#,
        ),
        (r#"{"hopscope":1,"lambdas":[{"permissions":[]}]}"#, r#"{"hopscope":1,"lambdas":[{"permissions":[]}]}"#),
        (
            r#"{"hopscope":1,"requests":[{"expect":{"reaches":null}}]}"#,
            r#"{"hopscope":1,"requests":[{"expect":{"reaches":null}}]}"#,
        ),
        (r#"{"hopscope":1,"requests":[{"expect":{}}]}"#, r#"{"hopscope":1,"requests":[{"expect":{}}]}"#),
    ] {
        assert_eq!(read(given).to_json(), canonical);
        assert_eq!(read(canonical).to_json(), canonical);
    }
}

#[test]
fn unknown_fields_are_kept_and_reported() {
    let text = json!({
        "hopscope": 1,
        "requests": [{}, {"trace_level": 3, "viewer": {"asn": 64500}}],
        "distributions": [{
            "default_cache_behavior": {"cache_policy": {"etag": "E"}, "smooth_streaming": false},
            "continuous_deployment": true,
        }],
        "rest_apis": [{
            "resources": [{"methods": {"GET": {"operation_name": "hello"}}}],
            "gateway_responses": {"DEFAULT_4XX": {"template": null}},
        }],
        "owner": {"team": ["a", 1.5, null]},
    });
    let scenario = Scenario::from_value(text.clone()).unwrap();
    let places: Vec<String> = scenario.unknown_fields().iter().map(ToString::to_string).collect();
    assert_eq!(
        places,
        [
            "owner",
            "requests[1].trace_level",
            "requests[1].viewer.asn",
            "distributions[0].continuous_deployment",
            "distributions[0].default_cache_behavior.smooth_streaming",
            "distributions[0].default_cache_behavior.cache_policy.etag",
            "rest_apis[0].resources[0].methods.GET.operation_name",
            "rest_apis[0].gateway_responses.DEFAULT_4XX.template",
        ]
    );
    assert_eq!(serde_json::from_str::<serde_json::Value>(&scenario.to_json()).unwrap(), text);
    assert_eq!(Scenario::from_link(&scenario.to_link()), Ok(scenario));
}
