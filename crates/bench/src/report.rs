//! The table, and the report file.

use std::fmt::Write;

use time::OffsetDateTime;

use crate::tasks::Measurement;

/// The head of the printed table.
pub fn head() -> String {
    format!("{:<11}{:<26}{:>12}{:>12}{:>12}", "scenario", "task", "median", "least", "budget")
}

/// A line of the printed table.
pub fn line(row: &Measurement) -> String {
    let mark = if is_over(row) { "  over" } else { "" };
    let (median, least, budget) = (show(row.times.median), show(row.times.least), budget(row));
    format!("{:<11}{:<26}{median:>12}{least:>12}{budget:>12}{mark}", row.scenario, row.task)
}

/// The report as a Markdown page.
pub fn page(rows: &[Measurement]) -> String {
    let date = OffsetDateTime::now_utc().date();
    let mut page = format!(
        "# How long the core takes\n\nMeasured on {date} by `cargo xtask bench --write` on {}. Times are of one call, \
         natively compiled for speed: the median of many, and the least. The large scenario has 75 behaviours, 300 \
         resources and 50 requests.\n\n\
         | scenario | task | median | least | budget | |\n| --- | --- | ---: | ---: | ---: | --- |\n",
        machine()
    );
    for row in rows {
        let mark = if is_over(row) { "over" } else { "" };
        let (median, least, budget) = (show(row.times.median), show(row.times.least), budget(row));
        // Writing to a String never fails.
        let _ = writeln!(page, "| {} | {} | {median} | {least} | {budget} | {mark} |", row.scenario, row.task);
    }
    page
}

fn is_over(row: &Measurement) -> bool {
    row.budget.is_some_and(|budget| row.times.median > budget)
}

fn budget(row: &Measurement) -> String {
    row.budget.map(show).unwrap_or_default()
}

/// A time with a unit that suits it.
fn show(seconds: f64) -> String {
    if seconds < 1e-3 { format!("{:.2} µs", seconds * 1e6) } else { format!("{:.2} ms", seconds * 1e3) }
}

/// The machine, as far as it says what it is.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let described = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = described.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model);
    format!("{model}, {cores} cores, {}", std::env::consts::OS)
}
