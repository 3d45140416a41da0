//! What people already have, as scenarios: infrastructure files in, with the line behind every field.
//!
//! One road for every format:
//!
//! ```text
//! files ─► values with spans ─► evaluated, with what is not known ─► resources ─► mapper ─► scenario, source map, report
//! ```
//!
//! | module | holds |
//! | --- | --- |
//! | [`source`] | files, and places in them |
//! | [`value`] | what an expression came to: known, tied to another resource, either of two, or unknown |
//! | [`resource`] | one deployed part in Terraform's spelling, whatever format it was written in |
//! | [`options`] | what the caller may say besides the files |
//! | [`detect`] | which format a file is in, by its content |
//! | [`reading`] | what the readers of all formats fill |
//! | [`convert`], [`letters`] | values as text and numbers; documents inside text |
//! | [`computed`] | attributes that AWS fills in |
//! | [`mapper`] | resources → scenario, source map, report |
//! | [`import`](mod@import) | the result: scenario, source map, report, questions |
//! | [`message`] | the result as JSON |
//!
//! *Invariants.* No I/O: files come in as bytes. Any bytes give a result or a typed fault, never a panic, in bounded time
//! and memory. What is not known stays not known: nothing is mocked, dropped or given a default in silence.

pub mod computed;
pub mod convert;
pub mod detect;
pub mod import;
pub mod letters;
pub mod mapper;
pub mod message;
pub mod options;
pub mod reading;
pub mod resource;
pub mod source;
pub mod value;

pub use import::Import;
pub use options::Options;

use reading::Reading;

/// Reads files of any format, several together, and makes one scenario of them.
///
/// Names are paths inside what was given, with `/` between folders.
pub fn import(files: Vec<(String, Vec<u8>)>, options: &Options) -> Import {
    let mut reading = Reading::default();
    detect::read(files, options, &mut reading);
    mapper::map(reading, options)
}
