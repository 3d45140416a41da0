//! What would change the outcome, and what can be said of the whole scenario.
//!
//! | modules | are |
//! | --- | --- |
//! | [`topic`] | the card and the dialogs |
//! | [`report`] | a report, block by block |

pub mod report;
pub mod topic;
