//! CloudFormation, with what SAM makes of its own types, and the templates that CDK writes.
//!
//! | module | holds |
//! | --- | --- |
//! | [`template`] | sections, parameters, exports, nested stacks |
//! | [`evaluate`] | intrinsic functions and conditions |
//! | [`attribute`] | what `Ref` and `Fn::GetAtt` are called in Terraform |
//! | [`sam`] | SAM's types as those of CloudFormation |

use std::collections::{BTreeMap, BTreeSet};

use self::evaluate::{Evaluator, Truth, known};
use self::template::{Declared, Template, Templates};
use crate::import::{Ask, Entry, Fate, Question, Reason};
use crate::options::Options;
use crate::reading::Reading;
use crate::resource::Resource;
use crate::translate::{self, Part};
use crate::value::{Kind, Unknown, Value, Why};

pub mod attribute;
pub mod evaluate;
pub mod sam;
pub mod template;

/// A document as a template, with SAM's types as those of CloudFormation.
pub fn template(document: &Value, name: &str, options: &Options) -> Template {
    let given = options.answers.iter().chain(&options.parameters);
    let given = given.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut template = Template::new(document, name, &given);
    if sam::applies(document) {
        sam::transform(&mut template, document);
    }
    template
}

/// Reads templates that belong together. `documents` are other files of YAML or JSON, by name, which templates may
/// include.
pub fn read(templates: Vec<Template>, documents: BTreeMap<String, Value>, reading: &mut Reading) {
    let mut all = Templates::new(documents);
    all.all = templates;
    all.finish();
    for template in &all.all {
        read_template(&all, template, reading);
    }
}

fn read_template(templates: &Templates, template: &Template, reading: &mut Reading) {
    let mut evaluator = Evaluator::new(templates, template);
    let mut wanted = BTreeSet::new();
    for name in &template.order {
        let Some(declared) = template.resources.get(name) else { continue };
        let before = reading.resources.len();
        read_resource(&mut evaluator, name, declared, reading);
        for resource in reading.resources.iter_mut().skip(before).filter(|each| each.kind.starts_with("aws_")) {
            if let (Some(region), Kind::Object(object)) =
                (template.parameters.get("AWS::Region"), &mut resource.attributes.kind)
                && object.get("region").is_none()
            {
                object.set("region", None, region.clone());
            }
            if let Some(unknown) = &resource.repeated {
                variables_behind(template, unknown, &mut wanted);
            }
            conditions(&resource.attributes, template, &mut wanted);
        }
    }
    for name in wanted {
        let span = template.parameters.get(&name).and_then(|value| value.span);
        reading.ask(Question { id: name.clone(), ask: Ask::Variable(name), field: None, span });
    }
}

fn read_resource(evaluator: &mut Evaluator<'_>, name: &str, declared: &Declared, reading: &mut Reading) {
    let address = evaluator.template.address(name);
    let span = declared.at.or(declared.value.span);
    let repeated = match declared.value.get("Condition").and_then(known).map(|condition| evaluator.holds(&condition)) {
        Some(Truth::No) => return,
        Some(Truth::Open(condition)) => Some(Unknown { why: Why::Variable(condition), span }),
        Some(Truth::Yes) | None => None,
    };
    let none = Value::new(Kind::Null, None);
    let properties = evaluator.value(declared.value.get("Properties").unwrap_or(&none));
    let kind = match declared.kind.as_str() {
        "" => match guessed(&properties) {
            Some(kind) => {
                note(reading, Fate::Mapped, &address, kind, Reason::Untyped(kind.to_owned()), span);
                kind
            }
            None => {
                note(reading, Fate::Skipped, &address, "", Reason::Untyped(String::new()), span);
                return;
            }
        },
        kind => kind,
    };
    if kind == "AWS::CloudFormation::Stack" || kind == "AWS::Serverless::Application" {
        if evaluator.templates.nested(evaluator.template, name).is_none() {
            let location =
                translate::get(&properties, "TemplateURL").or_else(|| translate::get(&properties, "Location"));
            let location = location.and_then(Value::to_text).map(|text| evaluate::shown(&text)).unwrap_or_default();
            reading.lost(&address, kind, Reason::ModuleMissing(location), span);
        } else {
            note(reading, Fate::Folded, &address, kind, Reason::NestedStack, span);
        }
        return;
    }
    let part = Part { address: &address, properties: &properties, span, repeated };
    reading.resources.extend(translate::part(kind, &part));
}

fn note(
    reading: &mut Reading,
    fate: Fate,
    address: &str,
    kind: &str,
    reason: Reason,
    span: Option<crate::source::Span>,
) {
    reading.report.push(Entry {
        fate,
        address: address.to_owned(),
        kind: kind.to_owned(),
        attribute: None,
        reason: Some(reason),
        span,
    });
}

/// The type of a resource that does not name it, where its properties are of one type only.
fn guessed(properties: &Value) -> Option<&'static str> {
    let marks = [
        ("DistributionConfig", "AWS::CloudFront::Distribution"),
        ("CachePolicyConfig", "AWS::CloudFront::CachePolicy"),
        ("OriginRequestPolicyConfig", "AWS::CloudFront::OriginRequestPolicy"),
        ("OriginAccessControlConfig", "AWS::CloudFront::OriginAccessControl"),
        ("FunctionCode", "AWS::CloudFront::Function"),
    ];
    marks.into_iter().find(|(mark, _)| properties.get(mark).is_some()).map(|(_, kind)| kind)
}

/// The parameters without a value that choose between alternatives in a value. What a value itself lacks is asked for by
/// whoever needs it.
fn conditions(value: &Value, template: &Template, wanted: &mut BTreeSet<String>) {
    match &value.kind {
        Kind::List(items) => items.iter().for_each(|item| conditions(item, template, wanted)),
        Kind::Object(object) => object.0.iter().for_each(|entry| conditions(&entry.value, template, wanted)),
        Kind::Either(either) => {
            let why = Why::Variable(either.condition.clone());
            variables_behind(template, &Unknown { why, span: value.span }, wanted);
            conditions(&either.then, template, wanted);
            conditions(&either.otherwise, template, wanted);
        }
        Kind::Repeated(repeated) => conditions(&repeated.item, template, wanted),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) | Kind::Unknown(_) => {}
    }
}

fn variables_behind(template: &Template, unknown: &Unknown, wanted: &mut BTreeSet<String>) {
    let Why::Variable(name) = &unknown.why else { return };
    let mut left = vec![name.trim_start_matches('!').to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(name) = left.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        match (template.parameters.get(&name), template.conditions.get(&name)) {
            (Some(value), _) => {
                if matches!(&value.kind, Kind::Unknown(Unknown { why: Why::Variable(own), .. }) if *own == name) {
                    wanted.insert(name);
                }
            }
            (None, Some(condition)) => names(&condition.value, &mut left),
            (None, None) => {}
        }
    }
}

/// All names that a condition's expression mentions.
fn names(value: &Value, found: &mut Vec<String>) {
    match &value.kind {
        Kind::List(items) => items.iter().for_each(|item| names(item, found)),
        Kind::Object(object) => object.0.iter().for_each(|entry| names(&entry.value, found)),
        Kind::Text(_) => found.extend(known(value)),
        _ => {}
    }
}

/// Puts in the place of handles what the resources that they name have set: a bucket's name that is written out, a
/// host name that is built from it.
pub fn resolve(resources: &mut [Resource]) {
    let known: BTreeMap<String, (String, Value)> =
        resources.iter().map(|each| (each.address.clone(), (each.kind.clone(), each.attributes.clone()))).collect();
    for resource in resources {
        resolve_value(&mut resource.attributes, &known);
    }
}

fn resolve_value(value: &mut Value, known: &BTreeMap<String, (String, Value)>) {
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(|item| resolve_value(item, known)),
        Kind::Object(object) => object.0.iter_mut().for_each(|entry| resolve_value(&mut entry.value, known)),
        Kind::Either(either) => {
            resolve_value(&mut either.then, known);
            resolve_value(&mut either.otherwise, known);
        }
        Kind::Repeated(repeated) => resolve_value(&mut repeated.item, known),
        Kind::Text(text) => {
            let place = value.span;
            let parts: Vec<Value> = text.0.iter().map(|piece| resolved(piece, known)).collect();
            *value = crate::convert::concat(parts, place);
        }
        _ => {}
    }
}

fn resolved(piece: &crate::value::Piece, known: &BTreeMap<String, (String, Value)>) -> Value {
    let as_is = || Value::new(Kind::Text(crate::value::Text(vec![piece.clone()])), None);
    let crate::value::Piece::Handle(handle) = piece else { return as_is() };
    let Some((kind, attributes)) = known.get(&handle.resource) else { return as_is() };
    let read = crate::computed::read(kind, &handle.resource, attributes, &handle.attribute);
    match read.kind {
        Kind::Text(_) | Kind::Either(_) => read,
        _ => as_is(),
    }
}
