//! The path pattern of a cache behaviour.

use std::fmt;

use serde_json::Value;

use crate::field::{self, ReadField, WriteField};
use crate::field_path::Place;
use crate::json_writer::JsonWriter;
use crate::{Allowed, ScenarioError};

/// The path pattern of a cache behaviour, as `/api/*`. Holds 1 to 255 of the characters that CloudFront allows:
/// `A-Z a-z 0-9 _ - . * $ / ~ " ' @ : + &` and `?`, which stands for one character.
///
/// Source: Amazon CloudFront Developer Guide, "Path pattern".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct PathPattern(
    #[cfg_attr(
        feature = "schema",
        schemars(length(min = 1, max = 255), regex(pattern = r#"^[A-Za-z0-9_\-.*$/~"'@:+&?]+$"#))
    )]
    String,
);

/// Why a text is no path pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPatternError {
    /// It is empty. The pattern of the default behaviour is `*`.
    Empty,
    /// It has more than 255 characters.
    TooLong {
        /// How many it has.
        length: usize,
    },
    /// It has a character that CloudFront does not allow in a pattern.
    Character {
        /// The first such character.
        character: char,
    },
}

impl PathPattern {
    /// The longest pattern that CloudFront takes, in characters.
    pub const MAX_LENGTH: usize = 255;

    /// Reads a pattern.
    ///
    /// # Errors
    /// When CloudFront would not take it: see [`PathPatternError`].
    pub fn parse(text: &str) -> Result<Self, PathPatternError> {
        if text.is_empty() {
            return Err(PathPatternError::Empty);
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.*$/~\"'@:+&?".contains(c);
        if let Some(character) = text.chars().find(|c| !allowed(*c)) {
            return Err(PathPatternError::Character { character });
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(PathPatternError::TooLong { length: text.len() });
        }
        Ok(Self(text.to_owned()))
    }

    /// The pattern as written; whether it has a leading `/` makes no difference to what it matches.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The pattern of every default behaviour: `*`.
impl Default for PathPattern {
    fn default() -> Self {
        Self("*".to_owned())
    }
}

impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ReadField for PathPattern {
    fn set(&mut self, value: &Value, at: &Place<'_>) -> Result<(), ScenarioError> {
        let text = field::text(value, at, || Allowed::PathPattern)?;
        *self = Self::parse(text).map_err(|_| field::refuse(value, at, Allowed::PathPattern))?;
        Ok(())
    }
}

impl WriteField for PathPattern {
    fn write(&self, out: &mut JsonWriter) {
        out.text(&self.0);
    }
}

crate::record::serialize_as_written!(PathPattern);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_cloudfront_takes() {
        for text in ["*", "/api/*", "images/*.jp?", "/a+b/@x:y", "/q&a", &"a".repeat(255)] {
            assert_eq!(PathPattern::parse(text).map(|pattern| pattern.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn says_why_not() {
        assert_eq!(PathPattern::parse(""), Err(PathPatternError::Empty));
        assert_eq!(PathPattern::parse("/api/%2F"), Err(PathPatternError::Character { character: '%' }));
        assert_eq!(PathPattern::parse("/日本"), Err(PathPatternError::Character { character: '日' }));
        assert_eq!(PathPattern::parse(&"a".repeat(256)), Err(PathPatternError::TooLong { length: 256 }));
    }
}
