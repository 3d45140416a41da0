//! Each finding is found where it should be, and nowhere in a sound scenario.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeSet;

use hopscope_advice::lint::{FindingKind, LINTS, Severity, lint};
use hopscope_routing::cloudfront::{behavior, path_pattern};
use hopscope_scenario::Scenario;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{API, all_paths, behavior as to, example, small};

/// The findings of a scenario, as `id at path`.
fn ids(scenario: &Scenario) -> Vec<String> {
    lint(scenario).iter().map(|found| format!("{} {}", found.id(), found.path)).collect()
}

#[test]
fn the_article() {
    for name in ["article-described", "article-terraform", "article-way-out-resource", "article-way-out-stage"] {
        insta::assert_debug_snapshot!(format!("lint_{name}"), lint(&example(name)));
    }
}

/// A scenario of one distribution: what is given, over a default behaviour to the API.
fn scenario(distribution: Value, rest: Value) -> Scenario {
    let mut merged = json!({"id": "E1", "domain_name": "d1.cloudfront.net",
        "origin": [{"origin_id": "api", "domain_name": API, "origin_path": "/p"}], "default_cache_behavior": to("*", "api")});
    merged.as_object_mut().unwrap().extend(distribution.as_object().unwrap().clone());
    let mut all = json!({"hopscope": 1, "distributions": [merged], "rest_apis": [{"id": "x1", "endpoint_type": "REGIONAL",
        "resources": [{"path": "/a", "methods": {"GET": {"integration": {"type": "MOCK"}}}}], "stages": [{"name": "p"}]}]});
    all.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    Scenario::from_value(all).unwrap()
}

#[test]
fn a_sound_scenario_has_no_findings() {
    assert_eq!(ids(&scenario(json!({}), json!({}))), Vec::<String>::new());
}

#[test]
fn each_finding_is_found() {
    // The others have cases in a file.
    let mut seen = BTreeSet::from([
        "stage_unreached",
        "resource_unreached",
        "http_stage_missing",
        "no_route_fits",
        "stage_in_viewer_path",
        "function_elsewhere",
        "origin_not_in_cache_key",
        "alias_not_in_certificate",
        "staging_not_modelled",
        "tenants_not_modelled",
        "canary_not_modelled",
        "binary_mock",
        "reserved_header_mapped",
        "kms_with_identity",
    ]);
    let with = |fields: Value| {
        let mut behavior = to("*", "api");
        behavior.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!({"default_cache_behavior": behavior})
    };
    let ordered = |patterns: &[&str]| json!({"ordered_cache_behavior": patterns.iter().map(|each| to(each, "api")).collect::<Vec<_>>()});
    let origin = |path: &str| json!([{"origin_id": "api", "domain_name": API, "origin_path": path}]);
    let custom = |name: &str| json!({"origin_id": "api", "domain_name": name, "custom_origin_config": {"origin_protocol_policy": "https-only"}});
    let lambda = |permissions: Value| {
        json!({
        "rest_apis": [{"id": "x1", "endpoint_type": "REGIONAL", "stages": [{"name": "p"}],
            "resources": [{"path": "/a", "methods": {"GET": {"integration": {"lambda": "f"}}}}]}],
        "lambdas": [{"name": "f", "permissions": permissions}]})
    };
    let arn = |end: &str| json!([{"principal": "apigateway.amazonaws.com", "source_arn": format!("arn:aws:execute-api:us-east-1:111122223333:{end}")}]);
    let cases: Vec<(&str, Value, Value)> = vec![
        ("behavior_shadowed", ordered(&["/a*", "/a/b*"]), json!({})),
        ("pattern_never_matches", ordered(&["/a//b"]), json!({})),
        ("pattern_matches_folder_only", ordered(&["/a/"]), json!({})),
        ("host_forwarded", with(json!({"origin_request_policy": "AllViewer"})), json!({})),
        ("host_forwarded", with(json!({"cache_policy": "UseOriginCacheControlHeaders"})), json!({})),
        ("stage_missing", json!({"origin": origin(""), "ordered_cache_behavior": [to("/api/*", "api")]}), json!({})),
        ("stage_doubled", ordered(&["/p/*"]), json!({})),
        ("no_resource_fits", ordered(&["/api/*"]), json!({})),
        ("api_cached", with(json!({"cache_policy": "CachingOptimized"})), json!({})),
        (
            "viewer_values_dropped",
            json!({"default_cache_behavior": {"target_origin_id": "api", "cache_policy": "CachingDisabled"}}),
            json!({}),
        ),
        (
            "error_page_hides_api",
            json!({"custom_error_response": [{"error_code": 403, "response_code": 200, "response_page_path": "/index.html"}]}),
            json!({}),
        ),
        (
            "origin_unused",
            json!({"origin": [{"origin_id": "api", "domain_name": API, "origin_path": "/p"}, {"origin_id": "x", "domain_name": "x.example"}]}),
            json!({}),
        ),
        (
            "several_gates",
            json!({"web_acl": {}, "geo_restriction": {"restriction_type": "whitelist", "locations": ["JP"]}}),
            json!({}),
        ),
        ("function_unused", json!({}), json!({"edge_functions": [{"name": "f", "code": ""}]})),
        (
            "function_runtime",
            json!({}),
            json!({"edge_functions": [{"name": "f", "runtime": "cloudfront-js-1.0", "code": "const a = 1;"}]}),
        ),
        (
            "endpoint_disabled",
            json!({}),
            json!({"rest_apis": [{"id": "x1", "disable_execute_api_endpoint": true, "stages": [{"name": "p"}],
            "resources": [{"path": "/a", "methods": {"GET": {"integration": {"type": "MOCK"}}}}]}]}),
        ),
        (
            "method_not_allowed",
            json!({}),
            json!({"rest_apis": [{"id": "x1", "stages": [{"name": "p"}],
            "resources": [{"path": "/a", "methods": {"POST": {"integration": {"type": "MOCK"}}}}]}]}),
        ),
        (
            "authorization_dropped",
            json!({"default_cache_behavior": {"target_origin_id": "api", "cache_policy": "CachingDisabled"}}),
            json!({"rest_apis": [{"id": "x1", "stages": [{"name": "p"}],
                "resources": [{"path": "/a", "methods": {"GET": {"authorization": "AWS_IAM", "integration": {"type": "MOCK"}}}}]}]}),
        ),
        (
            "not_deployed",
            json!({}),
            json!({"rest_apis": [{"id": "x1", "stages": [{"name": "p", "deployed": []}],
            "resources": [{"path": "/a", "methods": {"GET": {"integration": {"type": "MOCK"}}}}]}]}),
        ),
        ("permission_missing", json!({}), lambda(arn("x1/p/POST/a"))),
        ("permission_unused", json!({}), lambda(arn("x1/q/GET/a"))),
        (
            "failover_skips_methods",
            json!({
            "origin": [{"origin_id": "one", "domain_name": API, "origin_path": "/p"}, {"origin_id": "two", "domain_name": API, "origin_path": "/p"}],
            "origin_group": [{"origin_id": "api", "failover_criteria": {"status_codes": [500]}, "member": ["one", "two"]}],
            "default_cache_behavior": {"target_origin_id": "api", "cache_policy": "CachingDisabled", "origin_request_policy": "AllViewerExceptHostHeader",
                "allowed_methods": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]}}),
            json!({}),
        ),
        ("problem", json!({"default_cache_behavior": to("*", "nowhere")}), json!({})),
        (
            "host_not_in_cache_key",
            json!({"origin": [custom("app.example.net")], "default_cache_behavior":
                {"target_origin_id": "api", "cache_policy": "CachingOptimized", "origin_request_policy": "AllViewer"}}),
            json!({}),
        ),
        (
            "origin_request_policy_authorization",
            json!({}),
            json!({"origin_request_policies": [{"name": "own", "headers": {"behavior": "whitelist", "items": ["authorization"]}}]}),
        ),
        (
            "cache_policy_zero_ttl",
            json!({}),
            json!({"cache_policies": [{"name": "own", "min_ttl": 0, "default_ttl": 0, "max_ttl": 0,
                "query_strings": {"behavior": "all"}}]}),
        ),
        ("origin_kind_missing", json!({"origin": [{"origin_id": "api", "domain_name": "app.example.net"}]}), json!({})),
        (
            "mapping_key_slash",
            json!({}),
            json!({"domain_names": [{"domain_name": "api.example.com", "endpoint_type": "REGIONAL",
                "base_path_mappings": [{"base_path": "v1/items", "api": "x1", "stage": "p"}]}]}),
        ),
        (
            "expires_in_milliseconds",
            json!({}),
            json!({"requests": [{"url": "https://d1.cloudfront.net/x?Expires=1532880000000&Signature=a&Key-Pair-Id=K"}]}),
        ),
        (
            "redirect_loop",
            json!({"origin": [custom("app.example.net")]}),
            json!({"servers": [{"domain_name": "app.example.net", "routes": [
                {"path": "/*", "response": {"status": 301, "headers": {"location": "https://d1.cloudfront.net/"}}}]}]}),
        ),
        (
            "origin_leads_back",
            json!({"aliases": ["www.example.com"], "origin": [custom("www.example.com")]}),
            json!({}),
        ),
    ];
    for (id, distribution, rest) in cases {
        let found = lint(&scenario(distribution, rest));
        assert!(found.iter().any(|each| each.id() == id), "{id}: {found:?}");
        seen.insert(id);
    }
    let all: BTreeSet<&str> = LINTS.iter().map(|each| each.id).collect();
    assert_eq!(seen, all, "every entry of the book has a case");
}

/// Where `Host` is the fault, no finding speaks against the paths, which the API never looked at.
#[test]
fn a_forwarded_host_speaks_for_itself() {
    let mut all = json!({"ordered_cache_behavior": [to("/api/*", "api")]});
    all["ordered_cache_behavior"][0]["origin_request_policy"] = json!("AllViewer");
    let found = ids(&scenario(all, json!({})));
    assert!(found.iter().any(|each| each.starts_with("host_forwarded ")), "{found:?}");
    assert!(!found.iter().any(|each| each.starts_with("no_resource_fits ")), "{found:?}");
}

#[test]
fn each_case_has_its_findings() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let cases = hopscope_cases::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lint/findings.cases")).unwrap();
    for case in cases {
        let found = lint(&case.scenario);
        let ids: Vec<String> = found.iter().map(|each| format!("{} at {}", each.id(), each.path)).collect();
        let names = |field: &str| -> Vec<String> { serde_json::from_value(case[field].clone()).unwrap() };
        for wanted in names("finds") {
            if !ids.contains(&wanted) {
                wrong.push(format!("{}: {wanted} is not among {ids:?}", case.id));
            }
            seen.insert(wanted.split(' ').next().unwrap().to_owned());
        }
        for absent in names("absent") {
            if found.iter().any(|each| each.id() == absent) {
                wrong.push(format!("{}: {absent} is among {ids:?}", case.id));
            }
            assert!(LINTS.iter().any(|lint| lint.id == absent), "{absent}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unseen: Vec<&str> = LINTS.iter().map(|lint| lint.id).filter(|id| !seen.contains(*id)).collect();
    assert_eq!(unseen, ["origin_unused"]);
}

/// Hints apart, nothing is said against what works.
#[test]
fn what_works_has_no_findings() {
    let folder = format!("{}/tests/mutation/base", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let scenario = Scenario::from_json(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let found = lint(&scenario);
        let bad: Vec<_> = found.iter().filter(|each| each.severity() != Severity::Hint).collect();
        assert!(bad.is_empty(), "{}: {bad:?}", path.display());
    }
}

#[test]
fn what_nothing_leads_to_is_a_hint() {
    let scenario =
        small(&[("/a/*", "only")], "files", &[("only", "/p"), ("files", "")], &["GET /a/b", "GET /c"], &["p", "q"]);
    let mut scenario = scenario;
    scenario.distributions[0].origin[1].domain_name = "files.example.net".to_owned();
    let found = ids(&scenario);
    assert!(found.contains(&"stage_unreached rest_apis[0].stages[1]".to_owned()), "{found:?}");
    assert!(found.contains(&"resource_unreached rest_apis[0].resources[1]".to_owned()), "{found:?}");
    assert!(!found.iter().any(|each| each.ends_with("resources[0]") || each.ends_with("stages[0]")), "{found:?}");
}

#[test]
fn several_behaviours_shadow_together() {
    let scenario = small(
        &[("/a*", "o"), ("/b*", "o"), ("/c*", "o"), ("/?*", "o"), ("/x", "o")],
        "o",
        &[("o", "/p")],
        &["GET /a"],
        &["p"],
    );
    let by: Vec<Vec<String>> = lint(&scenario)
        .into_iter()
        .filter_map(|found| match found.kind {
            FindingKind::BehaviorShadowed { by, .. } => Some(by),
            _ => None,
        })
        .collect();
    assert_eq!(by, [["/?*"]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// A behaviour is called shadowed or never matching exactly when no short path selects it.
    #[test]
    fn shadowing_agrees_with_brute_force(patterns in prop::collection::vec("[/ab*?]{1,3}", 1..5)) {
        let behaviors: Vec<(&str, &str)> = patterns.iter().map(|pattern| (pattern.as_str(), "o")).collect();
        let scenario = small(&behaviors, "o", &[("o", "/p")], &["GET /{x+}"], &["p"]);
        let found = lint(&scenario);
        let distribution = &scenario.distributions[0];
        let paths: Vec<String> = all_paths("abc/", 7);
        for (index, pattern) in patterns.iter().enumerate() {
            let at = format!("distributions[0].ordered_cache_behavior[{index}].path_pattern");
            let here: Vec<&FindingKind> = found.iter().filter(|each| each.path.to_string() == at).map(|each| &each.kind).collect();
            let selected = paths.iter().any(|path| behavior::for_path(distribution, path).index == Some(index));
            let matched = paths.iter().any(|path| path_pattern::matches(pattern, &path_pattern::normalize(path)));
            match here.iter().find(|kind| !matches!(kind, FindingKind::PatternMatchesFolderOnly { .. })) {
                None => prop_assert!(selected, "{patterns:?} {pattern} is not reached"),
                Some(FindingKind::BehaviorShadowed { by, example, .. }) => {
                    prop_assert!(!selected && matched, "{patterns:?} {pattern}");
                    prop_assert!(path_pattern::matches(pattern, example));
                    prop_assert!(by.iter().any(|each| path_pattern::matches(each, example)));
                }
                Some(FindingKind::PatternNeverMatches { .. }) => prop_assert!(!matched, "{patterns:?} {pattern}"),
                Some(FindingKind::Problem(_)) => prop_assert!(!selected, "{patterns:?} {pattern}"),
                Some(other) => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
