//! A trace as people read it.
//!
//! | module | gives |
//! | --- | --- |
//! | [`story`](mod@story) | [`Story`]: stops, rows and moves in words; what every view renders |
//! | [`verdict`](mod@verdict) | [`Verdict`]: the headline and the paragraph |
//! | [`sequence`](mod@sequence) | [`Drawing`]: the sequence diagram as positioned shapes |
//! | [`lanes`] | several stories on the same lanes |
//! | [`svg`] | the drawing as a file of its own |
//! | [`mermaid`], [`text`], [`curl`] | the story as a Mermaid diagram, as a listing; the answer as `curl -i` prints it |
//! | [`rule_book`] | every rule with its sources, as a page and as text |
//! | [`guide`] | how one works with the page, as a page beside the rule book |
//! | [`open_questions`] | what nobody has shown yet, as a page and as text |
//! | [`metrics`] | how wide a text is |
//!
//! *Invariants.* Nothing here decides anything: every view is a function of the trace and of the texts of a language.
//! The same trace and language give the same shapes in the page, in a file and in a terminal.

pub mod curl;
#[cfg(feature = "embedded")]
pub mod guide;
pub mod lanes;
pub mod mermaid;
pub mod metrics;
#[cfg(feature = "embedded")]
pub mod open_questions;
#[cfg(feature = "embedded")]
pub mod rule_book;
pub mod sequence;
pub mod shape;
pub mod story;
pub mod svg;
pub mod text;
pub mod verdict;
mod wire;

pub use sequence::sequence;
pub use shape::{Drawing, Shape};
pub use story::{Story, story};
pub use verdict::{Verdict, verdict};
