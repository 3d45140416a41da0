//! `require`, `import`, and the modules written in JavaScript.
//!
//! A module's file holds one function of the host object and of a function that loads other modules; it is run the
//! first time that somebody asks for it.

use std::path::Path;

use boa_engine::object::JsObject;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, NativeFunction, Source, js_string};

use super::{bytes, cloudfront, define, meter, wrap};
use crate::source::{Dialect, HostNames};

/// The source text of a module.
fn text_of(module: &str) -> Option<&'static str> {
    Some(match module {
        "buffer" => include_str!("../prelude/buffer.js"),
        "text" => include_str!("../prelude/text.js"),
        "querystring" => include_str!("../prelude/querystring.js"),
        "url" => include_str!("../prelude/url.js"),
        "path" => include_str!("../prelude/path.js"),
        "crypto" => include_str!("../prelude/crypto.js"),
        "timers" => include_str!("../prelude/timers.js"),
        "byte_strings" => include_str!("../prelude/byte_strings.js"),
        "cloudfront" => include_str!("../prelude/cloudfront.js"),
        _ => return None,
    })
}

/// Modules that `require` gives, by runtime.
fn is_public(module: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::CloudFront1 => matches!(module, "crypto" | "querystring"),
        Dialect::CloudFront2 => matches!(module, "crypto" | "querystring" | "buffer"),
        Dialect::Node => matches!(module, "crypto" | "querystring" | "buffer" | "url" | "path" | "timers"),
    }
}

/// Gives modules and keeps those that it has given.
#[derive(Clone, Debug)]
pub struct Modules {
    loaded: JsObject,
}

impl Modules {
    /// No module loaded yet.
    pub fn new(context: &mut Context) -> JsResult<Self> {
        let loaded = JsObject::with_null_proto();
        let host = bytes::host_object(context)?;
        cloudfront::extend(&host, context)?;
        define(&loaded, "host", host.into(), context)?;
        Ok(Self { loaded })
    }

    /// What a module exports.
    pub fn load(&self, module: &str, context: &mut Context) -> JsResult<JsValue> {
        load(&self.loaded, module, context)
    }

    /// Defines `require` and the hidden function behind `import`.
    pub fn install(&self, names: &HostNames, context: &mut Context) -> JsResult<()> {
        let global = context.global_object();
        let require = NativeFunction::from_copy_closure_with_captures(
            |_, args, loaded: &JsObject, context| require(loaded, args, false, context),
            self.loaded.clone(),
        );
        let require = wrap("require", 1, require, context);
        define(&global, "require", require, context)?;
        let import = NativeFunction::from_copy_closure_with_captures(
            |_, args, loaded: &JsObject, context| require_by(loaded, args, context),
            self.loaded.clone(),
        );
        let import = wrap("", 1, import, context);
        let hidden = PropertyDescriptor::builder().value(import).writable(false).enumerable(false).configurable(false);
        global.define_property_or_throw(JsString::from(names.import.as_str()), hidden, context)?;
        Ok(())
    }

    /// Defines a global name whose module is loaded when the name is first used.
    pub fn lazy_global(&self, name: &'static str, module: &'static str, context: &mut Context) -> JsResult<()> {
        let getter = NativeFunction::from_copy_closure_with_captures(
            move |_, _, loaded: &JsObject, context| {
                let exports = load(loaded, module, context)?;
                let value = match exports.as_object() {
                    Some(exports) => exports.get(JsString::from(name), context)?,
                    None => JsValue::undefined(),
                };
                define(&context.global_object(), name, value.clone(), context)?;
                Ok(value)
            },
            self.loaded.clone(),
        );
        let setter = NativeFunction::from_copy_closure(move |_, args, context| {
            define(&context.global_object(), name, args.get_or_undefined(0).clone(), context)?;
            Ok(JsValue::undefined())
        });
        let (getter, setter) = (wrap(name, 0, getter, context), wrap(name, 1, setter, context));
        let property =
            PropertyDescriptor::builder().get(getter).set(setter).enumerable(false).configurable(true).build();
        context.global_object().define_property_or_throw(JsString::from(name), property, context)?;
        Ok(())
    }
}

fn load(loaded: &JsObject, module: &str, context: &mut Context) -> JsResult<JsValue> {
    let key = JsString::from(module);
    if loaded.has_property(key.clone(), context)? {
        return loaded.get(key, context);
    }
    let Some(text) = text_of(module) else { return Ok(JsValue::undefined()) };
    let path = format!("host:{module}");
    let make = context.eval(Source::from_bytes(text).with_path(Path::new(&path)))?;
    let make = make.as_callable().ok_or_else(|| JsNativeError::typ().with_message("a module is no function"))?;
    let load_other = NativeFunction::from_copy_closure_with_captures(
        |_, args, loaded: &JsObject, context| {
            let name = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
            load(loaded, &name, context)
        },
        loaded.clone(),
    );
    let load_other = wrap("load", 1, load_other, context);
    let host = loaded.get(js_string!("host"), context)?;
    let exports = make.call(&JsValue::undefined(), &[host, load_other], context)?;
    define(loaded, module, exports.clone(), context)?;
    Ok(exports)
}

fn require_by(loaded: &JsObject, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(loaded, args, true, context)
}

/// Gives a module to the user's code. `cloudfront` can be had by `import` alone.
fn require(loaded: &JsObject, args: &[JsValue], imported: bool, context: &mut Context) -> JsResult<JsValue> {
    let name = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let dialect = meter(context).dialect;
    let module = if dialect == Dialect::Node { name.strip_prefix("node:").unwrap_or(&name) } else { &name };
    if is_public(module, dialect) || (imported && dialect == Dialect::CloudFront2 && module == "cloudfront") {
        return load(loaded, module, context);
    }
    if dialect == Dialect::Node {
        return Err(meter(context).stop_unsupported(&format!("require(\"{name}\")")));
    }
    Err(JsNativeError::error().with_message(format!("Cannot find module \"{name}\"")).into())
}
