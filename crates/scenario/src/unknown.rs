//! Fields that a file has and this version does not know: kept, written back, reported.

use std::collections::BTreeMap;

use crate::FieldPath;

/// The unknown fields of one object, by name.
pub type Unknown = BTreeMap<String, serde_json::Value>;

/// Lists the unknown fields of a value and of everything inside it.
pub(crate) trait UnknownFields {
    /// Adds the path of each unknown field to `found`; `at` is the path of `self`.
    fn unknown_fields(&self, at: &mut FieldPath, found: &mut Vec<FieldPath>);
}

impl<T: UnknownFields> UnknownFields for Vec<T> {
    fn unknown_fields(&self, at: &mut FieldPath, found: &mut Vec<FieldPath>) {
        for (index, item) in self.iter().enumerate() {
            at.within_index(index, |at| item.unknown_fields(at, found));
        }
    }
}

impl<T: UnknownFields> UnknownFields for Option<T> {
    fn unknown_fields(&self, at: &mut FieldPath, found: &mut Vec<FieldPath>) {
        if let Some(value) = self {
            value.unknown_fields(at, found);
        }
    }
}

impl<T: UnknownFields> UnknownFields for Box<T> {
    fn unknown_fields(&self, at: &mut FieldPath, found: &mut Vec<FieldPath>) {
        (**self).unknown_fields(at, found);
    }
}

impl<K: AsRef<str>, T: UnknownFields> UnknownFields for BTreeMap<K, T> {
    fn unknown_fields(&self, at: &mut FieldPath, found: &mut Vec<FieldPath>) {
        for (name, value) in self {
            at.within_field(name.as_ref(), |at| value.unknown_fields(at, found));
        }
    }
}

/// Declares types that hold no fields of their own.
macro_rules! leaf {
    ($($name:ty),* $(,)?) => {
        $(
            impl $crate::unknown::UnknownFields for $name {
                fn unknown_fields(&self, _: &mut $crate::FieldPath, _: &mut Vec<$crate::FieldPath>) {}
            }
        )*
    };
}

pub(crate) use leaf;

leaf!(String, bool, u8, u16, u32, u64, serde_json::Value);
