//! `hopscope check`: holds every request against what its author expects.

use hopscope_locale::{reason, visible};
use hopscope_routing::Trace;
use hopscope_routing::expectation::{Difference, differences};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use crate::output::Exit;
use crate::{Context, Output, input};

/// Checks files: a line a request, and for each that differs a link that shows it alone, behind the address of a page
/// where one is given.
pub fn run(context: &Context<'_>, files: &[String], site: Option<&str>) -> Output {
    let mut output = Output::default();
    let (mut checked, mut failed, mut unread) = (0_usize, 0_usize, 0_usize);
    for file in files {
        match input::scenario_to_trace(context, file) {
            Err(unusable) => {
                unread += 1;
                output.and(unusable);
            }
            Ok((scenario, notes)) => {
                output.err.push_str(&notes);
                // For links to one request alone: a copy of thousands for each of them would be millions.
                let bare = Scenario { requests: Vec::new(), ..scenario.clone() };
                for request in &scenario.requests {
                    let one = check(context, file, &scenario, request, &|| link_to(context, &bare, request, site));
                    checked += usize::from(request.expect.is_some());
                    failed += usize::from(one.exit == Exit::Failed);
                    output.and(one);
                }
            }
        }
    }
    let counts = [("passed", (checked - failed).to_string()), ("failed", failed.to_string())];
    output.out.push_str(&super::summary(context, "cli.check.summary", &counts, unread, files));
    if failed > 0 && site.is_none() {
        output.err.push_str(&context.texts.text("cli.check.site"));
        output.err.push('\n');
    }
    output
}

/// The link that shows a request alone.
fn link_to(context: &Context<'_>, bare: &Scenario, request: &Request, site: Option<&str>) -> String {
    let alone = Scenario { requests: vec![request.clone()], ..bare.clone() };
    super::link::of(&alone, site).unwrap_or_else(|error| reason::link_error(&context.texts, &error))
}

fn check(
    context: &Context<'_>,
    file: &str,
    scenario: &Scenario,
    request: &Request,
    link: &dyn Fn() -> String,
) -> Output {
    let texts = &context.texts;
    let shown = input::shown(context, file);
    let name =
        if request.name.is_empty() { format!("{} {}", request.method, request.url) } else { request.name.clone() };
    let trace = crate::tracing::trace(scenario, request);
    // Names are a stranger's: none of them may look like a line of ours.
    let line = |mark: &str, rest: String| format!("{}\n", visible::line(&format!("{mark} {shown}: {name}: {rest}")));
    let Some(expectation) = &request.expect else {
        return Output::done(line("-", texts.text("cli.check.nothing_expected")));
    };
    let differences = differences(expectation, &trace);
    if differences.is_empty() {
        return Output::done(line("ok", found(context, &trace)));
    }
    let told: Vec<String> = differences.iter().map(|each| tell(context, each)).collect();
    let out = line("FAILED", told.join(", ")) + &format!("  {}\n", visible::line(&link()));
    Output { out, exit: Exit::Failed, ..Output::default() }
}

/// Where the request ended, in a few words.
fn found(context: &Context<'_>, trace: &Trace) -> String {
    let status =
        trace.response.as_ref().map_or_else(|| context.texts.text("cli.check.no_answer"), |it| it.status.to_string());
    match &trace.reaches {
        Some(reaches) => format!("{status} {}", reaches.text),
        None => format!("{status} {}", trace.rule.id),
    }
}

fn tell(context: &Context<'_>, difference: &Difference) -> String {
    let nobody = || context.texts.text("cli.check.nobody");
    let none = || context.texts.text("cli.check.no_answer");
    let (key, expected, found) = match difference {
        Difference::Status { expected, found } => {
            ("cli.check.status", expected.to_string(), found.map_or_else(none, |status| status.to_string()))
        }
        Difference::Reaches { expected, found } => {
            ("cli.check.reaches", expected.clone().unwrap_or_else(nobody), found.clone().unwrap_or_else(nobody))
        }
        Difference::Rule { expected, found } => ("cli.check.rule", expected.clone(), found.to_string()),
    };
    context.texts.fill(key, &[("expected", expected), ("found", found)])
}
