//! The files below a path, as an import takes them.

use std::io;
use std::path::{Path, PathBuf};

/// How many files are read at most.
const FILES: usize = 5_000;

/// How large a file may be.
const SIZE: u64 = 16_000_000;

/// How large all of them may be together.
const TOTAL: u64 = 128_000_000;

/// Folders that hold nothing that was written by hand. Modules that `terraform init` fetched are read.
const LEFT_OUT: &[&str] =
    &[".git", "node_modules", "target", "__pycache__", ".venv", ".aws-sam", ".serverless", "providers"];

/// Reads a file, or all files of a folder, by their paths below it.
///
/// # Errors
/// When the path itself cannot be read.
pub fn gather(path: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    if !path.is_dir() {
        return Ok(vec![(shown(path), std::fs::read(path)?)]);
    }
    let mut files = Vec::new();
    let mut total = 0;
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut inside: Vec<PathBuf> =
            std::fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.sort();
        for each in inside {
            let Ok(about) = std::fs::symlink_metadata(&each) else { continue };
            let name = each.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if about.is_dir() {
                if !LEFT_OUT.contains(&name.as_str()) {
                    folders.push(each);
                }
                continue;
            }
            // A link could lead out of the folder; what is huge is no configuration.
            if !about.is_file() || about.len() > SIZE || total + about.len() > TOTAL || files.len() >= FILES {
                continue;
            }
            total += about.len();
            let Ok(bytes) = std::fs::read(&each) else { continue };
            files.push((shown(each.strip_prefix(path).unwrap_or(&each)), bytes));
        }
    }
    files.sort();
    Ok(files)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
