//! Blocks as objects: attributes, nested blocks, and blocks that are made by `dynamic`.

use std::rc::Rc;

use hcl_edit::structure::{Attribute, Block, Body, Structure};

use crate::convert::repeated;
use crate::source::FileId;
use crate::value::{Kind, Object, Unknown, Value, Why};

use super::expression::iterated;
use super::module::Module;
use super::scope::{Bound, Scope, attribute_place};
use super::world::World;

/// What a block says about itself, not about what it declares.
const META: &[&str] =
    &["count", "for_each", "depends_on", "provider", "providers", "lifecycle", "provisioner", "connection"];
/// How many blocks one `dynamic` may make.
const MOST: usize = 2_000;

impl<'s, 'f> Scope<'s, 'f> {
    /// The object that a block's body says. Blocks of one name make a list, in their order.
    pub fn block_object(&self, body: &Body, top: bool) -> Value {
        let mut out = Object::default();
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    let name = attribute.key.as_str();
                    if top && META.contains(&name) {
                        continue;
                    }
                    out.set(name, attribute_place(self.file, attribute), self.eval(&attribute.value));
                }
                Structure::Block(block) => {
                    let name = block.ident.as_str();
                    if top && META.contains(&name) {
                        continue;
                    }
                    if name == "dynamic" {
                        self.dynamic(block, &mut out);
                        continue;
                    }
                    let item = self.block_object(&block.body, false).at(self.span(block));
                    self.append(&mut out, name, item, block);
                }
            }
        }
        Value::new(Kind::Object(out), None)
    }

    fn append(&self, out: &mut Object, name: &str, item: Value, block: &Block) {
        match out.0.iter_mut().find(|entry| entry.key == name) {
            Some(entry) => match &mut entry.value.kind {
                Kind::List(items) => items.push(item),
                _ => entry.value = Value::new(Kind::List(vec![item]), self.span(block)),
            },
            None => {
                let at = self.span(block);
                out.set(name, at, Value::new(Kind::List(vec![item]), at));
            }
        }
    }

    fn dynamic(&self, block: &Block, out: &mut Object) {
        let Some(name) = block.labels.first().map(|label| label.as_str().to_owned()) else { return };
        let each = block.body.get_attribute("for_each").map(|attribute| self.eval(&attribute.value));
        let Some(content) = block.body.get_blocks("content").next() else { return };
        let iterator = block
            .body
            .get_attribute("iterator")
            .and_then(|attribute| attribute.value.as_variable().map(|name| name.as_str().to_owned()))
            .unwrap_or_else(|| name.clone());
        let each = self.world.settled(each.unwrap_or_else(Value::null));
        self.dynamic_items(&name, &iterator, content, each, None, block, out);
    }

    #[allow(clippy::too_many_arguments)]
    fn dynamic_items(
        &self,
        name: &str,
        iterator: &str,
        content: &Block,
        each: Value,
        why: Option<Unknown>,
        block: &Block,
        out: &mut Object,
    ) {
        let items = match each.kind {
            Kind::Null => return,
            // Of two collections those blocks stand that either has, each as one that may be there.
            Kind::Either(either) => {
                let show = |value: &Value| match &value.kind {
                    Kind::List(items) => items.len().to_string(),
                    Kind::Object(object) => object.0.len().to_string(),
                    _ => String::new(),
                };
                self.world.ask_condition(&either.condition, &show(&either.then), &show(&either.otherwise), each.span);
                let because = Unknown { why: Why::Undeclared(either.condition.clone()), span: each.span };
                let is_empty = |value: &Value| value.items().is_empty() || value.is_null();
                let branch = if is_empty(&either.then) { either.otherwise } else { either.then };
                return self.dynamic_items(name, iterator, content, branch, why.or(Some(because)), block, out);
            }
            Kind::Unknown(unknown) => {
                vec![(
                    Value::unknown(unknown.why.clone(), unknown.span),
                    Value::new(Kind::Unknown(unknown.clone()), each.span),
                    Some(unknown),
                )]
            }
            kind => match iterated(Value::new(kind, each.span)) {
                Ok(items) => items,
                Err(_) => return,
            },
        };
        for (key, value, because) in items.into_iter().take(MOST) {
            if !self.world.spend(1) {
                return;
            }
            let object = Value::object([("key", key), ("value", value)]);
            let bound = Bound { name: iterator, value: Rc::new(object), outer: self.bound };
            let scope = Scope { bound: Some(&bound), ..*self };
            let item = scope.block_object(&content.body, false).at(self.span(content));
            let item = match because.or_else(|| why.clone()) {
                Some(why) => repeated(why, item),
                None => item,
            };
            self.append(out, name, item, block);
        }
    }
}

impl<'f> World<'f> {
    /// The region that a block's provider is set to, where that is known.
    pub fn region(&self, module: &Rc<Module<'f>>, block: &Block, file: FileId) -> Option<Value> {
        let provider = block.body.get_attribute("provider").and_then(provider_name);
        let _ = file;
        self.region_of(module, provider.as_deref().unwrap_or("aws"))
    }

    /// The region of a provider by its name in a module: `aws`, or `aws.alias`.
    pub fn region_of(&self, module: &Rc<Module<'f>>, provider: &str) -> Option<Value> {
        let (kind, alias) = provider.split_once('.').map_or((provider, None), |(kind, alias)| (kind, Some(alias)));
        for (name, (block, file)) in &module.folder.providers {
            let own = block.body.get_attribute("alias").and_then(|attribute| attribute.value.as_str());
            if *name == kind && own == alias {
                let attribute = block.body.get_attribute("region")?;
                let scope = Scope { world: self, module, file: *file, bound: None, strict: false };
                return Some(scope.eval(&attribute.value));
            }
        }
        let caller = module.caller.as_ref()?;
        let passed = caller.block.body.get_attribute("providers").and_then(|attribute| {
            let object = attribute.value.as_object()?;
            object.iter().find_map(|(key, value)| {
                let key = match key {
                    hcl_edit::expr::ObjectKey::Ident(name) => name.as_str().to_owned(),
                    hcl_edit::expr::ObjectKey::Expression(expression) => expression_name(expression)?,
                };
                (key == provider).then(|| expression_name(value.expr())).flatten()
            })
        });
        match passed {
            Some(passed) => self.region_of(&caller.module, &passed),
            None if alias.is_none() => self.region_of(&caller.module, provider),
            None => None,
        }
    }
}

fn provider_name(attribute: &Attribute) -> Option<String> {
    expression_name(&attribute.value)
}

/// `aws` or `aws.alias`, as an expression or, as of old, as text.
fn expression_name(expression: &hcl_edit::expr::Expression) -> Option<String> {
    use hcl_edit::expr::{Expression, TraversalOperator};
    match expression {
        Expression::String(text) => Some(text.to_string()),
        Expression::Variable(name) => Some(name.as_str().to_owned()),
        Expression::Traversal(traversal) => {
            let root = traversal.expr.as_variable()?.as_str().to_owned();
            match traversal.operators.first().map(|operator| &**operator) {
                Some(TraversalOperator::GetAttr(name)) => Some(format!("{root}.{}", name.as_str())),
                _ => None,
            }
        }
        _ => None,
    }
}
