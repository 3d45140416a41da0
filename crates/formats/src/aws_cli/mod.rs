//! What the AWS command line prints: the set-up as it is deployed.
//!
//! A document is told by its command, where that was pasted along, else by its shape. Documents are combined by ids.
//! What names no owner (`get-resources` has no word of its API) belongs to the only one there is.

use crate::import::{Entry as Note, Fate, Reason};
use crate::reading::Reading;
use crate::source::Span;
use crate::tree::Document;
use crate::value::Value;

pub mod command;
mod shape;
mod store;

pub use command::Command;

/// Whether a document is an answer of the AWS command line.
pub fn is_answer(value: &Value, command: Option<&Command>) -> bool {
    shape::answers(value, command).next().is_some()
}

/// Reads documents that belong together.
pub fn read(documents: &[Document], reading: &mut Reading) {
    let mut store = store::Store::default();
    for document in documents {
        let before = reading.files.text(document.before).unwrap_or_default();
        let command = Command::find(before);
        let mut known = false;
        for answer in shape::answers(&document.value, command.as_ref()) {
            known = true;
            store.take(&answer, command.as_ref());
        }
        if !known {
            note_unread(command.as_ref(), document.value.span, reading);
        }
    }
    store.finish(reading);
}

/// Says that a document plays no part, by its command.
fn note_unread(command: Option<&Command>, span: Option<Span>, reading: &mut Reading) {
    let kind = command.map_or_else(String::new, |each| format!("aws {} {}", each.service, each.operation));
    let reason = Reason::NoPart;
    reading.report.push(Note {
        fate: Fate::Skipped,
        address: kind.clone(),
        kind,
        attribute: None,
        reason: Some(reason),
        span,
    });
}
