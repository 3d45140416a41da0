//! Reading attributes of a resource or of a block in it. What was read is remembered, so that what was not can be
//! reported.

use std::cell::RefCell;
use std::collections::BTreeSet;

use hopscope_scenario::FieldPath;

use crate::import::{Ask, Fate, Question, Reason};
use crate::resource::Resource;
use crate::value::{Entry, Kind, Unknown, Value};

use super::{Mapper, why_text};

/// A resource, or a block in it.
pub(crate) struct Node<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// Its attributes, or those of the block.
    pub value: &'a Value,
    /// Where the block stands in the resource: `origin[0]`. Empty: the resource itself.
    name: String,
    seen: RefCell<BTreeSet<String>>,
}

impl<'a> Node<'a> {
    /// A whole resource.
    pub fn new(resource: &'a Resource) -> Self {
        Self { resource, value: &resource.attributes, name: String::new(), seen: RefCell::default() }
    }

    /// Whether it is a whole resource.
    pub fn is_whole(&self) -> bool {
        self.name.is_empty()
    }

    /// The name of an attribute, with the block that it is in.
    pub fn attribute_path(&self, name: &str) -> String {
        match (self.name.is_empty(), name.is_empty()) {
            (true, _) => name.to_owned(),
            (false, true) => self.name.clone(),
            (false, false) => format!("{}.{name}", self.name),
        }
    }

    /// The attribute's entry, which counts as read.
    pub fn entry(&self, name: &str) -> Option<&'a Entry> {
        self.seen.borrow_mut().insert(name.to_owned());
        self.peek(name)
    }

    /// The attribute's entry, which does not count as read.
    pub fn peek(&self, name: &str) -> Option<&'a Entry> {
        self.value.entry(name)
    }

    /// Whether the attribute is set to something: not null, not empty.
    pub fn is_set(&self, name: &str) -> bool {
        self.peek(name).is_some_and(|entry| match &entry.value.kind {
            Kind::Text(text) => text.as_known().is_none_or(|text| !text.is_empty()),
            Kind::List(items) => !items.is_empty(),
            Kind::Object(object) => !object.0.is_empty(),
            Kind::Null | Kind::Bool(false) => false,
            Kind::Number(number) => *number != 0.0,
            _ => true,
        })
    }

    /// The set attributes that were not read and are not among `ignored`.
    pub fn unread(&self, ignored: &[&str]) -> Vec<String> {
        let seen = self.seen.borrow();
        let left = self.value.entries().iter().map(|entry| entry.key.as_str());
        left.filter(|key| !seen.contains(*key) && !ignored.contains(key) && self.is_set(key))
            .map(str::to_owned)
            .collect()
    }
}

impl<'a> Mapper<'a> {
    /// The value that holds: the alternative that was chosen, or the first with a question.
    pub fn settle(&mut self, node: &Node<'a>, name: &str, value: &'a Value) -> &'a Value {
        match &value.kind {
            Kind::Either(either) => {
                let answer = self.options.answers.get(&either.condition).map(|answer| answer == "true");
                if answer.is_none() {
                    self.ask(Question {
                        id: either.condition.clone(),
                        ask: Ask::Condition {
                            condition: either.condition.clone(),
                            then: self.shown(&either.then),
                            otherwise: self.shown(&either.otherwise),
                        },
                        field: None,
                        span: value.span,
                    });
                    self.lost(node, name, Reason::Unknown(either.condition.clone()));
                }
                // Until it is answered, what is there is shown, rather than that nothing is.
                let holds = answer.unwrap_or_else(|| !is_nothing(&either.then) || is_nothing(&either.otherwise));
                let branch = if holds { &either.then } else { &either.otherwise };
                self.settle(node, name, branch)
            }
            Kind::Repeated(repeated) => {
                self.lost(node, name, Reason::Unknown(why_text(&repeated.why.why)));
                self.ask_for(&repeated.why);
                self.settle(node, name, &repeated.item)
            }
            _ => value,
        }
    }

    /// A value in a few words, for a question.
    fn shown(&self, value: &Value) -> String {
        match &value.kind {
            Kind::Null => "null".to_owned(),
            Kind::Text(text) => self.letters(text),
            Kind::List(items) => {
                let items: Vec<String> = items.iter().take(8).map(|item| self.shown(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Object(object) => {
                let keys: Vec<&str> = object.0.iter().take(8).map(|entry| entry.key.as_str()).collect();
                format!("{{{}}}", keys.join(", "))
            }
            Kind::Either(either) => format!("{} | {}", self.shown(&either.then), self.shown(&either.otherwise)),
            Kind::Repeated(repeated) => self.shown(&repeated.item),
            Kind::Unknown(unknown) => why_text(&unknown.why),
            Kind::Bool(_) | Kind::Number(_) => value.as_known().unwrap_or_default(),
        }
    }

    /// Reports an attribute whose value is not known.
    pub fn not_known(&mut self, node: &Node<'a>, name: &str, unknown: &Unknown) {
        self.lost(node, name, Reason::Unknown(why_text(&unknown.why)));
        self.ask_for(unknown);
    }

    /// The attribute's value, settled; its line becomes that of the field.
    pub fn value(&mut self, node: &Node<'a>, name: &str, to: Option<&FieldPath>) -> Option<&'a Value> {
        let entry = node.entry(name)?;
        let value = self.settle(node, name, &entry.value);
        if value.is_null() {
            return None;
        }
        if let Some(path) = to {
            self.source(node, entry.at, value, path);
        }
        if let Kind::Unknown(unknown) = &value.kind {
            self.not_known(node, name, unknown);
            return None;
        }
        Some(value)
    }

    /// The attribute as text. What is not known stands in it as `${…}`, and is reported.
    pub fn text(&mut self, node: &Node<'a>, name: &str, to: Option<&FieldPath>) -> Option<String> {
        let entry = node.entry(name)?;
        let value = self.settle(node, name, &entry.value);
        if value.is_null() {
            return None;
        }
        if let Some(path) = to {
            self.source(node, entry.at, value, path);
        }
        self.as_text(node, name, value)
    }

    /// A value as text.
    pub fn as_text(&mut self, node: &Node<'a>, name: &str, value: &'a Value) -> Option<String> {
        let value = self.settle(node, name, value);
        match value.to_text() {
            Some(text) => {
                if let Some(unknown) = text.first_unknown() {
                    self.not_known(node, name, unknown);
                }
                Some(self.letters(&text))
            }
            None if value.is_null() => None,
            // Some providers' lists of one are written where one is wanted.
            None => match value.items() {
                [one] if matches!(value.kind, Kind::List(_)) => self.as_text(node, name, one),
                _ => {
                    self.lost(node, name, Reason::Unknown("this is no text".to_owned()));
                    None
                }
            },
        }
    }

    /// The attribute as text, where it is not empty.
    pub fn filled(&mut self, node: &Node<'a>, name: &str, to: Option<&FieldPath>) -> Option<String> {
        self.text(node, name, to).filter(|text| !text.is_empty())
    }

    /// The attribute as yes or no.
    pub fn flag(&mut self, node: &Node<'a>, name: &str, to: Option<&FieldPath>) -> Option<bool> {
        let value = self.value(node, name, to)?;
        let flag = value.to_bool();
        if flag.is_none() {
            self.unfit(node, name, value);
        }
        flag
    }

    /// The attribute as a number.
    pub fn number(&mut self, node: &Node<'a>, name: &str, to: Option<&FieldPath>) -> Option<f64> {
        let value = self.value(node, name, to)?;
        if value.as_known().is_some_and(|text| text.is_empty()) {
            return None;
        }
        let number = value.to_number();
        if number.is_none() {
            self.unfit(node, name, value);
        }
        number
    }

    /// The attribute as a whole number that fits.
    pub fn whole<N: TryFrom<i64>>(&mut self, node: &Node<'a>, name: &str, to: Option<&FieldPath>) -> Option<N> {
        let number = self.number(node, name, to)?;
        let fitting = N::try_from(number as i64).ok();
        if fitting.is_none() {
            self.lost(node, name, Reason::Unknown(number.to_string()));
        }
        fitting
    }

    /// A value of another kind than the attribute has.
    pub fn unfit(&mut self, node: &Node<'a>, name: &str, value: &Value) {
        match value.first_unknown() {
            Some(unknown) => self.not_known(node, name, &unknown.clone()),
            None => {
                let text = value.as_known().unwrap_or_default();
                self.lost(node, name, Reason::Unknown(text));
            }
        }
    }

    /// The attribute as a list of texts; an item that is not known is reported and left out.
    pub fn texts(&mut self, node: &Node<'a>, name: &str, to: Option<&FieldPath>) -> Option<Vec<String>> {
        let value = self.value(node, name, to)?;
        let mut texts = Vec::new();
        for (index, item) in value.items().iter().enumerate() {
            let item = self.settle(node, name, item);
            if let (Some(path), Some(_)) = (to, item.span) {
                self.source(node, None, item, &path.index(index));
            }
            if let Kind::List(inner) = &item.kind {
                texts.extend(inner.iter().filter_map(|item| self.as_text(node, name, item)));
                continue;
            }
            texts.extend(self.as_text(node, name, item));
        }
        Some(texts)
    }

    /// The blocks of that name. A block whose number is not known stands once, and is reported.
    pub fn nodes(&mut self, node: &Node<'a>, name: &str) -> Vec<Node<'a>> {
        let Some(entry) = node.entry(name) else { return Vec::new() };
        let value = self.settle(node, name, &entry.value);
        let mut found = Vec::new();
        for (index, item) in value.items().iter().enumerate() {
            let item = self.settle(node, name, item);
            match &item.kind {
                Kind::Object(_) => found.push(Node {
                    resource: node.resource,
                    value: item,
                    name: format!("{}[{index}]", node.attribute_path(name)),
                    seen: RefCell::default(),
                }),
                Kind::Unknown(unknown) => self.not_known(node, name, unknown),
                _ => {}
            }
        }
        found
    }

    /// The first block of that name.
    pub fn node(&mut self, node: &Node<'a>, name: &str) -> Option<Node<'a>> {
        self.nodes(node, name).into_iter().next()
    }

    /// The attribute as one of the words of a field.
    pub fn word<T>(
        &mut self,
        node: &Node<'a>,
        name: &str,
        to: &FieldPath,
        words: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.filled(node, name, Some(to))?;
        let word = words(&text);
        if word.is_none() && !text.contains("${") {
            self.lost(node, name, Reason::Unknown(text));
        }
        word
    }

    /// Reports what was set and not read.
    pub fn finish(&mut self, node: &Node<'a>, ignored: &[&str]) {
        for name in node.unread(ignored) {
            // Where a provider sets what nobody wrote, nothing is lost.
            if IGNORED.contains(&name.as_str()) {
                continue;
            }
            self.note(node, Some(&name), Fate::Lost, Reason::NotModelled);
        }
    }
}

/// Whether a value is how a configuration writes that there is none.
fn is_nothing(value: &Value) -> bool {
    match &value.kind {
        Kind::Null | Kind::Bool(false) => true,
        Kind::Text(text) => text.as_known().is_some_and(|text| text.is_empty()),
        Kind::List(items) => items.is_empty(),
        Kind::Object(object) => object.0.is_empty(),
        _ => false,
    }
}

/// Attributes that play no part in routing, whatever the resource.
const IGNORED: &[&str] = &[
    "id",
    "arn",
    "tags",
    "tags_all",
    "region",
    "description",
    "comment",
    "depends_on",
    "lifecycle",
    "provider",
    "providers",
    "provisioner",
    "connection",
    "timeouts",
    "count",
    "for_each",
    "name_prefix",
    "etag",
    "created_date",
    "last_modified_time",
    "hosted_zone_id",
    "owner_id",
    "account_id",
];
