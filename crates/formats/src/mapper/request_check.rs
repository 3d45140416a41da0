//! What a REST method asks of a request: parameters, models, and the validator that holds requests to them.
//!
//! A method says which parameters are required and what its body looks like; nothing of it is checked without a
//! validator, so that it is carried over only where one checks it.

use hopscope_scenario::rest_api::{Method, RequestValidator};
use hopscope_scenario::{FieldPath, Map};
use serde_json::Value as Json;

use crate::import::Reason;
use crate::letters;
use crate::value::{Kind, Value};

use super::Mapper;
use super::node::Node;

/// How far references of models are followed.
const MAX_DEPTH: usize = 12;
/// How many values a model may have once its references are put in.
const MOST: usize = 20_000;

impl<'a> Mapper<'a> {
    /// The validator of a method, and what it checks.
    pub fn request_checks(&mut self, node: &Node<'a>, api: &str, path: &FieldPath, out: &mut Method) {
        for name in ["request_parameters", "request_models"] {
            node.entry(name);
        }
        let Some(id) = self.filled(node, "request_validator_id", Some(&path.field("request_validator"))) else {
            return;
        };
        let Some(validator) = self.with("aws_api_gateway_request_validator", "id", &id) else {
            self.lost(node, "request_validator_id", Reason::Unattached(id));
            return;
        };
        let at = path.field("request_validator");
        let mut flag = |name: &str| self.flag(&validator, name, Some(&at.field(name))).unwrap_or_default();
        let checks = RequestValidator {
            validate_request_body: flag("validate_request_body"),
            validate_request_parameters: flag("validate_request_parameters"),
            ..RequestValidator::default()
        };
        self.folded(&validator);
        if checks.validate_request_parameters {
            out.request_parameters = self.required(node, &path.field("request_parameters"));
        }
        if checks.validate_request_body {
            out.request_models = self.request_models(node, api, &path.field("request_models"));
        }
        out.request_validator = Some(checks);
    }

    /// The parameters, and whether each is required.
    fn required(&mut self, node: &Node<'a>, path: &FieldPath) -> Map<String, bool> {
        let mut out = Map::new();
        let Some(value) = self.value(node, "request_parameters", Some(path)) else { return out };
        for entry in value.entries() {
            let value = self.settle(node, "request_parameters", &entry.value);
            self.source(node, entry.at, value, &path.field(&entry.key));
            match value.to_bool() {
                Some(required) => {
                    out.insert(entry.key.clone(), required);
                }
                None => self.unfit(node, "request_parameters", value),
            }
        }
        out
    }

    /// The models by media type, with what they refer to put in.
    fn request_models(&mut self, node: &Node<'a>, api: &str, path: &FieldPath) -> Map<String, Json> {
        let mut out = Map::new();
        for (media_type, name) in self.map_of_texts(node, "request_models", path) {
            let mut left = MOST;
            match self.model(api, &name, &mut Vec::new(), &mut left) {
                Some(model) if left > 0 => {
                    out.insert(media_type, model);
                }
                // What every API has: any JSON will do.
                None if name == "Empty" => {}
                _ => self.lost(node, "request_models", Reason::Unattached(name)),
            }
        }
        out
    }

    /// The schema of a model of an API, by its name.
    fn model(&mut self, api: &str, name: &str, within: &mut Vec<String>, left: &mut usize) -> Option<Json> {
        // `Ref` of a model is its name, which AWS makes up where there is none.
        let found = match self.with("aws_api_gateway_model", "id", name) {
            Some(found) => found,
            None => {
                let mut named = self.belonging("aws_api_gateway_model", "name", name).into_iter();
                named.find(|model| self.text(model, "rest_api_id", None).as_deref() == Some(api))?
            }
        };
        self.folded(&found);
        let entry = found.entry("schema")?;
        let value = self.settle(&found, "schema", &entry.value);
        let read = match &value.kind {
            Kind::Text(text) => letters::from_json(text, value.span),
            Kind::Object(_) => Some(value.clone()),
            _ => None,
        };
        let Some(schema) = read else {
            self.unfit(&found, "schema", value);
            return None;
        };
        Some(self.schema(api, &schema, &schema, within, left))
    }

    /// A schema with what it refers to in place of its references, as far as they are there.
    fn schema(
        &mut self,
        api: &str,
        value: &Value,
        document: &Value,
        within: &mut Vec<String>,
        left: &mut usize,
    ) -> Json {
        *left = left.saturating_sub(1);
        if *left == 0 {
            return Json::Bool(true);
        }
        match &value.kind {
            Kind::Object(object) => {
                let target = value.get("$ref").and_then(|target| self.letters_of(target));
                if let Some(target) = target {
                    return self.referred(api, &target, document, within, left);
                }
                let field =
                    |(key, value): (&String, &Value)| (key.clone(), self.schema(api, value, document, within, left));
                Json::Object(object.0.iter().map(|entry| (&entry.key, &entry.value)).map(field).collect())
            }
            Kind::List(items) => {
                Json::Array(items.iter().map(|item| self.schema(api, item, document, within, left)).collect())
            }
            _ => self.plain(value),
        }
    }

    /// What `#/definitions/Pet` or `https://apigateway.amazonaws.com/restapis/ID/models/Pet` leads to.
    fn referred(
        &mut self,
        api: &str,
        target: &str,
        document: &Value,
        within: &mut Vec<String>,
        left: &mut usize,
    ) -> Json {
        // What refers to itself is put in once: further down anything will do.
        if within.len() >= MAX_DEPTH || within.iter().any(|other| other == target) {
            return Json::Bool(true);
        }
        within.push(target.to_owned());
        let model = self.referred_model(api, target, document, within, left);
        within.pop();
        model
    }

    fn referred_model(
        &mut self,
        api: &str,
        target: &str,
        document: &Value,
        within: &mut Vec<String>,
        left: &mut usize,
    ) -> Json {
        if let Some(inside) = target.strip_prefix("#/") {
            let mut found = Some(document);
            for part in inside.split('/') {
                let part = part.replace("~1", "/").replace("~0", "~");
                found = found.and_then(|value| value.get(&part));
            }
            if let Some(found) = found {
                let found = found.clone();
                return self.schema(api, &found, document, within, left);
            }
        }
        let name = target.rsplit('/').next().unwrap_or(target);
        self.model(api, name, within, left).unwrap_or(Json::Bool(true))
    }
}
