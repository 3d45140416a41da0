//! Documents inside text: JSON and YAML that were put together around what is not known yet.
//!
//! A policy is often text with an ARN in the middle that only AWS knows. To read such a document, each piece that is
//! no letter is written as one private-use character, and is put back into the values that were read.

use crate::convert::number_text;
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Piece, Text, Unknown, Value, Why};

/// The first of the characters that stand for pieces.
const FIRST: u32 = 0xF_0000;
/// How many pieces a document can have.
const MOST: usize = 0xFFFD;
/// How deep a document may be.
const MAX_DEPTH: usize = 64;

/// A text as letters alone, and the pieces that characters stand for.
pub fn to_letters(text: &Text) -> (String, Vec<Piece>) {
    let mut letters = String::new();
    let mut pieces = Vec::new();
    for piece in &text.0 {
        match piece {
            Piece::Known(known) => letters.push_str(known),
            other => {
                let number = u32::try_from(pieces.len().min(MOST)).unwrap_or(0);
                letters.extend(char::from_u32(FIRST + number));
                pieces.push(other.clone());
            }
        }
    }
    (letters, pieces)
}

/// Letters as the text that they stand for.
pub fn from_letters(letters: &str, pieces: &[Piece]) -> Text {
    let mut text = Text::default();
    if pieces.is_empty() {
        return Text::known(letters);
    }
    let mut run = String::new();
    for letter in letters.chars() {
        let piece = (letter as u32).checked_sub(FIRST).and_then(|number| pieces.get(number as usize));
        match piece {
            Some(piece) => {
                text.push(Piece::Known(std::mem::take(&mut run)));
                text.push(piece.clone());
            }
            None => run.push(letter),
        }
    }
    text.push(Piece::Known(run));
    text
}

/// Puts the pieces back into the values of a document that was read from letters.
pub fn restore(value: Value, pieces: &[Piece]) -> Value {
    let Value { kind, span } = value;
    let kind = match kind {
        Kind::Text(text) => match text.as_known() {
            Some(letters) => Kind::Text(from_letters(&letters, pieces)),
            None => Kind::Text(text),
        },
        Kind::List(items) => Kind::List(items.into_iter().map(|item| restore(item, pieces)).collect()),
        Kind::Object(object) => Kind::Object(Object(
            object.0.into_iter().map(|entry| Entry { value: restore(entry.value, pieces), ..entry }).collect(),
        )),
        other => other,
    };
    Value { kind, span }
}

/// Reads JSON that may hold such pieces. Every value is placed at `span`.
pub fn from_json(text: &Text, span: Option<Span>) -> Option<Value> {
    let (letters, pieces) = to_letters(text);
    // A piece that stands where a value is wanted, and not inside quotes, is a value by itself.
    let document = serde_json::from_str(&letters).or_else(|_| serde_json::from_str(&quoted(&letters))).ok()?;
    Some(restore(from_serde(&document, span), &pieces))
}

/// Puts quotes around pieces that stand outside text.
fn quoted(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len());
    let (mut inside, mut escaped) = (false, false);
    for letter in letters.chars() {
        if letter as u32 >= FIRST && !inside {
            out.push('"');
            out.push(letter);
            out.push('"');
            continue;
        }
        match letter {
            '"' if !escaped => inside = !inside,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
        out.push(letter);
    }
    out
}

/// JSON as a value, placed at `span`.
pub fn from_serde(json: &serde_json::Value, span: Option<Span>) -> Value {
    use serde_json::Value as Json;
    let kind = match json {
        Json::Null => Kind::Null,
        Json::Bool(value) => Kind::Bool(*value),
        Json::Number(number) => Kind::Number(number.as_f64().unwrap_or_default()),
        Json::String(text) => Kind::Text(Text::known(text.as_str())),
        Json::Array(items) => Kind::List(items.iter().map(|item| from_serde(item, span)).collect()),
        Json::Object(fields) => {
            let entry =
                |(key, value): (&String, &Json)| Entry { key: key.clone(), at: span, value: from_serde(value, span) };
            Kind::Object(Object(fields.iter().map(entry).collect()))
        }
    };
    Value::new(kind, span)
}

/// A value as JSON text, as `jsonencode` writes it: no spaces, keys in order, pieces inside.
pub fn to_json(value: &Value) -> Text {
    let mut out = Text::default();
    write(value, &mut out, 0);
    out
}

fn write(value: &Value, out: &mut Text, depth: usize) {
    let mut known = |text: &str| out.push(Piece::Known(text.to_owned()));
    if depth > MAX_DEPTH {
        return known("null");
    }
    match &value.kind {
        Kind::Null => known("null"),
        Kind::Bool(value) => known(if *value { "true" } else { "false" }),
        Kind::Number(number) => known(&number_text(*number)),
        Kind::Text(text) => {
            known("\"");
            for piece in &text.0 {
                match piece {
                    Piece::Known(letters) => {
                        let quoted = serde_json::Value::from(letters.as_str()).to_string();
                        let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                        out.push(Piece::Known(inner.unwrap_or_default().to_owned()));
                    }
                    other => out.push(other.clone()),
                }
            }
            out.push(Piece::Known("\"".to_owned()));
        }
        Kind::List(items) => {
            known("[");
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(Piece::Known(",".to_owned()));
                }
                write(item, out, depth + 1);
            }
            out.push(Piece::Known("]".to_owned()));
        }
        Kind::Object(object) => {
            known("{");
            let mut entries: Vec<&Entry> = object.0.iter().collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            for (index, entry) in entries.into_iter().enumerate() {
                let comma = if index > 0 { "," } else { "" };
                let key = serde_json::Value::from(entry.key.as_str());
                out.push(Piece::Known(format!("{comma}{key}:")));
                write(&entry.value, out, depth + 1);
            }
            out.push(Piece::Known("}".to_owned()));
        }
        Kind::Either(either) => {
            let why = Why::Undeclared(either.condition.clone());
            out.push(Piece::Unknown(Unknown { why, span: value.span }));
        }
        Kind::Repeated(repeated) => write(&repeated.item, out, depth + 1),
        Kind::Unknown(unknown) => out.push(Piece::Unknown(unknown.clone())),
    }
}
