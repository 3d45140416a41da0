//! Every rule has its words in every language.
#![allow(missing_docs)]

use std::collections::BTreeSet;

#[cfg(feature = "embedded")]
use hopscope_diagram::open_questions;
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
    let ids: BTreeSet<&str> = rules::all().map(|rule| rule.id.as_str()).collect();
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

/// What a diagram, a listing or a menu shows is text alone; code in backticks is for sentences and headlines.
#[test]
fn short_texts_have_no_backticks() {
    for texts in Language::ALL.iter().map(|language| Catalog::embedded(*language)) {
        for key in texts.keys().filter_map(|key| key.strip_prefix("rule.")) {
            let part = key.split('.').nth(2).unwrap_or_default();
            let is_short = ["label", "value", "hint", "title"].contains(&part);
            let templates = texts.templates(&format!("rule.{key}"));
            assert!(!is_short || templates.iter().all(|text| !text.contains('`')), "rule.{key}");
        }
    }
}

/// A rule that tells of refusing decides when it does, and then needs a headline.
#[test]
fn every_refusal_has_a_headline() {
    let texts = Catalog::embedded(Language::English);
    for rule in rules::all() {
        let has = |part: &str| !texts.templates(&format!("rule.{}.{part}", rule.id)).is_empty();
        let refuses = ["tells.refused", "hint.refused", "value.refused"].into_iter().any(has);
        assert!(!refuses || has("headline"), "{} has no headline", rule.id);
    }
}

/// A name may be empty, and then a text that names it is none: the last headline of each rule names nothing.
#[test]
fn every_headline_can_do_without_values() {
    for texts in Language::ALL.iter().map(|language| Catalog::embedded(*language)) {
        for key in texts.keys().filter(|key| key.starts_with("rule.") && key.ends_with(".headline")) {
            assert!(texts.find(key, &()).is_some(), "{key} is empty where a value is");
        }
    }
}

/// Labels stand at the start of a row, headlines at the top of a card: neither is a sentence.
#[test]
fn labels_and_headlines_look_alike() {
    let texts = Catalog::embedded(Language::English);
    for key in texts.keys().filter(|key| key.starts_with("rule.")) {
        for text in texts.templates(key) {
            let starts_small = text.starts_with(|first: char| first.is_ascii_lowercase());
            assert!(!key.ends_with(".label") || !starts_small, "{key}: {text}");
            assert!(!key.ends_with(".headline") || !text.ends_with('.'), "{key}: {text}");
        }
    }
}

/// Every open question is asked, answered for the while, and can be settled, in every language.
#[cfg(feature = "embedded")]
#[test]
fn open_questions_have_words_and_build() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        let asked: BTreeSet<String> = texts
            .keys()
            .filter_map(|key| Some(key.strip_prefix("open_question.q.")?.split('.').next()?.to_owned()))
            .collect();
        let ids: BTreeSet<String> = rules::open_question::ALL.iter().map(|question| question.id.to_owned()).collect();
        assert_eq!(asked, ids);
        let (page, text) = (open_questions::html(&texts, *language), open_questions::text(&texts));
        for question in rules::open_question::ALL {
            for part in ["question", "assumed", "capture"] {
                let key = format!("open_question.q.{}.{part}", question.id);
                assert!(!texts.templates(&key).is_empty(), "{key} is missing");
            }
            assert!(page.contains(&format!("<article id=\"{}\">", question.id)) && text.contains(question.command));
        }
        for told in [&page, &text] {
            let gap = told.find("open_question.").and_then(|at| told.get(at..(at + 60).min(told.len())));
            assert_eq!(gap, None, "{}", language.tag());
        }
    }
}
