//! Writes the pages beside the app: `write-cards EXAMPLES FOLDER [SITE]`, from a folder of examples into a built one that
//! will be found at that address.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (examples, folder, site) = match arguments.as_slice() {
        [examples, folder] => (examples, folder, None),
        [examples, folder, site] => (examples, folder, Some(site.as_str())),
        _ => return Err(io::Error::other("write-cards EXAMPLES FOLDER [SITE]")),
    };
    if site.is_some_and(|site| !site.starts_with("https://") || !site.ends_with('/')) {
        return Err(io::Error::other("a site is https://… with a slash at its end"));
    }
    for file in hopscope_cards::files(&read(Path::new(examples))?, site).map_err(io::Error::other)? {
        let path = PathBuf::from(folder).join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.content)?;
    }
    Ok(())
}

/// The examples of a folder, by name.
fn read(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path)?));
        }
    }
    found.sort();
    Ok(found)
}
