//! tmp
/// t
pub struct Problem;
/// t
pub struct ProblemKind;
