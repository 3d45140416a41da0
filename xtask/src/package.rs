//! `package`: the npm package, put together from the program, its glue and what is written in JavaScript.

use crate::{
    package_types,
    shell::{self, Shell, heading},
    size, steps, tool_shims, tools,
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the package is put: `npm pack` makes an archive of it.
pub fn folder(shell: &Shell) -> PathBuf {
    shell.root().join("target/package/hopscope")
}

/// What is written by hand, and copied as it is.
fn written(shell: &Shell) -> PathBuf {
    shell.root().join("crates/js/package")
}

/// What stands around the sizes in README.md.
const SIZES: [&str; 2] = ["<!-- sizes -->", "<!-- /sizes -->"];

/// Builds the package. `write` keeps the sizes of its files in the repository's README of it.
///
/// # Errors
/// When a tool fails, or a file cannot be written.
pub fn build(shell: &Shell, dev: bool, write: bool) -> Result<()> {
    heading("Building the npm package into target/package/hopscope/");
    let out = folder(shell);
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("emptying {}", out.display()))?;
    }
    fs::create_dir_all(&out)?;
    program(shell, dev, &out)?;
    for entry in fs::read_dir(written(shell))? {
        let path = entry?.path();
        let name = path.file_name().context("a file without a name")?;
        fs::copy(&path, out.join(name)).with_context(|| format!("copying {}", path.display()))?;
    }
    let schema: Value = serde_json::from_str(&fs::read_to_string(shell.root().join("static/scenario.schema.json"))?)?;
    fs::write(out.join("scenario.d.ts"), package_types::declarations(&schema))?;
    let sizes = sizes(&out)?;
    println!("{sizes}");
    let readme = with_sizes(&fs::read_to_string(written(shell).join("README.md"))?, &sizes)?;
    fs::write(out.join("README.md"), &readme)?;
    if write {
        fs::write(written(shell).join("README.md"), &readme)?;
    }
    Ok(())
}

/// The wasm file and its glue.
fn program(shell: &Shell, dev: bool, out: &Path) -> Result<()> {
    let mut arguments = vec!["build", "--package", "hopscope-js", "--target", tools::WASM_TARGET, "--locked"];
    if !dev {
        arguments.push("--release");
    }
    let mut compile = shell.cargo(arguments);
    if !dev {
        // Apart by the character that cargo has for it: paths may have blanks.
        compile.env("CARGO_ENCODED_RUSTFLAGS", tool_shims::neutral_paths().join("\u{1f}"));
    }
    shell::run(&mut compile)?;
    let profile = if dev { "debug" } else { "release" };
    let wasm = shell.root().join(format!("target/{}/{profile}/hopscope_js.wasm", tools::WASM_TARGET));
    let mut bindgen = shell.command("wasm-bindgen");
    // The file's address stands in index.js alone: a bundler takes each that it sees for a file to ship.
    bindgen.args(["--target", "web", "--out-name", "hopscope", "--no-typescript", "--omit-default-module-path"]);
    shell::run(bindgen.arg("--out-dir").arg(out).arg(&wasm))?;
    if !dev {
        let program = out.join("hopscope_bg.wasm");
        let mut shrink = shell.command("wasm-opt");
        shrink.args(tools::WASM_OPT_FEATURES).arg("-Oz").arg(&program).arg("-o").arg(&program);
        shell::run(&mut shrink)?;
    }
    Ok(())
}

/// What the program weighs, in a sentence.
fn sizes(out: &Path) -> Result<String> {
    let bytes = fs::read(out.join("hopscope_bg.wasm"))?;
    // The hardest would take minutes, and is a few percent smaller.
    let brotli = size::brotli_len(&bytes, 9)?;
    Ok(format!(
        "`hopscope_bg.wasm` has {} bytes, {} of them on the wire with brotli.",
        grouped(bytes.len()),
        grouped(brotli)
    ))
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// README.md with these sizes.
fn with_sizes(readme: &str, sizes: &str) -> Result<String> {
    let [begin, end] = SIZES;
    let (before, rest) = readme.split_once(begin).context("README.md of the package has no place for its sizes")?;
    let (_, after) = rest.split_once(end).context("README.md of the package: the place for its sizes has no end")?;
    Ok(format!("{before}{begin}{sizes}{end}{after}"))
}

/// Tries the package out as those who install it do: from its archive, in Node, bundlers, a page and TypeScript.
///
/// # Errors
/// When it does not work in one of them, or they cannot be had.
pub fn smoke(shell: &Shell) -> Result<()> {
    heading("Trying the npm package out");
    let bundlers = shell.tools_dir().join("bundlers");
    fs::create_dir_all(&bundlers)?;
    let mut install = shell.command("npm");
    install.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(&bundlers).args(tools::BUNDLERS);
    shell::run(&mut install)?;
    let mut test = steps::node_with_chromium(shell)?;
    shell::run(test.args(["--test", "package-smoke.mjs"]).env("HOPSCOPE_BUNDLERS", &bundlers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_take_their_place() -> Result<()> {
        let readme = "a <!-- sizes -->old<!-- /sizes --> b";
        assert_eq!(with_sizes(readme, "new")?, "a <!-- sizes -->new<!-- /sizes --> b");
        assert!(with_sizes("nothing", "new").is_err());
        assert_eq!([7, 1_000, 3_565_463].map(grouped), ["7", "1,000", "3,565,463"]);
        Ok(())
    }
}
