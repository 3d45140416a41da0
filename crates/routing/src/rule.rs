//! What a rule is: an id that people quote, a source that they can open, and how well it is known.

use serde::{Serialize, Serializer};

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
    pub id: &'static str,
    /// How it is known.
    pub basis: Basis,
    /// Where it is documented or recorded; the best source first. Pages, or captures described in a few words.
    #[cfg(feature = "sources")]
    pub sources: &'static [&'static str],
}

impl Rule {
    /// The hop that the rule is for: the id up to its first dot.
    pub fn hop(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(hop, _)| hop)
    }

    /// Whether the rule stands in for what the scenario leaves open, rather than for anything that AWS does.
    pub fn is_assumption(&self) -> bool {
        matches!(
            self.id,
            "api_domain.api_missing"
                | "api_domain.assumed"
                | "cloudfront.default_root_object_invalid"
                | "cloudfront.function_missing"
                | "cloudfront.function_not_run"
                | "cloudfront.origin_missing"
                | "cloudfront.policy_unknown"
                | "dns.assumed"
                | "dns.not_in_scenario"
                | "http_api.integration_missing"
                | "rest_api.http_assumed"
                | "rest_api.integration_missing"
                | "server.prescribed"
                | "server.route"
                | "server.route_not_found"
        )
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
        serializer.serialize_str(self.id)
    }
}

/// Declares the rules of one hop and the list of all of them, so that none can be left out of the book.
///
/// ```text
/// rules! {
///     /// What the rule decides, in a line.
///     PATH_PATTERN = Documented "cloudfront.path_pattern", ["https://docs.aws.amazon.com/…"];
/// }
/// ```
macro_rules! rules {
    ($( $(#[$meta:meta])* $name:ident = $basis:ident $id:literal, [$($source:expr),+ $(,)?]; )*) => {
        $(
            $(#[$meta])*
            pub static $name: $crate::rule::Rule = $crate::rule::Rule {
                id: $id,
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
