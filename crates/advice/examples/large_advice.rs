//! How long advice takes for a large scenario: 75 behaviours, 300 resources, 50 requests.
//!
//! `cargo run --profile native -p hopscope-advice --example large_advice`
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use hopscope_advice::compare::compare;
use hopscope_advice::fix::{fixes, kinds};
use hopscope_advice::lint::lint;
use hopscope_advice::proof::{Frame, decide};
use hopscope_advice::route_map::{Paths, route_map};
use hopscope_routing::EdgeAnswers;
use hopscope_routing::edge::NoAnswers;
use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use hopscope_scenario::request::Request;
use serde_json::{Value, json};

const API: &str = "abc123.execute-api.ap-northeast-1.amazonaws.com";
const HOST: &str = "d111111abcdef8.cloudfront.net";

fn behavior(pattern: &str, origin: &str) -> Value {
    json!({"path_pattern": pattern, "target_origin_id": origin, "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": ["GET", "HEAD", "OPTIONS"], "cache_policy": "CachingDisabled",
        "origin_request_policy": "AllViewerExceptHostHeader"})
}

/// 75 behaviours: ten for static files, the others to three origins of one API, which has 300 resources in 60 services.
fn large() -> Scenario {
    let origins = ["", "/prod", "/dev"];
    let files = ["css", "js", "map", "png", "jpg", "svg", "ico", "woff2", "html", "txt"];
    let static_files = files.iter().map(|extension| behavior(&format!("*.{extension}"), "files"));
    let services = (0..64).map(|at| {
        let pattern = match at % 4 {
            0 | 1 => format!("/service-{at}/*"),
            2 => format!("/service-{at}/items/*/history"),
            _ => format!("/prod/service-{at}/*"),
        };
        behavior(&pattern, ["prod", "dev", "prod", "plain"][at % 4])
    });
    let behaviors: Vec<Value> = static_files.chain(services).collect();
    let resources: Vec<Value> = (0..300)
        .map(|at| {
            let service = at / 5;
            let path = match at % 5 {
                0 => format!("/service-{service}"),
                1 => format!("/service-{service}/items"),
                2 => format!("/service-{service}/items/{{id}}"),
                3 => format!("/service-{service}/items/{{id}}/history"),
                _ => format!("/service-{service}/{{proxy+}}"),
            };
            json!({"path": path, "methods": {"GET": {"integration": {"lambda": "hello"}}, "POST": {"integration": {"lambda": "hello"}}}})
        })
        .collect();
    let origin = |(path, id): (&&str, &str)| json!({"origin_id": id, "domain_name": API, "origin_path": path});
    let apis = origins.iter().zip(["plain", "prod", "dev"]).map(origin);
    let bucket = json!({"origin_id": "files", "domain_name": "files.s3.ap-northeast-1.amazonaws.com"});
    let origins: Vec<Value> = apis.chain([bucket]).collect();
    let objects: Vec<String> = (0..50).map(|at| format!("assets/chunk-{at}.js")).collect();
    let requests: Vec<Value> = (0..50)
        .map(|at| json!({"url": format!("https://{HOST}/service-{at}/items"), "expect": {"reaches": format!("prod GET /service-{at}/items")}}))
        .collect();
    Scenario::from_value(json!({
        "hopscope": 1,
        "requests": requests,
        "distributions": [{
            "id": "E1", "domain_name": HOST,
            "origin": origins,
            "ordered_cache_behavior": behaviors,
            "default_cache_behavior": behavior("*", "prod"),
        }],
        "rest_apis": [{"id": "abc123", "region": "ap-northeast-1", "resources": resources, "stages": [{"name": "prod"}, {"name": "dev"}]}],
        "buckets": [{"name": "files", "region": "ap-northeast-1", "access": "public", "objects": objects}],
        "lambdas": [{"name": "hello"}],
    }))
    .unwrap()
}

/// Runs each call of edge code when it is asked for, and once.
#[derive(Debug, Default)]
struct RunAtOnce(RefCell<BTreeMap<EdgeCall, EdgeAnswer>>);

impl EdgeAnswers for RunAtOnce {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        if let Some(known) = self.0.borrow().get(call) {
            return Some(known.clone());
        }
        let answer = hopscope_edge_code::run(call, &hopscope_edge_code::Limits::for_runtime(&call.runtime));
        self.0.borrow_mut().insert(call.clone(), answer.clone());
        Some(answer)
    }
}

/// Prints the median of some runs, in milliseconds.
fn time<T>(what: &str, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..11)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{what:<28} {:>8.2} ms", times[5]);
}

fn main() {
    let scenario = large();
    let map = route_map(&scenario, "GET", Paths::Normal);
    for front in &map.fronts {
        println!("{}: {:?} classes", front.hosts.join(", "), front.classes.as_ref().map(Vec::len));
    }
    time("50 traces", || {
        scenario.requests.iter().map(|request| hopscope_routing::trace(&scenario, request)).collect::<Vec<_>>()
    });
    time("lint", || lint(&scenario));
    time("route_map", || route_map(&scenario, "GET", Paths::Normal));
    time("route_map, all paths", || route_map(&scenario, "GET", Paths::All));
    time("compare with itself", || compare(&scenario, &scenario, "GET", Paths::Normal, &NoAnswers));
    let fixed = |url: String| {
        let request = Request { url, ..scenario.requests[1].clone() };
        let found = fixes(&scenario, &request, &RunAtOnce::default());
        println!("{} fixes: {:?}", request.url, kinds(&found));
        request
    };
    for path in ["/api/service-1/items", "/service-2/items/7", "/prod/service-1/items"] {
        let request = fixed(format!("https://{HOST}{path}"));
        time("fixes", || fixes(&scenario, &request, &RunAtOnce::default()));
        let known = RunAtOnce::default();
        time("fixes, code run before", || fixes(&scenario, &request, &known));
    }
    let request = &scenario.requests[1];
    for frame in Frame::ALL {
        time(frame.as_str(), || decide(&scenario, request, request.expect.as_ref().unwrap(), *frame, &NoAnswers));
    }
}
