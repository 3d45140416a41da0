//! What a first visit costs on the wire.

use crate::{
    offline,
    shell::{Shell, heading},
};
use anyhow::{Context, Result, bail};
use std::{cmp::Reverse, fs, path::Path};

/// First load, brotli, in bytes.
pub const BUDGET: usize = 250_000;

/// The texts that a first visit fetches: those of one language.
const TEXTS: &str = "locales/en.json";

/// What a page of its own (no frame) fetches by itself once the first trace is shown, on a wide screen: the parts of the
/// program that one works with, and their texts. See src/parts.rs.
const SOON: &[&str] = &["work", "bars", "forms"];
/// Their texts.
const SOON_TEXTS: &str = "locales/en.more.json";

/// A file of `dist/` with what it weighs.
struct Weighed {
    name: String,
    raw: usize,
    brotli: usize,
    when: When,
}

/// When a browser asks for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On the first visit, before the first trace is seen: counts.
    FirstLoad,
    /// Right after that, without being asked: told, and does not count.
    Soon,
    /// When the reader does something that needs it: does not count.
    Later,
}

/// Whether `dist/` holds a finished release build.
pub fn is_built(shell: &Shell) -> bool {
    fs::read_to_string(shell.dist().join("index.html")).is_ok_and(|html| html.contains("data-script="))
}

/// Prints every file's size and the first load's total against its budget.
///
/// # Errors
/// When `dist/` cannot be read, or the first load is over `most` bytes.
pub fn check(shell: &Shell, most: usize) -> Result<()> {
    let total = report(shell)?;
    if total > most {
        bail!("the first load is {} bytes over {most}", total - most);
    }
    Ok(())
}

/// Prints every file's size, and yields the first load's total.
fn report(shell: &Shell) -> Result<usize> {
    heading("First-load size");
    let mut files = weigh(&shell.dist())?;
    files.sort_by_key(|file| Reverse(file.brotli));
    println!("{:>10} {:>10}  file", "raw", "brotli");
    let total = print(&files, When::FirstLoad);
    println!("  fetched once the first trace is shown, on a wide screen; not counted:");
    let soon = print(&files, When::Soon);
    println!("  fetched when it is needed, not counted:");
    print(&files, When::Later);
    let beside = names(&shell.dist(), &shell.dist())?.into_iter().filter(|name| offline::is_beside(name)).count();
    println!("  {beside} files of pages beside the app, not weighed");
    println!("first load: {total} of {BUDGET} bytes ({} %); then {soon}", total * 100 / BUDGET);
    Ok(total)
}

/// Prints the files of one kind; yields the sum of their compressed sizes.
fn print(files: &[Weighed], when: When) -> usize {
    files
        .iter()
        .filter(|file| file.when == when)
        .inspect(|file| println!("{:>10} {:>10}  {}", file.raw, file.brotli, file.name))
        .map(|file| file.brotli)
        .sum()
}

fn weigh(dist: &Path) -> Result<Vec<Weighed>> {
    let html = fs::read_to_string(dist.join("index.html")).context("dist/index.html: build first")?;
    names(dist, dist)?
        .into_iter()
        .filter(|name| !offline::is_beside(name))
        .map(|name| {
            let bytes = fs::read(dist.join(&name)).with_context(|| format!("reading dist/{name}"))?;
            let when = when(&html, &name);
            let brotli = brotli_len(&bytes, quality(when, bytes.len()))?;
            Ok(Weighed { when, raw: bytes.len(), brotli, name })
        })
        .collect()
}

/// The files below `folder`, as paths relative to `dist` with forward slashes.
///
/// # Errors
/// When a folder cannot be read.
pub fn names(dist: &Path, folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(names(dist, &path)?);
        } else {
            found.push(path.strip_prefix(dist)?.to_string_lossy().replace('\\', "/"));
        }
    }
    found.sort();
    Ok(found)
}

/// A file is part of the first load when the page names it in an address, or when static/boot.js always fetches one of
/// its kind: the texts of a language. What else code names comes later, and so does the copy for frames (`data-script`).
pub fn when(html: &str, name: &str) -> When {
    let named = ["href=", "src="].iter().any(|attribute| {
        // The minifier leaves out quotes where it may.
        ["\"", "'", ""].iter().any(|quote| {
            let address = format!("{attribute}{quote}./{name}");
            html.match_indices(&address).any(|(at, _)| {
                html.get(at + address.len()..).is_some_and(|rest| rest.starts_with(['"', '\'', ' ', '>']))
            })
        })
    });
    if named || name == "index.html" || name == TEXTS {
        When::FirstLoad
    } else if name == SOON_TEXTS || soon(html).iter().any(|each| each == name) {
        When::Soon
    } else {
        When::Later
    }
}

/// The files of the parts that follow the first trace: see `parts` in finish.rs.
fn soon(html: &str) -> Vec<String> {
    let listed = html.split_once("data-parts='").and_then(|(_, rest)| rest.split_once('\''));
    let listed: serde_json::Value =
        listed.and_then(|(json, _)| serde_json::from_str(json).ok()).unwrap_or(serde_json::Value::Null);
    let files = listed.get("files").and_then(serde_json::Value::as_array).map_or(&[][..], Vec::as_slice);
    let place = |place: &serde_json::Value| files.get(usize::try_from(place.as_u64()?).ok()?)?.as_str();
    let places = |part: &&str| listed.get("parts")?.get(part)?.as_array();
    let of_parts = SOON.iter().filter_map(places).flatten().filter_map(place);
    let small_parts = listed.get("small").and_then(serde_json::Value::as_str);
    of_parts.chain(small_parts).filter_map(|file| file.strip_prefix("./")).map(str::to_owned).collect()
}

/// How hard brotli tries: its hardest, which is what a CDN or a pre-compressed file serves. What comes later and is large
/// would take minutes, and is only told: it is some percent smaller than that.
fn quality(when: When, bytes: usize) -> i32 {
    if when == When::Later && bytes > 300_000 { 9 } else { 11 }
}

/// Length after brotli.
///
/// # Errors
/// When it cannot be compressed.
pub fn brotli_len(bytes: &[u8], quality: i32) -> Result<usize> {
    let parameters = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    let mut input = bytes;
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut input, &mut output, &parameters).context("compressing")?;
    Ok(output.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_page_names_is_first_load() {
        let html = r#"<link href=./a.css rel=stylesheet><link href="./b_bg.wasm" data-script="./b_bg.wasm.js">
            <template data-glue=./worker-1.js data-wasm="./worker-1_bg.wasm"></template>"#;
        for (name, expected) in [
            ("index.html", When::FirstLoad),
            ("a.css", When::FirstLoad),
            ("b_bg.wasm", When::FirstLoad),
            ("b_bg.wasm.js", When::Later),
            ("worker_bg.wasm", When::Later),
            ("worker-1.js", When::Later),
            ("worker-1_bg.wasm", When::Later),
            ("locales/en.json", When::FirstLoad),
            ("locales/ja.json", When::Later),
            ("locales/en.rules.json", When::Later),
            ("locales/en.advice.json", When::Later),
        ] {
            assert_eq!(when(html, name), expected, "{name}");
        }
    }

    #[test]
    fn the_parts_that_follow_are_told_apart() {
        let html = r##"<template data-parts='{"small":"./c.json","files":["./a.wasm",0,"./d.wasm"],
            "parts":{"bars":[0,1],"links":[2]}}'></template>"##;
        for (name, expected) in [
            ("a.wasm", When::Soon),
            ("c.json", When::Soon),
            ("locales/en.more.json", When::Soon),
            ("d.wasm", When::Later),
            ("a.wasm.js", When::Later),
        ] {
            assert_eq!(when(html, name), expected, "{name}");
        }
    }

    #[test]
    fn brotli_shrinks_repetition() {
        assert!(brotli_len(&[7; 10_000], 11).unwrap_or(usize::MAX) < 50);
    }
}
