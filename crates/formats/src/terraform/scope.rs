//! Where an expression stands: its module, its file, and the names that are bound around it.

use std::rc::Rc;

use hcl_edit::Span as _;

use crate::source::{FileId, Span};
use crate::value::Value;

use super::module::Module;
use super::world::World;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub struct Scope<'s, 'f> {
    /// What is the same for all modules.
    pub world: &'s World<'f>,
    /// The module.
    pub module: &'s Rc<Module<'f>>,
    /// The file.
    pub file: FileId,
    /// The names bound around it: `each`, `count`, variables of `for`, iterators.
    pub bound: Option<&'s Bound<'s>>,
    /// Whether it stands inside `try` or `can`, where an error in a part is an error of the whole.
    pub strict: bool,
}

/// A bound name.
pub struct Bound<'s> {
    /// The name.
    pub name: &'s str,
    /// What it stands for.
    pub value: Rc<Value>,
    /// The names bound further out.
    pub outer: Option<&'s Bound<'s>>,
}

impl<'s, 'f> Scope<'s, 'f> {
    /// What a name is bound to.
    pub fn lookup(&self, name: &str) -> Option<Rc<Value>> {
        let mut bound = self.bound;
        while let Some(here) = bound {
            if here.name == name {
                return Some(Rc::clone(&here.value));
            }
            bound = here.outer;
        }
        None
    }

    /// The place of something in this scope's file.
    pub fn span(&self, of: &impl hcl_edit::Span) -> Option<Span> {
        place(self.file, of)
    }
}

/// The place of something in a file.
pub fn place(file: FileId, of: &impl hcl_edit::Span) -> Option<Span> {
    let range = of.span()?;
    Some(Span { file, start: u32::try_from(range.start).ok()?, end: u32::try_from(range.end).ok()? })
}

/// The place of a whole attribute: from its name to the end of its value.
pub fn attribute_place(file: FileId, attribute: &hcl_edit::structure::Attribute) -> Option<Span> {
    let key = attribute.key.span()?;
    let end = attribute.value.span().map_or(key.end, |value| value.end);
    Some(Span { file, start: u32::try_from(key.start).ok()?, end: u32::try_from(end).ok()? })
}
