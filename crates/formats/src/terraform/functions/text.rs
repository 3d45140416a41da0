//! Functions on text.

use crate::convert::concat;
use crate::value::{Kind, Piece, Text, Value};

use super::Call;

/// The call, where it is of such a function.
pub fn call(call: &Call<'_>) -> Option<Value> {
    Some(match call.name {
        "join" => join(call),
        "split" => split(call),
        "format" => format_text(call, &call.args.iter().collect::<Vec<_>>()),
        "formatlist" => format_list(call),
        "lower" => pieces(call, |text| text.to_lowercase()),
        "upper" => pieces(call, |text| text.to_uppercase()),
        "title" => pieces(call, titled),
        "trimspace" => edges(call, |text, start| if start { text.trim_start() } else { text.trim_end() }),
        "chomp" => edges(call, |text, start| if start { text } else { text.trim_end_matches(['\n', '\r']) }),
        "trim" => {
            let set: Vec<char> = call.text(1).unwrap_or_default().chars().collect();
            edges(call, |text, start| {
                if start { text.trim_start_matches(set.as_slice()) } else { text.trim_end_matches(set.as_slice()) }
            })
        }
        "trimprefix" => {
            let prefix = call.text(1).unwrap_or_default();
            edges(call, |text, start| if start { text.strip_prefix(prefix.as_str()).unwrap_or(text) } else { text })
        }
        "trimsuffix" => {
            let suffix = call.text(1).unwrap_or_default();
            edges(call, |text, start| if start { text } else { text.strip_suffix(suffix.as_str()).unwrap_or(text) })
        }
        "startswith" => starts(call),
        "endswith" => ends(call),
        "strcontains" => contains(call),
        "substr" => substr(call),
        "strrev" => known(call, |text| Kind::Text(Text::known(text.chars().rev().collect::<String>()))),
        "indent" => {
            let spaces = " ".repeat(call.number(0).unwrap_or_default().clamp(0.0, 1000.0) as usize);
            let shifted = Call { name: call.name, args: call.args.get(1..).unwrap_or_default(), span: call.span };
            pieces(&shifted, |text| text.replace('\n', &format!("\n{spaces}")))
        }
        "tostring" => match call.arg(0) {
            value if value.is_null() => value,
            value => match value.to_text() {
                Some(text) => call.give(Kind::Text(text)),
                None => call.error(),
            },
        },
        _ => return None,
    })
}

fn known(call: &Call<'_>, change: impl Fn(&str) -> Kind) -> Value {
    call.text(0).map_or_else(|| call.unknown(), |text| call.give(change(&text)))
}

/// Changes the known letters of a text and keeps its other pieces.
fn pieces(call: &Call<'_>, change: impl Fn(&str) -> String) -> Value {
    let Some(text) = call.arg(0).to_text() else { return call.error() };
    let changed = text.0.into_iter().map(|piece| match piece {
        Piece::Known(letters) => Piece::Known(change(&letters)),
        other => other,
    });
    call.give(Kind::Text(Text(changed.collect())))
}

/// Changes the letters at the edges of a text, where they are known.
fn edges(call: &Call<'_>, trim: impl Fn(&str, bool) -> &str) -> Value {
    let Some(mut text) = call.arg(0).to_text() else { return call.error() };
    if let Some(Piece::Known(letters)) = text.0.first_mut() {
        *letters = trim(letters, true).to_owned();
    }
    if let Some(Piece::Known(letters)) = text.0.last_mut() {
        *letters = trim(letters, false).to_owned();
    }
    text.0.retain(|piece| !matches!(piece, Piece::Known(letters) if letters.is_empty()));
    call.give(Kind::Text(text))
}

fn titled(text: &str) -> String {
    let mut start = true;
    text.chars()
        .flat_map(|letter| {
            let upper = start;
            start = !letter.is_alphanumeric();
            if upper { letter.to_uppercase().collect::<Vec<_>>() } else { vec![letter] }
        })
        .collect()
}

fn join(call: &Call<'_>) -> Value {
    let separator = call.arg(0);
    let mut parts = Vec::new();
    for list in call.args.iter().skip(1) {
        match &list.kind {
            Kind::List(items) => {
                for item in items.iter().filter(|item| !item.is_null()) {
                    if !parts.is_empty() {
                        parts.push(separator.clone());
                    }
                    parts.push(match &item.kind {
                        // One that may be there stands as it is: a list of one is the common case.
                        Kind::Repeated(each) => each.item.clone(),
                        _ => item.clone(),
                    });
                }
            }
            Kind::Unknown(_) => return call.unknown(),
            _ => return call.error(),
        }
    }
    concat(parts, call.span)
}

fn split(call: &Call<'_>) -> Value {
    let (Some(separator), Some(text)) = (call.text(0), call.arg(1).to_text()) else { return call.unknown() };
    if let [Piece::Unknown(_)] = text.0.as_slice() {
        return call.unknown();
    }
    let mut items = Vec::new();
    let mut current = Text::default();
    for piece in text.0 {
        match piece {
            Piece::Known(letters) => {
                let mut parts: Vec<String> = if separator.is_empty() {
                    letters.chars().map(String::from).collect()
                } else {
                    letters.split(separator.as_str()).map(str::to_owned).collect()
                };
                let last = parts.pop();
                for part in parts {
                    current.push(Piece::Known(part));
                    items.push(call.give(Kind::Text(std::mem::take(&mut current))));
                }
                current.push(Piece::Known(last.unwrap_or_default()));
            }
            other => current.push(other),
        }
    }
    items.push(call.give(Kind::Text(current)));
    call.give(Kind::List(items))
}

/// `%s`, `%d`, `%q`, `%v`, `%f`, `%05.2f`, `%%`, `%[1]s`.
fn format_text(call: &Call<'_>, args: &[&Value]) -> Value {
    let Some(pattern) = args.first().and_then(|arg| arg.as_known()) else { return call.unknown() };
    let mut parts = Vec::new();
    let mut letters = pattern.chars().peekable();
    let mut run = String::new();
    let mut next = 1;
    while let Some(letter) = letters.next() {
        if letter != '%' {
            run.push(letter);
            continue;
        }
        let mut flags = String::new();
        let verb = loop {
            match letters.next() {
                Some(letter) if letter.is_ascii_digit() || "+-# .[]*".contains(letter) => flags.push(letter),
                Some(letter) => break letter,
                None => return call.error(),
            }
        };
        if verb == '%' {
            run.push('%');
            continue;
        }
        if let Some((index, rest)) = flags.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            next = index.parse().unwrap_or(next);
            flags = rest.to_owned();
        }
        let Some(value) = args.get(next) else { return call.error() };
        next += 1;
        parts.push(Value::text(std::mem::take(&mut run), None));
        parts.push(verb_of(call, verb, &flags, value));
    }
    parts.push(Value::text(run, None));
    concat(parts, call.span)
}

fn verb_of(call: &Call<'_>, verb: char, flags: &str, value: &Value) -> Value {
    let minus = flags.contains('-');
    let zero = flags.trim_start_matches(['+', '-', ' ', '#']).starts_with('0');
    let width_text = flags.trim_start_matches(['+', '-', ' ', '#', '0']);
    let (width, precision) = width_text.split_once('.').unwrap_or((width_text, ""));
    let width: usize = width.parse().unwrap_or(0).min(1_000);
    let precision: Option<usize> = precision.parse().ok().map(|precision: usize| precision.min(100));
    let text = match verb {
        'd' => value.to_number().map(|number| format!("{:.0}", number.trunc())),
        'f' | 'F' => value.to_number().map(|number| format!("{number:.*}", precision.unwrap_or(6))),
        'g' | 'G' => value.to_number().map(crate::convert::number_text),
        'x' => value.to_number().map(|number| format!("{:x}", number as i64)),
        'X' => value.to_number().map(|number| format!("{:X}", number as i64)),
        'o' => value.to_number().map(|number| format!("{:o}", number as i64)),
        'b' => value.to_number().map(|number| format!("{:b}", number as i64)),
        't' => value.to_bool().map(|flag| flag.to_string()),
        'q' => value.as_known().map(|text| serde_json::Value::from(text).to_string()),
        _ => match &value.kind {
            Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) => match value.as_known() {
                Some(text) => Some(text),
                None => return value.clone(),
            },
            Kind::Unknown(_) => return value.clone(),
            Kind::Null => Some("null".to_owned()),
            _ => return Value::new(Kind::Text(crate::letters::to_json(value)), call.span),
        },
    };
    let Some(text) = text else { return super::super::operator::unknown_of(&[value], call.span) };
    let missing = width.saturating_sub(text.chars().count());
    let fill = if zero && !minus { "0" } else { " " }.repeat(missing);
    Value::text(if minus { format!("{text}{fill}") } else { format!("{fill}{text}") }, None)
}

fn format_list(call: &Call<'_>) -> Value {
    let lengths = call.args.iter().filter_map(|arg| match &arg.kind {
        Kind::List(items) => Some(items.len()),
        _ => None,
    });
    let Some(length) = lengths.max() else { return call.unknown() };
    let row = |index: usize| {
        let args: Vec<&Value> = call
            .args
            .iter()
            .filter_map(|arg| match &arg.kind {
                Kind::List(items) => items.get(index),
                _ => Some(arg),
            })
            .collect();
        format_text(call, &args)
    };
    call.give(Kind::List((0..length).map(row).collect()))
}

fn starts(call: &Call<'_>) -> Value {
    let (Some(text), Some(prefix)) = (call.arg(0).to_text(), call.text(1)) else { return call.unknown() };
    let start = text.known_start();
    let all = text.as_known().is_some();
    if start.starts_with(&prefix) {
        call.give(Kind::Bool(true))
    } else if all || !prefix.starts_with(start) {
        call.give(Kind::Bool(false))
    } else {
        call.unknown()
    }
}

fn ends(call: &Call<'_>) -> Value {
    let (Some(text), Some(suffix)) = (call.arg(0).to_text(), call.text(1)) else { return call.unknown() };
    match text.0.last() {
        Some(Piece::Known(letters)) if letters.ends_with(&suffix) => call.give(Kind::Bool(true)),
        Some(Piece::Known(letters)) if !suffix.ends_with(letters.as_str()) || text.as_known().is_some() => {
            call.give(Kind::Bool(false))
        }
        None => call.give(Kind::Bool(suffix.is_empty())),
        _ => call.unknown(),
    }
}

fn contains(call: &Call<'_>) -> Value {
    let (Some(text), Some(part)) = (call.arg(0).to_text(), call.text(1)) else { return call.unknown() };
    let found = text.0.iter().any(|piece| matches!(piece, Piece::Known(letters) if letters.contains(&part)));
    match (found, text.as_known()) {
        (true, _) => call.give(Kind::Bool(true)),
        (false, Some(_)) => call.give(Kind::Bool(false)),
        (false, None) => call.unknown(),
    }
}

fn substr(call: &Call<'_>) -> Value {
    let (Some(text), Some(offset), Some(length)) = (call.text(0), call.number(1), call.number(2)) else {
        return call.unknown();
    };
    let letters: Vec<char> = text.chars().collect();
    let count = letters.len() as f64;
    let start = if offset < 0.0 { (count + offset).max(0.0) } else { offset.min(count) };
    let end = if length < 0.0 { count } else { (start + length).min(count) };
    let taken = letters.into_iter().skip(start as usize).take((end - start).max(0.0) as usize);
    call.give_text(taken.collect::<String>())
}
