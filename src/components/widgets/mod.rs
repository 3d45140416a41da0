//! What bars, forms and dialogs are made of.
//!
//! | modules | are |
//! | --- | --- |
//! | [`field`], [`input`], [`choice`], [`entries`] | fields of forms |
//! | [`buttons`], [`picker`], [`menu`] | buttons |
//! | [`dialog`] | dialogs |

pub mod buttons;
pub mod choice;
pub mod dialog;
pub mod entries;
pub mod field;
pub mod input;
pub mod menu;
pub mod picker;
