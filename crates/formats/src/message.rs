//! An import as JSON: the worker's answer to the page, and `hopscope import --report json`.
//!
//! Places are told as people read them, file, line and column. Words are left to whoever shows them: a reason has a
//! kind, by which the locale files name it, and the text that goes into it.

use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::import::{Ask, Entry, Import, Question, Reason, Source};
use crate::source::{FileId, Files, Place, Span};

impl Import {
    /// The import as JSON: `scenario`, `sources`, `report`, `questions`, `faults`. The texts of the files are added
    /// with [`texts`].
    pub fn to_value(&self) -> Value {
        let lines = Lines::of(&self.files);
        let sources: Map<String, Value> =
            self.sources.0.iter().map(|(field, source)| (field.to_string(), lines.source(source))).collect();
        json!({
            "scenario": serde_json::from_str::<Value>(&self.scenario.to_json()).unwrap_or_default(),
            "sources": sources,
            "report": self.report.iter().map(|entry| lines.entry(entry)).collect::<Vec<_>>(),
            "questions": self.questions.iter().map(|question| lines.question(question)).collect::<Vec<_>>(),
            "faults": self.faults.iter().map(|fault| lines.fault(fault)).collect::<Vec<_>>(),
        })
    }
}

/// The files as `[{"name": …, "text": …}]`, for whoever shows the lines themselves.
pub fn texts(files: &Files) -> Value {
    files.iter().map(|(_, file)| json!({"name": file.name, "text": file.text})).collect()
}

impl Reason {
    /// What kind of reason it is, as locale keys name it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown",
            Self::NotModelled => "not_modelled",
            Self::Unattached(_) => "unattached",
            Self::ModuleMissing(_) => "module_missing",
            Self::ByElimination(_) => "by_elimination",
            Self::Assumed(_) => "assumed",
            Self::StandIn(_) => "stand_in",
            Self::Object(_) => "object",
            Self::Understood(_) => "understood",
            Self::Elsewhere => "elsewhere",
            Self::NoRequest => "no_request",
            Self::NoPart => "no_part",
            Self::Untyped(kind) if kind.is_empty() => "no_type",
            Self::Untyped(_) => "untyped",
            Self::NestedStack => "nested_stack",
        }
    }

    /// The text that goes into its sentence.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::NotModelled | Self::Elsewhere | Self::NoRequest | Self::NoPart | Self::NestedStack => None,
            Self::Unknown(text)
            | Self::Unattached(text)
            | Self::ModuleMissing(text)
            | Self::ByElimination(text)
            | Self::Assumed(text)
            | Self::StandIn(text)
            | Self::Object(text)
            | Self::Understood(text)
            | Self::Untyped(text) => Some(text),
        }
    }
}

/// Where the lines of each file begin, so that thousands of places are found in a moment.
#[derive(Debug)]
pub struct Lines<'a> {
    files: &'a Files,
    starts: Vec<Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// The lines of these files.
    pub fn of(files: &'a Files) -> Self {
        let starts = |text: &str| {
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        };
        Self { files, starts: files.iter().map(|(_, file)| starts(&file.text)).collect() }
    }

    /// Where a stretch begins: what [`Files::place`] gives, found in less time.
    pub fn place(&self, span: Span) -> Option<Place> {
        let FileId(index) = span.file;
        let file = self.files.get(span.file)?;
        let starts = self.starts.get(index as usize)?;
        let mut start = (span.start as usize).min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start = start.saturating_sub(1);
        }
        let line = starts.partition_point(|begin| *begin <= start);
        let begin = starts.get(line.checked_sub(1)?)?;
        let column = file.text.get(*begin..start)?.chars().count() + 1;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Some(Place { file: file.name.clone(), line: number(line), column: number(column) })
    }

    fn told(&self, span: Option<Span>) -> Value {
        json!(span.and_then(|span| self.place(span)))
    }

    fn source(&self, source: &Source) -> Value {
        let mut told = json!({"at": self.told(Some(source.set_at))});
        let mut add = |name: &str, value: Value| {
            if let Some(object) = told.as_object_mut() {
                object.insert(name.to_owned(), value);
            }
        };
        if source.written_at.is_some() {
            add("written_at", self.told(source.written_at));
        }
        if !source.calls.is_empty() {
            add("calls", source.calls.iter().map(|call| self.told(Some(*call))).collect());
        }
        told
    }

    fn entry(&self, entry: &Entry) -> Value {
        json!({
            "fate": entry.fate,
            "address": entry.address,
            "kind": entry.kind,
            "attribute": entry.attribute,
            "reason": entry.reason.as_ref().map(|reason| json!({"kind": reason.word(), "text": reason.text()})),
            "place": self.told(entry.span),
        })
    }

    fn question(&self, question: &Question) -> Value {
        let ask = match &question.ask {
            Ask::Variable(name) => json!({"variable": name}),
            Ask::Condition { condition, then, otherwise } => {
                json!({"condition": condition, "choices": [then, otherwise]})
            }
            Ask::Choice(choices) => json!({"choices": choices}),
        };
        json!({
            "id": question.id,
            "ask": ask,
            "field": question.field.as_ref().map(ToString::to_string),
            "place": self.told(question.span),
        })
    }

    fn fault(&self, fault: &Fault) -> Value {
        json!({"kind": fault.kind.word(), "text": fault.kind.text(), "place": self.told(fault.span)})
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::import::Fate;

    #[test]
    fn every_place_is_told_by_file_and_line() {
        let mut files = Files::default();
        let file = files.add("main.tf", "a = 1\nb = 2\n");
        let span = Span { file, start: 6, end: 7 };
        let entry = Entry {
            fate: Fate::Lost,
            address: "aws_x.y".into(),
            kind: "aws_x".into(),
            attribute: Some("b".into()),
            reason: Some(Reason::Unknown("var.b".into())),
            span: Some(span),
        };
        let value = Import { files, report: vec![entry], ..Import::default() }.to_value();
        assert_eq!(value.pointer("/report/0/place"), Some(&json!({"file": "main.tf", "line": 2, "column": 1})));
        assert_eq!(value.pointer("/scenario/hopscope"), Some(&json!(1)), "a scenario that can be read again");
        assert_eq!(value.pointer("/report/0/reason"), Some(&json!({"kind": "unknown", "text": "var.b"})));
    }

    proptest! {
        /// The quick way finds what the plain one finds, in any text and at any byte.
        #[test]
        fn lines_are_found_as_files_find_them(text in "[a-zé\n]{0,40}", start in 0_u32..60) {
            let mut files = Files::default();
            let file = files.add("f", text);
            let span = Span { file, start, end: start };
            prop_assert_eq!(Lines::of(&files).place(span), files.place(span));
        }
    }
}
