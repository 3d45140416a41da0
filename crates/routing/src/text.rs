//! Text that is cheap to hand on. A trace shows the same host, path and header fields at every hop, and many texts are
//! known at compile time; neither are copied.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use serde::{Serialize, Serializer};

/// Text that is cheap to clone: known at compile time, or shared. It is read as a `&str`, and serialises as one.
///
/// ```
/// use hopscope_routing::text::Text;
///
/// let host = Text::copy("d111111abcdef8.cloudfront.net");
/// assert_eq!(host.clone(), host);
/// assert_eq!(Text::from("GET"), "GET");
/// ```
pub enum Text {
    /// Known at compile time.
    Fixed(&'static str),
    /// Shared by all clones.
    Shared(Rc<str>),
}

impl Text {
    /// No text.
    pub const EMPTY: Self = Self::Fixed("");

    /// A copy of text that belongs to someone else.
    pub fn copy(text: &str) -> Self {
        if text.is_empty() { Self::EMPTY } else { Self::Shared(text.into()) }
    }

    /// A copy of a request's method; the usual ones are known.
    pub fn method(method: &str) -> Self {
        const USUAL: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        USUAL.iter().find(|usual| **usual == method).map_or_else(|| Self::copy(method), |usual| Self::Fixed(usual))
    }

    /// The text in lower case (ASCII).
    #[must_use]
    pub fn into_lower_case(self) -> Self {
        // Without a way out in the middle: names are short, and so the compiler takes many bytes at once.
        let has_capitals = self.bytes().fold(false, |found, byte| found | byte.is_ascii_uppercase());
        if has_capitals { Self::from(self.to_ascii_lowercase()) } else { self }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Fixed(text) => text,
            Self::Shared(text) => text,
        }
    }
}

impl Clone for Text {
    // Clones are everywhere: a call is smaller than what it does.
    #[inline(never)]
    fn clone(&self) -> Self {
        match self {
            Self::Fixed(text) => Self::Fixed(text),
            Self::Shared(text) => Self::Shared(Rc::clone(text)),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// For what takes any text.
impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

/// For `join`.
impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::Fixed(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::copy(&text)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::copy(text)
    }
}

impl From<&Self> for Text {
    fn from(text: &Self) -> Self {
        text.clone()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}
