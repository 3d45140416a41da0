//! Links, and what can be made of one. They are a part of their own, as most visits share nothing.
//!
//! | modules | are |
//! | --- | --- |
//! | [`share`] | the dialog |
//! | [`desk`] | places to paste into, options of a frame, secrets |

mod desk;
pub mod share;
