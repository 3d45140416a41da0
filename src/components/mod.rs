//! What the page is made of. A component is a function that draws the model; its callbacks send actions. It decides
//! nothing, keeps nothing and touches no storage.
//!
//! They are sorted by when they are fetched (`src/parts.rs`): [`first`] comes with the first visit and imports nothing
//! from the others (`tests/first_load.rs` sees to that); the others come with their part, what they share in [`widgets`].
//!
//! | modules | are |
//! | --- | --- |
//! | [`first`] | the two screens, verdict, flow, table of requests |
//! | [`bars`] | what surrounds them |
//! | [`forms`] | the column of forms |
//! | [`panels`] | what is opened on demand |
//! | [`advice`] | what would change the outcome, findings, comparisons |
//! | [`links`] | sharing |
//! | [`import`] | importing |
//! | [`widgets`] | what the later ones are made of |

pub mod advice;
pub mod bars;
pub mod first;
pub mod forms;
pub mod import;
pub mod links;
pub mod panels;
pub mod widgets;
