//! Edge code in the browser: the program of the worker that runs it.
//!
//! The page starts the worker when a trace first needs an answer, hands it one [`EdgeCall`] at a time and gets an
//! [`EdgeAnswer`](hopscope_scenario::edge_call::EdgeAnswer) back, both as JSON text. See static/boot.js, which starts
//! it, and src/effects/edge_code.rs, which ends it when it does not answer.
//!
//! The user's code runs inside the engine that this program carries, never in the browser's own: it sees nothing of the
//! worker, and the worker holds nothing but the call.

use hopscope_edge_code::Limits;
use hopscope_scenario::edge_call::EdgeCall;
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs a call.
///
/// # Errors
/// When `call` is not the JSON of a call, or the answer cannot be written: the page and the worker are not of the same
/// build.
#[wasm_bindgen]
pub fn answer(call: &str) -> Result<String, String> {
    let call: EdgeCall = serde_json::from_str(call).map_err(|error| error.to_string())?;
    let answer = hopscope_edge_code::run(&call, &Limits::for_runtime(&call.runtime));
    serde_json::to_string(&answer).map_err(|error| error.to_string())
}

fn main() {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use hopscope_scenario::edge_call::{EdgeAnswer, EdgeFailure, EdgeLimit, EdgeResult};

    use super::*;

    fn run(code: &str) -> EdgeAnswer {
        let call = serde_json::json!({
            "function": "f", "runtime": "cloudfront-js-2.0", "code": code, "key_value_store": {},
            "event_type": "viewer-request", "raw_query_string": null,
            "event": r#"{"version":"1.0","request":{"method":"GET","uri":"/api/hello","querystring":{},"headers":{},"cookies":{}}}"#,
        });
        serde_json::from_str(&answer(&call.to_string()).unwrap()).unwrap()
    }

    #[test]
    fn answers_in_json() {
        let answer = run("function handler(event) { event.request.uri = '/x'; return event.request; }");
        assert!(answer.returned.unwrap_or_default().contains("/x"));
    }

    #[test]
    fn an_endless_loop_is_an_answer() {
        let answer = run("function handler(event) { while (true) {} }");
        assert_eq!(answer.result, EdgeResult::Failed(EdgeFailure::Limit(EdgeLimit::Instructions)));
    }

    #[test]
    fn what_is_no_call_is_refused() {
        assert!(answer("{}").is_err());
    }
}
