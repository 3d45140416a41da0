//! `cargo xtask …`: everything that is done to this repository, from a bare machine on.
//!
//! | file | is |
//! | --- | --- |
//! | `tools` | which outside programs, which versions |
//! | `setup` | puts the missing ones in place |
//! | `bundle` | `build` and `serve`: Trunk, called the right way |
//! | `finish` | what the build adds to Trunk's output |
//! | `size` | the first load, measured against its budget |
//! | `steps` | `test` and `check`: what must hold, in order, with a summary |
//! | `shell` | running programs, printing progress |

mod bundle;
mod finish;
mod setup;
mod shell;
mod size;
mod steps;
mod tools;

use anyhow::{Result, bail};
use bundle::Profile;
use pico_args::Arguments;
use shell::Shell;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  serve [--port <n>] [--release]   build, serve at http://127.0.0.1:8080/, rebuild and reload on change
  build [--dev]                    the deployable page in dist/ (any path of any static host)
  check                            the inner loop: format, lints, native tests
  test                             everything a change must pass; what the build server runs
  size                             build, then the first load's bytes against the budget
  e2e [-- <playwright arguments>]  browser tests alone, against dist/ as it is
  setup                            install the missing tools (every command does this for what it needs)
  help                             this text

Tools that are missing or of another version are installed into .tools/ in the repository, nowhere else; on Debian as
root, system packages come from apt-get.
";

fn main() -> ExitCode {
    match run(Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: Arguments) -> Result<()> {
    let command = args.subcommand()?;
    let shell = Shell::new()?;
    match command.as_deref() {
        Some("serve") => {
            let port = args.opt_value_from_str("--port")?.unwrap_or(8080);
            let profile = if args.contains("--release") {
                Profile::Release
            } else {
                Profile::Dev
            };
            no_more(args)?;
            setup::for_build(&shell)?;
            bundle::serve(&shell, profile, port)
        }
        Some("build") => {
            let profile = if args.contains("--dev") {
                Profile::Dev
            } else {
                Profile::Release
            };
            no_more(args)?;
            setup::for_build(&shell)?;
            bundle::build(&shell, profile)
        }
        Some("size") => {
            no_more(args)?;
            setup::for_build(&shell)?;
            bundle::build(&shell, Profile::Release)?;
            size::check(&shell)
        }
        Some("e2e") => {
            let rest = args
                .finish()
                .into_iter()
                .filter(|arg| arg != "--")
                .collect::<Vec<_>>();
            setup::for_e2e(&shell)?;
            if !size::is_built(&shell) {
                setup::for_build(&shell)?;
                bundle::build(&shell, Profile::Release)?;
            }
            steps::e2e(&shell, &rest)
        }
        Some("check") => no_more(args).and_then(|()| steps::check(&shell)),
        Some("test") => no_more(args).and_then(|()| steps::test(&shell)),
        Some("setup") => no_more(args).and_then(|()| setup::all(&shell)),
        // Called by Trunk after each build: see Trunk.toml.
        Some("finish") => no_more(args).and_then(|()| finish::from_hook()),
        Some("help") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no command `{other}`\n\n{HELP}"),
    }
}

/// Refuses arguments that nobody asked for, so that a mistyped flag is not ignored.
fn no_more(args: Arguments) -> Result<()> {
    match args.finish().first() {
        None => Ok(()),
        Some(extra) => bail!("unexpected argument: `{}`\n\n{HELP}", extra.display()),
    }
}
