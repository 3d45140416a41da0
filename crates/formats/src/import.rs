//! The result of an import: scenario, source map, report, questions.

use std::collections::BTreeMap;

use hopscope_scenario::{FieldPath, Scenario};

use crate::fault::Fault;
use crate::source::{Files, Span};

/// What came of the files that were given.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The scenario.
    pub scenario: Scenario,
    /// The lines behind its fields.
    pub sources: SourceMap,
    /// What became of every resource, and of every attribute that plays a part and was not carried over.
    pub report: Vec<Entry>,
    /// What only the user can say.
    pub questions: Vec<Question>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// The files, for the spans above.
    pub files: Files,
}

/// The lines behind the fields of a scenario. A field without an entry of its own belongs to the nearest field around
/// it that has one.
#[derive(Clone, Debug, Default)]
pub struct SourceMap(pub BTreeMap<FieldPath, Source>);

impl SourceMap {
    /// The lines behind a field: its own, or those of the nearest field around it.
    pub fn nearest(&self, field: &FieldPath) -> Option<&Source> {
        let segments = field.segments();
        (0..=segments.len()).rev().find_map(|length| {
            let around: FieldPath = segments.iter().take(length).cloned().collect();
            self.0.get(&around)
        })
    }
}

/// The lines behind one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where the attribute is set.
    pub set_at: Span,
    /// Where its value was written, if elsewhere: a variable's default, a local, a caller's argument.
    pub written_at: Option<Span>,
    /// The module calls that lead there, outermost first.
    pub calls: Vec<Span>,
}

/// What became of a resource or of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What became of it.
    pub fate: Fate,
    /// The resource's address.
    pub address: String,
    /// The resource's type.
    pub kind: String,
    /// The attribute, where the entry is about one alone.
    pub attribute: Option<String>,
    /// Why, where it is not mapped.
    pub reason: Option<Reason>,
    /// Where.
    pub span: Option<Span>,
}

/// What became of a resource or of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is a part of the scenario.
    Mapped,
    /// Another part holds what it says.
    Folded,
    /// It plays no part in routing.
    Skipped,
    /// It plays a part, and could not be carried over.
    Lost,
}

/// Why something was not carried over. Words are in the locale files, by the variant's name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Its value is not known: the text says which variable, function, file or module is behind it.
    Unknown(String),
    /// A scenario cannot say this.
    NotModelled,
    /// It belongs to something that is not in what was given.
    Unattached(String),
    /// A module whose source was not given; the text is its source.
    ModuleMissing(String),
    /// It was tied to another resource by elimination, as nothing says so in the files.
    ByElimination(String),
    /// An assumption was made, as the files say nothing; the text is the setting or the value that was taken.
    Assumed(String),
    /// Nothing says what answers there: something stands in for it that answers this status.
    StandIn(String),
    /// An object that a bucket is taken to hold; the text is its key.
    Object(String),
    /// A module of the registry, understood from its inputs; the text is its source.
    Understood(String),
    /// It is deployed elsewhere: what others add to it is not known.
    Elsewhere,
    /// No request of a client is such an event.
    NoRequest,
    /// It plays no part in routing.
    NoPart,
    /// It says no type; the text is the one that its properties are of, or nothing.
    Untyped(String),
    /// A stack inside the stack, read along.
    NestedStack,
}

/// What only the user can say.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// By which an answer names it, stable for the same files.
    pub id: String,
    /// What is asked for.
    pub ask: Ask,
    /// The field that it decides, where there is one.
    pub field: Option<FieldPath>,
    /// Where.
    pub span: Option<Span>,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The value of a variable or parameter.
    Variable(String),
    /// Whether a condition holds, with what follows from either.
    Condition {
        /// The condition as written.
        condition: String,
        /// What holds if it does.
        then: String,
        /// What holds if it does not.
        otherwise: String,
    },
    /// Which of several.
    Choice(Vec<String>),
}
