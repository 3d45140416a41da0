//! What leads from one scenario to another, in the language of [`Edit`].
//!
//! Parts that are equal are passed over as they are: only what differs takes the way through JSON. Items of a list are
//! the same where they have the same name, so that one that was put in between is one insertion.

use serde::Serialize;
use serde_json::Value;

use crate::difference::matching::Matching;
use crate::distribution::Distribution;
use crate::field_path::{Segment, item_name};
use crate::rest_api::RestApi;
use crate::unknown::Unknown;
use crate::{Edit, FieldPath, Scenario};

mod matching;

/// The edits that lead from one scenario to another: made in order, they give the second from the first. None where they
/// are equal. An edit's path leads to its place in the second scenario, but for what is removed.
pub fn difference(before: &Scenario, after: &Scenario) -> Vec<Edit> {
    let mut edits = Vec::new();
    scenario(before, after, &mut edits);
    edits
}

/// The edits that lead from one value of a place to another.
pub fn between<T: PartialEq + Serialize>(at: &FieldPath, before: &T, after: &T) -> Vec<Edit> {
    let mut edits = Vec::new();
    if before != after {
        changed(at, before, after, &mut edits);
    }
    edits
}

/// The edit that gives a place a value.
pub fn given<T: Serialize>(at: FieldPath, value: &T) -> Edit {
    Edit::Set(at, json(value))
}

/// The edit that puts an item into a list, at a place of it.
pub fn added<T: Serialize>(list: &FieldPath, at: usize, item: &T) -> Edit {
    Edit::Insert(list.index(at), json(item))
}

impl Edit {
    /// The place that it changes, in the scenario that it gives: of what is taken out of a list, the list. None: there
    /// are several.
    pub fn place_after(&self) -> Option<FieldPath> {
        let place = self.place()?;
        let Some((last, around)) = place.segments().split_last() else { return Some(place.clone()) };
        let around = || around.iter().cloned().collect::<FieldPath>();
        Some(match (self, last) {
            (Self::Remove(_), Segment::Index(_)) => around(),
            (Self::Move(_, to), Segment::Index(_)) => around().index(*to),
            (Self::Rename(_, name), Segment::Field(_)) if !is_name(place) => around().field(name),
            _ => place.clone(),
        })
    }
}

/// Whether a path leads to a field that holds a part's name; else the last field is the name itself.
fn is_name(place: &FieldPath) -> bool {
    matches!(place.segments(), [.., Segment::Index(_), Segment::Field(_)])
}

fn json(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

/// The fields of a record: all of them, which the pattern sees to.
macro_rules! fields {
    ($at:expr, $before:expr, $after:expr, $edits:expr, $record:ident {
        $($field:ident),* $(,)? $(; $list:ident by $name:expr => $inside:expr)*
    }) => {{
        let (at, before, after, edits): (&FieldPath, &$record, &$record, &mut Vec<Edit>) =
            ($at, $before, $after, $edits);
        let $record { $($field: _,)* $($list: _,)* unknown: _ } = before;
        $(field(at, stringify!($field), &before.$field, &after.$field, edits);)*
        $(if before.$list != after.$list {
            list(&at.field(stringify!($list)), &before.$list, &after.$list, ($name, $inside), edits);
        })*
        unknown_fields(at, &before.unknown, &after.unknown, edits);
    }};
}

fn scenario(before: &Scenario, after: &Scenario, edits: &mut Vec<Edit>) {
    fields!(&FieldPath::root(), before, after, edits, Scenario {
        title,
        notes
        ; requests by |each| each.name.clone() => changed
        ; dns by |each| each.name.clone() => changed
        ; distributions by |each| each.id.clone() => distribution
        ; cache_policies by |each| each.name.clone() => changed
        ; origin_request_policies by |each| each.name.clone() => changed
        ; response_headers_policies by |each| each.name.clone() => changed
        ; edge_functions by |each| each.name.clone() => changed
        ; rest_apis by |each| each.id.clone() => rest_api
        ; http_apis by |each| each.id.clone() => changed
        ; domain_names by |each| each.domain_name.clone() => changed
        ; lambdas by |each| each.name.clone() => changed
        ; buckets by |each| each.name.clone() => changed
        ; load_balancers by |each| each.domain_name.clone() => changed
        ; servers by |each| each.domain_name.clone() => changed
    });
}

fn distribution(at: &FieldPath, before: &Distribution, after: &Distribution, edits: &mut Vec<Edit>) {
    fields!(at, before, after, edits, Distribution {
        id,
        domain_name,
        aliases,
        viewer_certificate,
        staging,
        connection_mode,
        enabled,
        default_root_object,
        http_version,
        web_acl,
        geo_restriction,
        origin,
        origin_group,
        default_cache_behavior,
        custom_error_response
        ; ordered_cache_behavior by |each| each.path_pattern.to_string() => changed
    });
}

fn rest_api(at: &FieldPath, before: &RestApi, after: &RestApi, edits: &mut Vec<Edit>) {
    fields!(at, before, after, edits, RestApi {
        id,
        name,
        region,
        endpoint_type,
        disable_execute_api_endpoint,
        policy,
        stages,
        api_keys,
        usage_plans,
        binary_media_types,
        gateway_responses
        ; resources by |each| each.path.clone() => changed
    });
}

fn field<T: PartialEq + Serialize>(at: &FieldPath, name: &str, before: &T, after: &T, edits: &mut Vec<Edit>) {
    if before == after {
        return;
    }
    let (at, before, after) = (at.field(name), json(before), json(after));
    match after {
        // Of a field of a record, null is what it is without.
        Value::Null => edits.push(Edit::Remove(at)),
        after => values(&at, &before, &after, edits),
    }
}

fn unknown_fields(at: &FieldPath, before: &Unknown, after: &Unknown, edits: &mut Vec<Edit>) {
    if before != after {
        changed(at, before, after, edits);
    }
}

/// Two values that are not equal.
fn changed<T: Serialize>(at: &FieldPath, before: &T, after: &T, edits: &mut Vec<Edit>) {
    values(at, &json(before), &json(after), edits);
}

fn values(at: &FieldPath, before: &Value, after: &Value, edits: &mut Vec<Edit>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for name in before.keys().filter(|name| !after.contains_key(*name)) {
                edits.push(Edit::Remove(at.field(name)));
            }
            for (name, after) in after {
                match before.get(name) {
                    Some(before) => values(&at.field(name), before, after, edits),
                    None => new_field(at.field(name), after, edits),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if before.iter().chain(after).all(Value::is_object) => {
            list(at, before, after, (name, values), edits);
        }
        _ => edits.push(Edit::Set(at.clone(), after.clone())),
    }
}

/// A field that was left out before: of objects, an empty list.
fn new_field(at: FieldPath, after: &Value, edits: &mut Vec<Edit>) {
    match after {
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            edits.extend(items.iter().enumerate().map(|(index, item)| Edit::Insert(at.index(index), item.clone())));
        }
        _ => edits.push(Edit::Set(at, after.clone())),
    }
}

/// By what an item of a list is known among the others, if it has a name.
fn name(item: &Value) -> String {
    match item_name(item) {
        Some(Value::String(name)) => name.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// How items are called, and what is said of one that changed.
type Ways<T> = (fn(&T) -> String, fn(&FieldPath, &T, &T, &mut Vec<Edit>));

fn is_same<T: PartialEq>((one, other): &(&T, &T)) -> bool {
    one == other
}

fn list<T: PartialEq + Serialize>(at: &FieldPath, before: &[T], after: &[T], ways: Ways<T>, edits: &mut Vec<Edit>) {
    let (name, inside) = ways;
    let front = before.iter().zip(after).take_while(is_same).count();
    let (old, new) = (before.get(front..).unwrap_or_default(), after.get(front..).unwrap_or_default());
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(is_same).count();
    let old = old.get(..old.len() - behind).unwrap_or_default();
    let new = new.get(..new.len() - behind).unwrap_or_default();
    let names = |items: &[T]| items.iter().map(name).collect::<Vec<_>>();
    let Some(matching) = Matching::of(&names(old), &names(new)) else {
        edits.push(Edit::Set(at.clone(), json(&after)));
        return;
    };
    edits.extend(matching.removed.iter().rev().map(|index| Edit::Remove(at.index(front + index))));
    edits.extend(matching.moved.iter().map(|(from, to)| Edit::Move(at.index(front + from), front + to)));
    for (index, item) in new.iter().enumerate() {
        if !matching.kept.iter().any(|(_, kept)| *kept == index) {
            edits.push(Edit::Insert(at.index(front + index), json(item)));
        }
    }
    for (from, to) in &matching.kept {
        if let (Some(old), Some(new)) = (old.get(*from), new.get(*to))
            && old != new
        {
            inside(&at.index(front + to), old, new, edits);
        }
    }
}
