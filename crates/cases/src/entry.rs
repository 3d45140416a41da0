//! A value of the file as it stands there: a base or a case.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

/// A base or a case.
#[derive(Debug, Deserialize)]
pub struct Entry {
    pub base: Option<String>,
    pub scenario: Option<Fields>,
    #[serde(default)]
    pub remove: Vec<String>,
    #[serde(default)]
    pub set: Fields,
    #[serde(default)]
    pub insert: Fields,
    pub request: Option<Value>,
    pub requests: Option<Vec<Value>>,
    /// What the test knows of.
    #[serde(flatten)]
    pub fields: Fields,
}

/// The fields of an object in the order of the file. A name that stands twice is an error.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, Value)>);

impl Fields {
    pub fn into_map(self) -> Map<String, Value> {
        self.0.into_iter().collect()
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields: Vec<(String, Value)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if fields.iter().any(|(known, _)| *known == name) {
                        return Err(A::Error::custom(format_args!("`{name}` stands twice")));
                    }
                    fields.push((name, value));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
