//! Why a text is no scenario. Errors are data; their sentences live in the locale files.

use std::fmt;

use serde_json::Value;

use crate::FieldPath;
use crate::limits::Limit;

/// Why a text is no scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum ScenarioError {
    /// The text is no JSON.
    Syntax {
        /// The line of the place at fault, counted from 1.
        line: usize,
        /// Its column in bytes, counted from 1.
        column: usize,
        /// What the JSON reader says of it, in English; [`SyntaxFault::of`](crate::SyntaxFault::of) types it.
        detail: String,
    },
    /// The JSON is something other than an object.
    NotAnObject {
        /// What it is.
        found: String,
    },
    /// The object has no field `hopscope`, so that it may be any JSON file.
    VersionMissing,
    /// The field `hopscope` is no version that this program knows.
    VersionUnknown {
        /// What it holds.
        found: String,
    },
    /// A field has the wrong type or a value that is not allowed.
    Field {
        /// Its place.
        path: FieldPath,
        /// What it holds, as JSON; shortened when long.
        found: String,
        /// What it may hold.
        allowed: Allowed,
    },
    /// There is more of something than is read: see [`crate::limits`].
    TooMuch {
        /// Where: a list, or the whole file.
        path: FieldPath,
        /// Of what.
        what: Limit,
        /// How much there is.
        found: usize,
        /// How much is read at most.
        limit: usize,
    },
}

/// What a field may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// A string.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number from 0 up.
    Number {
        /// The largest.
        max: u64,
    },
    /// A list.
    List,
    /// An object.
    Object,
    /// One of these words.
    OneOf(Vec<String>),
    /// A string or a list of strings.
    TextOrList,
    /// The name or id of a policy, or the policy as an object.
    NameOrPolicy,
    /// A path pattern: see [`crate::PathPattern`].
    PathPattern,
    /// An HTTP status, 100 to 599.
    StatusCode,
    /// A name that no other entry of the map has.
    NewName,
    /// Something else, in the words of the JSON reader, in English.
    Other(String),
}

impl ScenarioError {
    /// The place at fault, where it is a field.
    pub fn path(&self) -> Option<&FieldPath> {
        match self {
            Self::Field { path, .. } | Self::TooMuch { path, what: Limit::Entries, .. } => Some(path),
            _ => None,
        }
    }
}

/// The JSON text of `value`, shortened to what fits a message.
pub(crate) fn shown(value: &Value) -> String {
    const LONGEST: usize = 60;
    match value {
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
        other => {
            let text = other.to_string();
            if text.chars().count() <= LONGEST {
                text
            } else {
                text.chars().take(LONGEST).chain("…".chars()).collect()
            }
        }
    }
}

/// The plain English of the error, for logs and for callers without a locale.
impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, column, detail } => write!(f, "line {line}, column {column}: not JSON: {detail}"),
            Self::NotAnObject { found } => write!(f, "a scenario is a JSON object, found {found}"),
            Self::VersionMissing => {
                f.write_str("the field `hopscope` is missing; a scenario starts with `\"hopscope\": 1`")
            }
            Self::VersionUnknown { found } => write!(f, "`hopscope`: found {found}, this program reads version 1"),
            Self::Field { path, found, allowed } => write!(f, "`{path}`: found {found}, allowed: {allowed}"),
            Self::TooMuch { path, what: Limit::Entries, found, limit } => {
                write!(f, "`{path}` has {found} entries; at most {limit} are read")
            }
            Self::TooMuch { what, found, limit, .. } => {
                write!(f, "the file is too large ({}): found {found}, at most {limit} are read", what.word())
            }
        }
    }
}

impl std::error::Error for ScenarioError {}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("a string"),
            Self::Boolean => f.write_str("true or false"),
            Self::Number { max } => write!(f, "a whole number from 0 to {max}"),
            Self::List => f.write_str("a list"),
            Self::Object => f.write_str("an object"),
            Self::OneOf(words) => f.write_str(&words.join(", ")),
            Self::TextOrList => f.write_str("a string or a list of strings"),
            Self::NameOrPolicy => f.write_str("a policy's name or id, or an object"),
            Self::PathPattern => f.write_str("1 to 255 of the characters A-Z a-z 0-9 _ - . * $ / ~ \" ' @ : + & ?"),
            Self::StatusCode => f.write_str("an HTTP status from 100 to 599"),
            Self::NewName => f.write_str("a name that no other entry has"),
            Self::Other(text) => f.write_str(text),
        }
    }
}
