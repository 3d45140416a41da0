//! Request validators: required parameters, and the body against its model.
//!
//! Of a model the keywords `type`, `required`, `properties`, `items`, `enum`, `minimum`, `maximum`, `minLength` and
//! `maxLength` are evaluated; what else it asks for is taken to be met.
//!
//! Source: Amazon API Gateway Developer Guide, "Request validation for REST APIs"; recorded AWS test snapshots
//! (LocalStack), which give both messages and the order of names: headers, path, query.

use std::ops::ControlFlow;

use serde_json::Value;

use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// Refuses a request that lacks what its method requires.
pub fn check<'s>(call: &mut Call<'_, 's>, target: &Target<'s>) -> ControlFlow<Answer> {
    let Some(validator) = &target.method.request_validator else { return ControlFlow::Continue(()) };
    let rule = &rules::REQUEST_VALIDATOR;
    let missing = if validator.validate_request_parameters { missing(call, target) } else { Vec::new() };
    if !missing.is_empty() {
        let names = missing.join(", ");
        let detail = Detail::none().with("missing", missing).by(target.field("request_parameters"));
        let detail = detail.by(target.field("request_validator")).by(call.tracer.of_request("headers"));
        let message = format!("Missing required request parameters: [{names}]");
        let error = GatewayError::BadRequest("BAD_REQUEST_PARAMETERS", message);
        return ControlFlow::Break(call.refuse(rule, error, detail));
    }
    let fault = if validator.validate_request_body { fault(call, target) } else { None };
    let detail = Detail::none().by(target.field("request_validator"));
    if let Some(fault) = fault {
        let detail = detail.with("fault", fault).by(target.field("request_models")).by(call.tracer.of_request("body"));
        let error = GatewayError::BadRequest("BAD_REQUEST_BODY", "Invalid request body".to_owned());
        return ControlFlow::Break(call.refuse(rule, error, detail));
    }
    call.tracer.step(call.hop, rule, Outcome::Passed, detail);
    ControlFlow::Continue(())
}

/// The names of required parameters that the request lacks.
fn missing(call: &Call<'_, '_>, target: &Target<'_>) -> Vec<String> {
    let request = &call.request;
    let in_query = |wanted: &str| {
        let names = request.query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
        names.into_iter().any(|name| name == wanted)
    };
    let required = || target.method.request_parameters.iter().filter(|(_, required)| **required);
    let of = |place: &'static str| required().filter_map(move |(name, _)| name.strip_prefix(place));
    let headers = of("method.request.header.").filter(|name| !request.headers.has(&name.to_ascii_lowercase()));
    let path = of("method.request.path.").filter(|name| !target.path_params.contains_key(*name));
    let query = of("method.request.querystring.").filter(|name| !in_query(name));
    headers.chain(path).chain(query).map(str::to_owned).collect()
}

/// What of the body is not as its model asks. A body of a type without model passes.
fn fault(call: &Call<'_, '_>, target: &Target<'_>) -> Option<String> {
    let media_type = call.request.headers.get("content-type").unwrap_or("application/json");
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let model = target.method.request_models.get(media_type)?;
    match serde_json::from_str(&call.request.body) {
        Ok(body) => differs(&body, model),
        Err(_) => Some("JSON".to_owned()),
    }
}

/// The first keyword of a model that a value does not meet, with the name of the property where there is one.
fn differs(value: &Value, model: &Value) -> Option<String> {
    let keyword = |name: &str| model.get(name);
    if let Some(wanted) = keyword("type")
        && !of_type(value, wanted)
    {
        return Some(format!("type {wanted}"));
    }
    if keyword("enum").and_then(Value::as_array).is_some_and(|words| !words.contains(value)) {
        return Some("enum".to_owned());
    }
    let number = |name: &str| keyword(name).and_then(Value::as_f64);
    let own = value.as_f64();
    let length = value.as_str().map(|text| text.chars().count() as f64);
    let out_of = |own: Option<f64>, least: &str, most: &str| match own {
        Some(own) if number(least).is_some_and(|least| own < least) => Some(least.to_owned()),
        Some(own) if number(most).is_some_and(|most| own > most) => Some(most.to_owned()),
        _ => None,
    };
    let required = || {
        let names = keyword("required")?.as_array()?.iter().filter_map(Value::as_str);
        let fields = value.as_object()?;
        names.into_iter().find(|name| !fields.contains_key(*name)).map(|name| format!("required {name}"))
    };
    let properties = || {
        let models = keyword("properties")?.as_object()?;
        let fields = value.as_object()?;
        let inner = |(name, model): (&String, &Value)| Some(format!("{name}: {}", differs(fields.get(name)?, model)?));
        models.iter().find_map(inner)
    };
    let items = || {
        let model = keyword("items")?;
        value.as_array()?.iter().find_map(|item| differs(item, model))
    };
    out_of(own, "minimum", "maximum")
        .or_else(|| out_of(length, "minLength", "maxLength"))
        .or_else(required)
        .or_else(properties)
        .or_else(items)
}

fn of_type(value: &Value, wanted: &Value) -> bool {
    let is = |word: &str| match word {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => true,
    };
    match wanted {
        Value::String(word) => is(word),
        Value::Array(words) => words.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn models_are_compared() {
        let model = json!({"type": "object", "required": ["id"],
            "properties": {"id": {"type": "integer", "minimum": 1}, "tags": {"type": "array", "items": {"enum": ["a"]}}}});
        for (body, fault) in [
            (json!({"id": 1}), None),
            (json!([]), Some("type \"object\"")),
            (json!({}), Some("required id")),
            (json!({"id": 0}), Some("id: minimum")),
            (json!({"id": "1"}), Some("id: type \"integer\"")),
            (json!({"id": 1, "tags": ["b"]}), Some("tags: enum")),
        ] {
            assert_eq!(differs(&body, &model).as_deref(), fault, "{body}");
        }
    }
}
