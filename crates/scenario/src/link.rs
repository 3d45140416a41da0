//! A scenario as the fragment of a web address, so that no server sees it.
//!
//! A link is a digit, its version, and then, in the alphabet `A-Z a-z 0-9 - _` (base64url without padding, RFC 4648
//! section 5, which address bars and chat tools leave alone):
//!
//! | version 1 | version 2 | hold |
//! | --- | --- | --- |
//! | 4 characters | 2 characters, or 4 | how many bytes follow, big-endian: tells a link that was cut off from one that was damaged |
//! | 4 bytes | 4 bytes | the `checksum` of the JSON and of the packed bytes, big-endian |
//! | the rest | the rest | the scenario's canonical JSON without `"hopscope":1`, packed |
//!
//! Version 1 deflates (RFC 1951) against its `dictionary`. Version 2 packs as `hopscope_packing` does, by the likelihood of
//! each bit: its links are about half as long. It is for scenarios of up to 16 KiB; larger ones are still written as
//! version 1.
//!
//! *Invariants.* [`Scenario::from_link`] is the one entrance of every link. It is total, takes no more than
//! [`MAX_CHARACTERS`], inflates no more than [`MAX_JSON`], and yields a scenario only when the checksum holds. A
//! version, once released, decodes for ever: what encodes may change, what decodes and the dictionary may not.

mod checksum;
mod deflate;
mod dictionary;
mod error;
mod fragment;
mod payload;

use crate::{Scenario, ScenarioError};

pub use error::{Damage, LinkError, Oversize};

/// The longest text that is looked at, in bytes: what Firefox opens at most as an address.
pub const MAX_CHARACTERS: usize = 1 << 20;

/// The longest JSON that a link may hold, in bytes.
pub const MAX_JSON: usize = 1 << 20;

impl Scenario {
    /// The scenario as the fragment of a link, without `#`.
    ///
    /// A scenario of more than [`MAX_JSON`] bytes gives a link that is refused when it is opened, as
    /// [`LinkError::TooLarge`]: [`Scenario::to_readable_link`] gives none.
    pub fn to_link(&self) -> String {
        self.to_json_and_link().1
    }

    /// The scenario as the fragment of a link of version 1, which a Hopscope that knows no other opens as well.
    pub fn to_link_of_version_1(&self) -> String {
        payload::write_version_1(json_without_version(&self.to_json()).as_bytes())
    }

    /// The scenario as the fragment of a link that can be opened: as [`Scenario::to_link`], and read again to see.
    ///
    /// # Errors
    /// Those of [`Scenario::from_link`], when the link would be refused: the scenario is too large for one.
    pub fn to_readable_link(&self) -> Result<String, LinkError> {
        let link = self.to_link();
        Self::from_link(&link).map(|_| link)
    }

    /// The canonical JSON, as [`Scenario::to_json`], and the link, as [`Scenario::to_link`]: the JSON is written once.
    pub fn to_json_and_link(&self) -> (String, String) {
        let json = self.to_json();
        let link = payload::write(json_without_version(&json).as_bytes());
        (json, link)
    }

    /// Reads a link: its fragment with or without `#`, or a text with a whole address in it. White space, the
    /// punctuation around an address in a text, and percent-encoding do no harm.
    ///
    /// # Errors
    /// When the text is no link, of a newer version, cut off, damaged or too large, or holds no scenario.
    pub fn from_link(text: &str) -> Result<Self, LinkError> {
        if text.len() > MAX_CHARACTERS {
            return Err(LinkError::TooLarge { what: Oversize::Link, limit: MAX_CHARACTERS });
        }
        let fragment = fragment::find(text)?;
        let json = payload::read(&fragment)?;
        let json = String::from_utf8(json).map_err(|_| LinkError::Damaged { damage: Damage::Text })?;
        Self::from_json_without_version(&json).map_err(LinkError::Content)
    }

    fn from_json_without_version(json: &str) -> Result<Self, ScenarioError> {
        crate::limits::check_text(json)?;
        let mut document: serde_json::Value = serde_json::from_str(json).map_err(|e| crate::json::syntax_error(&e))?;
        if let Some(fields) = document.as_object_mut() {
            fields.insert("hopscope".to_owned(), Self::VERSION.into());
        }
        Self::from_value(document)
    }
}

/// The object without its first field, which the version digit of the link stands for.
fn json_without_version(json: &str) -> String {
    let fields = json.split_once(',').map_or("}", |(_, fields)| fields);
    format!("{{{fields}")
}

#[cfg(test)]
mod tests;
