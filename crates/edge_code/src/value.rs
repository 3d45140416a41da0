//! Values between the engine and the rest of the program.

use boa_engine::object::JsObject;
use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsError, JsResult, JsString, JsValue, js_string};
use hopscope_scenario::edge_call::OrderedJson;

/// The deepest nesting that is read out of the engine.
const DEPTH: usize = 64;
/// The most values that are read out of the engine.
const VALUES: usize = 100_000;

/// A JSON value as a JavaScript value.
pub fn from_json(json: &OrderedJson, context: &mut Context) -> JsResult<JsValue> {
    Ok(match json {
        OrderedJson::Null => JsValue::null(),
        OrderedJson::Bool(value) => JsValue::from(*value),
        OrderedJson::Number(value) => JsValue::from(*value),
        OrderedJson::String(text) => JsString::from(text.as_str()).into(),
        OrderedJson::Array(items) => {
            let array = JsArray::new(context)?;
            for item in items {
                let item = from_json(item, context)?;
                array.push(item, context)?;
            }
            array.into()
        }
        OrderedJson::Object(fields) => {
            let object = JsObject::with_object_proto(context.intrinsics());
            for (name, value) in fields {
                let value = from_json(value, context)?;
                object.create_data_property_or_throw(JsString::from(name.as_str()), value, context)?;
            }
            object.into()
        }
    })
}

/// Why a value cannot be read out.
#[derive(Debug)]
pub enum NotJson {
    /// It holds itself, or is too deep or too large.
    Unbounded,
    /// Reading it threw.
    Threw(Box<JsError>),
}

impl From<JsError> for NotJson {
    fn from(error: JsError) -> Self {
        Self::Threw(Box::new(error))
    }
}

/// A JavaScript value as JSON. `None` for what JSON leaves out: `undefined`, functions, symbols.
///
/// `as_json` follows `JSON.stringify`, which is what Lambda sends to CloudFront: `toJSON` is called.
pub fn to_json(value: &JsValue, as_json: bool, context: &mut Context) -> Result<Option<OrderedJson>, NotJson> {
    Reader { as_json, left: VALUES }.read(value, 0, context)
}

struct Reader {
    as_json: bool,
    left: usize,
}

impl Reader {
    fn read(&mut self, value: &JsValue, depth: usize, context: &mut Context) -> Result<Option<OrderedJson>, NotJson> {
        self.left = self.left.checked_sub(1).ok_or(NotJson::Unbounded)?;
        if depth > DEPTH {
            return Err(NotJson::Unbounded);
        }
        if value.is_null() {
            return Ok(Some(OrderedJson::Null));
        }
        if let Some(value) = value.as_boolean() {
            return Ok(Some(OrderedJson::Bool(value)));
        }
        if let Some(number) = value.as_number() {
            return Ok(Some(if number.is_finite() { OrderedJson::Number(number) } else { OrderedJson::Null }));
        }
        if let Some(text) = value.as_string() {
            return Ok(Some(OrderedJson::String(text.to_std_string_lossy())));
        }
        let Some(object) = value.as_object() else { return Ok(None) };
        if object.is_callable() {
            return Ok(None);
        }
        if self.as_json
            && let Some(to_json) = object.get(js_string!("toJSON"), context)?.as_callable()
        {
            let plain = to_json.call(value, &[], context)?;
            if !plain.is_object() {
                return self.read(&plain, depth + 1, context);
            }
        }
        if object.is_array() {
            return self.array(&object, depth, context).map(Some);
        }
        let mut fields = Vec::new();
        for key in object.own_property_keys(context)? {
            if matches!(key, PropertyKey::Symbol(_)) || !is_listed(&object, &key) {
                continue;
            }
            let item = object.get(key.clone(), context)?;
            if let Some(item) = self.read(&item, depth + 1, context)? {
                fields.push((key.to_string(), item));
            }
        }
        Ok(Some(OrderedJson::Object(fields)))
    }

    fn array(&mut self, object: &JsObject, depth: usize, context: &mut Context) -> Result<OrderedJson, NotJson> {
        let length = object.get(js_string!("length"), context)?.to_length(context)?;
        if length > self.left as u64 {
            return Err(NotJson::Unbounded);
        }
        let mut items = Vec::new();
        for index in 0..length {
            let item = object.get(index, context)?;
            items.push(self.read(&item, depth + 1, context)?.unwrap_or(OrderedJson::Null));
        }
        Ok(OrderedJson::Array(items))
    }
}

fn is_listed(object: &JsObject, key: &PropertyKey) -> bool {
    // Indexed properties live elsewhere in the engine and are always listed.
    object.borrow().properties().get(key).is_none_or(|property| property.enumerable().unwrap_or(true))
}

/// An error object's name and message; `None` where the object is no error.
pub fn error_parts(object: &JsObject, context: &mut Context) -> Option<(String, String)> {
    let is_error = object.is::<boa_engine::builtins::error::Error>();
    let text = |value: JsValue| value.as_string().map(|text| text.to_std_string_lossy());
    let name = object.get(js_string!("name"), context).ok().and_then(text);
    let message = object.get(js_string!("message"), context).ok().and_then(text);
    match (name, message) {
        (name, message) if is_error => Some((name.unwrap_or_else(|| "Error".to_owned()), message.unwrap_or_default())),
        _ => None,
    }
}

/// The type of a value as an error message names it.
pub fn type_name(value: &JsValue) -> &'static str {
    match value.get_type() {
        boa_engine::value::Type::Undefined => "undefined",
        boa_engine::value::Type::Null => "null",
        boa_engine::value::Type::Boolean => "boolean",
        boa_engine::value::Type::Number => "number",
        boa_engine::value::Type::String => "string",
        boa_engine::value::Type::Symbol => "symbol",
        boa_engine::value::Type::BigInt => "bigint",
        boa_engine::value::Type::Object if value.is_callable() => "function",
        boa_engine::value::Type::Object => "object",
    }
}
