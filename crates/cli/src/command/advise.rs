//! `hopscope advise`: what would change the outcome of a request.

use hopscope_advice::report;
use hopscope_edge_code::RunAtOnce;
use hopscope_report::{Block, Report};
use hopscope_routing::expectation::differences;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use crate::arguments::{Form, Line};
use crate::tracing::trace;
use crate::{Context, Output, input};

/// Advises on the request that is given, else on each of the file's that is not what it should be.
///
/// # Errors
/// With the output to end with, when the file cannot be used or has no request.
pub fn run(context: &Context<'_>, file: &str, line: Option<&Line>, form: Form) -> Result<Output, Output> {
    let texts = &context.texts;
    let (scenario, notes) = input::scenario_to_trace(context, file)?;
    if line.is_none() && scenario.requests.is_empty() {
        return Err(Output::unusable(&texts.fill("cli.error.no_request", &[("file", file)])));
    }
    let mut blocks = Vec::new();
    for request in requests(&scenario, line) {
        let title = if request.name.is_empty() { String::new() } else { format!("{}: ", request.name) };
        blocks.push(Block::heading(format!("{title}{} {}", request.method, request.url)));
        blocks.extend(report::change(texts, &scenario, &request, &RunAtOnce::default()).blocks);
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph(texts.text("cli.advise.nothing")));
    }
    Ok(Output { out: super::report(&Report::new(blocks), form), err: notes, ..Output::default() })
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

/// Whether a request is not what is expected; where nothing is expected, whether a hop refuses it.
fn is_to_change(scenario: &Scenario, request: &Request) -> bool {
    let trace = trace(scenario, request);
    match &request.expect {
        Some(expectation) => !differences(expectation, &trace).is_empty(),
        None => trace.reaches.is_none(),
    }
}
