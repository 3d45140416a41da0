//! Reads files of test cases. Only tests depend on this crate.
//!
//! A file ends in `.cases` and holds JSON values one after the other. First come its bases, set-ups with a name that says
//! what is in them; then the cases, each with what it changes of a base:
//!
//! ```
//! let text = r#"
//! {"base": "a public bucket",
//!  "scenario": {"buckets": [{"name": "b", "objects": ["a", "index.html"], "access": "public"}]}}
//!
//! {"id": "slash-asks-for-nothing", "source": "https://docs.aws.amazon.com/…",
//!  "base": "a public bucket",
//!  "set": {"buckets[0].access": "private"}, "remove": ["buckets[0].objects[0]"],
//!  "request": "HEAD https://b.s3.us-east-1.amazonaws.com/",
//!  "expect": {"status": 403}}
//! "#;
//! let cases = hopscope_cases::parse("my.cases", text)?;
//! assert_eq!(cases[0].scenario.requests[0].method, "HEAD");
//! assert_eq!(cases[0]["expect"]["status"], 403);
//! # Ok::<(), hopscope_cases::CaseError>(())
//! ```
//!
//! | field | what it is |
//! | --- | --- |
//! | `id` | the case's name, which no other case of the file or its folder has |
//! | `base` | the name of a base of the file |
//! | `scenario` | the whole scenario, where no base is near; `hopscope` is not needed |
//! | `remove` | the paths of fields and list items that are taken away |
//! | `set` | fields by their paths, with their values |
//! | `insert` | items by their paths in a list: each stands there then, before what stood there, or at the end |
//! | `request` | the one request: its address, behind a method that is not GET, or an object as in a scenario |
//! | `requests` | several, in the same forms |
//!
//! Changes are made in this order, and within a field in the order in which they stand. A path is read as
//! [`FieldPath`](hopscope_scenario::FieldPath) displays it: the key of a map that holds a dot or is a number has none, so
//! the map is set as a whole. Any other field is the test's own ([`Case::told`]).
//!
//! A text may be told by how it is made: `{"before": "https://d1.cloudfront.net/", "repeat": "a", "times": 8192}`, and
//! `after`.
//!
//! Cases that have no scenario, a pasted text each, are read by [`read_values`].
//!
//! What is left over is an error: a change that changes nothing, a base that no case needs, a field that scenarios do not
//! have.

mod change;
mod entry;
mod error;
mod file;
mod text;

use std::ops::Index;

use hopscope_scenario::Scenario;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use error::{CaseError, Problem};
pub use file::{parse, read, read_folder, read_values};

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The scenario that it is about: its base, changed.
    pub scenario: Scenario,
    file: String,
    line: usize,
    fields: Map<String, Value>,
}

impl Case {
    /// What else the case says, `id` among it.
    ///
    /// # Errors
    /// When it does not say it in that form.
    pub fn told<T: DeserializeOwned>(&self) -> Result<T, CaseError> {
        serde_json::from_value(Value::Object(self.fields.clone()))
            .map_err(|error| CaseError::new(&self.file, self.line, &self.id, Problem::Json(error)))
    }
}

/// A field of the test's own; null where the case has none of that name.
impl Index<&str> for Case {
    type Output = Value;

    fn index(&self, name: &str) -> &Value {
        self.fields.get(name).unwrap_or(&Value::Null)
    }
}
