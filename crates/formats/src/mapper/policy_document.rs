//! IAM policy documents: of REST APIs, and of buckets.

use hopscope_scenario::Map;

use hopscope_scenario::OneOrMany;
use hopscope_scenario::resource_policy::{Effect, ResourcePolicy, Statement};

use crate::import::Reason;
use crate::letters;
use crate::value::{Kind, Value};

use super::Mapper;
use super::node::Node;

impl<'a> Mapper<'a> {
    /// The policy document that an attribute holds, as JSON text or as an object.
    pub fn policy_document(&mut self, node: &Node<'a>, name: &str) -> Option<ResourcePolicy> {
        let entry = node.entry(name)?;
        let value = self.settle(node, name, &entry.value);
        let document = match &value.kind {
            Kind::Null => return None,
            Kind::Object(_) => Some(value.clone()),
            Kind::Text(text) if text.as_known().is_some_and(|text| text.trim().is_empty()) => return None,
            Kind::Text(text) => letters::from_json(text, value.span),
            _ => None,
        };
        let Some(document) = document else {
            self.unfit(node, name, value);
            return None;
        };
        if let Some(unknown) = document.first_unknown() {
            let unknown = unknown.clone();
            self.not_known(node, name, &unknown);
        }
        let statement = document.get("Statement").map(Value::items).unwrap_or_default();
        let mut out = ResourcePolicy {
            version: self.string_in(&document, "Version").unwrap_or_default(),
            id: self.string_in(&document, "Id").unwrap_or_default(),
            ..ResourcePolicy::default()
        };
        out.statement = statement.iter().map(|statement| self.statement(statement)).collect();
        if out.statement.is_empty() {
            self.lost(node, name, Reason::Unknown("Statement".to_owned()));
            return None;
        }
        Some(out)
    }

    fn string_in(&self, value: &Value, name: &str) -> Option<String> {
        value.get(name).and_then(|value| self.letters_of(value))
    }

    fn statement(&self, value: &Value) -> Statement {
        let many = |name: &str| self.one_or_many(value.get(name));
        let json = |name: &str| value.get(name).map(|value| self.plain(value));
        let effect = self.string_in(value, "Effect");
        Statement {
            sid: self.string_in(value, "Sid").unwrap_or_default(),
            effect: effect.and_then(|effect| Effect::from_word(&effect)).unwrap_or_default(),
            principal: json("Principal"),
            not_principal: json("NotPrincipal"),
            action: many("Action"),
            not_action: many("NotAction"),
            resource: many("Resource"),
            not_resource: many("NotResource"),
            condition: self.conditions(value.get("Condition")),
            ..Statement::default()
        }
    }

    fn conditions(&self, value: Option<&Value>) -> Map<String, Map<String, serde_json::Value>> {
        let operators = value.map(Value::entries).unwrap_or_default();
        let keys =
            |value: &Value| value.entries().iter().map(|key| (key.key.clone(), self.plain(&key.value))).collect();
        operators.iter().map(|operator| (operator.key.clone(), keys(&operator.value))).collect()
    }

    fn one_or_many(&self, value: Option<&Value>) -> OneOrMany {
        let items = value.map(Value::items).unwrap_or_default();
        items.iter().filter_map(|item| self.letters_of(item)).collect::<Vec<_>>().into()
    }

    /// A value as JSON, with handles as placeholders.
    pub fn plain(&self, value: &Value) -> serde_json::Value {
        use serde_json::Value as Json;
        match &value.kind {
            Kind::Null => Json::Null,
            Kind::Bool(value) => Json::Bool(*value),
            // A whole number is written as one: JSON compares 1 and 1.0 as different.
            Kind::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Json::from(*number as i64),
            Kind::Number(number) => serde_json::Number::from_f64(*number).map_or(Json::Null, Json::Number),
            Kind::Text(text) => Json::String(self.letters(text)),
            Kind::List(items) => Json::Array(items.iter().map(|item| self.plain(item)).collect()),
            Kind::Object(object) => {
                Json::Object(object.0.iter().map(|entry| (entry.key.clone(), self.plain(&entry.value))).collect())
            }
            Kind::Either(either) => self.plain(&either.then),
            Kind::Repeated(repeated) => self.plain(&repeated.item),
            Kind::Unknown(_) => self.letters_of(value).map_or(Json::Null, Json::String),
        }
    }
}
