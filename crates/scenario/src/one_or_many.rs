//! A value that a file may give alone or as a list of several: header values, policy actions.

use serde_json::Value;

use crate::field::{self, ReadField, WriteField};
use crate::field_path::Place;
use crate::json_writer::JsonWriter;
use crate::{Allowed, ScenarioError};

/// Strings that a file writes as one string or as a list of strings. One string and a list of that one string mean
/// the same, and are written as the string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum OneOrMany {
    /// No value.
    #[default]
    #[cfg_attr(feature = "schema", schemars(skip))]
    None,
    /// A single value.
    One(String),
    /// A list of none, two or more values; of one, when a file wrote it so.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The values in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let values = match self {
            Self::None => &[],
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values.as_slice(),
        };
        values.iter().map(String::as_str)
    }

    /// Whether there is no value at all.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl From<&str> for OneOrMany {
    fn from(value: &str) -> Self {
        Self::One(value.to_owned())
    }
}

impl From<String> for OneOrMany {
    fn from(value: String) -> Self {
        Self::One(value)
    }
}

impl From<Vec<String>> for OneOrMany {
    fn from(mut values: Vec<String>) -> Self {
        match values.len() {
            0 => Self::None,
            1 => values.pop().map_or(Self::None, Self::One),
            _ => Self::Many(values),
        }
    }
}

impl ReadField for OneOrMany {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        *self = match value {
            Value::String(text) => Self::One(text.clone()),
            Value::Array(_) => field::read::<Vec<String>>(value, at)?.into(),
            _ => return Err(field::refuse(value, at, Allowed::TextOrList)),
        };
        Ok(())
    }
}

impl WriteField for OneOrMany {
    fn write(&self, out: &mut JsonWriter) {
        match self {
            Self::None => Vec::<String>::new().write(out),
            Self::One(value) => value.write(out),
            Self::Many(values) => values.write(out),
        }
    }
}

crate::record::serialize_as_written!(OneOrMany);
