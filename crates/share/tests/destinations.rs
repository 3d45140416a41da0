//! The text for each place, of the article's request through the distribution and of one with hostile names.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write as _;

use hopscope_locale::{Catalog, Language};
use hopscope_routing::trace;
use hopscope_scenario::Scenario;
use hopscope_share::embed::Options;
use hopscope_share::markdown::{Case, report};
use hopscope_share::{Destination, Shared, curl};

const LINK: &str = "https://hopscope.example/#1abc";

fn article() -> Scenario {
    let path = format!("{}/../../examples/article-described.json", env!("CARGO_MANIFEST_DIR"));
    Scenario::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn texts_of(scenario: &Scenario, language: Language) -> String {
    let texts = Catalog::embedded(language);
    let request = scenario.requests.last().unwrap();
    let trace = trace(scenario, request);
    let fixes = ["Name the stage in the origin path: `/prod`".to_owned()];
    let shared = Shared { title: &scenario.title, request, trace: &trace, link: LINK, fixes: &fixes };
    let mut out = String::new();
    for destination in Destination::ALL {
        let text = destination.text(&shared, &Options::default(), &texts);
        let length = destination.length(&text, LINK);
        writeln!(out, "=== {} ({length})\n{text}", destination.as_str()).unwrap();
        assert!(text.contains("hopscope.example/"), "{text}");
        assert!(destination.most().is_none_or(|most| length <= most), "{text}");
    }
    out
}

#[test]
fn each_place_has_its_text() {
    insta::assert_snapshot!("english", texts_of(&article(), Language::English));
    insta::assert_snapshot!("japanese", texts_of(&article(), Language::Japanese));
}

#[test]
fn long_and_hostile_names_stay_within_bounds_and_stay_text() {
    let mut scenario = article();
    scenario.title = "</iframe><script>alert(1)</script> ```".to_owned();
    let path = "a*_`[x](y)<b>@everyone/".repeat(60);
    scenario.requests.last_mut().unwrap().url = format!("https://d111111abcdef8.cloudfront.net/{path}");
    let told = texts_of(&scenario, Language::English);
    assert!(!told.contains("<script>alert"), "{told}");
    // A fence of a diagram ends where it should: the line behind it is the link's.
    for fence in told.match_indices("\n```\n") {
        let rest = &told[fence.0 + 5..];
        assert!(rest.starts_with('\n') || rest.starts_with("==="), "{rest}");
    }
}

#[test]
fn a_report_has_request_verdict_flow_answer_and_link() {
    let scenario = article();
    let texts = Catalog::embedded(Language::English);
    let traces: Vec<_> = scenario.requests.iter().map(|request| trace(&scenario, request)).collect();
    let cases: Vec<Case<'_>> =
        scenario.requests.iter().zip(&traces).map(|(request, trace)| Case { request, trace, advice: None }).collect();
    insta::assert_snapshot!(report(&scenario, &cases, LINK, &texts));
}

#[test]
fn a_script_sends_every_request() {
    let scenario = article();
    let texts = Catalog::embedded(Language::English);
    let traces: Vec<_> = scenario.requests.iter().map(|request| trace(&scenario, request)).collect();
    let cases: Vec<_> = scenario.requests.iter().zip(&traces).collect();
    let script = curl::script(&scenario.title, &cases, &texts);
    for request in &scenario.requests {
        assert!(script.contains(&request.url), "{script}");
    }
    insta::assert_snapshot!(script);
}
