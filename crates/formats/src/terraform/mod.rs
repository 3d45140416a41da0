//! Terraform's language: folders of configuration in, resources out.
//!
//! A partial evaluator: every expression has a value, which may be one of two, a repetition, or unknown with a reason.
//! Evaluation is lazy. A variable, a local, a resource, a module is evaluated when something asks for it, once.
//!
//! | module | holds |
//! | --- | --- |
//! | [`parse`] | text → body; a broken block is left out, with its place |
//! | [`folder`] | which files belong together, and which folders are roots |
//! | [`world`] | everything that is the same for all modules: folders, limits, notes |
//! | [`module`] | a module instance: variables, locals, outputs |
//! | [`scope`] | where an expression stands |
//! | [`expression`], [`template`], [`operator`], [`reference`] | expressions |
//! | [`block`], [`instances`] | blocks as objects; `count` and `for_each` |
//! | [`json`] | configuration that is written as JSON |
//! | [`types`] | variable types |
//! | [`data`] | data sources |
//! | [`functions`] | the language's functions |
//! | [`registry`] | registry modules that are understood from their inputs |

pub mod block;
pub mod data;
pub mod expression;
pub mod folder;
pub mod functions;
pub mod instances;
pub mod json;
pub mod module;
pub mod operator;
pub mod parse;
pub mod reference;
pub mod registry;
pub mod scope;
pub mod template;
pub mod types;
pub mod world;

use crate::options::Options;
use crate::reading::Reading;
use crate::source::FileId;
use crate::value::Value;

/// Reads the configuration and variable files, of which there may be several folders; `documents` are those that are
/// written as JSON, by name.
pub fn read(ids: &[FileId], documents: &[(String, Value)], options: &Options, reading: &mut Reading) {
    let written: Vec<json::Written> =
        (0..).zip(documents).map(|(number, (name, document))| json::Written::new(name, number, document)).collect();
    let texts = ids.iter().filter_map(|id| reading.files.get(*id)).map(|file| file.text.as_str());
    let texts: Vec<&str> = texts.chain(written.iter().map(|file| file.text.as_str())).collect();
    let builtin = registry::bodies(&texts);
    let mut faults = Vec::new();
    let mut parsed = Vec::new();
    for id in ids {
        let Some(file) = reading.files.get(*id) else { continue };
        let body = parse::body(*id, &file.text, &mut faults);
        parsed.push((*id, file.name.clone(), body));
    }
    for file in &written {
        parsed.push((file.file, file.name.clone(), parse::body(file.file, &file.text, &mut faults)));
    }
    let folders = world::Folders::new(&parsed, &builtin);
    let world = world::World::new(&reading.files, &folders, &builtin, options);
    world.evaluate();
    let mut found = world.finish();
    found.faults.splice(0..0, faults);
    if !written.is_empty() {
        found.relocate(&|span| match written.iter().find(|file| file.file == span.file) {
            Some(file) => file.place(span),
            None => Some(span),
        });
    }
    reading.faults.extend(found.faults);
    reading.report.extend(found.report);
    for question in found.questions {
        reading.ask(question);
    }
    reading.resources.extend(found.resources);
}
