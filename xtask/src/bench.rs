//! How long things take, against their budgets.

use crate::shell::{self, Shell, heading};
use anyhow::Result;

/// The report that is kept.
const REPORT: &str = "docs/bench.md";

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
