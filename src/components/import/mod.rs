//! Importing, and the user's own files.
//!
//! | modules | are |
//! | --- | --- |
//! | [`dialogs`] | the dialogs |

pub mod dialogs;
