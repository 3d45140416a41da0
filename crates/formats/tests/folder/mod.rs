//! The folders below `fixtures`, and what there is to import in each.

use std::path::{Path, PathBuf};

const OWN: &[&str] = &["expected.txt", "requests.txt", "options.json"];

fn collect(path: &Path, name: &str, files: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let last = entry.file_name().unwrap().to_string_lossy().into_owned();
        if name.is_empty() && OWN.contains(&last.as_str()) {
            continue;
        }
        let name = if name.is_empty() { last } else { format!("{name}/{last}") };
        if entry.is_dir() {
            collect(&entry, &name, files);
        } else {
            files.push((name, std::fs::read(&entry).unwrap()));
        }
    }
}

/// Every folder, with its name.
pub fn all() -> Vec<(String, PathBuf)> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(base).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.into_iter().map(|folder| (folder.file_name().unwrap().to_string_lossy().into_owned(), folder)).collect()
}

/// The files to import in a folder.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(folder, "", &mut files);
    files
}
