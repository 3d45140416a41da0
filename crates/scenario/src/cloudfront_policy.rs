//! CloudFront's cache, origin request and response headers policies.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::field::{self, ReadField, WriteField};
use crate::field_path::Place;
use crate::json_writer::JsonWriter;
use crate::record::{choice, record};
use crate::{Allowed, FieldPath, ScenarioError};

/// A policy by name or id, or the policy itself.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged, rename = "NameOr{T}"))]
pub enum NameOr<T> {
    /// The name or id of a managed policy (with or without AWS's prefix `Managed-`), or the name of a policy of the
    /// scenario.
    Name(String),
    /// The policy itself.
    Inline(Box<T>),
}

impl<T> NameOr<T> {
    /// The name or id, if it is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Inline(_) => None,
        }
    }
}

impl<T> From<&str> for NameOr<T> {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl<T> Default for NameOr<T> {
    /// A name that no policy has.
    fn default() -> Self {
        Self::Name(String::new())
    }
}

impl<T: ReadField + Default> ReadField for NameOr<T> {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        *self = match value {
            Value::String(name) => Self::Name(name.clone()),
            Value::Object(_) => Self::Inline(Box::new(field::read(value, at)?)),
            _ => return Err(field::refuse(value, at, Allowed::NameOrPolicy)),
        };
        Ok(())
    }
}

impl<T: WriteField> WriteField for NameOr<T> {
    fn write(&self, out: &mut JsonWriter) {
        match self {
            Self::Name(name) => name.write(out),
            Self::Inline(policy) => policy.write(out),
        }
    }

    fn unknown_fields(&self, at: &Place<'_>, found: &mut Vec<FieldPath>) {
        if let Self::Inline(policy) = self {
            policy.unknown_fields(at, found);
        }
    }
}

/// As the file writes it.
impl<T: WriteField> Serialize for NameOr<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::json::to_value(self).serialize(serializer)
    }
}

record! {
    /// A cache policy: what goes into the cache key, and therefore always to the origin. Absent times mean Terraform's
    /// and AWS's own: 0, one day, one year.
    pub struct CachePolicy {
        /// The name by which behaviours refer to it.
        pub name: String,
        /// The shortest time an answer is cached, in seconds.
        pub min_ttl: u32,
        /// The time when the origin gives none, in seconds.
        pub default_ttl: u32 = 86_400,
        /// The longest time, in seconds.
        pub max_ttl: u32 = 31_536_000,
        /// The headers.
        pub headers: CacheKeyHeaders,
        /// The cookies.
        pub cookies: Selection,
        /// The query strings.
        pub query_strings: Selection,
    }
}

record! {
    /// The headers of a cache key.
    pub struct CacheKeyHeaders {
        /// Which.
        pub behavior: CacheKeyHeaderBehavior,
        /// The names.
        pub items: Vec<String>,
    }
}

choice! {
    /// Which headers go into a cache key.
    pub enum CacheKeyHeaderBehavior {
        /// None.
        #[default]
        None = "none",
        /// The listed ones.
        Whitelist = "whitelist",
    }
}

record! {
    /// The cookies or query strings of a policy.
    pub struct Selection {
        /// Which.
        pub behavior: SelectionBehavior,
        /// The names.
        pub items: Vec<String>,
    }
}

choice! {
    /// Which cookies or query strings a policy takes.
    pub enum SelectionBehavior {
        /// None.
        #[default]
        None = "none",
        /// The listed ones.
        Whitelist = "whitelist",
        /// All but the listed ones.
        AllExcept = "allExcept",
        /// All.
        All = "all",
    }
}

record! {
    /// An origin request policy: what goes to the origin besides what the cache policy takes.
    pub struct OriginRequestPolicy {
        /// The name by which behaviours refer to it.
        pub name: String,
        /// The headers.
        pub headers: OriginRequestHeaders,
        /// The cookies.
        pub cookies: Selection,
        /// The query strings.
        pub query_strings: Selection,
    }
}

record! {
    /// The headers of an origin request policy.
    pub struct OriginRequestHeaders {
        /// Which.
        pub behavior: OriginRequestHeaderBehavior,
        /// The names.
        pub items: Vec<String>,
    }
}

choice! {
    /// Which of the viewer's headers an origin request policy takes.
    pub enum OriginRequestHeaderBehavior {
        /// None.
        #[default]
        None = "none",
        /// The listed ones.
        Whitelist = "whitelist",
        /// All.
        AllViewer = "allViewer",
        /// All, and the listed `CloudFront-*` headers.
        AllViewerAndWhitelistCloudFront = "allViewerAndWhitelistCloudFront",
        /// All but the listed ones.
        AllExcept = "allExcept",
    }
}

record! {
    /// A response headers policy, reduced to the headers that it sets and removes.
    pub struct ResponseHeadersPolicy {
        /// The name by which behaviours refer to it.
        pub name: String,
        /// The headers that it sets.
        pub headers: Vec<ResponseHeader>,
        /// The names of the headers that it removes.
        pub remove_headers: Vec<String>,
    }
}

record! {
    /// A header that a response headers policy sets.
    pub struct ResponseHeader {
        /// The header's name.
        pub name: String,
        /// The header's value.
        pub value: String,
        /// Whether it replaces one that the origin sent.
        pub override_origin ["override"]: bool,
    }
}
