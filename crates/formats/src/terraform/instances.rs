//! `count` and `for_each`: how many there are of a resource, a data source, a module.

use std::rc::Rc;

use hcl_edit::structure::Block;

use crate::convert::number_text;
use crate::source::FileId;
use crate::value::{Kind, Unknown, Value, Why};

use super::module::Module;
use super::scope::{Bound, Scope};
use super::world::World;

/// How many instances one block may have.
const MOST: usize = 1_000;

/// All instances of one block.
pub struct Instances<'f> {
    /// The type; `module` for a module call.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The block.
    pub block: &'f Block,
    /// Its file.
    pub file: FileId,
    /// How they are told apart.
    pub mode: Mode,
    /// They.
    pub items: Vec<Instance>,
}

/// How instances are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// There is one.
    Single,
    /// By number.
    Count,
    /// By key.
    Each,
}

/// One instance.
pub struct Instance {
    /// Its key, or its number as text; empty for a single one.
    pub key: String,
    /// Its address.
    pub address: String,
    /// What `each` or `count` stands for in it.
    pub binding: Option<Binding>,
    /// Why it is not known whether it is there.
    pub repeated: Option<Unknown>,
}

/// What `each` or `count` stands for.
#[derive(Clone)]
pub struct Binding {
    /// Which of the two.
    pub name: &'static str,
    /// Its value.
    pub value: Rc<Value>,
    /// Why it is not known whether the instance is there.
    pub repeated: Option<Unknown>,
}

impl<'f> World<'f> {
    /// The instances of a resource.
    pub fn resource(&self, module: &Rc<Module<'f>>, kind: &str, name: &str) -> Option<Rc<Instances<'f>>> {
        let (block, file) = module.folder.resource(kind, name)?;
        let base = format!("{kind}.{name}");
        module.instances_once(&base, || self.instances(module, block, file, kind, name, &base))
    }

    /// The instances of a data source.
    pub fn data_source(&self, module: &Rc<Module<'f>>, kind: &str, name: &str) -> Option<Rc<Instances<'f>>> {
        let (block, file) = module.folder.data_source(kind, name)?;
        let base = format!("data.{kind}.{name}");
        module.instances_once(&base, || self.instances(module, block, file, kind, name, &base))
    }

    /// The instances of a module call.
    pub fn module_calls(&self, module: &Rc<Module<'f>>, name: &str) -> Option<Rc<Instances<'f>>> {
        let (block, file) = module.folder.module(name)?;
        let base = format!("module.{name}");
        module.instances_once(&base, || self.instances(module, block, file, "module", name, &base))
    }

    /// The attributes of an instance, evaluated on first use.
    pub fn attributes(&self, module: &Rc<Module<'f>>, all: &Instances<'f>, one: &Instance) -> Rc<Value> {
        module.once(&one.address, || {
            let bound = one.binding.as_ref().map(|binding| Bound {
                name: binding.name,
                value: Rc::clone(&binding.value),
                outer: None,
            });
            let scope = Scope { world: self, module, file: all.file, bound: bound.as_ref(), strict: false };
            let mut value = scope.block_object(&all.block.body, true).at(scope.span(all.block));
            if let Some(region) = self.region(module, all.block, all.file)
                && let Kind::Object(object) = &mut value.kind
                && object.get("region").is_none_or(|entry| entry.value.is_null())
            {
                object.set("region", None, region);
            }
            if one.address.contains("data.") { scope.data_attributes(&all.kind, &one.address, value) } else { value }
        })
    }

    fn instances(
        &self,
        module: &Rc<Module<'f>>,
        block: &'f Block,
        file: FileId,
        kind: &str,
        name: &str,
        base: &str,
    ) -> Instances<'f> {
        let scope = Scope { world: self, module, file, bound: None, strict: false };
        let base = format!("{}{base}", module.address);
        let (mode, items) = if let Some(count) = block.body.get_attribute("count") {
            (Mode::Count, self.counted(&scope, scope.eval(&count.value), &base))
        } else if let Some(each) = block.body.get_attribute("for_each") {
            (Mode::Each, self.keyed(scope.eval(&each.value), &base, None))
        } else {
            let one = Instance { key: String::new(), address: base, binding: None, repeated: None };
            (Mode::Single, vec![one])
        };
        Instances { kind: kind.to_owned(), name: name.to_owned(), block, file, mode, items }
    }

    fn counted(&self, scope: &Scope<'_, 'f>, count: Value, base: &str) -> Vec<Instance> {
        let one = |index: usize, repeated: Option<Unknown>| Instance {
            key: index.to_string(),
            address: format!("{base}[{index}]"),
            binding: Some(Binding {
                name: "count",
                value: Rc::new(Value::object([("index", Value::number(index as f64))])),
                repeated: repeated.clone(),
            }),
            repeated,
        };
        let count = self.settled(count);
        if let Kind::Either(either) = &count.kind {
            let most = largest(&either.then).max(largest(&either.otherwise)).unwrap_or(1.0);
            let show = |value: &Value| value.as_known().unwrap_or_default();
            self.ask_condition(&either.condition, &show(&either.then), &show(&either.otherwise), count.span);
            let why = Unknown { why: Why::Undeclared(either.condition.clone()), span: count.span };
            return (0..whole(most).min(MOST)).map(|index| one(index, Some(why.clone()))).collect();
        }
        if let Some(number) = count.to_number() {
            let number = whole(number);
            if number > MOST {
                scope.world.spend(number as u64);
            }
            return (0..number.min(MOST)).map(|index| one(index, None)).collect();
        }
        if count.to_bool() == Some(false) || count.is_null() {
            return Vec::new();
        }
        let why = count.first_unknown().cloned();
        vec![one(0, Some(why.unwrap_or(Unknown { why: Why::Invalid("count".to_owned()), span: count.span })))]
    }

    fn keyed(&self, each: Value, base: &str, why: Option<Unknown>) -> Vec<Instance> {
        let one = |key: &str, value: Value, repeated: Option<Unknown>| Instance {
            key: key.to_owned(),
            address: format!("{base}[{}]", serde_json::Value::from(key)),
            binding: Some(Binding {
                name: "each",
                value: Rc::new(Value::object([("key", Value::text(key, value.span)), ("value", value)])),
                repeated: repeated.clone(),
            }),
            repeated,
        };
        let each = self.settled(each);
        match each.kind {
            Kind::Null => Vec::new(),
            Kind::Object(object) => {
                let mut entries = object.0;
                entries.sort_by(|a, b| a.key.cmp(&b.key));
                let items = entries.into_iter().take(MOST);
                items
                    .map(|entry| match entry.value.kind {
                        Kind::Repeated(repeated) => one(&entry.key, repeated.item, Some(repeated.why)),
                        _ => one(&entry.key, entry.value, why.clone()),
                    })
                    .collect()
            }
            Kind::List(items) => {
                let mut keys: Vec<(String, Value, Option<Unknown>)> = Vec::new();
                for item in items.into_iter().take(MOST) {
                    let (item, repeated) = match item.kind {
                        Kind::Repeated(repeated) => (repeated.item, Some(repeated.why)),
                        _ => (item, why.clone()),
                    };
                    let key = self.key_of(&item);
                    if !keys.iter().any(|(other, ..)| *other == key) {
                        keys.push((key, item, repeated));
                    }
                }
                keys.sort_by(|(a, ..), (b, ..)| a.cmp(b));
                keys.into_iter().map(|(key, value, repeated)| one(&key, value, repeated)).collect()
            }
            Kind::Either(either) => {
                let keys = |value: &Value| {
                    let keys = value.entries().iter().map(|entry| entry.key.clone());
                    let items = match &value.kind {
                        Kind::List(items) => items.iter().map(|item| self.key_of(item)).collect(),
                        _ => Vec::new(),
                    };
                    keys.chain(items).collect::<Vec<_>>().join(", ")
                };
                let (then, otherwise) = (keys(&either.then), keys(&either.otherwise));
                self.ask_condition(&either.condition, &then, &otherwise, each.span);
                let why = Unknown { why: Why::Undeclared(either.condition.clone()), span: each.span };
                let branch = if then.is_empty() { either.otherwise } else { either.then };
                self.keyed(branch, base, Some(why))
            }
            Kind::Repeated(repeated) => vec![one("*", repeated.item, Some(repeated.why))],
            Kind::Unknown(unknown) => {
                vec![one("*", Value::new(Kind::Unknown(unknown.clone()), each.span), Some(unknown))]
            }
            _ => Vec::new(),
        }
    }

    /// A key as text; what is not known stands for itself.
    fn key_of(&self, value: &Value) -> String {
        value.as_known().unwrap_or_else(|| match value.to_text() {
            Some(text) => text
                .0
                .iter()
                .map(|piece| match piece {
                    crate::value::Piece::Known(letters) => letters.clone(),
                    crate::value::Piece::Handle(handle) => format!("{}.{}", handle.resource, handle.attribute),
                    crate::value::Piece::Unknown(_) => "*".to_owned(),
                })
                .collect(),
            None => "*".to_owned(),
        })
    }

    /// A value with the conditions that were answered.
    pub fn settled(&self, value: Value) -> Value {
        match value.kind {
            Kind::Either(either) => match self.options.answers.get(&either.condition).map(String::as_str) {
                Some("true") => self.settled(either.then),
                Some("false") => self.settled(either.otherwise),
                _ => Value::new(Kind::Either(either), value.span),
            },
            _ => value,
        }
    }
}

fn largest(value: &Value) -> Option<f64> {
    match &value.kind {
        Kind::Either(either) => {
            let (then, otherwise) = (largest(&either.then)?, largest(&either.otherwise)?);
            Some(then.max(otherwise))
        }
        _ => value.to_number(),
    }
}

fn whole(number: f64) -> usize {
    let text = number_text(number.clamp(0.0, 1e9).floor());
    text.parse().unwrap_or(0)
}

trait MaxOf {
    fn max(self, other: Option<f64>) -> Option<f64>;
}

impl MaxOf for Option<f64> {
    fn max(self, other: Option<f64>) -> Option<f64> {
        match (self, other) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        }
    }
}
