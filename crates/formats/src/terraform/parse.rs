//! Text → body. What is broken is left out, block by block, and the rest is read.

use hcl_edit::structure::Body;

use crate::fault::{Fault, FaultKind};
use crate::source::{FileId, Span};

/// How many broken blocks of a file are left out before the rest of it is given up.
const MOST_FAULTS: usize = 24;
/// The longest file that is read.
const MOST_BYTES: usize = 12_000_000;

/// Reads a file.
pub fn body(file: FileId, text: &str, faults: &mut Vec<Fault>) -> Body {
    if text.len() > MOST_BYTES {
        faults.push(Fault { kind: FaultKind::TooLong, span: None });
        return Body::new();
    }
    // A carriage return before a line's end means nothing, and a byte more would move every place behind it.
    let mut letters = if text.contains('\r') { with_plain_ends(text) } else { text.to_owned() };
    for _ in 0..MOST_FAULTS {
        match hcl_edit::parser::parse_body(&letters) {
            Ok(body) => return body,
            Err(error) => {
                let offset = error.location().offset().min(letters.len());
                let at = u32::try_from(offset).unwrap_or(u32::MAX);
                let span = Span { file, start: at, end: at };
                faults.push(Fault { kind: FaultKind::of_hcl(error.message()), span: Some(span) });
                match without(&letters, offset) {
                    Some(rest) => letters = rest,
                    None => return Body::new(),
                }
            }
        }
    }
    Body::new()
}

/// The text with `\n` at the end of each line, every byte but those of line ends in its place. A blank stands where the
/// carriage return was; around the markers of a heredoc, behind which nothing may stand, it stands before them.
fn with_plain_ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marker: Option<String> = None;
    for line in text.split_inclusive('\n') {
        let Some(plain) = line.strip_suffix("\r\n") else {
            out.push_str(&line.replace('\r', " "));
            continue;
        };
        let plain = plain.replace('\r', " ");
        if marker.as_deref() == Some(plain.trim()) {
            marker = None;
            out.push_str(&format!(" {plain}\n"));
        } else if let (None, Some((before, name))) = (&marker, plain.rsplit_once("<<"))
            && let name = name.strip_prefix('-').unwrap_or(name)
            && name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        {
            marker = Some(name.to_owned());
            let heredoc = plain.get(before.len()..).unwrap_or_default();
            out.push_str(&format!("{before} {heredoc}\n"));
        } else {
            out.push_str(&format!("{plain} \n"));
        }
    }
    out
}

/// The text with the statement that the offset stands in blanked out: its line where that is an attribute inside a
/// block that is whole, else the whole block.
fn without(text: &str, offset: usize) -> Option<String> {
    let blocks = top_level(text);
    let (start, end) = blocks
        .iter()
        .copied()
        .find(|(start, end)| (*start..=*end).contains(&offset))
        .or_else(|| blocks.last().copied())?;
    let line_start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let line_end = text.get(offset..)?.find('\n').map_or(text.len(), |at| offset + at);
    let line = text.get(line_start..line_end)?;
    // A line with an attribute of one line's length can go alone.
    let alone = line_start > start
        && line_end < end
        && line.contains('=')
        && !line.trim_end().ends_with(['{', '(', '[', ','])
        && !line.contains("<<")
        && balanced(line);
    let (start, end) = if alone { (line_start, line_end) } else { (start, end) };
    let blank =
        |stretch: &str| -> String { stretch.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect() };
    let out = format!("{}{}{}", text.get(..start)?, blank(text.get(start..end)?), text.get(end..)?);
    (out != text).then_some(out)
}

fn balanced(line: &str) -> bool {
    let count = |letter: char| line.chars().filter(|other| *other == letter).count();
    count('{') == count('}') && count('(') == count(')') && count('[') == count(']') && count('"').is_multiple_of(2)
}

/// Where each top-level statement stands: it begins in the first column of a line with a letter, and ends before the
/// next one does.
fn top_level(text: &str) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_') {
            starts.push(at);
        }
        at += line.len();
    }
    if starts.is_empty() {
        return vec![(0, text.len())];
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut out: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
    if let Some(first) = out.first_mut() {
        first.0 = 0;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use hcl_edit::structure::Structure;

    fn names(text: &str) -> (Vec<String>, usize) {
        let mut faults = Vec::new();
        let body = body(FileId(0), text, &mut faults);
        let names = body.iter().filter_map(Structure::as_block).flat_map(|block| &block.labels);
        (names.map(|label| label.as_str().to_owned()).collect(), faults.len())
    }

    #[test]
    fn a_broken_block_leaves_the_others() {
        let text = "variable \"a\" {}\nvariable \"b\" {\n  ] = {\n}\nvariable \"c\" {}\n";
        assert_eq!(names(text), (vec!["a".to_owned(), "c".to_owned()], 1));
    }

    #[test]
    fn a_repeated_attribute_goes_alone() {
        let text = "variable \"a\" {\n  default = 1\n  default = 2\n}\nvariable \"c\" {}\n";
        assert_eq!(names(text), (vec!["a".to_owned(), "c".to_owned()], 1));
    }

    #[test]
    fn line_ends_of_windows_mean_nothing() {
        assert_eq!(names("variable \"a\" {\r\n  default = 1\r\n}\r\n"), (vec!["a".to_owned()], 0));
        let heredoc =
            "variable \"a\" {\r\n  default = <<EOF\r\n{\r\n  \"b\": 1\r\n}\r\nEOF\r\n}\r\nvariable \"c\" {}\r\n";
        assert_eq!(names(heredoc), (vec!["a".to_owned(), "c".to_owned()], 0));
        let indented = "variable \"a\" {\r\n  default = [<<-E1\r\n    b\r\n    E1\r\n  ]\r\n}\r\nvariable \"c\" {}\r\n";
        assert_eq!(names(indented), (vec!["a".to_owned(), "c".to_owned()], 0));
    }
}
