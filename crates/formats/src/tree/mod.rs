//! YAML and JSON as values with spans.
//!
//! A tag of CloudFormation's short form is the object of its long form: `!Sub x` is `{"Fn::Sub": x}`, `!Ref x` is
//! `{"Ref": x}`. Broken text gives what could be read, and a fault with its place.
//!
//! *Bounds.* [`DEPTH`] levels of nesting, [`NODES`] values (aliases count with all that they stand for). What lies
//! beyond is an unknown value that says so.

use crate::fault::{Fault, FaultKind};
use crate::source::{FileId, Files, Span};
use crate::value::{Entry, Kind, Object, Unknown, Value, Why};

pub mod json;
pub mod yaml;

/// How deep values may be nested.
pub const DEPTH: usize = 100;

/// How many values a file may hold.
pub const NODES: usize = 1_000_000;

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Its documents, in order.
    pub documents: Vec<Document>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The value.
    pub value: Value,
    /// What stood before it since the document before: a command that printed it, a heading.
    pub before: Span,
}

/// Reads a file as JSON or YAML, whichever it is.
pub fn load(files: &Files, id: FileId) -> Loaded {
    let text = files.get(id).map_or("", |file| file.text.as_str());
    if !looks_like_json(text) {
        return yaml::load(text, id);
    }
    let json = json::load(text, id);
    if json.faults.is_empty() {
        return json;
    }
    // A flow mapping of YAML begins as JSON does.
    let yaml = yaml::load(text, id);
    if yaml.faults.is_empty() && !yaml.documents.is_empty() { yaml } else { json }
}

/// Whether a text is JSON, or holds documents of it between other lines, as a terminal's session does.
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
        || json::starts(text).next().is_some_and(|first| {
            let before = text.get(..first).unwrap_or_default();
            before.lines().all(|line| line.trim().is_empty() || json::is_session_line(line))
        })
}

/// What lies beyond a bound.
fn beyond(limit: &str, span: Option<Span>) -> Value {
    Value::new(Kind::Unknown(Unknown { why: Why::Limit(limit.to_owned()), span }), span)
}

/// An object of entries among which names may repeat: the last one counts, in the place of the first, as for JSON's and
/// YAML's common readers.
fn object(entries: Vec<Entry>, faults: &mut Vec<Fault>) -> Object {
    let mut places = std::collections::HashMap::with_capacity(entries.len());
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match places.get(&entry.key).and_then(|place: &usize| kept.get_mut(*place)) {
            Some(earlier) => {
                faults.push(Fault { kind: FaultKind::SetTwice(entry.key.clone()), span: entry.at });
                *earlier = entry;
            }
            None => {
                places.insert(entry.key.clone(), kept.len());
                kept.push(entry);
            }
        }
    }
    Object(kept)
}

/// A stretch of a file.
fn span(file: FileId, start: usize, end: usize) -> Span {
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    Span { file, start: number(start), end: number(end) }
}
