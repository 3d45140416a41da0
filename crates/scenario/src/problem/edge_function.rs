//! What is wrong with edge functions.
//!
//! Source: Amazon CloudFront Developer Guide, "Quotas on key value stores", "Amazon CloudFront KeyValueStore".

use super::{ProblemKind, Report};
use crate::Scenario;
use crate::field_path::Place;

/// The longest key of a key-value store, in bytes.
const KEY: usize = 512;
/// The longest value, in bytes.
const VALUE: usize = 1024;

/// Reports names that stand twice, and key-value stores that AWS would refuse.
pub(super) fn check(scenario: &Scenario, root: &Place<'_>, report: &mut Report<'_>) {
    report.duplicates(root, "edge_functions", "name", scenario.edge_functions.iter().map(|f| f.name.as_str()));
    let functions = root.field("edge_functions");
    for (index, function) in scenario.edge_functions.iter().enumerate() {
        let function_at = functions.index(index);
        let at = function_at.field("key_value_store");
        if !function.key_value_store.is_empty() && function.runtime != "cloudfront-js-2.0" {
            report.add(&at, ProblemKind::KeyValueStoreRuntime);
        }
        for (key, value) in &function.key_value_store {
            if key.is_empty() || key.len() > KEY {
                report.add(&at.field(key), ProblemKind::KeyLength { length: key.len() });
            } else if value.len() > VALUE {
                report.add(&at.field(key), ProblemKind::KeyValueLength { length: value.len() });
            }
        }
    }
}
