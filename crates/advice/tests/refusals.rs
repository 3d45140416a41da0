//! Every refusal is known wherever somebody asks about it: its cause has words of its own, a setting stands behind it, a
//! fix mends it, a pasted answer leads to it, and its look-alikes are told apart. What need not be is listed, with the
//! reason; what is listed for nothing fails, too.
//!
//! `cargo test -p hopscope-advice --test refusals -- --nocapture` prints the table.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../../routing/tests/support/recorded.rs"]
mod recorded;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use hopscope_advice::diagnosis::{diagnose, look_alike, words};
use hopscope_advice::fix::fixes;
use hopscope_locale::{Catalog, Language};
use hopscope_routing::trace::Outcome;
use hopscope_routing::{RuleId, trace_with};
use hopscope_scenario::Scenario;
use recorded::{Edge, recorded};

/// Who may know a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// The diagnosis: a cause with words of its own.
    Diagnosis,
    /// The setting that a diagnosis leads to.
    Field,
    /// Fixes.
    Fix,
    /// The reader of pasted answers.
    Explain,
    /// The table of answers that look the same.
    LookAlike,
}

const ALL: [Who; 5] = [Who::Diagnosis, Who::Field, Who::Fix, Who::Explain, Who::LookAlike];

/// What need not be known, and why.
const EXEMPT: &[(Who, &[RuleId], &str)] = &[
    (
        Who::Diagnosis,
        &[RuleId::CloudfrontErrorPageUnavailable],
        "a diagnosis looks behind the error page: it is the error that the page was to hide that has a cause",
    ),
    (Who::Field, &[RuleId::CloudfrontErrorPageUnavailable], "the same: the field is that of the error behind the page"),
    (
        Who::Diagnosis,
        &[RuleId::HttpApiCorsPreflight, RuleId::LambdaUrlCorsPreflight],
        "the API answers the preflight as it is set up to: only the browser may refuse to go on",
    ),
    (
        Who::Field,
        &[RuleId::HttpApiCorsPreflight, RuleId::LambdaUrlCorsPreflight],
        "the same: there is no refusal to trace to a field",
    ),
    (
        Who::Fix,
        &[RuleId::ViewerUrlInvalid, RuleId::S3Method, RuleId::S3WebsiteMethod, RuleId::RestApiRequestValidator],
        "what the client meant by it is not known",
    ),
    (
        Who::Fix,
        &[RuleId::RestApiUrlTooLong, RuleId::RestApiRequestTooLarge, RuleId::S3HeadersTooLarge],
        "only a smaller request helps, and what can be left out of it is not known",
    ),
    (
        Who::Fix,
        &[RuleId::DnsLoop, RuleId::CloudfrontDistributionChain, RuleId::LambdaUrlNotFound],
        "where the name should lead is not known",
    ),
    (
        Who::Fix,
        &[RuleId::CloudfrontWebAcl, RuleId::LoadBalancerWebAcl, RuleId::LoadBalancerAuthenticate],
        "what a web ACL blocks is blocked on purpose: nobody is advised to open it",
    ),
    (
        Who::Fix,
        &[RuleId::CloudfrontErrorPageUnavailable, RuleId::HttpApiCorsPreflight, RuleId::LambdaUrlCorsPreflight],
        "the refusal is that of the error behind, or the browser's",
    ),
    (
        Who::Fix,
        &[
            RuleId::RestApiHttpFailed,
            RuleId::RestApiLambdaFailed,
            RuleId::HttpApiIntegrationUnreachable,
            RuleId::HttpApiIntegrationTimeout,
            RuleId::HttpApiLambdaFailed,
            RuleId::LambdaUrlFunctionFailed,
            RuleId::ServerRouteNotFound,
            RuleId::LoadBalancerTarget,
        ],
        "the backend itself fails, which no setting in front of it mends",
    ),
    (
        Who::Fix,
        &[RuleId::RestApiStageVariable, RuleId::HttpApiIntegrationUnsupported],
        "what the integration should call is not known",
    ),
    (
        Who::Fix,
        &[RuleId::LoadBalancerCertificate, RuleId::ServerCertificate, RuleId::CloudfrontViewerCertificate],
        "a certificate has to be issued for the name: a client can only use another name, which is not known",
    ),
    (
        Who::Fix,
        &[RuleId::CloudfrontCacheHit],
        "the error is gone once the cache lets go of it; whether the origin has mended it then is not known",
    ),
    (
        Who::Fix,
        &[RuleId::RestApiUsagePlan, RuleId::RestApiAwsService],
        "whom a plan admits, and what a role may do, is set on purpose: a scenario does not hold what was meant",
    ),
    (
        Who::Fix,
        &[RuleId::RestApiPrivateDns, RuleId::LoadBalancerConnection],
        "which way into the network was meant is not known",
    ),
    (
        Who::Fix,
        &[RuleId::LoadBalancerRedirect, RuleId::S3Cors, RuleId::S3WebsiteRedirectAll, RuleId::S3WebsiteObjectRedirect],
        "the redirect, or the list of sites, is set up so: what else was meant is not known",
    ),
    (Who::Fix, &[RuleId::S3WebsiteHttps], "a client that needs HTTPS is not advised to do without"),
    (
        Who::Explain,
        &[RuleId::CloudfrontPolicyUnknown, RuleId::ApiDomainApiMissing],
        "stands in for what a scenario leaves open: AWS gives no such answer",
    ),
    (
        Who::LookAlike,
        &[
            RuleId::ViewerUrlInvalid,
            RuleId::DnsLoop,
            RuleId::DnsApiNotFound,
            RuleId::DnsPortClosed,
            RuleId::DnsNotInScenario,
            RuleId::RestApiPrivate,
            RuleId::S3WebsiteHttps,
            RuleId::LoadBalancerCertificate,
            RuleId::ServerCertificate,
            RuleId::CloudfrontViewerCertificate,
            RuleId::LoadBalancerConnection,
        ],
        "there is no answer whose looks could be compared: the client sees no HTTP",
    ),
    (
        Who::LookAlike,
        &[
            RuleId::CloudfrontHeadersTooLarge,
            RuleId::CloudfrontDomainFronting,
            RuleId::RestApiRequestTooLarge,
            RuleId::RestApiAuthorizerFailed,
            RuleId::LambdaUrlFunctionFailed,
            RuleId::S3HeadersTooLarge,
            RuleId::S3BucketNotFound,
            RuleId::S3Region,
            RuleId::S3WebsiteNotFound,
            RuleId::S3WebsiteMethod,
            RuleId::S3WebsiteRedirect,
            RuleId::RestApiRequestValidator,
            RuleId::LoadBalancerPlainHttp,
            RuleId::LoadBalancerAuthenticate,
            RuleId::LoadBalancerRedirect,
            RuleId::LoadBalancerTarget,
            RuleId::S3Cors,
            RuleId::S3WebsiteRedirectAll,
            RuleId::S3WebsiteRoutingRule,
            RuleId::S3WebsiteObjectRedirect,
        ],
        "no other refusal gives this answer: tests/diagnosis.rs compares the answers of all recorded cases",
    ),
    (
        Who::LookAlike,
        &[
            RuleId::CloudfrontErrorPageUnavailable,
            RuleId::HttpApiCorsPreflight,
            RuleId::LambdaUrlCorsPreflight,
            RuleId::CloudfrontDefaultRootObjectInvalid,
            RuleId::ServerRouteNotFound,
        ],
        "what answers is another hop, which has look-alikes of its own; or nobody refuses",
    ),
];

/// Everything that is refused somewhere in the repository: the recorded cases, the broken set-ups, the questions of others. Each with one request.
fn refused() -> Vec<(Scenario, Edge)> {
    let mut all = Vec::new();
    for case in recorded() {
        all.push((case.scenario, case.edge));
    }
    let folder = format!("{}/tests/broken", env!("CARGO_MANIFEST_DIR"));
    let broken = std::fs::read_dir(folder).unwrap().map(|entry| {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: serde_json::Value = serde_json::from_str(&text).unwrap();
        Scenario::from_value(file.get("scenario").unwrap().clone()).unwrap()
    });
    let questions = support::questions().into_iter().map(|question| question.scenario);
    for scenario in broken.chain(questions) {
        let requests = scenario.requests.iter().cloned();
        all.extend(requests.map(|one| (Scenario { requests: vec![one], ..scenario.clone() }, Edge::default())));
    }
    all
}

/// The rules by which some of them is refused, each with who knows it.
fn known() -> BTreeMap<RuleId, BTreeSet<Who>> {
    let texts = Catalog::embedded(Language::English);
    let mut known: BTreeMap<RuleId, BTreeSet<Who>> = BTreeMap::new();
    for (mut scenario, edge) in refused() {
        // That a refusal was expected is no reason to know nothing of it.
        for request in &mut scenario.requests {
            request.expect.take_if(|expect| matches!(expect.reaches, Some(None)));
        }
        let Some(request) = scenario.requests.first() else { continue };
        let trace = trace_with(&scenario, request, &edge);
        let Some((_, step)) = trace.deciding_step().filter(|(_, step)| step.outcome == Outcome::Refused) else {
            continue;
        };
        let rule = step.rule.id;
        let by = known.entry(rule).or_default();
        if let Some(cause) = diagnose(&scenario, request, &edge).cause.filter(|cause| cause.rule == rule) {
            if words::cause(&texts, &cause) != texts.text(&format!("rule.{rule}.title")) {
                by.insert(Who::Diagnosis);
            }
            // Where the request alone decides, it is the request that a diagnosis speaks of.
            let is_of_request = !step.fields().is_empty() && step.fields().iter().all(|field| field.is_of_request());
            if cause.field.is_some() || is_of_request {
                by.insert(Who::Field);
            }
        }
        if hopscope_explain::cause::ALL.iter().any(|cause| cause.rules.contains(&rule)) {
            by.insert(Who::Explain);
        }
        if look_alike::ALL.iter().any(|family| family.has(rule)) {
            by.insert(Who::LookAlike);
        }
        if !by.contains(&Who::Fix) && !fixes(&scenario, request, &edge).is_empty() {
            by.insert(Who::Fix);
        }
    }
    known
}

#[test]
fn every_refusal_is_known_or_exempt_with_a_reason() {
    let known = known();
    let (mut unknown, mut idle) = (Vec::new(), Vec::new());
    let exempt = |who: Who, rule: RuleId| EXEMPT.iter().any(|(each, rules, _)| *each == who && rules.contains(&rule));
    for (rule, by) in &known {
        let marks: Vec<&str> = ALL
            .iter()
            .map(|who| match (by.contains(who), exempt(*who, *rule)) {
                (true, _) => "✓",
                (false, true) => "–",
                (false, false) => "✕",
            })
            .collect();
        println!("{} {rule}", marks.join(" "));
        unknown.extend(ALL.iter().filter(|who| !by.contains(who) && !exempt(**who, *rule)).map(|who| (*rule, *who)));
    }
    for (who, rules, reason) in EXEMPT {
        assert!(reason.len() > 10, "{rules:?}: {reason}");
        idle.extend(
            rules.iter().filter(|rule| known.get(rule).is_none_or(|by| by.contains(who))).map(|rule| (*rule, *who)),
        );
    }
    for who in ALL {
        let count = known.values().filter(|by| by.contains(&who)).count();
        println!("{who:?}: {count} of {} refusals", known.len());
    }
    assert!(unknown.is_empty(), "{} are not known: {unknown:#?}", unknown.len());
    assert!(idle.is_empty(), "exempt for nothing: {idle:#?}");
}
