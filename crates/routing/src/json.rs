//! JSON whose objects keep the order in which AWS writes their fields: the shape of events.
//!
//! One small value serves every event. Types of their own for each, with maps in them, weigh many times as much once
//! compiled.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

/// A JSON value that borrows what it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(u64),
    /// A string.
    Text(Cow<'a, str>),
    /// An array of strings.
    List(Vec<Cow<'a, str>>),
    /// An object, fields in order.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// An object of these fields.
    pub fn object<const N: usize>(fields: [(&'static str, Self); N]) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
    }

    /// A map as an object.
    pub fn map(map: &'a BTreeMap<String, String>) -> Self {
        Self::Object(map.iter().map(|(name, value)| (name.as_str().into(), value.as_str().into())).collect())
    }

    /// The value; `null` in place of an empty string, array or object.
    #[must_use]
    pub fn or_null(self) -> Self {
        let is_empty = match &self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(fields) => fields.is_empty(),
            Self::Null | Self::Flag(_) | Self::Number(_) => false,
        };
        if is_empty { Self::Null } else { self }
    }

    /// An object without the fields that are `null`.
    #[must_use]
    pub fn without_nulls(mut self) -> Self {
        if let Self::Object(fields) = &mut self {
            fields.retain(|(_, value)| *value != Self::Null);
        }
        self
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

/// Values by name: the names sorted, the values of each in the order in which they came.
#[derive(Debug, Default)]
pub struct Grouped<'a>(Vec<(Cow<'a, str>, Vec<Cow<'a, str>>)>);

impl<'a> Grouped<'a> {
    /// Adds a value to those of a name.
    pub fn add(&mut self, name: Cow<'a, str>, value: Cow<'a, str>) {
        match self.0.binary_search_by(|(each, _)| each.cmp(&name)) {
            Ok(at) => {
                if let Some((_, values)) = self.0.get_mut(at) {
                    values.push(value);
                }
            }
            Err(at) => self.0.insert(at, (name, vec![value])),
        }
    }

    /// An object of the fields that `one` makes of the values of each name.
    pub fn object(&self, one: impl Fn(&[Cow<'a, str>]) -> Json<'a>) -> Json<'a> {
        Json::Object(self.0.iter().map(|(name, values)| (name.clone(), one(values))).collect())
    }

    /// An object of the last value of each name.
    pub fn last(&self) -> Json<'a> {
        self.object(|values| values.last().map_or(Json::Null, |last| Json::Text(last.clone())))
    }

    /// An object of all values of each name, in arrays.
    pub fn lists(&self) -> Json<'a> {
        self.object(|values| Json::List(values.to_vec()))
    }

    /// An object of all values of each name, behind one another with commas. An empty value leaves no comma behind.
    pub fn joined(&self) -> Json<'a> {
        self.object(|values| {
            let mut joined = Cow::Borrowed("");
            for value in values {
                if joined.is_empty() {
                    joined = value.clone();
                } else {
                    let text = joined.to_mut();
                    text.push(',');
                    text.push_str(value);
                }
            }
            Json::Text(joined)
        })
    }
}

/// The decoded parameters of a query, by name.
pub fn parameters(query: &str) -> Grouped<'_> {
    let mut parameters = Grouped::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        parameters.add(name, value);
    }
    parameters
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn values_are_grouped_by_name() {
        let query = parameters("b=2&a=1&b=&b=3");
        let text = |json: &Json<'_>| serde_json::to_string(json).expect("JSON");
        assert_eq!(text(&query.last()), r#"{"a":"1","b":"3"}"#);
        assert_eq!(text(&query.lists()), r#"{"a":["1"],"b":["2","","3"]}"#);
        assert_eq!(text(&query.joined()), r#"{"a":"1","b":"2,,3"}"#);
        assert_eq!(text(&parameters("b=&b=3").joined()), r#"{"b":"3"}"#);
    }
}
