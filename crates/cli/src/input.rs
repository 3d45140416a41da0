//! Scenario files, and one-line errors that name file and place.

use hopscope_locale::reason;
use hopscope_scenario::Scenario;

use crate::{Context, Output};

/// A file's name as messages have it.
pub fn shown(context: &Context<'_>, file: &str) -> String {
    if file == "-" { context.texts.text("cli.stdin") } else { file.to_owned() }
}

/// Reads a file.
///
/// # Errors
/// With the output to end with, when it cannot be read.
pub fn text(context: &Context<'_>, file: &str) -> Result<String, Output> {
    context.io.read(file).map_err(|error| {
        let values = [("file", shown(context, file)), ("detail", error.to_string())];
        Output::unusable(&context.texts.fill("cli.error.read", &values))
    })
}

/// Reads a scenario file, or the scenario of a link: what has a `#` in it.
///
/// # Errors
/// With the output to end with, when it can be read as neither.
pub fn scenario_or_link(context: &Context<'_>, text: &str) -> Result<(Scenario, String), Output> {
    if !text.contains('#') {
        return scenario(context, text);
    }
    let read = Scenario::from_link(text);
    let scenario = read.map_err(|error| Output::unusable(&reason::link_error(&context.texts, &error)))?;
    Ok((scenario, String::new()))
}

/// Reads a scenario file to trace it: as [`scenario`], and tells on standard error, besides, what AWS would refuse, since
/// a trace of what cannot be deployed proves nothing.
///
/// # Errors
/// With the output to end with, when the file cannot be read or is no scenario.
pub fn scenario_to_trace(context: &Context<'_>, file: &str) -> Result<(Scenario, String), Output> {
    let (scenario, mut notes) = scenario(context, file)?;
    let shown = shown(context, file);
    for problem in hopscope_routing::problems(&scenario) {
        let values = [("path", problem.path.to_string()), ("problem", reason::problem(&context.texts, &problem))];
        notes += &format!("{shown}: {}\n", context.texts.fill("cli.problem", &values));
    }
    Ok((scenario, notes))
}

/// Reads a scenario file. Fields that this version does not know are told on standard error, and kept.
///
/// # Errors
/// With the output to end with, when the file cannot be read or is no scenario.
pub fn scenario(context: &Context<'_>, file: &str) -> Result<(Scenario, String), Output> {
    let texts = &context.texts;
    let shown = shown(context, file);
    let text = text(context, file)?;
    let scenario = Scenario::from_json(&text)
        .map_err(|error| Output::unusable(&format!("{shown}: {}", reason::scenario_error(texts, &error))))?;
    let notes = scenario
        .unknown_fields()
        .iter()
        .map(|path| format!("{shown}: {}\n", texts.fill("cli.unknown_field", &[("path", path.to_string())])))
        .collect();
    Ok((scenario, notes))
}
