//! The intrinsic functions, in their long forms, which the loader gives for the short ones as well.

use super::attribute;
use super::template::{Template, Templates};
use crate::convert::{concat, either_of};
use crate::rope::{join, split};
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Piece, Text, Value, Why};

/// How deep intrinsics, conditions and exports may lead into each other.
const DEPTH: usize = 160;

/// How many bytes of text an import may come to. A long parameter that is put in everywhere must not fill the memory.
const TEXT: usize = 16_000_000;

/// How many steps a template may take: conditions that ask each other twice would take for ever.
const STEPS: usize = 400_000;

/// Whether a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// That is not known: the condition as written.
    Open(String),
}

impl Truth {
    fn known(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// Evaluates the values of one template.
pub struct Evaluator<'a> {
    /// All templates, whose exports may be imported.
    pub templates: &'a Templates,
    /// This one.
    pub template: &'a Template,
    /// What is assumed of conditions that are not known.
    assumed: Vec<(String, bool)>,
    depth: usize,
    text: usize,
    steps: usize,
}

impl<'a> Evaluator<'a> {
    /// An evaluator of that template.
    pub fn new(templates: &'a Templates, template: &'a Template) -> Self {
        Self { templates, template, assumed: Vec::new(), depth: 0, text: 0, steps: 0 }
    }

    /// The value without intrinsics.
    pub fn value(&mut self, value: &Value) -> Value {
        if self.depth >= DEPTH || self.steps >= STEPS {
            return Value::unknown(Why::Limit("nesting".to_owned()), value.span);
        }
        self.steps += 1;
        self.depth += 1;
        let result = self.inner(value);
        self.depth -= 1;
        result
    }

    fn inner(&mut self, value: &Value) -> Value {
        match &value.kind {
            Kind::Object(object) => match intrinsic(object) {
                Some((name, argument)) => self.intrinsic(name, argument, value.span),
                None => {
                    let entry =
                        |entry: &Entry| Entry { key: entry.key.clone(), at: entry.at, value: self.value(&entry.value) };
                    Value::new(Kind::Object(Object(object.0.iter().map(entry).collect())), value.span)
                }
            },
            Kind::List(items) => {
                let items = items.iter().map(|item| self.value(item));
                // `AWS::NoValue` takes an item out of its list.
                let items = items.filter(|item| item.kind != Kind::Null).collect();
                Value::new(Kind::List(items), value.span)
            }
            _ => value.clone(),
        }
    }

    fn intrinsic(&mut self, name: &str, argument: &Value, span: Option<Span>) -> Value {
        match name {
            "Ref" => self.reference(&literal(argument), span),
            "Fn::GetAtt" => self.get_att(argument, span),
            "Fn::Sub" => self.substitute(argument, span),
            "Fn::Join" => self.join(argument, span),
            "Fn::Split" => self.split(argument, span),
            "Fn::Select" => self.select(argument, span),
            "Fn::If" => self.choose(argument, span),
            "Fn::FindInMap" => self.find_in_map(argument, span),
            "Fn::ImportValue" => self.import(argument, span),
            "Fn::Base64" => self.value(argument),
            "Fn::Length" => {
                let list = self.value(argument);
                list.each_branch(&mut |list| match &list.kind {
                    Kind::List(items) => Value::new(Kind::Number(items.len() as f64), span),
                    _ => Value::unknown(Why::Function(name.to_owned()), span),
                })
            }
            "Fn::ToJsonString" => self.value(argument),
            "Fn::Transform" => self.transform(argument, span),
            "Condition" | "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" => {
                let whole = Object(vec![Entry { key: name.to_owned(), at: span, value: argument.clone() }]);
                match self.truth(&Value::new(Kind::Object(whole), span)) {
                    Truth::Yes => Value::new(Kind::Bool(true), span),
                    Truth::No => Value::new(Kind::Bool(false), span),
                    Truth::Open(condition) => Value::unknown(Why::Variable(condition), span),
                }
            }
            "Fn::GetAZs" => Value::unknown(Why::Lookup("availability zones".to_owned()), span),
            other => Value::unknown(Why::Function(other.to_owned()), span),
        }
    }

    /// `Ref`, and the names inside `Fn::Sub`.
    fn reference(&mut self, name: &str, span: Option<Span>) -> Value {
        if let Some(value) = self.template.parameters.get(name) {
            return self.counted(value.clone());
        }
        if let Some(value) = attribute::pseudo_parameter(name, span) {
            return value;
        }
        match self.template.resources.get(name) {
            Some(resource) => {
                Value::new(Kind::Text(attribute::reference(&self.template.address(name), &resource.kind)), span)
            }
            None => match self.template.generated(name) {
                Some((address, kind)) => Value::new(Kind::Text(attribute::reference(&address, &kind)), span),
                None => Value::unknown(Why::Undeclared(name.to_owned()), span),
            },
        }
    }

    fn counted(&mut self, value: Value) -> Value {
        if let Kind::Text(text) = &value.kind {
            let length = |piece: &Piece| if let Piece::Known(known) = piece { known.len() } else { 16 };
            self.text += text.0.iter().map(length).sum::<usize>();
            if self.text > TEXT {
                return Value::unknown(Why::Limit("text".to_owned()), value.span);
            }
        }
        value
    }

    fn get_att(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let path = match &argument.kind {
            Kind::List(items) => {
                let parts: Vec<String> = items.iter().map(|item| literal(&self.value(item))).collect();
                parts.join(".")
            }
            _ => literal(argument),
        };
        self.attribute(&path, span)
    }

    /// `Resource.Attribute`.
    fn attribute(&mut self, path: &str, span: Option<Span>) -> Value {
        let declared = |(at, _): (usize, &str)| {
            let name = path.get(..at)?;
            self.template.resources.contains_key(name).then_some((name, path.get(at + 1..)?))
        };
        // What a transform makes may have a dot in its id: `Api.DomainName`.
        let longest = path.rmatch_indices('.').find_map(declared);
        let (name, attribute) = longest.or_else(|| path.split_once('.')).unwrap_or((path, ""));
        if let Some(output) = attribute.strip_prefix("Outputs.")
            && let Some(value) = self.output_of(name, output)
        {
            return value;
        }
        if self.template.resources.contains_key(path) {
            // A logical id may not have a dot; SAM's generated ones (`Api.Stage`) are written with one.
            return self.reference(path, span);
        }
        match self.template.resources.get(name) {
            Some(resource) => Value::new(
                Kind::Text(attribute::attribute(&self.template.address(name), &resource.kind, attribute)),
                span,
            ),
            None => match self.template.generated(name) {
                Some((address, kind)) => Value::new(Kind::Text(attribute::attribute(&address, &kind, attribute)), span),
                None => Value::unknown(Why::Undeclared(path.to_owned()), span),
            },
        }
    }

    /// The output of a nested stack.
    fn output_of(&mut self, stack: &str, output: &str) -> Option<Value> {
        let child = self.templates.nested(self.template, stack)?;
        let value = child.outputs.get(output)?.get("Value")?.clone();
        self.elsewhere(child, &value)
    }

    /// A value of another template.
    fn elsewhere(&mut self, template: &'a Template, value: &Value) -> Option<Value> {
        if self.depth >= DEPTH {
            return None;
        }
        let new = Evaluator::new(self.templates, template);
        let mut other = Evaluator { depth: self.depth + 1, text: self.text, steps: self.steps, ..new };
        let value = other.value(value);
        (self.text, self.steps) = (other.text, other.steps);
        Some(value)
    }

    fn substitute(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let (text, variables) = match &argument.kind {
            Kind::List(items) => match items.as_slice() {
                [text] => (text, None),
                [text, variables, ..] => (text, Some(self.value(variables))),
                [] => return Value::unknown(Why::Invalid("an empty Fn::Sub".to_owned()), span),
            },
            _ => (argument, None),
        };
        let Some(template) = known(text) else { return self.value(text) };
        let mut parts = Vec::new();
        let mut rest = template.as_str();
        while let Some((before, behind)) = rest.split_once("${") {
            parts.push(Value::text(before, span));
            let Some((name, behind)) = behind.split_once('}') else {
                parts.push(Value::text(format!("${{{behind}"), span));
                rest = "";
                break;
            };
            rest = behind;
            let name = name.trim();
            parts.push(match name.strip_prefix('!') {
                Some(literal) => Value::text(format!("${{{literal}}}"), span),
                None => match variables.as_ref().and_then(|all| all.get(name)) {
                    Some(value) => self.counted(value.clone()),
                    None if name.contains('.') && !self.template.parameters.contains_key(name) => {
                        self.attribute(name, span)
                    }
                    None => self.reference(name, span),
                },
            });
        }
        parts.push(Value::text(rest, span));
        parts.retain(|part| !matches!(&part.kind, Kind::Text(text) if text.as_known().is_some_and(|t| t.is_empty())));
        // A text that is one reference alone keeps where that was written.
        let place = match parts.as_slice() {
            [only] => only.span.or(span),
            _ => text.span.or(span),
        };
        concat(parts, place)
    }

    fn join(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let [separator, list] = argument.items() else {
            return Value::unknown(Why::Invalid("Fn::Join takes a separator and a list".to_owned()), span);
        };
        let separator = literal(separator);
        let list = self.value(list);
        list.each_branch(&mut |list| match &list.kind {
            Kind::Unknown(unknown) => Value::new(Kind::Unknown(unknown.clone()), span),
            _ => join(&separator, list.items(), span),
        })
    }

    fn split(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let [separator, text] = argument.items() else {
            return Value::unknown(Why::Invalid("Fn::Split takes a separator and a text".to_owned()), span);
        };
        let separator = literal(separator);
        let text = self.value(text);
        text.each_branch(&mut |text| match text.to_text() {
            Some(rope) => Value::new(Kind::List(split(&separator, &rope, text.span)), span),
            None => Value::unknown(Why::Invalid("Fn::Split of no text".to_owned()), span),
        })
    }

    fn select(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let [index, list] = argument.items() else {
            return Value::unknown(Why::Invalid("Fn::Select takes a number and a list".to_owned()), span);
        };
        let index = self.value(index);
        let index = index.to_text().and_then(|text| text.as_known().and_then(|text| text.trim().parse::<usize>().ok()));
        let Some(index) = index else { return Value::unknown(Why::Function("Fn::Select".to_owned()), span) };
        let list = self.value(list);
        list.each_branch(&mut |list| match &list.kind {
            Kind::List(items) => items.get(index).cloned().unwrap_or_else(|| match list.first_unknown() {
                // How many items there are rests on what is not known.
                Some(unknown) => Value::new(Kind::Unknown(unknown.clone()), span),
                None => {
                    Value::unknown(Why::Invalid(format!("the list has {} items, not {}", items.len(), index + 1)), span)
                }
            }),
            Kind::Unknown(unknown) => Value::new(Kind::Unknown(unknown.clone()), span),
            _ => Value::unknown(Why::Function("Fn::Select".to_owned()), span),
        })
    }

    fn choose(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let [condition, then, otherwise] = argument.items() else {
            return Value::unknown(Why::Invalid("Fn::If takes a condition and two values".to_owned()), span);
        };
        let named = Object(vec![Entry { key: "Condition".to_owned(), at: None, value: condition.clone() }]);
        match self.truth(&Value::new(Kind::Object(named), condition.span)) {
            Truth::Yes => self.value(then),
            Truth::No => self.value(otherwise),
            Truth::Open(condition) => {
                let mut under = |value, holds| {
                    self.assumed.push((condition.clone(), holds));
                    let result = self.value(value);
                    self.assumed.pop();
                    result
                };
                let (then, otherwise) = (under(then, true), under(otherwise, false));
                either_of(condition, then, otherwise, span)
            }
        }
    }

    /// Whether the condition of that name holds.
    pub fn holds(&mut self, name: &str) -> Truth {
        let named = Entry { key: "Condition".to_owned(), at: None, value: Value::text(name, None) };
        self.truth(&Value::new(Kind::Object(Object(vec![named])), None))
    }

    /// Whether a condition holds.
    pub fn truth(&mut self, condition: &Value) -> Truth {
        if self.depth >= DEPTH || self.steps >= STEPS {
            return Truth::Open("…".to_owned());
        }
        self.steps += 1;
        self.depth += 1;
        let truth = self.truth_inner(condition);
        self.depth -= 1;
        truth
    }

    fn truth_inner(&mut self, condition: &Value) -> Truth {
        let Kind::Object(object) = &condition.kind else {
            return match known(condition).as_deref() {
                Some("true") => Truth::Yes,
                Some("false") => Truth::No,
                Some(name) => Truth::Open(name.to_owned()),
                None => Truth::Open("…".to_owned()),
            };
        };
        let Some((name, argument)) = intrinsic(object) else { return Truth::Open("…".to_owned()) };
        match name {
            "Condition" => {
                let name = literal(argument);
                if let Some((_, holds)) = self.assumed.iter().rev().find(|(each, _)| *each == name) {
                    return Truth::known(*holds);
                }
                let template = self.template;
                match template.conditions.get(&name) {
                    _ if template.answers.contains_key(&name) => {
                        Truth::known(template.answers.get(&name) == Some(&true))
                    }
                    // A condition is known by its name: that is what a reader recognises.
                    Some(entry) => match self.truth(&entry.value) {
                        Truth::Open(_) => Truth::Open(name),
                        known => known,
                    },
                    None => Truth::Open(name),
                }
            }
            "Fn::Not" => match argument.items().first().map(|inner| self.truth(inner)) {
                Some(Truth::Yes) => Truth::No,
                Some(Truth::No) => Truth::Yes,
                Some(Truth::Open(what)) => Truth::Open(format!("!{what}")),
                None => Truth::Open(name.to_owned()),
            },
            "Fn::And" | "Fn::Or" => {
                let decides = if name == "Fn::And" { Truth::No } else { Truth::Yes };
                let mut open = Vec::new();
                for inner in argument.items() {
                    match self.truth(inner) {
                        truth if truth == decides => return decides,
                        Truth::Open(what) => open.push(what),
                        _ => {}
                    }
                }
                match open.is_empty() {
                    true => Truth::known(decides == Truth::No),
                    false => Truth::Open(open.join(if name == "Fn::And" { " && " } else { " || " })),
                }
            }
            "Fn::Equals" => {
                let [left, right] = argument.items() else { return Truth::Open(name.to_owned()) };
                let (left, right) = (self.value(left), self.value(right));
                match (left.to_text(), right.to_text()) {
                    (Some(left), Some(right)) => match (left.as_known(), right.as_known()) {
                        (Some(left), Some(right)) => Truth::known(left == right),
                        _ if left == right => Truth::Yes,
                        _ => Truth::Open(format!("{} == {}", shown(&left), shown(&right))),
                    },
                    _ if left.kind == right.kind => Truth::Yes,
                    _ => Truth::Open(name.to_owned()),
                }
            }
            "Fn::Contains" => {
                let [list, value] = argument.items() else { return Truth::Open(name.to_owned()) };
                let (list, value) = (self.value(list), self.value(value));
                let wanted = value.to_text();
                let found = list.items().iter().any(|item| item.to_text() == wanted);
                match wanted.is_some_and(|text| text.as_known().is_some()) {
                    true => Truth::known(found),
                    false => Truth::Open(name.to_owned()),
                }
            }
            other => match self.value(condition).kind {
                Kind::Bool(holds) => Truth::known(holds),
                Kind::Text(text) if text.as_known().as_deref() == Some("true") => Truth::Yes,
                Kind::Text(text) if text.as_known().as_deref() == Some("false") => Truth::No,
                _ => Truth::Open(other.to_owned()),
            },
        }
    }

    fn find_in_map(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let [map, first, second, rest @ ..] = argument.items() else {
            return Value::unknown(Why::Invalid("Fn::FindInMap takes a map and two keys".to_owned()), span);
        };
        let (map, first, second) = (self.value(map), self.value(first), self.value(second));
        let name = known(&map).unwrap_or_default();
        let template = self.template;
        let Some(map) = template.mappings.get(&name).map(|entry| &entry.value) else {
            return Value::unknown(Why::Undeclared(name), span);
        };
        let default = rest.iter().find_map(|more| more.get("DefaultValue")).map(|value| self.value(value));
        first.each_branch(&mut |first| {
            second.clone().each_branch(&mut |second| {
                cell(&name, map, &first, &second, default.as_ref()).unwrap_or_else(|why| Value::unknown(why, span))
            })
        })
    }

    fn import(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let name = self.value(argument);
        let wanted = name.to_text();
        let Some(wanted) = wanted else { return Value::unknown(Why::Lookup("Fn::ImportValue".to_owned()), span) };
        let exports = self.templates.exports();
        let exact: Vec<_> = exports.iter().filter(|export| export.name == wanted).collect();
        let found = match exact.as_slice() {
            [] => {
                let close: Vec<_> =
                    exports.iter().filter(|export| super::template::may_be(&export.name, &wanted)).collect();
                if let [only] = close.as_slice() { Some(*only) } else { None }
            }
            [first, ..] => Some(*first),
        };
        let value = found.and_then(|export| self.elsewhere(export.template, export.value));
        value.unwrap_or_else(|| Value::unknown(Why::Lookup(shown(&wanted)), span))
    }

    /// `AWS::Include` of a file that was given as well.
    fn transform(&mut self, argument: &Value, span: Option<Span>) -> Value {
        let parameters = argument.get("Parameters").map(|parameters| self.value(parameters));
        let location = parameters.as_ref().and_then(|all| all.get("Location")).and_then(Value::to_text);
        let Some(location) = location else {
            let name = argument.get("Name").and_then(known).unwrap_or_default();
            return Value::unknown(Why::Function(format!("Fn::Transform {name}")), span);
        };
        match self.templates.included(&location) {
            Some(value) => {
                let value = value.clone();
                self.value(&value)
            }
            None => Value::unknown(Why::File(shown(&location)), span),
        }
    }
}

/// A cell of a mapping.
fn cell(name: &str, map: &Value, first: &Value, second: &Value, default: Option<&Value>) -> Result<Value, Why> {
    let undeclared = |key: &str| Why::Undeclared(format!("{name}.{key}"));
    let Kind::Object(rows) = &map.kind else { return Err(Why::Undeclared(name.to_owned())) };
    let key = known(first);
    let rows: Vec<&Value> = match &key {
        Some(key) => rows.get(key).map(|row| &row.value).into_iter().collect(),
        None => rows.0.iter().map(|row| &row.value).collect(),
    };
    let column = known(second).ok_or_else(|| undeclared("…"))?;
    let mut cells: Vec<&Value> = rows.iter().filter_map(|row| row.get(&column)).collect();
    cells.dedup_by(|a, b| a.kind == b.kind);
    match (cells.as_slice(), default, key) {
        // All rows say the same: which one it is does not matter.
        ([cell], _, _) => Ok((*cell).clone()),
        ([], Some(default), _) => Ok(default.clone()),
        ([], None, Some(key)) => Err(undeclared(&format!("{key}.{column}"))),
        _ => {
            let key = first.to_text().map(|text| shown(&text)).unwrap_or_default();
            Err(Why::Lookup(format!("{name}[{key}].{column}")))
        }
    }
}

/// The only entry of an object that is an intrinsic function.
pub fn intrinsic(object: &Object) -> Option<(&str, &Value)> {
    let [only] = object.0.as_slice() else { return None };
    let name = only.key.as_str();
    // `Condition` is a function alone in its object only where it names one.
    let function = name == "Ref" || name.starts_with("Fn::");
    let condition = name == "Condition" && matches!(only.value.kind, Kind::Text(_));
    (function || condition).then_some((name, &only.value))
}

/// A text or number as it is written.
pub fn known(value: &Value) -> Option<String> {
    value.as_known()
}

fn literal(value: &Value) -> String {
    known(value).unwrap_or_default()
}

/// A text for people, with what is not known by its name.
pub fn shown(text: &Text) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Known(known) => known.clone(),
        Piece::Handle(handle) => format!("${{{}.{}}}", handle.resource, handle.attribute),
        Piece::Unknown(unknown) => match &unknown.why {
            Why::Variable(name)
            | Why::Part(name, _)
            | Why::Function(name)
            | Why::File(name)
            | Why::Module(name)
            | Why::Lookup(name)
            | Why::Undeclared(name)
            | Why::Limit(name)
            | Why::Invalid(name) => format!("${{{name}}}"),
            Why::Sensitive | Why::AfterApply => "${…}".to_owned(),
        },
    };
    text.0.iter().map(piece).collect()
}
