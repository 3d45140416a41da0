//! Reports for terminals.

use hopscope_locale::visible;
use unicode_width::UnicodeWidthStr as _;

use crate::{Block, Report, Row, Tone};

impl Report {
    /// The report as lines of text. Buttons are left out: a terminal has none.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        blocks(&self.blocks, 0, &mut out);
        out
    }
}

fn blocks(blocks: &[Block], depth: usize, out: &mut String) {
    for (index, each) in blocks.iter().enumerate() {
        if index > 0 && !matches!((blocks.get(index - 1), each), (Some(Block::Heading { .. }), _)) {
            out.push('\n');
        }
        block(each, depth, out);
    }
}

fn block(block: &Block, depth: usize, out: &mut String) {
    match block {
        Block::Heading { text } => {
            let text = visible::line(text);
            line(depth, &text, out);
            line(depth, &"=".repeat(text.width()), out);
        }
        Block::Paragraph { text, tone } => line(depth, &format!("{}{text}", mark(*tone)), out),
        Block::List { ordered, items } => {
            for (index, item) in items.iter().enumerate() {
                let bullet = if *ordered { format!("{}. ", index + 1) } else { "- ".to_owned() };
                line(depth, &format!("{bullet}{item}"), out);
            }
        }
        Block::Table { head, rows } => table(head, rows, depth, out),
        Block::Code { title, text } => {
            line(depth, &format!("{title}:"), out);
            for each in text.lines() {
                line(depth + 1, each, out);
            }
        }
        Block::Card { title, badge, tone, blocks: inside, .. } => {
            let badge = if badge.is_empty() { String::new() } else { format!(" [{badge}]") };
            line(depth, &format!("* {}{title}{badge}", mark(*tone)), out);
            blocks(inside, depth + 1, out);
        }
        Block::Fold { summary, blocks: inside } => {
            line(depth, &format!("{summary}:"), out);
            blocks(inside, depth + 1, out);
        }
    }
}

fn table(head: &[String], rows: &[Row], depth: usize, out: &mut String) {
    let safe = |cells: &[String]| cells.iter().map(|cell| visible::line(cell).into_owned()).collect::<Vec<_>>();
    let (head, rows) = (safe(head), rows.iter().map(|row| safe(&row.cells)).collect::<Vec<_>>());
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(head.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut put = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| pad(cell, *width));
        line(depth, padded.collect::<Vec<_>>().join("  ").trim_end(), out);
    };
    put(&head);
    put(&widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>());
    for row in &rows {
        put(row);
    }
}

/// The text with blanks behind it up to so many columns: a full-width character takes two, which `{:width$}` does not
/// know.
fn pad(text: &str, columns: usize) -> String {
    [text, &" ".repeat(columns.saturating_sub(text.width()))].concat()
}

/// A line. What a report tells of is a stranger's: none of it may act on the terminal, or look like a line of ours.
fn line(depth: usize, text: &str, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&visible::line(text));
    out.push('\n');
}

const fn mark(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "✓ ",
        Tone::Bad => "✗ ",
        Tone::Caution => "! ",
    }
}
