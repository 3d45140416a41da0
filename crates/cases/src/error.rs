//! What is wrong with a file of cases, where, and what to do.

use std::fmt;
use std::io;

use hopscope_scenario::{FieldPath, ScenarioError};

/// What is wrong with a file of cases. Displays with file, line and the case's name; so does its debug form, which
/// `unwrap` shows.
pub struct CaseError {
    file: String,
    line: usize,
    id: String,
    problem: Problem,
}

/// What can be wrong.
#[derive(Debug)]
pub enum Problem {
    /// The file cannot be read.
    File(io::Error),
    /// It is no JSON, or a field has another form.
    Json(serde_json::Error),
    /// A value is neither a base nor a case.
    NoName,
    /// Two bases of the file, or two cases of the file or folder, have one name.
    NameTwice,
    /// A base has more than its scenario.
    MoreThanABase,
    /// No base of the file has that name.
    UnknownBase(String),
    /// No case needs the base.
    UnusedBase,
    /// A case has both `base` and `scenario`, or neither.
    NoOneScenario,
    /// A case has both `request` and `requests`.
    TwoRequests,
    /// A text is no path.
    Path(String),
    /// A change cannot be made.
    Refused(FieldPath, ScenarioError),
    /// A change changes nothing.
    Stale(FieldPath),
    /// The scenario has a field that scenarios do not have.
    UnknownField(FieldPath),
    /// A text's `repeat` or `times` has another form.
    Text(serde_json::Error),
}

impl CaseError {
    pub(crate) fn new(file: &str, line: usize, id: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), line, id: id.to_owned(), problem }
    }

    /// What is wrong.
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.id.is_empty() {
            write!(f, ": `{}`", self.id)?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl fmt::Debug for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for CaseError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => write!(f, "cannot be read: {error}"),
            Self::Json(error) => write!(f, "{error}"),
            Self::NoName => f.write_str("give it an `id`, for a case, or a `base` and a `scenario`, for a base"),
            Self::NameTwice => f.write_str("the name is taken; give it another"),
            Self::MoreThanABase => f.write_str("a base has `base` and `scenario` alone; a case has an `id`"),
            Self::UnknownBase(name) => write!(f, "no base above it is named `{name}`"),
            Self::UnusedBase => f.write_str("no case needs this base; take it out"),
            Self::NoOneScenario => f.write_str("give it a `base` or a `scenario`, one of the two"),
            Self::TwoRequests => f.write_str("give it `request` or `requests`, one of the two"),
            Self::Path(text) => write!(
                f,
                "`{text}` is no path; write it as `distributions[0].origin[1].origin_path`, and set the whole of a map \
                 whose key has a dot or is a number"
            ),
            Self::Refused(at, error) => write!(f, "`{at}` cannot be changed so: {error}"),
            Self::Stale(at) => write!(f, "`{at}` changes nothing: the base has it so, or has no such place"),
            Self::UnknownField(at) => write!(f, "scenarios have no field `{at}`"),
            Self::Text(error) => write!(f, "a text that is told by `repeat` and `times`: {error}"),
        }
    }
}
