//! The texts of one language by key.

use std::collections::BTreeMap;
use std::fmt;

use hopscope_scenario::Map;
use serde_json::Value;

use crate::template::{Isolated, Values, fill};

/// The texts of one language by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    texts: Map<String, Vec<String>>,
    isolates: bool,
}

/// A file that is no catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    /// What is wrong with it, in English.
    pub detail: String,
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a locale file: {}", self.detail)
    }
}

impl std::error::Error for CatalogError {}

impl Catalog {
    /// Reads a merged locale file: an object of keys, each with a text or a list of texts.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_json(text: &str) -> Result<Self, CatalogError> {
        let fail = |detail: String| CatalogError { detail };
        let fields: BTreeMap<String, Value> = serde_json::from_str(text).map_err(|error| fail(error.to_string()))?;
        let texts = |key: &str, value: Value| match value {
            Value::String(text) => Ok(vec![text]),
            Value::Array(items) => items
                .into_iter()
                .map(|item| item.as_str().map(str::to_owned).ok_or_else(|| fail(format!("{key} holds no text"))))
                .collect(),
            _ => Err(fail(format!("{key} holds no text"))),
        };
        let mut catalog = Self::default();
        for (key, value) in fields {
            let texts = texts(&key, value)?;
            catalog.texts.insert(key, texts);
        }
        Ok(catalog)
    }

    /// The same texts for a page, where a value that is written from right to left must not turn the words around it:
    /// such a value gets characters around it that keep its direction to itself. (A terminal shows no such characters,
    /// or shows them as they are.)
    #[must_use]
    pub fn isolating(self) -> Self {
        Self { isolates: true, ..self }
    }

    /// The language's texts as this program carries them.
    #[cfg(feature = "embedded")]
    pub fn embedded(language: crate::Language) -> Self {
        Self::from_json(Self::embedded_json(language)).unwrap_or_default()
    }

    /// The language's merged locale file, as the page fetches it.
    #[cfg(feature = "embedded")]
    pub const fn embedded_json(language: crate::Language) -> &'static str {
        language.json()
    }

    /// Takes texts in from another catalog, such as the rule book's.
    pub fn extend(&mut self, further: Self) {
        let mut own = std::mem::take(&mut self.texts).into_iter().peekable();
        let mut others = further.texts.into_iter().peekable();
        // In the order of the keys, for then each goes to the end of the list. Of one key the other's text comes last.
        loop {
            let is_own = match (own.peek(), others.peek()) {
                (Some((key, _)), Some((other, _))) => key <= other,
                (Some(_), None) => true,
                (None, _) => false,
            };
            let Some((key, texts)) = (if is_own { own.next() } else { others.next() }) else { return };
            self.texts.insert(key, texts);
        }
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The templates of a key, in order of preference; none for an unknown key.
    pub fn templates(&self, key: &str) -> &[String] {
        self.texts.get(key).map_or(&[], Vec::as_slice)
    }

    /// The text of a key with values filled in. None: there is no such key, or a value is missing.
    pub fn find<V: Values + ?Sized>(&self, key: &str, values: &V) -> Option<String> {
        let filled = |template: &String| match self.isolates {
            true => fill(template, &Isolated(values)),
            false => fill(template, values),
        };
        self.templates(key).iter().find_map(filled)
    }

    /// The text of a key that takes no values. A key that is missing gives the key itself, so that the gap is seen.
    pub fn text(&self, key: &str) -> String {
        self.find(key, &()).unwrap_or_else(|| key.to_owned())
    }

    /// The text of a key with values filled in, or the key itself.
    pub fn fill<V: Values + ?Sized>(&self, key: &str, values: &V) -> String {
        self.find(key, values).unwrap_or_else(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_template_that_can_be_filled_is_used() {
        let catalog = Catalog::from_json(r#"{"a": ["nearest: {near}", "none"], "b": "x"}"#).unwrap_or_default();
        assert_eq!(catalog.fill("a", &[("near", "GET /")]), "nearest: GET /");
        assert_eq!(catalog.text("a"), "none");
        assert_eq!(catalog.text("b"), "x");
        assert_eq!(catalog.text("c.d"), "c.d");
    }

    #[test]
    fn texts_of_another_catalog_are_added_and_take_the_place_of_own_ones() {
        let read = |json: &str| Catalog::from_json(json).unwrap_or_default();
        let mut texts = read(r#"{"b": "own", "c": "own", "e": "own"}"#);
        texts.extend(read(r#"{"a": "other", "c": "other", "d": "other"}"#));
        let all: Vec<_> = texts.keys().map(|key| (key, texts.text(key))).collect();
        let wanted = [("a", "other"), ("b", "own"), ("c", "other"), ("d", "other"), ("e", "own")];
        assert_eq!(all, wanted.map(|(key, text)| (key, text.to_owned())));
    }

    #[test]
    fn a_page_keeps_the_direction_of_a_value_to_the_value() {
        let texts = Catalog::from_json(r#"{"a": "no host {host} here"}"#).unwrap_or_default();
        let filled = |texts: &Catalog, host: &str| texts.fill("a", &[("host", host)]);
        assert_eq!(filled(&texts, "\u{202e}x"), "no host \u{202e}x here");
        let page = texts.isolating();
        assert_eq!(filled(&page, "/prod"), "no host /prod here");
        assert_eq!(filled(&page, "\u{202e}x"), "no host \u{2068}\u{202e}x\u{2069} here");
        assert_eq!(filled(&page, "שלום"), "no host \u{2068}שלום\u{2069} here");
        // What would end the isolation, or take its end for its own, has no place in it.
        assert_eq!(filled(&page, "\u{2069}\u{2067}x"), "no host \u{2068}x\u{2069} here");
        let mut more = Catalog::default().isolating();
        more.extend(page);
        assert_eq!(filled(&more, "ש"), "no host \u{2068}ש\u{2069} here");
    }

    #[test]
    fn other_files_are_refused() {
        assert!(Catalog::from_json("[]").is_err());
        assert!(Catalog::from_json(r#"{"a": 1}"#).is_err());
        assert!(Catalog::from_json(r#"{"a": ["x", null]}"#).is_err());
    }
}
