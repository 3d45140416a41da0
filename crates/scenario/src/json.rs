//! Scenarios as JSON: reading with errors that name the place, writing in canonical form.

use serde::Deserialize as _;
use serde_json::Value;

use crate::error::{Allowed, shown};
use crate::field_path::Segment;
use crate::{FieldPath, Scenario, ScenarioError};

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// When the text is no JSON, no scenario, of another version, or when a field has the wrong type or value. An
    /// unknown field is no error: see [`Scenario::unknown_fields`].
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let document: Value = serde_json::from_str(text).map_err(|error| syntax_error(&error))?;
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
        let mut track = serde_path_to_error::Track::new();
        let tracked = serde_path_to_error::Deserializer::new(&document, &mut track);
        Self::deserialize(tracked).map_err(|error| {
            let path = field_path(&track.path());
            let message = error.to_string();
            let found = path.find(&document).map_or_else(|| "nothing".to_owned(), shown);
            ScenarioError::Field { path, found, allowed: Allowed::from_message(&message) }
        })
    }

    /// Writes the canonical form on one line: no field that holds its default, fields in the order of the types,
    /// lists as they are.
    pub fn to_json(&self) -> String {
        with_version(serde_json::to_string(self).unwrap_or_default(), ":", "")
    }

    /// Writes the canonical form for people: as [`Scenario::to_json`], indented by two spaces, with a newline at
    /// the end.
    pub fn to_json_pretty(&self) -> String {
        let mut text = with_version(serde_json::to_string_pretty(self).unwrap_or_default(), ": ", "\n  ");
        text.push('\n');
        text
    }
}

/// Puts the field `hopscope` in front of the others. It is no field of [`Scenario`]: a value of that type is always
/// of the version that the program knows.
fn with_version(object: String, colon: &str, separator: &str) -> String {
    let rest = object.strip_prefix('{').unwrap_or_default();
    let version = Scenario::VERSION;
    if rest.trim_start().starts_with('}') || rest.is_empty() {
        let close = if separator.is_empty() { "}" } else { "\n}" };
        return format!("{{{separator}\"hopscope\"{colon}{version}{close}");
    }
    format!("{{{separator}\"hopscope\"{colon}{version},{rest}")
}

pub(crate) fn syntax_error(error: &serde_json::Error) -> ScenarioError {
    let full = error.to_string();
    let detail = full.rsplit_once(" at line ").map_or(full.as_str(), |(detail, _)| detail).to_owned();
    ScenarioError::Syntax { line: error.line(), column: error.column(), detail }
}

fn field_path(path: &serde_path_to_error::Path) -> FieldPath {
    path.iter()
        .filter_map(|segment| match segment {
            serde_path_to_error::Segment::Seq { index } => Some(Segment::Index(*index)),
            serde_path_to_error::Segment::Map { key } => Some(Segment::Field(key.clone())),
            serde_path_to_error::Segment::Enum { .. } | serde_path_to_error::Segment::Unknown => None,
        })
        .collect()
}
