//! Running programs and saying so.

use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The repository, and the search path on which its tools come first.
pub struct Shell {
    root: PathBuf,
    path: OsString,
}

impl Shell {
    /// # Errors
    /// When the repository's folder cannot be told from this program's own.
    pub fn new() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask stands in no folder")?.to_owned();
        let tools = root.join(".tools");
        let own = [tools.join("bin"), tools.join("node/node_modules/.bin"), tools.join("node/bin")];
        // Not every caller has cargo's folder on the path; it comes last, as a fallback.
        let cargo_bin = env::var_os("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
            .map(|home| home.join("bin"));
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = own.into_iter().chain(env::split_paths(&inherited)).chain(cargo_bin);
        let path = env::join_paths(folders).context("a folder on PATH has a name that PATH cannot hold")?;
        Ok(Self { root, path })
    }

    /// The repository's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Tools of the repository alone: never on anyone else's path.
    pub fn tools_dir(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The built page.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folders of the search path, in order.
    pub fn folders(&self) -> Vec<PathBuf> {
        env::split_paths(&self.path).collect()
    }

    /// A command that starts in the repository's folder and finds its tools.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.into()));
        command.current_dir(&self.root).env("PATH", &self.path);
        command
    }

    /// `cargo` with these arguments, coloured and quiet as the caller's is.
    pub fn cargo<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(args);
        command
    }

    /// Where `program` is, if it is on the path.
    pub fn find(&self, program: impl AsRef<OsStr>) -> Option<PathBuf> {
        let program = Path::new(program.as_ref());
        env::split_paths(&self.path)
            .map(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION))
            .find(|candidate| candidate.is_file())
    }

    /// What `program --version` prints, if the program is there and runs.
    pub fn version(&self, program: &str) -> Option<String> {
        let output = self.command(program).arg("--version").stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

/// Runs a command with its output passed through.
///
/// # Errors
/// When it cannot start or ends with a failure; the message names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let line = display(command);
    println!("    $ {line}");
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// The command as one would type it, without the folder its program lies in.
fn display(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Prints a heading that a reader finds in a long log.
pub fn heading(text: &str) {
    println!("\n==> {text}");
}

/// Runs `action` and tells how long it took.
pub fn timed<T>(action: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = action();
    (result, start.elapsed())
}

/// `4.2 s` or `3 min 07 s`.
pub fn show_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(show_duration(Duration::from_millis(4230)), "4.2 s");
        assert_eq!(show_duration(Duration::from_secs(187)), "3 min 07 s");
    }

    #[test]
    fn commands_are_shown_as_typed() {
        assert_eq!(display(Command::new("/usr/bin/cargo").args(["fmt", "--check"])), "cargo fmt --check");
    }
}
