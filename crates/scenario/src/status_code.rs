//! An HTTP status code.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::field::{self, Field};
use crate::field_path::Place;
use crate::json_writer::JsonWriter;
use crate::{Allowed, ScenarioError};

/// An HTTP status code, 100 to 599.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct StatusCode(#[cfg_attr(feature = "schema", schemars(range(min = 100, max = 599)))] u16);

impl StatusCode {
    /// 200 OK.
    pub const OK: Self = Self(200);
    /// 301 Moved Permanently.
    pub const MOVED_PERMANENTLY: Self = Self(301);
    /// 403 Forbidden.
    pub const FORBIDDEN: Self = Self(403);
    /// 404 Not Found.
    pub const NOT_FOUND: Self = Self(404);

    /// The code, if it is one.
    pub const fn new(code: u16) -> Option<Self> {
        if code >= 100 && code <= 599 { Some(Self(code)) } else { None }
    }

    /// The code as a number.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Whether the code tells of an error of the client or of the server: 400 and above.
    pub const fn is_error(self) -> bool {
        self.0 >= 400
    }
}

/// 200 OK.
impl Default for StatusCode {
    fn default() -> Self {
        Self::OK
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for StatusCode {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        let code = value.as_u64().and_then(|code| u16::try_from(code).ok()).and_then(Self::new);
        *self = code.ok_or_else(|| field::refuse(value, at, Allowed::StatusCode))?;
        Ok(())
    }

    fn write(&self, out: &mut JsonWriter) {
        out.number(self.0.into());
    }
}

/// As a number.
impl Serialize for StatusCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}
