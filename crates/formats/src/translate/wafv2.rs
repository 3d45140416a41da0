//! Web ACLs.

use super::To::Name;
use super::{Field, Part, snake_case};
use crate::resource::Resource;
use crate::value::{Entry, Kind, Object, Value};

pub(super) const ASSOCIATION: &[Field] = &[Field("WebACLArn", Name("web_acl_arn"))];

/// Lists whose name in Terraform is that of the block for each of their items.
const LISTS: &[(&str, &str)] = &[
    ("Rules", "rule"),
    ("Statements", "statement"),
    ("TextTransformations", "text_transformation"),
    ("RuleActionOverrides", "rule_action_override"),
    ("ResponseHeaders", "response_header"),
];

/// A web ACL. Statements stand in statements, so that all of it is respelled, however deep.
pub(super) fn web_acl(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    vec![part.resource(kind, deep(part.properties))]
}

fn deep(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::List(items) => Kind::List(items.iter().map(deep).collect()),
        Kind::Object(object) => Kind::Object(Object(object.0.iter().map(entry).collect())),
        _ => return value.clone(),
    };
    Value::new(kind, value.span)
}

fn entry(entry: &Entry) -> Entry {
    if entry.key.eq_ignore_ascii_case("CustomResponseBodies") {
        return Entry { key: "custom_response_body".to_owned(), at: entry.at, value: bodies(&entry.value) };
    }
    let listed = LISTS.iter().find(|(name, _)| entry.key.eq_ignore_ascii_case(name));
    let key = listed.map_or_else(|| snake_case(&entry.key), |(_, block)| (*block).to_owned());
    Entry { key, at: entry.at, value: deep(&entry.value) }
}

/// Bodies by key, as blocks that each name theirs.
fn bodies(value: &Value) -> Value {
    let Kind::Object(object) = &value.kind else { return value.clone() };
    let block = |each: &Entry| {
        let mut body = deep(&each.value);
        if let Kind::Object(object) = &mut body.kind {
            object.set("key", each.at, Value::text(each.key.as_str(), each.at));
        }
        body
    };
    Value::new(Kind::List(object.0.iter().map(block).collect()), value.span)
}
