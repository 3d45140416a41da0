//! JSON with spans, as forgiving as people's pastes need: comments, commas too many or too few, several documents in one
//! text with lines of a terminal between them, text that ends too early.

use std::borrow::Cow;

use super::{DEPTH, Document, Loaded, NODES, beyond, object, span};
use crate::fault::{Fault, FaultKind};
use crate::source::FileId;
use crate::value::{Entry, Kind, Value};

/// Reads all documents of a text.
pub fn load(text: &str, file: FileId) -> Loaded {
    let mut reader = Reader { text, at: 0, file, nodes: 0, faults: Vec::new() };
    let mut documents = Vec::new();
    let mut before = 0;
    while let Some(start) = starts(text.get(reader.at..).unwrap_or_default()).next() {
        reader.at += start;
        let start = reader.at;
        let value = reader.value(0);
        documents.push(Document { value, before: span(file, before, start) });
        before = reader.at;
        if reader.nodes >= NODES {
            break;
        }
    }
    Loaded { documents, faults: reader.faults }
}

/// Where documents may begin: a brace or bracket that is the first letter of its line, or of the rest of a line behind
/// a document.
pub fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut offset = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = offset;
        offset += line.len();
        let lead = line.len() - line.trim_start().len();
        let rest = line.get(lead..)?;
        // `[profile x]` of a terminal's prompt is no list.
        let list = rest.starts_with('[')
            && rest.get(1..).is_some_and(|rest| {
                rest.trim_start().starts_with(['{', '[', '"', ']', '-', 't', 'f', 'n', '0', '1', '2', '3'])
                    || rest.trim().is_empty()
            });
        (rest.starts_with('{') || list).then_some(start + lead)
    })
}

/// Whether a line before JSON may be a terminal's: a command, a comment, a heading.
pub fn is_session_line(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', '$', '>', '%', '='])
        || line.contains("$ ")
        || line.contains("aws ")
        || line.starts_with("//")
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    file: FileId,
    nodes: usize,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Value {
        self.space();
        self.nodes += 1;
        let start = self.at;
        if depth > DEPTH || self.nodes > NODES {
            self.skip();
            let limit = if depth > DEPTH { "nesting" } else { "values in a file" };
            return beyond(limit, Some(span(self.file, start, self.at)));
        }
        let kind = match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => {
                let text = self.string();
                return Value::text(text, Some(span(self.file, start, self.at)));
            }
            Some(_) => self.word(),
            None => {
                self.fault(FaultKind::EndsBeforeValue, start);
                Kind::Null
            }
        };
        Value::new(kind, Some(span(self.file, start, self.at)))
    }

    fn object(&mut self, depth: usize) -> Kind {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.space();
            let start = self.at;
            match self.peek() {
                None => {
                    self.fault(FaultKind::EndsInObject, start);
                    break;
                }
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(b'"') => {
                    let key = self.string();
                    let at = Some(span(self.file, start, self.at));
                    self.space();
                    let value = if self.peek() == Some(b':') {
                        self.at += 1;
                        self.value(depth + 1)
                    } else {
                        self.fault(FaultKind::ColonMissing, self.at);
                        Value::new(Kind::Null, at)
                    };
                    entries.push(Entry { key, at, value });
                }
                Some(b']') => {
                    self.fault(FaultKind::BracketForBrace, start);
                    self.at += 1;
                    break;
                }
                Some(_) => self.stray(FaultKind::NameMissing),
            }
        }
        Kind::Object(object(entries, &mut self.faults))
    }

    fn list(&mut self, depth: usize) -> Kind {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => {
                    self.fault(FaultKind::EndsInList, self.at);
                    break;
                }
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(b'}' | b':') => {
                    self.fault(FaultKind::BracketMissing, self.at);
                    break;
                }
                Some(_) => items.push(self.value(depth + 1)),
            }
        }
        Kind::List(items)
    }

    /// A number, `true`, `false` or `null`; anything else is a fault, and null.
    fn word(&mut self) -> Kind {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let end = rest.find(|letter: char| letter.is_whitespace() || "{}[],:\"".contains(letter));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += word.len();
        match word {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "null" => Kind::Null,
            _ => match word.parse::<f64>().ok().filter(|number| number.is_finite()) {
                Some(number) if word.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
                    Kind::Number(number)
                }
                _ => {
                    // At least one letter is passed over, or the reader would stand still.
                    if word.is_empty() {
                        self.at += rest.chars().next().map_or(0, char::len_utf8);
                    }
                    self.fault(FaultKind::NoJson, start);
                    Kind::Null
                }
            },
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut escaped = false;
        let length = rest.bytes().position(|byte| match byte {
            _ if escaped => {
                escaped = false;
                false
            }
            b'\\' => {
                escaped = true;
                false
            }
            byte => byte == b'"',
        });
        let Some(length) = length else {
            self.fault(FaultKind::QuoteOpen, start);
            // Only its first line counts, and reading goes on behind it.
            let line = rest.lines().next().unwrap_or_default();
            self.at += line.len();
            return line.to_owned();
        };
        self.at += length + 1;
        let raw = rest.get(..length).unwrap_or_default();
        let (text, whole) = unescape(raw);
        if !whole {
            self.fault(FaultKind::Escape, start);
        }
        text.into_owned()
    }

    /// White space and comments.
    fn space(&mut self) {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let trimmed = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
            self.at += rest.len() - trimmed.len();
            let comment = if trimmed.starts_with("//") || trimmed.starts_with('#') {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map_or(trimmed.len(), |end| end + 2)
            } else {
                return;
            };
            self.at += comment;
        }
    }

    /// Passes over a value of any depth without building it.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    let faults = self.faults.len();
                    self.string();
                    self.faults.truncate(faults);
                    if depth == 0 {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => {
                    self.at += depth;
                    return;
                }
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => return,
                _ => {}
            }
            self.at += self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
    }

    fn stray(&mut self, kind: FaultKind) {
        self.fault(kind, self.at);
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.char_indices().skip(1).find(|(_, letter)| ",}]\"\n".contains(*letter));
        self.at += end.map_or(rest.len(), |(end, _)| end);
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault(&mut self, kind: FaultKind, at: usize) {
        // What follows the first faults is mostly their echo.
        if self.faults.len() < 20 {
            self.faults.push(Fault { kind, span: Some(span(self.file, at, at)) });
        }
    }
}

/// A string's letters, and whether all its escapes are JSON's.
fn unescape(raw: &str) -> (Cow<'_, str>, bool) {
    if !raw.contains('\\') {
        return (raw.into(), true);
    }
    let mut whole = true;
    let mut text = String::with_capacity(raw.len());
    let mut letters = raw.chars();
    let mut high: Option<u16> = None;
    while let Some(letter) = letters.next() {
        let mut unit = None;
        let plain = match letter {
            '\\' => match letters.next() {
                Some('n') => Some('\n'),
                Some('t') => Some('\t'),
                Some('r') => Some('\r'),
                Some('b') => Some('\u{8}'),
                Some('f') => Some('\u{c}'),
                Some(same @ ('"' | '\\' | '/')) => Some(same),
                Some('u') => {
                    let digits: String = letters.by_ref().take(4).collect();
                    unit = u16::from_str_radix(&digits, 16).ok();
                    whole &= unit.is_some();
                    None
                }
                other => {
                    whole = false;
                    other
                }
            },
            letter => Some(letter),
        };
        match (high.take(), unit) {
            (Some(first), Some(second)) => {
                text.extend(
                    char::decode_utf16([first, second]).map(|each| each.unwrap_or(char::REPLACEMENT_CHARACTER)),
                );
            }
            (first, unit) => {
                if first.is_some() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                match unit {
                    Some(unit @ 0xd800..=0xdbff) => high = Some(unit),
                    Some(unit) => text.push(char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER)),
                    None => text.extend(plain),
                }
            }
        }
    }
    if high.is_some() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text.into(), whole)
}
