//! Reading a word that is one of a few: one visitor for all of them, so that each such type costs little code.

use std::fmt;

use serde::de::{Error, Visitor};

/// Reads a string and says, where there is none, which words there may be.
pub(crate) struct Word(pub(crate) &'static [&'static str]);

impl Visitor<'_> for Word {
    type Value = String;

    /// Spelt as serde spells the variants that it expects, which [`crate::Allowed`] reads.
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one of ")?;
        for (position, word) in self.0.iter().enumerate() {
            let comma = if position == 0 { "" } else { ", " };
            write!(f, "{comma}`{word}`")?;
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<String, E> {
        Ok(word.to_owned())
    }
}
