//! Proofs are exact: where none is found, no setting works; where a setting is found, it works.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use hopscope_advice::proof::{Frame, Invariant, Undecided, Verdict, decide, decide_all, report, variants};
use hopscope_locale::{Catalog, Language};
use hopscope_routing::EdgeAnswers;
use hopscope_routing::edge::NoAnswers;
use hopscope_routing::expectation::differences;
use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::{FunctionAssociation, LambdaEvent, LambdaFunctionAssociation};
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall, EdgeOutcome, EdgeRequest, EdgeResult};
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::request::{Expectation, Request};
use proptest::prelude::*;
use support::{HOST, all_paths, example, small};

fn expecting(place: &str) -> Expectation {
    Expectation { reaches: Some(Some(place.to_owned())), ..Expectation::default() }
}

fn get(host: &str, path: &str) -> Request {
    Request { url: format!("https://{host}{path}"), ..Request::default() }
}

const ARTICLE: &str = "d111111abcdef8.cloudfront.net";

#[test]
fn nothing_in_the_frame_makes_api_hello_end_at_hello() {
    for name in ["article-described", "article-terraform"] {
        let scenario = example(name);
        let request = scenario.requests.iter().find(|request| request.url.ends_with("/api/hello")).unwrap();
        for frame in Frame::ALL {
            let verdict = decide(&scenario, request, request.expect.as_ref().unwrap(), *frame, &NoAnswers);
            let Verdict::Impossible(proof) = verdict else { panic!("{name} {frame:?}: {verdict:?}") };
            assert_eq!(proof.suffix, "/api/hello");
            if *frame != Frame::PathPatterns {
                for refuted in &proof.choices {
                    assert_eq!(
                        refuted.invariants,
                        [
                            Invariant::ResourceEndsIn { suffix: "/api/hello".into(), expected: "/hello".into() },
                            Invariant::StageWithout { segment: "api".into(), expected: "prod".into() },
                        ]
                    );
                }
            }
            insta::assert_debug_snapshot!(format!("{name}_{}", frame.as_str()), proof);
        }
    }
}

#[test]
fn hello_needs_the_stage_as_origin_path() {
    let scenario = example("article-terraform");
    let verdict =
        decide(&scenario, &get(ARTICLE, "/hello"), &expecting("prod GET /hello"), Frame::OriginPath, &NoAnswers);
    let Verdict::Possible(ways) = verdict else { panic!("{verdict:?}") };
    assert_eq!(ways[0].setting.origin_path.as_ref().unwrap().origin_path, "/prod");
    assert_eq!(ways[0].answer.reaches.as_deref(), Some("prod GET /hello"));
    let fields: Vec<String> = ways[0].setting.fields().iter().map(ToString::to_string).collect();
    assert_eq!(fields, ["distributions[0].origin[0].origin_path"]);
}

#[test]
fn a_pattern_can_choose_another_origin() {
    let scenario = small(&[], "plain", &[("plain", ""), ("staged", "/p")], &["GET /a"], &["p"]);
    let verdict = decide(&scenario, &get(HOST, "/a"), &expecting("p GET /a"), Frame::PathPatterns, &NoAnswers);
    let Verdict::Possible(ways) = verdict else { panic!("{verdict:?}") };
    let behavior = ways[0].setting.behavior.as_ref().unwrap();
    assert_eq!((behavior.path_pattern.as_str(), behavior.target_origin_id.as_str()), ("/a", "staged"));
}

#[test]
fn requests_that_would_break_are_named() {
    let mut scenario = small(&[], "plain", &[("plain", "")], &["GET /a"], &["p"]);
    scenario.requests = vec![Request { expect: Some(expecting("p GET /a")), ..get(HOST, "/p/a") }];
    let verdict = decide(&scenario, &get(HOST, "/a"), &expecting("p GET /a"), Frame::OriginPath, &NoAnswers);
    let Verdict::Possible(ways) = verdict else { panic!("{verdict:?}") };
    assert_eq!(ways[0].breaks, [0]);
}

fn with_function(event: &str, runtime: &str) -> Scenario {
    let mut scenario = small(&[], "plain", &[("plain", "")], &["GET /a"], &["p"]);
    let behavior = &mut scenario.distributions[0].default_cache_behavior;
    match LambdaEvent::from_word(event) {
        Some(event_type) if runtime.starts_with("nodejs") => {
            behavior.lambda_function_association =
                vec![LambdaFunctionAssociation { event_type, function: "strip".to_owned(), ..Default::default() }];
        }
        _ => {
            behavior.function_association =
                vec![FunctionAssociation { function: "strip".to_owned(), ..Default::default() }];
        }
    }
    scenario.edge_functions =
        vec![EdgeFunction { name: "strip".to_owned(), runtime: runtime.to_owned(), ..Default::default() }];
    scenario
}

/// Takes the first segment of every path off, as code would.
#[derive(Debug)]
struct Strips;

impl EdgeAnswers for Strips {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        let event: serde_json::Value = serde_json::from_str(&call.event).ok()?;
        let uri = event["request"]["uri"].as_str()?;
        let uri = format!("/{}", uri.trim_start_matches('/').split_once('/')?.1);
        let request = EdgeRequest {
            method: "GET".to_owned(),
            uri,
            query_string: None,
            headers: Vec::new(),
            cookies: Vec::new(),
            body: None,
            origin: None,
        };
        let result = EdgeResult::Outcome(EdgeOutcome::Request(request));
        Some(EdgeAnswer::of(result))
    }
}

#[test]
fn what_a_viewer_s_function_makes_of_the_path_is_reasoned_about() {
    let scenario = with_function("viewer-request", "cloudfront-js-2.0");
    let decided = |path: &str, answers: &dyn EdgeAnswers| {
        decide(&scenario, &get(HOST, path), &expecting("p GET /a"), Frame::OriginPath, answers)
    };
    let Verdict::Possible(ways) = decided("/api/a", &Strips) else { panic!("the function gives /a") };
    assert_eq!(ways[0].setting.origin_path.as_ref().unwrap().origin_path, "/p");
    let Verdict::Impossible(proof) = decided("/api/b", &Strips) else { panic!("the function gives /b") };
    assert_eq!(proof.suffix, "/b");
    let unknown = Verdict::Undecided(Undecided::EdgeFunctions(vec!["strip".to_owned()]));
    assert_eq!(decided("/api/a", &NoAnswers), unknown);
    // As if the code did nothing, an origin path would work: that is not known.
    assert_eq!(decided("/a", &NoAnswers), unknown);
}

#[test]
fn code_at_the_origin_is_told_the_origin_path() {
    let scenario = with_function("origin-request", "nodejs22.x");
    let verdict = decide(&scenario, &get(HOST, "/b"), &expecting("p GET /a"), Frame::OriginPath, &NoAnswers);
    assert_eq!(verdict, Verdict::Undecided(Undecided::EdgeFunctions(vec!["strip".to_owned()])));
}

/// Whether some origin path of at most five characters, put into the only origin, meets the expectation.
fn brute_force(scenario: &Scenario, request: &Request, expectation: &Expectation) -> Option<String> {
    let legal = |path: &String| path == "/" || !path.ends_with('/');
    all_paths("pab/", 5).into_iter().filter(legal).map(|path| if path == "/" { String::new() } else { path }).find(
        |path| {
            let mut changed = scenario.clone();
            changed.distributions[0].origin[0].origin_path = path.clone();
            differences(expectation, &hopscope_routing::trace(&changed, request)).is_empty()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// The verdict on all origin paths agrees with trying every short one.
    #[test]
    fn origin_paths_agree_with_brute_force(
        pairs in prop::collection::vec("(GET|POST) (/(a|b|\\{x\\})){1,2}", 1..4),
        path in "/[ab]{1,2}(/[ab])?",
        goal in "(p|a) GET (/(a|b|\\{x\\})){1,2}",
        present in "(/p|/a|)",
    ) {
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        let scenario = small(&[], "only", &[("only", &present)], &pairs, &["p", "a"]);
        let (request, expectation) = (get(HOST, &path), expecting(&goal));
        let verdict = decide(&scenario, &request, &expectation, Frame::OriginPath, &NoAnswers);
        match (&verdict, brute_force(&scenario, &request, &expectation)) {
            (Verdict::Met, Some(_)) => {}
            (Verdict::Possible(ways), found) => {
                let changed = ways[0].setting.apply(&scenario);
                prop_assert!(differences(&expectation, &hopscope_routing::trace(&changed, &request)).is_empty());
                let way = ways[0].setting.origin_path.as_ref().unwrap().origin_path.len();
                prop_assert!(found.is_none_or(|found| way <= found.len()));
            }
            (Verdict::Impossible(proof), None) => prop_assert!(!proof.choices[0].invariants.is_empty()),
            (verdict, found) => prop_assert!(false, "{verdict:?} {found:?}"),
        }
    }

    /// The verdict on all patterns and origin paths agrees with trying every short pair.
    #[test]
    fn patterns_agree_with_brute_force(
        behaviors in prop::collection::vec(("[/ab*]{1,3}", 0_usize..3), 0..3),
        default in 0_usize..3,
        path in "/[ab]{1,2}(/[ab])?",
        goal in "(p|a) GET (/(a|b)){1,2}",
    ) {
        let ids = ["one", "two", "three"];
        let behaviors: Vec<(&str, &str)> = behaviors.iter().map(|(pattern, at)| (pattern.as_str(), ids[*at])).collect();
        let origins = [("one", ""), ("two", "/p"), ("three", "/a/b")];
        let scenario = small(&behaviors, ids[default], &origins, &["GET /a", "GET /b/a", "GET /a/b"], &["p", "a"]);
        let (request, expectation) = (get(HOST, &path), expecting(&goal));
        let works = ids.iter().any(|id| {
            let mut changed = scenario.clone();
            let behaviors = std::mem::take(&mut changed.distributions[0].ordered_cache_behavior);
            drop(behaviors);
            changed.distributions[0].default_cache_behavior.target_origin_id = (*id).to_owned();
            differences(&expectation, &hopscope_routing::trace(&changed, &request)).is_empty()
        });
        match decide(&scenario, &request, &expectation, Frame::PathPatterns, &NoAnswers) {
            Verdict::Met => prop_assert!(works),
            Verdict::Possible(ways) => {
                let changed = ways[0].setting.apply(&scenario);
                prop_assert!(works && differences(&expectation, &hopscope_routing::trace(&changed, &request)).is_empty());
            }
            Verdict::Impossible(_) => prop_assert!(!works),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}

#[test]
fn the_article_s_proof_is_told_with_its_two_variants() {
    let mut text = String::new();
    for (name, is_with) in [("article-described", true), ("article-terraform", false)] {
        let scenario = example(name);
        let request = &scenario.requests[2];
        let decided = decide_all(&scenario, request, &NoAnswers);
        assert!(decided.iter().all(|(_, verdict)| matches!(verdict, Verdict::Impossible(_))));
        let found = variants(&scenario, request, &NoAnswers).unwrap();
        assert_eq!(found.is_with, Some(is_with));
        assert_eq!(found.with, r#"{"message":"Missing Authentication Token"}"#);
        assert_eq!(found.without, r#"{"message":"Forbidden"}"#);
        for language in Language::ALL {
            text += &report(&Catalog::embedded(*language), &scenario, &decided, Some(&found)).to_text();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn every_verdict_has_words() {
    let scenario = small(&[], "plain", &[("plain", "")], &["GET /a"], &["p"]);
    let request = Request { expect: Some(expecting("p GET /a")), ..get(HOST, "/a") };
    let works = decide_all(&scenario, &request, &NoAnswers);
    let unknown = Verdict::Undecided(Undecided::EdgeFunctions(vec!["f".to_owned()]));
    let others = Frame::ALL.iter().flat_map(|frame| [(*frame, Verdict::Met), (*frame, unknown.clone())]);
    let decided: Vec<_> = works.into_iter().chain(others).collect();
    assert_eq!(variants(&scenario, &request, &NoAnswers), None);
    for language in Language::ALL {
        let text = report(&Catalog::embedded(*language), &scenario, &decided, None).to_text();
        assert!(!text.contains("proof_report.") && !text.contains("advice."), "{text}");
    }
}
