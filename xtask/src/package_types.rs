//! The types of a scenario file for TypeScript, from its schema.

use serde_json::Value;
use std::fmt::Write as _;

/// The declarations.
pub fn declarations(schema: &Value) -> String {
    let mut out = String::from(
        "// The scenario file. Made from its schema: every field may be left out and then has AWS's own default.\n",
    );
    let definitions = schema.get("$defs").and_then(Value::as_object);
    for (name, definition) in definitions.into_iter().flatten() {
        declare(name, definition, &mut out);
    }
    declare("Scenario", schema, &mut out);
    out
}

fn declare(name: &str, definition: &Value, out: &mut String) {
    remark(definition, "", out);
    let name = identifier(name);
    match definition.get("properties").and_then(Value::as_object) {
        Some(properties) => {
            let required: Vec<&str> = definition
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let _ = writeln!(out, "export interface {name} {{");
            for (property, value) in properties {
                remark(value, "  ", out);
                let mark = if required.contains(&property.as_str()) { "" } else { "?" };
                let _ = writeln!(out, "  {}{mark}: {};", Value::from(property.as_str()), of(value));
            }
            // Fields that this version does not know are kept.
            let _ = writeln!(out, "  [field: string]: unknown;\n}}\n");
        }
        None => {
            let _ = writeln!(out, "export type {name} = {};\n", of(definition));
        }
    }
}

fn remark(value: &Value, indent: &str, out: &mut String) {
    if let Some(text) = value.get("description").and_then(Value::as_str) {
        let text = text.replace("*/", "*\u{200b}/").replace('\n', &format!("\n{indent} * "));
        let _ = writeln!(out, "{indent}/** {text} */");
    }
}

/// The type that a schema describes.
fn of(schema: &Value) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return identifier(reference.rsplit('/').next().unwrap_or_default());
    }
    for name in ["anyOf", "oneOf", "enum"] {
        if let Some(options) = schema.get(name).and_then(Value::as_array) {
            let options = options.iter().map(|option| if name == "enum" { option.to_string() } else { of(option) });
            return options.collect::<Vec<_>>().join(" | ");
        }
    }
    if let Some(value) = schema.get("const") {
        return value.to_string();
    }
    match schema.get("type") {
        Some(Value::Array(kinds)) => {
            let each = kinds.iter().map(|kind| {
                let mut one = schema.clone();
                if let Some(object) = one.as_object_mut() {
                    object.insert("type".to_owned(), kind.clone());
                }
                of(&one)
            });
            each.collect::<Vec<_>>().join(" | ")
        }
        Some(Value::String(kind)) => match kind.as_str() {
            "string" => "string".to_owned(),
            "integer" | "number" => "number".to_owned(),
            "boolean" => "boolean".to_owned(),
            "null" => "null".to_owned(),
            "array" => format!("({})[]", schema.get("items").map_or("unknown".to_owned(), of)),
            _ => match schema.get("additionalProperties").filter(|inner| inner.is_object()) {
                Some(inner) => format!("Record<string, {}>", of(inner)),
                None => {
                    match schema.get("patternProperties").and_then(Value::as_object).and_then(|map| map.values().next())
                    {
                        Some(inner) => format!("Record<string, {}>", of(inner)),
                        None => "Record<string, unknown>".to_owned(),
                    }
                }
            },
        },
        _ => "unknown".to_owned(),
    }
}

/// A name that JavaScript has for something of its own gets a word before it.
fn identifier(name: &str) -> String {
    match name {
        "Request" | "Response" | "Position" | "Comparison" => format!("Scenario{name}"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_schema_becomes_declarations() {
        let schema = json!({
            "description": "A file.",
            "properties": {
                "requests": {"type": "array", "items": {"$ref": "#/$defs/Request"}, "description": "What is sent.\nIn order. */"},
                "hopscope": {"const": 1},
                "headers": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
            },
            "required": ["hopscope"],
            "$defs": {
                "Request": {"type": "object", "properties": {"ttl": {"anyOf": [{"type": "integer"}, {"enum": ["a", "b"]}]}}},
                "Any": {},
            },
        });
        let told = declarations(&schema);
        for expected in [
            "export interface ScenarioRequest {\n  \"ttl\"?: number | \"a\" | \"b\";\n",
            "export type Any = unknown;",
            "/** A file. */\nexport interface Scenario {\n",
            "  \"requests\"?: (ScenarioRequest)[];",
            "  \"hopscope\": 1;",
            "  \"headers\"?: Record<string, string | null>;",
            "/** What is sent.\n   * In order. *\u{200b}/ */",
        ] {
            assert!(told.contains(expected), "{expected} in\n{told}");
        }
    }
}
