//! A story as a listing for a terminal. Signs and words carry the meaning; there is no colour to miss.

use std::fmt::Write as _;

use hopscope_locale::Catalog;
use hopscope_routing::trace::{Leg, Trace};

use crate::metrics::columns;
use crate::story::{Row, StopState, Story};
use crate::verdict::verdict;

/// Writes a trace hop by hop, then the verdict.
pub fn to_text(trace: &Trace, story: &Story, texts: &Catalog) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} {}", trace.request.method, trace.request.url);
    for (index, stop) in story.stops.iter().enumerate() {
        if index == 0 && stop.request_rows.is_empty() {
            continue;
        }
        let incoming = story.moves.iter().find(|each| each.leg == Leg::Request && each.to == index);
        let unreached = if stop.state == StopState::Unreached {
            format!("  ({})", texts.text("diagram.never_reached"))
        } else {
            String::new()
        };
        let _ = writeln!(out, "\n{} {}{unreached}", stop.name, stop.sub);
        if let Some(each) = incoming {
            let (first, rest) =
                each.pieces.split_first().map_or(("", &[][..]), |(one, rest)| (one.text.as_str(), rest));
            let path: String = rest.iter().map(|piece| piece.text.as_str()).collect();
            let _ = writeln!(out, "  < {first} {path}");
        }
        rows(&mut out, &stop.request_rows);
        rows(&mut out, &stop.answer_rows);
        let outgoing = story.moves.iter().rfind(|each| each.leg == Leg::Response && each.from == index);
        if let Some(each) = outgoing {
            let words: Vec<&str> = each.pieces.iter().map(|piece| piece.text.as_str()).collect();
            let _ = writeln!(out, "  > {}", words.join(" "));
        }
    }
    let verdict = verdict(trace, texts);
    let status = verdict.status.map(|status| format!("{status} ")).unwrap_or_default();
    let _ = writeln!(out, "\n{status}{}", plain(&verdict.headline));
    for paragraph in &verdict.paragraphs {
        let _ = writeln!(out, "  {}", plain(paragraph));
    }
    let _ = writeln!(out, "  [{}]", texts.fill("diagram.decided_by", &[("rule", trace.rule.id)]));
    out
}

fn rows(out: &mut String, rows: &[Row]) {
    let width = rows.iter().map(|row| columns(&row.label)).max().unwrap_or(0);
    for row in rows {
        let pad = " ".repeat(width.saturating_sub(columns(&row.label)));
        let hint = row.hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        let line = format!("    {} {}{pad}  {}{hint}", row.mark.sign(), row.label, row.value);
        let _ = writeln!(out, "{}  [{}]", line.trim_end(), row.rule);
    }
}

/// A text without the backticks around names.
fn plain(text: &str) -> String {
    text.replace('`', "")
}
