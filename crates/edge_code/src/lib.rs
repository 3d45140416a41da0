//! Runs CloudFront Functions and Lambda@Edge code: real code, bounded, and cut off from everything.
//!
//! [`run`] takes an [`EdgeCall`] and gives an [`EdgeAnswer`]; both are plain values of the scenario crate, where the
//! routing model finds them without knowing this crate.
//!
//! | module | holds |
//! | --- | --- |
//! | [`source`] | the user's text, made ready: what the runtime refuses, `import`, places |
//! | [`engine`] | one run: a fresh engine, the handler, its promise |
//! | [`host`] | what code can reach: `console`, `require`, the `cloudfront` module, guarded built-ins |
//! | `prelude/*.js` | `Buffer`, `URL`, `crypto`… written in JavaScript |
//! | [`regexp`] | how much work a regular expression is |
//! | [`outcome`] | CloudFront's validation of what a function returns |
//! | [`change`] | what a function changed, line by line |
//! | `wording` | errors in the runtimes' own words |
//! | [`limits`] | how much a run may use |
//! | [`answers`] | [`RunAtOnce`]: answers for traces whose caller can run code at once |
//!
//! *Invariants.* A run sees no clock, no files, no network and no randomness; equal calls have equal answers. A run
//! ends: every instruction is counted, and every built-in function that could do much in one call is measured first.
//! No call panics. What cannot be modelled ends as `Unsupported`, never as a guess.

pub mod answers;
pub mod change;
pub mod engine;
pub mod host;
pub mod limits;
pub mod outcome;
pub mod regexp;
pub mod source;
pub mod value;
pub mod watchdog;
mod wording;

use std::rc::Rc;

use hopscope_scenario::edge_call::{EdgeAnswer, EdgeCall, EdgeFailure, EdgeLimit, EdgeResult};

pub use answers::RunAtOnce;
pub use limits::Limits;

use engine::Returned;
use host::Meter;
use source::{Dialect, HostNames, Refusal};
use watchdog::Over;

/// Runs a call within limits.
///
/// Natively, the run has a thread of its own and is told to end when its time is over. In a browser it runs where it is
/// called, which is a worker that the page can end.
pub fn run(call: &EdgeCall, limits: &Limits) -> EdgeAnswer {
    watchdog::within(call, limits, run_here)
}

/// Runs a call on this thread, without a clock.
fn run_here(call: &EdgeCall, limits: &Limits, over: Over) -> EdgeAnswer {
    let dialect = match call.runtime.as_str() {
        "cloudfront-js-1.0" => Dialect::CloudFront1,
        "cloudfront-js-2.0" => Dialect::CloudFront2,
        runtime if runtime.starts_with("nodejs") => Dialect::Node,
        runtime => return unsupported(format!("runtime {runtime}")),
    };
    if let Some(answer) = too_large(&call.code, dialect) {
        return answer;
    }
    let names = HostNames::unused_in(&call.code);
    let prepared = match source::prepare(&call.code, dialect, &names) {
        Ok(prepared) => prepared,
        Err(Refusal::Failed(failure)) => return EdgeAnswer::of(EdgeResult::Failed(failure)),
        Err(Refusal::Unsupported(what)) => return unsupported(what),
    };
    let meter = Rc::new(Meter::new(*limits, dialect, over));
    let run = engine::run(call, &prepared, &names, &meter);
    let mut result = EdgeAnswer {
        logs: meter.logs.take(),
        origin: meter.origins.take(),
        instructions: run.instructions,
        ..EdgeAnswer::of(EdgeResult::Failed(EdgeFailure::NoHandler))
    };
    result.result = if let Some(what) = meter.unsupported() {
        EdgeResult::Unsupported { what }
    } else if let Some(limit) = meter.stopped() {
        EdgeResult::Failed(EdgeFailure::Limit(limit))
    } else {
        match run.result {
            Ok(returned) => {
                let outcome = match outcome::of(call, &returned, &result.origin) {
                    Ok(outcome) => EdgeResult::Outcome(outcome),
                    Err(invalid) => EdgeResult::Invalid(invalid),
                };
                if let Returned::Json(json) = &returned {
                    result.returned = Some(json.to_string());
                    result.changes = change::lines(call, &outcome, json, &result.origin);
                }
                outcome
            }
            Err(failure) => EdgeResult::Failed(failure),
        }
    };
    result
}

/// Refuses text that is too large, or nested too deeply for the engine's reader.
fn too_large(code: &str, dialect: Dialect) -> Option<EdgeAnswer> {
    if dialect != Dialect::Node && code.len() > limits::CLOUDFRONT_FUNCTION_SIZE {
        let limit = EdgeLimit::CodeSize { size: code.len() as u64, limit: limits::CLOUDFRONT_FUNCTION_SIZE as u64 };
        return Some(EdgeAnswer::of(EdgeResult::Failed(EdgeFailure::Limit(limit))));
    }
    if code.len() > limits::LAMBDA_SOURCE_SIZE {
        return Some(unsupported(format!("more than {} KB of code", limits::LAMBDA_SOURCE_SIZE / 1024)));
    }
    (source::deepest_nesting(code) > limits::CODE_NESTING).then(|| unsupported("code nested this deeply".to_owned()))
}

fn unsupported(what: String) -> EdgeAnswer {
    EdgeAnswer::of(EdgeResult::Unsupported { what })
}
