//! Every language has every text, with the same values in it.
#![cfg(feature = "embedded")]

use std::collections::BTreeSet;
use std::fmt::{self, Formatter};

use hopscope_locale::{Catalog, Language};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The names in braces of a template.
fn values(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The default language and another, for each other.
fn pairs() -> impl Iterator<Item = (Catalog, Language, Catalog)> {
    let default = Language::default();
    let others = Language::ALL.iter().copied().filter(move |each| *each != default);
    others.map(move |other| (Catalog::embedded(default), other, Catalog::embedded(other)))
}

#[test]
fn languages_are_the_folders() {
    let locales = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    let folders: BTreeSet<String> = std::fs::read_dir(locales)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, Language::ALL.iter().map(|language| language.tag().to_owned()).collect());
}

/// The words before the program is there are in the loader and in the page itself.
#[test]
fn the_loader_speaks_every_language() {
    let loader = include_str!("../../../static/boot.js");
    let page = include_str!("../../../index.html");
    for language in Language::ALL {
        let tag = language.tag();
        assert!(loader.contains(&format!("\n    {tag}: {{\n      loading:")), "static/boot.js says nothing in {tag}");
        let said = page.matches(&format!("<p lang=\"{tag}\">")).count();
        assert!(*language == Language::default() || said == 2, "index.html says {said} of 2 things in {tag}");
    }
}

/// JSON in which no object has a key twice: of two the reader would take the last, and the first would never be said.
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Self;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("texts")
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, Self)) = entries.next_entry::<String, Self>()? {
            if let Some(twice) = keys.replace(key) {
                return Err(A::Error::custom(format!("`{twice}` stands twice")));
            }
        }
        Ok(self)
    }
}

#[test]
fn no_key_stands_twice() -> std::io::Result<()> {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales")];
    let (mut read, mut twice) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            read += 1;
            let found = serde_json::from_str::<Unique>(&std::fs::read_to_string(&path)?);
            twice.extend(found.err().map(|error| format!("{}: {error}", path.display())));
        }
    }
    assert!(read > 50 && twice.is_empty(), "{read} files, {twice:#?}");
    Ok(())
}

#[test]
fn languages_have_the_same_keys() {
    for (one, language, other) in pairs() {
        let keys = |catalog: &Catalog| catalog.keys().map(str::to_owned).collect::<BTreeSet<_>>();
        let (one, other) = (keys(&one), keys(&other));
        assert_eq!(one.difference(&other).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in {language:?}");
        assert_eq!(other.difference(&one).collect::<Vec<_>>(), Vec::<&String>::new(), "in {language:?} alone");
    }
}

#[test]
fn languages_fill_in_the_same_values() {
    for (default, language, translated) in pairs() {
        for key in default.keys() {
            let (one, other) = (default.templates(key), translated.templates(key));
            assert_eq!(one.len(), other.len(), "{key} has another number of alternatives in {language:?}");
            for (one, other) in one.iter().zip(other) {
                assert_eq!(values(one), values(other), "{key} in {language:?}");
            }
        }
    }
}

#[test]
fn texts_are_not_empty() {
    for catalog in Language::ALL.iter().copied().map(Catalog::embedded) {
        for key in catalog.keys() {
            assert!(catalog.templates(key).iter().all(|text| !text.trim().is_empty()), "{key} is empty");
        }
    }
}
