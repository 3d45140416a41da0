//! Terraform's configuration as JSON (`.tf.json`, what CDKTF writes): written again in the language's own form, with the
//! place in the JSON behind each piece of it, so that one evaluator reads both.
//!
//! Source: Terraform's documentation, "JSON Configuration Syntax". Texts are templates; `//` is a comment; blocks are
//! objects or lists of them, under the names of their labels. A block inside a resource is written as an attribute, as
//! only a provider's schema tells them apart, and either reads the same here.

use crate::source::{FileId, Span};
use crate::value::{Entry, Kind, Value};

/// The first id of files that are written again here.
pub const FIRST_FILE: u32 = 0x4000_0000;
/// The longest text that is written.
const LONGEST: usize = 12_000_000;

/// A file written again.
pub struct Written {
    /// Its name, with `.tf` at the end.
    pub name: String,
    /// The id under which its spans are.
    pub file: FileId,
    /// Its text.
    pub text: String,
    /// Where each piece of the text comes from, by where it begins.
    marks: Vec<(u32, u32, Span)>,
}

impl Written {
    /// Writes a document.
    pub fn new(name: &str, number: u32, document: &Value) -> Self {
        let mut writer = Writer::default();
        for section in objects(document) {
            writer.section(section);
        }
        let mut marks = writer.marks;
        // Of marks that begin at one place the innermost, which is shorter, comes last.
        marks.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        Self {
            name: name.strip_suffix(".json").unwrap_or(name).to_owned(),
            file: FileId(FIRST_FILE + number),
            text: writer.out,
            marks,
        }
    }

    /// The place in the JSON of a stretch of the text.
    pub fn place(&self, span: Span) -> Option<Span> {
        let behind = self.marks.partition_point(|(start, _, _)| *start <= span.start);
        let before = self.marks.get(..behind)?;
        before.iter().rev().find(|(_, end, _)| *end > span.start).map(|(_, _, place)| *place)
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    marks: Vec<(u32, u32, Span)>,
}

impl Writer {
    fn push(&mut self, text: &str) {
        if self.out.len() < LONGEST {
            self.out.push_str(text);
        }
    }

    fn marked(&mut self, span: Option<Span>, write: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        write(self);
        if let Some(span) = span {
            let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
            self.marks.push((at(start), at(self.out.len()), span));
        }
    }

    fn section(&mut self, section: &Entry) {
        let labels = match section.key.as_str() {
            "resource" | "data" => 2,
            "variable" | "output" | "module" | "provider" => 1,
            "locals" => 0,
            _ => return,
        };
        self.labelled(&section.key, &mut Vec::new(), labels, &section.value, section.at);
    }

    /// Blocks under as many labels as their kind has.
    fn labelled(&mut self, kind: &str, labels: &mut Vec<String>, left: usize, value: &Value, at: Option<Span>) {
        if left == 0 {
            for body in value.items() {
                let Kind::Object(_) = &body.kind else { continue };
                let whole = match (at, body.span) {
                    (Some(key), Some(body)) if key.file == body.file => {
                        Some(Span { file: key.file, start: key.start, end: body.end.max(key.end) })
                    }
                    (at, span) => at.or(span),
                };
                self.marked(whole, |writer| {
                    writer.push(kind);
                    for label in labels.iter() {
                        writer.push(" ");
                        writer.push(&plain_text(label));
                    }
                    writer.push(" {\n");
                    writer.body(kind, body, true);
                    writer.push("}\n");
                });
            }
            return;
        }
        for entry in objects(value) {
            labels.push(entry.key.clone());
            self.labelled(kind, labels, left - 1, &entry.value, entry.at.or(entry.value.span));
            labels.pop();
        }
    }

    fn body(&mut self, kind: &str, body: &Value, top: bool) {
        for entry in objects(body) {
            let key = entry.key.as_str();
            if key == "//" || !is_name(key) || top && matches!(key, "lifecycle" | "provisioner" | "connection") {
                continue;
            }
            if key == "dynamic" {
                self.dynamic(&entry.value);
                continue;
            }
            let whole = entry.at.map(|at| match entry.value.span {
                Some(value) if value.file == at.file => Span { end: value.end.max(at.end), ..at },
                _ => at,
            });
            // What is a reference or a type in the language is text here.
            let bare =
                top && matches!((kind, key), (_, "provider" | "depends_on" | "providers") | ("variable", "type"));
            self.marked(whole, |writer| {
                writer.push(key);
                writer.push(" = ");
                writer.value(&entry.value, bare);
            });
            self.push("\n");
        }
    }

    /// `{"dynamic": {"origin": {"for_each": …, "content": {…}}}}`.
    fn dynamic(&mut self, value: &Value) {
        for all in value.items() {
            for entry in objects(all) {
                for each in entry.value.items() {
                    self.marked(entry.at.or(each.span), |writer| {
                        writer.push("dynamic ");
                        writer.push(&plain_text(&entry.key));
                        writer.push(" {\n");
                        for part in objects(each) {
                            match part.key.as_str() {
                                "content" => {
                                    writer.push("content {\n");
                                    for content in part.value.items() {
                                        writer.body("content", content, false);
                                    }
                                    writer.push("}\n");
                                }
                                "iterator" => {
                                    writer.push("iterator = ");
                                    writer.value(&part.value, true);
                                    writer.push("\n");
                                }
                                "for_each" => {
                                    writer.push("for_each = ");
                                    writer.value(&part.value, false);
                                    writer.push("\n");
                                }
                                _ => {}
                            }
                        }
                        writer.push("}\n");
                    });
                }
            }
        }
    }

    fn value(&mut self, value: &Value, bare: bool) {
        self.marked(value.span, |writer| match &value.kind {
            Kind::Bool(yes) => writer.push(&yes.to_string()),
            Kind::Number(number) => writer.push(&crate::convert::number_text(*number)),
            Kind::Text(text) => {
                let text = text.as_known().unwrap_or_default();
                let written = if bare { bare_text(&text) } else { template(&text) };
                writer.push(&written);
            }
            Kind::List(items) => {
                writer.push("[");
                for item in items {
                    writer.value(item, bare);
                    writer.push(", ");
                }
                writer.push("]");
            }
            Kind::Object(object) => {
                writer.push("{\n");
                for entry in object.0.iter().filter(|entry| entry.key != "//") {
                    writer.marked(entry.at, |writer| writer.push(&template(&entry.key)));
                    writer.push(" = ");
                    writer.value(&entry.value, bare);
                    writer.push("\n");
                }
                writer.push("}");
            }
            _ => writer.push("null"),
        });
    }
}

/// The entries of an object, or of each object of a list.
fn objects(value: &Value) -> impl Iterator<Item = &Entry> {
    value.items().iter().flat_map(|item| match &item.kind {
        Kind::Object(object) => object.0.as_slice(),
        _ => &[],
    })
}

fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

/// A text that is a reference or a type; what is none of the kind stays text.
fn bare_text(text: &str) -> String {
    let plain = text.strip_prefix("${").and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let safe = |letter: char| letter.is_alphanumeric() || "_-.,()[]{}=\"* ".contains(letter);
    match hcl_edit::parser::parse_body(&format!("a = {plain}\n")) {
        Ok(_) if plain.chars().all(safe) => plain.to_owned(),
        _ => template(text),
    }
}

/// A text in quotes, nothing of it a template.
fn plain_text(text: &str) -> String {
    template(&text.replace("${", "$${").replace("%{", "%%{"))
}

/// A template in quotes: letters are escaped, what is to be evaluated stays as it is.
fn template(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let escaped = rest.starts_with("$${") || rest.starts_with("%%{");
        if escaped {
            out.push_str(rest.get(..3).unwrap_or_default());
            rest = rest.get(3..).unwrap_or_default();
            continue;
        }
        if rest.starts_with("${") || rest.starts_with("%{") {
            let end = end_of_expression(rest);
            out.push_str(rest.get(..end).unwrap_or(rest));
            rest = rest.get(end..).unwrap_or_default();
            continue;
        }
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter => out.push(letter),
        }
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    out.push('"');
    out
}

/// Where `${…}` ends that a text begins with: its braces are counted, but for those inside of texts.
fn end_of_expression(text: &str) -> usize {
    // What is open: an expression in braces, or a text in quotes.
    let mut open: Vec<char> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let in_text = open.last() == Some(&'"');
        match letter {
            '\\' if in_text => {
                letters.next();
            }
            '"' if in_text => {
                open.pop();
            }
            '"' => open.push('"'),
            '$' | '%' if (in_text || open.is_empty()) && letters.peek().is_some_and(|(_, next)| *next == '{') => {
                letters.next();
                open.push('{');
            }
            '{' if !in_text => open.push('{'),
            '}' if !in_text => {
                open.pop();
                if open.is_empty() {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_quoted_around_what_they_evaluate() {
        assert_eq!(template(r#"a "b" ${replace(x, "}", "y")}\z"#), r#""a \"b\" ${replace(x, "}", "y")}\\z""#);
        assert_eq!(template("${\"${a}-b\"}c\n"), "\"${\"${a}-b\"}c\\n\"");
        assert_eq!(template("$${a}"), "\"$${a}\"");
    }

    #[test]
    fn references_are_bare() {
        assert_eq!(bare_text("aws.east"), "aws.east");
        assert_eq!(bare_text("${list(string)}"), "list(string)");
        assert_eq!(bare_text("a b c"), "\"a b c\"");
    }
}
