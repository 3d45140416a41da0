//! A story as a listing for a terminal. Signs and words carry the meaning; colour only repeats it.

use std::fmt::Write as _;

use hopscope_locale::{Catalog, visible};
use hopscope_routing::Basis;
use hopscope_routing::trace::{Leg, Trace};

use crate::metrics::{columns, is_wide};
use crate::story::{Mark, Move, Row, StopState, Story};
use crate::verdict::verdict;

/// How a listing is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether to colour it with ANSI escape codes.
    pub color: bool,
    /// The columns at which paragraphs are broken. None: not at all, as for a pipe. Rows stay on one line each, so that
    /// they can be searched.
    pub width: Option<usize>,
}

/// Writes a trace hop by hop, then the verdict, without colour.
pub fn to_text(trace: &Trace, story: &Story, texts: &Catalog) -> String {
    to_text_with(trace, story, texts, Options::default())
}

/// Writes a trace hop by hop, then the verdict.
pub fn to_text_with(trace: &Trace, story: &Story, texts: &Catalog, options: Options) -> String {
    let mut listing = Listing { out: String::new(), options, texts };
    listing.line(&[(Paint::Bold, &format!("{} {}", trace.request.method, trace.request.url))]);
    for (index, stop) in story.stops.iter().enumerate() {
        if index == 0 && stop.request_rows.is_empty() {
            continue;
        }
        let incoming = story.moves.iter().find(|each| each.leg == Leg::Request && each.to == index);
        let outgoing = story.moves.iter().rfind(|each| each.leg == Leg::Response && each.from == index);
        let head = format!("{} {}", stop.name, stop.sub);
        listing.line(&[]);
        if stop.state == StopState::Unreached {
            let unreached = format!("{head}  ({})", texts.text("diagram.never_reached"));
            listing.line(&[(Paint::Dim, &unreached)]);
        } else {
            listing.line(&[(Paint::Bold, head.trim_end())]);
        }
        incoming.into_iter().for_each(|each| listing.request(each));
        listing.rows(&stop.request_rows);
        listing.rows(&stop.answer_rows);
        outgoing.into_iter().for_each(|each| listing.answer(each));
    }
    listing.verdict(trace);
    listing.out
}

/// What a piece of a line looks like in colour.
#[derive(Clone, Copy)]
enum Paint {
    Plain,
    Bold,
    Dim,
    Good,
    Bad,
    Changed,
}

impl Paint {
    /// The parameter of the escape code (ECMA-48, "Select graphic rendition").
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Good => "32",
            Self::Bad => "31",
            Self::Changed => "33",
        }
    }
}

impl From<Mark> for Paint {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Passed => Self::Good,
            Mark::Refused => Self::Bad,
            Mark::Changed => Self::Changed,
            Mark::Skipped => Self::Dim,
        }
    }
}

/// A listing in the making.
struct Listing<'a> {
    out: String,
    options: Options,
    texts: &'a Catalog,
}

impl Listing<'_> {
    /// A line of pieces. A scenario is a stranger's file: its control characters must not reach the terminal.
    fn line(&mut self, pieces: &[(Paint, &str)]) {
        for (paint, text) in pieces {
            let safe = visible::line(text);
            let code = paint.code();
            if self.options.color && !code.is_empty() {
                let _ = write!(self.out, "\u{1b}[{code}m{safe}\u{1b}[0m");
            } else {
                self.out.push_str(&safe);
            }
        }
        self.out.push('\n');
    }

    fn request(&mut self, each: &Move) {
        let mut pieces = each.pieces.iter().map(|piece| piece.text.as_str());
        let method = pieces.next().unwrap_or_default();
        let path: String = pieces.collect();
        self.line(&[(Paint::Dim, "  < "), (Paint::Plain, &format!("{method} {path}"))]);
    }

    fn answer(&mut self, each: &Move) {
        let words: Vec<&str> = each.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let paint = if each.bad { Paint::Bad } else { Paint::Good };
        self.line(&[(Paint::Dim, "  > "), (paint, &words.join(" "))]);
    }

    fn rows(&mut self, rows: &[Row]) {
        let width = rows.iter().map(|row| columns(&row.label)).max().unwrap_or(0);
        for row in rows {
            let pad = if row.minor { 0 } else { width.saturating_sub(columns(&row.label)) + 2 };
            let label = format!(" {}{}", row.label, " ".repeat(pad));
            let hint = row.hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            let inferred = if row.basis == Basis::Inferred { self.texts.text("basis.inferred") } else { String::new() };
            let sure = if inferred.is_empty() { "" } else { ", " };
            let value = if matches!(row.mark, Mark::Refused | Mark::Changed) { row.mark.into() } else { Paint::Plain };
            self.line(&[
                (Paint::Plain, "    "),
                (row.mark.into(), row.mark.sign()),
                (Paint::Plain, &label),
                (value, &row.value),
                (Paint::Dim, &format!("{hint}  [{}{sure}{inferred}]", row.rule)),
            ]);
        }
    }

    fn verdict(&mut self, trace: &Trace) {
        let verdict = verdict(trace, self.texts);
        let status = verdict.status.map(|status| format!("{status} ")).unwrap_or_default();
        self.line(&[]);
        let paint = if verdict.good { Paint::Good } else { Paint::Bad };
        self.line(&[(paint, &status), (Paint::Bold, &plain(&verdict.headline))]);
        for paragraph in &verdict.paragraphs {
            for line in broken(&plain(paragraph), self.options.width.map(|width| width.saturating_sub(2))) {
                self.line(&[(Paint::Plain, "  "), (Paint::Plain, &line)]);
            }
        }
        let decided_by = self.texts.fill("diagram.decided_by", &[("rule", trace.rule.id.as_str())]);
        self.line(&[(Paint::Dim, &format!("  [{decided_by}]"))]);
    }
}

/// A text without the backticks around names.
fn plain(text: &str) -> String {
    text.replace('`', "")
}

/// The lines of a text that is broken at spaces and between full-width characters. What cannot be broken sticks out.
fn broken(text: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else { return vec![text.to_owned()] };
    let mut lines = vec![String::new()];
    for word in words(text) {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && columns(line) + columns(word.trim_end()) > width {
            line.truncate(line.trim_end().len());
            lines.push(word.to_owned());
        } else {
            line.push_str(word);
        }
    }
    lines
}

/// The unbreakable pieces of a text: Latin words with the space behind them, full-width characters with the closing
/// punctuation behind them, which no line may begin with.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut characters = rest.char_indices().peekable();
        let end = loop {
            let (_, character) = characters.next()?;
            match characters.peek() {
                None => break rest.len(),
                Some((at, next)) => {
                    let breaks = (character == ' ' && *next != ' ') || (is_wide(character) || is_wide(*next));
                    if breaks && *next != ' ' && !"、。」）".contains(*next) && !"「（".contains(character) {
                        break *at;
                    }
                }
            }
        };
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_broken_between_words() {
        assert_eq!(broken("one two  three", Some(8)), ["one two", "three"]);
        assert_eq!(broken("one two", None), ["one two"]);
        assert_eq!(broken("unbreakable x", Some(4)), ["unbreakable", "x"]);
        assert_eq!(broken("", Some(4)), [""]);
    }

    #[test]
    fn japanese_is_broken_between_characters_but_not_before_a_stop() {
        assert_eq!(broken("応答しました。次", Some(12)), ["応答しまし", "た。次"]);
        assert_eq!(broken("API は応答", Some(6)), ["API は", "応答"]);
    }
}
