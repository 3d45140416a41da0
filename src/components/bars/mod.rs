//! What one works with, around what one reads.
//!
//! | modules | are |
//! | --- | --- |
//! | [`header`], [`tab_bar`] | the bars at the top and at the bottom |
//! | [`request_bar`], [`headers`] | the selected request |
//! | [`requests_toolbar`] | the bar below the table of requests |
//! | [`notices`], [`toast`] | what the page has to tell |
//! | [`starts`] | what an empty page offers |
//! | [`dropped`] | files that are dropped, opened and kept |

pub mod dropped;
pub mod header;
pub mod headers;
pub mod notices;
pub mod request_bar;
pub mod requests_toolbar;
pub mod starts;
pub mod tab_bar;
pub mod toast;
