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
        formatted(args, context)
    } else {
        // Only the first argument counts (AWS documentation, "JavaScript runtime 2.0 features", "Console").
        shown(args.get_or_undefined(0), context)
    };
    meter.charge(line.len() as u64)?;
    meter.log(line);
    Ok(JsValue::undefined())
}

/// What Node.js makes of the arguments: those behind a text with `%` signs fill it, the others follow (Node.js
/// documentation, "util.format").
fn formatted(args: &[JsValue], context: &mut Context) -> String {
    let mut rest = args.iter();
    let mut line = String::new();
    if let Some(template) = args.first().and_then(JsValue::as_string) {
        rest.next();
        let template = template.to_std_string_lossy();
        let mut characters = template.chars().peekable();
        while let Some(character) = characters.next() {
            let kind = if character == '%' { characters.peek().copied() } else { None };
            match kind {
                Some('%') if args.len() > 1 => line.push('%'),
                Some('s' | 'd' | 'i' | 'f' | 'j' | 'o' | 'O' | 'c') if !rest.as_slice().is_empty() => {
                    let value = rest.next().cloned().unwrap_or_default();
                    line.push_str(&filled_in(kind, &value, context));
                }
                _ => {
                    line.push(character);
                    continue;
                }
            }
            characters.next();
        }
    }
    let parts: Vec<String> = rest.map(|value| shown(value, context)).collect();
    let separator = if parts.is_empty() || parts.len() == args.len() { "" } else { " " };
    [line.as_str(), separator, &parts.join(" ")].concat()
}

/// A value in the place of `%d` and its like.
fn filled_in(kind: Option<char>, value: &JsValue, context: &mut Context) -> String {
    let number =
        |found: JsResult<f64>| found.map_or("NaN".to_owned(), |number| JsValue::from(number).display().to_string());
    match kind {
        Some('c') => String::new(),
        Some('d') if !value.is_object() => number(value.to_number(context)),
        Some('i') if !value.is_object() => number(value.to_number(context).map(f64::trunc)),
        Some('f') => number(value.to_number(context)),
        Some('d' | 'i') => "NaN".to_owned(),
        _ => shown(value, context),
    }
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
