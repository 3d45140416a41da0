//! Reports from JSON. Written and read by programs of one build: what is unlike a report is left out, not explained.

use serde_json::Value;

use crate::{Action, Block, Button, Report, Row, Tone};

impl Report {
    /// The report that [`Report::to_json`] wrote. None: the text is not JSON, or no array.
    pub fn from_json(json: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(json).ok()?;
        Some(Self { blocks: value.as_array()?.iter().filter_map(block).collect() })
    }
}

fn block(value: &Value) -> Option<Block> {
    Some(match text(value, "block").as_str() {
        "heading" => Block::Heading { text: text(value, "text") },
        "paragraph" => Block::Paragraph { text: text(value, "text"), tone: tone(value) },
        "list" => Block::List {
            ordered: value.get("ordered").and_then(Value::as_bool).unwrap_or_default(),
            items: texts(value, "items"),
        },
        "table" => Block::Table { head: texts(value, "head"), rows: each(value, "rows", row) },
        "code" => Block::Code { title: text(value, "title"), text: text(value, "text") },
        "card" => Block::Card {
            title: text(value, "title"),
            badge: text(value, "badge"),
            tone: tone(value),
            blocks: each(value, "blocks", block),
            actions: each(value, "actions", button),
        },
        "fold" => Block::Fold { summary: text(value, "summary"), blocks: each(value, "blocks", block) },
        _ => return None,
    })
}

fn row(value: &Value) -> Option<Row> {
    Some(Row { cells: texts(value, "cells"), tone: tone(value), action: value.get("action").and_then(action) })
}

fn button(value: &Value) -> Option<Button> {
    Some(Button { label: text(value, "label"), action: action(value.get("action")?)? })
}

fn action(value: &Value) -> Option<Action> {
    Some(match text(value, "action").as_str() {
        "request" => Action::Request { method: text(value, "method"), url: text(value, "url") },
        "scenario" => Action::Scenario { scenario: text(value, "scenario") },
        "copy" => Action::Copy { text: text(value, "text") },
        "field" => Action::Field { path: text(value, "path") },
        _ => return None,
    })
}

fn tone(value: &Value) -> Tone {
    match text(value, "tone").as_str() {
        "good" => Tone::Good,
        "bad" => Tone::Bad,
        "caution" => Tone::Caution,
        _ => Tone::Plain,
    }
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    each(value, key, |item| item.as_str().map(str::to_owned))
}

fn each<T>(value: &Value, key: &str, read: fn(&Value) -> Option<T>) -> Vec<T> {
    value.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(read).collect()
}
