//! What the build adds to Trunk's output, run by Trunk itself after each build (the hook in Trunk.toml), so that `trunk`
//! called by hand gives the same page.
//!
//! - The wasm file's plain size, beside its address: the loading bar needs it where the host compresses.
//! - In a release: a copy of the wasm file as a classic script, for sandboxed frames on hosts that send no
//!   `Access-Control-Allow-Origin`. Only such a frame ever asks for it.
//! - The program of the workers gets a name with a hash, and the page an element that says where it is: see
//!   `hopscopeStartWorker` in static/boot.js.
//! - The parts of the program get names with hashes, and the page an element that says which files make up each: see
//!   `hopscopeParts` in static/boot.js.
//! - The first script and the styles go into the page itself: see `inline`.
//! - In a release: the pages beside the app, one for each example and each rule.
//! - What works without a network, and which version this is: see `offline`.
//! - While serving for development: leave for Trunk's reload script, which is inline, and for what it does.

use crate::{
    inline::inline,
    offline,
    tool_shims::{self, Parts},
    tools,
};
use anyhow::{Context, Result, bail};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::Command,
};

/// What marks the wasm link of Trunk.toml.
const LINK: &str = "id=\"hopscope-wasm\"";

/// As index.html says for the program itself.
const WASM_OPT: &[&str] = &["-O1", "--rse"];

/// The worker's name in index.html.
const WORKER: &str = "worker";

/// Finishes the folder that Trunk names in the environment.
///
/// # Errors
/// Outside of a Trunk hook; when the page lacks its wasm link; when a file cannot be read or written.
pub fn from_hook() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").context("`finish` is called by Trunk after a build, not by hand")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    finish(Path::new(&folder), release)
}

fn finish(folder: &Path, release: bool) -> Result<()> {
    let page = folder.join("index.html");
    let mut html = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    let name = wasm_name(&html).context("index.html has no <link id=\"hopscope-wasm\" href=\"./….wasm\">")?.to_owned();
    let wasm = fs::read(folder.join(&name)).with_context(|| format!("reading {name}"))?;

    let mut attributes = format!(" data-bytes=\"{}\"", wasm.len());
    if release {
        let script = format!("{name}.js");
        fs::write(folder.join(&script), as_script(&wasm)).with_context(|| format!("writing {script}"))?;
        attributes.push_str(&format!(" data-script=\"./{script}\""));
    }
    html = insert_attributes(&html, &attributes);
    let worker = worker(folder, release)?;
    let parts = if tool_shims::is_wrapped() { parts(folder, &tool_shims::parts_folder()?)? } else { String::new() };
    html = html.replacen("</head>", &format!("{worker}{parts}</head>"), 1);
    let served = html.contains(".well-known/trunk/ws");
    html = inline(&html, folder, !served, |script| if release { without_comments(script) } else { script.to_owned() })?;
    if release && !served {
        cards(folder)?;
    }
    if !served {
        let version = offline::write(folder, &html)?;
        html = insert_attributes(&html, &format!(" data-build=\"{version}\""));
    }
    if served {
        html = html.replace("script-src 'self' 'strict-dynamic'", "script-src 'self' 'unsafe-inline'");
        html = html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
        html = html.replace("; require-trusted-types-for 'script'", "");
    }
    fs::write(&page, html).with_context(|| format!("writing {}", page.display()))
}

/// The environment variable that says where the page will be found: `cargo xtask build --site`.
pub const SITE: &str = "HOPSCOPE_SITE";

/// Has the pages beside the app written. Their program is native, and larger than this one should be.
fn cards(folder: &Path) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask stands in no folder")?;
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(["run", "--quiet", "--package", "hopscope-cards", "--", "examples"]).arg(folder);
    command.args(env::var_os(SITE));
    let status = command.status().context("cannot start `write-cards`")?;
    if !status.success() {
        bail!("the pages of examples and rules could not be written ({status})");
    }
    Ok(())
}

/// Names the worker's files by their content, and gives the element that says where they are.
fn worker(folder: &Path, release: bool) -> Result<String> {
    let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("reading {name}"));
    let (glue, wasm) = (read(&format!("{WORKER}.js"))?, read(&format!("{WORKER}_bg.wasm"))?);
    let name = hashed(WORKER, &[glue.as_slice(), &wasm].concat(), "");
    for end in [".js", "_bg.wasm"] {
        let (from, to) = (format!("{WORKER}{end}"), format!("{name}{end}"));
        fs::rename(folder.join(&from), folder.join(&to)).with_context(|| format!("renaming {from} to {to}"))?;
    }
    let mut element =
        format!("<template id=\"hopscope-worker\" data-glue=\"./{name}.js\" data-wasm=\"./{name}_bg.wasm\"");
    if release {
        let script = format!("{name}_bg.wasm.js");
        fs::write(folder.join(&script), as_script(&wasm)).with_context(|| format!("writing {script}"))?;
        element.push_str(&format!(" data-script=\"./{script}\""));
    }
    Ok(element + "></template>")
}

/// Files of parts below this many bytes travel together: a request each would cost more than they weigh.
const CRUMB: usize = 4_000;

/// What Trunk does to the program itself, done to its parts; and the element that says which files make up each.
fn parts(folder: &Path, made: &Path) -> Result<String> {
    let listed = fs::read_to_string(made.join("parts.json")).context("the program was not split")?;
    let parts: Parts = serde_json::from_str(&listed)?;
    let names: BTreeSet<&String> = parts.values().flatten().collect();
    let (mut files, mut small_parts) = (Vec::new(), BTreeMap::new());
    for (place, name) in names.iter().enumerate() {
        let wasm = optimised(&made.join(name).with_extension("wasm"))?;
        if wasm.len() < CRUMB {
            // It is asked for by its place: a name for each would weigh a good part of the page.
            files.push(Value::from(0));
            small_parts.insert(place, BASE64.encode(&wasm));
        } else {
            let file = hashed(name, &wasm, ".wasm");
            fs::write(folder.join(&file), &wasm).with_context(|| format!("writing {file}"))?;
            fs::write(folder.join(format!("{file}.js")), as_script(&wasm))
                .with_context(|| format!("writing {file}.js"))?;
            files.push(Value::from(format!("./{file}")));
        }
    }
    let small_parts = serde_json::to_string(&small_parts)?;
    let together = hashed("small_parts", small_parts.as_bytes(), ".json");
    fs::write(folder.join(&together), &small_parts).with_context(|| format!("writing {together}"))?;
    fs::write(folder.join(format!("{together}.js")), giving(&small_parts))
        .with_context(|| format!("writing {together}.js"))?;
    let places = |of: &Vec<String>| of.iter().filter_map(|name| names.iter().position(|each| *each == name)).collect();
    let parts: BTreeMap<_, Vec<usize>> = parts.iter().map(|(name, of)| (name, places(of))).collect();
    let listed = serde_json::json!({"small": format!("./{together}"), "files": files, "parts": parts});
    Ok(format!("<template id=\"hopscope-parts\" data-parts='{listed}'></template>"))
}

/// A part's file as wasm-opt makes it.
fn optimised(file: &Path) -> Result<Vec<u8>> {
    let mut command = Command::new("wasm-opt");
    let status = command
        .arg(file)
        .args(WASM_OPT)
        .args(tools::WASM_OPT_FEATURES)
        .arg("-o")
        .arg(file)
        .status()
        .context("cannot start `wasm-opt`")?;
    if !status.success() {
        bail!("wasm-opt on {} failed ({status})", file.display());
    }
    fs::read(file).with_context(|| format!("reading {}", file.display()))
}

/// A file's name with a hash of what is in it.
fn hashed(name: &str, content: &[u8], end: &str) -> String {
    let hash = HEXLOWER.encode(Sha256::digest(content).get(..6).unwrap_or_default());
    format!("{name}-{hash}{end}")
}

/// A script without the lines that are comments, and without indentation: of static/boot.js, a fifth, which every visit
/// would fetch. Lines stay lines: JavaScript counts on them.
fn without_comments(script: &str) -> String {
    let kept = script.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    kept.map(|line| format!("{line}\n")).collect()
}

/// The page before, in and after the tag that carries the wasm link's id. The minifier drops quotes and reorders
/// attributes, so the tag is found by its id alone.
fn split_link(html: &str) -> Option<(&str, &str, &str)> {
    let at = html.find(LINK).or_else(|| html.find(&LINK.replace('"', "")))?;
    let (before, after) = html.split_at_checked(at)?;
    let (start, end) = (before.rfind('<')?, at + after.find('>')?);
    Some((html.get(..start)?, html.get(start..end)?, html.get(end..)?))
}

/// The file name in the tag's `href="./NAME"`.
fn wasm_name(html: &str) -> Option<&str> {
    let (_, tag, _) = split_link(html)?;
    let (_, address) = tag.split_once("href=")?;
    let address = address.trim_start_matches(['"', '\'']);
    let name = address.split(['"', '\'', ' ']).next()?.strip_prefix("./")?;
    name.ends_with(".wasm").then_some(name)
}

fn insert_attributes(html: &str, attributes: &str) -> String {
    match split_link(html) {
        Some((before, tag, after)) => format!("{before}{tag}{attributes}{after}"),
        None => html.to_owned(),
    }
}

/// The wasm file as a script that hands it over as a text, in base64: see `fetchFromScript` in static/boot.js.
fn as_script(wasm: &[u8]) -> String {
    giving(&BASE64.encode(wasm))
}

/// A script that hands a text over.
fn giving(text: &str) -> String {
    format!("hopscopeGiveTexts({})", serde_json::Value::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_lines() {
        assert_eq!(
            without_comments("// a\n\n  let b = \"//\"; // c\n    // d\n  e();\n"),
            "let b = \"//\"; // c\ne();\n"
        );
    }

    #[test]
    fn finds_the_wasm_file_with_and_without_quotes() {
        for html in [
            r#"<link id="hopscope-wasm" rel="preload" href="./app-1_bg.wasm" as="fetch">"#,
            "<link as=fetch href=./app-1_bg.wasm id=hopscope-wasm rel=preload>",
        ] {
            assert_eq!(wasm_name(html), Some("app-1_bg.wasm"), "{html}");
            let page = format!("<title>x</title>{html}<link href=./app.js>");
            let expected = page.replace(html, &html.replace('>', " data-bytes=\"9\">"));
            assert_eq!(insert_attributes(&page, " data-bytes=\"9\""), expected);
        }
        assert_eq!(wasm_name("<link id=\"hopscope-wasm\" href=\"./app.js\">"), None);
        assert_eq!(wasm_name("<p>"), None);
    }
}
