//! Edge functions that CloudFront can go on with, where the one that runs fails or returns what it does not take.

use hopscope_routing::RuleId;
use hopscope_scenario::cache_behavior::ViewerEvent;
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::{Edit, Part};

use super::function_code::merged;
use super::path::{needed, rewrite};
use crate::fix::edit::set;
use crate::fix::situation::{Front, Situation};
use crate::fix::{Change, FixKind};

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    const FAILED: [RuleId; 2] = [RuleId::CloudfrontFunctionInvalid, RuleId::CloudfrontFunctionFailed];
    let Some(front) = at.front else { return };
    let Some(rule) = FAILED.into_iter().find(|rule| at.detail(*rule).is_some()) else { return };
    let Some(function) = of_viewer_request(at, &front, rule) else { return };
    if at.told(rule, "invalid").is_some_and(|invalid| invalid == "uri_without_slash") {
        found.extend(with_slash(at, &front, rule, function));
    }
    found.extend(replaced(at, &front, &function.1.name));
}

/// The function that a rule speaks of, if it is the one that runs on viewer-request.
fn of_viewer_request<'s>(at: &Situation<'s>, front: &Front<'s>, rule: RuleId) -> Option<(usize, &'s EdgeFunction)> {
    let name = at.told(rule, "function")?;
    let mut associations = front.behavior.function_association.iter();
    associations.find(|each| each.event_type == ViewerEvent::ViewerRequest && each.function == name)?;
    at.scenario.edge_functions.iter().enumerate().find(|(_, each)| each.name == name)
}

/// The function as it is, and a slash in front of what it leaves of the path.
fn with_slash(
    at: &Situation<'_>,
    front: &Front<'_>,
    rule: RuleId,
    (index, function): (usize, &EdgeFunction),
) -> Option<Change> {
    let slash = "// CloudFront takes no path without a slash in front.\nfunction handler(event) {\n  \
        const request = event.request;\n  if (!request.uri.startsWith(\"/\")) {\n    request.uri = \"/\" + request.uri;\n  }\n  \
        return request;\n}\n";
    let code = merged(function, slash)?;
    let values = vec![
        ("function", function.name.clone()),
        ("pattern", front.pattern()),
        ("path", at.told(rule, "no_slash").unwrap_or_default()),
    ];
    let edits = set(Part::EdgeFunction(index), "code", &function.code, &code);
    Some(Change { kind: FixKind::FunctionSlash, values, edits })
}

/// A function that only rewrites the path as it is wanted, in the place of the one that runs.
fn replaced(at: &Situation<'_>, front: &Front<'_>, function: &str) -> Option<Change> {
    let Change { mut values, mut edits, .. } = rewrite(at.scenario, front, &needed(at, front)?)?;
    let list = front.behavior_part().path().field("function_association");
    let all = front.behavior.function_association.iter().enumerate().rev();
    edits.extend(all.filter(|(_, each)| each.function == function).map(|(at, _)| Edit::Remove(list.index(at))));
    values.push(("old", function.to_owned()));
    Some(Change { kind: FixKind::FunctionReplace, values, edits })
}
