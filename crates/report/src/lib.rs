//! Advice in the words of a language: blocks that the page, a terminal and a JSON reader all show.
//!
//! | module | holds |
//! | --- | --- |
//! | this one | [`Report`], its [`Block`]s and what a reader can do with one, an [`Action`] |
//! | [`read`] | [`Report::from_json`] |
//! | [`text`] | [`Report::to_text`], for terminals (with the feature `text`) |
//!
//! Whoever knows a subject makes the report of it (`hopscope-advice`); whoever shows reports knows no subject. A report
//! crosses from the worker to the page as JSON, so that neither the subject's code nor its types weigh on the page.
//!
//! *Prose* is a text whose parts in backticks are code.

mod read;
#[cfg(feature = "text")]
mod text;

#[cfg(feature = "write")]
use serde::Serialize;

/// Something to be read, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(Serialize))]
#[cfg_attr(feature = "write", serde(transparent))]
pub struct Report {
    /// Its parts.
    pub blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(Serialize))]
#[cfg_attr(feature = "write", serde(tag = "block", rename_all = "snake_case"))]
pub enum Block {
    /// A heading: plain text.
    Heading {
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Prose.
        text: String,
        /// How it is meant.
        tone: Tone,
    },
    /// A list.
    List {
        /// Whether the order of the items matters.
        ordered: bool,
        /// Prose, an item each.
        items: Vec<String>,
    },
    /// A table.
    Table {
        /// The names of the columns: plain text.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Code, or another text whose lines must stay as they are.
    Code {
        /// What it is, for a caption: plain text, as "Terraform".
        title: String,
        /// The text.
        text: String,
    },
    /// Parts that belong together: a fix, a finding.
    Card {
        /// Prose.
        title: String,
        /// A word or two beside the title, as the kind of a fix. Empty: none.
        badge: String,
        /// How it is meant.
        tone: Tone,
        /// What is inside.
        blocks: Vec<Block>,
        /// What the reader can do with it.
        actions: Vec<Button>,
    },
    /// Parts that are shown when the reader asks for them.
    Fold {
        /// Plain text.
        summary: String,
        /// What is inside.
        blocks: Vec<Block>,
    },
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(Serialize))]
pub struct Row {
    /// Prose, a cell a column.
    pub cells: Vec<String>,
    /// How it is meant.
    pub tone: Tone,
    /// What happens when the row is chosen.
    pub action: Option<Action>,
}

/// How something is meant. Never told by colour alone: the words say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(Serialize))]
#[cfg_attr(feature = "write", serde(rename_all = "snake_case"))]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// It works.
    Good,
    /// It does not.
    Bad,
    /// It deserves attention, or is not certain.
    Caution,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(Serialize))]
pub struct Button {
    /// Plain text.
    pub label: String,
    /// What happens.
    pub action: Action,
}

/// What happens when something is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(Serialize))]
#[cfg_attr(feature = "write", serde(tag = "action", rename_all = "snake_case"))]
pub enum Action {
    /// The request bar holds this request.
    Request {
        /// The method.
        method: String,
        /// The URL.
        url: String,
    },
    /// This scenario takes the place of the present one; undo brings it back.
    Scenario {
        /// The scenario, as JSON.
        scenario: String,
    },
    /// The clipboard holds this text.
    Copy {
        /// The text.
        text: String,
    },
    /// The form of this field of the scenario is shown.
    Field {
        /// Its path, as `distributions[0].origins[0].origin_path`.
        path: String,
    },
}

impl Report {
    /// A report of these parts.
    pub fn new(blocks: Vec<Block>) -> Self {
        Self { blocks }
    }

    /// The report as JSON: an array of its parts.
    #[cfg(feature = "write")]
    pub fn to_json(&self) -> String {
        // Strings and numbers alone: writing them to memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Block {
    /// A heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }

    /// A plain paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::toned(Tone::Plain, text)
    }

    /// A paragraph that is meant in a way.
    pub fn toned(tone: Tone, text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into(), tone }
    }
}

impl Tone {
    /// Its name in JSON and in class names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Caution => "caution",
        }
    }
}
