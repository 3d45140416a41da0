//! A plan as a CloudFormation template.

use std::collections::{BTreeMap, BTreeSet};

use hopscope_locale::Catalog;

use crate::export::head;
use crate::kind::{Gives, Kind, pascal_case};
use crate::plan::{Plan, Resource};
use crate::value::{Body, Piece, Text, Value};
use crate::yaml::Yaml;

/// Writes a plan.
pub fn write(plan: &Plan<'_>, texts: &Catalog) -> String {
    let writer = Writer::new(plan);
    let mut out: String =
        head(plan, texts).iter().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
    let mut sections = vec![("AWSTemplateFormatVersion".to_owned(), Yaml::text("2010-09-09"))];
    let parameters = plan.variables.iter().map(|name| {
        let kind = if *name == "subnet_ids" { "List<AWS::EC2::Subnet::Id>" } else { "String" };
        let description = texts.text(&format!("export.variable.{name}"));
        (pascal_case(name), Yaml::map([("Type", Yaml::text(kind)), ("Description", Yaml::text(description))]))
    });
    let parameters: Vec<(String, Yaml)> = parameters.collect();
    if !parameters.is_empty() {
        sections.push(("Parameters".to_owned(), Yaml::Map(parameters)));
    }
    let resources = plan.resources.iter().filter(|each| !each.kind.cloudformation.is_empty());
    let resources = resources.map(|each| (writer.id(each.kind, &each.label), writer.resource(each)));
    sections.push(("Resources".to_owned(), Yaml::Map(resources.collect())));
    out.push_str(&Yaml::Map(sections).write());
    out
}

struct Writer {
    ids: BTreeMap<(&'static str, String), String>,
}

impl Writer {
    fn new(plan: &Plan<'_>) -> Self {
        let mut ids = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for resource in &plan.resources {
            let base = format!("{}{}", resource.kind.word, pascal_case(&resource.label));
            let numbered = (1..).map(|number| if number == 1 { base.clone() } else { format!("{base}{number}") });
            let id = numbered.into_iter().find(|id| !taken.contains(id)).unwrap_or_default();
            taken.insert(id.clone());
            ids.insert((resource.kind.terraform, resource.label.clone()), id);
        }
        Self { ids }
    }

    /// The logical id of a resource.
    fn id(&self, kind: &Kind, label: &str) -> String {
        let known = self.ids.iter().find(|((each, own), _)| *each == kind.terraform && own == label);
        known.map_or_else(|| format!("{}{}", kind.word, pascal_case(label)), |(_, id)| id.clone())
    }

    fn resource(&self, resource: &Resource) -> Yaml {
        let properties = self.body(resource.kind, "", &resource.body);
        let properties = match resource.kind.wrap {
            "" => properties,
            wrap => Yaml::map([(wrap, properties)]),
        };
        let mut out = vec![("Type".to_owned(), Yaml::text(resource.kind.cloudformation))];
        let others: Vec<Yaml> = resource
            .after
            .iter()
            .filter(|(kind, _)| !kind.cloudformation.is_empty())
            .map(|(kind, label)| Yaml::text(self.id(kind, label)))
            .collect();
        if !others.is_empty() {
            out.push(("DependsOn".to_owned(), Yaml::List(others)));
        }
        out.push(("Properties".to_owned(), properties));
        Yaml::Map(out)
    }

    fn body(&self, kind: &Kind, block: &str, body: &Body) -> Yaml {
        let mut out = Vec::new();
        for (name, value) in &body.0 {
            let (property, mark) = kind.property(block, name);
            let written = match (mark, value) {
                (Some('-'), _) => continue,
                (Some('='), Value::Block(inner)) => {
                    let items = inner.0.iter().find(|(name, _)| name == "items");
                    items.map_or(Yaml::List(Vec::new()), |(_, items)| self.value(kind, name, items))
                }
                (Some('#'), value) => {
                    let items = self.value(kind, name, value);
                    let count = if let Yaml::List(items) = &items { items.len() } else { 0 };
                    Yaml::map([("Quantity", Yaml::Plain(count.to_string())), ("Items", items)])
                }
                (_, value) => self.value(kind, name, value),
            };
            out.push((property, written));
        }
        Yaml::Map(out)
    }

    fn value(&self, kind: &Kind, block: &str, value: &Value) -> Yaml {
        match value {
            Value::Text(text) => self.text(text),
            Value::Plain(plain) => Yaml::Plain(plain.clone()),
            // A variable that holds a list stands alone in the plan.
            Value::List(items) => Yaml::List(items.iter().map(|item| self.value(kind, block, item)).collect()),
            Value::Map(entries) => {
                Yaml::map(entries.iter().map(|(name, value)| (name.as_str(), self.value(kind, block, value))))
            }
            Value::Block(body) => self.body(kind, block, body),
            Value::Blocks(bodies) => Yaml::List(bodies.iter().map(|body| self.body(kind, block, body)).collect()),
            Value::Json(value) => self.value(kind, block, value),
        }
    }

    fn text(&self, text: &Text) -> Yaml {
        if let Some(letters) = text.as_letters() {
            return Yaml::text(letters);
        }
        if let [piece] = text.0.as_slice() {
            return self.piece(piece);
        }
        let mut template = String::new();
        let mut values = Vec::new();
        for piece in &text.0 {
            match self.in_template(piece) {
                Some(part) => template.push_str(&part),
                None => {
                    let name = format!("Part{}", values.len() + 1);
                    template.push_str(&format!("${{{name}}}"));
                    values.push((name, self.piece(piece)));
                }
            }
        }
        let template = Yaml::text(template);
        let argument = if values.is_empty() { template } else { Yaml::List(vec![template, Yaml::Map(values)]) };
        Yaml::map([("Fn::Sub", argument)])
    }

    /// A piece that stands alone.
    fn piece(&self, piece: &Piece) -> Yaml {
        let reference = |name: &str| Yaml::map([("Ref", Yaml::text(name))]);
        match piece {
            Piece::Letters(letters) => Yaml::text(letters.as_str()),
            Piece::Variable(name) => reference(&pascal_case(name)),
            Piece::Account => reference("AWS::AccountId"),
            Piece::Found { instead, .. } => self.piece(instead),
            Piece::Of { kind, label, attribute } => {
                let id = self.id(kind, label);
                let get = |name: &str| {
                    Yaml::map([("Fn::GetAtt", Yaml::List(vec![Yaml::text(id.as_str()), Yaml::text(name)]))])
                };
                match gives(kind, attribute) {
                    Some(Gives::Attribute(name)) => get(name),
                    Some(Gives::Around(around)) => {
                        let text = put_in(around, &id);
                        if text.contains("${") { Yaml::map([("Fn::Sub", Yaml::text(text))]) } else { Yaml::text(text) }
                    }
                    Some(Gives::Split(name, part)) => {
                        let split = Yaml::map([("Fn::Split", Yaml::List(vec![Yaml::text("/"), get(name)]))]);
                        Yaml::map([("Fn::Select", Yaml::List(vec![Yaml::Plain(part.to_string()), split]))])
                    }
                    Some(Gives::Ref) | None => reference(&id),
                }
            }
        }
    }

    /// A piece inside the text of `Fn::Sub`, where it can stand there.
    fn in_template(&self, piece: &Piece) -> Option<String> {
        Some(match piece {
            Piece::Letters(letters) => letters.replace("${", "${!"),
            Piece::Variable(name) => format!("${{{}}}", pascal_case(name)),
            Piece::Account => "${AWS::AccountId}".to_owned(),
            Piece::Found { instead, .. } => return self.in_template(instead),
            Piece::Of { kind, label, attribute } => {
                let id = self.id(kind, label);
                match gives(kind, attribute) {
                    Some(Gives::Attribute(name)) => format!("${{{id}.{name}}}"),
                    Some(Gives::Around(around)) => put_in(around, &id),
                    Some(Gives::Split(..)) => return None,
                    Some(Gives::Ref) | None => format!("${{{id}}}"),
                }
            }
        })
    }
}

fn gives(kind: &'static Kind, attribute: &str) -> Option<&'static Gives> {
    kind.gives.iter().find(|(name, _)| *name == attribute).map(|(_, gives)| gives)
}

/// The text around a reference, with the reference in it.
fn put_in(around: &str, id: &str) -> String {
    around.replace("{}", &format!("${{{id}}}")).replace("{.Arn}", &format!("${{{id}.Arn}}"))
}
