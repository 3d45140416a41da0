//! CloudFront as a whole: what holds for any scenario and any request.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use hopscope_routing::cloudfront::behavior;
use hopscope_routing::{rules, trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeFailure, EdgeResult};
use hopscope_scenario::path_pattern::PathPattern;
use proptest::prelude::*;
use serde_json::{Value, json};

mod support;

#[test]
fn calls_without_an_answer_are_asked_for_once_each() {
    let case = support::cases().into_iter().find(|case| case.id == "cf-function-not-run").unwrap();
    let scenario = case.scenario;
    let request = scenario.requests.first().unwrap();
    let without = trace(&scenario, request);
    let [call] = without.needs.as_slice() else { panic!("{:?}", without.needs) };
    assert_eq!((call.function.as_str(), call.event_type.as_str()), ("f", "viewer-request"));
    let event: Value = serde_json::from_str(&call.event).unwrap();
    assert_eq!(event.pointer("/request/uri"), Some(&json!("/hello")));
    let result = EdgeResult::Failed(EdgeFailure::NoHandler);
    let answer = EdgeAnswer::of(result);
    let with = trace_with(&scenario, request, &vec![(call.clone(), answer)]);
    assert_eq!((with.needs.len(), with.rule.id.as_str()), (0, "cloudfront.function_failed"));
}

/// A second opinion on patterns: tries every length for each `*`.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|taken| naive(rest, text.get(taken..).unwrap_or_default())),
        Some((wanted, rest)) => {
            text.split_first().is_some_and(|(found, text)| (*wanted == '?' || wanted == found) && naive(rest, text))
        }
    }
}

/// A second opinion on normalisation: RFC 3986, 5.2.4, step by step, then runs of slashes.
fn naive_normal(path: &str) -> String {
    let (mut input, mut output) = (path.to_owned(), String::new());
    while input.contains("//") {
        input = input.replace("//", "/");
    }
    while !input.is_empty() {
        if let Some(rest) = input.strip_prefix("/./") {
            input = format!("/{rest}");
        } else if input == "/." {
            "/".clone_into(&mut input);
        } else if let Some(rest) = input.strip_prefix("/../") {
            input = format!("/{rest}");
            output.truncate(output.rfind('/').unwrap_or(0));
        } else if input == "/.." {
            "/".clone_into(&mut input);
            output.truncate(output.rfind('/').unwrap_or(0));
        } else {
            let end = input.chars().skip(1).position(|c| c == '/').map_or(input.len(), |at| at + 1);
            output.extend(input.drain(..end));
        }
    }
    output
}

fn with_slash(text: &str) -> Vec<char> {
    if text.starts_with('/') { text.chars().collect() } else { format!("/{text}").chars().collect() }
}

prop_compose! {
    fn behavior_json()(
        pattern in "/?[ab/*?]{1,5}",
        target in prop::sample::select(vec!["api", "site", "bucket", "dead", "group", "none"]),
        protocol in prop::sample::select(vec!["allow-all", "https-only", "redirect-to-https"]),
        cache in prop::sample::select(vec!["CachingDisabled", "CachingOptimized", "Amplify", "UseOriginCacheControlHeaders", "?"]),
        forward in prop::option::of(prop::sample::select(vec!["AllViewer", "AllViewerExceptHostHeader", "CORS-S3Origin", "?"])),
        answer in prop::option::of(prop::sample::select(vec!["SimpleCORS", "SecurityHeadersPolicy", "?"])),
        legacy in any::<bool>(),
        methods in prop::sample::select(vec![2_usize, 3, 7]),
        signed in prop::bool::weighted(0.1),
        event in prop::option::weighted(0.3, prop::sample::select(vec!["viewer-request", "viewer-response", "origin-request", "origin-response"])),
    ) -> Value {
        let methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"].get(..methods).unwrap().to_vec();
        let mut behavior = json!({
            "path_pattern": pattern, "target_origin_id": target, "viewer_protocol_policy": protocol,
            "allowed_methods": methods,
        });
        if legacy {
            behavior["forwarded_values"] = json!({"query_string": true, "headers": ["Host"], "cookies": {"forward": "all"}});
        } else {
            behavior["cache_policy"] = json!(cache);
            behavior["origin_request_policy"] = json!(forward.unwrap_or("HostHeaderOnly"));
        }
        if let Some(answer) = answer {
            behavior["response_headers_policy"] = json!(answer);
        }
        if let Some(event) = event {
            behavior["lambda_function_association"] = json!([{"event_type": event, "function": "f"}]);
        }
        if signed {
            behavior["trusted_key_groups"] = json!(["kg"]);
        }
        behavior
    }
}

prop_compose! {
    fn scenario()(
        default in behavior_json(),
        ordered in prop::collection::vec(behavior_json(), 0..4),
        origin_path in prop::sample::select(vec!["", "/prod", "/v/1", "/prod/", "x"]),
        root in prop::sample::select(vec!["", "index.html", "/index.html", "a b"]),
        version in prop::sample::select(vec!["http1.1", "http2", "http3", "http2and3"]),
        page in prop::option::of("/?[ab/]{1,4}"),
        web_acl in any::<bool>(),
        enabled in prop::bool::weighted(0.95),
        edge in any::<bool>(),
        second in any::<bool>(),
        method in prop::sample::select(vec!["GET", "HEAD", "POST", "OPTIONS", "TRACE"]),
        scheme in prop::sample::select(vec!["https", "http"]),
        host in prop::sample::select(vec!["d1.cloudfront.net", "www.example.com", "d2.cloudfront.net", "nobody.example"]),
        path in "(/[ab./%é]{0,4}){0,3}",
        query in "(\\?[a-c=&%]{0,6})?",
        body in prop::sample::select(vec!["", "x"]),
        waf in prop::sample::select(vec!["allow", "block"]),
        headers in prop::collection::btree_map("[A-Za-z-]{1,12}", "[a-z;=, ]{0,8}", 0..4),
    ) -> Scenario {
        let api = "abc123.execute-api.us-east-1.amazonaws.com";
        let mut distribution = json!({
            "id": "E1", "domain_name": "d1.cloudfront.net", "aliases": ["www.example.com", "*.b.example"],
            "enabled": enabled, "default_root_object": root, "http_version": version,
            "origin": [
                {"origin_id": "api", "domain_name": api, "origin_path": origin_path, "custom_header": [{"name": "x-a", "value": "1"}]},
                {"origin_id": "site", "domain_name": if second { "d2.cloudfront.net" } else { "www.example.com" }},
                {"origin_id": "bucket", "domain_name": "b.s3.us-east-1.amazonaws.com", "origin_access_control": {}},
                {"origin_id": "dead", "domain_name": "dead.example.net"},
            ],
            "origin_group": [{"origin_id": "group", "failover_criteria": {"status_codes": [403, 500, 502, 503]}, "member": ["dead", "api"]}],
            "ordered_cache_behavior": ordered, "default_cache_behavior": default,
        });
        if let Some(page) = page {
            distribution["custom_error_response"] =
                json!([{"error_code": 403, "response_code": 200, "response_page_path": page}, {"error_code": 404}]);
        }
        if web_acl {
            distribution["web_acl"] = json!({});
        }
        let mut other = distribution.clone();
        other["id"] = json!("E2");
        other["domain_name"] = json!("d2.cloudfront.net");
        other["aliases"] = json!([]);
        Scenario::from_value(json!({
            "hopscope": 1, "distributions": [distribution, other],
            "edge_functions": [{"name": "f", "runtime": "nodejs20.x"}],
            "buckets": [{"name": "b", "objects": ["a", "index.html"], "access": "oac"}],
            "requests": [{"method": method, "url": format!("{scheme}://{host}{path}{query}"), "headers": headers, "body": body, "viewer": {"waf": waf}}],
            "rest_apis": [{"id": "abc123", "endpoint_type": if edge { "EDGE" } else { "REGIONAL" }, "stages": [{"name": "prod"}],
                "resources": [{"path": "/{proxy+}", "methods": {"ANY": {"integration": {"type": "MOCK"}}}}]}],
        })).unwrap()
    }
}

prop_compose! {
    /// What the function gives; sometimes it is not run.
    fn edge()(
        uri in "/[ab/]{0,4}",
        host in prop::sample::select(vec!["d1.cloudfront.net", "abc123.execute-api.us-east-1.amazonaws.com"]),
        status in prop::sample::select(vec![200, 302, 403, 999]),
        kind in 0..5,
    ) -> support::recorded::Edge {
        let request = json!({"outcome": {"request": {"method": "GET", "uri": uri, "query_string": null,
            "headers": [["host", host], ["x-f", "1"]], "cookies": [], "body": null, "origin": null}}});
        let response = json!({"outcome": {"response": {"status": status, "status_description": null,
            "headers": [["x-f", "1"]], "set_cookies": [], "body": {"base64": true, "data": "aGk="}}}});
        let result = match kind {
            0 => return support::recorded::Edge::default(),
            1 => request,
            2 => response,
            3 => json!({"failed": "no_handler"}),
            _ => json!({"invalid": "not_json"}),
        };
        serde_json::from_value(json!({"f": {"result": result}})).unwrap()
    }
}

proptest! {
    #[test]
    fn the_first_matching_behaviour_is_used(
        patterns in prop::collection::vec("/?[ab./*?]{1,6}", 0..6),
        path in "(/[ab.]{0,3}){1,5}",
    ) {
        let ordered_cache_behavior = patterns
            .iter()
            .map(|text| CacheBehavior { path_pattern: PathPattern::parse(text).unwrap(), ..CacheBehavior::default() })
            .collect();
        let distribution = Distribution { ordered_cache_behavior, ..Distribution::default() };
        let normal: Vec<char> = naive_normal(&path).chars().collect();
        let expected = patterns.iter().position(|pattern| naive(&with_slash(pattern), &normal));
        prop_assert_eq!(behavior::for_path(&distribution, &path).index, expected);
    }

    #[test]
    fn pieces_of_a_path_are_the_path(scenario in scenario(), edge in edge()) {
        let trace = trace_with(&scenario, scenario.requests.first().unwrap(), &edge);
        for hop in &trace.hops {
            let whole: String = hop.path_from.pieces().map(|(text, _)| text).collect();
            prop_assert_eq!(&whole, &hop.sent.as_deref().unwrap_or(&hop.received).path);
        }
    }

    #[test]
    fn any_scenario_and_any_request_give_a_trace(scenario in scenario(), edge in edge()) {
        let trace = trace_with(&scenario, scenario.requests.first().unwrap(), &edge);
        prop_assert!(rules::find(trace.rule.id.as_str()).is_some());
        prop_assert!(trace.response.is_some() || trace.hops.len() == 1);
        // Whoever answered, the answer left every hop that was entered on the way to it.
        if let Some(response) = &trace.response {
            prop_assert_eq!(trace.hops.first().and_then(|hop| hop.answer.as_ref()).map(|line| line.status), Some(response.status));
        }
        let again = trace_with(&scenario, scenario.requests.first().unwrap(), &edge);
        prop_assert_eq!(trace, again);
    }

    #[test]
    fn no_chain_passes_more_than_two_distributions(scenario in scenario()) {
        let trace = trace(&scenario, scenario.requests.first().unwrap());
        let passed = trace.hops.iter().filter_map(|hop| hop.sent.as_ref()).filter_map(|sent| sent.headers.get("via"));
        prop_assert!(passed.into_iter().all(|via| via.matches("cloudfront.net").count() <= 2));
    }
}
