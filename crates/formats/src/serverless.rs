//! `serverless.yml`: functions and their events, as the Serverless Framework deploys them.
//!
//! What the framework makes is written as a template of CloudFormation, under its own logical ids (`HttpApi`,
//! `ApiGatewayRestApi`, `HelloLambdaFunction`), so that the section `resources` may refer to them. Source: the
//! framework's guides, "API Gateway", "HTTP API" and "Resource naming".

use std::collections::{BTreeMap, HashMap};

use crate::cloudformation::template::Template;
use crate::import::{Entry as Note, Fate, Reason};
use crate::options::Options;
use crate::reading::Reading;
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Value};

mod cors;
mod event;
mod request;
mod variable;

/// The template that a configuration comes to. `documents` are other files of YAML or JSON, by name, which it may
/// include.
pub fn template(
    document: &Value,
    name: &str,
    documents: &BTreeMap<String, Value>,
    options: &Options,
    reading: &mut Reading,
) -> Template {
    let document = variable::resolve(document, name, documents, options);
    let mut writer = Writer { document: &document, resources: Object::default(), places: HashMap::new(), reading };
    writer.functions();
    writer.custom_domains();
    let mut resources = writer.resources;
    for section in document.get("resources").map(Value::items).unwrap_or_default() {
        for part in ["Resources", "extensions"] {
            let Some(Kind::Object(own)) = section.get(part).map(|part| &part.kind) else { continue };
            for entry in &own.0 {
                let value = match resources.get(&entry.key) {
                    // What the framework makes can be changed by its logical id.
                    Some(made) => merged(&made.value, &entry.value),
                    None => entry.value.clone(),
                };
                resources.set(&entry.key, entry.at, value);
            }
        }
    }
    let mut sections = Object::default();
    sections.set("Resources", None, Value::new(Kind::Object(resources), document.span));
    for section in document.get("resources").map(Value::items).unwrap_or_default() {
        for part in ["Conditions", "Mappings", "Outputs", "Parameters"] {
            if let Some(value) = section.get(part) {
                sections.set(part, value.span, value.clone());
            }
        }
    }
    let mut template = Template::new(&Value::new(Kind::Object(sections), document.span), name, &options.parameters);
    // Without a region of its own the framework deploys to us-east-1. Source: its reference of `serverless.yml`.
    let region = document.get("provider").and_then(|provider| provider.get("region")).cloned();
    let region = region.unwrap_or_else(|| Value::text("us-east-1", None));
    template.parameters.entry("AWS::Region".to_owned()).or_insert(region);
    template
}

fn merged(made: &Value, own: &Value) -> Value {
    match (&made.kind, &own.kind) {
        (Kind::Object(first), Kind::Object(second)) => {
            let mut object = first.clone();
            for entry in &second.0 {
                let value = match object.get(&entry.key) {
                    Some(earlier) => merged(&earlier.value, &entry.value),
                    None => entry.value.clone(),
                };
                object.set(&entry.key, entry.at, value);
            }
            Value::new(Kind::Object(object), own.span)
        }
        _ => own.clone(),
    }
}

struct Writer<'a> {
    document: &'a Value,
    resources: Object,
    /// Where each of them stands: there may be tens of thousands.
    places: HashMap<String, usize>,
    reading: &'a mut Reading,
}

impl Writer<'_> {
    fn provider(&self, name: &str) -> Option<&Value> {
        self.document.get("provider")?.get(name)
    }

    /// The stage: `provider.stage`, else `dev`.
    fn stage(&self) -> Value {
        let stage = self.document.get("provider").and_then(|provider| provider.get("stage"));
        stage.cloned().unwrap_or_else(|| Value::text("dev", None))
    }

    /// The name of an API: `stage-service`. Source: the framework's guide, "Resource naming".
    fn api_name(&self) -> Option<Value> {
        let service = self.document.get("service")?;
        let service = service.get("name").unwrap_or(service).clone();
        let span = service.span;
        Some(crate::convert::concat(vec![self.stage(), Value::text("-", None), service], span))
    }

    fn has(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    fn declare(&mut self, id: &str, kind: &str, span: Option<Span>, properties: Vec<(&str, Option<Value>)>) {
        let mut own = Object::default();
        for (key, value) in properties {
            if let Some(value) = value {
                own.set(key, value.span, value);
            }
        }
        let own = Value::new(Kind::Object(own), span);
        let value = Value { span, ..Value::object([("Type", Value::text(kind, span)), ("Properties", own)]) };
        let entry = Entry { key: id.to_owned(), at: span, value };
        match self.places.get(id).and_then(|place| self.resources.0.get_mut(*place)) {
            Some(there) => *there = entry,
            None => {
                self.places.insert(id.to_owned(), self.resources.0.len());
                self.resources.0.push(entry);
            }
        }
    }

    /// Says that an API is deployed elsewhere, of which only what this file adds is known.
    fn shared(&mut self, id: &str, kind: &str, given: &Value) {
        self.left_out(id.to_owned(), kind, Fate::Folded, Reason::Elsewhere, given.span);
    }

    /// Notes what an event is that no scenario holds.
    fn left_out(&mut self, address: String, kind: &str, fate: Fate, reason: Reason, span: Option<Span>) {
        self.reading.report.push(Note {
            fate,
            address,
            kind: kind.to_owned(),
            attribute: None,
            reason: Some(reason),
            span,
        });
    }

    fn functions(&mut self) {
        let mut functions = Vec::new();
        // `functions` may be a list of objects, as those of several files are.
        for part in self.document.get("functions").map(Value::items).unwrap_or_default() {
            if let Kind::Object(object) = &part.kind {
                functions.extend(object.0.iter().cloned());
            }
        }
        for function in functions {
            let id = format!("{}LambdaFunction", logical(&function.key));
            let span = function.at.or(function.value.span);
            let handler = function.value.get("handler").cloned();
            let name = function.value.get("name").cloned();
            let runtime = function.value.get("runtime").or_else(|| self.provider("runtime")).cloned();
            let given = name.or_else(|| self.function_name(&function.key, span));
            // The framework gives functions twice the time that Lambda does.
            let timeout = function.value.get("timeout").or_else(|| self.provider("timeout")).cloned();
            let timeout = timeout.unwrap_or_else(|| Value::number(6.0));
            self.declare(
                &id,
                "AWS::Lambda::Function",
                span,
                vec![("FunctionName", given), ("Handler", handler), ("Runtime", runtime), ("Timeout", Some(timeout))],
            );
            if let Some(url) = function.value.get("url").cloned() {
                self.function_url(&id, &function.key, &url);
            }
            for (number, event) in function.value.get("events").map(Value::items).unwrap_or_default().iter().enumerate()
            {
                self.event(&function.key, &id, number, event);
            }
        }
    }

    /// `service-stage-function`, where all of them are known.
    fn function_name(&self, function: &str, span: Option<Span>) -> Option<Value> {
        let service = self.document.get("service")?;
        let service = service.get("name").unwrap_or(service).clone();
        let parts = vec![service, Value::text("-", None), self.stage(), Value::text(format!("-{function}"), None)];
        let name = crate::convert::concat(parts, span);
        // A name of which a part is not known is less help than the function's own.
        Some(if name.as_known().is_some() { name } else { Value::text(function, span) })
    }

    /// `url: true`, or with an authorizer. Source: the framework's guide, "Lambda Function URLs".
    fn function_url(&mut self, id: &str, function: &str, url: &Value) {
        if url.to_bool() == Some(false) {
            return;
        }
        let iam = url.get("authorizer").and_then(Value::as_known).is_some_and(|kind| kind == "aws_iam");
        let kind = if iam { "AWS_IAM" } else { "NONE" };
        let logical = logical(function);
        self.declare(
            &format!("{logical}LambdaFunctionUrl"),
            "AWS::Lambda::Url",
            url.span,
            vec![
                ("TargetFunctionArn", Some(reference(id, url.span))),
                ("AuthType", Some(Value::text(kind, url.span))),
                ("Cors", url.get("cors").and_then(|cors| cors::settings(cors, None))),
                ("InvokeMode", url.get("invokeMode").cloned()),
            ],
        );
        if !iam {
            self.declare(
                &format!("{logical}LambdaPermissionFnUrl"),
                "AWS::Lambda::Permission",
                url.span,
                vec![
                    ("Action", Some(Value::text("lambda:InvokeFunctionUrl", url.span))),
                    ("FunctionName", Some(reference(id, url.span))),
                    ("Principal", Some(Value::text("*", url.span))),
                    ("FunctionUrlAuthType", Some(Value::text("NONE", url.span))),
                ],
            );
        }
    }

    /// The domain manager's domains. Source: the plugin's own description of `customDomain` and `customDomains`.
    fn custom_domains(&mut self) {
        let Some(custom) = self.document.get("custom") else { return };
        let mut domains: Vec<(Option<bool>, Value)> = Vec::new();
        for section in ["customDomain", "customDomains"] {
            for domain in custom.get(section).map(Value::items).unwrap_or_default() {
                let typed: Vec<_> = [("rest", true), ("http", false)]
                    .iter()
                    .filter_map(|(key, rest)| Some((Some(*rest), domain.get(key)?.clone())))
                    .collect();
                if typed.is_empty() { domains.push((None, domain.clone())) } else { domains.extend(typed) }
            }
        }
        for (number, (rest, domain)) in domains.into_iter().enumerate() {
            let Some(host) = domain.get("domainName").cloned() else { continue };
            if domain.get("enabled").and_then(Value::to_bool) == Some(false) {
                continue;
            }
            let by_type = domain.get("apiType").and_then(Value::as_known).map(|kind| kind.eq_ignore_ascii_case("rest"));
            let rest = rest.or(by_type).unwrap_or_else(|| self.has("ApiGatewayRestApi") || !self.has("HttpApi"));
            let span = domain.span;
            let edge = domain
                .get("endpointType")
                .and_then(Value::as_known)
                .is_none_or(|kind| kind.eq_ignore_ascii_case("edge"));
            let id = format!("CustomDomain{number}");
            let endpoint = Value::text(if edge && rest { "EDGE" } else { "REGIONAL" }, span);
            if rest {
                let types = Value::object([("Types", Value::list(vec![endpoint]))]);
                self.declare(
                    &id,
                    "AWS::ApiGateway::DomainName",
                    span,
                    vec![("DomainName", Some(host.clone())), ("EndpointConfiguration", Some(types))],
                );
            } else {
                let configuration = Value::object([("EndpointType", endpoint)]);
                self.declare(
                    &id,
                    "AWS::ApiGatewayV2::DomainName",
                    span,
                    vec![
                        ("DomainName", Some(host.clone())),
                        ("DomainNameConfigurations", Some(Value::list(vec![configuration]))),
                    ],
                );
            }
            let path = domain
                .get("basePath")
                .cloned()
                .filter(|path| path.as_known().is_none_or(|path| !matches!(path.as_str(), "" | "(none)")));
            let stage = match (rest, domain.get("stage")) {
                (true, stage) => stage.cloned().unwrap_or_else(|| self.stage()),
                (false, _) => Value::text("$default", span),
            };
            let mapping = format!("{id}Mapping");
            if rest {
                self.declare(
                    &mapping,
                    "AWS::ApiGateway::BasePathMapping",
                    span,
                    vec![
                        ("DomainName", Some(reference(&id, span))),
                        ("RestApiId", Some(reference("ApiGatewayRestApi", span))),
                        ("Stage", Some(stage)),
                        ("BasePath", path),
                    ],
                );
            } else {
                self.declare(
                    &mapping,
                    "AWS::ApiGatewayV2::ApiMapping",
                    span,
                    vec![
                        ("DomainName", Some(reference(&id, span))),
                        ("ApiId", Some(reference("HttpApi", span))),
                        ("Stage", Some(stage)),
                        ("ApiMappingKey", path),
                    ],
                );
            }
            if domain.get("createRoute53Record").and_then(Value::to_bool) != Some(false) {
                let target = if edge && rest { "DistributionDomainName" } else { "RegionalDomainName" };
                let name = Value::object([(
                    "Fn::GetAtt",
                    Value::list(vec![Value::text(&id, span), Value::text(target, span)]),
                )]);
                self.declare(
                    &format!("{id}Record"),
                    "AWS::Route53::RecordSet",
                    span,
                    vec![
                        ("Name", Some(host)),
                        ("Type", Some(Value::text("A", span))),
                        ("AliasTarget", Some(Value::object([("DNSName", name)]))),
                    ],
                );
            }
        }
    }
}

/// `{"Ref": id}`.
fn reference(id: &str, span: Option<Span>) -> Value {
    Value { span, ..Value::object([("Ref", Value::text(id, span))]) }
}

/// A name as a part of a logical id: its first letter large, `-` and `_` spelled out.
fn logical(name: &str) -> String {
    let spelled = name.replace('-', "Dash").replace('_', "Underscore");
    let mut letters = spelled.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
