//! The scenario files that several tests read.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

/// Name and text of each file in `examples/` of the project.
pub fn examples() -> Vec<(String, String)> {
    files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples"))
}

/// Name and text of each scenario that is here for the tests alone.
pub fn test_scenarios() -> Vec<(String, String)> {
    files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios"))
}

fn files_in(folder: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    assert!(!paths.is_empty(), "no file in {}", folder.display());
    paths
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}
