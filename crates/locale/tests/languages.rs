//! Every language has every text, with the same values in it.
#![cfg(feature = "embedded")]

use std::collections::BTreeSet;

use hopscope_locale::{Catalog, Language};

/// The names in braces of a template.
fn values(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn languages_have_the_same_keys() {
    let [english, japanese] = [Language::English, Language::Japanese].map(Catalog::embedded);
    let keys = |catalog: &Catalog| catalog.keys().map(str::to_owned).collect::<BTreeSet<_>>();
    let (english, japanese) = (keys(&english), keys(&japanese));
    assert_eq!(english.difference(&japanese).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Japanese");
    assert_eq!(japanese.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
}

#[test]
fn languages_fill_in_the_same_values() {
    let [english, japanese] = [Language::English, Language::Japanese].map(Catalog::embedded);
    for key in english.keys() {
        let (one, other) = (english.templates(key), japanese.templates(key));
        assert_eq!(one.len(), other.len(), "{key} has another number of alternatives");
        for (one, other) in one.iter().zip(other) {
            assert_eq!(values(one), values(other), "{key}");
        }
    }
}

#[test]
fn texts_are_not_empty() {
    for catalog in [Language::English, Language::Japanese].map(Catalog::embedded) {
        for key in catalog.keys() {
            assert!(catalog.templates(key).iter().all(|text| !text.trim().is_empty()), "{key} is empty");
        }
    }
}
