//! Hashes. They tell whether something changed, which has no part in where a request ends: what they are of stays to be
//! seen in them, and what they come to is known after apply.

use crate::value::{Value, Why};

use super::super::scope::Scope;
use super::Call;

/// The call, where it is of such a function.
pub fn call(_scope: &Scope<'_, '_>, call: &Call<'_>) -> Option<Value> {
    match call.name {
        "md5" | "sha1" | "sha256" | "sha512" | "base64sha256" | "base64sha512" | "bcrypt" | "uuid" | "uuidv5"
        | "rsadecrypt" | "filemd5" | "filesha1" | "filesha256" | "filesha512" | "filebase64sha256"
        | "filebase64sha512" => Some(Value::unknown(Why::Function(call.name.to_owned()), call.span)),
        _ => None,
    }
}
