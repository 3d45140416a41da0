//! `console`.

use boa_engine::object::JsObject;
use boa_engine::{Context, JsArgs, JsResult, JsValue, js_string};

use super::{define, function, meter};
use crate::source::Dialect;
use crate::value;

/// Defines `console`. CloudFront Functions have `log` alone.
pub fn install(context: &mut Context) -> JsResult<()> {
    let console = JsObject::with_object_proto(context.intrinsics());
    let names: &[&str] = match meter(context).dialect {
        Dialect::Node => &["log", "info", "debug", "warn", "error", "trace"],
        _ => &["log"],
    };
    for name in names {
        let body = function(name, 0, log, context);
        define(&console, name, body, context)?;
    }
    define(&context.global_object(), "console", console.into(), context)
}

fn log(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let meter = meter(context);
    meter.charge(100)?;
    let line = if meter.dialect == Dialect::Node {
        let parts: Vec<String> = args.iter().map(|value| shown(value, context)).collect();
        parts.join(" ")
    } else {
        // Only the first argument counts (AWS documentation, "JavaScript runtime 2.0 features", "Console").
        shown(args.get_or_undefined(0), context)
    };
    meter.charge(line.len() as u64)?;
    meter.log(line);
    Ok(JsValue::undefined())
}

/// A value as a log shows it: strings as they are, errors by name and message, all else as JSON.
fn shown(value: &JsValue, context: &mut Context) -> String {
    if let Some(text) = value.as_string() {
        return text.to_std_string_lossy();
    }
    let Some(object) = value.as_object() else { return value.display().to_string() };
    if object.is_callable() {
        return "[Function]".to_owned();
    }
    if let Some((name, message)) = value::error_parts(&object, context) {
        return if message.is_empty() { name } else { format!("{name}: {message}") };
    }
    match value::to_json(value, false, context) {
        Ok(Some(json)) => json.to_string(),
        _ => object.get(js_string!("name"), context).map_or("[object]".to_owned(), |name| name.display().to_string()),
    }
}
