//! Fuzzing of what reads strangers' files: libFuzzer, guided by coverage.
//!
//! A sanitizer would need a nightly compiler; the instrumentation for coverage is LLVM's own and does not. The program
//! has no unsafe code for a sanitizer to look at: what is looked for is panics, broken promises, time and memory.

use std::path::Path;
use std::{fs, io};

use crate::shell::{self, Shell, heading};
use anyhow::{Context, Result, bail};

/// A target, and the endings of the fixtures' files that it begins with besides its corpus.
struct Target(&'static str, &'static [&'static str]);

const TARGETS: &[Target] = &[
    Target("hcl", &["tf", "tfvars"]),
    Target("document", &["yaml", "yml", "json", "txt"]),
    Target("plan", &["json", "tfstate"]),
    Target("open_api", &["yaml", "json"]),
    Target("archive", &["zip"]),
];

/// What `cargo fuzz` passes to the compiler, without a sanitizer.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs a target of `fuzz/`, or all of them, for as many seconds each.
///
/// # Errors
/// When an input was found that panics or takes too long; it is in `fuzz/findings/` then.
pub fn run(shell: &Shell, wanted: &str, seconds: u64) -> Result<()> {
    let chosen: Vec<&Target> = TARGETS.iter().filter(|target| wanted == "all" || wanted == target.0).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.0).collect();
        bail!("no target `{wanted}`; there are all, {}", names.join(", "));
    }
    heading("Building the fuzz targets");
    let host = host(shell)?;
    let arguments = ["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &host];
    shell::run(shell.cargo(arguments).env("RUSTFLAGS", COVERAGE))?;
    let fuzz = shell.root().join("fuzz");
    fs::create_dir_all(fuzz.join("findings"))?;
    for Target(name, endings) in chosen {
        heading(&format!("Fuzzing {name} for {seconds} s"));
        let grown = fuzz.join("target/grown").join(name);
        let seeds = fuzz.join("target/seeds").join(name);
        fs::create_dir_all(&grown)?;
        fs::create_dir_all(&seeds)?;
        gather(&shell.root().join("crates/formats/tests/fixtures"), endings, &seeds)?;
        let mut command = shell.command(fuzz.join("target").join(&host).join("release").join(name));
        command.arg(format!("-max_total_time={seconds}"));
        command.args(["-timeout=10", "-rss_limit_mb=2048", "-max_len=20000", "-print_final_stats=1", "-verbosity=0"]);
        command.arg(format!("-artifact_prefix=fuzz/findings/{name}-"));
        command.arg("-dict=fuzz/words.dict");
        // What is new is kept in the first folder; the others are only read.
        command.arg(grown).arg(fuzz.join("corpus").join(name)).arg(seeds);
        shell::run(&mut command).with_context(|| format!("{name} found something: see fuzz/findings"))?;
    }
    Ok(())
}

fn host(shell: &Shell) -> Result<String> {
    let output = shell.command("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say for which host it is")?.to_owned())
}

/// Copies the files of these endings below a folder into one folder.
fn gather(from: &Path, endings: &[&str], to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, endings, to)?;
            continue;
        }
        let ending = path.extension().unwrap_or_default();
        if endings.iter().any(|wanted| *wanted == ending) && path.file_name().is_some_and(|name| name != "expected.txt")
        {
            let name = path.to_string_lossy().replace(['/', '\\'], "_");
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
