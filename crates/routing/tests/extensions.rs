//! What a program without some systems says: the same as one that has all, or what it lacks, and nothing else.
#![allow(clippy::unwrap_used, missing_docs)]

use hopscope_routing::edge::NoAnswers;
use hopscope_routing::{Capabilities, Extensions, trace, trace_by};
use hopscope_scenario::Scenario;

#[test]
fn without_the_systems_a_trace_is_the_same_or_says_what_is_missing_alone() {
    let small = Capabilities { answers: &NoAnswers, extensions: Extensions::default() };
    let (mut same, mut missing) = (0, 0);
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let scenario = Scenario::from_json(&text).unwrap();
        for request in &scenario.requests {
            let told = trace_by(&scenario, request, &small);
            if told.missing.any() {
                missing += 1;
                assert!(
                    told.hops.is_empty() && told.earlier.is_empty() && told.unreached.is_empty(),
                    "{}",
                    request.url
                );
                assert!(
                    told.response.is_none() && told.reaches.is_none() && told.deciding.is_none(),
                    "{}",
                    request.url
                );
            } else {
                same += 1;
                assert_eq!(told, trace(&scenario, request), "{}", request.url);
            }
        }
    }
    assert!(same > 30 && missing > 30, "{same} alike, {missing} miss something");
}
