//! Text of strangers, made safe to look at in a terminal or the log of a build.
//!
//! A name in a scenario may hold an escape sequence that rewrites the screen, a line break behind which a line of our
//! own seems to stand, a character that turns the direction of the line round, or a command to the runner of a build.
//! All of them are shown as what they are, so that nothing is hidden and nothing happens.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text that shall be one line, or part of one: what would act on a terminal is written out, line breaks too, and
/// nothing in it is a command to whoever runs the build.
pub fn line(text: &str) -> Cow<'_, str> {
    match written_out(text, &|character| acts(character), &backslash) {
        Cow::Borrowed(text) => harmless(text),
        Cow::Owned(text) => Cow::Owned(harmless(&text).into_owned()),
    }
}

/// Lines: what would act on a terminal is written out, line breaks stay, and no line is a command to whoever runs the
/// build.
pub fn lines(text: &str) -> Cow<'_, str> {
    let text = written_out(text, &|character| character != '\n' && acts(character), &backslash);
    if !text.contains("::") && !text.contains("##") {
        return text;
    }
    let kept = text.split('\n').map(harmless).collect::<Vec<_>>().join("\n");
    Cow::Owned(kept)
}

/// JSON that holds the same, in which what would act on a terminal is escaped.
pub fn json(json: &str) -> Cow<'_, str> {
    let json = written_out(json, &|character| character != '\n' && acts(character), &utf16);
    if json.contains("##") { Cow::Owned(json.replace("##", "#\\u0023")) } else { json }
}

/// XML that holds the same, in which what would act on a terminal is a reference to it, or where XML cannot hold it, the
/// replacement character.
pub fn xml(xml: &str) -> Cow<'_, str> {
    let xml = written_out(xml, &|character| character != '\n' && acts(character), &|character, out| {
        // XML 1.0 section 2.2: of what acts, the first 32 characters have no place in a document.
        if character < ' ' {
            out.push('\u{fffd}');
        } else {
            let _ = write!(out, "&#x{:x};", u32::from(character));
        }
    });
    if xml.contains("##") { Cow::Owned(xml.replace("##", "#&#35;")) } else { xml }
}

/// Whether a character does something instead of being shown: controls (C0, C1), line and paragraph separators, marks
/// and overrides of direction (Unicode Standard Annex 9), characters without width, tags.
pub fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061c}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Writes the characters that are chosen in another way.
fn written_out<'a>(text: &'a str, chosen: &dyn Fn(char) -> bool, write: &dyn Fn(char, &mut String)) -> Cow<'a, str> {
    if !text.chars().any(chosen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if chosen(character) {
            write(character, &mut out);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

fn backslash(character: char, out: &mut String) {
    // `\n`, `\u{1b}`: as Rust and JavaScript write them.
    out.extend(character.escape_default());
}

fn utf16(character: char, out: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// A line that no runner of builds takes for a command: GitHub's `::error::` begins a line, its older `##[error]` and
/// Azure's `##vso[` stand anywhere in one.
fn harmless(line: &str) -> Cow<'_, str> {
    let mut safe = Cow::Borrowed(line);
    if line.trim_start().starts_with("::") {
        safe = Cow::Owned(line.replacen("::", "\\u{3a}:", 1));
    }
    if safe.contains("##[") || safe.contains("##vso[") {
        safe = Cow::Owned(safe.replace("##[", "#\\u{23}[").replace("##vso[", "#\\u{23}vso["));
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_only_shown_stays_as_it_is() {
        for text in ["", "GET /hello", "日本語 – ü ✓ → …", "a::b ## c", "שלום", "👩\u{200d}💻", "a\\n"]
        {
            assert_eq!(line(text), text);
            assert_eq!(lines(text), text);
        }
        assert_eq!(lines("a\n  b\n"), "a\n  b\n");
    }

    #[test]
    fn what_acts_is_written_out() {
        assert_eq!(line("a\nok b\r\t\u{1b}]0;x\u{7}"), "a\\nok b\\r\\t\\u{1b}]0;x\\u{7}");
        assert_eq!(lines("a\nb\u{1b}[2J\u{9b}2J"), "a\nb\\u{1b}[2J\\u{9b}2J");
        assert_eq!(line("\u{202e}evil\u{2066}\u{2028}\u{feff}"), "\\u{202e}evil\\u{2066}\\u{2028}\\u{feff}");
    }

    #[test]
    fn no_line_is_a_command_to_a_runner() {
        assert_eq!(lines("x\n  ::error::forged\ny ::z"), "x\n  \\u{3a}:error::forged\ny ::z");
        assert_eq!(lines("a ##[error]b ##vso[task]c"), "a #\\u{23}[error]b #\\u{23}vso[task]c");
    }

    #[test]
    fn json_and_xml_hold_the_same() {
        let value = serde_json::json!({"a\u{202e}": "\u{7f}\u{9b}\u{e0041} ##[error]\u{1b}"});
        let safe = json(&value.to_string()).into_owned();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).ok(), Some(value));
        assert!(safe.chars().all(|character| !acts(character)) && !safe.contains("##["), "{safe}");
        assert_eq!(xml("<a>\u{1b}\u{9b}\u{202e}##[</a>\n"), "<a>\u{fffd}&#x9b;&#x202e;#&#35;[</a>\n");
    }
}
