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
    let mut found = Found { given: path.canonicalize().ok(), files: Vec::new(), total: 0 };
    found.read(path, "")?;
    let mut beside = BTreeSet::new();
    let mut looked_at = 0;
    while looked_at < found.files.len() {
        let fresh: Vec<String> = found.files.get(looked_at..).unwrap_or_default().iter().flat_map(called).collect();
        looked_at = found.files.len();
        for folder in fresh {
            if beside.len() < BESIDE && beside.insert(folder.clone()) {
                // The import says of a module that it is not there.
                let _ = found.read(&path.join(&folder), &folder);
            }
        }
    }
    let mut files = found.files;
    files.sort();
    // One module may lie in another.
    files.dedup_by(|one, other| one.0 == other.0);
    Ok(files)
}

/// The modules that a file of Terraform calls outside of what was given.
fn called((name, bytes): &(String, Vec<u8>)) -> Vec<String> {
    if name.ends_with(".tf") { modules_outside(name, &String::from_utf8_lossy(bytes)) } else { Vec::new() }
}

/// What was read so far.
struct Found {
    /// The folder that was given: a module around it does not bring it once more.
    given: Option<PathBuf>,
    files: Vec<(String, Vec<u8>)>,
    /// How large the files are together.
    total: u64,
}

impl Found {
    /// Reads all files of a folder, by their paths below it, behind its own name.
    fn read(&mut self, path: &Path, name: &str) -> io::Result<()> {
        let mut folders = vec![path.to_owned()];
        while let Some(folder) = folders.pop() {
            let mut inside: Vec<PathBuf> =
                std::fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
            inside.sort();
            for each in inside {
                let Ok(about) = std::fs::symlink_metadata(&each) else { continue };
                if about.is_dir() {
                    let left_out = each.file_name().is_some_and(|name| LEFT_OUT.iter().any(|other| name == *other));
                    if !left_out && (self.given.is_none() || each.canonicalize().ok() != self.given) {
                        folders.push(each);
                    }
                    continue;
                }
                // A link could lead out of the folder; what is huge is no configuration.
                let has_room = self.total + about.len() <= TOTAL && self.files.len() < FILES;
                if !about.is_file() || about.len() > SIZE || !has_room {
                    continue;
                }
                let Ok(bytes) = std::fs::read(&each) else { continue };
                self.total += about.len();
                let below = shown(each.strip_prefix(path).unwrap_or(&each));
                self.files.push((if name.is_empty() { below } else { format!("{name}/{below}") }, bytes));
            }
        }
        Ok(())
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A folder for a test, which goes with it.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            Self(std::env::temp_dir().join(format!("hopscope-gather-{name}-{}", std::process::id())))
        }

        fn write(&self, name: &str, text: &str) {
            let file = self.0.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }

        fn gathered(&self, folder: &str) -> Vec<String> {
            gather(&self.0.join(folder)).unwrap().into_iter().map(|(name, _)| name).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn modules_beside_the_folder_come_too() {
        let top = Folder::new("beside");
        top.write("envs/dev/main.tf", "module \"api\" {\n  source = \"../../modules/api\"\n}\n");
        top.write("modules/api/main.tf", "module \"lambda\" {\n  source = \"../lambda\"\n}\n");
        top.write("modules/lambda/main.tf", "# nothing\n");
        top.write("modules/unused/main.tf", "# nothing\n");
        let expected = ["../../modules/api/main.tf", "../../modules/lambda/main.tf", "main.tf"];
        assert_eq!(top.gathered("envs/dev"), expected);
    }

    #[test]
    fn what_lies_in_its_own_module_comes_once() {
        let top = Folder::new("own");
        top.write("library/main.tf", "# nothing\n");
        top.write("library/live/main.tf", "module \"library\" {\n  source = \"../\"\n}\n");
        top.write("library/part/main.tf", "# nothing\n");
        assert_eq!(top.gathered("library/live"), ["../main.tf", "../part/main.tf", "main.tf"]);
    }
}
