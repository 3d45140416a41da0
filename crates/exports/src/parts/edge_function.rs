//! CloudFront Functions with their key-value stores, and Lambda@Edge functions.

use hopscope_scenario::edge_function::EdgeFunction;

use super::lambda;
use crate::kind;
use crate::note::NoteKind;
use crate::plan::{EDGE_REGION, Plan};
use crate::value::{Body, Piece, Text, Value};

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for function in &scenario.edge_functions {
        if function.is_lambda_at_edge() {
            lambda_at_edge(plan, function);
        } else {
            cloudfront_function(plan, function);
        }
    }
}

/// The ARN by which a behaviour names a function.
pub(super) fn arn(plan: &mut Plan<'_>, name: &str) -> Text {
    let scenario = plan.scenario;
    let Some(function) = scenario.edge_functions.iter().find(|each| each.name == name) else {
        plan.note(NoteKind::Function, name);
        return Text::letters("arn:aws:cloudfront::").then(Piece::Account).then(format!(":function/{name}"));
    };
    if !function.is_lambda_at_edge() {
        return plan.of(&kind::FUNCTION, name, name, "arn").into();
    }
    if plan.is_terraform() {
        return plan.of(&kind::LAMBDA, &format!("edge {name}"), name, "qualified_arn").into();
    }
    plan.of(&kind::LAMBDA_VERSION, name, name, "arn").into()
}

fn cloudfront_function(plan: &mut Plan<'_>, function: &EdgeFunction) {
    let label = plan.label(&kind::FUNCTION, &function.name, &function.name);
    let mut config = Body::new();
    if !function.key_value_store.is_empty() {
        let arn = key_value_store(plan, function);
        config = if plan.is_terraform() {
            config.with("key_value_store_associations", Value::List(vec![Value::Text(arn.into())]))
        } else {
            config.blocks("key_value_store_associations", [Body::new().text("KeyValueStoreARN", arn)])
        };
    }
    let body = Body::new().text("name", function.name.as_str());
    let body = if plan.is_terraform() {
        let body = body.text("runtime", function.runtime.as_str()).plain("publish", true);
        Body(body.0.into_iter().chain(config.0).collect()).text("code", function.code.as_str())
    } else {
        let config = Body(config.text("comment", "").text("runtime", function.runtime.as_str()).0);
        body.plain("publish", true).block("function_config", config).text("code", function.code.as_str())
    };
    plan.add(&kind::FUNCTION, label, body);
}

fn key_value_store(plan: &mut Plan<'_>, function: &EdgeFunction) -> Piece {
    let arn = plan.of(&kind::KEY_VALUE_STORE, &function.name, &function.name, "arn");
    let label = plan.label(&kind::KEY_VALUE_STORE, &function.name, &function.name);
    plan.add(&kind::KEY_VALUE_STORE, label, Body::new().text("name", function.name.as_str()));
    if !plan.is_terraform() {
        plan.note(NoteKind::KeyValueStore, &function.name);
        return arn;
    }
    for (key, value) in &function.key_value_store {
        let label = plan.label(
            &kind::KEY_VALUE_STORE_KEY,
            &format!("{} {key}", function.name),
            &format!("{} {key}", function.name),
        );
        let body = Body::new()
            .text("key_value_store_arn", arn.clone())
            .text("key", key.as_str())
            .text("value", value.as_str());
        plan.add(&kind::KEY_VALUE_STORE_KEY, label, body);
    }
    arn
}

fn lambda_at_edge(plan: &mut Plan<'_>, function: &EdgeFunction) {
    let key = format!("edge {}", function.name);
    let label = plan.label(&kind::LAMBDA, &key, &function.name);
    let role = lambda::role(plan, true);
    let mut body = Body::new()
        .text("function_name", function.name.as_str())
        .text("runtime", function.runtime.as_str())
        .text("handler", "index.handler")
        .text("role", role);
    body = lambda::with_code(plan, body, &function.name, &function.code).plain("publish", true);
    plan.add_in(&kind::LAMBDA, label.clone(), Some(EDGE_REGION), body);
    if !plan.is_terraform() {
        let version = plan.label(&kind::LAMBDA_VERSION, &function.name, &function.name);
        let name = Piece::Of { kind: &kind::LAMBDA, label, attribute: "function_name" };
        plan.add(&kind::LAMBDA_VERSION, version, Body::new().text("function_name", name));
    }
}
