//! Changes of edge functions that touch more than one field, and of their code.

use hopscope_scenario::cache_behavior::{CacheBehavior, FunctionAssociation, LambdaFunctionAssociation};
use hopscope_scenario::edge_call::EdgeEventType;
use hopscope_scenario::{FieldPath, Scenario};
use serde_json::{Value, json};

use crate::edit::Edit;

/// The runtimes that are offered, the newest first.
pub const RUNTIMES: &[&str] =
    &["cloudfront-js-2.0", "cloudfront-js-1.0", "nodejs24.x", "nodejs22.x", "nodejs20.x", "nodejs18.x"];

/// The events of a behaviour, in the order of a request's way.
pub const EVENTS: [EdgeEventType; 4] = [
    EdgeEventType::ViewerRequest,
    EdgeEventType::OriginRequest,
    EdgeEventType::OriginResponse,
    EdgeEventType::ViewerResponse,
];

/// Gives a function another name, wherever it is called by it.
pub fn rename(index: usize, name: &str) -> Edit {
    Edit::Rename(FieldPath::root().field("edge_functions").index(index).field("name"), name.to_owned())
}

/// The name of the function that a behaviour runs at an event.
pub fn associated(behavior: &CacheBehavior, event: EdgeEventType) -> Option<&str> {
    let cloudfront = behavior.function_association.iter();
    let cloudfront = cloudfront.filter(|each| each.event_type.as_str() == event.as_str()).map(|each| &each.function);
    let lambda = behavior.lambda_function_association.iter();
    let lambda = lambda.filter(|each| each.event_type.as_str() == event.as_str()).map(|each| &each.function);
    cloudfront.chain(lambda).next().map(String::as_str)
}

/// Makes a behaviour run a function at an event, or none.
pub fn associate(
    scenario: &Scenario,
    at: &FieldPath,
    behavior: &CacheBehavior,
    event: EdgeEventType,
    name: Option<&str>,
) -> Edit {
    let other = |each: &str| each != event.as_str();
    let cloudfront = behavior.function_association.iter().filter(|each| other(each.event_type.as_str()));
    let mut cloudfront: Vec<Value> = cloudfront
        .map(|FunctionAssociation { event_type, function, .. }| association(event_type.as_str(), function))
        .collect();
    let lambda = behavior.lambda_function_association.iter().filter(|each| other(each.event_type.as_str()));
    let mut lambda: Vec<Value> = lambda
        .map(|LambdaFunctionAssociation { event_type, function, include_body, .. }| {
            json!({"event_type": event_type.as_str(), "function": function, "include_body": include_body})
        })
        .collect();
    if let Some(name) = name {
        let at_edge = scenario.edge_functions.iter().any(|each| each.name == name && each.is_lambda_at_edge());
        let list = if at_edge { &mut lambda } else { &mut cloudfront };
        list.push(association(event.as_str(), name));
    }
    Edit::All(vec![
        Edit::Set(at.field("function_association"), cloudfront.into()),
        Edit::Set(at.field("lambda_function_association"), lambda.into()),
    ])
}

fn association(event: &str, function: &str) -> Value {
    json!({"event_type": event, "function": function})
}

/// A text with the selection from `start` to `end`, in UTF-16 units, moved in by two spaces: the cursor, or every line
/// that the selection touches. Gives the text and the selection in it.
pub fn indent(text: &str, start: usize, end: usize) -> (String, usize, usize) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (start, end) = (start.min(units.len()), end.min(units.len()));
    let newline = u16::from(b'\n');
    let begins = |at: usize| at == 0 || units.get(at - 1) == Some(&newline);
    let first = (0..=start).rev().find(|at| begins(*at)).unwrap_or(0);
    let places: Vec<usize> = if start == end { vec![start] } else { (first..end).filter(|at| begins(*at)).collect() };
    let mut moved = Vec::with_capacity(units.len() + 2 * places.len());
    for at in 0..=units.len() {
        if places.contains(&at) {
            moved.extend([u16::from(b' '); 2]);
        }
        moved.extend(units.get(at));
    }
    let before = if places.is_empty() { 0 } else { 2 };
    (String::from_utf16_lossy(&moved), start + before, end + 2 * places.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::examples;

    fn scenario() -> Scenario {
        examples::open("article-way-out-function")
    }

    fn behavior() -> FieldPath {
        FieldPath::root().field("distributions").index(0).field("ordered_cache_behavior").index(0)
    }

    #[test]
    fn a_renamed_function_is_still_called() {
        let renamed = rename(0, "other").apply(&scenario()).unwrap();
        assert_eq!(renamed.edge_functions[0].name, "other");
        let behavior = &renamed.distributions[0].ordered_cache_behavior[0];
        assert_eq!(associated(behavior, EdgeEventType::ViewerRequest), Some("other"));
        assert!(renamed.problems().is_empty());
    }

    #[test]
    fn a_function_is_associated_with_an_event_and_taken_away() {
        let mut scenario = scenario();
        let mut lambda = scenario.edge_functions[0].clone();
        lambda.name = "lambda".into();
        lambda.runtime = "nodejs22.x".into();
        scenario.edge_functions.push(lambda);
        let set = |scenario: &Scenario, event, name| {
            let before = &scenario.distributions[0].ordered_cache_behavior[0];
            associate(scenario, &behavior(), before, event, name).apply(scenario).unwrap()
        };
        let both = set(&scenario, EdgeEventType::OriginRequest, Some("lambda"));
        let shown = &both.distributions[0].ordered_cache_behavior[0];
        assert_eq!(shown.lambda_function_association[0].function, "lambda");
        assert_eq!(associated(shown, EdgeEventType::ViewerRequest), Some("strip-prefix"));
        let one = set(&both, EdgeEventType::ViewerRequest, None);
        let shown = &one.distributions[0].ordered_cache_behavior[0];
        assert_eq!(associated(shown, EdgeEventType::ViewerRequest), None);
        assert_eq!(associated(shown, EdgeEventType::OriginRequest), Some("lambda"));
    }

    #[test]
    fn tab_moves_the_cursor_or_the_selected_lines() {
        assert_eq!(indent("ab", 1, 1), ("a  b".into(), 3, 3));
        assert_eq!(indent("a\nb\nc", 0, 3), ("  a\n  b\nc".into(), 2, 7));
        assert_eq!(indent("é😀\nb", 1, 5), ("  é😀\n  b".into(), 3, 9));
        assert_eq!(indent("", 9, 9), ("  ".into(), 2, 2));
    }
}
