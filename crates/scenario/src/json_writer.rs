//! Writing JSON: on one line, or indented by two spaces.

use serde_json::Value;

/// JSON in the making. Whoever writes an object calls [`JsonWriter::name`] before each value, whoever writes a list
/// [`JsonWriter::item`].
pub(crate) struct JsonWriter {
    text: String,
    is_pretty: bool,
    depth: usize,
    is_empty: bool,
}

/// A place in JSON in the making.
pub(crate) struct Mark {
    length: usize,
    is_empty: bool,
}

impl JsonWriter {
    /// Writes on one line.
    pub(crate) fn compact() -> Self {
        Self { text: String::new(), is_pretty: false, depth: 0, is_empty: true }
    }

    /// Writes for people.
    pub(crate) fn pretty() -> Self {
        Self { is_pretty: true, ..Self::compact() }
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// Where the writing is by now.
    pub(crate) fn mark(&self) -> Mark {
        Mark { length: self.text.len(), is_empty: self.is_empty }
    }

    /// Whether the same was written between two marks as since the second.
    pub(crate) fn is_twice(&self, first: &Mark, second: &Mark) -> bool {
        self.text.get(first.length..second.length) == self.text.get(second.length..)
    }

    /// Takes away what was written since a mark.
    pub(crate) fn back_to(&mut self, mark: &Mark) {
        self.is_empty = mark.is_empty;
        self.text.truncate(mark.length);
    }

    /// Writes what is JSON already.
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, text: &str) {
        if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | ..b' ')) {
            self.text.push_str(&Value::from(text).to_string());
        } else {
            self.text.push('"');
            self.text.push_str(text);
            self.text.push('"');
        }
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, number: u64) {
        self.text.push_str(&number.to_string());
    }

    /// Writes any value.
    pub(crate) fn value(&mut self, value: &Value) {
        match value {
            Value::Array(items) => self.list(|out| {
                for item in items {
                    out.item();
                    out.value(item);
                }
            }),
            Value::Object(fields) => self.object(|out| {
                for (name, value) in fields {
                    out.name(name);
                    out.value(value);
                }
            }),
            other => self.text.push_str(&other.to_string()),
        }
    }

    /// Writes an object.
    pub(crate) fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.open('{');
        fields(self);
        self.close('}');
    }

    /// Begins a field of an object.
    pub(crate) fn name(&mut self, name: &str) {
        self.item();
        self.text(name);
        self.raw(if self.is_pretty { ": " } else { ":" });
    }

    /// Writes a list.
    pub(crate) fn list(&mut self, items: impl FnOnce(&mut Self)) {
        self.open('[');
        items(self);
        self.close(']');
    }

    /// Begins an item of a list.
    pub(crate) fn item(&mut self) {
        if !self.is_empty {
            self.text.push(',');
        }
        self.is_empty = false;
        self.line();
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.is_empty = true;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.is_empty {
            self.line();
        }
        self.text.push(bracket);
        self.is_empty = false;
    }

    fn line(&mut self) {
        if self.is_pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn writes_as_serde_json_does() {
        for value in [
            json!(null),
            json!([]),
            json!({}),
            json!([[], {}, [1, -2.5, "ü\"\\\n\u{1}", "\u{1f}", "\u{7f} ü"], {"a": {"b": []}, "c": true}]),
        ] {
            let written = |mut out: JsonWriter| {
                out.value(&value);
                out.finish()
            };
            assert_eq!(written(JsonWriter::compact()), value.to_string());
            assert_eq!(
                Ok(written(JsonWriter::pretty())),
                serde_json::to_string_pretty(&value).map_err(|e| e.to_string())
            );
        }
    }
}
