//! What can be shown: tabs, dialogs, menus, themes, and what the page has to tell.

use hopscope_scenario::ScenarioError;
use hopscope_scenario::link::LinkError;

use crate::advice::Topic;
use crate::draft::{Drafts, Trouble};

/// Something that the page has to tell until it is dismissed.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A link could not be opened.
    Link(LinkError),
    /// The file of that name could not be opened.
    File(String, FileFault),
    /// The program that runs edge code did not arrive.
    EdgeCode,
    /// A part of the program did not arrive.
    Part,
    /// Something else is shown than these drafts, which are kept.
    Drafts(Drafts),
    /// What the user makes is not stored.
    NotStored(Trouble),
    /// There is a newer version of the page.
    Newer,
}

/// A short message of something done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Something is on the clipboard.
    Copied,
    /// The texts of the other language did not arrive.
    LanguageFailed,
    /// A step was undone.
    Undone,
    /// A step was redone.
    Redone,
    /// A fix was put in place. It can be undone.
    Tried,
}

impl Status {
    /// The key of its text.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Copied => "status.copied",
            Self::LanguageFailed => "status.language_failed",
            Self::Undone => "status.undone",
            Self::Redone => "status.redone",
            Self::Tried => "status.tried",
        }
    }
}

/// The tabs of a narrow page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Verdict and flow.
    #[default]
    Flow,
    /// The forms.
    SetUp,
    /// The answer.
    Response,
    /// The table of requests.
    Table,
}

impl Tab {
    /// Every tab in the order of the bar.
    pub const ALL: [Self; 4] = [Self::Flow, Self::SetUp, Self::Response, Self::Table];

    /// Its name in addresses and in class names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::SetUp => "setup",
            Self::Response => "response",
            Self::Table => "table",
        }
    }

    /// The tab of that name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.word() == word)
    }
}

/// The theme that the user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The system's.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Its name in addresses and in storage.
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }

    /// The one after it, for a button that goes round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// The dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The link and what can be made of it.
    Share,
    /// The keyboard shortcuts.
    Shortcuts,
    /// The scenarios that come with the app.
    Examples,
    /// Every command, to be found by typing.
    Palette,
    /// Advice on a topic.
    Advice(Topic),
    /// Files that are imported.
    Import,
    /// A line of an imported file: the file's place among them, and the line, from 1.
    Source(usize, u32),
}

/// The menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Parts to add.
    Add,
    /// Opening and saving.
    File,
    /// What can be said of the whole scenario.
    Analyse,
    /// The functions that can be taken for a start.
    Snippets,
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq)]
pub enum FileFault {
    /// It has more bytes than [`LARGEST`](crate::file::LARGEST).
    TooLarge,
    /// The browser could not read it.
    Unreadable,
    /// It holds no text.
    NoText,
    /// It is of no kind that is known.
    Unknown,
    /// It is meant for a scenario, and is none.
    Scenario(ScenarioError),
}
