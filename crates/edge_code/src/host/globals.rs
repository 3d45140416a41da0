//! Which names of the language a runtime has.
//!
//! A CloudFront Function has ECMAScript 5.1 and what AWS lists beyond it; all else the engine has is taken away, so
//! that code which needs it fails here as it fails there. Node.js gets names added, and a name of Node.js that cannot
//! be had here ends the run as unsupported instead of giving a wrong answer.
//!
//! Sources: AWS documentation, "JavaScript runtime 1.0 features" and "JavaScript runtime 2.0 features".

use boa_engine::object::JsObject;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsResult, JsString, JsValue, NativeFunction, js_string};

use super::modules::Modules;
use super::{define, function, meter, wrap};
use crate::source::Dialect;

/// Gives the global object the names that the runtime has.
pub fn install(modules: &Modules, context: &mut Context) -> JsResult<()> {
    let math = context.global_object().get(js_string!("Math"), context)?;
    if let Some(math) = math.as_object() {
        let random = function("random", 0, |_, _, context| Ok(meter(context).random().into()), context);
        define(&math, "random", random, context)?;
    }
    match meter(context).dialect {
        Dialect::CloudFront1 => {
            restrict(false, context)?;
            byte_strings(modules, context)
        }
        Dialect::CloudFront2 => {
            restrict(true, context)?;
            byte_strings(modules, context)?;
            modules.lazy_global("Buffer", "buffer", context)?;
            text_globals(modules, context)
        }
        Dialect::Node => node(modules, context),
    }
}

fn text_globals(modules: &Modules, context: &mut Context) -> JsResult<()> {
    for name in ["TextEncoder", "TextDecoder", "atob", "btoa"] {
        modules.lazy_global(name, "text", context)?;
    }
    Ok(())
}

/// The non-standard methods of strings that stand for bytes.
fn byte_strings(modules: &Modules, context: &mut Context) -> JsResult<()> {
    let Some(methods) = modules.load("byte_strings", context)?.as_object() else { return Ok(()) };
    let Some(string) = context.global_object().get(js_string!("String"), context)?.as_object() else { return Ok(()) };
    let Some(prototype) = string.get(js_string!("prototype"), context)?.as_object() else { return Ok(()) };
    for name in ["fromBytes", "fromUTF8", "toBytes", "toUTF8"] {
        let method = methods.get(JsString::from(name), context)?;
        define(&prototype, name, method, context)?;
    }
    let bytes_from = methods.get(js_string!("bytesFrom"), context)?;
    define(&string, "bytesFrom", bytes_from, context)
}

const GLOBALS: &[&str] = &[
    "globalThis",
    "Infinity",
    "NaN",
    "undefined",
    "parseFloat",
    "parseInt",
    "isNaN",
    "isFinite",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "Object",
    "Function",
    "Array",
    "String",
    "Number",
    "Boolean",
    "Date",
    "RegExp",
    "Math",
    "JSON",
    "Promise",
    "Error",
    "EvalError",
    "RangeError",
    "ReferenceError",
    "SyntaxError",
    "TypeError",
    "URIError",
    "eval",
    "ArrayBuffer",
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "Float32Array",
    "Float64Array",
    "console",
    "require",
];
const GLOBALS_2: &[&str] = &["DataView", "Symbol", "Buffer", "TextEncoder", "TextDecoder", "atob", "btoa"];
const OBJECT: &[&str] = &[
    "length",
    "name",
    "prototype",
    "create",
    "defineProperties",
    "defineProperty",
    "freeze",
    "getOwnPropertyDescriptor",
    "getOwnPropertyNames",
    "getPrototypeOf",
    "is",
    "isExtensible",
    "isFrozen",
    "isSealed",
    "keys",
    "preventExtensions",
    "seal",
    "assign",
    "entries",
    "values",
    "setPrototypeOf",
];
const OBJECT_2: &[&str] = &["getOwnPropertyDescriptors"];
const STRING: &[&str] = &["length", "name", "prototype", "fromCharCode", "fromCodePoint", "bytesFrom"];
const STRING_PROTOTYPE: &[&str] = &[
    "constructor",
    "length",
    "toString",
    "valueOf",
    "charAt",
    "charCodeAt",
    "concat",
    "indexOf",
    "lastIndexOf",
    "match",
    "replace",
    "search",
    "slice",
    "split",
    "substr",
    "substring",
    "toLowerCase",
    "toLocaleLowerCase",
    "toUpperCase",
    "toLocaleUpperCase",
    "trim",
    "codePointAt",
    "endsWith",
    "includes",
    "repeat",
    "startsWith",
    "padStart",
    "padEnd",
    "trimStart",
    "trimEnd",
];
const STRING_PROTOTYPE_2: &[&str] = &["replaceAll"];
const ARRAY: &[&str] = &["length", "name", "prototype", "isArray", "of"];
const ARRAY_PROTOTYPE: &[&str] = &[
    "constructor",
    "length",
    "toString",
    "toLocaleString",
    "concat",
    "every",
    "filter",
    "forEach",
    "indexOf",
    "join",
    "lastIndexOf",
    "map",
    "pop",
    "push",
    "reduce",
    "reduceRight",
    "reverse",
    "shift",
    "slice",
    "some",
    "sort",
    "splice",
    "unshift",
    "copyWithin",
    "fill",
    "find",
    "findIndex",
    "includes",
];
const PROMISE: &[&str] = &["length", "name", "prototype", "reject", "resolve"];
const PROMISE_2: &[&str] = &["all", "allSettled", "any", "race"];
const NUMBER: &[&str] = &[
    "length",
    "name",
    "prototype",
    "isFinite",
    "isInteger",
    "isNaN",
    "isSafeInteger",
    "parseFloat",
    "parseInt",
    "EPSILON",
    "MAX_SAFE_INTEGER",
    "MAX_VALUE",
    "MIN_SAFE_INTEGER",
    "MIN_VALUE",
    "NEGATIVE_INFINITY",
    "NaN",
    "POSITIVE_INFINITY",
];
const JSON: &[&str] = &["parse", "stringify"];

/// Takes away what AWS does not list. The second runtime has more than the first.
fn restrict(second: bool, context: &mut Context) -> JsResult<()> {
    let global = context.global_object();
    let none: &[&str] = &[];
    let lists: [(&[&str], &[&str], &[&str]); 9] = [
        (&["Object"], OBJECT, OBJECT_2),
        (&["String"], STRING, none),
        (&["String", "prototype"], STRING_PROTOTYPE, STRING_PROTOTYPE_2),
        (&["Array"], ARRAY, none),
        (&["Array", "prototype"], ARRAY_PROTOTYPE, none),
        (&["Promise"], PROMISE, PROMISE_2),
        (&["Number"], NUMBER, none),
        (&["JSON"], JSON, none),
        (&[], GLOBALS, GLOBALS_2),
    ];
    for (path, always, later) in lists {
        let mut object = Some(global.clone());
        for name in path {
            object = match object {
                Some(object) => object.get(JsString::from(*name), context)?.as_object(),
                None => None,
            };
        }
        let Some(object) = object else { continue };
        for key in object.own_property_keys(context)? {
            let PropertyKey::String(name) = &key else { continue };
            let name = name.to_std_string_lossy();
            let kept = always.contains(&name.as_str()) || (second && later.contains(&name.as_str()));
            if !kept && !name.starts_with('$') {
                // A name that cannot be taken away is part of the language.
                object.delete_property_or_throw(key, context).unwrap_or_default();
            }
        }
    }
    Ok(())
}

/// Names of Node.js that cannot be had here.
const MISSING: &[&str] = &[
    "fetch",
    "Headers",
    "Request",
    "Response",
    "FormData",
    "Blob",
    "File",
    "AbortController",
    "AbortSignal",
    "WebSocket",
    "EventSource",
    "WebAssembly",
    "structuredClone",
    "performance",
    "crypto",
    "MessageChannel",
    "BroadcastChannel",
    "ReadableStream",
    "WritableStream",
    "TransformStream",
    "CompressionStream",
    "DecompressionStream",
    "Event",
    "EventTarget",
    "DOMException",
    "navigator",
    "Intl",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Proxy",
    "SharedArrayBuffer",
    "Atomics",
    "escape",
    "unescape",
];

fn node(modules: &Modules, context: &mut Context) -> JsResult<()> {
    let global = context.global_object();
    define(&global, "global", global.clone().into(), context)?;
    modules.lazy_global("Buffer", "buffer", context)?;
    text_globals(modules, context)?;
    for name in ["URL", "URLSearchParams"] {
        modules.lazy_global(name, "url", context)?;
    }
    for name in [
        "setTimeout",
        "clearTimeout",
        "setInterval",
        "clearInterval",
        "setImmediate",
        "clearImmediate",
        "queueMicrotask",
    ] {
        modules.lazy_global(name, "timers", context)?;
    }
    for name in MISSING {
        missing(name, context)?;
    }
    process(context)
}

/// Reading the name ends the run; giving it a value of one's own does not.
fn missing(name: &'static str, context: &mut Context) -> JsResult<()> {
    let getter = NativeFunction::from_copy_closure(move |_, _, context| Err(meter(context).stop_unsupported(name)));
    let setter = NativeFunction::from_copy_closure(move |_, args, context| {
        let value = args.first().cloned().unwrap_or_default();
        define(&context.global_object(), name, value, context)?;
        Ok(JsValue::undefined())
    });
    let (getter, setter) = (wrap(name, 0, getter, context), wrap(name, 1, setter, context));
    let property = PropertyDescriptor::builder().get(getter).set(setter).enumerable(false).configurable(true).build();
    context.global_object().define_property_or_throw(JsString::from(name), property, context)?;
    Ok(())
}

/// `process`, with the environment that Lambda@Edge has: none of the user's own variables, and the region's.
fn process(context: &mut Context) -> JsResult<()> {
    let process = JsObject::with_object_proto(context.intrinsics());
    let env = JsObject::with_object_proto(context.intrinsics());
    for (name, value) in [("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-1"), ("NODE_PATH", "/var/task")]
    {
        env.create_data_property_or_throw(JsString::from(name), JsString::from(value), context)?;
    }
    define(&process, "env", env.into(), context)?;
    define(&process, "platform", js_string!("linux").into(), context)?;
    let next_tick = next_tick_function(context);
    define(&process, "nextTick", next_tick, context)?;
    define(&context.global_object(), "process", process.into(), context)
}

/// `process.nextTick`, as a job of its own.
fn next_tick_function(context: &Context) -> JsValue {
    let body = |_: &JsValue, args: &[JsValue], context: &mut Context| {
        if let Some(callback) = args.first().and_then(JsValue::as_callable) {
            let rest = args.get(1..).unwrap_or_default().to_vec();
            let job =
                boa_engine::job::PromiseJob::new(move |context| callback.call(&JsValue::undefined(), &rest, context));
            context.enqueue_job(job.into());
        }
        Ok(JsValue::undefined())
    };
    function("nextTick", 1, body, context)
}
