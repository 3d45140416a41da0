//! What would have to change.
//!
//! | module | holds |
//! | --- | --- |
//! | [`language`] | exact reasoning about sets of paths |

pub mod language;
