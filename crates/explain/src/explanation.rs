//! What a pasted answer tells, or what to paste instead.

use hopscope_locale::Catalog;
use hopscope_report::{Block, Report, Tone};

use crate::{explain, report, words};

/// What a pasted answer tells. A text without one gives a report that says so.
pub fn explanation(texts: &Catalog, pasted: &str) -> Report {
    match explain(pasted) {
        Ok(explanation) => report(texts, &explanation),
        Err(error) => Report::new(vec![Block::toned(Tone::Caution, words::read_error(texts, &error))]),
    }
}
