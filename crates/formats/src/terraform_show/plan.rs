//! Plans: what will be, with what is not known before apply tied by what it refers to.

use crate::convert::concat;
use crate::import::{Ask, Entry, Fate, Question, Reason};
use crate::options::Options;
use crate::reading::Reading;
use crate::resource::Resource;
use crate::value::{Entry as Field, Kind, Object, Piece, Text, Unknown, Value, Why};

use super::reference::{Configuration, Reference};

/// How deep attributes may be nested.
const MAX_DEPTH: usize = 48;

/// Reads a plan.
pub fn read(document: &Value, options: &Options, reading: &mut Reading) {
    let start = reading.resources.len();
    let changes = document.get("resource_changes").map(Value::items).unwrap_or_default();
    if changes.is_empty() {
        if let Some(root) = document.get("planned_values").and_then(|values| values.get("root_module")) {
            super::module(root, reading, 0);
        }
        return;
    }
    let configuration = Configuration::new(document.get("configuration"));
    let mut unknowns: Vec<(usize, Value)> = Vec::new();
    for change in changes {
        let text = |name: &str| change.get(name).and_then(Value::as_known).unwrap_or_default();
        let Some(details) = change.get("change") else { continue };
        let Some(after) = details.get("after") else { continue };
        if let Some(unknown) = details.get("after_unknown") {
            unknowns.push((reading.resources.len(), unknown.clone()));
        }
        super::push(reading, text("address"), &text("mode"), text("type"), after.clone(), change.span);
    }
    // Data sources that were read already are in the state before.
    let prior = document.get("prior_state").and_then(|state| state.get("values")).and_then(|it| it.get("root_module"));
    if let Some(root) = prior {
        data_sources(root, reading, 0);
    }
    let known: Vec<Resource> = reading.resources.get(start..).unwrap_or_default().to_vec();
    for (index, unknown) in unknowns {
        let Some(resource) = reading.resources.get(index) else { continue };
        let expressions = configuration.expressions(&resource.address);
        let place = Place { configuration: &configuration, known: &known, address: &resource.address };
        let mut attributes = place.tied(&resource.attributes, &unknown, expressions, 0);
        if let Kind::Object(object) = &mut attributes.kind {
            // An id that is to come is the resource's own.
            object.0.retain(|entry| !is_own(entry, &resource.address));
        }
        if let Some(resource) = reading.resources.get_mut(index) {
            resource.attributes = attributes;
        }
    }
    by_elimination(reading, start, options);
}

fn is_own(entry: &Field, address: &str) -> bool {
    crate::computed::only_handle(&entry.value)
        .is_some_and(|handle| handle.resource == address && handle.attribute == entry.key)
}

fn data_sources(module: &Value, reading: &mut Reading, depth: usize) {
    for resource in module.get("resources").map(Value::items).unwrap_or_default() {
        let text = |name: &str| resource.get(name).and_then(Value::as_known).unwrap_or_default();
        let known = reading.resources.iter().any(|other| other.address == text("address"));
        if text("mode") == "data" && !known {
            let values = resource.get("values").cloned().unwrap_or_else(Value::null);
            super::push(reading, text("address"), "data", text("type"), values, resource.span);
        }
    }
    if depth < super::MAX_DEPTH {
        for child in module.get("child_modules").map(Value::items).unwrap_or_default() {
            data_sources(child, reading, depth + 1);
        }
    }
}

/// Where attributes that are not known are tied.
struct Place<'p> {
    configuration: &'p Configuration<'p>,
    known: &'p [Resource],
    address: &'p str,
}

impl Place<'_> {
    /// A value with what `unknown` marks in it put in.
    fn tied(&self, value: &Value, unknown: &Value, expression: Option<&Value>, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            return value.clone();
        }
        match (&value.kind, &unknown.kind) {
            (_, Kind::Bool(true)) => self.by_reference(expression, depth == 1, value),
            (Kind::Object(object), Kind::Object(marks)) => {
                let mut out = object.clone();
                for mark in &marks.0 {
                    let inner = expression.and_then(|expression| expression.get(&mark.key));
                    let entry = object.get(&mark.key);
                    let before = entry.map_or_else(Value::null, |entry| entry.value.clone());
                    let mut tied = self.tied(&before, &mark.value, inner, depth + 1);
                    if depth == 0 && mark.value.to_bool() == Some(true) && inner.is_none() {
                        tied = Value::handle(self.address, mark.key.as_str());
                    }
                    if !tied.is_null() {
                        out.set(mark.key.as_str(), entry.and_then(|entry| entry.at).or(value.span), tied);
                    }
                }
                Value::new(Kind::Object(out), value.span)
            }
            (Kind::List(items), Kind::List(marks)) => {
                let each = items.iter().enumerate().map(|(index, item)| {
                    let inner = expression.and_then(|expression| match &expression.kind {
                        Kind::List(blocks) => blocks.get(index),
                        _ => Some(expression),
                    });
                    match marks.get(index) {
                        Some(mark) => self.tied(item, mark, inner, depth + 1),
                        None => item.clone(),
                    }
                });
                Value::new(Kind::List(each.collect()), value.span)
            }
            _ => value.clone(),
        }
    }

    /// What an expression's references come to: of one attribute, that attribute; of several, all of them, as far as
    /// they tell to what it is tied.
    fn by_reference(&self, expression: Option<&Value>, _top: bool, value: &Value) -> Value {
        let unknown = || Value::unknown(Why::AfterApply, value.span);
        let Some(references) = expression.and_then(|expression| expression.get("references")) else { return unknown() };
        let mut found: Vec<Reference> = Vec::new();
        for reference in references.items().iter().filter_map(Value::as_known) {
            for resolved in self.configuration.resolve(self.address, &reference) {
                // `x.y.z` is followed by `x.y`, which says less.
                if !found.iter().any(|other| other.resource == resolved.resource) {
                    found.push(resolved);
                }
            }
        }
        let read = |reference: &Reference| {
            let resource = self.known.iter().find(|other| {
                other.address == reference.resource || other.address.split('[').next() == Some(&reference.resource)
            });
            match resource {
                Some(resource) => {
                    let name = &reference.attribute;
                    let mut value =
                        crate::computed::read(&resource.kind, &resource.address, &resource.attributes, name);
                    for key in &reference.rest {
                        value = match key.parse::<usize>() {
                            Ok(index) => value.items().get(index).cloned().unwrap_or_else(Value::null),
                            Err(_) => value.get(key).cloned().unwrap_or_else(Value::null),
                        };
                    }
                    value
                }
                None => Value::handle(reference.resource.as_str(), reference.attribute.as_str()),
            }
        };
        match found.as_slice() {
            [] => unknown(),
            [only] => read(only).at(value.span),
            several => {
                let mut parts = Vec::new();
                for (index, reference) in several.iter().enumerate() {
                    if index > 0 {
                        // What stands between them is not in the plan.
                        let unknown = Unknown { why: Why::AfterApply, span: value.span };
                        parts.push(Value::new(Kind::Text(Text(vec![Piece::Unknown(unknown)])), None));
                    }
                    parts.push(read(reference));
                }
                concat(parts, value.span)
            }
        }
    }
}

/// Types that an origin can be, with the attribute that is its host.
const HOSTS: &[(&str, &str)] = &[
    ("aws_api_gateway_rest_api", "id"),
    ("aws_apigatewayv2_api", "api_endpoint"),
    ("aws_lambda_function_url", "function_url"),
    ("aws_lb", "dns_name"),
    ("aws_alb", "dns_name"),
    ("aws_s3_bucket", "bucket_regional_domain_name"),
];

/// Hosts of origins: what they are tied to is an address, where the plan says enough; else what was answered; else the
/// only part that no other origin asks is what is meant.
fn by_elimination(reading: &mut Reading, start: usize, options: &Options) {
    let parts: Vec<(String, String, Value)> = reading
        .resources
        .iter()
        .skip(start)
        .filter_map(|resource| {
            let (_, attribute) = HOSTS.iter().find(|(kind, _)| *kind == resource.kind)?;
            Some((resource.address.clone(), resource.kind.clone(), host(resource, attribute)))
        })
        .collect();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut taken: Vec<String> = Vec::new();
    for index in start..reading.resources.len() {
        let Some(resource) = reading.resources.get_mut(index) else { continue };
        if resource.kind != "aws_cloudfront_distribution" {
            continue;
        }
        for (number, origin) in origins(&mut resource.attributes).into_iter().enumerate() {
            let Some(entry) = origin.0.iter_mut().find(|entry| entry.key == "domain_name") else { continue };
            match &entry.value.kind {
                Kind::Text(text) if text.as_known().is_none() => {
                    let handles = text.0.iter().filter_map(|piece| match piece {
                        Piece::Handle(handle) => Some(handle.resource.as_str()),
                        _ => None,
                    });
                    let tied = handles.into_iter().find_map(|address| parts.iter().find(|(part, ..)| part == address));
                    if let Some((address, _, host)) = tied {
                        taken.push(address.clone());
                        // A host is what is wanted, whatever of the part the expression began with.
                        entry.value = host.clone().at(entry.value.span);
                    } else if text.first_unknown().is_some() {
                        open.push((index, number));
                    }
                }
                Kind::Text(text) => {
                    let known = text.as_known().unwrap_or_default().into_owned();
                    taken.extend(
                        parts
                            .iter()
                            .filter(|(_, _, host)| host.as_known().as_deref() == Some(known.as_str()))
                            .map(|(address, ..)| address.clone()),
                    );
                }
                Kind::Unknown(_) => open.push((index, number)),
                _ => {}
            }
        }
    }
    // What was answered for one is not left for the others. A name that is none of the parts is the host itself.
    open.retain(|&(index, number)| {
        let Some(resource) = reading.resources.get_mut(index) else { return false };
        let Some(answer) = options.answers.get(&question_id(resource, number)) else { return true };
        match parts.iter().find(|(part, ..)| part == answer) {
            Some((part, _, host)) => {
                taken.push(part.clone());
                set_host(resource, number, host);
            }
            None => set_host(resource, number, &Value::text(answer, None)),
        }
        false
    });
    for (index, number) in open {
        let left: Vec<&(String, String, Value)> =
            parts.iter().filter(|(address, ..)| !taken.contains(address)).collect();
        let Some(resource) = reading.resources.get_mut(index) else { continue };
        let span = resource.span;
        if let [(part, _, host)] = left.as_slice() {
            set_host(resource, number, host);
            reading.report.push(Entry {
                fate: Fate::Folded,
                address: resource.address.clone(),
                kind: "aws_cloudfront_distribution".to_owned(),
                attribute: Some(format!("origin[{number}].domain_name")),
                reason: Some(Reason::ByElimination(part.clone())),
                span,
            });
        } else {
            let choices: Vec<String> = left.iter().map(|(address, ..)| address.clone()).collect();
            let id = question_id(resource, number);
            let ask = if choices.is_empty() { Ask::Variable(id.clone()) } else { Ask::Choice(choices) };
            reading.ask(Question { id, ask, field: None, span });
        }
    }
}

/// The question for the host of an origin, by the origin's number.
fn question_id(distribution: &Resource, number: usize) -> String {
    format!("{}.origin[{number}].domain_name", distribution.address)
}

fn set_host(distribution: &mut Resource, number: usize, host: &Value) {
    let span = distribution.span;
    if let Some(origin) = origins(&mut distribution.attributes).into_iter().nth(number) {
        origin.set("domain_name", span, host.clone().at(span));
    }
}

fn origins(attributes: &mut Value) -> Vec<&mut Object> {
    let Kind::Object(object) = &mut attributes.kind else { return Vec::new() };
    let Some(entry) = object.0.iter_mut().find(|entry| entry.key == "origin") else { return Vec::new() };
    let Kind::List(items) = &mut entry.value.kind else { return Vec::new() };
    let objects = items.iter_mut().filter_map(|item| match &mut item.kind {
        Kind::Object(object) => Some(object),
        _ => None,
    });
    objects.collect()
}

/// The host of a part.
fn host(resource: &Resource, attribute: &str) -> Value {
    let read = |name: &str| crate::computed::read(&resource.kind, &resource.address, &resource.attributes, name);
    match resource.kind.as_str() {
        "aws_api_gateway_rest_api" => {
            let region = resource.attributes.get("region").cloned();
            let region = region.unwrap_or_else(|| Value::handle(crate::computed::REGION, "region"));
            concat(
                vec![read("id"), Value::text(".execute-api.", None), region, Value::text(".amazonaws.com", None)],
                None,
            )
        }
        _ => trimmed(read(attribute)),
    }
}

/// A URL as a host.
fn trimmed(value: Value) -> Value {
    let Kind::Text(mut text) = value.kind else { return value };
    if let Some(Piece::Known(first)) = text.0.first_mut() {
        *first = first.trim_start_matches("https://").to_owned();
    }
    if let Some(Piece::Known(last)) = text.0.last_mut() {
        *last = last.trim_end_matches('/').to_owned();
    }
    Value::new(Kind::Text(text), value.span)
}
