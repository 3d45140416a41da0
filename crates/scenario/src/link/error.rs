//! Why a text gives no scenario as a link.

use std::fmt;

use crate::ScenarioError;

/// Why a text gives no scenario as a link. Positions and lengths count the characters of the fragment, without `#`
/// and without white space; the first character has position 1.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkError {
    /// There is no text, or no fragment after the `#`.
    Empty,
    /// The text holds no link of Hopscope.
    NotALink,
    /// The link was made by a newer Hopscope.
    TooNew {
        /// Its version digit.
        version: char,
    },
    /// The end of the link is missing.
    CutOff {
        /// How many characters there are.
        found: usize,
        /// How many there should be; nothing when the part that tells is missing too.
        expected: Option<usize>,
    },
    /// The link is as long as it should be, but something in it has changed.
    Damaged {
        /// What shows it.
        damage: Damage,
    },
    /// The link, or the scenario in it, is larger than any that is opened.
    TooLarge {
        /// Which of the two.
        what: Oversize,
        /// How large it may be, in bytes.
        limit: usize,
    },
    /// The link is whole, but what it holds is no scenario that this program reads.
    Content(ScenarioError),
}

/// What shows that a link was damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A character that no link has, with more of the link after it.
    Character {
        /// The character.
        character: char,
        /// Its position.
        position: usize,
    },
    /// The length that the link gives is not its length.
    Length,
    /// The compressed part does not decompress.
    Compression,
    /// The checksum does not fit.
    Checksum,
    /// The decompressed part is no UTF-8 text.
    Text,
}

/// What is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oversize {
    /// The text of the link.
    Link,
    /// The scenario in it, as JSON.
    Json,
}

/// The plain English of the error, for logs and for callers without a locale.
impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the link is empty"),
            Self::NotALink => {
                f.write_str("this is no Hopscope link: one has `#1` or `#2` and letters and digits after it")
            }
            Self::TooNew { version } => {
                write!(
                    f,
                    "the link is of version {version}, this program reads version 1: open it with a newer Hopscope"
                )
            }
            Self::CutOff { found, expected: Some(expected) } => {
                write!(f, "the link was cut off after {found} of {expected} characters: copy all of it")
            }
            Self::CutOff { found, expected: None } => {
                write!(f, "the link was cut off after {found} characters: copy all of it")
            }
            Self::Damaged { damage } => write!(f, "the link was damaged: {damage}; copy it again"),
            Self::TooLarge { what: Oversize::Link, limit } => {
                write!(f, "the link is too long: at most {limit} characters are read; send the scenario as a file")
            }
            Self::TooLarge { what: Oversize::Json, limit } => {
                write!(f, "the scenario in the link is too large: at most {limit} bytes are read; send it as a file")
            }
            Self::Content(error) => write!(f, "the link is whole, but holds no scenario: {error}"),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { character, position } => {
                write!(f, "character {position} is {character:?}, which no link has")
            }
            Self::Length => f.write_str("its length is not the one that it gives"),
            Self::Compression => f.write_str("it does not decompress"),
            Self::Checksum => f.write_str("its checksum does not fit"),
            Self::Text => f.write_str("it holds no text"),
        }
    }
}

impl std::error::Error for LinkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Content(error) => Some(error),
            _ => None,
        }
    }
}
