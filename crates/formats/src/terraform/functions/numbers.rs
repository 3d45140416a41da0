//! Functions on numbers and booleans.

use crate::value::{Kind, Value};

use super::Call;

/// The call, where it is of such a function.
pub fn call(call: &Call<'_>) -> Option<Value> {
    Some(match call.name {
        "ceil" => number(call, f64::ceil),
        "floor" => number(call, f64::floor),
        "abs" => number(call, f64::abs),
        "signum" => number(call, |number| if number == 0.0 { 0.0 } else { number.signum() }),
        "max" => fold(call, f64::max),
        "min" => fold(call, f64::min),
        "log" => two(call, |number, base| number.log(base)),
        "pow" => two(call, f64::powf),
        "parseint" => match (call.text(0), call.number(1)) {
            (Some(text), Some(base)) if (2.0..=36.0).contains(&base) => match i64::from_str_radix(&text, base as u32) {
                Ok(number) => call.give(Kind::Number(number as f64)),
                Err(_) => call.error(),
            },
            _ => call.unknown(),
        },
        "tonumber" => match call.arg(0) {
            value if value.is_null() => value,
            value => match value.to_number() {
                Some(number) => call.give(Kind::Number(number)),
                None if value.as_known().is_some() => call.error(),
                None => call.unknown(),
            },
        },
        "tobool" => match call.arg(0) {
            value if value.is_null() => value,
            value => match value.to_bool() {
                Some(flag) => call.give(Kind::Bool(flag)),
                None if value.as_known().is_some() => call.error(),
                None => call.unknown(),
            },
        },
        _ => return None,
    })
}

fn finite(call: &Call<'_>, number: f64) -> Value {
    if number.is_finite() { call.give(Kind::Number(number)) } else { call.error() }
}

fn number(call: &Call<'_>, change: fn(f64) -> f64) -> Value {
    call.number(0).map_or_else(|| call.unknown(), |number| finite(call, change(number)))
}

fn two(call: &Call<'_>, change: fn(f64, f64) -> f64) -> Value {
    match (call.number(0), call.number(1)) {
        (Some(a), Some(b)) => finite(call, change(a, b)),
        _ => call.unknown(),
    }
}

fn fold(call: &Call<'_>, choose: fn(f64, f64) -> f64) -> Value {
    let numbers: Option<Vec<f64>> = call.args.iter().map(Value::to_number).collect();
    match numbers.and_then(|numbers| numbers.into_iter().reduce(choose)) {
        Some(number) => call.give(Kind::Number(number)),
        None => call.unknown(),
    }
}
