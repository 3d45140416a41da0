//! Questions that people asked in public: the cause must be named, the real fix offered in front, nothing false said.
//!
//! `questions.cases` holds the questions: what was asked, in own words, with the thread (`source`); a scenario with
//! the request; the `cause` that must be named (its kind, one of several `kinds`, its rule); the `fix` that must be
//! offered (one of `kinds`) at `rank` or in front of it; findings (`lints`) and remarks (`remarks`) that must be there,
//! phrases that the report must say (`says`), the status behind an error page (`mask`). `not` holds what must not be: fixes
//! that are never offered (`fixes`) or never in front of the real one (`first`), findings, phrases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeSet;

use hopscope_advice::diagnosis::cause;
use hopscope_advice::fix;
use hopscope_advice::lint::{LINTS, lint};
use hopscope_advice::report::Advice;
use hopscope_cases::Case;
use hopscope_locale::{Catalog, Language};
use serde_json::Value;
use support::{RunAtOnce, questions};

fn words<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    list(&value[name])
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().map(|each| each.as_str().unwrap()).collect()
}

/// What was found about a question, held against what it wants.
#[derive(Default)]
struct Judged {
    cause: bool,
    rank: Option<usize>,
    in_rank: bool,
    false_statements: Vec<String>,
    wrong: Vec<String>,
}

fn judge(question: &Case) -> Judged {
    let scenario = &question.scenario;
    let advice = Advice::of(scenario, &scenario.requests[0], &RunAtOnce::default());
    let report = advice.report(&Catalog::embedded(Language::English), scenario).to_text();
    let mut judged = Judged { cause: true, in_rank: true, ..Judged::default() };

    let found = advice.diagnosis.cause.as_ref();
    let wanted = &question["cause"];
    let kind = found.map_or("none", |cause| cause.kind.as_str());
    let kinds: Vec<&str> = wanted["kind"].as_str().into_iter().chain(words(wanted, "kinds")).collect();
    let rule = wanted["rule"].as_str();
    let is_rule = rule.is_none_or(|rule| found.is_some_and(|cause| cause.rule == rule));
    if !(kinds.is_empty() || kinds.contains(&kind)) || !is_rule {
        judged.cause = false;
        judged.wrong.push(format!("cause is {kind} of {}, expected {wanted}", advice.diagnosis.rule.id));
    }
    let mask = advice.diagnosis.mask.as_ref().map(|mask| mask.status);
    if question["mask"].as_u64().is_some_and(|wanted| mask != Some(wanted)) {
        judged.cause = false;
        judged.wrong.push(format!("behind the page is {mask:?}, expected {}", question["mask"]));
    }

    let fixes: Vec<&str> = advice.fixes.iter().map(|fix| fix.kind().id()).collect();
    let wanted = &question["fix"];
    if wanted.is_object() {
        let kinds = words(wanted, "kinds");
        judged.rank = fixes.iter().position(|each| kinds.contains(each)).map(|at| at + 1);
        let most = usize::try_from(wanted["rank"].as_u64().unwrap()).unwrap();
        judged.in_rank = judged.rank.is_some_and(|rank| rank <= most);
        if !judged.in_rank {
            judged.wrong.push(format!("fixes are {fixes:?}, expected {wanted}"));
        }
    }

    let not = &question["not"];
    let in_front = fixes.get(..judged.rank.map_or(1, |rank| rank - 1).min(fixes.len())).unwrap_or_default();
    for bad in words(not, "first").iter().filter(|bad| in_front.contains(bad)) {
        judged.false_statements.push(format!("{bad} stands in front"));
    }
    for bad in words(not, "fixes").iter().filter(|bad| fixes.contains(bad)) {
        judged.false_statements.push(format!("{bad} is offered"));
    }
    let findings: BTreeSet<&str> = lint(scenario).iter().map(hopscope_advice::lint::Finding::id).collect();
    for bad in words(not, "findings").iter().filter(|bad| findings.contains(**bad)) {
        judged.false_statements.push(format!("{bad} is found"));
    }
    for bad in words(not, "says").iter().filter(|bad| report.contains(**bad)) {
        let line = report.lines().find(|line| line.contains(*bad)).unwrap_or_default();
        judged.false_statements.push(format!("the report says {bad:?}: {line}"));
    }
    judged.wrong.extend(judged.false_statements.clone());
    for lint in list(&question["lints"]).iter().filter(|lint| !findings.contains(**lint)) {
        judged.wrong.push(format!("{lint} is not found: {findings:?}"));
    }
    let remarks: Vec<&str> = advice.remarks.iter().map(|remark| remark.id()).collect();
    for remark in list(&question["remarks"]).iter().filter(|remark| !remarks.contains(remark)) {
        judged.wrong.push(format!("{remark} is not remarked: {remarks:?}"));
    }
    for said in list(&question["says"]).iter().filter(|said| !report.contains(**said)) {
        judged.wrong.push(format!("the report does not say {said:?}"));
    }
    judged
}

/// The figures: all questions have their cause, their fix at its rank, and nothing false.
#[test]
fn questions_are_answered() {
    let questions = questions();
    let mut wrong = Vec::new();
    let (mut causes, mut fixes, mut first, mut in_rank, mut says_false) = (0, 0, 0, 0, 0);
    for question in &questions {
        let judged = judge(question);
        causes += usize::from(judged.cause);
        if question["fix"].is_object() {
            fixes += 1;
            first += usize::from(judged.rank == Some(1));
            in_rank += usize::from(judged.in_rank);
        }
        says_false += usize::from(!judged.false_statements.is_empty());
        wrong.extend(judged.wrong.iter().map(|text| format!("{}: {text}", question["id"].as_str().unwrap())));
    }
    println!(
        "{} questions: cause named in {causes}, real fix first in {first} and at its rank in {in_rank} of {fixes}, \
         something false in {says_false}",
        questions.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A question is a thread that can be read, and asks for what there is.
#[test]
fn questions_are_well_formed() {
    let questions = questions();
    assert!(questions.len() >= 40, "{}", questions.len());
    for question in &questions {
        let (id, scenario) = (&question.id, &question.scenario);
        assert!(question["source"].as_str().unwrap().starts_with("https://"), "{id}");
        assert!(question["told"].as_str().unwrap().len() > 30, "{id}");
        let known: BTreeSet<&str> = cause::CauseKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let cause = &question["cause"];
        for kind in cause["kind"].as_str().into_iter().chain(words(cause, "kinds")) {
            assert!(known.contains(kind), "{id}: no cause {kind}");
        }
        let known: BTreeSet<&str> = fix::FixKind::ALL.iter().map(|kind| kind.id()).collect();
        let named =
            [words(&question["fix"], "kinds"), words(&question["not"], "fixes"), words(&question["not"], "first")];
        for kind in named.concat() {
            assert!(known.contains(kind), "{id}: no fix {kind}");
        }
        for lint in [list(&question["lints"]), words(&question["not"], "findings")].concat() {
            assert!(LINTS.iter().any(|each| each.id == lint), "{id}: no finding {lint}");
        }
        assert_eq!(scenario.requests.len(), 1, "{id}");
        assert!(scenario.unknown_fields().is_empty(), "{id}: {:?}", scenario.unknown_fields());
    }
}
