//! A scenario as Terraform and as CloudFormation that would deploy it.
//!
//! One road for both, the way back of `hopscope-formats`:
//!
//! ```text
//! scenario ─► plan: resources in Terraform's spelling, tied by references ─► Terraform, CloudFormation
//! ```
//!
//! | module | holds |
//! | --- | --- |
//! | [`export`](mod@export) | [`export()`]: the way in |
//! | [`plan`] | what is deployed: resources, look-ups, variables, notes |
//! | [`kind`] | the types of resources, with what CloudFormation calls them and their attributes |
//! | [`value`] | attributes: texts with references in them, blocks, lists |
//! | [`ties`] | which letters of a scenario name another part |
//! | `parts` | a part of a scenario as resources, a module each |
//! | [`answer`] | the function that answers as a scenario says |
//! | [`terraform`], [`cloudformation`], [`yaml`] | the plan written |
//! | [`note`], `fields` | what a format does not hold; fields that no part of the plan reads |
//!
//! *Invariants.* No I/O. Every scenario gives a file, and what the file does not hold is a note in it: nothing is left
//! out in silence. Reading the file back gives a scenario that traces alike, but for what the notes say
//! (`tests/round_trip.rs`).

pub mod answer;
pub mod cloudformation;
pub mod export;
mod fields;
pub mod kind;
pub mod note;
mod parts;
pub mod plan;
pub mod terraform;
pub mod ties;
pub mod value;
pub mod yaml;

pub use export::{Export, Target, export};
pub use note::Note;
