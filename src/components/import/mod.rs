//! Importing, and the user's own files.
//!
//! | modules | are |
//! | --- | --- |
//! | [`dialogs`] | the dialogs |
//! | [`source_link`] | lines of the user's own files |

pub mod dialogs;
pub mod source_link;
