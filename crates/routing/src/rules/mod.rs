//! The rule book: every decision that any hop takes, as data.
//!
//! A module a hop, its rules in the order in which a request meets them. Titles and texts are in the locale files.

pub mod api_gateway;
pub mod cloudfront;
pub mod dns;
pub mod http_api;
pub mod id;
pub mod lambda;
pub mod lambda_url;
pub mod load_balancer;
#[cfg(feature = "sources")]
pub mod open_question;
pub mod s3;
pub mod server;
pub mod viewer;

use crate::rule::Rule;

/// Every rule, hop by hop.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        viewer::ALL,
        dns::ALL,
        cloudfront::ALL,
        api_gateway::ALL,
        http_api::ALL,
        lambda_url::ALL,
        lambda::ALL,
        s3::ALL,
        load_balancer::ALL,
        server::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rule that people quote so.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == *id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_well_formed() {
        let mut seen = BTreeSet::new();
        for rule in all() {
            let id = rule.id.as_str();
            assert!(seen.insert(rule.id), "{id} stands twice");
            assert!(id.contains('.'), "{id} names no hop");
            assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._".contains(&b)));
            assert_eq!(super::id::RuleId::find(id), Some(rule.id));
        }
        let missing: Vec<_> = super::id::RuleId::ALL.iter().filter(|id| !seen.contains(id)).collect();
        assert!(missing.is_empty(), "no rule of the book: {missing:?}");
    }

    #[test]
    fn sources_can_be_opened() {
        for rule in all() {
            let is_link = |source: &str| source.starts_with("https://") && !source.contains(' ');
            let other: Vec<&str> = rule.sources.iter().copied().filter(|source| !is_link(source)).collect();
            assert_eq!(
                other.len(),
                usize::from(rule.is_assumption()),
                "{} has a source that nobody can open: {other:?}",
                rule.id
            );
        }
    }

    #[cfg(feature = "sources")]
    #[test]
    fn assumptions_say_so_in_their_sources() {
        for rule in all() {
            let says_so = rule.sources.first().is_some_and(|source| source.starts_with("Not an AWS behaviour"));
            assert_eq!(rule.is_assumption(), says_so, "{}", rule.id);
        }
    }

    #[test]
    #[cfg(feature = "sources")]
    fn every_rule_has_a_source() {
        for rule in all() {
            assert!(!rule.sources.is_empty(), "{} has no source", rule.id);
            assert!(rule.sources.iter().all(|source| source.len() > 10), "{} has an empty source", rule.id);
        }
    }
}
