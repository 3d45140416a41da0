//! What a rule is: an id that people quote, a source that they can open, and how well it is known.

use serde::{Serialize, Serializer};

use crate::rules::id::RuleId;

/// How a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// AWS documents it.
    Documented,
    /// Somebody recorded AWS doing it.
    Observed,
    /// It follows from what is documented or observed, or is the likeliest; nobody has shown it.
    Inferred,
}

/// A rule of the book: one decision that a hop takes.
///
/// Its title and what AWS does are in the locale files under `rule.<id>.title` and `rule.<id>.does`.
#[derive(Debug)]
pub struct Rule {
    /// The stable id, as `cloudfront.path_pattern`: the hop, then the decision.
    pub id: RuleId,
    /// How it is known.
    pub basis: Basis,
    /// Where it is documented or recorded; the best source first. Pages, or captures described in a few words.
    #[cfg(feature = "sources")]
    pub sources: &'static [&'static str],
}

impl Rule {
    /// The hop that the rule is for.
    pub fn hop(&self) -> &'static str {
        self.id.hop()
    }

    /// Whether the rule stands in for what the scenario leaves open, rather than for anything that AWS does.
    pub const fn is_assumption(&self) -> bool {
        self.id.is_assumption()
    }
}

/// Rules are equal when their ids are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

/// Declares the rules of one hop and the list of all of them, so that none can be left out of the book.
///
/// ```text
/// rules! {
///     /// What the rule decides, in a line.
///     PATH_PATTERN = Documented CloudfrontPathPattern, ["https://docs.aws.amazon.com/…"];
/// }
/// ```
macro_rules! rules {
    ($( $(#[$meta:meta])* $name:ident = $basis:ident $id:ident, [$($source:expr),+ $(,)?]; )*) => {
        $(
            $(#[$meta])*
            pub static $name: $crate::rule::Rule = $crate::rule::Rule {
                id: $crate::rules::id::RuleId::$id,
                basis: $crate::rule::Basis::$basis,
                #[cfg(feature = "sources")]
                sources: &[$($source),+],
            };
        )*

        /// The rules of this module, in the order in which a request meets them.
        pub static ALL: &[&$crate::rule::Rule] = &[$(&$name),*];
    };
}

pub(crate) use rules;
