//! Time. When something is deployed is not known before.

use crate::value::{Value, Why};

use super::Call;

/// The call, where it is of such a function.
pub fn call(call: &Call<'_>) -> Option<Value> {
    match call.name {
        "timestamp" | "plantimestamp" | "timeadd" | "timecmp" | "formatdate" => {
            Some(Value::unknown(Why::AfterApply, call.span))
        }
        _ => None,
    }
}
