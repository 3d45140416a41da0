//! Edge functions: associated with nothing, or written for another runtime.

use hopscope_scenario::{FieldPath, Scenario};

use super::{Finding, Kind};

/// What the runtime `cloudfront-js-1.0` lacks and `cloudfront-js-2.0` has, as words of the language.
///
/// Source: Amazon CloudFront Developer Guide, "JavaScript runtime 2.0 features for CloudFront Functions".
const ONLY_IN_2: &[&str] = &["import", "await", "async", "const", "let"];

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    let behaviors = scenario.distributions.iter().flat_map(|distribution| {
        distribution.ordered_cache_behavior.iter().chain([&distribution.default_cache_behavior])
    });
    let used: Vec<&String> = behaviors
        .flat_map(|behavior| {
            let functions = behavior.function_association.iter().map(|each| &each.function);
            functions.chain(behavior.lambda_function_association.iter().map(|each| &each.function))
        })
        .collect();
    for (place, function) in scenario.edge_functions.iter().enumerate() {
        let at = FieldPath::root().field("edge_functions").index(place);
        let name = function.name.clone();
        if !used.contains(&&function.name) {
            found.push(Finding { path: at.clone(), kind: Kind::FunctionUnused { name: name.clone() } });
        }
        if function.runtime == "cloudfront-js-1.0" {
            let uses = if function.key_value_store.is_empty() { only_in_2(&function.code) } else { Some("kvs") };
            if let Some(uses) = uses {
                let (runtime, uses) = (function.runtime.clone(), uses.to_owned());
                found.push(Finding { path: at.field("runtime"), kind: Kind::FunctionRuntime { name, runtime, uses } });
            }
        }
    }
}

/// The first word of the newer language, outside comments and texts.
fn only_in_2(code: &str) -> Option<&'static str> {
    let code = without_comments_and_texts(code);
    let words = code.split(|c: char| !c.is_ascii_alphanumeric() && !"_$.".contains(c));
    words.into_iter().find_map(|word| ONLY_IN_2.iter().find(|each| **each == word).copied())
}

/// Code with a blank in the place of every comment and text.
fn without_comments_and_texts(code: &str) -> String {
    let mut rest = code.chars().peekable();
    let mut kept = String::with_capacity(code.len());
    while let Some(character) = rest.next() {
        match (character, rest.peek()) {
            ('/', Some('/')) => {
                rest.by_ref().find(|c| *c == '\n');
                kept.push('\n');
            }
            ('/', Some('*')) => {
                let mut before = ' ';
                rest.next();
                for c in rest.by_ref() {
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
                kept.push(' ');
            }
            ('"' | '\'' | '`', _) => {
                while let Some(c) = rest.next() {
                    if c == '\\' {
                        rest.next();
                    } else if c == character {
                        break;
                    }
                }
                kept.push(' ');
            }
            _ => kept.push(character),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_newer_language_are_found() {
        for (code, expected) in [
            ("function handler(event) { var a = 1; return event.request; }", None),
            ("import cf from 'cloudfront';", Some("import")),
            ("function f() { let x = 1; }", Some("let")),
            ("// const x\n/* let y */ var s = 'await \\' it';", None),
            ("var constant = a.let;", None),
            ("async function handler(event) { await x; }", Some("async")),
        ] {
            assert_eq!(only_in_2(code), expected, "{code}");
        }
    }
}
