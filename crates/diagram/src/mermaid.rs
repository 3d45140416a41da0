//! A story as a Mermaid sequence diagram, for Markdown that renders it.
//!
//! Renderers shrink a wide diagram to the width of the text around it, so labels are broken into lines. The stop that
//! decided bears a mark, and what decided stands on a ground of its own.

use std::fmt::Write as _;

use hopscope_locale::Catalog;
use hopscope_routing::Basis;
use hopscope_routing::trace::Leg;

use crate::metrics::wrap;
use crate::story::{Row, StopState, Story, Told};

/// The columns of a line of a label.
const ROOM: usize = 48;
/// The lines of a label; what is more is cut.
const MOST: usize = 6;
/// The mark of the stop that decided.
const DECIDES: &str = "◆ ";

/// Writes a story as a Mermaid `sequenceDiagram`.
pub fn to_mermaid(story: &Story, texts: &Catalog) -> String {
    let mut out = format!("sequenceDiagram\n    accTitle: {}\n", safe(&texts.text("diagram.label")));
    for (index, stop) in story.stops.iter().enumerate() {
        let sub = if stop.sub.is_empty() { String::new() } else { format!("<br/>{}", lines(&stop.sub)) };
        let decides = stop.request_rows.iter().chain(&stop.answer_rows).any(|row| row.decides);
        let mark = if decides { DECIDES } else { "" };
        let _ = writeln!(out, "    participant s{index} as {mark}{}{sub}", safe(&stop.name));
    }
    let mut told = Told::new(story);
    if let Some(first) = story.stops.first() {
        note(&mut out, 0, &first.request_rows);
    }
    for each in &story.moves {
        note(&mut out, each.from, told.answer_rows_before(story, each));
        let arrow = match (each.leg, each.bad) {
            (Leg::Request, _) => "->>",
            (Leg::Response, false) => "-->>",
            (Leg::Response, true) => "--x",
        };
        let words: Vec<String> = each.pieces.iter().map(|piece| piece.text.clone()).collect();
        let words = match each.leg {
            Leg::Request => request_words(&words),
            Leg::Response => words.join(" "),
        };
        let _ = writeln!(out, "    s{}{arrow}s{}: {}", each.from, each.to, lines(&words));
        note(&mut out, each.to, told.request_rows_after(story, each));
    }
    for (index, _) in story.stops.iter().enumerate().filter(|(_, stop)| stop.state == StopState::Unreached) {
        let _ = writeln!(out, "    note over s{index}: {}", safe(&texts.text("diagram.never_reached")));
    }
    out
}

/// The method, then the path in one piece.
fn request_words(pieces: &[String]) -> String {
    match pieces.split_first() {
        Some((method, path)) => format!("{method} {}", path.concat()),
        None => String::new(),
    }
}

fn note(out: &mut String, stop: usize, rows: &[Row]) {
    let lines: Vec<String> = rows
        .iter()
        .filter(|row| !row.minor)
        .map(|row| {
            let hint = row.hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            let doubt = if row.basis == Basis::Inferred { " ?" } else { "" };
            let line = format!("{} {}{doubt} {}{hint}", row.mark.sign(), row.label, row.value);
            self::lines(line.trim_end())
        })
        .collect();
    if lines.is_empty() {
        return;
    }
    let note = format!("note over s{stop}: {}", lines.join("<br/>"));
    if rows.iter().any(|row| row.decides) {
        // Half transparent, so that it is seen on a light and on a dark page.
        let _ = writeln!(out, "    rect rgba(245, 158, 11, 0.25)\n    {note}\n    end");
    } else {
        let _ = writeln!(out, "    {note}");
    }
}

/// A text on as many lines as it needs.
fn lines(text: &str) -> String {
    wrap(text, ROOM, MOST).iter().map(|line| safe(line)).collect::<Vec<_>>().join("<br/>")
}

/// Text that Mermaid takes for text: what ends a statement or begins one is written as an entity code, which Mermaid
/// spells with `#`.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '#' | ';' | ':' | '<' | '>' | '"' | '&' | '%' | '{' | '}' => {
                let _ = write!(safe, "#{};", u32::from(character));
            }
            other if other.is_control() => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}
