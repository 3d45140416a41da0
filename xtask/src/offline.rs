//! What the page keeps to work without a network: the list that static/sw.js goes by, and the version of the whole.
//!
//! While serving for development there is none of it: static/sw.js without a list puts away what an earlier page of that
//! address has left behind, so that nobody looks at yesterday's build.

use crate::size::{self, When};
use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// The service worker's file.
const WORKER: &str = "sw.js";

/// What is no part of the page itself: pages beside it, what is for other people's pages or for hosts, and the two files
/// that must come from the network.
const OTHERS: &[&str] = &["index.html", "embed.js", "_headers", "card.png", "sitemap.xml", WORKER, "version.json"];

/// Whether a file is a page that stands beside the app, or what such a page shows.
pub fn is_beside(name: &str) -> bool {
    ["rules/", "e/"].iter().any(|folder| name.starts_with(folder))
}

/// Puts the list into the service worker, writes `version.json`, and yields the version. `html` is the page without it.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(folder: &Path, html: &str) -> Result<String> {
    let names: Vec<String> = size::names(folder, folder)?.into_iter().filter(|name| is_kept(name)).collect();
    let mut hash = Sha256::new();
    hash.update(html);
    for name in &names {
        hash.update(name);
        hash.update(fs::read(folder.join(name)).with_context(|| format!("reading {name}"))?);
    }
    let worker = folder.join(WORKER);
    let script = fs::read_to_string(&worker).with_context(|| format!("reading {}", worker.display()))?;
    hash.update(&script);
    let version = HEXLOWER.encode(hash.finalize().get(..8).unwrap_or_default());
    let (shell, later): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| is_shell(html, name));
    let address = |name: &&String| match is_hashed(name) || is_plain(name) {
        true => format!("./{name}"),
        false => format!("./{name}?v={version}"),
    };
    let page = std::iter::once("./".to_owned());
    let list = json!({
        "version": version,
        "shell": page.chain(shell.iter().map(address)).collect::<Vec<_>>(),
        "later": later.iter().map(address).collect::<Vec<_>>(),
    });
    fs::write(&worker, format!("self.BUILD = {list};\n{script}")).context("writing sw.js")?;
    fs::write(folder.join("version.json"), json!({"version": version}).to_string()).context("writing version.json")?;
    Ok(version)
}

/// A file of the page that a browser may ask for. The copies that are scripts are for frames in which no service worker
/// works.
fn is_kept(name: &str) -> bool {
    let is_copy = name.ends_with(".wasm.js") || name.ends_with(".json.js");
    !is_copy && !OTHERS.contains(&name) && !is_beside(name)
}

/// What every visit asks for. The texts of a language are kept when somebody reads it.
fn is_shell(html: &str, name: &str) -> bool {
    is_plain(name) || (is_hashed(name) && matches!(size::when(html, name), When::FirstLoad | When::Soon))
}

/// A file that the page names by its own name.
fn is_plain(name: &str) -> bool {
    matches!(name, "icon.svg" | "manifest.webmanifest")
}

/// Whether a name has a hash in it: a dash, and sixteen digits (Trunk's) or twelve (ours: finish.rs).
fn is_hashed(name: &str) -> bool {
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte)).count();
        digits == 12 || digits == 16
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const HTML: &str = r##"<link href=./icon.svg><link id=hopscope-wasm href=./hopscope-0123456789abcdef_bg.wasm>
        <link href=./hopscope-0123456789abcdef.js><template data-parts='{"small":"./small-0123456789abcdef.json",
        "files":["./forms-0123456789abcdef.wasm","./links-0123456789abcdef.wasm"],"parts":{"forms":[0],"links":[1]}}'>"##;

    fn written(change: impl Fn(&Path) -> Result<()>) -> Result<(String, Value)> {
        let folder = tempfile()?;
        for name in [
            "icon.svg",
            "manifest.webmanifest",
            "hopscope-0123456789abcdef_bg.wasm",
            "hopscope-0123456789abcdef_bg.wasm.js",
            "hopscope-0123456789abcdef.js",
            "small-0123456789abcdef.json",
            "small-0123456789abcdef.json.js",
            "forms-0123456789abcdef.wasm",
            "links-0123456789abcdef.wasm",
            "offline.js",
            "embed.js",
            "sw.js",
            "_headers",
            "index.html",
            "locales/en.json",
            "locales/en.json.js",
            "rules/en.html",
            "e/a/index.html",
        ] {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().context("a folder")?)?;
            fs::write(path, name)?;
        }
        change(&folder)?;
        let version = write(&folder, HTML)?;
        let script = fs::read_to_string(folder.join("sw.js"))?;
        let (list, rest) = script.split_once(";\n").context("no list")?;
        assert_eq!(rest, "sw.js");
        let told: Value = serde_json::from_str(&fs::read_to_string(folder.join("version.json"))?)?;
        assert_eq!(told, json!({"version": version}));
        let list = serde_json::from_str(list.strip_prefix("self.BUILD = ").context("no list")?)?;
        fs::remove_dir_all(&folder)?;
        Ok((version, list))
    }

    /// A folder of one test alone.
    fn tempfile() -> Result<std::path::PathBuf> {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("offline-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    #[test]
    fn the_list_says_what_is_kept_when() -> Result<()> {
        let (version, list) = written(|_| Ok(()))?;
        let expected = json!({
            "version": version,
            "shell": [
                "./",
                "./forms-0123456789abcdef.wasm",
                "./hopscope-0123456789abcdef.js",
                "./hopscope-0123456789abcdef_bg.wasm",
                "./icon.svg",
                "./manifest.webmanifest",
                "./small-0123456789abcdef.json",
            ],
            "later": [
                "./links-0123456789abcdef.wasm",
                format!("./locales/en.json?v={version}"),
                format!("./offline.js?v={version}"),
            ],
        });
        assert_eq!(list, expected);
        Ok(())
    }

    #[test]
    fn what_changes_the_page_changes_its_version_and_nothing_else_does() -> Result<()> {
        let (version, _) = written(|_| Ok(()))?;
        for (name, changes) in [
            ("locales/en.json", true),
            ("offline.js", true),
            ("icon.svg", true),
            ("rules/en.html", false),
            ("e/a/index.html", false),
            ("embed.js", false),
            ("_headers", false),
        ] {
            let (other, _) = written(|folder| Ok(fs::write(folder.join(name), "changed")?))?;
            assert_eq!(other != version, changes, "{name}");
        }
        Ok(())
    }

    #[test]
    fn hashes_are_told_from_other_names() {
        for (name, expected) in [
            ("a-0123456789abcdef_bg.wasm", true),
            ("a-0123456789abcdef.js", true),
            ("a-b-0123456789abcdef.wasm", true),
            ("a-0123456789ab.wasm", true),
            ("en.json", false),
            ("a-0123.js", false),
        ] {
            assert_eq!(is_hashed(name), expected, "{name}");
        }
    }
}
