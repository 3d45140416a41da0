//! Templates: their sections, and how they lead to each other.

use std::collections::BTreeMap;

use super::evaluate::{Evaluator, known};
use crate::value::{Kind, Object, Piece, Text, Value, Why};

/// How deep stacks may be nested.
const NESTED: usize = 4;

/// All templates of an import.
#[derive(Debug, Default)]
pub struct Templates {
    /// The templates, in the order in which they were given.
    pub all: Vec<Template>,
    /// Other documents, by file name, for `AWS::Include` and `DefinitionUri`.
    pub documents: BTreeMap<String, Value>,
    /// What they export, once [`Templates::finish`] has looked.
    exports: Vec<Export>,
}

/// A template.
#[derive(Debug, Default)]
pub struct Template {
    /// Its file's name.
    pub name: String,
    /// What its resources' addresses begin with: nothing, if it is the only template.
    pub prefix: String,
    /// The value of each parameter.
    pub parameters: BTreeMap<String, Value>,
    /// The section `Mappings`.
    pub mappings: Object,
    /// The section `Conditions`.
    pub conditions: Object,
    /// The resources, by logical id.
    pub resources: BTreeMap<String, Declared>,
    /// The order in which they were written.
    pub order: Vec<String>,
    /// The section `Outputs`.
    pub outputs: BTreeMap<String, Value>,
    /// What a transform makes besides: logical id, address and type.
    pub generated: BTreeMap<String, (String, String)>,
    /// What the user says of conditions.
    pub answers: BTreeMap<String, bool>,
}

/// A resource as declared.
#[derive(Clone, Debug)]
pub struct Declared {
    /// `AWS::S3::Bucket` and the like. Empty for a resource without a type.
    pub kind: String,
    /// Its whole object.
    pub value: Value,
    /// Its name's place.
    pub at: Option<crate::source::Span>,
}

/// A value that other templates may import.
#[derive(Debug)]
struct Export {
    name: Text,
    template: usize,
    output: String,
}

/// A value that other templates may import.
pub struct Exported<'a> {
    /// Its name.
    pub name: Text,
    /// The template that exports it.
    pub template: &'a Template,
    /// The value as written there.
    pub value: &'a Value,
}

/// Whether a document is a template: resources with types, in an object.
pub fn is_template(value: &Value) -> bool {
    let is_type = |kind: &Value| known(kind).is_some_and(|kind| kind.contains("::"));
    let Some(resources) = value.get("Resources") else {
        return value.get("AWSTemplateFormatVersion").is_some();
    };
    let Kind::Object(resources) = &resources.kind else { return false };
    value.get("AWSTemplateFormatVersion").is_some()
        || value.get("Transform").is_some()
        || resources.0.iter().any(|resource| resource.value.get("Type").is_some_and(is_type))
}

impl Template {
    /// The sections of a document. `given` are the user's values of parameters.
    pub fn new(document: &Value, name: &str, given: &BTreeMap<String, String>) -> Self {
        let section = |name: &str| match document.get(name).map(|section| &section.kind) {
            Some(Kind::Object(object)) => object.clone(),
            _ => Object::default(),
        };
        let parameters = section("Parameters").0.into_iter().map(|entry| {
            let value = parameter(&entry.key, &entry.value, given.get(&entry.key));
            (entry.key, value)
        });
        let mut template = Self {
            name: name.to_owned(),
            mappings: section("Mappings"),
            conditions: section("Conditions"),
            outputs: section("Outputs").0.into_iter().map(|entry| (entry.key, entry.value)).collect(),
            parameters: parameters.collect(),
            ..Self::default()
        };
        let answer = |(name, value): (&String, &String)| Some((name.clone(), value.parse().ok()?));
        template.answers = given.iter().filter_map(answer).collect();
        for (name, value) in given.iter().filter(|(name, _)| name.starts_with("AWS::")) {
            template.parameters.insert(name.clone(), Value::text(value, None));
        }
        for entry in section("Resources").0 {
            template.declare(&entry.key, entry.at, entry.value);
        }
        template
    }

    /// Takes a resource in.
    pub fn declare(&mut self, name: &str, at: Option<crate::source::Span>, value: Value) {
        let kind = value.get("Type").and_then(known).unwrap_or_default();
        if self.resources.insert(name.to_owned(), Declared { kind, at, value }).is_none() {
            self.order.push(name.to_owned());
        }
    }

    /// The address of a resource.
    pub fn address(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Address and type of what a transform makes besides.
    pub fn generated(&self, name: &str) -> Option<(String, String)> {
        self.generated.get(name).map(|(name, kind)| (self.address(name), kind.clone()))
    }
}

/// The value of a parameter: the user's, else its default, else not known.
fn parameter(name: &str, declared: &Value, given: Option<&String>) -> Value {
    let kind = declared.get("Type").and_then(known).unwrap_or_default();
    let default = match given {
        Some(given) => Some(Value::text(given, None)),
        None => declared.get("Default").cloned(),
    };
    let Some(value) = default else {
        // A single allowed value is no choice.
        if let Some([only]) = declared.get("AllowedValues").map(Value::items) {
            return only.clone();
        }
        return Value::unknown(Why::Variable(name.to_owned()), declared.span);
    };
    if kind.starts_with("AWS::SSM::Parameter::Value") && given.is_none() {
        let path = known(&value).unwrap_or_default();
        return Value::unknown(Why::Lookup(path), value.span);
    }
    if kind == "CommaDelimitedList" || kind.starts_with("List<") {
        return match known(&value) {
            Some(text) => {
                let items = text.split(',').map(|item| Value::text(item.trim(), value.span));
                Value::new(Kind::List(items.collect()), value.span)
            }
            None => value,
        };
    }
    value
}

impl Templates {
    /// No template yet; `documents` are other files, by name.
    pub fn new(documents: BTreeMap<String, Value>) -> Self {
        Self { documents, ..Self::default() }
    }

    /// Finds the exports, once all templates are there, and gives addresses their templates' names where there are several.
    pub fn finish(&mut self) {
        if self.all.len() > 1 {
            let mut taken = std::collections::BTreeSet::new();
            for template in &mut self.all {
                let file = template.name.rsplit('/').next().unwrap_or_default();
                let stem = file.split('.').next().unwrap_or_default().to_owned();
                let mut prefix = format!("{stem}.");
                let mut number = 2;
                while !taken.insert(prefix.clone()) {
                    prefix = format!("{stem}{number}.");
                    number += 1;
                }
                template.prefix = prefix;
            }
        }
        self.pass_parameters();
        let mut exports = Vec::new();
        for (index, template) in self.all.iter().enumerate() {
            for (output, value) in &template.outputs {
                let Some(name) = value.get("Export").and_then(|export| export.get("Name")) else { continue };
                let name = Evaluator::new(self, template).value(name);
                if let Some(name) = name.to_text() {
                    exports.push(Export { name, template: index, output: output.clone() });
                }
            }
        }
        self.exports = exports;
    }

    /// Gives the templates of nested stacks the parameters that the stacks around them pass. A template that several
    /// stacks use has the first one's.
    fn pass_parameters(&mut self) {
        let mut given = std::collections::BTreeSet::new();
        for _ in 0..NESTED {
            let mut passed = Vec::new();
            for parent in &self.all {
                for (name, declared) in &parent.resources {
                    if !matches!(declared.kind.as_str(), "AWS::CloudFormation::Stack" | "AWS::Serverless::Application")
                    {
                        continue;
                    }
                    let child = self.nested(parent, name);
                    let child = child.and_then(|child| self.all.iter().position(|each| std::ptr::eq(each, child)));
                    let parameters = declared.value.get("Properties").and_then(|own| own.get("Parameters"));
                    let (Some(child), Some(Kind::Object(parameters))) = (child, parameters.map(|all| &all.kind)) else {
                        continue;
                    };
                    let mut evaluator = Evaluator::new(self, parent);
                    for entry in &parameters.0 {
                        passed.push((child, entry.key.clone(), evaluator.value(&entry.value)));
                    }
                }
            }
            let before = given.len();
            for (child, name, value) in passed {
                let Some(template) = self.all.get_mut(child) else { continue };
                if let (Some(slot), true) = (template.parameters.get_mut(&name), given.insert((child, name))) {
                    *slot = value;
                }
            }
            if given.len() == before {
                break;
            }
        }
    }

    /// What may be imported.
    pub fn exports(&self) -> Vec<Exported<'_>> {
        let exported = |export: &Export| {
            let template = self.all.get(export.template)?;
            let value = template.outputs.get(&export.output)?.get("Value")?;
            Some(Exported { name: export.name.clone(), template, value })
        };
        self.exports.iter().filter_map(exported).collect()
    }

    /// The template of a nested stack, by the end of its address.
    pub fn nested(&self, parent: &Template, stack: &str) -> Option<&Template> {
        let declared = parent.resources.get(stack)?;
        let properties = declared.value.get("Properties")?;
        let address = properties.get("TemplateURL").or_else(|| properties.get("Location"))?;
        let address = Evaluator::new(self, parent).value(address);
        let address = last_letters(&address.to_text()?);
        let file = address.rsplit(['/', '\\']).next().filter(|file| !file.is_empty())?;
        self.all.iter().find(|template| template.name.rsplit('/').next() == Some(file))
    }

    /// A document that was given, by the end of its address.
    pub fn included(&self, location: &Text) -> Option<&Value> {
        let location = last_letters(location);
        let file = location.rsplit(['/', '\\']).next().filter(|file| !file.is_empty())?;
        let given = self.documents.iter().find(|(name, _)| name.rsplit('/').next() == Some(file));
        given.map(|(_, value)| value)
    }
}

/// The known letters at a text's end.
fn last_letters(text: &Text) -> String {
    match text.0.last() {
        Some(Piece::Known(known)) => known.clone(),
        _ => String::new(),
    }
}

/// Whether two texts may be the same: what is not known in one may be any letters of the other.
pub fn may_be(left: &Text, right: &Text) -> bool {
    let ends = |text: &Text| {
        let known = |piece: Option<&Piece>| match piece {
            Some(Piece::Known(known)) => known.clone(),
            _ => String::new(),
        };
        (known(text.0.first()), known(text.0.last()), text.as_known().is_some())
    };
    let ((left_start, left_end, left_known), (right_start, right_end, right_known)) = (ends(left), ends(right));
    if left_known && right_known {
        return left_start == right_start;
    }
    let starts =
        left_known || right_known || left_start.starts_with(&right_start) || right_start.starts_with(&left_start);
    let whole = |known: &str, start: &str, end: &str| {
        known.len() >= start.len() + end.len() && known.starts_with(start) && known.ends_with(end)
    };
    match (left_known, right_known) {
        (true, false) => !right_end.is_empty() && whole(&left_start, &right_start, &right_end),
        (false, true) => !left_end.is_empty() && whole(&right_start, &left_start, &left_end),
        _ => {
            // Something of a name has to be known, or everything could be everything.
            let (short, long) =
                if left_end.len() < right_end.len() { (&left_end, &right_end) } else { (&right_end, &left_end) };
            starts && !short.is_empty() && long.ends_with(short.as_str())
        }
    }
}
