//! Regular expressions, each rehearsed before the engine's matcher runs it: see [`crate::regexp`].
//!
//! Every way to the matcher leads through `RegExp.prototype.exec`, where code can neither take it away nor put another
//! in its place. An expression that has been given an `exec` or a constructor of its own would lead past it, and is not
//! run.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use boa_engine::builtins::regexp::RegExp;
use boa_engine::object::JsObject;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsArgs, JsResult, JsString, JsSymbol, JsValue, NativeFunction, js_string};
use hopscope_scenario::edge_call::EdgeLimit;

use super::{meter, wrap};
use crate::regexp::{Flags, Rehearsal, Spent};

/// What a step of a rehearsal costs of the run's work: the engine's own step comes on top of it.
const STEP: u64 = 8;

/// How many patterns are kept ready.
const KEPT: usize = 64;

/// The getters of `RegExp.prototype` that read an expression itself, whatever code makes of their names.
#[derive(Clone)]
struct Getters {
    source: JsObject,
    flags: Vec<JsObject>,
}

/// The flags whose getters are kept, in this order.
const FLAGS: [&str; 7] = ["ignoreCase", "multiline", "dotAll", "unicode", "unicodeSets", "global", "sticky"];

/// The patterns that are ready. None: one that cannot be rehearsed.
#[derive(Default)]
struct Ready(RefCell<HashMap<Pattern, Option<Rc<Rehearsal>>>>);

/// A pattern's source and its flags.
type Pattern = (JsString, [bool; 7]);

/// Puts the rehearsal in place.
pub fn install(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().regexp().prototype();
    let constructor = context.intrinsics().constructors().regexp().constructor();
    let source = getter(&prototype, "source", context)?;
    let flags = FLAGS.iter().map(|name| getter(&prototype, name, context)).collect::<JsResult<_>>()?;
    context.insert_data(Getters { source, flags });
    context.insert_data(Rc::new(Ready::default()));
    let exec = prototype.get(js_string!("exec"), context)?;
    let exec = rehearsed("exec", &exec, rehearse, context)?;
    lock(&prototype, js_string!("exec").into(), exec, context)?;
    lock(&prototype, js_string!("constructor").into(), constructor.clone().into(), context)?;
    let species = PropertyDescriptor::builder().enumerable(false).configurable(false).build();
    constructor.define_property_or_throw(JsSymbol::species(), species, context)?;
    let test = prototype.get(js_string!("test"), context)?;
    let test = rehearsed("test", &test, check_own, context)?;
    lock(&prototype, js_string!("test").into(), test, context)?;
    for (symbol, name) in [
        (JsSymbol::r#match(), "[Symbol.match]"),
        (JsSymbol::match_all(), "[Symbol.matchAll]"),
        (JsSymbol::replace(), "[Symbol.replace]"),
        (JsSymbol::search(), "[Symbol.search]"),
        (JsSymbol::split(), "[Symbol.split]"),
    ] {
        let original = prototype.get(symbol.clone(), context)?;
        let checked = rehearsed(name, &original, check_own, context)?;
        lock(&prototype, symbol.into(), checked, context)?;
    }
    Ok(())
}

fn getter(object: &JsObject, name: &str, context: &mut Context) -> JsResult<JsObject> {
    let missing = || boa_engine::JsNativeError::typ().with_message("no such getter").into();
    let objects = context.intrinsics().constructors().object().constructor();
    let read = objects.get(js_string!("getOwnPropertyDescriptor"), context)?.as_callable().ok_or_else(missing)?;
    let descriptor = read.call(&objects.into(), &[object.clone().into(), JsString::from(name).into()], context)?;
    let descriptor = descriptor.as_object().ok_or_else(missing)?;
    descriptor.get(js_string!("get"), context)?.as_callable().ok_or_else(missing)
}

/// Defines a property that code cannot change.
fn lock(object: &JsObject, key: PropertyKey, value: JsValue, context: &mut Context) -> JsResult<()> {
    let property = PropertyDescriptor::builder().value(value).writable(false).enumerable(false).configurable(false);
    object.define_property_or_throw(key, property, context)?;
    Ok(())
}

type Check = fn(&JsObject, &JsString, &mut Context) -> JsResult<()>;

/// The same function, behind a check of the expression and the text.
fn rehearsed(name: &str, original: &JsValue, check: Check, context: &mut Context) -> JsResult<JsValue> {
    let Some(original) = original.as_callable() else { return Ok(JsValue::undefined()) };
    let length = original.get(js_string!("length"), context)?.to_length(context)?;
    let body = NativeFunction::from_copy_closure_with_captures(
        move |this, args, original: &JsObject, context| {
            let Some(expression) = this.as_object() else { return original.call(this, args, context) };
            // Converted once, here: the original would convert it after the check, to something else perhaps.
            let text = args.get_or_undefined(0).to_string(context)?;
            let meter = meter(context);
            meter.charge(1 + text.len() as u64)?;
            check(&expression, &text, context)?;
            let mut args = args.to_vec();
            match args.first_mut() {
                Some(first) => *first = text.into(),
                None => args.push(text.into()),
            }
            let value = super::guards::nested_call(context, |context| original.call(this, &args, context))?;
            if let Some(text) = value.as_string() {
                meter.string(text.len() as u64)?;
            }
            Ok(value)
        },
        original,
    );
    Ok(wrap(name, length as usize, body, context))
}

/// Whether an expression leads to the guarded `exec`: it is one, and has none of its own.
fn check_own(expression: &JsObject, _: &JsString, context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().regexp().prototype();
    let is_plain = expression.is::<RegExp>()
        && expression.prototype().is_some_and(|own| JsObject::equals(&own, &prototype))
        && !expression.has_own_property(js_string!("exec"), context)?
        && !expression.has_own_property(js_string!("constructor"), context)?;
    if is_plain { Ok(()) } else { Err(meter(context).stop_unsupported("a regular expression with methods of its own")) }
}

/// Rehearses an expression on a text. What is no expression is left to the original, which refuses it.
fn rehearse(expression: &JsObject, text: &JsString, context: &mut Context) -> JsResult<()> {
    if !expression.is::<RegExp>() {
        return Ok(());
    }
    let Some((rehearsal, moves)) = ready(expression, context)? else {
        return Err(meter(context).stop_unsupported("this form of regular expression"));
    };
    let mut from = 0;
    if moves {
        // Its own property, which cannot be another one's or a getter: reading it runs no code.
        let last = expression.get(js_string!("lastIndex"), context)?;
        match last.as_number() {
            Some(last) if last > text.len() as f64 => return Ok(()),
            Some(last) => from = last.max(0.0) as usize,
            None => return Err(meter(context).stop_unsupported("a regular expression whose lastIndex is no number")),
        }
    }
    let meter = meter(context);
    let units: Vec<u16> = text.iter().collect();
    match rehearsal.search(&units, from, meter.work_left() / STEP) {
        Ok(steps) => meter.charge(steps.saturating_mul(STEP)),
        Err(Spent::Steps) => Err(meter.stop(EdgeLimit::Instructions)),
        Err(Spent::Memory) => Err(meter.stop(EdgeLimit::Memory)),
    }
}

/// The rehearsal of an expression, and whether the expression goes on where it ended last.
fn ready(expression: &JsObject, context: &mut Context) -> JsResult<Option<(Rc<Rehearsal>, bool)>> {
    let Some(getters) = context.get_data::<Getters>().cloned() else { return Ok(None) };
    let this = JsValue::from(expression.clone());
    let source = getters.source.call(&this, &[], context)?.to_string(context)?;
    let mut set = [false; 7];
    for (flag, getter) in set.iter_mut().zip(&getters.flags) {
        *flag = getter.call(&this, &[], context)?.to_boolean();
    }
    let [ignore_case, multiline, dot_all, unicode, unicode_sets, global, sticky] = set;
    let Some(ready) = context.get_data::<Rc<Ready>>().cloned() else { return Ok(None) };
    let mut ready = ready.0.borrow_mut();
    if ready.len() > KEPT {
        ready.clear();
    }
    let flags = Flags { ignore_case, multiline, dot_all, unicode, unicode_sets };
    let kept = ready.entry((source, set)).or_insert_with_key(|(source, _)| {
        let source = source.to_std_string().ok()?;
        Rehearsal::of(&source, flags).map(Rc::new)
    });
    Ok(kept.clone().map(|rehearsal| (rehearsal, global || sticky)))
}
