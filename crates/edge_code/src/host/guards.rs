//! Built-in functions that can use much time or memory in one call, each behind a check.
//!
//! The engine counts its own instructions, yet one instruction may call a built-in function that walks over a
//! thousand million items. Such functions are replaced by ones that look the same, count first and then call the
//! original.

use boa_engine::gc::GcRefCell;
use boa_engine::object::JsObject;
use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsString, JsSymbol, JsValue, NativeFunction, js_string};
use hopscope_scenario::edge_call::EdgeLimit;

use super::{define, meter, wrap};
use crate::limits::NESTING;

/// What is checked before the original is called.
type Check = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<()>;

/// Puts the checks in place.
pub fn install(context: &mut Context) -> JsResult<()> {
    let global = context.global_object();
    let strings = at(&global, &["String", "prototype"], context)?;
    for name in own_functions(&strings, context)? {
        let check: Check = match name.as_str() {
            "repeat" => repeat,
            "padStart" | "padEnd" => pad,
            "concat" => concat,
            "replace" | "replaceAll" => replace,
            "split" => split,
            _ => this_string,
        };
        guard(&strings, &name, check, context)?;
    }
    let arrays = at(&global, &["Array", "prototype"], context)?;
    for name in own_functions(&arrays, context)? {
        match name.as_str() {
            "constructor" | "push" | "pop" | "at" | "toString" | "join" => {}
            "flat" => guard(&arrays, &name, flat, context)?,
            _ => guard(&arrays, &name, this_array, context)?,
        }
    }
    define(&arrays, "join", wrap("join", 1, NativeFunction::from_fn_ptr(join), context), context)?;
    array_iterator(&arrays, context)?;
    for (path, name, check) in [
        (&["Array"][..], "from", first_array as Check),
        (&["Function", "prototype"], "apply", second_array),
        (&["Function", "prototype"], "bind", costly),
        (&["Reflect"], "apply", third_array),
        (&["Reflect"], "construct", second_array),
        (&["Reflect"], "setPrototypeOf", costly),
        (&["Object"], "create", costly),
        (&["Object"], "setPrototypeOf", costly),
        (&["JSON"], "parse", json_text),
        (&["String"], "raw", raw),
        (&[], "encodeURIComponent", first_string),
        (&[], "encodeURI", first_string),
        (&[], "decodeURIComponent", first_string),
        (&[], "decodeURI", first_string),
    ] {
        if let Ok(object) = at(&global, path, context) {
            guard(&object, name, check, context)?;
        }
    }
    super::regexps::install(context)?;
    let json = at(&global, &["JSON"], context)?;
    json_stringify(&json, context)
}

fn at(from: &JsObject, path: &[&str], context: &mut Context) -> JsResult<JsObject> {
    path.iter().try_fold(from.clone(), |object, name| {
        object.get(JsString::from(*name), context)?.as_object().ok_or_else(|| JsNativeError::typ().into())
    })
}

fn own_functions(object: &JsObject, context: &mut Context) -> JsResult<Vec<String>> {
    let mut names = Vec::new();
    for key in object.own_property_keys(context)? {
        if let PropertyKey::String(name) = &key
            && object.get(name.clone(), context)?.is_callable()
            && name != &js_string!("constructor")
        {
            names.push(name.to_std_string_lossy());
        }
    }
    Ok(names)
}

/// Puts a check before an object's function, where it has that function.
fn guard(object: &JsObject, name: &str, check: Check, context: &mut Context) -> JsResult<()> {
    let Some(original) = object.get(JsString::from(name), context)?.as_callable() else { return Ok(()) };
    let length = original.get(js_string!("length"), context)?.to_length(context)?;
    let body = NativeFunction::from_copy_closure_with_captures(
        move |this, args, original: &JsObject, context| {
            check(this, args, context)?;
            let value = nested_call(context, |context| original.call(this, args, context))?;
            if let Some(text) = value.as_string() {
                meter(context).string(text.len() as u64)?;
            }
            Ok(value)
        },
        original,
    );
    define(object, name, wrap(name, length as usize, body, context), context)
}

/// Calls something that may call the user's code again, and bounds how often that happens within one another.
pub fn nested_call<T>(context: &mut Context, call: impl FnOnce(&mut Context) -> JsResult<T>) -> JsResult<T> {
    let meter = meter(context);
    let result = meter.enter().and_then(|()| call(context));
    meter.leave();
    result
}

/// A string's length, where the value is one already; no conversion, which could run code.
fn length_of(value: &JsValue) -> u64 {
    value.as_string().map_or(0, |text| text.len() as u64)
}

fn number(value: &JsValue) -> u64 {
    value.as_number().map_or(0, |number| number.max(0.0) as u64)
}

fn this_string(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    meter(context).charge(1 + length_of(this) + length_of(args.get_or_undefined(0)))
}

fn first_string(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    meter(context).charge(1 + length_of(args.get_or_undefined(0)))
}

/// Chains of bound functions and of prototypes are followed on the engine's own stack, so that their length matters.
fn costly(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    let meter = meter(context);
    meter.charge(meter.limits.work / 1_000)
}

/// The number as the original will read it. Only numbers and numeric strings come through without a conversion; an
/// object is converted here and the check then fails safe, as the original converts it again.
fn count(value: &JsValue, context: &mut Context) -> JsResult<u64> {
    if value.is_object() {
        return Err(JsNativeError::typ().with_message("a number is expected here").into());
    }
    Ok(number(&JsValue::from(value.to_number(context)?)))
}

/// The text of `this`, which may be any value.
fn this_length(this: &JsValue, context: &mut Context) -> JsResult<u64> {
    if this.is_object() {
        return Ok(this.to_string(context)?.len() as u64);
    }
    Ok(if let Some(text) = this.as_string() { text.len() as u64 } else { 32 })
}

fn repeat(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    let times = count(args.get_or_undefined(0), context)?;
    let length = this_length(this, context)?;
    meter(context).string(length.saturating_mul(times))
}

fn pad(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    let wanted = count(args.get_or_undefined(0), context)?;
    let length = this_length(this, context)?;
    meter(context).string(length.max(wanted))
}

fn concat(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    let length = args.iter().map(length_of).fold(this_length(this, context)?, u64::saturating_add);
    meter(context).string(length)
}

fn split(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    // Each piece is a value of its own, which takes more room than the characters in it.
    meter(context).charge(1 + length_of(this).saturating_mul(8))
}

/// A replacement may occur once for each character, and `$` in it may stand for the whole string.
fn replace(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    let length = this_length(this, context)?;
    let replacement = args.get_or_undefined(1);
    let meter = meter(context);
    meter.charge(1 + length)?;
    let Some(text) = replacement.as_string() else { return Ok(()) };
    let references = text.iter().filter(|unit| *unit == u16::from(b'$')).count() as u64;
    let longest = (text.len() as u64).saturating_add(references.saturating_mul(length));
    let worst = length.saturating_add(1).saturating_mul(longest);
    // The bound is far from what happens in practice, so it may exceed the longest string by much.
    if worst > (meter.limits.string_length as u64).saturating_mul(64) {
        return Err(meter.stop(EdgeLimit::Memory));
    }
    Ok(())
}

fn raw(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    if let Some(strings) = args.get_or_undefined(0).as_object()
        && let Some(raw) = strings.get(js_string!("raw"), context)?.as_object()
    {
        let length = array_length(&raw, context)?;
        meter(context).array(length)?;
    }
    let length = args.iter().map(length_of).fold(0, u64::saturating_add);
    meter(context).string(length)
}

fn array_length(object: &JsObject, context: &mut Context) -> JsResult<u64> {
    object.get(js_string!("length"), context)?.to_length(context)
}

fn array(value: &JsValue, context: &mut Context) -> JsResult<()> {
    let length = match value.as_object() {
        Some(object) => array_length(&object, context)?,
        None => length_of(value),
    };
    meter(context).array(length)
}

fn this_array(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    array(this, context)
}

fn first_array(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    array(args.get_or_undefined(0), context)
}

fn second_array(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    array(args.get_or_undefined(1), context)
}

fn third_array(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    array(args.get_or_undefined(2), context)
}

/// Flattening to any depth would go as deep as arrays are nested.
fn flat(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    array(this, context)?;
    let depth = count(args.get_or_undefined(0), context)?;
    // Arrays nested deeper than this do not occur in good faith, and only `Infinity` asks for it.
    if depth > NESTING as u64 && nested(this, 0, context)? {
        return Err(meter(context).stop(EdgeLimit::Recursion));
    }
    Ok(())
}

/// Whether arrays are nested more deeply than may be.
fn nested(value: &JsValue, depth: usize, context: &mut Context) -> JsResult<bool> {
    let Some(object) = value.as_object().filter(|object| object.is_array()) else { return Ok(false) };
    if depth > NESTING {
        return Ok(true);
    }
    let length = array_length(&object, context)?;
    meter(context).array(length)?;
    for index in 0..length {
        let item = object.get(index, context)?;
        if nested(&item, depth + 1, context)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn join(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    nested_call(context, |context| join_items(this, args, context))
}

/// `Array.prototype.join`, which also serves `toString`. The original would put together strings of any length.
fn join_items(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let object = this.to_object(context)?;
    let length = array_length(&object, context)?;
    let meter = meter(context);
    meter.charge(256)?;
    meter.array(length)?;
    let separator = args.get_or_undefined(0);
    let separator = if separator.is_undefined() { js_string!(",") } else { separator.to_string(context)? };
    let mut parts = Vec::new();
    let mut total = 0_u64;
    for index in 0..length {
        if index > 0 {
            parts.push(separator.clone());
        }
        let item = object.get(index, context)?;
        let text = if item.is_null_or_undefined() { js_string!("") } else { item.to_string(context)? };
        total = total.saturating_add(text.len() as u64).saturating_add(separator.len() as u64);
        if total > meter.limits.string_length as u64 {
            return Err(meter.stop(EdgeLimit::Memory));
        }
        parts.push(text);
    }
    meter.string(total)?;
    Ok(JsString::from(parts.as_slice()).into())
}

/// Counts each step of an array's iterator, so that spreading a long array does not go unseen.
fn array_iterator(arrays: &JsObject, context: &mut Context) -> JsResult<()> {
    let empty = JsArray::new(context)?;
    let Some(values) = arrays.get(JsSymbol::iterator(), context)?.as_callable() else { return Ok(()) };
    let Some(iterator) = values.call(&empty.into(), &[], context)?.as_object() else { return Ok(()) };
    let Some(prototype) = iterator.prototype() else { return Ok(()) };
    guard(&prototype, "next", |_, _, context| meter(context).charge(256), context)
}

/// Text of deeply nested arrays would exhaust the stack of the engine's reader.
fn json_text(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<()> {
    let Some(text) = args.get_or_undefined(0).as_string() else { return Ok(()) };
    let meter = meter(context);
    meter.charge(1 + text.len() as u64)?;
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for unit in text.iter() {
        let byte = u8::try_from(unit).unwrap_or(b'x');
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > NESTING {
            return Err(meter.stop(EdgeLimit::Recursion));
        }
    }
    Ok(())
}

/// Lets `JSON.stringify` report every value that it visits.
fn json_stringify(json: &JsObject, context: &mut Context) -> JsResult<()> {
    let Some(original) = json.get(js_string!("stringify"), context)?.as_callable() else { return Ok(()) };
    let body = NativeFunction::from_copy_closure_with_captures(
        |this, args, original: &JsObject, context| {
            let given = args.get_or_undefined(1);
            let replacer = given.as_callable();
            let counter = NativeFunction::from_copy_closure_with_captures(
                |this, args, (replacer, open): &Counter, context| {
                    count_value(this, args, replacer.as_ref(), open, context)
                },
                (replacer.clone(), GcRefCell::default()),
            );
            let counter = wrap("", 2, counter, context);
            let value = args.get_or_undefined(0).clone();
            let space = args.get_or_undefined(2).clone();
            let result = original.call(this, &[value.clone(), counter, space.clone()], context)?;
            // A list of names cannot be combined with a counting function, so it gets a second pass of its own.
            let result = if replacer.is_none() && given.is_object() {
                original.call(this, &[value, given.clone(), space], context)?
            } else {
                result
            };
            meter(context).string(length_of(&result))?;
            Ok(result)
        },
        original,
    );
    define(json, "stringify", wrap("stringify", 3, body, context), context)
}

/// The user's own replacer, and the objects that are being written, outermost first.
type Counter = (Option<JsObject>, GcRefCell<Vec<JsObject>>);

fn count_value(
    this: &JsValue,
    args: &[JsValue],
    replacer: Option<&JsObject>,
    open: &GcRefCell<Vec<JsObject>>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let value = match replacer {
        Some(replacer) => replacer.call(this, args, context)?,
        None => args.get_or_undefined(1).clone(),
    };
    let meter = meter(context);
    meter.charge(256 + length_of(args.get_or_undefined(0)) + length_of(&value))?;
    let mut open = open.borrow_mut();
    if let Some(holder) = this.as_object() {
        while open.last().is_some_and(|last| !JsObject::equals(last, &holder)) {
            open.pop();
        }
    }
    if let Some(object) = value.as_object() {
        open.push(object);
    }
    if open.len() > NESTING {
        return Err(meter.stop(EdgeLimit::Recursion));
    }
    Ok(value)
}
