//! Exact reasoning about sets of paths.
//!
//! | module | holds |
//! | --- | --- |
//! | [`sets`] | automata that read paths: patterns, templates, normal forms, classes, and a graph to decide about them |
//! | [`readers`] | what the systems behind a host tell apart in a path |
//!
//! *Invariants.* No I/O. Every answer about all paths is exact or [`sets::TooLarge`]; nothing is sampled.

pub mod readers;
pub mod sets;
