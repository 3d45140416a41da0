//! The runtimes' own words for the mistakes that people make most, in place of the engine's.
//!
//! Sources: nginx/njs, the engine behind CloudFront Functions, as its conformance reports and users quote it; Node.js.

use hopscope_scenario::edge_call::CodePosition;

use crate::source::{Dialect, Prepared};

/// An error's message in the runtime's words, and its place made exact where the message tells more.
pub fn in_runtime_words(
    message: String,
    place: Option<CodePosition>,
    prepared: &Prepared,
    dialect: Dialect,
) -> (String, Option<CodePosition>) {
    let node = dialect == Dialect::Node;
    if let Some(name) = message.strip_suffix(" is not defined").filter(|name| !name.contains(' ')) {
        let place = place.map(|place| prepared.place_of_name(name, place));
        return (if node { message } else { format!("\"{name}\" is not defined") }, place);
    }
    let words = match message.as_str() {
        "cannot convert 'null' or 'undefined' to object" => {
            place.and_then(|place| prepared.property_at(place)).map(|property| {
                if node {
                    format!("Cannot read properties of undefined (reading '{property}')")
                } else {
                    format!("cannot get property \"{property}\" of undefined")
                }
            })
        }
        "not a callable function" => {
            place.and_then(|place| prepared.callee_before(place)).and_then(|callee| match callee.rsplit_once('.') {
                Some((_, method)) if !node => Some(format!("(intermediate value)[\"{method}\"] is not a function")),
                // Node.js writes out what stands before the dot.
                Some(("", _)) => None,
                _ => Some(format!("{callee} is not a function")),
            })
        }
        _ => None,
    };
    (words.unwrap_or(message), place)
}
