//! `AWS::Serverless::Function`, and the events of state machines.

use super::{Cause, Serverless, attribute, entries, event, reference};
use crate::cloudformation::evaluate::known;
use crate::value::{Entry, Kind, Object, Value};

/// A function, its alias, version, URL and events.
pub(super) fn transform(serverless: &mut Serverless<'_>, name: &str) {
    let cause = serverless.cause(name);
    let is_function = serverless.template.resources.get(name).is_some_and(|each| each.kind.ends_with("Function"));
    let properties = serverless.properties(name, if is_function { "Function" } else { "StateMachine" });
    let target = if is_function { event::Target::Function } else { event::Target::StateMachine };
    for event in entries(properties.get("Events")) {
        event::take(serverless, name, target, event, &cause);
    }
    if !is_function {
        return;
    }
    if let Some(alias) = properties.get("AutoPublishAlias") {
        let version = format!("{name}.Version");
        let own = Value::object([("FunctionName", reference(name, cause.span))]);
        serverless.declare(&version, "AWS::Lambda::Version", own, &cause);
        let own = Value::object([
            ("FunctionName", reference(name, cause.span)),
            ("Name", alias.clone()),
            ("FunctionVersion", attribute(&version, "Version", cause.span)),
        ]);
        serverless.declare(&format!("{name}.Alias"), "AWS::Lambda::Alias", own, &cause);
    }
    if let Some(url) = properties.get("FunctionUrlConfig") {
        function_url(serverless, name, url, &cause);
    }
    // The function itself: what names its code is kept, so that files that were given can be attached.
    let mut own = Object::default();
    for Entry { key, at, value } in entries(Some(&properties)) {
        match key.as_str() {
            "Events" | "FunctionUrlConfig" | "AutoPublishAlias" | "Policies" => {}
            "InlineCode" => own.set("Code", *at, Value::object([("ZipFile", value.clone())])),
            _ => own.set(key, *at, value.clone()),
        }
    }
    serverless.declare(name, "AWS::Lambda::Function", Value::new(Kind::Object(own), properties.span), &cause);
}

/// The URL; with `AuthType: NONE` everyone may call it. Source: SAM developer guide, "FunctionUrlConfig"; the second
/// permission follows Lambda's change of October 2025.
fn function_url(serverless: &mut Serverless<'_>, name: &str, url: &Value, cause: &Cause) {
    let mut own =
        Object(vec![Entry { key: "TargetFunctionArn".to_owned(), at: url.span, value: reference(name, url.span) }]);
    own.0.extend(entries(Some(url)).iter().cloned());
    serverless.declare(&format!("{name}Url"), "AWS::Lambda::Url", Value::new(Kind::Object(own), url.span), cause);
    if url.get("AuthType").and_then(known).as_deref() != Some("NONE") {
        return;
    }
    let permission = |action: &str, key: &'static str, value: Value| Value {
        span: url.span,
        ..Value::object([
            ("Action", Value::text(action, url.span)),
            ("FunctionName", reference(name, url.span)),
            ("Principal", Value::text("*", url.span)),
            (key, value),
        ])
    };
    let none = permission("lambda:InvokeFunctionUrl", "FunctionUrlAuthType", Value::text("NONE", url.span));
    serverless.declare(&format!("{name}UrlPublicPermissions"), "AWS::Lambda::Permission", none, cause);
    let via = permission("lambda:InvokeFunction", "InvokedViaFunctionUrl", Value::bool(true));
    serverless.declare(&format!("{name}URLInvokeAllowPublicAccess"), "AWS::Lambda::Permission", via, cause);
}
