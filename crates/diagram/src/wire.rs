//! The pieces of a wire: what colour each has, and how they are cut to the room for them.

use crate::metrics::{MONO, columns, cut_end, cut_middle};
use crate::story::{Piece, PieceKind};

/// The space between the pieces of a wire, and inside one.
pub const GAP: f32 = 3.0;
pub const PADDING: f32 = 5.0;

/// The classes of a piece: its chip's, if it has one, and its text's.
pub fn classes(piece: &Piece, bad: bool) -> (Option<&'static str>, &'static str) {
    match (piece.kind.class(), bad) {
        ("viewer", _) => (Some("chip viewer"), "piece viewer"),
        ("origin", _) => (Some("chip origin"), "piece origin"),
        ("edit", _) => (Some("chip edit"), "piece edit"),
        ("answer", true) => (Some("chip bad"), "piece bad"),
        ("answer", false) => (Some("chip good"), "piece good"),
        _ => (None, "piece plain"),
    }
}

/// Cuts pieces until they fit: the longest ones first, in their middle; of too many short ones the
/// middle ones give way to an ellipsis. A link can carry a path of any length, so that the work is bounded by the room
/// and not by the path.
pub fn fit(pieces: &[Piece], room: f32) -> Vec<(String, f32, &Piece)> {
    const SHORTEST: usize = 5;
    const MOST_AT_AN_END: usize = 6;
    let tail = pieces.len().saturating_sub(MOST_AT_AN_END).max(MOST_AT_AN_END.min(pieces.len()));
    let head = pieces.get(..MOST_AT_AN_END).unwrap_or(pieces);
    let mut kept: Vec<(usize, &Piece)> =
        head.iter().chain(pieces.get(tail..).unwrap_or_default()).map(|piece| (columns(&piece.text), piece)).collect();
    let mut leaves_out = kept.len() < pieces.len();
    let width = |columns: usize, piece: &Piece| {
        let around = if piece.kind.class() == "plain" { 4.0 } else { 2.0 * PADDING };
        MONO * columns as f32 + around
    };
    let whole = |kept: &[(usize, &Piece)], level: usize, leaves_out: bool| {
        let ellipsis = if leaves_out { MONO } else { 0.0 };
        kept.iter().map(|(columns, piece)| width((*columns).min(level), piece) + GAP).sum::<f32>() - GAP + ellipsis
    };
    let mut level = (room / MONO) as usize;
    while level > SHORTEST && whole(&kept, level, leaves_out) > room {
        level -= 1;
    }
    while kept.len() > 2 && whole(&kept, level, leaves_out) > room {
        kept.remove(kept.len() / 2);
        leaves_out = true;
    }
    let before_gap = kept.len().saturating_sub(1) / 2;
    let cut = |(at, (_, piece)): (usize, (usize, &'_ Piece))| {
        // What tells one answer from another stands at its start, what tells one path from another at its end.
        let mut text = match piece.kind {
            PieceKind::Message => cut_end(&piece.text, level),
            _ => cut_middle(&piece.text, level),
        };
        if leaves_out && at == before_gap && !text.ends_with('…') {
            text.push('…');
        }
        text
    };
    let texts: Vec<String> = kept.iter().copied().enumerate().map(cut).collect();
    texts
        .into_iter()
        .zip(kept)
        .map(|(text, (_, piece))| {
            let width = width(columns(&text), piece);
            (text, width, piece)
        })
        .collect()
}
