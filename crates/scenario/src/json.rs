//! Scenarios as JSON: reading with errors that name the place, writing in canonical form.

use serde_json::Value;

use crate::error::shown;
use crate::field::{self, WriteField};
use crate::field_path::Place;
use crate::json_writer::JsonWriter;
use crate::limits;
use crate::{Scenario, ScenarioError};

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// When the text is no JSON, no scenario, of another version, more than is read, or when a field has the wrong type
    /// or value. An
    /// unknown field is no error: see [`Scenario::unknown_fields`].
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let (text, mark) = without_mark(text);
        limits::check_text(text)?;
        let document: Value = serde_json::from_str(text).map_err(|error| match syntax_error(&error) {
            // Columns count the bytes of the text as it was given.
            ScenarioError::Syntax { line: 1, column, detail } => {
                ScenarioError::Syntax { line: 1, column: column + mark, detail }
            }
            other => other,
        })?;
        Self::from_value(document)
    }

    /// Reads a scenario that was parsed as JSON already. Errors are those of [`Scenario::from_json`].
    ///
    /// # Errors
    /// As above.
    pub fn from_value(mut document: Value) -> Result<Self, ScenarioError> {
        let Value::Object(fields) = &mut document else {
            return Err(ScenarioError::NotAnObject { found: shown(&document) });
        };
        match fields.remove("hopscope") {
            None => return Err(ScenarioError::VersionMissing),
            Some(version) if version.as_u64() == Some(Self::VERSION) => {}
            Some(other) => return Err(ScenarioError::VersionUnknown { found: shown(&other) }),
        }
        limits::check_document(&document)?;
        field::read(&document, &Place::Root)
    }

    /// Writes the canonical form on one line: no field that holds its default, fields in the order of the types,
    /// lists as they are.
    pub fn to_json(&self) -> String {
        self.write_file(JsonWriter::compact())
    }

    /// Writes the canonical form for people: as [`Scenario::to_json`], indented by two spaces, with a newline at
    /// the end.
    pub fn to_json_pretty(&self) -> String {
        let mut text = self.write_file(JsonWriter::pretty());
        text.push('\n');
        text
    }

    /// Puts the field `hopscope` in front of the others. It is no field of [`Scenario`]: a value of that type is
    /// always of the version that the program knows.
    fn write_file(&self, mut out: JsonWriter) -> String {
        out.object(|out| {
            out.name("hopscope");
            out.number(Self::VERSION);
            self.write_fields(out);
        });
        out.finish()
    }
}

/// The text without the byte order mark that some editors begin a file with, and how many bytes that took. JSON has
/// none, and readers may ignore it (RFC 8259 section 8.1).
fn without_mark(text: &str) -> (&str, usize) {
    const MARK: char = '\u{feff}';
    text.strip_prefix(MARK).map_or((text, 0), |text| (text, MARK.len_utf8()))
}

/// A part of a scenario as JSON.
pub(crate) fn to_value(part: &impl WriteField) -> Value {
    let mut out = JsonWriter::compact();
    part.write(&mut out);
    serde_json::from_str(&out.finish()).unwrap_or(Value::Null)
}

pub(crate) fn syntax_error(error: &serde_json::Error) -> ScenarioError {
    let full = error.to_string();
    let detail = full.rsplit_once(" at line ").map_or(full.as_str(), |(detail, _)| detail).to_owned();
    ScenarioError::Syntax { line: error.line(), column: error.column(), detail }
}
