//! The language's functions.
//!
//! A function that needs letters which are not known is itself not known; one that does not need them goes on: `join`
//! and `format` keep them as pieces of the text, `merge` and `concat` as items.

pub mod collection;
pub mod encoding;
pub mod files;
pub mod hashes;
pub mod network;
pub mod numbers;
pub mod patterns;
pub mod text;
pub mod time;

use crate::source::Span;
use crate::value::{Kind, Value, Why};

use super::operator::unknown_of;
use super::scope::Scope;

/// The arguments of a call, and where it stands.
pub struct Call<'c> {
    /// The function's name.
    pub name: &'c str,
    /// The arguments.
    pub args: &'c [Value],
    /// The place of the call.
    pub span: Option<Span>,
}

impl Call<'_> {
    /// An argument; null where there is none.
    pub fn arg(&self, index: usize) -> Value {
        self.args.get(index).cloned().unwrap_or_else(Value::null)
    }

    /// An argument as known letters.
    pub fn text(&self, index: usize) -> Option<String> {
        self.args.get(index)?.as_known()
    }

    /// An argument as a number.
    pub fn number(&self, index: usize) -> Option<f64> {
        self.args.get(index)?.to_number()
    }

    /// An argument's items, where it is a list.
    pub fn items(&self, index: usize) -> Option<&[Value]> {
        match &self.args.get(index)?.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// A value at this place.
    pub fn give(&self, kind: Kind) -> Value {
        Value::new(kind, self.span)
    }

    /// Text at this place.
    pub fn give_text(&self, text: impl Into<String>) -> Value {
        Value::text(text, self.span)
    }

    /// What the call gives where its arguments are not known, or do not fit.
    pub fn unknown(&self) -> Value {
        let args: Vec<&Value> = self.args.iter().collect();
        unknown_of(&args, self.span)
    }

    /// An error, which `try` steps over.
    pub fn error(&self) -> Value {
        Value::unknown(Why::Invalid(format!("{}()", self.name)), self.span)
    }
}

/// How many alternatives a call may be made for.
const MOST_BRANCHES: usize = 32;

impl<'s, 'f> Scope<'s, 'f> {
    /// The value of a call; of each alternative where an argument is one of two.
    pub fn function(&self, name: &str, args: Vec<Value>, span: Option<Span>) -> Value {
        self.function_within(name, args, span, MOST_BRANCHES)
    }

    fn function_within(&self, name: &str, args: Vec<Value>, span: Option<Span>, left: usize) -> Value {
        if !self.world.spend(1) {
            return Value::unknown(Why::Limit("steps".to_owned()), span);
        }
        let branching = args.iter().position(|arg| matches!(arg.kind, Kind::Either(_)));
        if let Some(index) = branching
            && left > 1
            && let Some(Kind::Either(either)) = args.get(index).map(|arg| &arg.kind)
        {
            let with = |value: &Value| {
                let mut args = args.clone();
                if let Some(slot) = args.get_mut(index) {
                    *slot = value.clone();
                }
                self.function_within(name, args, span, left / 2)
            };
            return crate::convert::either_of(
                either.condition.clone(),
                with(&either.then),
                with(&either.otherwise),
                span,
            );
        }
        // A repetition of one is a list of it.
        let args: Vec<Value> = args
            .into_iter()
            .map(|arg| match arg.kind {
                Kind::Repeated(_) => Value::list(vec![arg]),
                _ => arg,
            })
            .collect();
        let call = Call { name, args: &args, span };
        let found = text::call(&call)
            .or_else(|| collection::call(&call))
            .or_else(|| numbers::call(&call))
            .or_else(|| encoding::call(&call))
            .or_else(|| hashes::call(self, &call))
            .or_else(|| patterns::call(&call))
            .or_else(|| files::call(self, &call))
            .or_else(|| network::call(&call))
            .or_else(|| time::call(&call));
        found.unwrap_or_else(|| Value::unknown(Why::Function(name.to_owned()), span))
    }
}
