//! How long things take, against their budgets.

use crate::shell::{self, Shell, heading};
use crate::steps;
use anyhow::{Context, Result, bail};
use std::io::Write as _;
use std::process::{Output, Stdio};

/// That of links.
const LINKS_REPORT: &str = "docs/links.md";
/// The report that is kept.
const REPORT: &str = "docs/bench.md";
/// That of the page in a browser.
const BROWSER_REPORT: &str = "docs/bench-browser.md";
/// That of frames on other people's pages.
const FRAMES_REPORT: &str = "docs/bench-frames.md";

/// Measures the core, compiled for speed, and prints the table; `write` keeps it as [`REPORT`].
///
/// # Errors
/// When the program that measures cannot be built or fails. A time over its budget is no error: it is a machine's.
pub fn core(shell: &Shell, write: bool) -> Result<()> {
    heading("How long the core takes");
    let mut command = shell.cargo(["run", "--quiet", "--locked", "--profile", "native", "--package", "hopscope-bench"]);
    if write {
        command.args(["--", "--report", REPORT]);
    }
    shell::run(&mut command)
}

/// Measures the links of a folder's scenarios and prints the table; `write` keeps it as [`LINKS_REPORT`].
///
/// # Errors
/// When the program that measures cannot be built or fails, as where a file is no scenario.
pub fn links(shell: &Shell, folder: &str, write: bool) -> Result<()> {
    heading("How long links are");
    let arguments =
        ["run", "--quiet", "--locked", "--profile", "native", "--package", "hopscope-bench", "--", "--links"];
    let done = shell.cargo(arguments).arg(folder).stderr(Stdio::inherit()).output().context("measuring")?;
    report(shell, &done, write.then_some(LINKS_REPORT))
}

/// Measures the page in Chromium and prints the table; `write` keeps it as [`BROWSER_REPORT`]. The page is built.
///
/// # Errors
/// When a program that takes part cannot be run or fails.
pub fn browser(shell: &Shell, write: bool) -> Result<()> {
    heading("How quick the page is");
    let print =
        ["run", "--quiet", "--locked", "--profile", "native", "--package", "hopscope-bench", "--", "--print-inputs"];
    let large = shell.cargo(print).stderr(Stdio::inherit()).output().context("printing what is measured on")?;
    let mut command = steps::node_with_chromium(shell)?;
    command.arg("bench.mjs");
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("starting node")?;
    running
        .stdin
        .take()
        .context("node reads nothing")?
        .write_all(&large.stdout)
        .context("handing over the scenario")?;
    report(shell, &running.wait_with_output()?, write.then_some(BROWSER_REPORT))
}

/// Measures frames on another site's page in Chromium and prints the table; `write` keeps it as [`FRAMES_REPORT`]. The
/// page is built.
///
/// # Errors
/// When a program that takes part cannot be run or fails.
pub fn frames(shell: &Shell, write: bool) -> Result<()> {
    heading("What frames on another page take");
    let mut command = steps::node_with_chromium(shell)?;
    let done = command.arg("bench-frames.mjs").stderr(Stdio::inherit()).output().context("starting node")?;
    report(shell, &done, write.then_some(FRAMES_REPORT))
}

/// Prints what was measured, and keeps it.
fn report(shell: &Shell, done: &Output, kept: Option<&str>) -> Result<()> {
    if !done.status.success() {
        bail!("the measurement failed");
    }
    print!("{}", String::from_utf8_lossy(&done.stdout));
    if let Some(path) = kept {
        std::fs::write(shell.root().join(path), &done.stdout).context("writing the report")?;
    }
    Ok(())
}
