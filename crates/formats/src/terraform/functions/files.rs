//! Functions that read files: of those that were given, and no others.

use crate::source::{FileId, Span};
use crate::value::{Kind, Value, Why};

use super::super::scope::Scope;
use super::Call;

/// The call, where it is of such a function.
pub fn call(scope: &Scope<'_, '_>, call: &Call<'_>) -> Option<Value> {
    Some(match call.name {
        "file" => read(scope, call).map_or_else(|missing| missing, |(text, span)| Value::text(text, span)),
        // Terraform calls no templates from within templates.
        "templatefile" if scope.file == FileId(u32::MAX) => call.unknown(),
        "templatefile" => match read(scope, call) {
            Ok((text, span)) => scope.render(&text, &call.arg(1), span),
            Err(missing) => missing,
        },
        "templatestring" => match call.text(0) {
            Some(text) => scope.render(&text, &call.arg(1), call.span),
            None => call.unknown(),
        },
        "filebase64" => match read(scope, call) {
            Ok((text, span)) => Value::text(super::encoding::base64(text.as_bytes()), span),
            Err(missing) => missing,
        },
        "fileexists" => match call.text(0) {
            Some(path) => call.give(Kind::Bool(scope.world.file(&scope.module.root, &path).is_some())),
            None => call.unknown(),
        },
        "fileset" => match (call.text(0), call.text(1)) {
            (Some(folder), Some(pattern)) => {
                let base = if folder.starts_with('/') { "" } else { scope.module.root.as_str() };
                let files = scope.world.files_below(base, &folder);
                let found = files.into_iter().filter(|file| matches(&pattern, file));
                call.give(Kind::List(found.map(|file| Value::text(file, call.span)).collect()))
            }
            _ => call.unknown(),
        },
        "basename" => path(call, |path| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()),
        "dirname" => path(call, |path| path.rsplit_once('/').map_or(".", |(folder, _)| folder)),
        "abspath" | "pathexpand" => call.arg(0),
        _ => return None,
    })
}

fn read(scope: &Scope<'_, '_>, call: &Call<'_>) -> Result<(String, Option<Span>), Value> {
    let path = call.text(0).ok_or_else(|| call.unknown())?;
    let missing = || Value::unknown(Why::File(path.trim_start_matches('/').to_owned()), call.span);
    let id = scope.world.file(&scope.module.root, &path).ok_or_else(missing)?;
    let file = scope.world.files.get(id).ok_or_else(missing)?;
    let end = u32::try_from(file.text.len()).unwrap_or(u32::MAX);
    if !scope.world.spend(file.text.len() as u64 / 32) {
        return Err(Value::unknown(Why::Limit("steps".to_owned()), call.span));
    }
    Ok((file.text.clone(), Some(Span { file: id, start: 0, end })))
}

fn path(call: &Call<'_>, part: impl Fn(&str) -> &str) -> Value {
    call.text(0).map_or_else(|| call.unknown(), |text| call.give_text(part(&text)))
}

/// Whether a path fits a pattern: `*` within a folder, `**` over folders, `?`, `{a,b}`.
pub fn matches(pattern: &str, path: &str) -> bool {
    if let Some((before, rest)) = pattern.split_once('{')
        && let Some((choices, after)) = rest.split_once('}')
        && choices.len() < 256
    {
        return choices.split(',').take(32).any(|choice| matches(&format!("{before}{choice}{after}"), path));
    }
    let pattern: Vec<&str> = pattern.split('/').filter(|part| *part != ".").collect();
    let path: Vec<&str> = path.split('/').collect();
    // Row by row, which part of the pattern can end at which part of the path.
    let mut ends = vec![false; path.len() + 1];
    if let Some(first) = ends.first_mut() {
        *first = true;
    }
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        for (index, reached) in ends.iter().enumerate() {
            if !reached {
                continue;
            }
            if part == "**" {
                next.iter_mut().skip(index).for_each(|slot| *slot = true);
            } else if path.get(index).is_some_and(|name| fits(part, name))
                && let Some(slot) = next.get_mut(index + 1)
            {
                *slot = true;
            }
        }
        ends = next;
    }
    ends.last().copied().unwrap_or_default()
}

fn fits(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut n) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                back = Some((p, n));
                p += 1;
            }
            Some(letter) if *letter == '?' || Some(letter) == name.get(n) => {
                p += 1;
                n += 1;
            }
            _ => match back {
                Some((star, at)) => {
                    back = Some((star, at + 1));
                    p = star + 1;
                    n = at + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_paths() {
        for (pattern, path, expected) in [
            ("*.html", "index.html", true),
            ("*.html", "a/index.html", false),
            ("**", "a/b/c.js", true),
            ("**/*.js", "c.js", true),
            ("**/*.{js,css}", "a/c.css", true),
            ("a/?.txt", "a/b.txt", true),
            ("a/?.txt", "a/bb.txt", false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
