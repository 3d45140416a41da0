//! The JSON Schema of the scenario file, for editors and for checks outside this project.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::Scenario;

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
    schema
}

/// The schema as it is checked in: indented, with a newline at the end.
pub fn scenario_schema_text() -> String {
    let mut text = serde_json::to_string_pretty(&scenario_schema()).unwrap_or_default();
    text.push('\n');
    text
}
