//! What is opened on demand.
//!
//! | modules | are |
//! | --- | --- |
//! | [`rule_panel`], [`edge_change`] | a step: its rule, its values, what code changed |
//! | [`before`] | the requests before the selected one |
//! | [`event`] | the event that a function is told |
//! | [`gallery`] | the examples; what a scenario says of itself |
//! | [`guide`] | the guided look on the first visit |
//! | [`kept`] | the scenarios that this browser keeps |
//! | [`palette`] | every command |
//! | [`shortcuts`] | the keys |

pub mod before;
pub mod edge_change;
pub mod event;
pub mod gallery;
pub mod guide;
pub mod kept;
pub mod palette;
pub mod rule_panel;
pub mod shortcuts;
