//! Scenarios and paths for the tests that hold reasoning against brute force.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code)]

use hopscope_advice::route_map::Answer;
use hopscope_cases::Case;
use hopscope_routing::EdgeAnswers;
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use hopscope_scenario::request::Request;
use serde_json::{Value, json};

/// The distribution's own name in every small scenario.
pub const HOST: &str = "d1.cloudfront.net";
/// The API's own name in every small scenario.
pub const API: &str = "x1.execute-api.us-east-1.amazonaws.com";

/// An example file of the repository.
pub fn example(name: &str) -> Scenario {
    let path = format!("{}/../../examples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Scenario::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What people asked in public.
pub fn questions() -> Vec<Case> {
    hopscope_cases::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/questions.cases")).unwrap()
}

/// All paths of at most `length` characters of an alphabet, beginning with `/`.
pub fn all_paths(alphabet: &str, length: usize) -> Vec<String> {
    let mut paths = vec!["/".to_owned()];
    let mut longest = paths.clone();
    for _ in 1..length {
        longest = longest.iter().flat_map(|path| alphabet.chars().map(move |c| format!("{path}{c}"))).collect();
        paths.extend(longest.iter().cloned());
    }
    paths
}

/// What the engine says of a path.
pub fn traced(scenario: &Scenario, method: &str, host: &str, path: &str) -> Answer {
    let request = Request { method: method.to_owned(), url: format!("https://{host}{path}"), ..Request::default() };
    Answer::of(&hopscope_routing::trace(scenario, &request))
}

/// A behaviour that keeps the origin's own `Host`.
pub fn behavior(pattern: &str, origin: &str) -> Value {
    json!({"path_pattern": pattern, "target_origin_id": origin, "cache_policy": "CachingDisabled",
        "origin_request_policy": "AllViewerExceptHostHeader"})
}

/// A small scenario: behaviours (pattern and origin), origins (id and path) that all lead to one regional REST API, its
/// pairs of method and resource, its stages.
pub fn small(
    behaviors: &[(&str, &str)],
    default: &str,
    origins: &[(&str, &str)],
    pairs: &[&str],
    stages: &[&str],
) -> Scenario {
    let mut resources: Vec<(String, serde_json::Map<String, Value>)> = Vec::new();
    for pair in pairs {
        let (method, path) = pair.split_once(' ').unwrap();
        let entry = (method.to_owned(), json!({"integration": {"type": "MOCK"}}));
        match resources.iter_mut().find(|(known, _)| known == path) {
            Some((_, methods)) => methods.extend([entry]),
            None => resources.push((path.to_owned(), [entry].into_iter().collect())),
        }
    }
    let resources: Vec<Value> =
        resources.into_iter().map(|(path, methods)| json!({"path": path, "methods": methods})).collect();
    let origin = |(id, path): &(&str, &str)| json!({"origin_id": id, "domain_name": API, "origin_path": path});
    Scenario::from_value(json!({
        "hopscope": 1,
        "distributions": [{
            "id": "E1", "domain_name": HOST,
            "origin": origins.iter().map(origin).collect::<Vec<_>>(),
            "ordered_cache_behavior": behaviors.iter().map(|(pattern, origin)| behavior(pattern, origin)).collect::<Vec<_>>(),
            "default_cache_behavior": behavior("*", default),
        }],
        "rest_apis": [{"id": "x1", "region": "us-east-1", "endpoint_type": "REGIONAL", "resources": resources,
            "stages": stages.iter().map(|name| json!({"name": name})).collect::<Vec<_>>()}],
    }))
    .unwrap()
}

/// Runs each call of edge code when it is asked for, and once.
#[derive(Debug, Default)]
pub struct RunAtOnce(std::cell::RefCell<std::collections::BTreeMap<EdgeCall, EdgeAnswer>>);

impl EdgeAnswers for RunAtOnce {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        if let Some(known) = self.0.borrow().get(call) {
            return Some(known.clone());
        }
        let limits = hopscope_edge_code::Limits::for_runtime(&call.runtime);
        let answer = hopscope_edge_code::run(call, &limits);
        self.0.borrow_mut().insert(call.clone(), answer.clone());
        Some(answer)
    }
}
