//! What a program has to trace by.

use crate::edge::EdgeAnswers;
use crate::extension::Extensions;

/// What a program has to trace by.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities<'a> {
    /// What edge code gives.
    pub answers: &'a dyn EdgeAnswers,
    /// Systems and features that many scenarios do without.
    pub extensions: Extensions,
}
