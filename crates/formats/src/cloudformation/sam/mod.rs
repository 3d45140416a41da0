//! SAM's types as those of CloudFormation, before any intrinsic is evaluated, as the transform itself does.
//!
//! What it makes is described in AWS SAM's developer guide ("Generated CloudFormation resources") and in the comments
//! below. Where it writes an OpenAPI document, routes and methods are made at once.

use std::collections::BTreeMap;

use super::evaluate::known;
use super::template::Template;
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Value};

mod api;
mod body;
mod event;
mod function;
mod http_api;

/// Whether the transform is applied to a template: it says so, or has a type of it.
pub fn applies(document: &Value) -> bool {
    let named = document.get("Transform").is_some_and(|transform| {
        transform.items().iter().any(|each| known(each).is_some_and(|name| name.starts_with("AWS::Serverless")))
    });
    let typed = || match document.get("Resources").map(|resources| &resources.kind) {
        Some(Kind::Object(resources)) => resources.0.iter().any(|resource| {
            resource.value.get("Type").and_then(known).is_some_and(|kind| kind.starts_with("AWS::Serverless::"))
        }),
        _ => false,
    };
    named || typed()
}

/// A part of the template, under the transform.
pub(super) struct Serverless<'a> {
    template: &'a mut Template,
    globals: Value,
    /// The implicit APIs, once an event needs them, with the conditions of the functions whose events do.
    implicit: BTreeMap<&'static str, (Option<Span>, Vec<Option<Value>>)>,
}

/// Puts in the place of SAM's types what they become.
pub fn transform(template: &mut Template, document: &Value) {
    let globals = document.get("Globals").cloned().unwrap_or_else(Value::null);
    let mut serverless = Serverless { template, globals, implicit: BTreeMap::new() };
    let of_kind = |serverless: &Serverless<'_>, kinds: &[&str]| -> Vec<String> {
        let is = |name: &&String| {
            serverless.template.resources.get(*name).is_some_and(|declared| kinds.contains(&declared.kind.as_str()))
        };
        serverless.template.order.iter().filter(is).cloned().collect()
    };
    // Functions come first: their events may ask for the implicit APIs, and the default authorizers of the others
    // stand in those still.
    for name in of_kind(&serverless, &["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]) {
        function::transform(&mut serverless, &name);
    }
    for (name, (span, conditions)) in std::mem::take(&mut serverless.implicit) {
        serverless.declare_implicit(name, span);
        serverless.condition_implicit(name, conditions, span);
    }
    for name in of_kind(&serverless, &["AWS::Serverless::Api"]) {
        api::transform(&mut serverless, &name);
    }
    for name in of_kind(&serverless, &["AWS::Serverless::HttpApi"]) {
        http_api::transform(&mut serverless, &name);
    }
}

/// The implicit REST API.
const REST: &str = "ServerlessRestApi";
/// The implicit HTTP API.
const HTTP: &str = "ServerlessHttpApi";

impl Serverless<'_> {
    /// A resource's properties, with what the section `Globals` says for all of its kind.
    fn properties(&self, name: &str, section: &str) -> Value {
        let own = self.template.resources.get(name).and_then(|declared| declared.value.get("Properties"));
        let own = own.cloned().unwrap_or_else(|| Value::object::<&str>([]));
        match self.globals.get(section) {
            Some(globals) => merged(globals, &own),
            None => own,
        }
    }

    /// An implicit API, with a stage `Prod` or `$default`.
    fn declare_implicit(&mut self, name: &'static str, span: Option<Span>) {
        let (kind, properties) = match name {
            REST => ("AWS::Serverless::Api", Value::object([("StageName", Value::text("Prod", span))])),
            _ => ("AWS::Serverless::HttpApi", Value::object::<&str>([])),
        };
        if !self.template.resources.contains_key(name) {
            let value = Value::object([("Type", Value::text(kind, span)), ("Properties", properties)]);
            self.template.declare(name, span, Value { span, ..value });
        }
    }

    /// An implicit API is there where one of the functions is whose events need it.
    fn condition_implicit(&mut self, name: &str, conditions: Vec<Option<Value>>, span: Option<Span>) {
        let Some(conditions) = conditions.into_iter().collect::<Option<Vec<Value>>>() else { return };
        let condition = match conditions.as_slice() {
            [] => return,
            [only] => only.clone(),
            several => {
                let each = several.iter().map(|name| Value::object([("Condition", name.clone())]));
                let any = Value::object([("Fn::Or", Value::list(each.collect()))]);
                let condition = format!("{name}Condition");
                self.template.conditions.set(&condition, span, any);
                Value::text(condition, span)
            }
        };
        if let Some(declared) = self.template.resources.get_mut(name)
            && let Kind::Object(object) = &mut declared.value.kind
            && object.get("Condition").is_none()
        {
            object.set("Condition", span, condition);
        }
    }

    /// Takes a resource in, under the same condition as the one that it is made for.
    fn declare(&mut self, name: &str, kind: &str, properties: Value, cause: &Cause) {
        let mut entries = vec![("Type", Value::text(kind, cause.span)), ("Properties", properties)];
        if let Some(condition) = &cause.condition {
            entries.push(("Condition", condition.clone()));
        }
        let value = Value { span: cause.span, ..Value::object(entries) };
        self.template.declare(name, cause.span, value);
    }

    /// What a resource that is made stands for.
    fn cause(&self, name: &str) -> Cause {
        let declared = self.template.resources.get(name);
        Cause {
            span: declared.and_then(|declared| declared.at.or(declared.value.span)),
            condition: declared.and_then(|declared| declared.value.get("Condition").cloned()),
        }
    }
}

/// The resource for which another is made: its place and its condition.
#[derive(Clone)]
struct Cause {
    span: Option<Span>,
    condition: Option<Value>,
}

/// `{"Ref": name}`.
fn reference(name: &str, span: Option<Span>) -> Value {
    Value { span, ..Value::object([("Ref", Value::text(name, span))]) }
}

/// `{"Fn::Sub": text}`.
fn substitute(text: &str, span: Option<Span>) -> Value {
    Value { span, ..Value::object([("Fn::Sub", Value::text(text, span))]) }
}

/// `{"Fn::GetAtt": [name, attribute]}`.
fn attribute(name: &str, attribute: &str, span: Option<Span>) -> Value {
    let path = Value::list(vec![Value::text(name, span), Value::text(attribute, span)]);
    Value { span, ..Value::object([("Fn::GetAtt", path)]) }
}

/// The name in `{"Ref": name}`, or a text alone.
fn referred(value: &Value) -> Option<String> {
    value.get("Ref").and_then(known).or_else(|| known(value))
}

/// What is set for all, with what one sets itself: objects are put together, lists follow each other, else the own
/// value counts. Source: "Globals section of the AWS SAM template".
fn merged(globals: &Value, own: &Value) -> Value {
    match (&globals.kind, &own.kind) {
        (Kind::Object(all), Kind::Object(one))
            if super::evaluate::intrinsic(all).is_none() && super::evaluate::intrinsic(one).is_none() =>
        {
            let mut object = all.clone();
            for Entry { key, at, value } in &one.0 {
                let value = match object.get(key) {
                    Some(global) => merged(&global.value, value),
                    None => value.clone(),
                };
                object.set(key, *at, value);
            }
            Value::new(Kind::Object(object), own.span)
        }
        (Kind::List(all), Kind::List(one)) => {
            Value::new(Kind::List(all.iter().chain(one).cloned().collect()), own.span)
        }
        _ => own.clone(),
    }
}

/// The entries of an object.
fn entries(value: Option<&Value>) -> &[Entry] {
    match value.map(|value| &value.kind) {
        Some(Kind::Object(Object(entries))) => entries,
        _ => &[],
    }
}
