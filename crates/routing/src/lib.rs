//! A scenario and a request in, a trace out.
//!
//! | module | holds |
//! | --- | --- |
//! | [`engine`] | [`trace`]: the way in |
//! | [`trace`](mod@trace) | [`Trace`] and its parts: what came of a request |
//! | [`rule`], [`rules`] | the rule book |
//! | [`dns`] | which system answers at a name |
//! | [`cloudfront`], [`api_gateway`], [`lambda`], [`lambda_url`], [`s3`], [`load_balancer`] with [`listener`], [`server`] | the systems, each a list of decisions in order |
//! | [`connection`] | what becomes of a connection before a server sees it |
//! | [`payload_v2`], [`signature`], [`tls`] | the event of payload format 2.0, SigV4, certificates |
//! | [`path`], [`header`], [`url`], [`text`] | paths that know who wrote each piece, header fields in order, URLs, text that is shared |
//! | [`exchange`], [`tracer`] | what travels between hops; the notebook of a trace in the making |
//! | [`grouped`] | values by name, as events hold them |
//! | [`expectation`] | whether a trace is what its author expected |
//! | [`placeholder`] | what differs from run to run on AWS |
//! | [`capabilities`], [`extension`], [`missing`] | what a program has to trace by, what it may fetch when a trace first needs it |
//! | [`edge`] | answers of edge code, by value |
//! | [`unreached`] | what stands behind a refusal |
//!
//! *Invariants.* No I/O, no clock, no randomness, no browser: the same scenario and request give the same trace. Any
//! scenario and any request give a trace; nothing panics. Decisions are steps, and every step names its rule.
//! No sentence a user reads is made here: steps carry values, the locale files carry words.

pub mod api_gateway;
pub mod capabilities;
pub mod cloudfront;
pub mod connection;
pub mod dns;
pub mod edge;
pub mod engine;
pub mod exchange;
pub mod expectation;
pub mod extension;
pub mod grouped;
pub mod header;
pub mod lambda;
pub mod lambda_url;
pub mod listener;
pub mod load_balancer;
pub mod missing;
pub mod path;
pub mod payload_v2;
pub mod placeholder;
pub mod problem;
pub mod rule;
pub mod rules;
pub mod s3;
pub mod server;
pub mod signature;
pub mod text;
pub mod tls;
pub mod trace;
pub mod tracer;
pub mod unreached;
pub mod url;
pub mod web_acl;

pub use capabilities::Capabilities;
pub use edge::EdgeAnswers;
pub use engine::{trace, trace_by, trace_with};
pub use extension::Extensions;
pub use missing::Missing;
pub use problem::problems;
pub use rule::{Basis, Rule};
pub use rules::id::RuleId;
pub use trace::Trace;
