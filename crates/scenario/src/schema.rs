//! The JSON Schema of the scenario file, for editors and for checks outside this project.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::Scenario;
use crate::rest_api::MethodName;

/// The JSON Schema (draft 2020-12) of the scenario file.
///
/// It says what [`Scenario::from_json`] takes: the field `hopscope` is required and 1, every other field may be left
/// out, fields that this version does not know are allowed.
pub fn scenario_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Scenario>().to_value();
    let Some(root) = schema.as_object_mut() else { return schema };
    root.insert("title".to_owned(), json!("Hopscope scenario"));
    root.insert("required".to_owned(), json!(["hopscope"]));
    let mut properties = Map::new();
    properties.insert(
        "hopscope".to_owned(),
        json!({"description": "The version of the file format.", "const": Scenario::VERSION}),
    );
    if let Some(Value::Object(others)) = root.remove("properties") {
        properties.extend(others);
    }
    root.insert("properties".to_owned(), Value::Object(properties));
    tidy(&mut schema);
    name_methods(&mut schema);
    schema
}

/// Puts each schema inside `schema` into the form that people and the most editors read.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            // Absent is not null: for `expect.reaches` the two mean different things.
            if fields.get("default") == Some(&Value::Null) {
                fields.remove("default");
            }
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = unwrapped(text);
            }
            join_words(fields);
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// A doc comment's text with each paragraph on one line.
fn unwrapped(text: &str) -> String {
    text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect::<Vec<_>>().join("\n\n")
}

/// Turns a choice between described constants into an `enum` whose description lists them.
fn join_words(fields: &mut Map<String, Value>) {
    let Some(Value::Array(words)) = fields.get("oneOf") else { return };
    let words: Vec<(Value, String)> = words
        .iter()
        .filter_map(|word| Some((word.get("const")?.clone(), word.get("description")?.as_str()?.to_owned())))
        .collect();
    let mut description = fields.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    description.push('\n');
    for (word, meaning) in &words {
        description.push_str(&format!("\n- `{}`: {}", word.as_str().unwrap_or_default(), meaning.replace('\n', " ")));
    }
    fields.remove("oneOf");
    fields.insert("type".to_owned(), json!("string"));
    fields.insert("enum".to_owned(), words.into_iter().map(|(word, _)| word).collect());
    fields.insert("description".to_owned(), Value::String(description));
}

/// Lists the names that the methods of a resource may have: the generator leaves the keys of a map open.
fn name_methods(schema: &mut Value) {
    if let Some(Value::Object(methods)) = schema.pointer_mut("/$defs/Resource/properties/methods") {
        methods.insert("propertyNames".to_owned(), json!({"enum": MethodName::WORDS}));
    }
}

/// The schema as it is checked in: indented, with a newline at the end.
pub fn scenario_schema_text() -> String {
    let mut text = serde_json::to_string_pretty(&scenario_schema()).unwrap_or_default();
    text.push('\n');
    text
}
