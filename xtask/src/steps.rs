//! What must hold, step by step: `test` is all of it, `check` the quick part.

use crate::{
    bundle::{self, Profile},
    setup,
    shell::{self, Shell, heading, show_duration, timed},
    size, tools,
};
use anyhow::{Context, Result};
use std::{ffi::OsString, fs, path::Path, process::Command, time::Duration};

/// How a step ended.
enum Outcome {
    Passed,
    Failed,
    /// There was nothing for the step to do; the text says why.
    Nothing(&'static str),
}

/// One row of the summary.
struct Row {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
}

/// The steps that ran, in order.
struct Run<'a> {
    shell: &'a Shell,
    rows: Vec<Row>,
}

impl Run<'_> {
    /// Runs one step; a failure is recorded, and the next step runs all the same.
    fn step(&mut self, name: &'static str, action: impl FnOnce(&Shell) -> Result<Option<&'static str>>) -> bool {
        heading(name);
        let (result, took) = timed(|| action(self.shell));
        let outcome = match result {
            Ok(None) => Outcome::Passed,
            Ok(Some(why)) => Outcome::Nothing(why),
            Err(error) => {
                println!("error: {error:#}");
                Outcome::Failed
            }
        };
        println!("    {name}: {}, {}", outcome.word(), show_duration(took));
        let good = !matches!(outcome, Outcome::Failed);
        self.rows.push(Row { name, outcome, took });
        good
    }

    /// Prints the table and the closing line; whether nothing failed.
    fn finish(self) -> bool {
        heading("Summary");
        let count = |wanted: fn(&Outcome) -> bool| self.rows.iter().filter(|row| wanted(&row.outcome)).count();
        let passed = count(|outcome| matches!(outcome, Outcome::Passed));
        let failed = count(|outcome| matches!(outcome, Outcome::Failed));
        for Row { name, outcome, took } in &self.rows {
            let note = if let Outcome::Nothing(why) = outcome { why } else { "" };
            println!("{:<8} {:>14}  {name}  {note}", outcome.word(), show_duration(*took));
        }
        let total = self.rows.iter().map(|row| row.took).sum();
        println!("{:<8} {:>14}", "total", show_duration(total));
        println!("\n{passed} passed, {failed} failed");
        failed == 0
    }
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::Nothing(_) => "none",
        }
    }
}

/// The inner loop: what needs no browser and no wasm. Whether all of it holds.
pub fn check(shell: &Shell) -> bool {
    let mut run = Run { shell, rows: Vec::new() };
    run.step("Format", |shell| format(shell).map(done));
    run.step("Lints", |shell| lints(shell).map(done));
    run.step("Native tests", |shell| native_tests(shell).map(done));
    run.finish()
}

/// Everything a change must pass, from a bare machine on. Whether all of it holds.
pub fn test(shell: &Shell) -> bool {
    let mut run = Run { shell, rows: Vec::new() };
    let tools = run.step("Set-up", |shell| setup::all(shell).map(done));
    run.step("Format", |shell| format(shell).map(done));
    run.step("Lints", |shell| lints(shell).map(done));
    run.step("Lints for the browser", |shell| wasm_lints(shell).map(done));
    run.step("Native tests", |shell| native_tests(shell).map(done));
    if tools {
        run.step("Tests in wasm", wasm_tests);
        if run.step("Release build", |shell| bundle::build(shell, Profile::Release).map(done)) {
            run.step("Size budget", |shell| size::check(shell, size::BUDGET).map(done));
            run.step("Browser tests", |shell| e2e(shell, &[]).map(done));
        }
    }
    run.finish()
}

/// A step that had something to do and did it.
fn done((): ()) -> Option<&'static str> {
    None
}

fn format(shell: &Shell) -> Result<()> {
    shell::run(&mut shell.cargo(["fmt", "--all", "--check"]))
}

fn lints(shell: &Shell) -> Result<()> {
    shell::run(&mut shell.cargo(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

/// The page is compiled for the browser alone; code behind `cfg(target_arch = "wasm32")` is linted only here.
fn wasm_lints(shell: &Shell) -> Result<()> {
    shell::run(&mut shell.cargo([
        "clippy",
        "--package",
        "hopscope",
        "--target",
        tools::WASM_TARGET,
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn native_tests(shell: &Shell) -> Result<()> {
    shell::run(&mut shell.cargo(["test", "--workspace", "--no-fail-fast", "--locked"]))
}

/// Runs `tests/wasm*.rs` of every package that has `wasm-bindgen-test`, in Node, or in a headless browser where a test
/// file asks for one (`run_in_browser`; needs a `chromedriver` on the path).
fn wasm_tests(shell: &Shell) -> Result<Option<&'static str>> {
    let packages = packages_with_wasm_tests(shell)?;
    if packages.is_empty() {
        return Ok(Some("no package has a tests/wasm*.rs"));
    }
    for package in packages {
        let mut command = shell.cargo(["test", "--locked", "--target", tools::WASM_TARGET, "--test", "wasm*"]);
        command.arg("--manifest-path").arg(package).env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            shell.find("wasm-bindgen-test-runner").context("`wasm-bindgen-test-runner` is missing")?,
        );
        if let Some(driver) = shell.find("chromedriver") {
            command.env("CHROMEDRIVER", driver);
        }
        shell::run(&mut command)?;
    }
    Ok(None)
}

/// The manifests of the packages that have a `tests/wasm*.rs`.
fn packages_with_wasm_tests(shell: &Shell) -> Result<Vec<std::path::PathBuf>> {
    let mut folders = vec![shell.root().to_owned()];
    let crates = shell.root().join("crates");
    for entry in fs::read_dir(&crates).with_context(|| format!("reading {}", crates.display()))? {
        folders.push(entry?.path());
    }
    folders.sort();
    folders.retain(|folder| has_wasm_tests(&folder.join("tests")));
    Ok(folders.into_iter().map(|folder| folder.join("Cargo.toml")).collect())
}

fn has_wasm_tests(tests: &Path) -> bool {
    fs::read_dir(tests).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with("wasm") && name.ends_with(".rs")
        })
    })
}

/// Node in the folder of the browser tests, told where Chromium is.
///
/// # Errors
/// When there is no Chromium.
pub fn node_with_chromium(shell: &Shell) -> Result<Command> {
    let mut command = shell.command("node");
    command.current_dir(shell.root().join("e2e"));
    if std::env::var_os("HOPSCOPE_CHROMIUM").is_none() {
        let browser = tools::CHROMIUM_NAMES.iter().find_map(|name| shell.find(name));
        command.env("HOPSCOPE_CHROMIUM", browser.context("no Chromium found")?);
    }
    Ok(command)
}

/// The browser tests, against `dist/` as it is.
///
/// # Errors
/// When a test fails.
pub fn e2e(shell: &Shell, args: &[OsString]) -> Result<()> {
    let playwright = shell.root().join("e2e/node_modules/@playwright/test/cli.js");
    let mut command = node_with_chromium(shell)?;
    command.arg(playwright).arg("test").args(args);
    shell::run(&mut command)
}
