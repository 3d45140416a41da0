//! `build` and `serve`: Trunk with the pinned tools.

use crate::{
    finish,
    shell::{self, Shell, heading},
    tool_shims,
};
use anyhow::Result;
use std::process::Command;

/// How the wasm file is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, large.
    Dev,
    /// What is deployed.
    Release,
}

impl Profile {
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &[],
            Self::Release => &["--release"],
        }
    }
}

/// Builds the page into `dist/`.
///
/// # Errors
/// When Trunk fails.
pub fn build(shell: &Shell, profile: Profile) -> Result<()> {
    build_for(shell, profile, None)
}

/// The same, for a host whose address is known.
///
/// # Errors
/// When Trunk fails.
pub fn build_for(shell: &Shell, profile: Profile, site: Option<&str>) -> Result<()> {
    heading("Building the page into dist/");
    let mut command = trunk(shell, profile, "build")?;
    if let Some(site) = site {
        command.env(finish::SITE, site);
    }
    shell::run(&mut command)
}

/// Serves the page and rebuilds it on every change, until interrupted.
///
/// # Errors
/// When Trunk fails: mostly because the port is taken.
pub fn serve(shell: &Shell, profile: Profile, port: u16) -> Result<()> {
    heading(&format!("Hopscope will be at http://127.0.0.1:{port}/ (Ctrl+C ends)"));
    let port = port.to_string();
    shell::run(trunk(shell, profile, "serve")?.args(["--port", &port]))
}

fn trunk(shell: &Shell, profile: Profile, what: &str) -> Result<Command> {
    let mut command = shell.command("trunk");
    command.arg(what).args(profile.flags());
    // Trunk reads it as a boolean and stops at the usual `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command.env("TRUNK_SKIP_VERSION_CHECK", "true");
    if profile == Profile::Release {
        tool_shims::wrap(shell, &mut command)?;
    }
    Ok(command)
}
