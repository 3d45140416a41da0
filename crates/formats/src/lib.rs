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
//! | [`fault`] | what is wrong with a text that could not be read |
//! | [`decode`], [`detect`] | bytes as text; which format a file is in, by its content |
//! | [`tree`] | YAML and JSON with spans |
//! | [`cloudformation`] | CloudFormation, SAM, and what CDK writes |
//! | [`aws_cli`] | what the AWS command line prints |
//! | [`openapi`] | OpenAPI documents with API Gateway's extensions, alone or as bodies |
//! | [`serverless`] | `serverless.yml` |
//! | [`archive`] | zip archives |
//! | [`collector`] | the script whose output [`aws_cli`] reads |
//! | [`translate`] | names of CloudFormation and of the command line in Terraform's spelling |
//! | [`reading`] | what the readers of all formats fill |
//! | [`convert`], [`letters`], [`rope`] | values as text and numbers; documents inside text |
//! | [`computed`] | attributes that AWS fills in |
//! | [`terraform`], [`terraform_show`] | Terraform's language; plans and states |
//! | [`mapper`] | resources → scenario, source map, report |
//! | [`import`](mod@import) | the result: scenario, source map, report, questions |
//! | [`message`] | the result as JSON |
//! | [`patch`] | a change of the scenario as a change of the files |
//!
//! *Invariants.* No I/O: files come in as bytes. Any bytes give a result or a typed fault, never a panic, in bounded time
//! and memory. What is not known stays not known: nothing is mocked, dropped or given a default in silence.

pub mod archive;
pub mod aws_cli;
pub mod cloudformation;
pub mod collector;
pub mod computed;
pub mod convert;
pub mod decode;
pub mod detect;
pub mod fault;
pub mod import;
pub mod letters;
pub mod mapper;
pub mod message;
pub mod openapi;
pub mod options;
pub mod patch;
pub mod reading;
pub mod resource;
pub mod rope;
pub mod serverless;
pub mod source;
pub mod terraform;
pub mod terraform_show;
pub mod translate;
pub mod tree;
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
