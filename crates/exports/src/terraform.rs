//! A plan in Terraform's language, laid out as `terraform fmt` does.

use hopscope_hcl::{Block, heredoc, quoted};
use hopscope_locale::Catalog;

use crate::export::head;
use crate::kind;
use crate::plan::{Plan, Resource};
use crate::value::{Body, Piece, Text, Value};

/// Variables that hold several values.
const LISTS: &[&str] = &["subnet_ids"];

/// Writes a plan.
pub fn write(plan: &Plan<'_>, texts: &Catalog) -> String {
    let mut blocks = Vec::new();
    blocks.extend(plan.variables.iter().map(|name| {
        let kind = if LISTS.contains(name) { "list(string)" } else { "string" };
        Block::new(&format!("variable \"{name}\""))
            .text("description", &texts.text(&format!("export.variable.{name}")))
            .set("type", kind)
    }));
    let writer = Writer { plan };
    blocks.extend(plan.found.iter().map(|found| writer.block(Block::data(found.kind, &found.label), &found.body)));
    blocks.extend(plan.resources.iter().map(|resource| writer.resource(resource)));
    let mut rest = String::new();
    for block in &blocks {
        rest.push('\n');
        block.write(0, &mut rest);
    }
    let mut out: String =
        head(plan, texts).iter().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
    let mut front = settings(plan);
    if rest.contains("data.aws_caller_identity.current") {
        front.push(Block::data("aws_caller_identity", "current"));
    }
    for block in front {
        out.push('\n');
        block.write(0, &mut out);
    }
    out + &rest
}

/// The providers, one a region.
fn settings(plan: &Plan<'_>) -> Vec<Block> {
    let mut providers = Block::new("required_providers").set("aws", provider("hashicorp/aws", ">= 6.0"));
    if plan.found.iter().any(|found| found.kind == "archive_file") {
        providers = providers.set("archive", provider("hashicorp/archive", ">= 2.0"));
    }
    let mut blocks = vec![Block::new("terraform").block(providers)];
    blocks.push(Block::new("provider \"aws\"").text("region", &plan.region));
    let mut regions: Vec<&str> = plan.resources.iter().filter_map(|each| each.region.as_deref()).collect();
    regions.sort_unstable();
    regions.dedup();
    blocks.extend(
        regions
            .into_iter()
            .map(|region| Block::new("provider \"aws\"").text("alias", &alias(region)).text("region", region)),
    );
    blocks
}

fn provider(source: &str, version: &str) -> String {
    format!("{{\n  source  = {}\n  version = {}\n}}", quoted(source), quoted(version))
}

fn alias(region: &str) -> String {
    hopscope_hcl::label(region)
}

struct Writer<'p, 's> {
    plan: &'p Plan<'s>,
}

impl Writer<'_, '_> {
    fn resource(&self, resource: &Resource) -> Block {
        let mut block = Block::resource(resource.kind.terraform, &resource.label);
        if let Some(region) = &resource.region {
            block = block.set("provider", format!("aws.{}", alias(region)));
        }
        block = self.block(block, &resource.body);
        let others: Vec<String> =
            resource.after.iter().map(|(kind, label)| format!("{}.{label}", kind.terraform)).collect();
        if others.is_empty() {
            return block;
        }
        if *resource.kind == kind::DEPLOYMENT {
            // A change of any method makes a new deployment, which stages get before the old one goes.
            let all = others.join(",\n      ");
            block = block
                .set(
                    "triggers",
                    format!(
                        "{{\n  redeployment = sha1(jsonencode([\n    {},\n  ]))\n}}",
                        all.replace("\n      ", "\n    ")
                    ),
                )
                .block(Block::new("lifecycle").set("create_before_destroy", "true"));
            return block;
        }
        block.set("depends_on", list(&others))
    }

    fn block(&self, block: Block, body: &Body) -> Block {
        body.0.iter().fold(block, |block, (name, value)| match value {
            Value::Block(body) => block.block(self.block(Block::new(name), body)),
            Value::Blocks(bodies) => block.blocks(bodies.iter().map(|body| self.block(Block::new(name), body))),
            Value::Text(text) if name == "code" || (name == "content" && ends_line(text)) => {
                block.set(name, self.code(text))
            }
            value => block.set(name, self.expression(value)),
        })
    }

    fn expression(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => self.text(text),
            Value::Plain(plain) => plain.clone(),
            Value::List(items) => list(&items.iter().map(|item| self.expression(item)).collect::<Vec<_>>()),
            Value::Map(entries) => {
                map(entries.iter().map(|(name, value)| (name.as_str(), self.expression(value))).collect())
            }
            Value::Block(body) => self.object(body),
            Value::Blocks(bodies) => list(&bodies.iter().map(|body| self.object(body)).collect::<Vec<_>>()),
            Value::Json(value) => format!("jsonencode({})", self.expression(value)),
        }
    }

    fn object(&self, body: &Body) -> String {
        map(body.0.iter().map(|(name, value)| (name.as_str(), self.expression(value))).collect())
    }

    /// A program, on lines of its own. It may get a line break at its end.
    fn code(&self, text: &Text) -> String {
        match text.as_letters() {
            Some(letters)
                if letters.contains('\n')
                    && letters.chars().all(|letter| letter == '\n' || letter == '\t' || !letter.is_control()) =>
            {
                heredoc(letters)
            }
            _ => self.text(text),
        }
    }

    fn text(&self, text: &Text) -> String {
        if let Some(letters) = text.as_letters() {
            return quoted(letters);
        }
        if let [piece] = text.0.as_slice()
            && let Some(reference) = reference(piece)
        {
            return reference;
        }
        let mut out = String::from("\"");
        for piece in &text.0 {
            match (piece, reference(piece)) {
                (Piece::Letters(letters), _) => out.push_str(quoted(letters).trim_matches('"')),
                (_, Some(reference)) => out.push_str(&format!("${{{reference}}}")),
                // What Terraform builds of two attributes.
                (Piece::Of { kind, label, .. }, None) => out.push_str(&format!(
                    "${{{}.{label}.url_id}}.lambda-url.{}.on.aws",
                    kind.terraform, self.plan.region
                )),
                (_, None) => {}
            }
        }
        out.push('"');
        out
    }
}

/// Whether a text ends in a line break, so that lines of their own hold it to the letter.
fn ends_line(text: &Text) -> bool {
    text.as_letters().is_some_and(|letters| letters.ends_with('\n'))
}

/// An expression that names something.
fn reference(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Letters(_) | Piece::Of { attribute: "host", .. } => None,
        Piece::Of { kind, label, attribute } => Some(format!("{}.{label}.{attribute}", kind.terraform)),
        Piece::Found { kind, label, attribute, .. } => Some(format!("data.{kind}.{label}.{attribute}")),
        Piece::Variable(name) => Some(format!("var.{name}")),
        Piece::Account => Some("data.aws_caller_identity.current.account_id".to_owned()),
    }
}

/// A list: on one line, where it fits.
fn list(items: &[String]) -> String {
    let line = format!("[{}]", items.join(", "));
    if line.len() <= 100 && !line.contains('\n') {
        return line;
    }
    let rows: String = items.iter().map(|item| format!("  {},\n", item.replace('\n', "\n  "))).collect();
    format!("[\n{rows}]")
}

/// Values by name, with the signs below each other where values of one line stand together.
fn map(entries: Vec<(&str, String)>) -> String {
    if entries.is_empty() {
        return "{}".to_owned();
    }
    let entries: Vec<(String, String)> = entries.into_iter().map(|(name, value)| (key(name), value)).collect();
    let mut out = String::from("{\n");
    for stretch in entries.chunk_by(|(_, one), (_, other)| !one.contains('\n') && !other.contains('\n')) {
        let several = stretch.iter().any(|(_, value)| value.contains('\n'));
        let width = if several { 0 } else { stretch.iter().map(|(name, _)| name.len()).max().unwrap_or_default() };
        for (name, value) in stretch {
            out.push_str(&format!("  {name:width$} = {}\n", value.replace('\n', "\n  ")));
        }
    }
    out.push('}');
    out
}

fn key(name: &str) -> String {
    let is_word = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    if is_word { name.to_owned() } else { quoted(name) }
}
