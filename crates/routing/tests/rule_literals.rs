//! Rules are named by [`RuleId`]: their ids stand as texts in the book, in tests and in locale files alone.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use hopscope_routing::RuleId;

/// Every source file of the product, below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "tests", "node_modules", "examples"].contains(&name.as_str()) {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests.rs" {
            found.push(path);
        }
    }
}

/// The lines of a file that quote a rule's id, its tests apart.
fn quotes(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let quotes = |line: &&str| RuleId::ALL.iter().any(|id| line.contains(&format!("\"{id}\"")));
    text.lines().filter(quotes).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn no_id_of_a_rule_is_a_text_outside_the_book() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("crates"), &mut files);
    assert!(files.len() > 300, "{} files", files.len());
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.ends_with("routing/src/rules/id.rs")) {
        let quoted = quotes(&fs::read_to_string(file).unwrap());
        found.extend(quoted.into_iter().map(|line| format!("{}: {line}", file.display())));
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// That the test above would see one, and leaves tests alone.
#[test]
fn a_quoted_id_is_seen() {
    let text = "if id == \"cloudfront.relay\" {}\n#[cfg(test)]\nmod tests {\n const A: &str = \"dns.loop\";\n}\n";
    assert_eq!(quotes(text), ["if id == \"cloudfront.relay\" {}"]);
}
