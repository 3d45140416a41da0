//! `cargo xtask …`: everything that is done to this repository, from a bare machine on.
//!
//! | file | is |
//! | --- | --- |
//! | `tools` | which outside programs, which versions |
//! | `setup` | puts the missing ones in place |
//! | `bundle` | `build` and `serve`: Trunk, called the right way |
//! | `tool_shims` | what a release build changes in the tools that Trunk runs: parts |
//! | `finish` | what the build adds to Trunk's output |
//! | `offline` | what the page keeps to work without a network |
//! | `package` | the npm package |
//! | `package_types` | its types of a scenario, from the schema |
//! | `size` | the first load, measured against its budget |
//! | `bench` | how long the core takes, against its budgets |
//! | `fuzz` | mutated files, imported for a time |
//! | `steps` | `test` and `check`: what must hold, in order, with a summary |
//! | `shell` | running programs, printing progress |

mod bench;
mod bundle;
mod finish;
mod fuzz;
mod inline;
mod offline;
mod package;
mod package_types;
mod setup;
mod shell;
mod size;
mod steps;
mod tool_shims;
mod tools;

use anyhow::{Result, bail};
use bundle::Profile;
use pico_args::Arguments;
use shell::Shell;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  serve [--port <n>] [--release]   build, serve at http://127.0.0.1:8080/, rebuild and reload on change
  build [--dev] [--site <address>] the deployable page in dist/ (any path of any static host); with its address, as
                                   https://example.com/, pages of examples and rules name it, and there is a sitemap
  check                            the inner loop: format, lints, native tests
  test                             everything a change must pass; what the build server runs
  size                             build, then the first load's bytes against the budget
  bench [--browser|--frames|--links <folder>] [--write]
                                   how long the core takes, against its budgets, or how quick the page is in Chromium, or
                                   what frames on other pages take, or how long links of a folder's scenarios are; --write
                                   keeps the table in docs/
  package [--dev] [--smoke] [--write]
                                   the npm package in target/package/hopscope/; --smoke tries its archive in Node, Chromium,
                                   bundlers and TypeScript, --write keeps its sizes in its README
  fuzz [<target>] [--seconds <n>]  imports mutated files: hcl, document, plan, open_api, archive, or all, 60 seconds each;
                                   libFuzzer with coverage, on the stable toolchain
  e2e [-- <playwright arguments>]  browser tests alone, against dist/ as it is
  setup                            install the missing tools (every command does this for what it needs)
  help                             this text

Tools that are missing or of another version are installed into .tools/ in the repository, nowhere else; on Debian as
root, system packages come from apt-get.
";

fn main() -> ExitCode {
    if let Some(code) = tool_shims::acting_as() {
        return code;
    }
    match run(Arguments::from_env()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the command did what it was asked to; what failed has been printed.
fn run(mut args: Arguments) -> Result<bool> {
    let command = args.subcommand()?;
    let shell = Shell::new()?;
    let done = match command.as_deref() {
        Some("check") => return no_more(args).map(|()| steps::check(&shell)),
        Some("test") => return no_more(args).map(|()| steps::test(&shell)),
        Some("serve") => serve(&shell, args),
        Some("build") => build(&shell, args),
        Some("size") => no_more(args).and_then(|()| size(&shell)),
        Some("bench") => bench(&shell, args),
        Some("package") => package(&shell, args),
        Some("fuzz") => fuzz(&shell, args),
        Some("e2e") => e2e(&shell, args),
        Some("setup") => no_more(args).and_then(|()| setup::all(&shell)),
        // Called by Trunk after each build: see Trunk.toml.
        Some("finish") => no_more(args).and_then(|()| finish::from_hook()),
        Some("help") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no command `{other}`\n\n{HELP}"),
    };
    done.map(|()| true)
}

fn serve(shell: &Shell, mut args: Arguments) -> Result<()> {
    let port = args.opt_value_from_str("--port")?.unwrap_or(8080);
    let release = args.contains("--release");
    no_more(args)?;
    setup::for_build(shell)?;
    let profile = if release { Profile::Release } else { Profile::Dev };
    bundle::serve(shell, profile, port)
}

fn build(shell: &Shell, mut args: Arguments) -> Result<()> {
    let dev = args.contains("--dev");
    let site: Option<String> = args.opt_value_from_str("--site")?;
    no_more(args)?;
    setup::for_build(shell)?;
    let profile = if dev { Profile::Dev } else { Profile::Release };
    bundle::build_for(shell, profile, site.as_deref())
}

fn size(shell: &Shell) -> Result<()> {
    setup::for_build(shell)?;
    bundle::build(shell, Profile::Release)?;
    size::check(shell, size::BUDGET)
}

fn bench(shell: &Shell, mut args: Arguments) -> Result<()> {
    let [write, browser, frames] = ["--write", "--browser", "--frames"].map(|flag| args.contains(flag));
    let links: Option<String> = args.opt_value_from_str("--links")?;
    no_more(args)?;
    if let Some(folder) = links {
        return bench::links(shell, &folder, write);
    }
    if !browser && !frames {
        return bench::core(shell, write);
    }
    setup::for_e2e(shell)?;
    if !size::is_built(shell) {
        setup::for_build(shell)?;
        bundle::build(shell, Profile::Release)?;
    }
    if frames { bench::frames(shell, write) } else { bench::browser(shell, write) }
}

fn package(shell: &Shell, mut args: Arguments) -> Result<()> {
    let [dev, smoke, write] = ["--dev", "--smoke", "--write"].map(|flag| args.contains(flag));
    no_more(args)?;
    if dev && write {
        bail!("--write keeps the sizes of a release: leave out --dev");
    }
    setup::for_build(shell)?;
    package::build(shell, dev, write)?;
    if smoke {
        setup::for_e2e(shell)?;
        package::smoke(shell)?;
    }
    Ok(())
}

fn fuzz(shell: &Shell, mut args: Arguments) -> Result<()> {
    let seconds = args.opt_value_from_str("--seconds")?.unwrap_or(60);
    let target: Option<String> = args.opt_free_from_str()?;
    no_more(args)?;
    fuzz::run(shell, target.as_deref().unwrap_or("all"), seconds)
}

fn e2e(shell: &Shell, args: Arguments) -> Result<()> {
    let for_playwright = args.finish().into_iter().filter(|arg| arg != "--");
    setup::for_e2e(shell)?;
    if !size::is_built(shell) {
        setup::for_build(shell)?;
        bundle::build(shell, Profile::Release)?;
    }
    steps::e2e(shell, &for_playwright.collect::<Vec<_>>())
}

/// Refuses arguments that nobody asked for, so that a mistyped flag is not ignored.
fn no_more(args: Arguments) -> Result<()> {
    match args.finish().first() {
        None => Ok(()),
        Some(extra) => bail!("unexpected argument: `{}`\n\n{HELP}", extra.display()),
    }
}
