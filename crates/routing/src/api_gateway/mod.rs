//! API Gateway: its fronts, and the APIs behind them.
//!
//! | module | decides |
//! | --- | --- |
//! | [`edge`], [`regional`] | which API the `Host` names, at each kind of front |
//! | [`entrance`] | by which name a request came, and what that name has settled |
//! | [`rest`] | what a REST API does |
//! | [`http`] | what an HTTP API does |
//! | [`gateway_response`] | the answers that API Gateway makes itself |

pub mod edge;
pub mod entrance;
pub mod gateway_response;
pub mod http;
pub mod regional;
pub mod rest;
