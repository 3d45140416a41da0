//! What the first screen is made of: it comes with the first visit, and reaches the rest through `page.parts` alone.
//!
//! | modules | are |
//! | --- | --- |
//! | [`workbench`], [`embed`] | the two screens |
//! | [`verdict`], [`response`], [`change`] | what came of the request, and the place of what would change it |
//! | [`flow`], [`drawing`], [`ladder`], [`story`] | the request's way |
//! | [`requests`] | the table of requests |
//! | [`card`], [`long`], [`prose`] | what these are made of: cards, lists that may be long, texts with code in them |
//! | [`when_shown`] | something to do once a part has come up |

pub mod card;
pub mod change;
pub mod drawing;
pub mod embed;
pub mod flow;
pub mod ladder;
pub mod long;
pub mod prose;
pub mod requests;
pub mod response;
pub mod story;
pub mod verdict;
pub mod when_shown;
pub mod workbench;
