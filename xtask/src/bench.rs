//! How long things take, against their budgets.

use crate::shell::{self, Shell, heading};
use crate::steps;
use anyhow::{Context, Result, bail};
use std::io::Write as _;
use std::process::Stdio;

/// The report that is kept.
const REPORT: &str = "docs/bench.md";
/// That of the page in a browser.
const BROWSER_REPORT: &str = "docs/bench-browser.md";

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
    let done = running.wait_with_output()?;
    if !done.status.success() {
        bail!("the measurement failed");
    }
    print!("{}", String::from_utf8_lossy(&done.stdout));
    if write {
        std::fs::write(shell.root().join(BROWSER_REPORT), &done.stdout).context("writing the report")?;
    }
    Ok(())
}
