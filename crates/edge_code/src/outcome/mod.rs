//! CloudFront's validation of what a function returned.
//!
//! | module | holds |
//! | --- | --- |
//! | [`cloudfront_function`] | requests and responses of CloudFront Functions |
//! | [`lambda_at_edge`] | requests and responses of Lambda@Edge |
//! | [`common`] | what both have in common: headers, paths, query strings, bodies |
//! | [`origin_directive`] | the arguments of the origin helpers |

pub mod cloudfront_function;
pub mod common;
pub mod lambda_at_edge;
pub mod origin_directive;

use hopscope_scenario::edge_call::{EdgeCall, EdgeOutcome, InvalidReturn, OrderedJson, OriginDirective};

use crate::engine::Returned;

/// What a returned value means, or why CloudFront refuses it.
pub fn of(call: &EdgeCall, returned: &Returned, origins: &[OriginDirective]) -> Result<EdgeOutcome, InvalidReturn> {
    let event = OrderedJson::parse(&call.event).unwrap_or(OrderedJson::Null);
    let value = match returned {
        Returned::Json(value @ OrderedJson::Object(_)) => value,
        Returned::Json(other) => return Err(neither(call, other.type_name())),
        Returned::Other(found) => return Err(neither(call, found)),
        Returned::Unbounded => return Err(InvalidReturn::NotJson),
    };
    if call.is_lambda_at_edge() {
        return lambda_at_edge::outcome(call, &event, value);
    }
    let outcome = cloudfront_function::outcome(call, &event, value)?;
    if matches!(outcome, EdgeOutcome::Request(_)) {
        origins.iter().try_for_each(origin_directive::validate)?;
    }
    Ok(outcome)
}

fn neither(call: &EdgeCall, found: &str) -> InvalidReturn {
    let found = found.to_owned();
    if call.event_type.is_request() {
        InvalidReturn::NotRequestOrResponse { found }
    } else {
        InvalidReturn::NotAResponse { found }
    }
}
