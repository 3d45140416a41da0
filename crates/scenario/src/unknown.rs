//! Fields that a file has and this version does not know: kept, written back, reported.

use std::collections::BTreeMap;

/// The unknown fields of one object, by name.
pub type Unknown = BTreeMap<String, serde_json::Value>;
