//! All that code can reach beside the language itself.
//!
//! | module | holds |
//! | --- | --- |
//! | [`meter`] | what a run has used, and what stopped it |
//! | [`guards`] | built-in functions that could use much in one call, each behind a check |
//! | [`regexps`] | regular expressions, rehearsed before they run |
//! | [`globals`] | which names of the language a CloudFront Function has, and what Node.js adds |
//! | [`modules`] | `require` and `import`, and the modules written in JavaScript |
//! | [`bytes`] | text, base64, hashes: what those modules are built on |
//! | [`cloudfront`] | the `cloudfront` module: key-value store and origins |
//! | [`console`] | `console` |
//!
//! Nothing here leads out: no clock, no files, no network, no randomness.

pub mod bytes;
pub mod cloudfront;
pub mod console;
pub mod globals;
pub mod guards;
pub mod meter;
pub mod modules;
pub mod regexps;

use std::rc::Rc;

use boa_engine::native_function::NativeFunctionPointer;
use boa_engine::object::{FunctionObjectBuilder, JsObject};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsResult, JsString, JsValue, NativeFunction};

pub use meter::Meter;

/// The run's meter. Every context of this crate has one.
pub fn meter(context: &Context) -> Rc<Meter> {
    context.get_data::<Rc<Meter>>().cloned().unwrap_or_default()
}

/// A function of the host as a JavaScript function.
pub fn function(name: &str, length: usize, body: NativeFunctionPointer, context: &Context) -> JsValue {
    wrap(name, length, NativeFunction::from_fn_ptr(body), context)
}

/// A native function as a JavaScript function.
pub fn wrap(name: &str, length: usize, body: NativeFunction, context: &Context) -> JsValue {
    FunctionObjectBuilder::new(context.realm(), body).name(JsString::from(name)).length(length).build().into()
}

/// Defines a property that looks like a built-in one: writable, configurable, not listed.
pub fn define(object: &JsObject, name: &str, value: JsValue, context: &mut Context) -> JsResult<()> {
    let property = PropertyDescriptor::builder().value(value).writable(true).enumerable(false).configurable(true);
    object.define_property_or_throw(JsString::from(name), property, context)?;
    Ok(())
}
