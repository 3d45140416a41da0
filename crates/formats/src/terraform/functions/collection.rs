//! Functions on lists, sets and maps.

use crate::convert::same;
use crate::value::{Entry, Kind, Object, Unknown, Value, Why};

use super::super::operator::equal;
use super::Call;

/// The longest list that a function makes.
const MOST: usize = 4_096;

/// The call, where it is of such a function.
pub fn call(call: &Call<'_>) -> Option<Value> {
    Some(match call.name {
        "coalesce" => coalesce(call),
        "coalescelist" => coalesce_list(call),
        "merge" => merge(call),
        "concat" => concat(call),
        "lookup" => lookup(call),
        "length" => length(call),
        "contains" => contains(call),
        "one" => one(call),
        "compact" => compact(call),
        "flatten" => flatten(call),
        "toset" => as_set(call.arg(0)),
        "tolist" => list(call),
        "tomap" => call.arg(0),
        "keys" => keys(call),
        "values" => values(call),
        "distinct" => distinct(call),
        "sort" => sort(call),
        "reverse" => reverse(call),
        "slice" => slice(call),
        "element" => element(call),
        "index" => index(call),
        "range" => range(call),
        "zipmap" => zipmap(call),
        "anytrue" => truths(call, true),
        "alltrue" => truths(call, false),
        "setunion" => as_set(concat(call)),
        "setintersection" => set_operation(call, true),
        "setsubtract" => set_operation(call, false),
        "setproduct" => product(call),
        "matchkeys" => match_keys(call),
        "transpose" => transpose(call),
        "chunklist" => chunks(call),
        "sum" => sum(call),
        "sensitive" | "nonsensitive" | "ephemeralasnull" => call.arg(0),
        "issensitive" => call.give(Kind::Bool(false)),
        "list" => call.give(Kind::List(call.args.to_vec())),
        "map" => {
            let pairs = call.args.chunks(2).filter_map(|pair| Some((pair.first()?.as_known()?, pair.get(1)?.clone())));
            Value::object(pairs.collect::<Vec<_>>())
        }
        _ => return None,
    })
}

/// A list without repetitions, in order: texts by letters, numbers by size.
pub fn as_set(value: Value) -> Value {
    let span = value.span;
    let Kind::List(items) = value.kind else { return value };
    let mut out: Vec<Value> = Vec::new();
    let mut known: std::collections::HashSet<String> = std::collections::HashSet::new();
    for item in items {
        match item.as_known() {
            Some(text) if !known.insert(text.clone()) => continue,
            None if out.len() < 256 && out.iter().any(|other| same(other, &item)) => continue,
            _ => out.push(item),
        }
    }
    out.sort_by(|a, b| match (a.to_number(), b.to_number(), &a.kind) {
        (Some(a), Some(b), Kind::Number(_)) => a.total_cmp(&b),
        _ => a.as_known().cmp(&b.as_known()),
    });
    Value::new(Kind::List(out), span)
}

fn is_unknown(value: &Value) -> bool {
    matches!(value.kind, Kind::Unknown(_))
}

fn coalesce(call: &Call<'_>) -> Value {
    for arg in call.args {
        match &arg.kind {
            Kind::Null => {}
            Kind::Text(text) if text.as_known().is_some_and(|text| text.is_empty()) => {}
            // What somebody must say is said; anything else may turn out to be nothing.
            _ => return arg.clone(),
        }
    }
    call.error()
}

fn coalesce_list(call: &Call<'_>) -> Value {
    let found = call.args.iter().find(|arg| is_unknown(arg) || !arg.items().is_empty());
    found.cloned().unwrap_or_else(|| call.error())
}

fn merge(call: &Call<'_>) -> Value {
    let mut out = Object::default();
    let mut places: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for arg in call.args {
        match &arg.kind {
            Kind::Object(object) => {
                for entry in &object.0 {
                    match places.get(&entry.key).and_then(|place| out.0.get_mut(*place)) {
                        Some(earlier) => *earlier = entry.clone(),
                        None => {
                            places.insert(entry.key.clone(), out.0.len());
                            out.0.push(entry.clone());
                        }
                    }
                }
            }
            // What may be in a map that is not known may be anything.
            Kind::Unknown(unknown) => {
                let item = Value::new(Kind::Unknown(unknown.clone()), arg.span);
                out.set("*", None, crate::convert::repeated(unknown.clone(), item));
            }
            _ => {}
        }
    }
    call.give(Kind::Object(out))
}

fn concat(call: &Call<'_>) -> Value {
    let mut out = Vec::new();
    for arg in call.args {
        match &arg.kind {
            Kind::List(items) => out.extend(items.iter().cloned()),
            Kind::Unknown(unknown) => {
                let item = Value::new(Kind::Unknown(unknown.clone()), arg.span);
                out.push(crate::convert::repeated(unknown.clone(), item));
            }
            Kind::Null => {}
            _ => out.push(arg.clone()),
        }
    }
    call.give(Kind::List(out))
}

fn lookup(call: &Call<'_>) -> Value {
    let default = || call.args.get(2).cloned().unwrap_or_else(|| call.error());
    match (&call.arg(0).kind, call.text(1)) {
        (Kind::Object(object), Some(key)) => match object.get(&key) {
            Some(entry) => entry.value.clone(),
            None => match object.get("*") {
                Some(entry) => entry.value.clone(),
                None => default(),
            },
        },
        (Kind::Null, _) => default(),
        _ => call.unknown(),
    }
}

fn length(call: &Call<'_>) -> Value {
    let arg = call.arg(0);
    let unsure = |items: &[Value]| items.iter().any(|item| matches!(item.kind, Kind::Repeated(_)));
    match &arg.kind {
        Kind::List(items) if !unsure(items) => call.give(Kind::Number(items.len() as f64)),
        Kind::Object(object) if object.get("*").is_none() => call.give(Kind::Number(object.0.len() as f64)),
        Kind::Text(text) => match text.as_known() {
            Some(text) => call.give(Kind::Number(text.chars().count() as f64)),
            None => call.unknown(),
        },
        Kind::Null => call.error(),
        _ => call.unknown(),
    }
}

fn contains(call: &Call<'_>) -> Value {
    let (Some(items), needle) = (call.items(0), call.arg(1)) else { return call.unknown() };
    let mut unsure = false;
    for item in items {
        match equal(item, &needle) {
            Some(true) => return call.give(Kind::Bool(true)),
            Some(false) => {}
            None => unsure = true,
        }
    }
    if unsure { call.unknown() } else { call.give(Kind::Bool(false)) }
}

fn one(call: &Call<'_>) -> Value {
    match call.arg(0).kind {
        Kind::List(items) => match items.as_slice() {
            [] => Value::null(),
            [only] => match &only.kind {
                Kind::Repeated(each) => each.item.clone(),
                _ => only.clone(),
            },
            _ => call.error(),
        },
        Kind::Null => Value::null(),
        Kind::Unknown(_) => call.unknown(),
        kind => Value::new(kind, call.span),
    }
}

fn compact(call: &Call<'_>) -> Value {
    let Some(items) = call.items(0) else { return call.unknown() };
    let keep = |item: &&Value| !item.is_null() && item.as_known().is_none_or(|text| !text.is_empty());
    // Of two of which one is nothing, the other may be there.
    let settle = |item: Value| match item.kind {
        Kind::Either(either) => {
            let empty = |value: &Value| value.is_null() || value.as_known().is_some_and(|text| text.is_empty());
            let why = Unknown { why: Why::Undeclared(either.condition.clone()), span: item.span };
            match (empty(&either.then), empty(&either.otherwise)) {
                (true, false) => crate::convert::repeated(why, either.otherwise),
                (false, true) => crate::convert::repeated(why, either.then),
                _ => Value::new(Kind::Either(either), item.span),
            }
        }
        kind => Value::new(kind, item.span),
    };
    call.give(Kind::List(items.iter().filter(keep).cloned().map(settle).collect()))
}

fn flatten(call: &Call<'_>) -> Value {
    fn into(value: &Value, out: &mut Vec<Value>, depth: usize) {
        match &value.kind {
            Kind::List(items) if depth < 32 => items.iter().for_each(|item| into(item, out, depth + 1)),
            Kind::Repeated(each) => match &each.item.kind {
                Kind::List(items) => {
                    let marked = items.iter().map(|item| crate::convert::repeated(each.why.clone(), item.clone()));
                    out.extend(marked);
                }
                _ => out.push(value.clone()),
            },
            _ => out.push(value.clone()),
        }
    }
    if is_unknown(&call.arg(0)) {
        return call.unknown();
    }
    let mut out = Vec::new();
    into(&call.arg(0), &mut out, 0);
    call.give(Kind::List(out))
}

fn list(call: &Call<'_>) -> Value {
    match call.arg(0).kind {
        Kind::Object(object) => call.give(Kind::List(object.0.into_iter().map(|entry| entry.value).collect())),
        kind => Value::new(kind, call.span),
    }
}

fn sorted(object: &Object) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> = object.0.iter().collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries
}

fn keys(call: &Call<'_>) -> Value {
    match &call.arg(0).kind {
        Kind::Object(object) => {
            let keys = sorted(object).into_iter().map(|entry| Value::text(entry.key.as_str(), entry.at));
            call.give(Kind::List(keys.collect()))
        }
        _ => call.unknown(),
    }
}

fn values(call: &Call<'_>) -> Value {
    match &call.arg(0).kind {
        Kind::Object(object) => {
            call.give(Kind::List(sorted(object).into_iter().map(|entry| entry.value.clone()).collect()))
        }
        Kind::List(_) => call.arg(0),
        _ => call.unknown(),
    }
}

fn distinct(call: &Call<'_>) -> Value {
    let Some(items) = call.items(0) else { return call.unknown() };
    let mut out: Vec<Value> = Vec::new();
    for item in items.iter().take(MOST) {
        if !out.iter().any(|other| same(other, item)) {
            out.push(item.clone());
        }
    }
    call.give(Kind::List(out))
}

fn sort(call: &Call<'_>) -> Value {
    let Some(items) = call.items(0) else { return call.unknown() };
    let mut items = items.to_vec();
    items.sort_by_key(Value::as_known);
    call.give(Kind::List(items))
}

fn reverse(call: &Call<'_>) -> Value {
    let Some(items) = call.items(0) else { return call.unknown() };
    call.give(Kind::List(items.iter().rev().cloned().collect()))
}

fn slice(call: &Call<'_>) -> Value {
    let (Some(items), Some(start), Some(end)) = (call.items(0), call.number(1), call.number(2)) else {
        return call.unknown();
    };
    match items.get(start.max(0.0) as usize..end.max(0.0) as usize) {
        Some(items) => call.give(Kind::List(items.to_vec())),
        None => call.error(),
    }
}

fn element(call: &Call<'_>) -> Value {
    let (Some(items), Some(index)) = (call.items(0), call.number(1)) else { return call.unknown() };
    if items.is_empty() {
        return call.error();
    }
    let index = (index as i64).rem_euclid(items.len() as i64);
    items.get(index as usize).cloned().unwrap_or_else(|| call.error())
}

fn index(call: &Call<'_>) -> Value {
    let Some(items) = call.items(0) else { return call.unknown() };
    let needle = call.arg(1);
    let place = items.iter().position(|item| equal(item, &needle) == Some(true));
    place.map_or_else(|| call.error(), |place| call.give(Kind::Number(place as f64)))
}

/// Terraform's own limit is 1024 items.
fn range(call: &Call<'_>) -> Value {
    let numbers: Option<Vec<f64>> = call.args.iter().map(Value::to_number).collect();
    let Some(numbers) = numbers else { return call.unknown() };
    let (start, end, step) = match numbers.as_slice() {
        [end] => (0.0, *end, if *end < 0.0 { -1.0 } else { 1.0 }),
        [start, end] => (*start, *end, if end < start { -1.0 } else { 1.0 }),
        [start, end, step] => (*start, *end, *step),
        _ => return call.error(),
    };
    let count = ((end - start) / step).ceil();
    if !(count.is_finite() && count <= 1024.0) {
        return Value::unknown(Why::Limit("range()".to_owned()), call.span);
    }
    let items = (0..count.max(0.0) as usize).map(|index| Value::number(start + step * index as f64));
    call.give(Kind::List(items.collect()))
}

fn zipmap(call: &Call<'_>) -> Value {
    let (Some(keys), Some(values)) = (call.items(0), call.items(1)) else { return call.unknown() };
    let pairs = keys.iter().zip(values).filter_map(|(key, value)| Some((key.as_known()?, value.clone())));
    Value::object(pairs.collect::<Vec<_>>())
}

fn truths(call: &Call<'_>, any: bool) -> Value {
    let Some(items) = call.items(0) else { return call.unknown() };
    let mut unsure = false;
    for item in items.iter().filter(|item| !item.is_null()) {
        match item.to_bool() {
            Some(value) if value == any => return call.give(Kind::Bool(any)),
            Some(_) => {}
            None => unsure = true,
        }
    }
    if unsure { call.unknown() } else { call.give(Kind::Bool(!any)) }
}

fn set_operation(call: &Call<'_>, keep: bool) -> Value {
    let Some(first) = call.items(0) else { return call.unknown() };
    let mut out = first.to_vec();
    for index in 1..call.args.len() {
        let Some(other) = call.items(index) else { return call.unknown() };
        out.retain(|item| other.iter().any(|other| same(other, item)) == keep);
    }
    as_set(call.give(Kind::List(out)))
}

fn product(call: &Call<'_>) -> Value {
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for index in 0..call.args.len() {
        let Some(items) = call.items(index) else { return call.unknown() };
        if rows.len().saturating_mul(items.len()) > MOST {
            return Value::unknown(Why::Limit("setproduct()".to_owned()), call.span);
        }
        rows = rows
            .iter()
            .flat_map(|row| {
                items.iter().map(move |item| {
                    let mut row = row.clone();
                    row.push(item.clone());
                    row
                })
            })
            .collect();
    }
    call.give(Kind::List(rows.into_iter().map(Value::list).collect()))
}

fn match_keys(call: &Call<'_>) -> Value {
    let (Some(values), Some(keys), Some(wanted)) = (call.items(0), call.items(1), call.items(2)) else {
        return call.unknown();
    };
    let found = values.iter().zip(keys).filter(|(_, key)| wanted.iter().any(|other| same(other, key)));
    call.give(Kind::List(found.map(|(value, _)| value.clone()).collect()))
}

fn transpose(call: &Call<'_>) -> Value {
    let mut out = Object::default();
    for entry in call.arg(0).entries() {
        for item in entry.value.items() {
            let Some(key) = item.as_known() else { return call.unknown() };
            let mut names = out.get(&key).map(|entry| entry.value.items().to_vec()).unwrap_or_default();
            names.push(Value::text(entry.key.as_str(), None));
            out.set(key, None, Value::list(names));
        }
    }
    call.give(Kind::Object(out))
}

fn chunks(call: &Call<'_>) -> Value {
    let (Some(items), Some(size)) = (call.items(0), call.number(1)) else { return call.unknown() };
    if size < 1.0 {
        return call.give(Kind::List(vec![Value::list(items.to_vec())]));
    }
    call.give(Kind::List(items.chunks(size as usize).map(|chunk| Value::list(chunk.to_vec())).collect()))
}

fn sum(call: &Call<'_>) -> Value {
    let Some(items) = call.items(0) else { return call.unknown() };
    let numbers: Option<Vec<f64>> = items.iter().map(Value::to_number).collect();
    numbers.map_or_else(|| call.unknown(), |numbers| call.give(Kind::Number(numbers.iter().sum())))
}
