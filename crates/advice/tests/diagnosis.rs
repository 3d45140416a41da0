//! Diagnoses: planted causes are named, what lifts a refusal is told in order, look-alikes agree with the rule book.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use hopscope_advice::diagnosis::cause::{Cause, CauseKind};
use hopscope_advice::diagnosis::hypothesis::HypothesisKind;
use hopscope_advice::diagnosis::look_alike;
use hopscope_advice::diagnosis::refusal::Deciding;
use hopscope_advice::diagnosis::what_next::{End, MOST_LIFTS};
use hopscope_advice::diagnosis::{Accident, Diagnosis, Standing, diagnose, probe, report, words};
use hopscope_cases::Case;
use hopscope_locale::{Catalog, Language};
use hopscope_routing::RuleId;
use hopscope_routing::edge::NoAnswers;
use hopscope_routing::trace::{Component, Outcome, Trace};
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall};
use hopscope_scenario::request::Request;
use hopscope_scenario::{Edit, Scenario};
use proptest::prelude::*;
use recorded::Edge;
use serde::Deserialize;
use serde_json::{Value, json};
use support::example;

#[path = "../../routing/tests/support/recorded.rs"]
mod recorded;
mod support;

/// Scenarios in which something is broken.
fn broken() -> Vec<Case> {
    hopscope_cases::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnosis/broken.cases")).unwrap()
}

/// The one of that name.
fn broken_case(id: &str) -> Case {
    broken().into_iter().find(|case| case.id == id).unwrap()
}

fn first(scenario: &Scenario) -> Diagnosis {
    diagnose(scenario, &scenario.requests[0], &NoAnswers)
}

fn end(end: &End) -> String {
    match end {
        End::Answered { status, reaches, .. } => format!("{status} {reaches}"),
        End::Stuck { rule } => format!("stuck {rule}"),
        End::Bound => "bound".to_owned(),
        End::Pending { .. } => "pending".to_owned(),
    }
}

/// Every broken scenario names what was broken in it, and what would fail next.
#[test]
fn planted_causes_are_named() {
    let texts = Catalog::embedded(Language::English);
    let mut wrong = Vec::new();
    let cases = broken();
    assert!(cases.len() >= 25);
    for case in &cases {
        let (id, scenario) = (&case.id, &case.scenario);
        let found = diagnose(scenario, &scenario.requests[0], &given(&case["edge"]));
        let Some(cause) = &found.cause else {
            wrong.push(format!("{id}: no cause, {:?}, {}", found.standing, found.rule.id));
            continue;
        };
        let mut hold = |what: &str, found: String, expected: &Value| {
            if !expected.is_null() && expected.as_str() != Some(found.as_str()) {
                wrong.push(format!("{id}: {what} is {found}, expected {expected}"));
            }
        };
        hold("kind", cause.kind.as_str().to_owned(), &case["kind"]);
        hold("rule", cause.rule.to_string(), &case["rule"]);
        hold("field", cause.field.as_ref().map(ToString::to_string).unwrap_or_default(), &case["field"]);
        let what_next = found.what_next.as_ref();
        hold("end", what_next.map(|what_next| end(&what_next.end)).unwrap_or_default(), &case["end"]);
        if let Some(expected) = case["lifts"].as_array() {
            let hypotheses: Vec<&str> = what_next
                .iter()
                .flat_map(|what_next| &what_next.links)
                .map(|link| link.hypothesis.kind.as_str())
                .collect();
            if *expected != hypotheses {
                wrong.push(format!("{id}: lifts are {hypotheses:?}, expected {expected:?}"));
            }
        }
        let sentence = words::cause(&texts, cause);
        for name in case["names"].as_array().unwrap() {
            if !sentence.contains(name.as_str().unwrap()) {
                wrong.push(format!("{id}: {sentence:?} does not name {name}"));
            }
        }
        if let Some(field) = &cause.field {
            let parent =
                field.segments().split_last().map(|(_, rest)| rest.iter().cloned().collect()).unwrap_or_default();
            let parent: hopscope_scenario::FieldPath = parent;
            let document: Value = serde_json::from_str(&scenario.to_json()).unwrap();
            if parent.find(&document).is_none() {
                wrong.push(format!("{id}: {field} is no place of the file"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the edge functions of a case give, of its field `edge`.
fn given(edge: &Value) -> Edge {
    Option::deserialize(edge).unwrap().unwrap_or_default()
}

/// The engine's own cases: id, scenario, what edge functions give.
fn recorded() -> Vec<(String, Scenario, Edge)> {
    recorded::recorded().into_iter().map(|case| (case.id, case.scenario, case.edge)).collect()
}

/// What a client can see of an answer, without what differs from request to request.
fn visible(trace: &Trace) -> Option<String> {
    let response = trace.response.as_ref()?;
    let steps = || trace.hops.iter().flat_map(|hop| &hop.steps);
    let is_dressed = steps().any(|step| {
        let rules = [RuleId::RestApiGatewayResponse, RuleId::CloudfrontCustomErrorResponse];
        rules.contains(&step.rule.id) && step.outcome == Outcome::Changed
    });
    // Answers to HEAD show less than any other, and whole families look alike.
    if is_dressed || response.body.is_empty() || !response.status.is_error() || trace.reaches.is_some() {
        return None;
    }
    let has = |name: &str| response.headers.get(name).unwrap_or("-").to_owned();
    let is_at_gateway = response.headers.has("x-amz-apigw-id");
    let kind = [has("x-amzn-errortype"), has("server"), is_at_gateway.to_string()].join(" ");
    Some(format!("{} {kind} {}", response.status, response.body))
}

/// Rules that gave one and the same answer in the engine's cases are look-alikes of one another here.
#[test]
fn look_alikes_are_those_of_the_recorded_cases() {
    let mut groups: BTreeMap<String, BTreeMap<RuleId, Trace>> = BTreeMap::new();
    for (_, scenario, edge) in recorded() {
        let trace = trace_with(&scenario, &scenario.requests[0], &edge);
        if let Some(answer) = visible(&trace) {
            groups.entry(answer).or_default().insert(trace.rule.id, trace);
        }
    }
    let mut pairs = 0;
    for (answer, traces) in groups.iter().filter(|(_, traces)| traces.len() > 1) {
        for trace in traces.values() {
            let deciding = Deciding::of(trace).unwrap();
            let family = look_alike::family(trace, &deciding);
            let family = family.unwrap_or_else(|| panic!("{} has no family: {answer}", trace.rule.id));
            for other in traces.keys() {
                assert!(family.has(*other), "{} lacks {other}, which answers {answer}", family.id);
                pairs += 1;
            }
            assert!(look_alike::at_work(family, &deciding).is_some(), "{}", trace.rule.id);
        }
    }
    assert!(pairs > 100, "{pairs}");
}

/// No error of the engine's cases is without a cause in a sentence of its own.
#[test]
fn every_error_of_the_cases_has_a_cause_in_words() {
    let mut wrong = Vec::new();
    for texts in Language::ALL.iter().copied().map(Catalog::embedded) {
        for (id, scenario, edge) in recorded() {
            let found = diagnose(&scenario, &scenario.requests[0], &edge);
            if let Some(Cause { kind, rule, values, .. }) = &found.cause {
                let sentence = words::cause(&texts, found.cause.as_ref().unwrap());
                if sentence == texts.text(&format!("rule.{rule}.title")) {
                    wrong.push(format!("{id}: {kind:?} of {rule} has no words: {values:?}"));
                }
            }
            let report = report(&texts, &found).to_text();
            if report.contains("diagnosis.") {
                wrong.push(format!("{id}: {report}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn everything_that_can_be_said_has_words() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        let known = |key: String| assert!(!texts.templates(&key).is_empty(), "{key} has no text");
        for kind in CauseKind::ALL.iter().filter(|kind| **kind != CauseKind::Rule) {
            known(format!("diagnosis.cause.{}", kind.as_str()));
        }
        for kind in HypothesisKind::ALL {
            known(format!("diagnosis.lift.{}", kind.as_str()));
        }
        for kind in probe::ProbeKind::ALL {
            known(format!("diagnosis.probe.{}", kind.as_str()));
        }
        for family in look_alike::ALL {
            known(format!("diagnosis.family.{}", family.id));
            for member in family.members {
                known(format!("diagnosis.look_alike.{}.cause", member.id));
                known(format!("diagnosis.look_alike.{}.decides", member.id));
            }
        }
    }
}

/// Strips `/api`, as the function of the example does.
#[derive(Debug)]
struct Stripped;

impl EdgeAnswers for Stripped {
    fn answer(&self, call: &EdgeCall) -> Option<EdgeAnswer> {
        let event: Value = serde_json::from_str(&call.event).unwrap();
        let uri = event.pointer("/request/uri")?.as_str()?;
        let uri = uri.strip_prefix("/api").unwrap_or(uri);
        let request = json!({"method": "GET", "uri": uri, "query_string": null, "cookies": [], "body": null,
            "headers": [["host", "d111111abcdef8.cloudfront.net"]], "origin": null});
        let result = json!({"outcome": {"request": request}});
        let result = serde_json::from_value(result).unwrap();
        Some(EdgeAnswer::of(result))
    }
}

/// The article's two variants answer 403 for two reasons, and the examples that work say so.
#[test]
fn the_article_s_examples_name_what_is_planted_in_them() {
    let folder = format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"));
    let mut met = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with("article-") {
            continue;
        }
        let scenario = example(&name);
        for request in &scenario.requests {
            let found = diagnose(&scenario, request, &Stripped);
            let kind = found.cause.as_ref().map(|cause| cause.kind);
            let through = request.url.contains("cloudfront.net");
            let expected = match name.as_str() {
                "article-terraform" if through => Some(CauseKind::NoOriginPath),
                "article-described" if through => Some(CauseKind::PrefixLeft),
                _ => None,
            };
            assert_eq!(kind, expected, "{name} {}", request.url);
            if expected.is_none() {
                assert_eq!(found.standing, Standing::Met, "{name} {}", request.url);
                assert_eq!(report(&Catalog::embedded(Language::English), &found).blocks.len(), 1);
                met += 1;
            }
        }
    }
    assert!(met > 10, "{met}");
}

#[test]
fn the_two_403s_of_the_article_are_told_apart() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        for name in ["article-terraform", "article-described"] {
            let scenario = example(name);
            let request = scenario.requests.iter().find(|request| request.url.ends_with("/api/hello")).unwrap();
            let text = report(&texts, &diagnose(&scenario, request, &NoAnswers)).to_text();
            assert!(text.contains("Forbidden") && text.contains("Missing Authentication Token"), "{text}");
            insta::assert_snapshot!(format!("{name}_{language:?}"), text);
        }
    }
}

#[test]
fn code_that_has_not_run_is_waited_for() {
    let scenario = example("article-way-out-function");
    let request = scenario.requests.iter().find(|request| request.url.contains("cloudfront.net")).unwrap();
    let found = diagnose(&scenario, request, &NoAnswers);
    assert_eq!((found.standing, found.pending.len(), found.cause), (Standing::Pending, 1, None));
}

/// A single-page app: an error page with 200 in front of S3, and an API behind the same distribution.
fn masked(path: &str, expected: Value) -> Diagnosis {
    let mut scenario = broken_case("masked-403").scenario;
    let request = json!({"url": format!("https://d111111abcdef8.cloudfront.net{path}"), "expect": expected});
    let with = Scenario::from_value(json!({"hopscope": 1, "requests": [request]})).unwrap();
    scenario.requests = with.requests;
    first(&scenario)
}

#[test]
fn a_masked_answer_is_not_taken_for_a_success() {
    let api = masked("/api/hello", json!({"reaches": "prod GET /hello"}));
    let mask = api.mask.as_ref().unwrap();
    assert_eq!((mask.status, mask.seen, mask.page.as_str()), (403, 200, "/index.html"));
    assert_eq!((api.standing, api.rule.id), (Standing::Refused, RuleId::RestApiResourceNotFound));
    let at_work = |found: &Diagnosis| found.look_alikes.as_ref().unwrap().at_work.unwrap().id;
    assert_eq!(at_work(&api), "masked_api");
    let page = masked("/about", json!({"status": 200}));
    assert_eq!((page.standing, at_work(&page)), (Standing::Met, "masked_object"));
    assert_eq!(page.accidents, [Accident::ErrorPage]);
}

#[test]
fn a_redirect_is_no_refusal() {
    let found = first(&broken_case("redirected").scenario);
    assert_eq!((found.standing, found.look_alikes.is_none()), (Standing::Redirected, true));
}

/// What answers owe to luck.
#[test]
fn accidents_are_told() {
    let texts = Catalog::embedded(Language::English);
    let mut told = BTreeSet::new();
    let scenario = broken_case("function-throws").scenario;
    let edge = given(&json!({"f": {"result": {"unsupported": {"what": "fetch"}}}}));
    for (_, scenario, edge) in recorded().into_iter().chain([(String::new(), scenario, edge)]) {
        let found = diagnose(&scenario, &scenario.requests[0], &edge);
        for accident in &found.accidents {
            let name = format!("{accident:?}");
            told.insert(name.split([' ', '{']).next().unwrap().to_owned());
            assert!(report(&texts, &found).to_text().contains("! "), "{name}");
        }
    }
    let all = ["ErrorPage", "FailedOver", "FailurePassed", "FunctionMissing", "FunctionNotRun"];
    assert_eq!(told.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

#[test]
fn an_expected_refusal_is_well() {
    let mut scenario = broken_case("web-acl-blocks").scenario;
    let expected = json!({"hopscope": 1, "requests": [{"expect": {"rule": "cloudfront.web_acl"}}]});
    scenario.requests[0].expect = Scenario::from_value(expected).unwrap().requests[0].expect.clone();
    let found = first(&scenario);
    assert_eq!((found.standing, found.cause.is_none()), (Standing::Met, true));
}

/// What a hypothesis claims is what the engine says of it, once its edits are made.
fn holds(scenario: &Scenario, request: &Request, found: &Diagnosis, edge: &dyn EdgeAnswers) {
    let Some(what_next) = &found.what_next else { return };
    assert!(what_next.links.len() <= MOST_LIFTS);
    let mut now = scenario.clone();
    if found.mask.is_some() {
        now.distributions.iter_mut().for_each(|each| each.custom_error_response.clear());
    }
    let row = now.requests.iter().position(|each| each == request).unwrap_or(now.requests.len());
    if row == now.requests.len() {
        now.requests.push(request.clone());
    }
    let mut again = None;
    for link in &what_next.links {
        assert!(!link.hypothesis.edits.is_empty(), "{:?}", link.hypothesis.kind);
        now = Edit::apply_all(&link.hypothesis.edits, &now).unwrap();
        let trace = trace_with(&now, &now.requests[row], edge);
        if let Some(next) = &link.next {
            assert_eq!(next.rule, trace.rule.id);
        }
        again = Some(trace);
    }
    if let (End::Answered { status, .. }, Some(again)) = (&what_next.end, again) {
        assert_eq!(again.response.map_or(0, |response| response.status.get()), *status);
    }
}

#[test]
fn hypotheses_are_traced() {
    let mut kinds = BTreeSet::new();
    let mut hypotheses = BTreeSet::new();
    let broken = broken().into_iter().map(|case| {
        let edge = given(&case["edge"]);
        (String::new(), case.scenario, edge)
    });
    for (_, scenario, edge) in recorded().into_iter().chain(broken) {
        let found = diagnose(&scenario, &scenario.requests[0], &edge);
        holds(&scenario, &scenario.requests[0], &found, &edge);
        kinds.extend(found.cause.iter().map(|cause| cause.kind));
        hypotheses
            .extend(found.what_next.iter().flat_map(|what_next| &what_next.links).map(|link| link.hypothesis.kind));
    }
    for Case { scenario, .. } in support::questions() {
        let found = diagnose(&scenario, &scenario.requests[0], &NoAnswers);
        kinds.extend(found.cause.iter().map(|cause| cause.kind));
    }
    let missing: Vec<&CauseKind> = CauseKind::ALL.iter().filter(|kind| !kinds.contains(kind)).collect();
    assert!(missing.is_empty(), "no case has {missing:?}");
    let missing: Vec<&HypothesisKind> = HypothesisKind::ALL.iter().filter(|kind| !hypotheses.contains(kind)).collect();
    assert!(missing.is_empty(), "no case lifts by {missing:?}");
}

fn scenarios() -> Vec<Scenario> {
    let broken = broken().into_iter().map(|case| case.scenario);
    recorded().into_iter().map(|(_, scenario, _)| scenario).chain(broken).collect()
}

static SCENARIOS: OnceLock<Vec<Scenario>> = OnceLock::new();
static TEXTS: OnceLock<Vec<Catalog>> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any request to any scenario has a diagnosis, in words, in both languages.
    #[test]
    fn every_request_has_a_diagnosis(
        index in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        path in "(/(a|api|prod|dev|hello|index\\.html|%2F|あ|\\.\\.|\\{x\\}|)){0,4}",
        method in prop::sample::select(vec!["GET", "HEAD", "POST", "OPTIONS", "PURGE"]),
        authorization in prop::option::of("Bearer [a.]{0,5}|AWS4-HMAC-SHA256 x|é"),
        host in prop::option::weighted(0.2, "[a-z]{1,3}\\.example\\.com"),
        expected in prop::option::of(prop::sample::select(vec!["prod GET /hello", "s3 b/x", ""])),
    ) {
        let all = SCENARIOS.get_or_init(scenarios);
        let scenario = index.get(all);
        let url = &other.get(all).requests[0].url;
        let own = &scenario.requests[0].url;
        let base = if path.len() % 2 == 0 { own } else { url };
        let base = base.split('/').take(3).collect::<Vec<_>>().join("/");
        let mut request = Request { method: method.to_owned(), url: format!("{base}{path}"), ..Request::default() };
        request.headers = authorization.map(|value| ("authorization".to_owned(), value.into())).into_iter().collect();
        if let Some(host) = host {
            request.headers.insert("host".to_owned(), host.into());
        }
        request.expect = expected.map(|place| {
            let expected = json!({"hopscope": 1, "requests": [{"expect": {"reaches": place}}]});
            Scenario::from_value(expected).unwrap().requests[0].expect.clone().unwrap()
        });
        let found = diagnose(scenario, &request, &NoAnswers);
        holds(scenario, &request, &found, &NoAnswers);
        for texts in TEXTS.get_or_init(|| Language::ALL.iter().copied().map(Catalog::embedded).collect()) {
            let text = report(texts, &found).to_text();
            prop_assert!(!text.contains("diagnosis."), "{}", text);
        }
        let is_fine = matches!(found.standing, Standing::Met | Standing::Answered | Standing::Pending);
        prop_assert!(is_fine || found.cause.is_some());
        prop_assert!(found.path.component == Component::Viewer || !found.path.pieces.is_empty());
    }
}

/// Probes of a case, by kind: the command, and the status that is predicted.
fn probes(id: &str) -> BTreeMap<&'static str, (String, Option<u16>)> {
    let found = first(&broken_case(id).scenario);
    let probes = found.look_alikes.unwrap().probes.into_iter();
    probes.map(|each| (each.kind.as_str(), (each.command, each.predicted.map(|it| it.status)))).collect()
}

/// The probe that decides gets another answer than the request, where the cause is what it asks about.
#[test]
fn probes_decide() {
    let api = "https://abc123.execute-api.ap-northeast-1.amazonaws.com";
    let stage = probes("no-origin-path");
    assert_eq!(stage["with_stage"], (format!("curl -si {api}/prod/hello"), Some(200)));
    assert_eq!(stage["direct"], (format!("curl -si {api}/hello"), Some(403)));
    let host = probes("host-to-regional");
    assert_eq!(host["direct"], (format!("curl -si {api}/prod/hello"), Some(200)));
    let key = probes("key-missing");
    assert_eq!(key["with_key"], (format!("curl -si -H 'x-api-key: k' {api}/prod/hello"), Some(200)));
    assert_eq!(key["any_authorization"].1, Some(403));
    let signed = probes("iam-unsigned");
    assert_eq!(signed["signed"].1, Some(200));
    assert!(signed["signed"].0.contains("--aws-sigv4 aws:amz:ap-northeast-1:execute-api"), "{signed:?}");
    assert_eq!(probes("prefix-left")["signed"].1, Some(403));
    let alias = probes("alias-missing");
    assert_eq!(alias["own_name"], ("curl -si https://d111111abcdef8.cloudfront.net/hello".to_owned(), Some(200)));
    let object = probes("s3-403-for-missing");
    let head = "aws s3api head-object --bucket amzn-s3-demo-bucket --key about".to_owned();
    assert_eq!(object["s3_head"], (head, None));
}
