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
//! | [`import`] | the result: scenario, source map, report, questions |
//!
//! *Invariants.* No I/O: files come in as bytes. Any bytes give a result or a typed fault, never a panic, in bounded time
//! and memory. What is not known stays not known: nothing is mocked, dropped or given a default in silence.

pub mod aws_cli;
pub mod cloudformation;
pub mod computed;
pub mod convert;
pub mod decode;
pub mod import;
pub mod letters;
pub mod options;
pub mod reading;
pub mod resource;
pub mod rope;
pub mod source;
pub mod translate;
pub mod tree;
pub mod value;
