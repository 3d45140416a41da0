//! Long texts, told by how they are made.

use serde::Deserialize;
use serde_json::Value;

use crate::Problem;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    #[serde(default)]
    before: String,
    repeat: String,
    times: usize,
    #[serde(default)]
    after: String,
}

/// The value with every such text written out.
pub fn write_out(value: Value) -> Result<Value, Problem> {
    Ok(match value {
        Value::Object(fields) if fields.contains_key("repeat") => {
            let made: Made = serde_json::from_value(Value::Object(fields)).map_err(Problem::Text)?;
            Value::String([made.before, made.repeat.repeat(made.times), made.after].concat())
        }
        Value::Object(fields) => Value::Object(
            fields.into_iter().map(|(name, value)| Ok((name, write_out(value)?))).collect::<Result<_, Problem>>()?,
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(write_out).collect::<Result<_, _>>()?),
        other => other,
    })
}
