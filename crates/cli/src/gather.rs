//! The files below a path, as an import takes them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use hopscope_formats::terraform::folder::modules_outside;

/// How many files are read at most.
const FILES: usize = 5_000;

/// How large a file may be.
const SIZE: u64 = 16_000_000;

/// How large all of them may be together.
const TOTAL: u64 = 128_000_000;

/// Folders that hold nothing that was written by hand. Modules that `terraform init` fetched are read.
const LEFT_OUT: &[&str] =
    &[".git", "node_modules", "target", "__pycache__", ".venv", ".aws-sam", ".serverless", "providers"];

/// How many folders beside it a folder may call as modules, directly and through one another.
const BESIDE: usize = 200;

/// Reads a file, or all files of a folder, by their paths below it. Terraform's modules may lie beside the folder
/// (`../modules/api`): those that its files call come too.
///
/// # Errors
/// When the path itself cannot be read.
pub fn gather(path: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    if !path.is_dir() {
        return Ok(vec![(shown(path), std::fs::read(path)?)]);
    }
    let mut files = below(path)?;
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut looked_at = 0;
    while looked_at < files.len() && known.len() < BESIDE {
        let fresh: BTreeSet<String> = files.get(looked_at..).unwrap_or_default().iter().flat_map(called).collect();
        looked_at = files.len();
        for folder in fresh.difference(&known.clone()) {
            known.insert(folder.clone());
            let beside = path.join(folder);
            if !beside.is_dir() || files.len() >= FILES {
                continue;
            }
            let more = below(&beside).unwrap_or_default();
            files.extend(more.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes)));
        }
    }
    files.sort();
    files.dedup_by(|one, other| one.0 == other.0);
    Ok(files)
}

/// The modules that a file of Terraform calls outside of what was given.
fn called((name, bytes): &(String, Vec<u8>)) -> Vec<String> {
    if name.ends_with(".tf") { modules_outside(name, &String::from_utf8_lossy(bytes)) } else { Vec::new() }
}

/// All files of a folder, by their paths below it.
fn below(path: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn modules_beside_the_folder_come_too() {
        let top = std::env::temp_dir().join(format!("hopscope-gather-{}", std::process::id()));
        let write = |name: &str, text: &str| {
            let file = top.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        };
        write("envs/dev/main.tf", "module \"api\" {\n  source = \"../../modules/api\"\n}\n");
        write("modules/api/main.tf", "module \"lambda\" {\n  source = \"../lambda\"\n}\n");
        write("modules/lambda/main.tf", "# nothing\n");
        write("modules/unused/main.tf", "# nothing\n");
        let files = gather(&top.join("envs/dev")).unwrap();
        std::fs::remove_dir_all(&top).unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["../../modules/api/main.tf", "../../modules/lambda/main.tf", "main.tf"]);
    }
}
