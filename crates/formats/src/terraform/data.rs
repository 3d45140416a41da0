//! Data sources: what can be told without asking AWS.

use crate::computed;
use crate::letters;
use crate::value::{Kind, Object, Value, Why};

use super::folder::joined;
use super::scope::Scope;

/// Attributes of things that exist already which are not known here, and which tie parts together all the same.
const TIES: &[&str] = &["id", "arn", "zone_id", "dns_name", "domain_name", "function_name", "bucket", "name"];

/// An attribute of a data source.
pub fn read(kind: &str, address: &str, attributes: &Value, name: &str) -> Value {
    match (kind, name) {
        ("aws_region", "name" | "region" | "id") => match attributes.get("region") {
            Some(region) => region.clone(),
            None => Value::handle(computed::REGION, "region"),
        },
        ("aws_caller_identity", _) => Value::handle(computed::ACCOUNT, name),
        ("aws_partition", "partition") => Value::text("aws", None),
        ("aws_partition", "dns_suffix") => Value::text("amazonaws.com", None),
        // A policy's name stands for it wherever its id would.
        (
            "aws_cloudfront_cache_policy"
            | "aws_cloudfront_origin_request_policy"
            | "aws_cloudfront_response_headers_policy",
            "id",
        ) => attributes.get("id").or_else(|| attributes.get("name")).cloned().unwrap_or_else(|| unknown(address, name)),
        ("aws_canonical_user_id", "id") => Value::handle(address, "id"),
        ("aws_cloudfront_log_delivery_canonical_user_id", "id") => Value::handle(address, "id"),
        ("template_file", "rendered") => attributes.get("rendered").cloned().unwrap_or_else(|| unknown(address, name)),
        _ => {
            if let Some(value) = attributes.get(name) {
                return value.clone();
            }
            if let Some(value) = computed::attribute(kind, address, attributes, name) {
                return value;
            }
            if TIES.contains(&name) || kind == "archive_file" {
                Value::handle(address, name)
            } else {
                unknown(address, name)
            }
        }
    }
}

fn unknown(address: &str, name: &str) -> Value {
    Value::unknown(Why::Lookup(format!("{address}.{name}")), None)
}

impl<'s, 'f> Scope<'s, 'f> {
    /// What a data source's block says, with what follows from it.
    pub fn data_attributes(&self, kind: &str, _address: &str, value: Value) -> Value {
        let span = value.span;
        let Kind::Object(mut object) = value.kind else { return value };
        match kind {
            "aws_iam_policy_document" => {
                let whole = Value::new(Kind::Object(object.clone()), span);
                let json = letters::to_json(&self.policy_document(&whole));
                object.set("json", span, Value::new(Kind::Text(json), span));
            }
            "template_file" => {
                let template = object.get("template").map(|entry| entry.value.clone());
                let values = object.get("vars").map_or_else(Value::null, |entry| entry.value.clone());
                if let Some(text) = template.and_then(|template| template.as_known()) {
                    let rendered = self.render(&text, &values, span);
                    object.set("rendered", span, rendered);
                }
            }
            "archive_file" => {
                for name in ["source_file", "source_dir"] {
                    let Some(entry) = object.get(name).cloned() else { continue };
                    let Some(path) = entry.value.as_known() else { continue };
                    let absolute =
                        if path.starts_with('/') { joined("", &path) } else { joined(&self.module.root, &path) };
                    object.set(name, entry.at, Value::text(format!("/{absolute}"), entry.value.span));
                }
            }
            _ => {}
        }
        Value::new(Kind::Object(object), span)
    }

    /// The document of `aws_iam_policy_document`, as JSON has it.
    fn policy_document(&self, data: &Value) -> Value {
        let mut statements = Vec::new();
        for name in ["source_json", "source_policy_documents", "override_json", "override_policy_documents"] {
            for source in data.get(name).map(Value::items).unwrap_or_default() {
                if let Kind::Text(text) = &source.kind
                    && let Some(document) = letters::from_json(text, source.span)
                {
                    statements.extend(document.get("Statement").map(Value::items).unwrap_or_default().iter().cloned());
                }
            }
        }
        for statement in data.get("statement").map(Value::items).unwrap_or_default() {
            let statement = match &statement.kind {
                Kind::Repeated(each) => &each.item,
                _ => statement,
            };
            statements.push(self.statement(statement));
        }
        let version = data.get("version").cloned().unwrap_or_else(|| Value::text("2012-10-17", None));
        Value::object([("Version", version), ("Statement", Value::list(statements))])
    }

    fn statement(&self, statement: &Value) -> Value {
        let mut out = Object::default();
        let effect = statement.get("effect").cloned().unwrap_or_else(|| Value::text("Allow", None));
        out.set("Effect", None, effect);
        for (name, key) in [
            ("sid", "Sid"),
            ("actions", "Action"),
            ("not_actions", "NotAction"),
            ("resources", "Resource"),
            ("not_resources", "NotResource"),
        ] {
            if let Some(value) = statement.get(name).filter(|value| !value.items().is_empty()) {
                out.set(key, value.span, value.clone());
            }
        }
        for (name, key) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
            let mut principals = Object::default();
            let mut everyone = false;
            for principal in statement.get(name).map(Value::items).unwrap_or_default() {
                let kind = principal.get("type").and_then(Value::as_known).unwrap_or_default();
                let names = principal.get("identifiers").cloned().unwrap_or_else(Value::null);
                everyone |= kind == "*";
                let mut all: Vec<Value> =
                    principals.get(&kind).map(|entry| entry.value.items().to_vec()).unwrap_or_default();
                all.extend(names.items().iter().cloned());
                principals.set(kind, None, Value::list(all));
            }
            if everyone {
                out.set(key, None, Value::text("*", None));
            } else if !principals.0.is_empty() {
                out.set(key, None, Value::new(Kind::Object(principals), None));
            }
        }
        let mut conditions = Object::default();
        for condition in statement.get("condition").map(Value::items).unwrap_or_default() {
            let text = |name: &str| condition.get(name).and_then(Value::as_known).unwrap_or_default();
            let values = condition.get("values").cloned().unwrap_or_else(Value::null);
            let (test, variable) = (text("test"), text("variable"));
            let mut keys = match conditions.get(&test).map(|entry| &entry.value.kind) {
                Some(Kind::Object(keys)) => keys.clone(),
                _ => Object::default(),
            };
            keys.set(variable, None, Value::list(values.items().to_vec()));
            conditions.set(test, None, Value::new(Kind::Object(keys), None));
        }
        if !conditions.0.is_empty() {
            out.set("Condition", None, Value::new(Kind::Object(conditions), None));
        }
        Value::new(Kind::Object(out), statement.span)
    }
}
