//! References: variables, locals, resources, modules, and the way into their values.

use std::rc::Rc;

use hcl_edit::expr::{Expression, TraversalOperator};

use crate::computed;
use crate::convert::repeated;
use crate::source::Span;
use crate::value::{Kind, Object, Unknown, Value, Why};

use super::expression::key_text;
use super::instances::{Instance, Instances, Mode};
use super::scope::Scope;

/// One step of the way into a value.
#[derive(Clone, Debug)]
enum Step {
    /// `.name`, `["name"]`, `[0]`.
    Key(String),
    /// `.*` or `[*]`.
    Splat,
    /// Where the way that `.*` goes into each item ends: an index behind it is of the list.
    EndSplat,
    /// `[x]` where x is not known.
    Unknown(Unknown),
}

impl<'s, 'f> Scope<'s, 'f> {
    /// The value that a name or a way from a name leads to.
    pub fn reference(&self, expression: &Expression) -> Value {
        let span = self.span(expression);
        let (root, steps) = match expression {
            Expression::Variable(name) => (name.as_str(), Vec::new()),
            Expression::Traversal(traversal) => {
                let steps = self.steps(traversal.operators.iter().map(|operator| &**operator));
                match &traversal.expr {
                    Expression::Variable(name) => (name.as_str(), steps),
                    other => {
                        let value = self.eval(other);
                        return self.follow(&value, &steps, span);
                    }
                }
            }
            _ => return Value::unknown(Why::Invalid("this is no reference".to_owned()), span),
        };
        let value = self.referred(root, &steps, span);
        if self.world.spend(value.weight(super::world::MAX_STEPS)) {
            value
        } else {
            Value::unknown(Why::Limit("steps".to_owned()), span)
        }
    }

    fn steps<'t>(&self, operators: impl Iterator<Item = &'t TraversalOperator>) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut open = false;
        for operator in operators {
            let step = match operator {
                TraversalOperator::GetAttr(name) => Step::Key(name.as_str().to_owned()),
                TraversalOperator::LegacyIndex(index) => Step::Key(index.to_string()),
                TraversalOperator::FullSplat(_) => Step::Splat,
                TraversalOperator::AttrSplat(_) => {
                    open = true;
                    Step::Splat
                }
                TraversalOperator::Index(key) => {
                    if std::mem::take(&mut open) {
                        steps.push(Step::EndSplat);
                    }
                    let key = self.world.settled(self.eval(key));
                    match key_text(&key) {
                        Some(text) => Step::Key(text),
                        None => Step::Unknown(
                            key.first_unknown().cloned().unwrap_or(Unknown { why: Why::AfterApply, span: key.span }),
                        ),
                    }
                }
            };
            steps.push(step);
        }
        steps
    }

    fn referred(&self, root: &str, steps: &[Step], span: Option<Span>) -> Value {
        if let Some(value) = self.lookup(root) {
            return self.follow(&value, steps, span);
        }
        let name = |index: usize| match steps.get(index) {
            Some(Step::Key(name)) => name.as_str(),
            _ => "",
        };
        let rest = |count: usize| steps.get(count..).unwrap_or_default();
        match root {
            "var" => self.follow(&self.world.variable(self.module, name(0)), rest(1), span),
            "local" => self.follow(&self.world.local(self.module, name(0)), rest(1), span),
            "module" => self.module_output(name(0), rest(1), span),
            "data" => match self.world.data_source(self.module, name(0), name(1)) {
                Some(instances) => self.through_instances(&instances, true, rest(2), span),
                None => Value::unknown(Why::Undeclared(format!("data{}", keys(steps))), span),
            },
            "path" => self.path(name(0), span),
            "terraform" => match name(0) {
                "workspace" => self.world.workspace(span),
                _ => Value::unknown(Why::Undeclared(format!("terraform.{}", name(0))), span),
            },
            // A resource cannot refer to itself outside of what is not deployed.
            "self" => Value::unknown(Why::AfterApply, span),
            _ => match self.world.resource(self.module, root, name(0)) {
                Some(instances) => self.through_instances(&instances, false, rest(1), span),
                None if steps.is_empty() => Value::unknown(Why::Undeclared(root.to_owned()), span),
                None => Value::unknown(Why::Undeclared(format!("{root}{}", keys(steps))), span),
            },
        }
    }

    fn path(&self, name: &str, span: Option<Span>) -> Value {
        let path = match name {
            "module" => self.module.folder.path.clone(),
            "root" | "cwd" => self.module.root.clone(),
            _ => String::new(),
        };
        // A path from the top of what was given, so that it means the same in every module.
        Value::text(format!("/{path}"), span)
    }

    /// An output of a module, or of each of its instances.
    fn module_output(&self, name: &str, steps: &[Step], span: Option<Span>) -> Value {
        let Some(calls) = self.world.module_calls(self.module, name) else {
            return Value::unknown(Why::Undeclared(format!("module.{name}{}", keys(steps))), span);
        };
        let one = |instance: &Instance, steps: &[Step]| -> Value {
            let Some(child) = self.world.child(self.module, &calls, instance) else {
                return Value::unknown(Why::Module(format!("module.{name}{}", keys(steps))), span);
            };
            match steps.split_first() {
                Some((Step::Key(output), rest)) => match self.world.output(&child, output) {
                    Some(value) => self.follow(&value, rest, span),
                    None => Value::unknown(Why::Undeclared(format!("module.{name}.{output}")), span),
                },
                _ => {
                    let mut names: Vec<&&str> = child.folder.outputs.keys().collect();
                    names.sort();
                    let outputs = names.into_iter().map(|name| {
                        let value = self.world.output(&child, name);
                        (*name, value.map_or_else(Value::null, |value| (*value).clone()))
                    });
                    Value::object(outputs.collect::<Vec<_>>())
                }
            }
        };
        self.among(&calls, steps, span, &one)
    }

    /// The way into a resource or a data source.
    fn through_instances(&self, all: &Rc<Instances<'f>>, data: bool, steps: &[Step], span: Option<Span>) -> Value {
        let one = |instance: &Instance, steps: &[Step]| -> Value {
            let attributes = self.world.attributes(self.module, all, instance);
            match steps.split_first() {
                Some((Step::Key(name), rest)) => {
                    let value = if data {
                        super::data::read(&all.kind, &instance.address, &attributes, name)
                    } else {
                        computed::read(&all.kind, &instance.address, &attributes, name)
                    };
                    self.follow(&value.or_at(span), rest, span)
                }
                _ => whole(&all.kind, instance, &attributes),
            }
        };
        self.among(all, steps, span, &one)
    }

    /// Chooses among instances by the first step, and goes on with the others.
    fn among(
        &self,
        all: &Instances<'f>,
        steps: &[Step],
        span: Option<Span>,
        one: &dyn Fn(&Instance, &[Step]) -> Value,
    ) -> Value {
        let marked = |instance: &Instance, value: Value| match &instance.repeated {
            Some(why) => repeated(why.clone(), value),
            None => value,
        };
        let missing = || Value::unknown(Why::Invalid(format!("{}.{} has no such instance", all.kind, all.name)), span);
        let rest = steps.get(1..).unwrap_or_default();
        match (all.mode, steps.first()) {
            // Configurations of old write an index where there is only one.
            (Mode::Single, Some(Step::Key(key))) if key == "0" => {
                all.items.first().map_or_else(missing, |it| one(it, rest))
            }
            (_, Some(Step::Splat)) => {
                let (inside, behind) = splat(rest);
                let list = all.items.iter().map(|it| marked(it, one(it, inside))).collect();
                self.follow(&Value::new(Kind::List(list), span), behind, span)
            }
            (Mode::Single, _) => all.items.first().map_or_else(missing, |it| one(it, steps)),
            (_, Some(Step::EndSplat)) => self.among(all, rest, span, one),
            // What is looked for under no key at all is not there.
            (_, Some(Step::Unknown(unknown))) if matches!(unknown.why, Why::Invalid(_)) => {
                Value::new(Kind::Unknown(unknown.clone()), span)
            }
            (_, Some(Step::Unknown(unknown))) => match all.items.as_slice() {
                [only] => one(only, rest),
                _ => Value::new(Kind::Unknown(unknown.clone()), span),
            },
            (Mode::Count, Some(Step::Key(key))) if key.parse::<usize>().is_ok() => {
                all.items.iter().find(|it| it.key == *key).map_or_else(missing, |it| one(it, rest))
            }
            (Mode::Each, Some(Step::Key(key))) => {
                let found = all.items.iter().find(|it| it.key == *key || it.key == "*");
                found.map_or_else(missing, |it| one(it, rest))
            }
            (Mode::Count, Some(Step::Key(_))) => all.items.first().map_or_else(missing, |it| one(it, steps)),
            (Mode::Count, None) => {
                Value::new(Kind::List(all.items.iter().map(|it| marked(it, one(it, &[]))).collect()), span)
            }
            (Mode::Each, None) => {
                Value::object(all.items.iter().map(|it| (it.key.clone(), marked(it, one(it, &[])))).collect::<Vec<_>>())
            }
        }
    }

    /// The way into a value.
    fn follow(&self, value: &Value, steps: &[Step], span: Option<Span>) -> Value {
        let Some((step, rest)) = steps.split_first() else { return value.clone() };
        let invalid = |what: String| Value::unknown(Why::Invalid(what), span);
        if let (Step::Splat, (inside, behind)) = (step, splat(rest))
            && !behind.is_empty()
        {
            let mut steps = vec![Step::Splat];
            steps.extend(inside.iter().cloned());
            return self.follow(&self.follow(value, &steps, span), behind, span);
        }
        match (&value.kind, step) {
            (_, Step::EndSplat) => self.follow(value, rest, span),
            (Kind::Either(either), _) => {
                let then = self.follow(&either.then, steps, span);
                let otherwise = self.follow(&either.otherwise, steps, span);
                let value = crate::convert::either_of(either.condition.clone(), then, otherwise, value.span);
                self.world.settled(value)
            }
            (Kind::Unknown(unknown), _) => match part(unknown, steps) {
                Some(why) => Value::new(Kind::Unknown(Unknown { why, span: unknown.span }), value.span),
                None => value.clone(),
            },
            (_, Step::Unknown(unknown)) if matches!(unknown.why, Why::Invalid(_)) => {
                Value::new(Kind::Unknown(unknown.clone()), span)
            }
            (_, Step::Unknown(unknown)) => match value.items() {
                [only] if matches!(value.kind, Kind::List(_)) => self.follow(only, rest, span),
                _ => Value::new(Kind::Unknown(unknown.clone()), span),
            },
            (Kind::Object(object), Step::Key(name)) => match object.get(name) {
                Some(entry) => self.follow(&entry.value, rest, span),
                None => match object.get("*") {
                    Some(entry) => self.follow(&entry.value, steps.get(1..).unwrap_or_default(), span),
                    None => invalid(format!("no attribute {name}")),
                },
            },
            (Kind::List(items), Step::Key(index)) => match index.parse::<usize>().ok() {
                Some(index) => match items.get(index).or_else(|| only_repeated(items)) {
                    Some(item) => self.follow(unrepeated(item), rest, span),
                    None => invalid(format!("no item {index}")),
                },
                // A set that a provider gives has its attributes read from its only item.
                None => match items.as_slice() {
                    [only] => self.follow(only, steps, span),
                    _ => invalid(format!("no attribute {index}")),
                },
            },
            (Kind::Repeated(each), Step::Key(key)) if key.parse::<usize>().is_ok() => {
                self.follow(&each.item, rest, span)
            }
            (Kind::Repeated(each), Step::Key(_)) => self.follow(&each.item, steps, span),
            (Kind::Null, Step::Splat) => Value::new(Kind::List(Vec::new()), span),
            (Kind::List(items), Step::Splat) => {
                let each = items.iter().map(|item| match &item.kind {
                    Kind::Repeated(each) => repeated(each.why.clone(), self.follow(&each.item, rest, span)),
                    _ => self.follow(item, rest, span),
                });
                Value::new(Kind::List(each.collect()), span)
            }
            (Kind::Repeated(each), Step::Splat) => {
                let item = repeated(each.why.clone(), self.follow(&each.item, rest, span));
                Value::new(Kind::List(vec![item]), span)
            }
            (_, Step::Splat) => Value::new(Kind::List(vec![self.follow(value, rest, span)]), span),
            // An attribute of what AWS fills in is filled in, too.
            (Kind::Text(text), Step::Key(_)) if text.as_known().is_none() => Value::unknown(Why::AfterApply, span),
            (_, Step::Key(name)) => invalid(format!("no attribute {name}")),
        }
    }
}

/// The way on into a variable that has no value: two parts of one variable are not the same.
fn part(unknown: &Unknown, steps: &[Step]) -> Option<Why> {
    let (name, before) = match &unknown.why {
        Why::Variable(name) => (name, ""),
        Why::Part(name, before) => (name, before.as_str()),
        _ => return None,
    };
    let mut way = before.to_owned();
    for step in steps {
        if let Step::Key(key) = step
            && way.len() < LONGEST_WAY
        {
            let number = key.bytes().all(|byte| byte.is_ascii_digit());
            way.push_str(&if number { format!("[{key}]") } else { format!(".{key}") });
        }
    }
    (way != before).then(|| Why::Part(name.clone(), way))
}

/// The names that the steps lead through, up to the first that is none.
fn keys(steps: &[Step]) -> String {
    let named = steps.iter().map_while(|step| if let Step::Key(key) = step { Some(format!(".{key}")) } else { None });
    named.take(4).collect()
}

/// How many letters of a way into a variable are kept.
const LONGEST_WAY: usize = 120;

/// The steps that go into each item, and those that are of the list of what was found there.
fn splat(steps: &[Step]) -> (&[Step], &[Step]) {
    let end = steps.iter().position(|step| matches!(step, Step::EndSplat));
    match end.and_then(|end| Some((steps.get(..end)?, steps.get(end + 1..)?))) {
        Some(parts) => parts,
        None => (steps, &[]),
    }
}

fn only_repeated(items: &[Value]) -> Option<&Value> {
    match items {
        [only] if matches!(only.kind, Kind::Repeated(_)) => Some(only),
        _ => None,
    }
}

fn unrepeated(value: &Value) -> &Value {
    match &value.kind {
        Kind::Repeated(each) => &each.item,
        _ => value,
    }
}

/// A whole resource as a value: what is set, and what AWS fills in.
fn whole(kind: &str, instance: &Instance, attributes: &Value) -> Value {
    let mut object = match &attributes.kind {
        Kind::Object(object) => object.clone(),
        _ => Object::default(),
    };
    for name in computed::names(kind) {
        if object.get(name).is_none() {
            object.set(*name, None, computed::read(kind, &instance.address, attributes, name));
        }
    }
    Value::new(Kind::Object(object), attributes.span)
}
