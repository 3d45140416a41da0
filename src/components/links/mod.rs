//! Links, and what can be made of one.
//!
//! | modules | are |
//! | --- | --- |
//! | [`share`] | the dialog |

pub mod share;
