//! What a function changed: the request or response before and after it, line by line.
//!
//! Both are written as JSON, one field a line, without the commas between fields: a field that is added then changes no
//! line but its own. What a function does with the origin helpers of the `cloudfront` module is no part of the request
//! that it returns; such calls follow as lines of their own.

use std::ops::Range;

use hopscope_scenario::edge_call::{EdgeCall, EdgeOutcome, EdgeResult, OrderedJson, OriginDirective};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A line that only the request or response after the function has.
pub const ADDED: char = '+';
/// A line that only the one before has.
pub const REMOVED: char = '-';
/// A line that both have, near a change.
pub const KEPT: char = ' ';
/// A line that both have, away from any change.
pub const FAR: char = '.';

/// The shortest stretch of kept lines that is worth hiding.
const WORTH_HIDING: usize = 3;
/// Objects and lists are written on one line up to this length, in characters.
const ONE_LINE: usize = 90;
/// The most characters of a line and the most lines of either side: a body may be large.
const LONGEST: usize = 400;
const MOST: usize = 2_000;

/// The lines of the change, each begun by its mark. None where nothing was changed, or where the function returned
/// nothing that can be compared.
pub fn lines(call: &EdgeCall, result: &EdgeResult, returned: &OrderedJson, origin: &[OriginDirective]) -> Vec<String> {
    let event = OrderedJson::parse(&call.event).unwrap_or(OrderedJson::Null);
    let cf = match event.get("Records").and_then(|records| records.items().first()) {
        Some(record) => record.get("cf").unwrap_or(&OrderedJson::Null),
        None => &event,
    };
    let mut marked = if call.event_type.is_request() && is_response(result, returned) {
        written(returned).into_iter().map(|line| (ADDED, line)).collect()
    } else {
        let of = if call.event_type.is_request() { "request" } else { "response" };
        let before = cf.get(of).unwrap_or(&OrderedJson::Null);
        compared(written(before), written(&ordered_like(before, returned)))
    };
    if matches!(result, EdgeResult::Outcome(EdgeOutcome::Request(_))) {
        marked.extend(origin.iter().flat_map(helper_call).map(|line| (ADDED, line)));
    }
    if !marked.iter().any(|(mark, _)| matches!(*mark, ADDED | REMOVED)) {
        return Vec::new();
    }
    hide_far(&mut marked);
    marked.into_iter().map(|(mark, line)| format!("{mark}{line}")).collect()
}

/// Whether a function that could go on with a request answered in its place.
fn is_response(result: &EdgeResult, returned: &OrderedJson) -> bool {
    match result {
        EdgeResult::Outcome(outcome) => matches!(outcome, EdgeOutcome::Response(_)),
        // Refused by CloudFront: told by the field that makes it a response.
        _ => returned.get("statusCode").or_else(|| returned.get("status")).is_some(),
    }
}

/// A value with its own fields in the order of another's: a function that builds its request anew often lists them in
/// another order, which means nothing. Deeper down the order is that in which CloudFront sends headers and parameters.
fn ordered_like(model: &OrderedJson, value: &OrderedJson) -> OrderedJson {
    let OrderedJson::Object(fields) = value else { return value.clone() };
    let place = |name: &str| model.fields().iter().position(|(each, _)| each == name).unwrap_or(usize::MAX);
    let mut fields = fields.clone();
    fields.sort_by_key(|(name, _)| place(name));
    OrderedJson::Object(fields)
}

/// A call of an origin helper as code writes it.
fn helper_call(directive: &OriginDirective) -> Vec<String> {
    let parsed = |text: &str| OrderedJson::parse(text).unwrap_or(OrderedJson::Null);
    let (name, id, argument) = match directive {
        OriginDirective::UpdateRequestOrigin { properties } => ("updateRequestOrigin", None, Some(parsed(properties))),
        OriginDirective::SelectRequestOriginById { origin_id, overrides } => {
            ("selectRequestOriginById", Some(origin_id), overrides.as_deref().map(parsed))
        }
        OriginDirective::CreateRequestOriginGroup { properties } => {
            ("createRequestOriginGroup", None, Some(parsed(properties)))
        }
    };
    let id = id.map(|id| OrderedJson::from(id.as_str()).to_string());
    let Some(argument) = argument else { return vec![format!("cf.{name}({})", id.unwrap_or_default())] };
    let before = id.map(|id| id + ", ").unwrap_or_default();
    let mut lines = Vec::new();
    write(&mut lines, &format!("cf.{name}({before}"), &argument, 0, 1);
    if let Some(last) = lines.last_mut() {
        last.push(')');
    }
    lines.iter().map(|line| shortened(line)).collect()
}

/// A request or response, a field a line.
fn written(value: &OrderedJson) -> Vec<String> {
    let mut lines = Vec::new();
    match value {
        OrderedJson::Object(fields) => fields.iter().for_each(|(name, value)| field(&mut lines, name, value, 0, 1)),
        other => lines.push(other.to_string()),
    }
    if lines.len() > MOST {
        lines.truncate(MOST);
        lines.push("…".to_owned());
    }
    lines.iter().map(|line| shortened(line)).collect()
}

fn field(lines: &mut Vec<String>, name: &str, value: &OrderedJson, indent: usize, depth: usize) {
    write(lines, &format!("{}{}: ", "  ".repeat(indent), OrderedJson::from(name)), value, indent, depth);
}

/// Writes a value behind `start`. What stands directly in a request (`headers`, `querystring`) has a line for each of
/// its fields, however short.
fn write(lines: &mut Vec<String>, start: &str, value: &OrderedJson, indent: usize, depth: usize) {
    let short = on_one_line(value);
    let fits = short.chars().count() <= ONE_LINE && depth > 1;
    let pad = "  ".repeat(indent);
    match value {
        OrderedJson::Object(fields) if !fields.is_empty() && !fits => {
            lines.push([start, "{"].concat());
            fields.iter().for_each(|(name, value)| field(lines, name, value, indent + 1, depth + 1));
            lines.push(pad + "}");
        }
        OrderedJson::Array(items) if !items.is_empty() && !fits => {
            lines.push([start, "["].concat());
            let inner = "  ".repeat(indent + 1);
            items.iter().for_each(|item| write(lines, &inner, item, indent + 1, depth + 1));
            lines.push(pad + "]");
        }
        _ => lines.push([start, &short].concat()),
    }
}

fn on_one_line(value: &OrderedJson) -> String {
    match value {
        OrderedJson::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}: {}", OrderedJson::from(name.as_str()), on_one_line(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        OrderedJson::Array(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        scalar => scalar.to_string(),
    }
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => [line.split_at(end).0, "…"].concat(),
        None => line.to_owned(),
    }
}

fn compared(before: Vec<String>, after: Vec<String>) -> Vec<(char, String)> {
    let mut marked = Vec::new();
    for change in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (tag, old, new) = change.as_tag_tuple();
        let mut take = |mark, lines: &[String], range: Range<usize>| {
            let lines = lines.get(range).into_iter().flatten();
            marked.extend(lines.map(|line| (mark, line.clone())));
        };
        if tag == DiffTag::Equal {
            take(KEPT, &before, old);
        } else {
            take(REMOVED, &before, old);
            take(ADDED, &after, new);
        }
    }
    marked
}

/// Marks the kept lines that are away from any change: neither beside one nor opening what one stands in.
fn hide_far(lines: &mut [(char, String)]) {
    let is_change = |at: &usize| lines.get(*at).is_some_and(|(mark, _)| matches!(*mark, ADDED | REMOVED));
    let mut shown = vec![false; lines.len()];
    for at in (0..lines.len()).filter(is_change) {
        let mut indent = indent_of(lines, at);
        for opening in (0..at).rev() {
            if indent_of(lines, opening) < indent {
                indent = indent_of(lines, opening);
                shown.get_mut(opening).into_iter().for_each(|each| *each = true);
            }
        }
        let near = at.saturating_sub(1)..at + 2;
        let near = near.filter(|near| is_change(near) || lines.get(*near).is_some_and(|(_, line)| is_whole(line)));
        for near in near.collect::<Vec<_>>() {
            shown.get_mut(near).into_iter().for_each(|each| *each = true);
        }
    }
    let mut at = 0;
    for stretch in shown.chunk_by(|a, b| a == b) {
        let end = at + stretch.len();
        if stretch.first() == Some(&false) && stretch.len() >= WORTH_HIDING {
            lines.get_mut(at..end).into_iter().flatten().for_each(|(mark, _)| *mark = FAR);
        }
        at = end;
    }
}

/// Whether a line is a field with its value, rather than a bracket that opens or closes one.
fn is_whole(line: &str) -> bool {
    !line.ends_with(['{', '[']) && !line.trim_start().starts_with(['}', ']'])
}

fn indent_of(lines: &[(char, String)], at: usize) -> usize {
    lines.get(at).map_or(0, |(_, line)| line.len() - line.trim_start().len())
}
