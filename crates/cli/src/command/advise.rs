//! `hopscope advise`: what would change the outcome of a request.

use hopscope_advice::diagnosis;
use hopscope_advice::fix::{Fix, terraform};
use hopscope_advice::proof::{Frame, Verdict};
use hopscope_advice::remark;
use hopscope_advice::report::Advice;
use hopscope_edge_code::RunAtOnce;
use hopscope_locale::Catalog;
use hopscope_report::{Block, Report};
use hopscope_routing::RuleId;
use hopscope_routing::expectation::{Standing, standing, states_something};
use hopscope_routing::trace::{Component, Outcome, Trace};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;
use serde_json::{Value, json};

use crate::arguments::{Form, Line};
use crate::input::Lines;
use crate::tracing::trace;
use crate::{Context, Output, input};

/// On so many requests of a file advice is given. Every piece of advice traces all requests of the file, since what is
/// well must stay so: for thousands of them that takes minutes, and nobody reads it.
const MOST_ADVISED: usize = 50;

/// Advises on the request that is given, else on each of the file's that is not what it should be.
///
/// # Errors
/// With the output to end with, when the file cannot be used or has no request.
pub fn run(context: &Context<'_>, file: &str, line: Option<&Line>, form: Form) -> Result<Output, Output> {
    let texts = &context.texts;
    let (scenario, mut notes, lines) = input::scenario_to_trace_and_lines(context, file)?;
    if line.is_none() && scenario.requests.is_empty() {
        return Err(Output::unusable(&texts.fill("cli.error.no_request", &[("file", file)])));
    }
    let mut requests = requests(&scenario, line);
    if let Some(left) = requests.len().checked_sub(MOST_ADVISED).filter(|left| *left > 0) {
        requests.truncate(MOST_ADVISED);
        let values = [("shown", MOST_ADVISED.to_string()), ("left", left.to_string())];
        notes += &(texts.fill("cli.advise.more", &values) + "\n");
    }
    if matches!(form, Form::Json) {
        let advice: Vec<Value> =
            requests.iter().map(|request| object(context, &scenario, lines.as_ref(), request)).collect();
        let out = format!("{:#}\n", Value::Array(advice));
        return Ok(Output { out, err: notes, ..Output::default() });
    }
    let mut blocks = Vec::new();
    for request in &requests {
        let title = if request.name.is_empty() { String::new() } else { format!("{}: ", request.name) };
        blocks.push(Block::heading(format!("{title}{} {}", request.method, request.url)));
        let mut advice = Advice::of(&scenario, request, &RunAtOnce::default());
        if let Some(lines) = &lines {
            advice.diffs = advice.fixes.iter().map(|fix| lines.diff(&fix.fields(), &scenario, &fix.scenario)).collect();
        }
        blocks.extend(advice.report(texts, &scenario).blocks);
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph(texts.text("cli.advise.nothing")));
    }
    Ok(Output { out: super::report(&Report::new(blocks), form), err: notes, ..Output::default() })
}

/// Advice on a request for programs: ids, fields and scenarios; the report in words behind them.
fn object(context: &Context<'_>, scenario: &Scenario, lines: Option<&Lines>, request: &Request) -> Value {
    let (texts, answers) = (&context.texts, RunAtOnce::default());
    let advice = Advice::of(scenario, request, &answers);
    let found = &advice.diagnosis;
    let cause = found.cause.as_ref();
    let next = found.what_next.iter().flat_map(|what_next| &what_next.links);
    let next = next
        .map(|link| json!({"lift": link.hypothesis.kind.as_str(), "rule": link.next.as_ref().map(|next| next.rule)}));
    let family = found.look_alikes.as_ref();
    let report = advice.report(texts, scenario);
    json!({
        "request": {"name": request.name, "method": request.method, "url": request.url},
        "diagnosis": {
            "headline": cause.map(|cause| diagnosis::words::cause(texts, cause)),
            "cause": cause.map(|cause| cause.kind.as_str()),
            "field": cause.and_then(|cause| cause.field.as_ref()).map(ToString::to_string),
            "rule": found.rule.id,
            "basis": found.basis,
            "path_from": found.path.pieces,
            "masked_status": found.mask.as_ref().map(|mask| mask.status),
            "look_alikes": family.map(|all| all.family.id),
            "look_alike": family.and_then(|all| all.at_work).map(|member| member.id),
            "would_fail_next": next.collect::<Vec<_>>(),
        },
        "remarks": advice.remarks.iter().map(|each| json!({"kind": each.id(), "text": remark::told(texts, each)})).collect::<Vec<_>>(),
        "proofs": advice.proofs.iter().map(proof).collect::<Vec<_>>(),
        "fixes": advice.fixes.iter().map(|each| fix(texts, scenario, lines, each)).collect::<Vec<_>>(),
        "hint": advice.hint.map(|key| texts.text(key)),
        "report": serde_json::from_str::<Value>(&report.to_json()).unwrap_or_default(),
    })
}

/// A frame, and what can be done within it.
fn proof((frame, verdict): &(Frame, Verdict)) -> Value {
    let verdict = match verdict {
        Verdict::Met => "met",
        Verdict::Possible(_) => "possible",
        Verdict::Impossible(_) => "impossible",
        Verdict::Undecided(_) => "undecided",
    };
    json!({"settings": frame.as_str(), "verdict": verdict})
}

fn fix(texts: &Catalog, scenario: &Scenario, lines: Option<&Lines>, each: &Fix) -> Value {
    let changes = each.changes.iter().map(|change| {
        let title = texts.fill(&format!("fix.kind.{}.title", change.kind.id()), change.values.as_slice());
        json!({"kind": change.kind.id(), "title": title})
    });
    let changes: Vec<Value> = changes.collect();
    let (file, link) = each.scenario.to_json_and_link();
    json!({
        "title": changes.first().map(|change| &change["title"]),
        "kind": each.kind().id(),
        "layer": each.kind().layer().as_str(),
        "unsafe": each.is_unsafe(),
        "changes": changes,
        "fields": each.fields().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "request": {"method": each.request.method, "url": each.request.url},
        "retraced": {
            "status": each.answer.status,
            "answered_by": each.answer.by,
            "reaches": each.answer.reaches,
            "rule": each.answer.rule.id,
        },
        "scenario": serde_json::from_str::<Value>(&file).unwrap_or_default(),
        "link": link,
        "terraform": terraform(scenario, each),
        "diff": lines.map(|lines| lines.diff(&each.fields(), scenario, &each.scenario)),
    })
}

/// The request that is given, with the expectation of the file's like it; else those that something is wrong with.
fn requests(scenario: &Scenario, line: Option<&Line>) -> Vec<Request> {
    match line {
        Some(Line { method, url }) => {
            let like = scenario.requests.iter().find(|each| each.method == *method && each.url == *url);
            vec![like.cloned().unwrap_or_else(|| Request {
                method: method.clone(),
                url: url.clone(),
                ..Request::default()
            })]
        }
        None => scenario.requests.iter().filter(|request| is_to_change(scenario, request)).cloned().collect(),
    }
}

/// Whether there is something to tell: a request is not what is expected, or nobody said what is. An API's error behind
/// an error page is neither, however well the page's status looks, unless the page is expected by its name.
fn is_to_change(scenario: &Scenario, request: &Request) -> bool {
    let trace = trace(scenario, request);
    let names_place = request.expect.as_ref().is_some_and(|expect| expect.reaches.is_some() || expect.rule.is_some());
    if !names_place && hides_api(&trace) {
        return true;
    }
    match request.expect.as_ref().filter(|expected| states_something(expected)) {
        Some(expected) => standing(Some(expected), &trace) != Standing::Met,
        None => true,
    }
}

/// Whether an error page stands in the place of an API's or a function URL's error.
fn hides_api(trace: &Trace) -> bool {
    let steps = || trace.hops.iter().flat_map(|hop| &hop.steps);
    let hidden =
        steps().any(|step| step.rule.id == RuleId::CloudfrontCustomErrorResponse && step.outcome == Outcome::Changed);
    let is_api = |component: Component| matches!(component, Component::ApiGateway | Component::LambdaUrl);
    hidden && trace.hops.iter().any(|hop| is_api(hop.component))
}
