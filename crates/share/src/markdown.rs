//! A report in Markdown: request, answer, flow, verdict, advice, link.

use hopscope_diagram::{curl, mermaid, story, verdict};
use hopscope_locale::Catalog;
use hopscope_report::{Block, Report, Row};
use hopscope_routing::Trace;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

/// A request with what came of it and what would change it.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The request.
    pub request: &'a Request,
    /// What came of it.
    pub trace: &'a Trace,
    /// What would change it. None: nothing has to change.
    pub advice: Option<&'a Report>,
}

/// Writes a report of requests.
pub fn report(scenario: &Scenario, cases: &[Case<'_>], link: &str, texts: &Catalog) -> String {
    let title = if scenario.title.is_empty() { texts.text("share.report.title") } else { scenario.title.clone() };
    let mut out = format!("# {}\n", line(&title));
    if !scenario.notes.is_empty() {
        out.push_str(&format!("\n{}\n", quoted(&scenario.notes)));
    }
    for case in cases {
        out.push('\n');
        write_case(case, texts, &mut out);
    }
    if !link.is_empty() {
        out.push_str(&format!("\n[{}]({link})\n", line(&texts.text("share.open"))));
    }
    out
}

fn write_case(case: &Case<'_>, texts: &Catalog, out: &mut String) {
    let Case { request, trace, .. } = case;
    let told = verdict(trace, texts);
    let name = if request.name.is_empty() { &request.method } else { &request.name };
    out.push_str(&format!("## {}\n\n`{}`\n\n", line(name), code(&format!("{} {}", request.method, request.url))));
    let status = told.status.map(|status| format!("{status}: ")).unwrap_or_default();
    out.push_str(&format!("**{status}{}**\n\n{}\n", prose(&told.headline), prose(&told.byline)));
    for paragraph in &told.paragraphs {
        out.push_str(&format!("\n{}\n", prose(paragraph)));
    }
    out.push_str(&fenced("mermaid", &mermaid::to_mermaid(&story::story(trace, texts), texts)));
    out.push_str(&fenced("http", &curl::to_curl(trace)));
    if let Some(advice) = case.advice {
        blocks(&advice.blocks, 3, out);
    }
}

/// Blocks of a report, headings of them at that level. Buttons are left out: a text has none.
fn blocks(all: &[Block], level: usize, out: &mut String) {
    for block in all {
        match block {
            Block::Heading { text } => out.push_str(&format!("\n{} {}\n", "#".repeat(level.min(6)), line(text))),
            Block::Paragraph { text, .. } => out.push_str(&format!("\n{}\n", prose(text))),
            Block::List { ordered, items } => {
                out.push('\n');
                for (index, item) in items.iter().enumerate() {
                    let bullet = if *ordered { format!("{}.", index + 1) } else { "-".to_owned() };
                    out.push_str(&format!("{bullet} {}\n", prose(item)));
                }
            }
            Block::Table { head, rows } => out.push_str(&table(head, rows)),
            Block::Code { title, text } => {
                out.push_str(&format!("\n{}:\n", line(title)));
                out.push_str(&fenced("", text));
            }
            Block::Card { title, badge, blocks: inside, .. } => {
                let badge = if badge.is_empty() { String::new() } else { format!(" ({})", line(badge)) };
                out.push_str(&format!("\n{} {}{badge}\n", "#".repeat(level.min(6)), prose(title)));
                blocks(inside, level + 1, out);
            }
            Block::Fold { summary, blocks: inside } => {
                out.push_str(&format!("\n<details><summary>{}</summary>\n", crate::embed::attribute(summary)));
                blocks(inside, level + 1, out);
                out.push_str("\n</details>\n");
            }
        }
    }
}

fn table(head: &[String], rows: &[Row]) -> String {
    let cell = |text: &String| prose(text).replace('|', "\\|");
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = String::from("\n");
    out.push_str(&row(head.iter().map(cell).collect()));
    out.push_str(&row(head.iter().map(|_| "---".to_owned()).collect()));
    for each in rows {
        out.push_str(&row(each.cells.iter().map(cell).collect()));
    }
    out
}

/// Lines that stay as they are. The fence is longer than any in them.
pub(crate) fn fenced(kind: &str, text: &str) -> String {
    let longest = text.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    let newline = if text.ends_with('\n') { "" } else { "\n" };
    format!("\n{fence}{kind}\n{text}{newline}{fence}\n")
}

/// Prose, whose parts in backticks are code, as Markdown: what else could be a mark is escaped.
pub(crate) fn prose(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str(&format!("`{}`", code(part)));
        } else {
            out.push_str(&line(part));
        }
    }
    out
}

/// Plain text as Markdown, on one line.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '[' | ']' | '*' | '_' | '`' | '<' | '>' | '#' | '|' | '~' => out.extend(['\\', character]),
            // A name with an at sign calls somebody on some sites.
            '@' => out.push_str("&#64;"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// Text between single backticks.
fn code(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter == '`' {
                '\''
            } else if letter.is_control() {
                ' '
            } else {
                letter
            }
        })
        .collect()
}

/// What an author wrote as Markdown, kept as a quotation, so that no heading of it is the report's own.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_wrote_stays_text() {
        assert_eq!(line("# [x](y) <b> @you"), "\\# \\[x\\](y) \\<b\\> &#64;you");
        assert_eq!(prose("a `b*c` *d*"), "a `b*c` \\*d\\*");
        assert_eq!(fenced("x", "```\na"), "\n````x\n```\na\n````\n");
    }
}
