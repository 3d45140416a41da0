//! Why a text cannot be explained.

use std::fmt;

/// Why a text cannot be explained. [`super::words::read_error`] says it with what to paste instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing.
    Empty,
    /// The text is longer than [`super::read::MAX_TEXT`].
    TooLarge {
        /// The bound, in bytes.
        limit: usize,
    },
    /// There is a request and no answer to it.
    NoAnswer {
        /// The URL, if one was read.
        url: Option<String>,
    },
    /// The text begins as JSON and is none, as when it was cut off.
    Json {
        /// The line of the fault, from 1.
        line: usize,
        /// The column of the fault, from 1.
        column: usize,
    },
    /// A HAR file without requests.
    NoEntries,
    /// Nothing in the text looks like an answer.
    NothingFound,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no text"),
            Self::TooLarge { limit } => write!(f, "more than {limit} bytes"),
            Self::NoAnswer { url } => write!(f, "no answer to {}", url.as_deref().unwrap_or("the request")),
            Self::Json { line, column } => write!(f, "broken JSON at line {line}, column {column}"),
            Self::NoEntries => write!(f, "a HAR file without entries"),
            Self::NothingFound => write!(f, "nothing that looks like an answer"),
        }
    }
}

impl std::error::Error for ReadError {}
