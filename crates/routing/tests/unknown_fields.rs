//! A field that nobody knows is told of, where it could have decided, and nowhere else.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use hopscope_routing::trace;
use hopscope_scenario::Scenario;
use serde_json::json;

#[test]
fn unknown_fields_of_the_parts_on_the_way_are_told() {
    let scenario = Scenario::from_value(json!({"hopscope": 1,
        "distributions": [
            {"id": "E1", "domain_name": "d1.cloudfront.net", "anycast": "x",
                "origin": [{"origin_id": "o", "domain_name": "origin.example.net", "shield": 1,
                    "custom_origin_config": {"ip_address_type": "ipv6"}}],
                "default_cache_behavior": {"target_origin_id": "o", "grpc_config": {}}},
            {"id": "E2", "domain_name": "d2.cloudfront.net", "elsewhere": 1}],
        "servers": [{"domain_name": "origin.example.net", "routes": [{}]}],
        "lambdas": [{"name": "f", "layers": []}],
        "requests": [{"url": "https://d1.cloudfront.net/"}]}))
    .unwrap();
    let trace = trace(&scenario, scenario.requests.first().unwrap());
    let told: Vec<String> = trace.unknown.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "distributions[0].anycast",
            "distributions[0].default_cache_behavior.grpc_config",
            "distributions[0].origin[0].custom_origin_config.ip_address_type",
            "distributions[0].origin[0].shield",
        ]
    );
    let written = serde_json::to_value(&trace).unwrap();
    assert_eq!(written["unknown"][0], "distributions[0].anycast");
}
