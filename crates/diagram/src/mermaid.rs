//! A story as a Mermaid sequence diagram, for Markdown that renders it.

use std::fmt::Write as _;

use hopscope_locale::Catalog;
use hopscope_routing::trace::Leg;

use crate::story::{Row, StopState, Story};

/// Writes a story as a Mermaid `sequenceDiagram`.
pub fn to_mermaid(story: &Story, texts: &Catalog) -> String {
    let mut out = String::from("sequenceDiagram\n");
    for (index, stop) in story.stops.iter().enumerate() {
        let sub = if stop.sub.is_empty() { String::new() } else { format!("<br/>{}", safe(&stop.sub)) };
        let _ = writeln!(out, "    participant s{index} as {}{sub}", safe(&stop.name));
    }
    let mut told = vec![(false, false); story.stops.len()];
    if let Some(first) = story.stops.first() {
        note(&mut out, 0, &first.request_rows);
    }
    for each in &story.moves {
        if each.leg == Leg::Response
            && let (Some(stop), Some(flags)) = (story.stops.get(each.from), told.get_mut(each.from))
            && !std::mem::replace(&mut flags.1, true)
        {
            note(&mut out, each.from, &stop.answer_rows);
        }
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
        let _ = writeln!(out, "    s{}{arrow}s{}: {}", each.from, each.to, safe(&words));
        if each.leg == Leg::Request
            && let (Some(stop), Some(flags)) = (story.stops.get(each.to), told.get_mut(each.to))
            && !std::mem::replace(&mut flags.0, true)
        {
            note(&mut out, each.to, &stop.request_rows);
        }
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
            let hint = row.hint.as_deref().map(|hint| format!(" ({})", safe(hint))).unwrap_or_default();
            format!("{} {} {}{hint}", row.mark.sign(), safe(&row.label), safe(&row.value)).trim_end().to_owned()
        })
        .collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "    note over s{stop}: {}", lines.join("<br/>"));
    }
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
