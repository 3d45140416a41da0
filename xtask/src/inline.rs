//! Puts static/boot.js and the styles into the page itself, and into the page's policy their hashes.
//!
//! So no visit depends on a second file before it can say what is wrong, and the page starts in a sandboxed frame of
//! WebKit: to it, `'self'` is the frame's own origin, which is nobody's, so that it would load no script and no style.
//! A hash is the same everywhere, and with `'strict-dynamic'` the script that it names may load others.

use anyhow::{Context, Result, bail};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// The page's tags that name files of ours, as Trunk writes them and as the minifier leaves them.
const SCRIPT: &str = "boot-";
const STYLES: [&str; 3] = ["tokens-", "boot-", "app-"];

/// A file that goes into the page.
struct Part {
    /// The whole of what stands in the page for it now.
    tag: String,
    /// Its name.
    name: String,
    /// What stands there then.
    content: String,
}

/// The page with its script and styles in it; their files are deleted. `change` is what is done to the script first.
/// While serving for development (`hashes` is false), Trunk's own script stands in the page too, and no hash is set:
/// next to one, `'unsafe-inline'` would mean nothing.
///
/// # Errors
/// When the page does not name them, or they cannot stand in a page.
pub fn inline(html: &str, folder: &Path, hashes: bool, change: impl Fn(&str) -> String) -> Result<String> {
    let mut html = html.to_owned();
    let script = part(&html, folder, "<script", "</script>", "src=", SCRIPT, ".js")?;
    let content = change(&script.content);
    let mut script_hash = String::new();
    html = put(&html, folder, &script, "script", &content, &mut script_hash)?;
    let mut style_hashes = String::new();
    for name in STYLES {
        let style = part(&html, folder, "<link", ">", "href=", name, ".css")?;
        html = put(&html, folder, &style, "style", &style.content, &mut style_hashes)?;
    }
    if !hashes {
        return Ok(html);
    }
    for (directive, own) in [("script-src", script_hash), ("style-src", style_hashes)] {
        let found = format!("{directive} 'self'");
        if !html.contains(&found) {
            bail!("index.html has no policy with {found}");
        }
        html = html.replacen(&found, &format!("{found}{own}"), 1);
    }
    Ok(html)
}

/// Finds the tag of a file.
fn part(html: &str, folder: &Path, open: &str, close: &str, attribute: &str, start: &str, end: &str) -> Result<Part> {
    let found = html.match_indices(open).find_map(|(at, _)| {
        let rest = html.get(at..)?;
        let tag = rest.get(..rest.find(close)? + close.len())?;
        let address = tag.split_once(attribute)?.1.trim_start_matches(['"', '\'']);
        let name = address.split(['"', '\'', ' ', '>']).next()?.strip_prefix("./")?;
        (name.starts_with(start) && name.ends_with(end)).then(|| (tag.to_owned(), name.to_owned()))
    });
    let (tag, name) = found.with_context(|| format!("index.html names no {start}…{end}"))?;
    let content = fs::read_to_string(folder.join(&name)).with_context(|| format!("reading {name}"))?;
    Ok(Part { tag, name, content })
}

/// Puts a file in the place of its tag, and its hash behind others.
fn put(html: &str, folder: &Path, part: &Part, element: &str, content: &str, hashes: &mut String) -> Result<String> {
    if content.contains(&format!("</{element}")) || content.contains("<!--") {
        bail!("{} cannot stand in a page: it holds what ends a <{element}>", part.name);
    }
    fs::remove_file(folder.join(&part.name)).with_context(|| format!("removing {}", part.name))?;
    hashes.push_str(&format!(" 'sha256-{}'", BASE64.encode(&Sha256::digest(content.as_bytes()))));
    Ok(html.replacen(&part.tag, &format!("<{element}>{content}</{element}>"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_part_of_the_page_and_of_its_policy() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("inline-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        for (name, content) in
            [("boot-1.js", "  run()"), ("tokens-1.css", "a{}"), ("boot-2.css", "b{}"), ("app-3.css", "c{}")]
        {
            fs::write(folder.join(name), content)?;
        }
        let page = "<meta content=\"script-src 'self' 'strict-dynamic'; style-src 'self'\">\
            <script src=\"./boot-1.js\"></script><link rel=stylesheet href=./tokens-1.css>\
            <link rel=\"stylesheet\" href=\"./boot-2.css\"/><link href=\"./app-3.css\" rel=\"stylesheet\">";
        let served = {
            let before = fs::read(folder.join("boot-1.js"))?;
            let html = inline(page, &folder, true, |script| script.trim().to_owned())?;
            assert!(!folder.join("boot-1.js").exists() && before.len() == 7);
            html
        };
        assert!(served.contains("<script>run()</script><style>a{}</style><style>b{}</style><style>c{}</style>"));
        let hash = BASE64.encode(&Sha256::digest(b"run()"));
        assert!(served.contains(&format!("script-src 'self' 'sha256-{hash}' 'strict-dynamic'")), "{served}");
        assert_eq!(served.matches("'sha256-").count(), 4);
        assert!(inline(page, &folder, true, str::to_owned).is_err(), "the files are gone");
        fs::remove_dir_all(&folder)?;
        Ok(())
    }

    #[test]
    fn what_ends_its_element_is_refused() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("inline-bad-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("boot-1.js"), "'</script>'")?;
        assert!(inline("<script src=./boot-1.js></script>", &folder, true, str::to_owned).is_err());
        fs::remove_dir_all(&folder)?;
        Ok(())
    }
}
