//! `hopscope export`: a scenario as what would deploy it, as a script, as diagrams, as a report.

use hopscope_advice::report;
use hopscope_diagram::sequence::Options as Layout;
use hopscope_diagram::{mermaid, sequence, story, svg};
use hopscope_edge_code::RunAtOnce;
use hopscope_exports::export;
use hopscope_locale::visible;
use hopscope_routing::{Trace, expectation};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;
use hopscope_share::{curl, markdown};

use crate::arguments::ExportFormat;
use crate::tracing::trace;
use crate::{Context, Output, input};

use super::link;

/// Writes a file in a format. What the format does not hold is told on standard error, too.
///
/// # Errors
/// With the output to end with, when the file cannot be used, or has no request where one is needed.
pub fn run(context: &Context<'_>, file: &str, to: ExportFormat, site: Option<&str>) -> Result<Output, Output> {
    let texts = &context.texts;
    let (scenario, mut notes) = input::scenario(context, file)?;
    if let ExportFormat::Infrastructure(target) = to {
        let written = export(&scenario, target, texts);
        let shown = input::shown(context, file);
        for note in &written.notes {
            notes += &format!("{}\n", visible::line(&format!("{shown}: {}", note.words(texts))));
        }
        return Ok(Output { out: written.text, err: notes, ..Output::default() });
    }
    if scenario.requests.is_empty() {
        return Err(Output::unusable(&texts.fill("cli.error.no_request", &[("file", file)])));
    }
    let traces: Vec<Trace> = scenario.requests.iter().map(|request| trace(&scenario, request)).collect();
    let cases: Vec<(&Request, &Trace)> = scenario.requests.iter().zip(&traces).collect();
    let out = match to {
        ExportFormat::Curl => curl::script(&scenario.title, &cases, texts),
        ExportFormat::Mermaid => {
            let diagram = |(_, trace): &(&Request, &Trace)| mermaid::to_mermaid(&story::story(trace, texts), texts);
            cases.iter().map(diagram).collect::<Vec<_>>().join("\n")
        }
        ExportFormat::Svg => {
            let picture = |(_, trace): &(&Request, &Trace)| {
                let drawing = sequence::sequence(&story::story(trace, texts), &Layout::new(texts));
                svg::to_svg(&drawing, svg::Theme::Auto) + "\n"
            };
            cases.iter().map(picture).collect()
        }
        ExportFormat::Markdown => report_of(context, &scenario, &cases, site),
        ExportFormat::Infrastructure(_) => String::new(),
    };
    Ok(Output { out, err: notes, ..Output::default() })
}

/// The report, with advice for what is not as expected.
fn report_of(context: &Context<'_>, scenario: &Scenario, cases: &[(&Request, &Trace)], site: Option<&str>) -> String {
    let texts = &context.texts;
    let advice: Vec<_> = cases
        .iter()
        .map(|(request, trace)| {
            let wanted =
                request.expect.as_ref().is_some_and(|expect| !expectation::differences(expect, trace).is_empty());
            wanted.then(|| report::change_card(texts, scenario, request, &RunAtOnce::default()))
        })
        .collect();
    let cases: Vec<markdown::Case<'_>> = cases
        .iter()
        .zip(&advice)
        .map(|((request, trace), advice)| markdown::Case { request, trace, advice: advice.as_ref() })
        .collect();
    let link = site.and_then(|site| link::of(scenario, Some(site)).ok()).unwrap_or_default();
    markdown::report(scenario, &cases, &link, texts)
}
