//! Header fields in the order in which they travel.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::text::Text;

/// More fields than most answers have.
const USUAL_FIELDS: usize = 16;

/// Header fields in order. Names compare without regard to case and are kept in lower case, as HTTP/2 sends them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(Text, Text)>);

impl Headers {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// No fields, and room for those of an answer.
    pub fn of_answer() -> Self {
        Self(Vec::with_capacity(USUAL_FIELDS))
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.find(name).map(Text::as_str)
    }

    /// The first value of a field, to be handed on.
    pub fn find(&self, name: &str) -> Option<&Text> {
        self.0.iter().find(|(each, _)| each.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether there is such a field.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Adds a field behind the others.
    pub fn add(&mut self, name: impl Into<Text>, value: impl Into<Text>) {
        self.push(name.into(), value.into());
    }

    #[inline(never)]
    fn push(&mut self, name: Text, value: Text) {
        self.0.push((of_field(name), value));
    }

    /// Gives a field one value: in place of the first such field, or behind the others.
    pub fn set(&mut self, name: impl Into<Text>, value: impl Into<Text>) {
        let name = of_field(name.into());
        match self.0.iter().position(|(each, _)| *each == name) {
            None => self.0.push((name, value.into())),
            Some(first) => {
                let mut index = 0;
                self.0.retain(|(each, _)| {
                    let keep = index == first || *each != name;
                    index += 1;
                    keep
                });
                if let Some(field) = self.0.get_mut(first) {
                    field.1 = value.into();
                }
            }
        }
    }

    /// Adds a field in front of the first that is named in `before`, or behind the others.
    pub fn add_before(&mut self, before: &[&str], name: impl Into<Text>, value: impl Into<Text>) {
        let at = self.0.iter().position(|(each, _)| before.contains(&each.as_str())).unwrap_or(self.0.len());
        self.0.insert(at, (of_field(name.into()), value.into()));
    }

    /// Adds a field behind the first of the name `after`, or behind the others.
    pub fn add_after(&mut self, after: &str, name: impl Into<Text>, value: impl Into<Text>) {
        let at = self.0.iter().position(|(each, _)| *each == after).map_or(self.0.len(), |at| at + 1);
        self.0.insert(at, (of_field(name.into()), value.into()));
    }

    /// Takes a field away and returns its first value.
    pub fn remove(&mut self, name: &str) -> Option<Text> {
        let at = self.0.iter().position(|(each, _)| each.eq_ignore_ascii_case(name))?;
        let (_, value) = self.0.remove(at);
        self.0.retain(|(each, _)| !each.eq_ignore_ascii_case(name));
        Some(value)
    }

    /// Keeps the fields that `keep` says yes to.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }

    /// Puts the fields named in `order` first, in that order; the others follow as they were.
    pub fn sort_first(&mut self, order: &[&str]) {
        let mut sorted = 0;
        for first in order {
            let mut at = sorted;
            while let Some((name, _)) = self.0.get(at) {
                if name == first {
                    if let Some(passed) = self.0.get_mut(sorted..=at) {
                        passed.rotate_right(1);
                    }
                    sorted += 1;
                }
                at += 1;
            }
        }
    }
}

impl<N: Into<Text>, V: Into<Text>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let mut headers = Self::new();
        for (name, value) in fields {
            headers.add(name, value);
        }
        headers
    }
}

/// As a list of pairs: `[["content-type", "application/json"]]`.
impl Serialize for Headers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_seq(Some(self.0.len()))?;
        for field in &self.0 {
            fields.serialize_element(field)?;
        }
        fields.end()
    }
}

/// The name of a header field, in lower case. One that is known at compile time is written so.
fn of_field(name: Text) -> Text {
    match name {
        Text::Fixed(known) => {
            debug_assert!(!known.bytes().any(|byte| byte.is_ascii_uppercase()), "{known} has capitals");
            name
        }
        Text::Shared(_) => name.into_lower_case(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_case() {
        let mut headers = Headers::from_iter(
            [("X-Api-Key", "k"), ("accept", "a"), ("x-api-key", "l")].map(|(name, value)| (Text::copy(name), value)),
        );
        assert_eq!(headers.get("X-API-KEY"), Some("k"));
        headers.set(Text::copy("X-api-key"), "m");
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("x-api-key", "m"), ("accept", "a")]);
        assert_eq!(headers.remove("ACCEPT").as_deref(), Some("a"));
        assert!(!headers.has("accept"));
        headers.add_before(&["via", "x-api-key"], Text::copy("Age"), "1");
        headers.add_before(&["via"], "b", "2");
        assert_eq!(headers.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["age", "x-api-key", "b"]);
    }

    #[test]
    fn sorting_keeps_the_rest_in_order() {
        let mut headers = Headers::from_iter([("z", "1"), ("b", "2"), ("a", "3"), ("date", "4")]);
        headers.sort_first(&["date", "a"]);
        assert_eq!(headers.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["date", "a", "z", "b"]);
    }
}
