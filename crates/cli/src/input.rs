//! Scenario files, and one-line errors that name file and place.

use hopscope_locale::{reason, visible};
use hopscope_scenario::Scenario;

use crate::{Context, Output};

/// A file's name as messages have it.
pub fn shown(context: &Context<'_>, file: &str) -> String {
    if file == "-" { context.texts.text("cli.stdin") } else { file.to_owned() }
}

/// A line about a file for standard error. Names and paths in it are a stranger's.
fn note(file: &str, told: &str) -> String {
    format!("{}\n", visible::line(&format!("{file}: {told}")))
}

/// Reads a file as text: UTF-8, or UTF-16 with a byte order mark, as some editors and shells write.
///
/// # Errors
/// With the output to end with, when it cannot be read or is neither.
pub fn text(context: &Context<'_>, file: &str) -> Result<String, Output> {
    let decoded = decode(bytes(context, file)?);
    decoded.map_err(|at| {
        let values = [("file", shown(context, file)), ("position", (at + 1).to_string())];
        Output::unusable(&context.texts.fill("cli.error.encoding", &values))
    })
}

/// Reads a file as text, whatever is in it: what is no text shows as `\u{fffd}`. An answer that somebody recorded may
/// have a picture for a body.
///
/// # Errors
/// With the output to end with, when it cannot be read.
pub fn any_text(context: &Context<'_>, file: &str) -> Result<String, Output> {
    let bytes = bytes(context, file)?;
    Ok(match decode(bytes.clone()) {
        Ok(text) => text,
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    })
}

fn bytes(context: &Context<'_>, file: &str) -> Result<Vec<u8>, Output> {
    context.io.read(file).map_err(|error| {
        let values = [("file", shown(context, file)), ("detail", error.to_string())];
        Output::unusable(&context.texts.fill("cli.error.read", &values))
    })
}

/// The text without its byte order mark.
///
/// # Errors
/// With the position, from 0, of what is no text.
fn decode(bytes: Vec<u8>) -> Result<String, usize> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let units = pairs.iter().map(|pair| unit(*pair));
        let mut text = String::with_capacity(rest.len());
        for (index, character) in char::decode_utf16(units).enumerate() {
            text.push(character.map_err(|_| 2 + 2 * index)?);
        }
        if odd.is_empty() { Ok(text) } else { Err(bytes.len() - 1) }
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            std::str::from_utf8(rest).map(str::to_owned).map_err(|error| 3 + error.valid_up_to())
        }
        _ => String::from_utf8(bytes).map_err(|error| error.utf8_error().valid_up_to()),
    }
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
    for problem in scenario.problems() {
        let values = [("path", problem.path.to_string()), ("problem", reason::problem(&context.texts, &problem))];
        notes += &note(&shown, &context.texts.fill("cli.problem", &values));
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
        .map(|path| note(&shown, &texts.fill("cli.unknown_field", &[("path", path.to_string())])))
        .collect();
    Ok((scenario, notes))
}
