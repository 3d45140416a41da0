//! What comes with the first visit imports nothing of what is fetched later: an import would bring it along.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

/// Where the components are.
const COMPONENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/components");

/// The folders that are fetched later.
fn later() -> Vec<String> {
    let entries = fs::read_dir(COMPONENTS).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    folders.map(|entry| entry.file_name().into_string().unwrap()).filter(|name| name != "first").collect()
}

/// The imports of a text from any of the folders.
fn imports<'t>(text: &'t str, folders: &[String]) -> Vec<&'t str> {
    let reaches = |line: &str| {
        line.contains("super::super")
            || folders.iter().any(|folder| {
                line.contains(&format!("components::{folder}")) || line.contains(&format!("parts::{folder}"))
            })
            || line.contains("components::{")
    };
    text.lines().filter(|line| reaches(line)).collect()
}

#[test]
fn the_first_screen_imports_nothing_that_comes_later() {
    let later = later();
    assert!(later.contains(&"forms".to_owned()) && later.contains(&"widgets".to_owned()), "{later:?}");
    let mut seen = 0;
    for entry in fs::read_dir(Path::new(COMPONENTS).join("first")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let found = imports(&text, &later);
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
        seen += 1;
    }
    assert!(seen > 10, "{seen} files");
}

/// That the test above would see one.
#[test]
fn an_import_of_a_form_is_seen() {
    let text = "use crate::page::Page;\nuse crate::components::forms::set_up::set_up;\n";
    assert_eq!(imports(text, &later()).len(), 1);
}

#[test]
fn every_component_is_in_a_folder() {
    for entry in fs::read_dir(COMPONENTS).unwrap() {
        let entry = entry.unwrap();
        assert!(entry.file_type().unwrap().is_dir() || entry.file_name() == "mod.rs", "{:?}", entry.path());
    }
}
