//! Attributes of resources: texts with references in them, blocks, lists.

use crate::kind::Kind;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Letters.
    Letters(String),
    /// An attribute of a resource that the file declares.
    Of {
        /// The resource's type.
        kind: &'static Kind,
        /// Its label.
        label: String,
        /// The attribute, as Terraform calls it.
        attribute: &'static str,
    },
    /// What is there already and is looked up. CloudFormation, which looks nothing up, has something instead.
    Found {
        /// Terraform's type of the data source.
        kind: &'static str,
        /// Its label.
        label: String,
        /// The attribute.
        attribute: &'static str,
        /// What stands there in CloudFormation.
        instead: Box<Piece>,
    },
    /// A variable.
    Variable(&'static str),
    /// The id of the account that it is deployed to.
    Account,
}

/// A text with references in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Piece>);

impl Text {
    /// Letters alone.
    pub fn letters(text: impl Into<String>) -> Self {
        Self(vec![Piece::Letters(text.into())])
    }

    /// With a piece behind.
    pub fn then(mut self, piece: impl Into<Self>) -> Self {
        for piece in piece.into().0 {
            match (self.0.last_mut(), piece) {
                (Some(Piece::Letters(before)), Piece::Letters(more)) => before.push_str(&more),
                (_, piece) => self.0.push(piece),
            }
        }
        self
    }

    /// The letters, if it is nothing else.
    pub fn as_letters(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Letters(text)] => Some(text),
            _ => None,
        }
    }
}

impl From<Piece> for Text {
    fn from(piece: Piece) -> Self {
        Self(vec![piece])
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::letters(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::letters(text)
    }
}

/// What an attribute holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(Text),
    /// A number or a truth value, as both formats write it.
    Plain(String),
    /// A list.
    List(Vec<Value>),
    /// Values by names that are the user's own: variables, parameters.
    Map(Vec<(String, Value)>),
    /// A block that stands once.
    Block(Body),
    /// Blocks of one name, in order.
    Blocks(Vec<Body>),
    /// A JSON document, which Terraform wants as text.
    Json(Box<Value>),
}

/// The attributes of a resource or of a block, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body(pub Vec<(String, Value)>);

impl Body {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With an attribute.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.0.push((name.to_owned(), value));
        self
    }

    /// With a text.
    pub fn text(self, name: &str, text: impl Into<Text>) -> Self {
        self.with(name, Value::Text(text.into()))
    }

    /// With a text, unless it is empty.
    pub fn filled(self, name: &str, text: &str) -> Self {
        if text.is_empty() { self } else { self.text(name, text) }
    }

    /// With a number or a truth value.
    pub fn plain(self, name: &str, value: impl ToString) -> Self {
        self.with(name, Value::Plain(value.to_string()))
    }

    /// With a list of texts.
    pub fn texts<'a>(self, name: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        self.with(name, list(texts))
    }

    /// With a list of texts, unless it is empty.
    pub fn any_texts<'a>(self, name: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let Value::List(items) = list(texts) else { return self };
        if items.is_empty() { self } else { self.with(name, Value::List(items)) }
    }

    /// With a block.
    pub fn block(self, name: &str, body: Self) -> Self {
        self.with(name, Value::Block(body))
    }

    /// With blocks of one name, if any.
    pub fn blocks(self, name: &str, bodies: impl IntoIterator<Item = Self>) -> Self {
        let bodies: Vec<Self> = bodies.into_iter().collect();
        if bodies.is_empty() { self } else { self.with(name, Value::Blocks(bodies)) }
    }

    /// With values by names of the user's own, if any.
    pub fn map(self, name: &str, entries: impl IntoIterator<Item = (String, Value)>) -> Self {
        let entries: Vec<(String, Value)> = entries.into_iter().collect();
        if entries.is_empty() { self } else { self.with(name, Value::Map(entries)) }
    }

    /// Changed, where that applies.
    pub fn when(self, applies: bool, change: impl FnOnce(Self) -> Self) -> Self {
        if applies { change(self) } else { self }
    }
}

/// A list of texts.
pub fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> Value {
    Value::List(texts.into_iter().map(|text| Value::Text(text.into())).collect())
}

/// A JSON value, with the texts in it tied.
pub fn json(value: &serde_json::Value, tie: &dyn Fn(&str) -> Text) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::String(text) => Value::Text(tie(text)),
        Json::Array(items) => Value::List(items.iter().map(|item| json(item, tie)).collect()),
        Json::Object(entries) => {
            Value::Map(entries.iter().map(|(key, value)| (key.clone(), json(value, tie))).collect())
        }
        plain => Value::Plain(plain.to_string()),
    }
}
