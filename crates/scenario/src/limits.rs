//! How much of a file is read.
//!
//! A link of a few hundred characters can hold a megabyte of `{},`, and each `{}` becomes a record of some hundred
//! bytes, a form, a trace. So everything is counted before anything is made of it. The numbers are well above what AWS
//! lets anyone deploy (Amazon CloudFront Developer Guide, "Quotas"; API Gateway Developer Guide, "Quotas"): 75
//! behaviours a distribution, 300 resources an API.

use serde_json::Value;

use crate::ScenarioError;
use crate::field_path::Place;

/// The longest file that is read, in bytes.
pub const MAX_FILE: usize = 16 << 20;

/// How many values a file may hold, in all: objects, lists, texts, numbers.
pub const MAX_VALUES: usize = 500_000;

/// How many objects the lists of a file may hold, all of them together.
pub const MAX_ITEMS: usize = 50_000;

/// How many bytes the code of all functions may have.
pub const MAX_CODE: usize = 1 << 20;

/// The lists, by the names of their fields, with how many entries each may have.
pub const LISTS: &[(&str, usize)] = &[
    ("requests", 5_000),
    ("distributions", 1_000),
    ("ordered_cache_behavior", 1_000),
    ("rest_apis", 1_000),
    ("http_apis", 1_000),
    ("resources", 20_000),
    ("routes", 5_000),
    ("stages", 1_000),
];

/// How many entries any other list may have.
pub const MAX_ENTRIES: usize = 50_000;

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The bytes of a file.
    Bytes,
    /// The values of a file.
    Values,
    /// The objects in all lists of a file.
    Items,
    /// The entries of one list.
    Entries,
    /// The bytes of code.
    Code,
}

impl Limit {
    /// Its name in locale keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Values => "values",
            Self::Items => "items",
            Self::Entries => "entries",
            Self::Code => "code",
        }
    }
}

/// Counts what a text would be as JSON, before any of it is made.
///
/// # Errors
/// When it is more than is read.
pub(crate) fn check_text(text: &str) -> Result<(), ScenarioError> {
    within(&Place::Root, Limit::Bytes, text.len(), MAX_FILE)?;
    within(&Place::Root, Limit::Values, values(text), MAX_VALUES)
}

/// How many values a text of JSON holds. What is no JSON has any number.
fn values(text: &str) -> usize {
    // Of the innermost 128 brackets, as deep as the reader goes: whether it is an object's.
    let mut is_object = 0_u128;
    let (mut values, mut in_text, mut escaped, mut begins) = (0, false, false, true);
    for byte in text.bytes() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        if begins && !byte.is_ascii_whitespace() {
            values += usize::from(byte != b']');
            begins = false;
        }
        match byte {
            b'"' => in_text = true,
            b'{' => is_object = is_object << 1 | 1,
            b'[' => (is_object, begins) = (is_object << 1, true),
            b'}' | b']' => is_object >>= 1,
            b':' => begins = true,
            b',' => begins = is_object & 1 == 0,
            _ => {}
        }
    }
    values
}

/// Counts what a document holds.
///
/// # Errors
/// When it is more than is read.
pub(crate) fn check_document(document: &Value) -> Result<(), ScenarioError> {
    let mut counted = Counted::default();
    counted.count("", document, &Place::Root)?;
    within(&Place::Root, Limit::Items, counted.items, MAX_ITEMS)?;
    within(&Place::Root, Limit::Code, counted.code, MAX_CODE)
}

#[derive(Default)]
struct Counted {
    items: usize,
    code: usize,
}

impl Counted {
    fn count(&mut self, name: &str, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        match value {
            Value::Array(entries) => {
                let limit = LISTS.iter().find(|(each, _)| *each == name).map_or(MAX_ENTRIES, |(_, limit)| *limit);
                within(at, Limit::Entries, entries.len(), limit)?;
                for (index, entry) in entries.iter().enumerate() {
                    self.items += usize::from(entry.is_object());
                    self.count("", entry, &at.index(index))?;
                }
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.count(name, value, &at.field(name))?;
                }
            }
            Value::String(text) if name == "code" => self.code += text.len(),
            _ => {}
        }
        Ok(())
    }
}

fn within(at: &Place<'_>, what: Limit, found: usize, limit: usize) -> Result<(), ScenarioError> {
    if found <= limit {
        return Ok(());
    }
    Err(ScenarioError::TooMuch { path: at.path(), what, found, limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_outside_texts() {
        for (text, count) in [
            ("{}", 1),
            ("[1,2,3]", 4),
            ("[ ]", 1),
            ("[[], [ ]]", 3),
            ("{\"a\": [{}, {}], \"b\": \"[,{\\\",\"}", 5),
            ("\"\\\\\"", 1),
            ("{\"a\":1,\"b\":{\"c\":[true,null]}}", 6),
        ] {
            assert_eq!(values(text), count, "{text}");
        }
    }
}
