//! `replace`, and regular expressions.

use regex_lite::Regex;

use crate::value::{Kind, Piece, Text, Value};

use super::Call;

/// The call, where it is of such a function.
pub fn call(call: &Call<'_>) -> Option<Value> {
    Some(match call.name {
        "replace" => replace(call),
        "regex" => match (pattern(call, 0), call.text(1)) {
            (Some(pattern), Some(text)) => first(call, &pattern, &text).unwrap_or_else(|| call.error()),
            _ => call.unknown(),
        },
        "regexall" => match (pattern(call, 0), call.text(1)) {
            (Some(pattern), Some(text)) => {
                let found = pattern.captures_iter(&text).take(1_000).map(|found| captured(call, &pattern, &found));
                call.give(Kind::List(found.collect()))
            }
            _ => call.unknown(),
        },
        _ => return None,
    })
}

fn pattern(call: &Call<'_>, index: usize) -> Option<Regex> {
    Regex::new(&call.text(index)?).ok()
}

/// What is replaced is looked for in each stretch of known letters. A pattern between slashes is a regular expression.
fn replace(call: &Call<'_>) -> Value {
    let (Some(from), Some(to)) = (call.text(1), call.arg(2).to_text()) else { return call.unknown() };
    let Some(text) = call.arg(0).to_text() else { return call.error() };
    let inner = from.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).filter(|_| from.len() > 1);
    if let Some(inner) = inner {
        let (Ok(pattern), Some(to)) = (Regex::new(inner), to.as_known()) else { return call.unknown() };
        let anchored = inner.starts_with('^') || inner.ends_with('$');
        let last = text.0.len().saturating_sub(1);
        let pieces = text.0.into_iter().enumerate().map(|(index, piece)| match piece {
            // An anchor means the whole text's edge, which only the first or the last stretch can hold.
            Piece::Known(letters)
                if !anchored || (!inner.starts_with('^') || index == 0) && (!inner.ends_with('$') || index == last) =>
            {
                Piece::Known(pattern.replace_all(&letters, to.as_ref()).into_owned())
            }
            other => other,
        });
        return call.give(Kind::Text(Text(pieces.collect())));
    }
    let mut out = Text::default();
    for piece in text.0 {
        match piece {
            Piece::Known(letters) if !from.is_empty() => {
                for (index, part) in letters.split(from.as_str()).enumerate() {
                    if index > 0 {
                        out.extend(to.clone());
                    }
                    out.push(Piece::Known(part.to_owned()));
                }
            }
            other => out.push(other),
        }
    }
    call.give(Kind::Text(out))
}

fn first(call: &Call<'_>, pattern: &Regex, text: &str) -> Option<Value> {
    pattern.captures(text).map(|found| captured(call, pattern, &found))
}

/// Without groups the match, with groups a list of theirs, with named groups an object.
fn captured(call: &Call<'_>, pattern: &Regex, found: &regex_lite::Captures<'_>) -> Value {
    let text = |group: Option<regex_lite::Match<'_>>| match group {
        Some(group) => call.give_text(group.as_str()),
        None => Value::null(),
    };
    let named: Vec<&str> = pattern.capture_names().flatten().collect();
    if !named.is_empty() {
        return Value::object(named.into_iter().map(|name| (name, text(found.name(name)))).collect::<Vec<_>>());
    }
    if found.len() == 1 {
        return text(found.get(0));
    }
    call.give(Kind::List((1..found.len()).map(|index| text(found.get(index))).collect()))
}
