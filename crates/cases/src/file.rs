//! Reads a file, or a folder of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use hopscope_scenario::Scenario;
use serde::de::DeserializeOwned;
use serde_json::{Deserializer, Map, Value};

use crate::change::{changed, whole};
use crate::entry::Entry;
use crate::{Case, CaseError, Problem};

/// The end of the names of such files.
const EXTENSION: &str = "cases";

/// The cases of a file, in its order.
///
/// # Errors
/// When the file is not there, or something in it is wrong.
pub fn read(file: impl AsRef<Path>) -> Result<Vec<Case>, CaseError> {
    let file = file.as_ref();
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, error))?;
    parse(&file.display().to_string(), &text)
}

/// The cases of every file in a folder and below it, in the order of the files' names. No two have one name.
///
/// # Errors
/// When something in one of them is wrong.
pub fn read_folder(folder: impl AsRef<Path>) -> Result<Vec<Case>, CaseError> {
    let mut files = Vec::new();
    collect(folder.as_ref(), &mut files).map_err(|error| unreadable(folder.as_ref(), error))?;
    files.sort();
    let mut cases: Vec<Case> = Vec::new();
    let mut names = BTreeSet::new();
    for file in files {
        for case in read(file)? {
            if !names.insert(case.id.clone()) {
                return Err(CaseError::new(&case.file, case.line, &case.id, Problem::NameTwice));
            }
            cases.push(case);
        }
    }
    Ok(cases)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == EXTENSION) {
            files.push(path);
        }
    }
    Ok(())
}

fn unreadable(file: &Path, error: io::Error) -> CaseError {
    CaseError::new(&file.display().to_string(), 0, "", Problem::File(error))
}

/// The values of a file of cases that have no scenario, each with the names that the test knows.
///
/// # Errors
/// When the file is not there, or a value has another form.
pub fn read_values<T: DeserializeOwned>(file: impl AsRef<Path>) -> Result<Vec<T>, CaseError> {
    let file = file.as_ref();
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, error))?;
    Ok(values(&file.display().to_string(), &text)?.into_iter().map(|(_, value)| value).collect())
}

/// The cases in the text of a file of that name.
///
/// # Errors
/// When something in it is wrong.
pub fn parse(file: &str, text: &str) -> Result<Vec<Case>, CaseError> {
    let mut bases: BTreeMap<String, Base> = BTreeMap::new();
    let mut cases: Vec<Case> = Vec::new();
    for (line, entry) in values::<Entry>(file, text)? {
        let id =
            entry.fields.0.iter().find(|(name, _)| name == "id").and_then(|(_, id)| id.as_str()).map(str::to_owned);
        let name = id.as_ref().or(entry.base.as_ref()).cloned().unwrap_or_default();
        let wrong = |problem| CaseError::new(file, line, &name, problem);
        if id.is_some() {
            if cases.iter().any(|case| case.id == name) {
                return Err(wrong(Problem::NameTwice));
            }
            let (scenario, fields) = case(entry, &mut bases).map_err(wrong)?;
            cases.push(Case { id: name, scenario, file: file.to_owned(), line, fields });
        } else {
            let scenario = base(entry).map_err(wrong)?;
            if bases.insert(name.clone(), Base { scenario, line, is_used: false }).is_some() {
                return Err(wrong(Problem::NameTwice));
            }
        }
    }
    match bases.iter().find(|(_, base)| !base.is_used) {
        Some((name, base)) => Err(CaseError::new(file, base.line, name, Problem::UnusedBase)),
        None => Ok(cases),
    }
}

/// The values of a text, each with the line on which it begins.
fn values<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<(usize, T)>, CaseError> {
    let mut found = Vec::new();
    let mut values = Deserializer::from_str(text).into_iter::<T>();
    loop {
        let line = line_of_next(text, values.byte_offset());
        match values.next() {
            None => return Ok(found),
            Some(Ok(value)) => found.push((line, value)),
            // The error says its line itself.
            Some(Err(error)) => return Err(CaseError::new(file, 0, "", Problem::Json(error))),
        }
    }
}

struct Base {
    scenario: Scenario,
    line: usize,
    is_used: bool,
}

/// The set-up of an entry that is a base.
fn base(entry: Entry) -> Result<Scenario, Problem> {
    let (Some(_), Some(scenario)) = (entry.base, entry.scenario) else { return Err(Problem::NoName) };
    let has_changes = !entry.remove.is_empty() || !entry.set.0.is_empty() || !entry.insert.0.is_empty();
    if has_changes || entry.request.is_some() || entry.requests.is_some() || !entry.fields.0.is_empty() {
        return Err(Problem::MoreThanABase);
    }
    whole(scenario)
}

/// The scenario of an entry that is a case, and the fields of the test's own.
fn case(mut entry: Entry, bases: &mut BTreeMap<String, Base>) -> Result<(Scenario, Map<String, Value>), Problem> {
    let start = match (entry.base.take(), entry.scenario.take()) {
        (Some(name), None) => {
            let base = bases.get_mut(&name).ok_or(Problem::UnknownBase(name))?;
            base.is_used = true;
            base.scenario.clone()
        }
        (None, Some(fields)) => whole(fields)?,
        _ => return Err(Problem::NoOneScenario),
    };
    let scenario = changed(start, &mut entry)?;
    Ok((scenario, entry.fields.into_map()))
}

/// The line, from 1, on which the next value begins.
fn line_of_next(text: &str, offset: usize) -> usize {
    let (before, rest) = text.split_at_checked(offset).unwrap_or((text, ""));
    let gap = rest.len() - rest.trim_start().len();
    let newlines = |text: &str| text.matches('\n').count();
    1 + newlines(before) + newlines(rest.get(..gap).unwrap_or_default())
}
