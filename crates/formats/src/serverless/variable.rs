//! The framework's variables: `${self:custom.stage}`, `${opt:stage, 'dev'}`, `${file(./x.yml):key}`.
//!
//! Source: the framework's guide, "Variables". What only a deployment knows (`env`, `ssm`, `cf`) is not known, unless a
//! fallback value stands behind it.

use std::collections::BTreeMap;

use crate::options::Options;
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Value, Why};

/// How deep variables may lead into each other.
const DEPTH: usize = 24;

/// How many variables are put in.
const USES: usize = 100_000;

/// The document with its variables put in.
pub fn resolve(document: &Value, name: &str, documents: &BTreeMap<String, Value>, options: &Options) -> Value {
    let mut resolver = Resolver { document, name, documents, options, uses: 0 };
    resolver.value(document, 0)
}

struct Resolver<'a> {
    document: &'a Value,
    name: &'a str,
    documents: &'a BTreeMap<String, Value>,
    options: &'a Options,
    uses: usize,
}

impl Resolver<'_> {
    fn value(&mut self, value: &Value, depth: usize) -> Value {
        match &value.kind {
            Kind::Text(text) => match text.as_known() {
                Some(known) if known.contains("${") => self.text(&known, value.span, depth),
                _ => value.clone(),
            },
            Kind::List(items) => {
                let items = items.iter().map(|item| self.value(item, depth)).collect();
                Value::new(Kind::List(items), value.span)
            }
            Kind::Object(object) => {
                let entry = |entry: &Entry| Entry { value: self.value(&entry.value, depth), ..entry.clone() };
                Value::new(Kind::Object(Object(object.0.iter().map(entry).collect())), value.span)
            }
            _ => value.clone(),
        }
    }

    /// A text with variables. One that is a variable alone has that variable's value, whatever it is.
    fn text(&mut self, text: &str, span: Option<Span>, depth: usize) -> Value {
        self.uses += 1;
        if depth > DEPTH || self.uses > USES {
            return Value::unknown(Why::Limit("variables inside variables".to_owned()), span);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            let Some(end) = closing(behind) else { break };
            let inside = behind.get(..end).unwrap_or_default();
            let whole = behind.get(end + 1..).unwrap_or_default();
            if !before.is_empty() {
                parts.push(Value::text(before, span));
            }
            rest = whole;
            match is_variable(inside) {
                true => parts.push(self.expression(inside, span, depth + 1)),
                // `${AWS::Region}` is CloudFormation's.
                false => parts.push(Value::text(format!("${{{inside}}}"), span)),
            }
        }
        if !rest.is_empty() {
            parts.push(Value::text(rest, span));
        }
        match parts.as_slice() {
            [only] => only.clone(),
            _ => crate::convert::concat(parts, span),
        }
    }

    /// `address, fallback, fallback`: the first that has a value.
    fn expression(&mut self, expression: &str, span: Option<Span>, depth: usize) -> Value {
        let mut unknown = None;
        for source in commas(expression) {
            let source = source.trim();
            let value = self.source(source, span, depth);
            match value.kind {
                Kind::Null => {}
                Kind::Unknown(_) => {
                    unknown.get_or_insert(value);
                }
                _ => return value,
            }
        }
        unknown.unwrap_or_else(|| Value::unknown(Why::Undeclared(expression.trim().to_owned()), span))
    }

    fn source(&mut self, source: &str, span: Option<Span>, depth: usize) -> Value {
        // An address may hold variables itself: `self:custom.${opt:stage}.host`.
        let source = if source.contains("${") {
            match self.text(source, span, depth).as_known() {
                Some(known) => known,
                None => return Value::unknown(Why::Undeclared(source.to_owned()), span),
            }
        } else {
            source.to_owned()
        };
        if let Some(text) = quoted(&source) {
            return Value::text(text, span);
        }
        let given =
            |name: &str| self.options.parameters.get(name).or_else(|| self.options.variables.get(name)).cloned();
        if let Some(file) = source.strip_prefix("file(") {
            return self.file(file, span, depth);
        }
        let (kind, address) = source.split_once(':').unwrap_or(("", &source));
        match kind {
            "self" => {
                let document = self.document;
                match lookup(document, address) {
                    Some(value) => {
                        let value = value.clone();
                        self.value(&value, depth + 1)
                    }
                    None if address == "provider.stage" => Value::text("dev", span),
                    None => Value::null(),
                }
            }
            "opt" | "param" | "env" => match given(address) {
                Some(value) => Value::text(value, span),
                None => Value::unknown(Why::Variable(format!("{kind}:{address}")), span),
            },
            "sls" if address == "stage" => match given("stage") {
                Some(stage) => Value::text(stage, span),
                None => match self.document.get("provider").and_then(|provider| provider.get("stage")).cloned() {
                    Some(stage) => self.value(&stage, depth + 1),
                    None => Value::text("dev", span),
                },
            },
            "aws" if address == "region" => Value::handle(crate::computed::REGION, "region"),
            "aws" if address == "accountId" => Value::handle(crate::computed::ACCOUNT, "account_id"),
            "" => match source.as_str() {
                "true" => Value::bool(true),
                "false" => Value::bool(false),
                "null" => Value::null(),
                text => match text.parse::<f64>() {
                    Ok(number) if number.is_finite() => Value::new(Kind::Number(number), span),
                    _ => Value::unknown(Why::Undeclared(text.to_owned()), span),
                },
            },
            _ => Value::unknown(Why::Lookup(source.clone()), span),
        }
    }

    /// `./config.yml):dev.host`, of the files that were given.
    fn file(&mut self, rest: &str, span: Option<Span>, depth: usize) -> Value {
        let Some((path, address)) = rest.split_once(')') else { return Value::null() };
        let path = path.trim().trim_start_matches("./");
        let folder = self.name.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        let wanted = format!("{folder}{path}");
        let file = path.rsplit('/').next().unwrap_or(path);
        let documents = self.documents;
        let found = documents.get(&wanted).or_else(|| {
            documents.iter().find(|(name, _)| name.rsplit('/').next() == Some(file)).map(|(_, value)| value)
        });
        let Some(document) = found else { return Value::unknown(Why::File(path.to_owned()), span) };
        match address.trim_start_matches(':') {
            "" => self.value(document, depth + 1),
            address => match lookup(document, address) {
                Some(value) => self.value(value, depth + 1),
                None => Value::null(),
            },
        }
    }
}

/// The value at `custom.hosts.0`.
fn lookup<'v>(value: &'v Value, address: &str) -> Option<&'v Value> {
    address.split('.').filter(|part| !part.is_empty()).try_fold(value, |value, part| match &value.kind {
        Kind::List(items) => items.get(part.parse::<usize>().ok()?),
        _ => value.get(part),
    })
}

/// Whether the inside of `${…}` is the framework's: an address of its, a file, or a text.
fn is_variable(inside: &str) -> bool {
    let inside = inside.trim();
    if inside.starts_with("file(") || inside.starts_with("strToBool(") || quoted(inside).is_some() {
        return true;
    }
    let Some((kind, rest)) = inside.split_once(':') else { return false };
    !rest.starts_with(':')
        && matches!(
            kind,
            "self"
                | "opt"
                | "env"
                | "sls"
                | "ssm"
                | "s3"
                | "cf"
                | "aws"
                | "param"
                | "git"
                | "output"
                | "doppler"
                | "terraform"
        )
        || kind.starts_with("cf.")
        || kind.starts_with("cf(")
        || kind.starts_with("ssm(")
        || kind.starts_with("cf:")
}

/// Where the brace closes that was opened before.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        match letter {
            '{' if before == '$' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
        before = letter;
    }
    None
}

/// The parts between commas that stand in no quotes and no inner braces.
fn commas(text: &str) -> Vec<&str> {
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    let mut parts = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' | '"' if quote == Some(letter) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(letter),
            '{' | '(' if quote.is_none() => depth += 1,
            '}' | ')' if quote.is_none() => depth = depth.saturating_sub(1),
            ',' if depth == 0 && quote.is_none() => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

fn quoted(text: &str) -> Option<&str> {
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('\'').or_else(|| inside('"'))
}
