//! Variable types: conversions, and the defaults of `optional()`.

use hcl_edit::expr::{Expression, ObjectKey};

use crate::convert::number_text;
use crate::value::{Kind, Object, Text, Value};

use super::scope::Scope;

/// A value as a type wants it.
pub fn convert(scope: &Scope<'_, '_>, value: Value, kind: &Expression) -> Value {
    if value.is_null() {
        return value;
    }
    let span = value.span;
    match kind {
        Expression::Variable(name) => match name.as_str() {
            "string" => value.each_branch(&mut |value| match value.kind {
                Kind::Number(number) => Value::new(Kind::Text(Text::known(number_text(number))), value.span),
                Kind::Bool(flag) => Value::new(Kind::Text(Text::known(flag.to_string())), value.span),
                _ => value,
            }),
            "number" => value.each_branch(&mut |value| match (&value.kind, value.to_number()) {
                (Kind::Text(_), Some(number)) => Value::new(Kind::Number(number), value.span),
                _ => value,
            }),
            "bool" => value.each_branch(&mut |value| match (&value.kind, value.to_bool()) {
                (Kind::Text(_), Some(flag)) => Value::new(Kind::Bool(flag), value.span),
                _ => value,
            }),
            _ => value,
        },
        Expression::FuncCall(call) => {
            let argument = call.args.iter().next();
            match (call.name.name.as_str(), argument) {
                ("optional", Some(inner)) => convert(scope, value, inner),
                ("list", Some(inner)) => each_item(scope, value, inner),
                ("set", Some(inner)) => {
                    let value = each_item(scope, value, inner);
                    value.each_branch(&mut super::functions::collection::as_set)
                }
                ("map", Some(inner)) => value.each_branch(&mut |value| match value.kind {
                    Kind::Object(object) => {
                        let entries = object.0.into_iter().map(|mut entry| {
                            entry.value = convert(scope, entry.value, inner);
                            entry
                        });
                        Value::new(Kind::Object(Object(entries.collect())), value.span)
                    }
                    kind => Value::new(kind, value.span),
                }),
                ("object", Some(Expression::Object(fields))) => {
                    value.each_branch(&mut |value| object(scope, value, fields))
                }
                ("tuple", Some(Expression::Array(kinds))) => match value.kind {
                    Kind::List(items) => {
                        let items = items.into_iter().zip(kinds.iter()).map(|(item, kind)| convert(scope, item, kind));
                        Value::new(Kind::List(items.collect()), span)
                    }
                    kind => Value::new(kind, span),
                },
                _ => value,
            }
        }
        _ => value,
    }
}

fn each_item(scope: &Scope<'_, '_>, value: Value, kind: &Expression) -> Value {
    value.each_branch(&mut |value| match value.kind {
        Kind::List(items) => {
            let items = items.into_iter().map(|item| match item.kind {
                Kind::Repeated(each) => crate::convert::repeated(each.why, convert(scope, each.item, kind)),
                _ => convert(scope, item, kind),
            });
            Value::new(Kind::List(items.collect()), value.span)
        }
        kind => Value::new(kind, value.span),
    })
}

/// An object with what its type says it may leave out: its default, or null.
fn object(scope: &Scope<'_, '_>, value: Value, fields: &hcl_edit::expr::Object) -> Value {
    let Kind::Object(mut object) = value.kind else { return value };
    for (key, kind) in fields.iter() {
        let name = match key {
            ObjectKey::Ident(name) => name.as_str().to_owned(),
            ObjectKey::Expression(Expression::Variable(name)) => name.as_str().to_owned(),
            ObjectKey::Expression(other) => match other.as_str() {
                Some(text) => text.to_owned(),
                None => continue,
            },
        };
        let kind = kind.expr();
        let default = match kind {
            Expression::FuncCall(call) if call.name.name.as_str() == "optional" => call.args.iter().nth(1),
            _ => None,
        };
        let inner = match kind {
            Expression::FuncCall(call) if call.name.name.as_str() == "optional" => call.args.iter().next(),
            _ => Some(kind),
        };
        let given = object.get(&name).filter(|entry| !entry.value.is_null()).cloned();
        let (at, raw) = match (given, default) {
            (Some(entry), _) => (entry.at, entry.value),
            (None, Some(default)) => (None, scope.eval(default)),
            (None, None) => {
                if object.get(&name).is_none() {
                    object.set(name, None, Value::null());
                }
                continue;
            }
        };
        let converted = match inner {
            Some(inner) => convert(scope, raw, inner),
            None => raw,
        };
        object.set(name, at, converted);
    }
    Value::new(Kind::Object(object), value.span)
}
