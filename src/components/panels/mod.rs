//! What is opened on demand.
//!
//! | modules | are |
//! | --- | --- |
//! | [`rule_panel`], [`edge_change`] | a step: its rule, its values, what code changed |
//! | [`event`] | the event that a function is told |
//! | [`gallery`] | the examples; what a scenario says of itself |
//! | [`palette`] | every command |
//! | [`shortcuts`] | the keys |

pub mod edge_change;
pub mod event;
pub mod gallery;
pub mod palette;
pub mod rule_panel;
pub mod shortcuts;
