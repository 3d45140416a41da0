//! Report.
pub fn report() {}
