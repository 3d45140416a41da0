//! Round trip: the answer of every trace in the repository, printed as curl prints it and pasted back, names the hop
//! that answered, and the rule that decided is among the causes. Exceptions are listed, each with its reason.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../../routing/tests/support/recorded.rs"]
mod recorded;

use std::fs;
use std::path::Path;

use hopscope_diagram::curl::to_curl;
use hopscope_explain::{Explanation, explain};
use hopscope_routing::RuleId;
use hopscope_routing::trace::Component;
use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::request::Request;
use hopscope_scenario::{ProblemKind, Scenario};
use recorded::{Edge, recorded};

/// A trace with the name of its case and its request.
struct Traced {
    id: String,
    request: Request,
    trace: Trace,
}

fn files(folder: &str, ending: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn corpus() -> Vec<Traced> {
    let mut all = Vec::new();
    for case in recorded() {
        let request = case.scenario.requests.first().unwrap().clone();
        let trace = trace_with(&case.scenario, &request, &case.edge);
        all.push(Traced { id: case.id, request, trace });
    }
    for text in files("../../examples", "json") {
        let scenario = Scenario::from_json(&text).unwrap();
        for request in &scenario.requests {
            let trace = trace_with(&scenario, request, &Edge::default());
            let id = format!("{}: {}", scenario.title, request.url);
            all.push(Traced { id, request: request.clone(), trace });
        }
    }
    assert!(all.len() > 500, "the cases have moved");
    all
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The command by which curl makes a request.
fn command(request: &Request) -> String {
    let mut command = format!("$ curl -i -X {}", request.method);
    for (name, values) in &request.headers {
        for value in values.iter() {
            command += &format!(" -H {}", quoted(&format!("{name}: {value}")));
        }
    }
    if request.sigv4.is_some() {
        command += " --aws-sigv4 aws:amz:us-east-1:execute-api --user KEY:SECRET";
    }
    if !request.body.is_empty() {
        command += &format!(" -d {}", quoted(&request.body.chars().take(100).collect::<String>()));
    }
    format!("{command} {}", quoted(&request.url))
}

fn explained(traced: &Traced, with_command: bool) -> Explanation {
    let answer = to_curl(&traced.trace);
    let pasted = if with_command { format!("{}\n{answer}\n$ ", command(&traced.request)) } else { answer };
    explain(&pasted).unwrap_or_else(|error| panic!("{}: {error}\n{pasted}", traced.id))
}

/// Hops that cannot be told apart because their answers are the same to the byte: the one that answered may then be
/// the second guess.
fn may_be_second(trace: &Trace) -> Option<&'static str> {
    match (trace.rule.id.as_str(), trace.answered_by) {
        ("server.route" | "server.prescribed" | "server.route_not_found", Component::Server) => {
            Some("an HTTP backend of an API leaves no mark of its own")
        }
        ("lambda.invoke", Component::Lambda) => Some("a function without a trace id looks like any backend"),
        ("http_api.cors_preflight" | "lambda_url.cors_preflight", _) => {
            Some("a backend may answer a preflight request likewise")
        }
        ("rest_api.mock", _) => Some("a mock can prescribe any answer, AWS's own words included"),
        _ => None,
    }
}

/// Answers that look to the byte as another hop's, which is then named alone.
fn looks_like_another(trace: &Trace) -> Option<&'static str> {
    let by_api = trace.hops.iter().any(|hop| hop.component == Component::ApiGateway);
    match (trace.rule.id.as_str(), trace.answered_by) {
        ("cloudfront.cache_hit", _) => Some("what the cache gives is an earlier answer of the origin"),
        ("cloudfront.custom_error_response", Component::Cloudfront) => Some("the page may come from the cache, too"),
        ("lambda_url.cors_preflight", _) => Some("a function may answer a preflight request likewise"),
        ("rest_api.aws_service", _) => Some("a service behind an API leaves no mark of its own"),
        ("s3.website_redirect_all" | "s3.website_routing_rule" | "s3.website_object_redirect", _) => {
            Some("a redirect of a website's settings leaves no mark but its location")
        }
        (_, Component::LoadBalancer) if by_api => Some("an API renames the field by which a load balancer is known"),
        _ => None,
    }
}

/// Rules that stand for a gap in the scenario, not for anything that AWS does: no answer of AWS's has such a cause.
const GAPS: &[&str] = &["api_domain.api_missing", "cloudfront.policy_unknown"];

/// Cases whose answer a web ACL prescribes to the byte: as with a backend's own, nothing in it says who made it.
const PRESCRIBED: [&str; 2] = ["waf-custom-response", "waf-rest-custom-response"];

#[test]
fn the_hop_that_answered_is_named() {
    let mut wrong = Vec::new();
    for traced in corpus() {
        for with_command in [true, false] {
            let found = explained(&traced, with_command).fingerprint;
            let by = traced.trace.answered_by;
            let is_right =
                found.answered_by == Some(by) || (may_be_second(&traced.trace).is_some() && found.or.contains(&by));
            if !is_right && looks_like_another(&traced.trace).is_none() {
                wrong.push(format!(
                    "{} ({with_command}): {by:?} answered, {:?} or {:?} named",
                    traced.id, found.answered_by, found.or
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_rule_that_decided_is_among_the_causes() {
    let mut wrong = Vec::new();
    for traced in corpus() {
        let rule = traced.trace.rule.id;
        let is_prescribed = PRESCRIBED.iter().any(|case| traced.id.starts_with(case));
        if GAPS.contains(&rule.as_str()) || is_prescribed || looks_like_another(&traced.trace).is_some() {
            continue;
        }
        for with_command in [true, false] {
            let found = explained(&traced, with_command);
            let rules: Vec<RuleId> = found.causes.causes.iter().flat_map(|cause| cause.rules).copied().collect();
            if !rules.contains(&rule) {
                wrong.push(format!(
                    "{} ({with_command}): {rule} decided; rows {:?}, causes {rules:?}",
                    traced.id, found.causes.rows
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_command_is_read_back() {
    for traced in corpus() {
        let found = explained(&traced, true);
        let asked = &found.exchanges[found.chosen].asked;
        assert_eq!(asked.method.as_deref(), Some(traced.request.method.as_str()), "{}", traced.id);
        let url = &traced.request.url;
        assert_eq!(
            asked.url.as_deref(),
            Some(if url.contains("://") { url.clone() } else { format!("http://{url}") }.as_str()),
            "{}",
            traced.id
        );
        let answer = found.exchanges[found.chosen].answer();
        if let (Some(answer), Some(response)) = (answer, &traced.trace.response) {
            assert_eq!(answer.status, Some(response.status), "{}", traced.id);
            let body = answer.body.as_deref().unwrap_or_default();
            assert_eq!(body, response.body.replace("\r\n", "\n").trim_matches('\n'), "{}", traced.id);
            let names = |headers: &hopscope_routing::header::Headers| {
                headers.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(names(&answer.fields), names(&response.headers), "{}", traced.id);
        }
    }
}

#[test]
fn prefilled_scenarios_hold() {
    let mut agreeing = 0;
    let mut all = 0;
    for traced in corpus() {
        let prefill = explained(&traced, true).prefill;
        let json = prefill.scenario.to_json();
        assert_eq!(Scenario::from_json(&json).unwrap(), prefill.scenario, "{}", traced.id);
        assert_eq!(Scenario::from_link(&prefill.link).unwrap(), prefill.scenario, "{}", traced.id);
        // The recorded URL stays as it was, even where no client can request it.
        let mut problems = prefill.scenario.problems();
        problems.retain(|problem| problem.kind != ProblemKind::RequestUrl);
        assert!(problems.is_empty(), "{}: {problems:?}", traced.id);
        all += 1;
        agreeing += usize::from(prefill.answers.agrees);
        if !prefill.answers.agrees {
            println!("{} answers otherwise when it is prefilled", traced.id);
        }
    }
    println!("{agreeing} of {all} prefilled scenarios answer as recorded");
    assert!(agreeing * 100 > all * 88, "{agreeing} of {all}");
}
