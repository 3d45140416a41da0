//! The npm package: the core for JavaScript, plain JSON both ways.
//!
//! | module | holds |
//! | --- | --- |
//! | [`calls`] | what can be called, by name: native code, tested without a browser |
//! | this one | the one function that crosses into JavaScript |
//!
//! `package/` holds what is written in JavaScript: the loader, the named functions, the types. `cargo xtask package` puts
//! both together.

pub mod calls;

use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// Calls a function of the package by its name, with an object of arguments.
///
/// # Errors
/// With a sentence that says what is wrong with the arguments.
#[wasm_bindgen]
pub fn call(name: &str, arguments: JsValue) -> Result<JsValue, JsError> {
    let arguments = serde_wasm_bindgen::from_value(arguments).map_err(|error| JsError::new(&error.to_string()))?;
    let answer = calls::answer(name, &arguments).map_err(|told| JsError::new(&told))?;
    answer.serialize(&Serializer::json_compatible()).map_err(|error| JsError::new(&error.to_string()))
}
