//! What would have to change.
//!
//! | module | holds |
//! | --- | --- |
//! | [`route_map`] | [`route_map::route_map`]: all URLs of a scenario, in classes that are treated alike |
//! | [`lint`] | [`lint::lint`]: findings that need no request |
//! | [`compare`] | [`compare::compare`]: which URLs and requests end elsewhere in another scenario |
//! | [`diagnosis`] | [`diagnosis::diagnose`]: why a request was answered so, what it looks like, what would fail next |
//! | [`proof`] | [`proof::decide`]: whether an origin path or a path pattern can make a request do what is expected |
//! | [`fix`] | [`fix::fixes`]: changes after which a request does what is expected, each traced |
//! | [`remark`] | what there is to tell of a request of which nothing was expected |
//! | [`origin_request`] | where a behaviour sends a request |
//! | [`words`] | all of it in the words of a language |
//! | [`report`] | findings, maps and comparisons as reports |
//!
//! *Invariants.* No I/O, no clock, no randomness, no browser. What becomes of a request is never decided here: the
//! engine of [`hopscope_routing`] is asked. Everything found is typed; sentences are in `locales/<language>/advice.json`.

pub mod compare;
pub mod diagnosis;
pub mod fix;
pub mod lint;
pub mod origin_request;
pub mod proof;
pub mod remark;
pub mod report;
pub mod route_map;
pub mod words;
