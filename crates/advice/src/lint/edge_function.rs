//! Edge functions: associated with nothing, or written for another runtime.

use std::collections::BTreeMap;

use hopscope_scenario::cache_behavior::ViewerEvent;
use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::{FieldPath, Scenario};

use super::api_origin::at_index;
use super::forwarding::{pattern_of, placed};
use super::pattern::normal_examples;
use super::{Finding, FindingKind, Selecting};
use crate::route_map::distribution::{behaviors, functions};
use hopscope_path_sets::readers::MOST_STATES;
use hopscope_path_sets::sets::pattern::Patterns;
use hopscope_path_sets::sets::{Graph, TooLarge};

/// What the runtime `cloudfront-js-1.0` lacks and `cloudfront-js-2.0` has, as words of the language.
///
/// Source: Amazon CloudFront Developer Guide, "JavaScript runtime 2.0 features for CloudFront Functions".
const ONLY_IN_2: &[&str] = &["import", "await", "async", "const", "let"];

pub(super) fn check(scenario: &Scenario, selecting: &[Selecting], found: &mut Vec<Finding>) {
    for (index, (distribution, selecting)) in scenario.distributions.iter().zip(selecting).enumerate() {
        let mut known = BTreeMap::new();
        for (at, behavior) in placed(distribution, index) {
            for (place, association) in behavior.function_association.iter().enumerate() {
                let function = scenario.edge_functions.iter().find(|each| each.name == association.function);
                let code = function.filter(|_| association.event_type == ViewerEvent::ViewerRequest);
                // A list too large to be decided is not complained about.
                let (Some(function), Ok(selecting)) = (code, selecting) else { continue };
                if let Ok(Some((prefix, others))) = elsewhere(distribution, selecting, &at, &function.code, &mut known)
                {
                    let (name, pattern) = (function.name.clone(), pattern_of(&at, behavior));
                    let kind = FindingKind::FunctionElsewhere { name, pattern, prefix, others };
                    found.push(Finding { path: at.field("function_association").index(place), kind });
                }
            }
        }
    }
    let behaviors = scenario.distributions.iter().flat_map(behaviors);
    let used: Vec<&str> = behaviors.flat_map(|(_, behavior)| functions(behavior)).collect();
    for (place, function) in scenario.edge_functions.iter().enumerate() {
        let at = FieldPath::root().field("edge_functions").index(place);
        let name = function.name.clone();
        if !used.contains(&function.name.as_str()) {
            found.push(Finding { path: at.clone(), kind: FindingKind::FunctionUnused { name: name.clone() } });
        }
        if function.runtime == "cloudfront-js-1.0" {
            let uses = if function.key_value_store.is_empty() { only_in_2(&function.code) } else { Some("kvs") };
            if let Some(uses) = uses {
                let (runtime, uses) = (function.runtime.clone(), uses.to_owned());
                found.push(Finding {
                    path: at.field("runtime"),
                    kind: FindingKind::FunctionRuntime { name, runtime, uses },
                });
            }
        }
    }
}

/// What a function looks for that its behaviour never takes, and the patterns that do; none where it looks for something
/// that the behaviour takes too.
fn elsewhere(
    distribution: &Distribution,
    selecting: &Graph<Option<u16>>,
    at: &FieldPath,
    code: &str,
    known: &mut BTreeMap<String, Vec<Option<u16>>>,
) -> Result<Option<(String, Vec<String>)>, TooLarge> {
    let own = at_index(at);
    let mut found = None;
    for prefix in prefixes(code) {
        let takers = match known.get(&prefix) {
            Some(takers) => takers.clone(),
            None => known.entry(prefix.clone()).or_insert(takers_below(selecting, &prefix)?).clone(),
        };
        if takers.contains(&own) {
            return Ok(None);
        }
        let pattern = |taker: &Option<u16>| match taker {
            Some(index) => Some(distribution.ordered_cache_behavior.get(usize::from(*index))?.path_pattern.to_string()),
            None => Some("*".to_owned()),
        };
        let others: Vec<String> = takers.iter().filter_map(pattern).collect();
        found = found.or(Some((prefix, others)));
    }
    Ok(found)
}

/// The behaviours that take paths below a prefix.
fn takers_below(selecting: &Graph<Option<u16>>, prefix: &str) -> Result<Vec<Option<u16>>, TooLarge> {
    let below = format!("{prefix}/*");
    let patterns = Graph::build(&Patterns::paths([below.as_str()]), MOST_STATES)?;
    let label = |selected: Option<&Option<u16>>, fits: Option<&Option<u16>>| {
        (selected.copied().flatten(), fits.is_some_and(Option::is_some))
    };
    let taken = normal_examples(&selecting.product(&patterns, label, MOST_STATES)?)?;
    Ok(taken.into_keys().filter(|(_, fits)| *fits).map(|(selected, _)| selected).collect())
}

/// The first segments of paths that code compares with: in `startsWith("/api/")`, `=== "/api"`, `/^\/api/`.
fn prefixes(code: &str) -> Vec<String> {
    const TESTS: &[&str] = &["startsWith(", "indexOf(", "===", "==", "case"];
    let mut found: Vec<String> = Vec::new();
    let quoted = ["\"/", "'/", "`/"].into_iter().flat_map(|mark| code.match_indices(mark));
    let compared = quoted.filter(|(place, _)| {
        let before = code.get(..*place).unwrap_or_default().trim_end();
        TESTS.iter().any(|test| before.ends_with(test))
    });
    let anchored = code.match_indices("/^\\/");
    for (place, mark) in compared.chain(anchored) {
        let rest = code.get(place + mark.len()..).unwrap_or_default();
        let segment: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        let prefix = format!("/{segment}");
        if !segment.is_empty() && !found.contains(&prefix) {
            found.push(prefix);
        }
    }
    found
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
    fn what_code_looks_for_is_found() {
        for (code, expected) in [
            ("r.uri = r.uri.replace(/^\\/api(?=\\/|$)/, '')", vec!["/api"]),
            ("if (r.uri.startsWith('/v1/') || r.uri === \"/v2\") {}", vec!["/v2", "/v1"]),
            ("r.uri = '/index.html'; return {headers: {location: {value: '/login'}}}", vec![]),
            ("if (r.uri === '/') {}", vec![]),
        ] {
            assert_eq!(prefixes(code), expected, "{code}");
        }
    }

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
