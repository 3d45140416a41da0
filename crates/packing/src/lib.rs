//! The JSON of a scenario in few bytes, for links of version 2.
//!
//! An arithmetic coder writes each bit in as little room as the `predictor` finds it likely. The predictor knows where
//! in the JSON it is (`json_place`), and has read a dictionary: scenarios, one a line, without their version, in the
//! manner of imported projects and of the examples. They were chosen by how much shorter they made the links of a set of
//! public projects.
//!
//! *Invariant: what decodes never changes.* A reader has to guess as the writer did, bit by bit, on every machine: so
//! all is whole numbers, and neither a number in here nor a letter of the dictionary may change once a link is out.
//!
//! Its own crate, as it alone is compiled for speed in the page: it learns the dictionary when the first link is read.

mod coder;
mod json_place;
mod predictor;

pub use coder::{LONGEST_WRITTEN, decode, encode};

/// What the predictor has read before the first bit.
pub const DICTIONARY: &[u8] = include_bytes!("dictionary.jsonl");
