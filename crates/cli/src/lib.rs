//! The `hopscope` command as a function from arguments to text and exit code.
//!
//! | module | holds |
//! | --- | --- |
//! | [`arguments`] | what the user asked for |
//! | [`command`] | a module a command |
//! | [`input`] | scenario files and what else is imported, and one-line errors that name file and place |
//! | [`gather`] | the files of a folder |
//! | [`output`] | what goes to the streams, and the exit code |
//! | [`tracing`] | traces in which edge code runs at once |
//!
//! *Invariants.* Only [`Io`] reaches files and environment. Every sentence comes from the locale files, in the
//! language of `--lang`, else of `LC_ALL`, `LC_MESSAGES` or `LANG`, else English.

use std::ffi::OsString;

use hopscope_locale::{Catalog, Language};

pub mod arguments;
pub mod command;
pub mod gather;
pub mod input;
pub mod output;
pub mod tracing;

pub use output::{Exit, Output};

/// What the command needs of the world.
pub trait Io {
    /// The bytes of a file; `-` is standard input.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, file: &str) -> std::io::Result<Vec<u8>>;

    /// The files of a path, as an import takes them: a file, or all files of a folder by their paths below it.
    ///
    /// # Errors
    /// When the path cannot be read.
    fn gather(&self, path: &str) -> std::io::Result<Vec<(String, Vec<u8>)>> {
        Ok(vec![(path.to_owned(), self.read(path)?)])
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, file: &str, text: &str) -> std::io::Result<()> {
        let _ = (file, text);
        Err(std::io::ErrorKind::Unsupported.into())
    }

    /// The value of an environment variable.
    fn environment(&self, name: &str) -> Option<String>;
}

/// What every command works with.
pub struct Context<'a> {
    /// The world.
    pub io: &'a dyn Io,
    /// The texts in the user's language.
    pub texts: Catalog,
    /// What the user says of files that are imported.
    pub import: arguments::Import,
}

/// Runs the command with the arguments behind its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, io: &dyn Io) -> Output {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = arguments::language(&arguments).or_else(|| environment_language(io)).unwrap_or_default();
    let mut context = Context { io, texts: Catalog::embedded(language), import: arguments::Import::default() };
    match arguments::parse_with_import(arguments) {
        Ok((request, import)) => {
            context.import = import;
            command::run(&context, request)
        }
        Err(error) => Output::unusable(&error.message(&context.texts)),
    }
}

/// The language of the user's locale. An empty variable counts as none, as POSIX has it.
fn environment_language(io: &dyn Io) -> Option<Language> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| io.environment(name).filter(|value| !value.is_empty()))
        .and_then(|tag| Language::from_tag(&tag))
}
