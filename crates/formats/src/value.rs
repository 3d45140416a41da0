//! What an expression came to: known, tied to another resource, either of two, or unknown.
//!
//! Text is a *rope*: known letters, and handles for what only AWS knows before a deployment. An API's endpoint is
//! `https://` + the API's id + `.execute-api.` + region + `.amazonaws.com`, so that `replace`, `split`, `join` and
//! `trimprefix` work on it as on any text, and whoever reads the end of it still knows which API was meant.

use crate::source::Span;

/// A value, and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it was written: the literal, or the expression that gave it. None: a default that stands in no file.
    pub span: Option<Span>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Nothing was set: Terraform's `null`, CloudFormation's `AWS::NoValue`.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(Text),
    /// Several values in order.
    List(Vec<Value>),
    /// Values by name, in order.
    Object(Object),
    /// One of two, by a condition that is not known.
    Either(Box<Either>),
    /// "0 to n of this": an item of a list, block or resource whose number is not known.
    Repeated(Box<Repeated>),
    /// Not known.
    Unknown(Unknown),
}

/// Text with what is tied to other resources, or is not known, as pieces of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Piece>);

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Known letters.
    Known(String),
    /// What AWS will fill in.
    Handle(Handle),
    /// Not known.
    Unknown(Unknown),
}

/// An attribute that only AWS knows: an id, a generated host name, an account number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle {
    /// The resource's address, as in [`crate::resource::Resource::address`]; `data.aws_region.current` and the like
    /// for what belongs to the account.
    pub resource: String,
    /// The attribute in Terraform's spelling.
    pub attribute: String,
}

/// Values by name, in the order in which they were written; a name stands once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(pub Vec<Entry>);

/// A named value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name.
    pub key: String,
    /// Where it was set: `origin_path = …`, which need not be where the value was written.
    pub at: Option<Span>,
    /// The value.
    pub value: Value,
}

/// One of two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Either {
    /// The condition as written.
    pub condition: String,
    /// The value if it holds.
    pub then: Value,
    /// The value if it does not.
    pub otherwise: Value,
}

/// "0 to n of this".
#[derive(Clone, Debug, PartialEq)]
pub struct Repeated {
    /// Why the number is not known.
    pub why: Unknown,
    /// One of them.
    pub item: Value,
}

/// Not known, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Why.
    pub why: Why,
    /// Where.
    pub span: Option<Span>,
}

/// Why a value is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A variable or parameter without a value.
    Variable(String),
    /// A part of a variable without a value: the variable, and the way into it as written (`.domain.name`).
    Part(String, String),
    /// A function, intrinsic or plug-in that is not evaluated here.
    Function(String),
    /// A file that was not given.
    File(String),
    /// A module that was not given.
    Module(String),
    /// A data source, export or lookup of the account.
    Lookup(String),
    /// Something that is not declared in what was given.
    Undeclared(String),
    /// Past a limit of the reader, which the text names.
    Limit(String),
    /// Marked as sensitive, or masked.
    Sensitive,
    /// Only known after a deployment.
    AfterApply,
    /// The expression is wrong: what is wrong with it.
    Invalid(String),
}

impl Value {
    /// A value of that kind, written there.
    pub fn new(kind: Kind, span: Option<Span>) -> Self {
        Self { kind, span }
    }

    /// Known text.
    pub fn text(text: impl Into<String>, span: Option<Span>) -> Self {
        Self::new(Kind::Text(Text::known(text)), span)
    }

    /// The value of that name, of an object; none for what is null.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of that name, of an object; none for what is null.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let Kind::Object(object) = &self.kind else { return None };
        object.get(key).filter(|entry| entry.value.kind != Kind::Null)
    }

    /// The items of a list; a single value that is no list stands for a list of one, as a block does.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }
}

impl Object {
    /// The entry of that name.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }

    /// Sets a value; an earlier one of the same name is replaced in its place.
    pub fn set(&mut self, key: impl Into<String>, at: Option<Span>, value: Value) {
        let key = key.into();
        match self.0.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => *entry = Entry { key, at, value },
            None => self.0.push(Entry { key, at, value }),
        }
    }
}

impl Text {
    /// Known letters alone.
    pub fn known(text: impl Into<String>) -> Self {
        Self(vec![Piece::Known(text.into())])
    }

    /// What AWS will fill in, alone.
    pub fn handle(resource: impl Into<String>, attribute: impl Into<String>) -> Self {
        Self(vec![Piece::Handle(Handle { resource: resource.into(), attribute: attribute.into() })])
    }

    /// The letters, where all of them are known.
    pub fn as_known(&self) -> Option<std::borrow::Cow<'_, str>> {
        match self.0.as_slice() {
            [] => Some("".into()),
            [Piece::Known(text)] => Some(text.into()),
            pieces => pieces
                .iter()
                .map(|piece| if let Piece::Known(text) = piece { Some(text.as_str()) } else { None })
                .collect::<Option<String>>()
                .map(Into::into),
        }
    }

    /// Puts more text behind; known letters that meet become one piece.
    pub fn push(&mut self, piece: Piece) {
        match (self.0.last_mut(), piece) {
            (Some(Piece::Known(before)), Piece::Known(more)) => before.push_str(&more),
            (_, Piece::Known(more)) if more.is_empty() => {}
            (_, piece) => self.0.push(piece),
        }
    }
}
