//! Scenario files, and one-line errors that name file and place.

use std::collections::BTreeSet;

use hopscope_formats::detect::{self, Format};
use hopscope_formats::patch::Origin;
use hopscope_formats::source::Place;
use hopscope_formats::terraform::folder::joined;
use hopscope_formats::{Import, Options};
use hopscope_locale::{reason, visible};
use hopscope_scenario::{FieldPath, Scenario};

use crate::command;
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
    decoded(context, file, bytes(context, file)?)
}

fn decoded(context: &Context<'_>, file: &str, bytes: Vec<u8>) -> Result<String, Output> {
    decode(bytes).map_err(|at| {
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
    scenario_to_trace_and_lines(context, file).map(|(scenario, notes, _)| (scenario, notes))
}

/// The same, with the lines behind the fields of what was imported.
///
/// # Errors
/// With the output to end with, when the file cannot be read or is no scenario.
pub fn scenario_to_trace_and_lines(
    context: &Context<'_>,
    file: &str,
) -> Result<(Scenario, String, Option<Lines>), Output> {
    let (scenario, mut notes, lines) = scenario_and_lines(context, file)?;
    let shown = shown(context, file);
    for problem in hopscope_routing::problems(&scenario) {
        let values = [("path", problem.path.to_string()), ("problem", reason::problem(&context.texts, &problem))];
        let place = lines.as_ref().and_then(|lines| lines.of(&problem.path)).map(|place| place.to_string());
        notes += &note(place.as_deref().unwrap_or(&shown), &context.texts.fill("cli.problem", &values));
    }
    Ok((scenario, notes, lines))
}

/// Imports files and folders, several together.
///
/// # Errors
/// With the output to end with, when one cannot be read, or nothing in them is of a format that is read.
pub fn import(context: &Context<'_>, paths: &[String]) -> Result<Import, Output> {
    let mut files = Vec::new();
    let mut known = BTreeSet::new();
    for path in paths {
        let read = gathered(context, path)?;
        // Several folders keep apart what bears one name.
        let folder =
            if paths.len() > 1 && read.len() > 1 { format!("{}/", path.trim_end_matches('/')) } else { String::new() };
        for (name, bytes) in read {
            let name = if folder.is_empty() { name } else { of_folder(&folder, &name) };
            // Two folders may call one module beside them.
            if known.insert(name.clone()) {
                files.push((name, bytes));
            }
        }
    }
    import_files(context, files, &paths.iter().map(|path| shown(context, path)).collect::<Vec<_>>().join(", "))
}

/// The path of a file from where the folders were named, whose own path is told from its folder.
fn of_folder(folder: &str, name: &str) -> String {
    let start = if folder.starts_with('/') { "/" } else { "" };
    format!("{start}{}", joined(folder, name))
}

fn gathered(context: &Context<'_>, path: &str) -> Result<Vec<(String, Vec<u8>)>, Output> {
    context.io.gather(path).map_err(|error| {
        let values = [("file", shown(context, path)), ("detail", error.to_string())];
        Output::unusable(&context.texts.fill("cli.error.read", &values))
    })
}

fn import_files(context: &Context<'_>, mut files: Vec<(String, Vec<u8>)>, told: &str) -> Result<Import, Output> {
    let options = options(context);
    // Files of variables may lie outside of what is imported.
    for file in &options.var_files {
        if !files.iter().any(|(name, _)| name == file) {
            files.push((file.clone(), text(context, file)?.into_bytes()));
        }
    }
    let import = hopscope_formats::import(files, &options);
    if import.report.is_empty() && import.scenario == Scenario::default() {
        let mut unusable = Output::unusable(&context.texts.fill("cli.error.nothing", &[("file", told)]));
        unusable.err = command::import::notes(context, &import) + &unusable.err;
        return Err(unusable);
    }
    Ok(import)
}

/// What the user says of the files.
fn options(context: &Context<'_>) -> Options {
    let given = &context.import;
    Options {
        variables: given.variables.iter().cloned().collect(),
        var_files: given.var_files.clone(),
        parameters: given.parameters.iter().cloned().collect(),
        answers: given.answers.iter().cloned().collect(),
        url: given.url.clone(),
    }
}

/// Reads a scenario file, or makes a scenario of what else the file or folder holds. Fields that this version does not
/// know, and what an import has to say, are told on standard error.
///
/// # Errors
/// With the output to end with, when the file cannot be read or is no scenario.
pub fn scenario(context: &Context<'_>, file: &str) -> Result<(Scenario, String), Output> {
    scenario_and_lines(context, file).map(|(scenario, notes, _)| (scenario, notes))
}

/// The same, with the lines behind the fields of what was imported.
///
/// # Errors
/// With the output to end with, when the file cannot be read or is no scenario.
pub fn scenario_and_lines(context: &Context<'_>, file: &str) -> Result<(Scenario, String, Option<Lines>), Output> {
    let texts = &context.texts;
    let shown = shown(context, file);
    let mut files = gathered(context, file)?;
    let foreign = match files.as_slice() {
        [(name, bytes)] => !matches!(detect::format_of_bytes(name, bytes), Format::Scenario | Format::Other),
        _ => true,
    };
    if foreign {
        let import = import_files(context, files, &shown)?;
        let notes = command::import::notes(context, &import);
        return Ok((import.scenario.clone(), notes, Some(Lines(import.into()))));
    }
    let bytes = files.pop().map(|(_, bytes)| bytes).unwrap_or_default();
    let text = decoded(context, file, bytes)?;
    let scenario = Scenario::from_json(&text)
        .map_err(|error| Output::unusable(&format!("{shown}: {}", reason::scenario_error(texts, &error))))?;
    let notes = scenario
        .unknown_fields()
        .iter()
        .map(|path| note(&shown, &texts.fill("cli.unknown_field", &[("path", path.to_string())])))
        .collect();
    Ok((scenario, notes, None))
}

/// The lines behind the fields of an imported scenario.
#[derive(Clone, Debug, Default)]
pub struct Lines(Origin);

impl Lines {
    /// A change of the scenario as a diff of the files; empty where none of them can say it.
    pub fn diff(&self, fields: &[FieldPath], before: &Scenario, after: &Scenario) -> String {
        hopscope_formats::patch::diff(&self.0, fields, before, after)
    }

    /// The line behind a field.
    pub fn of(&self, field: &FieldPath) -> Option<Place> {
        let source = self.0.sources.nearest(field)?;
        self.0.files.place(source.set_at)
    }
}
