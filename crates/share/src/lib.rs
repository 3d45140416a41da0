//! What people take with them: a request and its trace as text for each place that they paste into.
//!
//! | module | gives |
//! | --- | --- |
//! | [`destination`] | the text for a place: a pull request, an article, a chat, a forum, a page |
//! | [`embed`] | frames: as HTML, as JSX, as a link that a script turns into one |
//! | [`secret`] | what should not travel, found and masked |
//! | [`markdown`] | a report: request, answer, flow, verdict, advice, link |
//! | [`curl`] | a script that sends every request and holds the answer against the trace's |
//! | [`qr`] | the link as a picture |
//!
//! *Invariants.* No I/O. What strangers wrote stays text: each place's own marks are escaped. A masked scenario traces as
//! the original does, and says so where it does not ([`secret::Masked::is_alike`]).

pub mod curl;
pub mod destination;
pub mod embed;
pub mod markdown;
pub mod qr;
pub mod secret;

pub use destination::{Destination, Shared};
