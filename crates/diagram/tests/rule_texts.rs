//! Every rule has its words in every language.
#![allow(missing_docs)]

use std::collections::BTreeSet;

use hopscope_locale::{Catalog, Language};
use hopscope_routing::rules;

#[test]
fn every_rule_has_label_title_and_text() {
    for texts in Language::ALL.iter().map(|language| Catalog::embedded(*language)) {
        for rule in rules::all() {
            for part in ["label", "title", "does"] {
                let key = format!("rule.{}.{part}", rule.id);
                assert!(!texts.templates(&key).is_empty(), "{key} is missing");
            }
        }
    }
}

#[test]
fn every_text_belongs_to_a_rule() {
    let ids: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    let texts = Catalog::embedded(Language::English);
    for key in texts.keys().filter_map(|key| key.strip_prefix("rule.")) {
        let id = key.split('.').take(2).collect::<Vec<_>>().join(".");
        assert!(ids.contains(id.as_str()), "rule.{key} belongs to no rule");
    }
}

#[test]
fn every_hop_has_a_name_in_the_rule_book() {
    for texts in Language::ALL.iter().map(|language| Catalog::embedded(*language)) {
        for rule in rules::all() {
            let key = format!("rule_book.hop.{}", rule.hop());
            assert!(!texts.templates(&key).is_empty(), "{key} is missing");
        }
    }
}

/// A label shares a row of a box with its value: it is short, and begins as a heading does.
#[test]
fn labels_fit_their_rows() {
    for texts in Language::ALL.iter().map(|language| Catalog::embedded(*language)) {
        for rule in rules::all() {
            let label = texts.text(&format!("rule.{}.label", rule.id));
            assert!(hopscope_diagram::metrics::columns(&label) <= 24, "{}: {label} is too long", rule.id);
            assert!(!label.starts_with(|c: char| c.is_ascii_lowercase()), "{}: {label} begins small", rule.id);
        }
    }
}
