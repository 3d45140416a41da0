//! Merges the locale files of each language, `locales/<language>/**/*.json`, into one flat catalog.
//!
//! A nested object becomes dotted keys: `{"verdict": {"ok": "…"}}` is `verdict.ok`. Files below `rules/` hold rules by
//! id and get the prefix `rule.`. Files below `first/` hold what one reads on the page first: their keys are listed, for
//! the program that sorts texts by when they are fetched. The same key in two files of a language is an error: one of
//! them would be lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let locales = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../locales");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut first = BTreeMap::new();
    for entry in fs::read_dir(&locales)? {
        let folder = entry?.path();
        let Some(language) = folder.file_name().and_then(|name| name.to_str()).filter(|_| folder.is_dir()) else {
            continue;
        };
        let mut catalog = BTreeMap::new();
        for file in json_files(&folder)? {
            println!("cargo::rerun-if-changed={}", file.display());
            let text = fs::read_to_string(&file)?;
            let value: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
            let prefix = if file.parent() == Some(&folder.join("rules")) { "rule" } else { "" };
            if file.parent() == Some(&folder.join("first")) {
                flatten(prefix, value.clone(), first.entry(language.to_owned()).or_default()).map_err(twice(&file))?;
            }
            flatten(prefix, value, &mut catalog).map_err(twice(&file))?;
        }
        fs::write(out.join(format!("{language}.json")), serde_json::to_string(&catalog)?)?;
    }
    // A text is first in every language, or a page in one would lack it.
    let keys: Vec<Vec<String>> =
        first.into_values().map(|texts: BTreeMap<String, Value>| texts.into_keys().collect()).collect();
    if keys.windows(2).any(|pair| pair.first() != pair.last()) {
        return Err("the files below `first/` of two languages have different keys".into());
    }
    fs::write(out.join("first.json"), serde_json::to_string(&keys.first())?)?;
    Ok(())
}

/// Tells of a key that two files of a language have.
fn twice(file: &Path) -> impl Fn(String) -> String {
    let file = file.display().to_string();
    move |key| format!("{file}: {key} stands twice")
}

fn json_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(json_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn flatten(key: &str, value: Value, catalog: &mut BTreeMap<String, Value>) -> Result<(), String> {
    match value {
        Value::Object(fields) => fields.into_iter().try_for_each(|(name, value)| {
            let key = if key.is_empty() { name } else { format!("{key}.{name}") };
            flatten(&key, value, catalog)
        }),
        text => match catalog.insert(key.to_owned(), text) {
            None => Ok(()),
            Some(_) => Err(key.to_owned()),
        },
    }
}
