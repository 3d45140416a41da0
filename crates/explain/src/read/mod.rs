//! Pasted text into requests and answers. Total: any text gives a value or says what to paste.
//!
//! | module | reads |
//! | --- | --- |
//! | [`clean`] | escapes of terminals, indentation, fences |
//! | [`transcript`] | what `curl -i`, `-I`, `-v` and `-L` print, and raw headers, with prompts and commands in between |
//! | [`line`](mod@line) | one line of that |
//! | [`command`] | a `curl` command |
//! | [`failure`] | the words in which clients give up |
//! | [`devtools`] | headers as a browser's developer tools copy them |
//! | [`json`] | a HAR file, an entry of one, Firefox's JSON |
//! | [`console`] | lines of browsers' consoles, what PowerShell says |
//! | [`reference`] | what a redirect names |
//! | [`body`] | where a body ends; a body alone |

pub mod body;
pub mod clean;
pub mod command;
pub mod console;
pub mod devtools;
pub mod failure;
pub mod json;
pub mod line;
pub mod reference;
pub mod transcript;

use super::error::ReadError;
use super::exchange::{Exchange, Outcome};

/// The longest text that is looked at, in bytes: a HAR file of a few pages.
pub const MAX_TEXT: usize = 8 << 20;

/// How much of a body is kept, in bytes. All that tells hops apart stands in its first lines.
pub const MAX_BODY: usize = 64 << 10;

/// The most exchanges that are kept of one text.
pub const MAX_EXCHANGES: usize = 500;

/// The requests and answers that a text tells of, in order; at least one of them has an outcome.
///
/// # Errors
/// When there is none, or the text is too long.
pub fn read(text: &str) -> Result<Vec<Exchange>, ReadError> {
    if text.len() > MAX_TEXT {
        return Err(ReadError::TooLarge { limit: MAX_TEXT });
    }
    let text = clean::clean(text);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let exchanges = match text.trim_start() {
        start if start.starts_with(['{', '[']) => json::read(&text)?,
        // A member of an object that was copied without its braces: `"response": {…}`.
        start if start.starts_with('"') => json::read(&format!("{{{}}}", start.trim_end().trim_end_matches(',')))?,
        _ => as_text(&text),
    };
    let mut told: Vec<Exchange> = exchanges.iter().filter(|each| each.outcome != Outcome::Unknown).cloned().collect();
    told.truncate(MAX_EXCHANGES);
    if !told.is_empty() {
        return Ok(told);
    }
    match exchanges.into_iter().find(|each| !each.asked.is_empty()) {
        Some(exchange) => Err(ReadError::NoAnswer { url: exchange.asked.url }),
        None => Err(ReadError::NothingFound),
    }
}

fn as_text(text: &str) -> Vec<Exchange> {
    if devtools::has_labels(text) {
        return devtools::read(text).into_iter().collect();
    }
    let exchanges = transcript::read(text);
    if exchanges.iter().any(|each| each.outcome != Outcome::Unknown) {
        return exchanges;
    }
    if let Some(exchange) = console::read(text) {
        return vec![exchange];
    }
    match devtools::read(text).or_else(|| body::alone(text)) {
        Some(mut exchange) => {
            if let Some(before) = exchanges.into_iter().next().filter(|_| exchange.asked.is_empty()) {
                exchange.asked = before.asked;
            }
            vec![exchange]
        }
        None => exchanges,
    }
}
