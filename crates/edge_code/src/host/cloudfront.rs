//! What the `cloudfront` module of runtime 2.0 is built on.
//!
//! Source: AWS documentation, "Helper methods for key value stores", "Helper methods for origin modification".

use boa_engine::object::JsObject;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue};
use hopscope_scenario::edge_call::{EdgeCall, OriginDirective};

use super::{define, function, meter};
use crate::value;

/// The key-value store and the event, kept beside the meter.
#[derive(Debug, Default)]
pub struct Store(pub Option<EdgeCall>);

/// Adds to the object that modules written in JavaScript are given.
pub fn extend(host: &JsObject, context: &mut Context) -> JsResult<()> {
    for (name, body) in [
        ("kvsGet", kvs_get as boa_engine::native_function::NativeFunctionPointer),
        ("kvsCount", kvs_count),
        ("isViewerRequest", is_viewer_request),
        ("origin", origin),
    ] {
        let value = function(name, 0, body, context);
        define(host, name, value, context)?;
    }
    Ok(())
}

fn kvs_get(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let store = context.get_data::<Store>().and_then(|store| store.0.as_ref());
    Ok(store
        .and_then(|call| call.key_value_store.get(&key))
        .map_or(JsValue::null(), |value| JsString::from(value.as_str()).into()))
}

fn kvs_count(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let store = context.get_data::<Store>().and_then(|store| store.0.as_ref());
    Ok(JsValue::from(store.map_or(0, |call| call.key_value_store.len()) as f64))
}

fn is_viewer_request(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let store = context.get_data::<Store>().and_then(|store| store.0.as_ref());
    Ok(store.is_some_and(|call| call.event_type.is_request()).into())
}

/// `origin(helper, first, second)`: keeps what a helper was given.
fn origin(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let helper = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let mut text = |value: &JsValue| match value::to_json(value, true, context) {
        Ok(Some(json)) => json.to_string(),
        _ => "null".to_owned(),
    };
    let (first, second) = (args.get_or_undefined(1), args.get_or_undefined(2));
    let directive = match helper.as_str() {
        "updateRequestOrigin" => OriginDirective::UpdateRequestOrigin { properties: text(first) },
        "createRequestOriginGroup" => OriginDirective::CreateRequestOriginGroup { properties: text(first) },
        _ => OriginDirective::SelectRequestOriginById {
            origin_id: first.as_string().map(|id| id.to_std_string_lossy()).unwrap_or_default(),
            overrides: (!second.is_undefined()).then(|| text(second)),
        },
    };
    meter(context).origin(directive);
    Ok(JsValue::undefined())
}
