//! A module instance: its variables, locals and outputs, each evaluated once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use hcl_edit::structure::Block;

use crate::source::{FileId, Span};
use crate::value::{Value, Why};

use super::folder::Folder;
use super::instances::{Binding, Instances};
use super::scope::{Bound, Scope, attribute_place};
use super::types;
use super::world::World;

/// A module instance.
pub struct Module<'f> {
    /// What it declares.
    pub folder: &'f Folder<'f>,
    /// Its address with a dot behind: `module.cdn[0].`; empty for a root.
    pub address: String,
    /// Its path among module calls, as `modules.json` writes it: `cdn.origin`.
    pub key: String,
    /// The folder of its root.
    pub root: String,
    /// The calls that lead to it, outermost first.
    pub calls: Vec<Span>,
    /// Who calls it.
    pub caller: Option<Caller<'f>>,
    values: RefCell<HashMap<String, Slot>>,
    instances: RefCell<HashMap<String, Option<Rc<Instances<'f>>>>>,
}

/// Who calls a module.
pub struct Caller<'f> {
    /// The calling module.
    pub module: Rc<Module<'f>>,
    /// The call.
    pub block: &'f Block,
    /// The file of the call.
    pub file: FileId,
    /// `each` or `count` of the call.
    pub binding: Option<Binding>,
}

enum Slot {
    /// It is being evaluated: whoever asks now refers to itself.
    Busy,
    Done(Rc<Value>),
}

impl<'f> Module<'f> {
    /// A root module.
    pub fn root(folder: &'f Folder<'f>, address: String) -> Self {
        Self {
            folder,
            address,
            key: String::new(),
            root: folder.path.clone(),
            calls: Vec::new(),
            caller: None,
            values: RefCell::default(),
            instances: RefCell::default(),
        }
    }

    /// A called module.
    pub fn called(folder: &'f Folder<'f>, address: String, name: &str, caller: Caller<'f>, call: Option<Span>) -> Self {
        let parent = &caller.module;
        let key = if parent.key.is_empty() { name.to_owned() } else { format!("{}.{name}", parent.key) };
        let mut calls = parent.calls.clone();
        calls.extend(call);
        Self {
            folder,
            address,
            key,
            root: parent.root.clone(),
            calls,
            caller: Some(caller),
            values: RefCell::default(),
            instances: RefCell::default(),
        }
    }

    /// How many calls lead to it.
    pub fn depth(&self) -> usize {
        self.calls.len()
    }

    /// The value under a key, evaluated on first use.
    pub fn once(&self, key: &str, evaluate: impl FnOnce() -> Value) -> Rc<Value> {
        match self.values.borrow().get(key) {
            Some(Slot::Done(value)) => return Rc::clone(value),
            Some(Slot::Busy) => {
                return Rc::new(Value::unknown(Why::Limit(format!("{key} refers to itself")), None));
            }
            None => {}
        }
        self.values.borrow_mut().insert(key.to_owned(), Slot::Busy);
        let value = Rc::new(evaluate());
        self.values.borrow_mut().insert(key.to_owned(), Slot::Done(Rc::clone(&value)));
        value
    }

    /// The instances under a key, made on first use; none where they refer to themselves.
    pub fn instances_once(&self, key: &str, make: impl FnOnce() -> Instances<'f>) -> Option<Rc<Instances<'f>>> {
        if let Some(found) = self.instances.borrow().get(key) {
            return found.clone();
        }
        self.instances.borrow_mut().insert(key.to_owned(), None);
        let made = Rc::new(make());
        self.instances.borrow_mut().insert(key.to_owned(), Some(Rc::clone(&made)));
        Some(made)
    }
}

impl<'f> World<'f> {
    /// A local value.
    pub fn local(&self, module: &Rc<Module<'f>>, name: &str) -> Rc<Value> {
        module.once(&format!("local.{name}"), || match module.folder.locals.get(name) {
            Some((attribute, file)) => {
                let scope = Scope { world: self, module, file: *file, bound: None, strict: false };
                scope.eval(&attribute.value)
            }
            None => Value::unknown(Why::Undeclared(format!("local.{name}")), None),
        })
    }

    /// A variable: as the caller sets it, else as the files and the user do, else its default.
    pub fn variable(&self, module: &Rc<Module<'f>>, name: &str) -> Rc<Value> {
        module.once(&format!("var.{name}"), || self.variable_value(module, name))
    }

    fn variable_value(&self, module: &Rc<Module<'f>>, name: &str) -> Value {
        let declared = module.folder.variables.get(name);
        let given = match &module.caller {
            Some(caller) => self.argument(caller, name),
            None => self.given(module, name, declared.map(|(block, _)| *block)),
        };
        let Some((block, file)) = declared else {
            return given.unwrap_or_else(|| Value::unknown(Why::Undeclared(format!("var.{name}")), None));
        };
        let scope = Scope { world: self, module, file: *file, bound: None, strict: false };
        let kind = block.body.get_attribute("type").map(|attribute| &attribute.value);
        let default = || {
            let attribute = block.body.get_attribute("default")?;
            Some(scope.eval(&attribute.value).or_at(attribute_place(*file, attribute)))
        };
        let nullable =
            block.body.get_attribute("nullable").and_then(|attribute| attribute.value.as_bool()).unwrap_or(true);
        let value = match given {
            Some(value) if nullable || !value.is_null() => Some(value),
            _ => default(),
        };
        let Some(value) = value else {
            let shown = if module.address.is_empty() { name.to_owned() } else { format!("{}{name}", module.address) };
            return Value::unknown(Why::Variable(shown), super::scope::place(*file, *block));
        };
        match kind {
            Some(kind) => types::convert(&scope, value, kind),
            None => value,
        }
    }

    /// The argument of a module call.
    fn argument(&self, caller: &Caller<'f>, name: &str) -> Option<Value> {
        let attribute = caller.block.body.get_attribute(name)?;
        let bound = caller.binding.as_ref().map(|binding| Bound {
            name: binding.name,
            value: Rc::clone(&binding.value),
            outer: None,
        });
        let scope =
            Scope { world: self, module: &caller.module, file: caller.file, bound: bound.as_ref(), strict: false };
        let value = scope.eval(&attribute.value);
        Some(value.or_at(attribute_place(caller.file, attribute)))
    }

    /// An output of a module.
    pub fn output(&self, module: &Rc<Module<'f>>, name: &str) -> Option<Rc<Value>> {
        let (block, file) = module.folder.outputs.get(name)?;
        let attribute = block.body.get_attribute("value")?;
        Some(module.once(&format!("output.{name}"), || {
            let scope = Scope { world: self, module, file: *file, bound: None, strict: false };
            scope.eval(&attribute.value)
        }))
    }
}
