//! The `hopscope` command: a shell of files and streams around [`hopscope_cli::run`].

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use hopscope_cli::{Io, run};

/// Files, standard input and the environment of this process.
struct Process;

impl Io for Process {
    fn read(&self, file: &str) -> std::io::Result<Vec<u8>> {
        if file != "-" {
            return std::fs::read(file);
        }
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn gather(&self, path: &str) -> std::io::Result<Vec<(String, Vec<u8>)>> {
        if path != "-" {
            return hopscope_cli::gather::gather(std::path::Path::new(path));
        }
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(vec![(path.to_owned(), bytes)])
    }

    fn write(&self, file: &str, text: &str) -> std::io::Result<()> {
        std::fs::write(file, text)
    }

    fn environment(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }
}

fn main() -> ExitCode {
    let output = run(std::env::args_os().skip(1), &Process);
    // A reader that has seen enough closes the pipe (`| head`): no fault of ours, and nobody left to tell.
    let _ = std::io::stdout().lock().write_all(output.out.as_bytes());
    let _ = std::io::stderr().lock().write_all(output.err.as_bytes());
    ExitCode::from(output.exit as u8)
}
