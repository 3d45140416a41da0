//! API Gateway: its fronts, and the APIs behind them.
//!
//! | module | decides |
//! | --- | --- |
//! | [`edge`], [`regional`] | which API or domain the `Host` names, at each kind of front |
//! | [`domain`] | where a custom domain name leads |
//! | [`entrance`] | by which name a request came, and what that name has settled |
//! | [`source`] | where a request came from |
//! | [`rest`] | what a REST API does |
//! | [`http`] | what an HTTP API does |
//! | [`gateway_response`] | the answers that API Gateway makes itself |

pub mod domain;
pub mod edge;
pub mod entrance;
pub mod gateway_response;
pub mod http;
pub mod regional;
pub mod rest;
pub mod source;
