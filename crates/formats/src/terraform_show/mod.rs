//! What Terraform prints and stores as JSON: `terraform show -json` of a plan or of the state, and state files.
//!
//! State is what was deployed: everything is known. A plan leaves out what is only known after apply; what an attribute
//! refers to is told in its `configuration`, except for expressions inside `dynamic` blocks.

mod plan;
mod reference;

use crate::import::{Fate, Reason};
use crate::options::Options;
use crate::reading::Reading;
use crate::resource::Resource;
use crate::source::Span;
use crate::value::{Kind, Value};

/// How deep modules may be nested.
const MAX_DEPTH: usize = 24;

/// Reads a document.
pub fn read(document: &Value, options: &Options, reading: &mut Reading) {
    if document.get("resource_changes").is_some() || document.get("planned_values").is_some() {
        plan::read(document, options, reading);
    } else if let Some(values) = document.get("values") {
        if let Some(root) = values.get("root_module") {
            module(root, reading, 0);
        }
    } else {
        state_file(document, reading);
    }
}

/// A module of `terraform show -json`: its resources, then its child modules.
fn module(module: &Value, reading: &mut Reading, depth: usize) {
    for resource in module.get("resources").map(Value::items).unwrap_or_default() {
        let text = |name: &str| resource.get(name).and_then(Value::as_known).unwrap_or_default();
        let values = resource.get("values").cloned().unwrap_or_else(|| Value::object::<&str>([]));
        push(reading, text("address"), &text("mode"), text("type"), values, resource.span);
    }
    if depth < MAX_DEPTH {
        for child in module.get("child_modules").map(Value::items).unwrap_or_default() {
            self::module(child, reading, depth + 1);
        }
    }
}

/// A state file of version 4.
fn state_file(document: &Value, reading: &mut Reading) {
    let version = document.get("version").and_then(Value::to_number).unwrap_or_default();
    if version != 4.0 {
        reading.lost("terraform.tfstate", "state", Reason::Unknown(format!("version = {version}")), document.span);
        return;
    }
    for resource in document.get("resources").map(Value::items).unwrap_or_default() {
        let text = |name: &str| resource.get(name).and_then(Value::as_known).unwrap_or_default();
        let (mode, kind, name, module) = (text("mode"), text("type"), text("name"), text("module"));
        for instance in resource.get("instances").map(Value::items).unwrap_or_default() {
            let key = match instance.get("index_key").map(|key| (&key.kind, key.as_known())) {
                Some((Kind::Number(_), Some(key))) => format!("[{key}]"),
                Some((_, Some(key))) => format!("[{}]", serde_json::Value::from(key)),
                _ => String::new(),
            };
            let data = if mode == "data" { "data." } else { "" };
            let dot = if module.is_empty() { "" } else { "." };
            let address = format!("{module}{dot}{data}{kind}.{name}{key}");
            let attributes = instance.get("attributes").or_else(|| instance.get("attributes_flat"));
            let Some(attributes) = attributes else { continue };
            push(reading, address, &mode, kind.clone(), attributes.clone(), resource.span);
        }
    }
}

fn push(reading: &mut Reading, address: String, mode: &str, kind: String, attributes: Value, span: Option<Span>) {
    let kind = if mode == "data" { format!("data.{kind}") } else { kind };
    let attributes = attributes.at(span);
    reading.resources.push(Resource { address, kind, attributes, span, calls: Vec::new(), repeated: None });
}

/// Puts what configuration files say in where a plan does not know it, and keeps one resource of each address.
pub fn combine(reading: &mut Reading, configured: std::ops::Range<usize>) {
    let own: Vec<Resource> = reading.resources.drain(configured.clone()).collect();
    let shown = reading.resources.split_off(configured.start);
    let mut kept: Vec<Resource> = Vec::new();
    for mut resource in shown {
        if let Some(same) = own.iter().find(|other| other.address == resource.address) {
            fill(&mut resource.attributes, &same.attributes);
            resource.span = same.span.or(resource.span);
            resource.calls = same.calls.clone();
        }
        kept.push(resource);
    }
    let known: std::collections::HashSet<&str> = kept.iter().map(|resource| resource.address.as_str()).collect();
    let others: Vec<Resource> =
        own.iter().filter(|resource| !known.contains(resource.address.as_str())).cloned().collect();
    reading.resources.extend(kept);
    reading.resources.extend(others);
    // The tie by elimination is no longer one where the configuration says it.
    reading
        .report
        .retain(|entry| !(entry.fate == Fate::Folded && matches!(entry.reason, Some(Reason::ByElimination(_)))));
}

/// What is not known on the left is taken from the right.
fn fill(into: &mut Value, from: &Value) {
    match (&mut into.kind, &from.kind) {
        (Kind::Unknown(_), _) => *into = from.clone(),
        (Kind::Text(text), Kind::Text(_)) if text.as_known().is_none() => *into = from.clone(),
        (Kind::Object(object), Kind::Object(other)) => {
            for entry in &mut object.0 {
                if let Some(same) = other.get(&entry.key) {
                    fill(&mut entry.value, &same.value);
                    entry.at = same.at.or(entry.at);
                    entry.value.span = same.value.span.or(entry.value.span);
                }
            }
        }
        (Kind::List(items), Kind::List(others)) => {
            for (item, other) in items.iter_mut().zip(others) {
                fill(item, other);
            }
        }
        _ => {}
    }
}
