//! Exact reasoning about sets of paths.
//!
//! What a hop does with a path is decided by finitely much that it remembers while it reads the path from left to
//! right: how far each path pattern has been matched, which stage name has been spelt out, which resources still fit.
//! That is a deterministic automaton, and questions about *all* paths become questions about a graph.
//!
//! | module | holds |
//! | --- | --- |
//! | [`characters`] | sets of characters, and a readable character outside such a set |
//! | [`machine`] | [`Machine`]: a reader of paths, given by what it does with a character |
//! | [`graph`] | [`Graph`]: a machine written out; product, relabelling, shortest members, inclusion, equivalence |
//! | [`pattern`] | lists of CloudFront path patterns and other wildcards |
//! | [`template`] | path templates with `{variable}` and `{greedy+}` segments |
//! | [`normal`] | paths in normal form, and what is normalised to them |
//! | [`classes`] | all pairs of "what the normalised path selects" and "where the raw path ends" |
//!
//! # The alphabet
//! There are more than a million characters, and a machine tells only a handful of them apart. Each state *watches*
//! the characters that it treats specially; all others are alike to it, and one of them stands for them in examples.
//!
//! # Bounds
//! Machines are written out breadth first up to a number of states. Past it the answer is [`TooLarge`], never a
//! guess.

pub mod characters;
pub mod classes;
pub mod graph;
pub mod machine;
pub mod normal;
pub mod pattern;
pub mod template;

pub use characters::Characters;
pub use graph::{Graph, State, TooLarge};
pub use machine::Machine;
