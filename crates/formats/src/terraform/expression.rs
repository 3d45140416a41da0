//! Expressions.

use std::rc::Rc;

use hcl_edit::expr::{Expression, ForExpr, FuncCall, ObjectKey};

use crate::convert::{number_text, repeated};
use crate::value::{Entry, Kind, Object, Unknown, Value, Why};

use super::scope::{Bound, Scope};

/// How many items a `for` may give.
const MOST_ITEMS: usize = 20_000;

impl<'s, 'f> Scope<'s, 'f> {
    /// The value of an expression.
    pub fn eval(&self, expression: &Expression) -> Value {
        if !self.world.spend(1) {
            return self.limit("steps");
        }
        self.world.deeper(|| self.eval_here(expression)).unwrap_or_else(|| self.limit("depth"))
    }

    fn limit(&self, of: &str) -> Value {
        Value::unknown(Why::Limit(of.to_owned()), None)
    }

    fn eval_here(&self, expression: &Expression) -> Value {
        let span = self.span(expression);
        match expression {
            Expression::Null(_) => Value::new(Kind::Null, span),
            Expression::Bool(value) => Value::new(Kind::Bool(**value), span),
            Expression::Number(number) => Value::new(Kind::Number(number.as_f64().unwrap_or_default()), span),
            Expression::String(text) => Value::text(text.as_str(), span),
            Expression::Array(items) => {
                let items: Vec<Value> = items.iter().map(|item| self.eval(item)).collect();
                match items.iter().find(|item| self.strict && is_invalid(item)) {
                    Some(error) => error.clone(),
                    None => Value::new(Kind::List(items), span),
                }
            }
            Expression::Object(object) => self.object(object, span),
            Expression::StringTemplate(template) => self.template(template.iter(), template.len(), span),
            Expression::HeredocTemplate(heredoc) => {
                let template = &heredoc.template;
                self.template(template.iter(), template.len() + 1, span)
            }
            Expression::Parenthesis(inner) => self.eval(inner.inner()),
            Expression::Variable(_) | Expression::Traversal(_) => self.reference(expression),
            Expression::Conditional(conditional) => self.conditional(conditional, span),
            Expression::FuncCall(call) => self.call(call, span),
            Expression::UnaryOp(operation) => self.unary(operation, span),
            Expression::BinaryOp(operation) => self.binary(operation, span),
            Expression::ForExpr(each) => self.for_expression(each, span),
        }
    }

    fn object(&self, object: &hcl_edit::expr::Object, span: Option<crate::source::Span>) -> Value {
        let mut out = Object::default();
        let mut entries: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        for (key, value) in object.iter() {
            let (name, at) = match key {
                ObjectKey::Ident(name) => (Some(name.as_str().to_owned()), self.span(name)),
                ObjectKey::Expression(expression) => {
                    let name = match expression {
                        // A bare name is the name, not what it refers to.
                        Expression::Variable(name) => Some(name.as_str().to_owned()),
                        other => self.world.settled(self.eval(other)).as_known(),
                    };
                    (name, self.span(expression))
                }
            };
            let value = self.eval(value.expr());
            if self.strict && is_invalid(&value) {
                return value;
            }
            let Some(name) = name else { continue };
            let at = match (at, value.span) {
                (Some(key), Some(value)) if key.file == value.file && value.end > key.start => {
                    Some(crate::source::Span { end: value.end, ..key })
                }
                (at, _) => at,
            };
            let entry = Entry { key: name.clone(), at, value };
            match entries.get(&name).and_then(|index| out.0.get_mut(*index)) {
                Some(earlier) => *earlier = entry,
                None => {
                    entries.insert(name, out.0.len());
                    out.0.push(entry);
                }
            }
        }
        Value::new(Kind::Object(out), span)
    }

    fn call(&self, call: &FuncCall, span: Option<crate::source::Span>) -> Value {
        let name = call.name.name.as_str();
        let name = name.strip_prefix("core::").unwrap_or(name);
        let strict = Scope { strict: true, ..*self };
        match name {
            "try" => {
                for argument in call.args.iter() {
                    let value = strict.eval(argument);
                    if !is_error(&value) {
                        return strict.try_branches(value, call);
                    }
                }
                return Value::unknown(Why::Invalid("try".to_owned()), span);
            }
            "can" => {
                let value = call.args.iter().next().map(|argument| strict.eval(argument));
                return Value::new(Kind::Bool(value.is_some_and(|value| !is_error(&value))), span);
            }
            _ => {}
        }
        let mut args: Vec<Value> = call.args.iter().map(|argument| self.eval(argument)).collect();
        if call.args.expand_final()
            && let Some(last) = args.pop()
        {
            match last.kind {
                Kind::List(items) => args.extend(items),
                Kind::Either(either) => {
                    let mut with = args.clone();
                    with.extend(either.then.items().iter().cloned());
                    let mut without = args;
                    without.extend(either.otherwise.items().iter().cloned());
                    let then = self.function(name, with, span);
                    let otherwise = self.function(name, without, span);
                    return crate::convert::either_of(either.condition, then, otherwise, span);
                }
                _ => args.push(last),
            }
        }
        self.function(name, args, span)
    }

    /// Alternatives that are errors take what comes behind.
    fn try_branches(&self, value: Value, call: &FuncCall) -> Value {
        let Kind::Either(_) = &value.kind else { return value };
        value.each_branch(&mut |branch| {
            if !is_error(&branch) {
                return branch;
            }
            let others = call.args.iter().skip(1).map(|argument| self.eval(argument));
            others.into_iter().find(|value| !is_error(value)).unwrap_or(branch)
        })
    }

    fn for_expression(&self, each: &ForExpr, span: Option<crate::source::Span>) -> Value {
        let collection = self.eval(&each.intro.collection_expr);
        collection.each_branch(&mut |collection| self.for_over(each, collection, span))
    }

    fn for_over(&self, each: &ForExpr, collection: Value, span: Option<crate::source::Span>) -> Value {
        let items: Vec<(Value, Value, Option<Unknown>)> = match iterated(collection) {
            Ok(items) => items,
            Err(unknown) => return unknown,
        };
        let mut list = Vec::new();
        let mut object = Object::default();
        let mut places: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        let value_name = each.intro.value_var.as_str();
        let key_name = each.intro.key_var.as_ref().map(|name| name.as_str());
        for (key, value, mut why) in items.into_iter().take(MOST_ITEMS) {
            if !self.world.spend(1) {
                return self.limit("steps");
            }
            let outer = Bound { name: value_name, value: Rc::new(value), outer: self.bound };
            let inner = key_name.map(|name| Bound { name, value: Rc::new(key), outer: Some(&outer) });
            let scope = Scope { bound: Some(inner.as_ref().unwrap_or(&outer)), ..*self };
            if let Some(condition) = &each.cond {
                let holds = self.world.settled(scope.eval(&condition.expr));
                match holds.to_bool() {
                    Some(true) => {}
                    Some(false) => continue,
                    None => {
                        let text = scope.span(&condition.expr).and_then(|span| self.world.text(span));
                        let because = Why::Undeclared(text.unwrap_or_default().to_owned());
                        let unknown = holds.first_unknown().cloned();
                        why = why.or(unknown).or(Some(Unknown { why: because, span: holds.span }));
                    }
                }
            }
            let mark = |value: Value| match &why {
                Some(why) => repeated(why.clone(), value),
                None => value,
            };
            let Some(key_expression) = &each.key_expr else {
                list.push(mark(scope.eval(&each.value_expr)));
                continue;
            };
            let key = scope.eval(key_expression);
            let value = scope.eval(&each.value_expr);
            let at = value.span;
            let Some(key) = key.as_known().or_else(|| handle_key(&key)) else {
                // A key that is not known makes "0 to n of this" under no name of its own.
                let why = key.first_unknown().cloned();
                let why = why.unwrap_or(Unknown { why: Why::Invalid("key".to_owned()), span: key.span });
                object.set("*", at, repeated(why, value));
                continue;
            };
            match places.get(&key).and_then(|place| object.0.get_mut(*place)) {
                Some(entry) if each.grouping => {
                    if let Kind::List(items) = &mut entry.value.kind {
                        items.push(mark(value));
                    }
                }
                Some(entry) => entry.value = mark(value),
                None => {
                    places.insert(key.clone(), object.0.len());
                    let value = mark(value);
                    let value = if each.grouping { Value::new(Kind::List(vec![value]), at) } else { value };
                    object.0.push(Entry { key, at, value });
                }
            }
        }
        if each.key_expr.is_some() {
            object.0.sort_by(|a, b| a.key.cmp(&b.key));
            Value::new(Kind::Object(object), span)
        } else {
            Value::new(Kind::List(list), span)
        }
    }
}

/// Whether a value is an error that `try` steps over.
pub fn is_error(value: &Value) -> bool {
    matches!(&value.kind, Kind::Unknown(Unknown { why: Why::Invalid(_) | Why::Undeclared(_), .. }))
}

/// Whether a value is an error of the expression itself.
pub fn is_invalid(value: &Value) -> bool {
    matches!(&value.kind, Kind::Unknown(Unknown { why: Why::Invalid(_), .. }))
}

/// What a collection is iterated over: key, value, and why it is not known whether it is there.
pub fn iterated(collection: Value) -> Result<Vec<(Value, Value, Option<Unknown>)>, Value> {
    let span = collection.span;
    let unwrap = |key: Value, value: Value| match value.kind {
        Kind::Repeated(repeated) => (key, repeated.item, Some(repeated.why)),
        _ => (key, value, None),
    };
    match collection.kind {
        Kind::List(items) => {
            let numbered = items.into_iter().enumerate();
            Ok(numbered.map(|(index, item)| unwrap(Value::number(index as f64), item)).collect())
        }
        Kind::Object(mut object) => {
            object.0.sort_by(|a, b| a.key.cmp(&b.key));
            Ok(object.0.into_iter().map(|entry| unwrap(Value::text(entry.key, entry.at), entry.value)).collect())
        }
        Kind::Repeated(each) => Ok(vec![(Value::number(0.0), each.item, Some(each.why))]),
        Kind::Null => Err(Value::unknown(Why::Invalid("null has no items".to_owned()), span)),
        Kind::Unknown(unknown) => Err(Value::new(Kind::Unknown(unknown), span)),
        _ => Err(Value::unknown(Why::Invalid("this has no items".to_owned()), span)),
    }
}

/// A key that AWS fills in, by the address of what fills it.
fn handle_key(value: &Value) -> Option<String> {
    let Kind::Text(text) = &value.kind else { return None };
    text.0
        .iter()
        .map(|piece| match piece {
            crate::value::Piece::Known(letters) => Some(letters.clone()),
            crate::value::Piece::Handle(handle) => Some(format!("{}.{}", handle.resource, handle.attribute)),
            crate::value::Piece::Unknown(_) => None,
        })
        .collect()
}

/// A number as text, for keys.
pub fn key_text(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Number(number) => Some(number_text(*number)),
        _ => value.as_known(),
    }
}
