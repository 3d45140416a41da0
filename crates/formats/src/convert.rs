//! Values as text, numbers and yes or no; texts put together; branches kept apart.
//!
//! Terraform and CloudFormation convert between text, numbers and booleans wherever one is wanted, and so does
//! everything here: `"80"` is a number where a number is wanted.

use crate::source::Span;
use crate::value::{Either, Entry, Kind, Object, Piece, Repeated, Text, Unknown, Value, Why};

/// How many alternatives may stand inside one another before a value counts as unknown.
const MAX_BRANCHES: usize = 6;

impl Value {
    /// Null.
    pub fn null() -> Self {
        Self::new(Kind::Null, None)
    }

    /// Yes or no.
    pub fn bool(value: bool) -> Self {
        Self::new(Kind::Bool(value), None)
    }

    /// A number.
    pub fn number(value: f64) -> Self {
        Self::new(Kind::Number(value), None)
    }

    /// A list.
    pub fn list(items: Vec<Self>) -> Self {
        Self::new(Kind::List(items), None)
    }

    /// An object of those entries.
    pub fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        let mut object = Object::default();
        for (key, value) in entries {
            object.set(key, None, value);
        }
        Self::new(Kind::Object(object), None)
    }

    /// Not known.
    pub fn unknown(why: Why, span: Option<Span>) -> Self {
        Self::new(Kind::Unknown(Unknown { why, span }), span)
    }

    /// An attribute that only AWS knows.
    pub fn handle(resource: impl Into<String>, attribute: impl Into<String>) -> Self {
        Self::new(Kind::Text(Text::handle(resource, attribute)), None)
    }

    /// The value with that place, where it has none of its own.
    #[must_use]
    pub fn or_at(mut self, span: Option<Span>) -> Self {
        if self.span.is_none() {
            self.span = span;
        }
        self
    }

    /// The value with that place.
    #[must_use]
    pub fn at(mut self, span: Option<Span>) -> Self {
        self.span = span;
        self
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// The entries, of an object.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Object(object) => &object.0,
            _ => &[],
        }
    }

    /// Its letters, where it is text, a number or yes or no, and all of it is known.
    pub fn as_known(&self) -> Option<String> {
        match &self.kind {
            Kind::Text(text) => text.as_known().map(std::borrow::Cow::into_owned),
            Kind::Number(number) => Some(number_text(*number)),
            Kind::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// It as text, where it is text, a number, yes or no, or unknown.
    pub fn to_text(&self) -> Option<Text> {
        match &self.kind {
            Kind::Text(text) => Some(text.clone()),
            Kind::Number(number) => Some(Text::known(number_text(*number))),
            Kind::Bool(value) => Some(Text::known(value.to_string())),
            Kind::Unknown(unknown) => Some(Text(vec![Piece::Unknown(unknown.clone())])),
            _ => None,
        }
    }

    /// It as a number.
    pub fn to_number(&self) -> Option<f64> {
        match &self.kind {
            Kind::Number(number) => Some(*number),
            Kind::Text(text) => text.as_known()?.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// It as yes or no.
    pub fn to_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Bool(value) => Some(*value),
            Kind::Text(text) => match text.as_known()?.as_ref() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Applies `change` to each alternative of a value that is one of two, and to one of a repeated value.
    #[must_use]
    pub fn each_branch(self, change: &mut dyn FnMut(Self) -> Self) -> Self {
        let span = self.span;
        match self.kind {
            Kind::Either(either) => {
                let Either { condition, then, otherwise } = *either;
                let then = then.each_branch(change);
                let otherwise = otherwise.each_branch(change);
                either_of(condition, then, otherwise, span)
            }
            _ => change(self),
        }
    }

    /// How many alternatives stand inside one another.
    pub fn branches(&self) -> usize {
        match &self.kind {
            Kind::Either(either) => 1 + either.then.branches().max(either.otherwise.branches()),
            _ => 0,
        }
    }

    /// How much it holds: one for each value in it and for each 16 letters. Counting stops at `limit`.
    pub fn weight(&self, limit: u64) -> u64 {
        if limit == 0 {
            return 0;
        }
        let mut sum = 1_u64;
        let mut add = |value: &Self| {
            sum = sum.saturating_add(value.weight(limit.saturating_sub(sum)));
        };
        match &self.kind {
            Kind::List(items) => items.iter().for_each(add),
            Kind::Object(object) => object.0.iter().for_each(|entry| add(&entry.value)),
            Kind::Either(either) => {
                add(&either.then);
                add(&either.otherwise);
            }
            Kind::Repeated(repeated) => add(&repeated.item),
            Kind::Text(text) => {
                let letters: usize = text.0.iter().map(|p| if let Piece::Known(k) = p { k.len() } else { 16 }).sum();
                sum = sum.saturating_add(letters as u64 / 16);
            }
            _ => {}
        }
        sum
    }

    /// Why it, or something in it, is not known; the first reason that is met.
    pub fn first_unknown(&self) -> Option<&Unknown> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            Kind::Text(text) => text.first_unknown(),
            Kind::List(items) => items.iter().find_map(Self::first_unknown),
            Kind::Object(object) => object.0.iter().find_map(|entry| entry.value.first_unknown()),
            Kind::Either(either) => either.then.first_unknown().or_else(|| either.otherwise.first_unknown()),
            Kind::Repeated(repeated) => Some(&repeated.why),
            _ => None,
        }
    }
}

impl Text {
    /// Why a piece of it is not known.
    pub fn first_unknown(&self) -> Option<&Unknown> {
        self.0.iter().find_map(|piece| if let Piece::Unknown(unknown) = piece { Some(unknown) } else { None })
    }

    /// The known letters at its beginning.
    pub fn known_start(&self) -> &str {
        match self.0.first() {
            Some(Piece::Known(text)) => text,
            _ => "",
        }
    }

    /// Puts another text behind.
    pub fn extend(&mut self, more: Self) {
        for piece in more.0 {
            self.push(piece);
        }
    }
}

/// One of two values; a condition that is met again inside a branch is settled by the branch.
pub fn either_of(condition: String, then: Value, otherwise: Value, span: Option<Span>) -> Value {
    let then = assume(then, &condition, true);
    let otherwise = assume(otherwise, &condition, false);
    if same(&then, &otherwise) {
        return then;
    }
    if then.branches().max(otherwise.branches()) >= MAX_BRANCHES {
        return Value::unknown(Why::Limit("alternatives inside one another".to_owned()), span);
    }
    Value::new(Kind::Either(Box::new(Either { condition, then, otherwise })), span)
}

fn assume(value: Value, condition: &str, holds: bool) -> Value {
    match value.kind {
        Kind::Either(either) if either.condition == condition => {
            let branch = if holds { either.then } else { either.otherwise };
            assume(branch, condition, holds)
        }
        _ => value,
    }
}

/// Whether two values are the same, wherever they were written.
pub fn same(a: &Value, b: &Value) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::List(a), Kind::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Kind::Object(a), Kind::Object(b)) => {
            a.0.len() == b.0.len()
                && a.0.iter().all(|entry| b.get(&entry.key).is_some_and(|other| same(&entry.value, &other.value)))
        }
        (Kind::Either(a), Kind::Either(b)) => {
            a.condition == b.condition && same(&a.then, &b.then) && same(&a.otherwise, &b.otherwise)
        }
        (Kind::Repeated(a), Kind::Repeated(b)) => a.why.why == b.why.why && same(&a.item, &b.item),
        (Kind::Unknown(a), Kind::Unknown(b)) => a.why == b.why,
        (Kind::Text(a), Kind::Text(b)) => a.as_known().map_or_else(|| a == b, |known| b.as_known() == Some(known)),
        (a, b) => a == b,
    }
}

/// The longest text that is put together, in bytes.
const MAX_LETTERS: usize = 4_000_000;

/// Texts put together, branch by branch.
pub fn concat(parts: Vec<Value>, span: Option<Span>) -> Value {
    concat_within(parts, span, MAX_BRANCHES)
}

fn concat_within(parts: Vec<Value>, span: Option<Span>, branches: usize) -> Value {
    let branching = parts.iter().find_map(|part| match &part.kind {
        Kind::Either(either) => Some(either.condition.clone()),
        _ => None,
    });
    if let Some(condition) = branching
        && let Some(branches) = branches.checked_sub(1)
    {
        let branch = |holds: bool| parts.iter().cloned().map(|part| assume(part, &condition, holds)).collect();
        let then = concat_within(branch(true), span, branches);
        let otherwise = concat_within(branch(false), span, branches);
        return either_of(condition, then, otherwise, span);
    }
    let mut text = Text::default();
    let mut letters = 0_usize;
    for part in parts {
        let more = part.to_text().unwrap_or_else(|| {
            let why = match &part.kind {
                Kind::Either(either) => Why::Limit(either.condition.clone()),
                _ => Why::Invalid("this is no text".to_owned()),
            };
            let unknown = part.first_unknown().cloned().unwrap_or(Unknown { why, span: part.span });
            Text(vec![Piece::Unknown(unknown)])
        });
        let length = |piece: &Piece| if let Piece::Known(known) = piece { known.len() } else { 1 };
        letters = letters.saturating_add(more.0.iter().map(length).sum());
        if letters > MAX_LETTERS {
            return Value::unknown(Why::Limit("text".to_owned()), span);
        }
        text.extend(more);
    }
    Value::new(Kind::Text(text), span)
}

/// "0 to n of" a value.
pub fn repeated(why: Unknown, item: Value) -> Value {
    let span = item.span;
    Value::new(Kind::Repeated(Box::new(Repeated { why, item })), span)
}

/// A number as both Terraform and JSON write it.
pub fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}
