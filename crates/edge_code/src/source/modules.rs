//! `import` and `export` as plain code.
//!
//! The user's code becomes the body of one function. That keeps its names out of the global object, and makes modules
//! and scripts run alike. Imports turn into calls of the host, exports into the function's result; nothing else moves.

use hopscope_scenario::edge_call::{EdgeFailure, JsFeature};

use super::edits::{LineIndex, TextEdit};
use super::scan::{Scanned, is_name_byte};
use super::{Dialect, HostNames, Refusal};

/// The edits that turn code into an expression for a function.
pub struct Rewritten {
    /// What to change.
    pub edits: Vec<TextEdit>,
    /// Whether the code has `import` or `export`.
    pub is_module: bool,
}

/// Finds the edits that turn code into an expression for a function.
pub fn rewrite(text: &str, scanned: &Scanned, dialect: Dialect, names: &HostNames) -> Result<Rewritten, Refusal> {
    let mut module = ModuleText { text, code: &scanned.code, names, edits: Vec::new(), handler: None, seen: false };
    for (at, word) in top_level_words(&scanned.code) {
        match (word, dialect) {
            (b"import", Dialect::CloudFront1) => return Err(module.refused(at, "import", JsFeature::Import)),
            (b"import", Dialect::CloudFront2) => module.cloudfront_import(at)?,
            (b"import", Dialect::Node) => module.import(at)?,
            (b"export", Dialect::Node) => module.export(at)?,
            (b"export", _) => return Err(module.refused(at, "export", JsFeature::Export)),
            _ => {}
        }
    }
    let is_module = module.seen && dialect == Dialect::Node;
    let (head, tail) = match (dialect, is_module) {
        (Dialect::Node, false) => {
            ("(function(exports,require,module,__filename,__dirname){".to_owned(), "\n})".to_owned())
        }
        (Dialect::Node, true) => {
            let handler = module.handler.take().unwrap_or_else(|| "undefined".to_owned());
            let tail = format!("\n;return {{handler:typeof {handler}===\"undefined\"?undefined:{handler}}}}})");
            ("(function(){\"use strict\";".to_owned(), tail)
        }
        _ => (
            "(function(){\"use strict\";".to_owned(),
            "\n;return typeof handler===\"function\"?handler:undefined})".to_owned(),
        ),
    };
    let mut edits = module.edits;
    edits.insert(0, TextEdit::insert(0, head));
    edits.push(TextEdit::insert(text.len(), tail));
    Ok(Rewritten { edits, is_module })
}

struct ModuleText<'a> {
    text: &'a str,
    code: &'a [u8],
    names: &'a HostNames,
    edits: Vec<TextEdit>,
    /// The local name that is exported as `handler`.
    handler: Option<String>,
    seen: bool,
}

impl ModuleText<'_> {
    fn refused(&self, at: usize, token: &str, feature: JsFeature) -> Refusal {
        Refusal::Failed(EdgeFailure::Syntax {
            message: format!("Token \"{token}\" not supported in this version"),
            position: Some(LineIndex::new(self.text).position(self.text, at)),
            feature: Some(feature),
        })
    }

    /// An import declaration's clause, module and end. Nothing for `import(…)` and `import.meta`.
    fn import_parts(&self, at: usize) -> Option<(String, String, usize)> {
        let after = at + "import".len();
        let rest = self.text.get(after..)?;
        let open = rest.find(['"', '\''])?;
        let clause = String::from_utf8(self.code.get(after..after + open)?.to_vec()).ok()?;
        if clause.trim_start().starts_with(['(', '.']) {
            return None;
        }
        let quote = rest.get(open..)?.chars().next()?;
        let name_start = after + open + 1;
        let length = self.text.get(name_start..)?.find(quote)?;
        let module = self.text.get(name_start..name_start + length)?.to_owned();
        let clause = clause.trim().strip_suffix("from").unwrap_or(clause.trim()).trim().to_owned();
        Some((clause, module, name_start + length + 1))
    }

    fn replace_import(&mut self, at: usize, end: usize, text: String) {
        // Line ends inside the declaration stay, so that no line moves.
        let lines = self.text.get(at..end).map_or(0, |part| part.matches('\n').count());
        self.edits.push(TextEdit::replace(at, end, text + &"\n".repeat(lines)));
    }

    /// The only import that a CloudFront Function may have is `import cf from 'cloudfront'`.
    fn cloudfront_import(&mut self, at: usize) -> Result<(), Refusal> {
        let refused = || self.refused(at, "import", JsFeature::Import);
        let (clause, module, end) = self.import_parts(at).ok_or_else(refused)?;
        if !is_name(&clause) {
            return Err(refused());
        }
        self.replace_import(at, end, format!("const {clause}={}(\"{}\")", self.names.import, escape(&module)));
        Ok(())
    }

    fn import(&mut self, at: usize) -> Result<(), Refusal> {
        let Some((clause, module, end)) = self.import_parts(at) else { return Ok(()) };
        self.seen = true;
        let call = format!("{}(\"{}\")", self.names.import, escape(&module));
        let mut text = String::new();
        let (named, others) = match (clause.find('{'), clause.rfind('}')) {
            (Some(open), Some(close)) if open < close => {
                (clause.get(open + 1..close), clause.get(..open).unwrap_or_default())
            }
            _ => (None, clause.as_str()),
        };
        for part in others.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let name = part.strip_prefix('*').map_or(part, |rest| rest.trim().trim_start_matches("as").trim());
            text.push_str(&format!("const {name}={call};"));
        }
        if let Some(named) = named {
            let pairs: Vec<String> = named
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| {
                    part.split_once(" as ").map_or(part.to_owned(), |(a, b)| format!("{}:{}", a.trim(), b.trim()))
                })
                .collect();
            text.push_str(&format!("const {{{}}}={call};", pairs.join(",")));
        }
        if text.is_empty() {
            text = format!("{call};");
        }
        self.replace_import(at, end, text);
        Ok(())
    }

    fn export(&mut self, at: usize) -> Result<(), Refusal> {
        self.seen = true;
        let after = at + "export".len();
        let rest = String::from_utf8_lossy(self.code.get(after..).unwrap_or_default()).into_owned();
        let mut words =
            rest.split(|c: char| !c.is_ascii() && c != '_' || !is_name_byte(c as u8)).filter(|w| !w.is_empty());
        let clause = rest.trim_start();
        if clause.starts_with('*') {
            return Err(Refusal::Unsupported("export *".to_owned()));
        }
        if clause.starts_with('{') {
            let close = rest.find('}').unwrap_or(rest.len());
            if rest.get(close + 1..).is_some_and(|tail| tail.trim_start().starts_with("from")) {
                return Err(Refusal::Unsupported("export … from".to_owned()));
            }
            let open = rest.find('{').unwrap_or(0);
            for part in rest.get(open + 1..close).unwrap_or_default().split(',') {
                let (local, exported) = part.split_once(" as ").unwrap_or((part, part));
                if exported.trim() == "handler" {
                    self.handler = Some(local.trim().to_owned());
                }
            }
            self.edits.push(TextEdit::replace(at, after + (close + 1).min(rest.len()), String::new()));
            return Ok(());
        }
        if words.next() == Some("default") {
            let end = after + rest.find("default").unwrap_or(0) + "default".len();
            self.edits.push(TextEdit::replace(at, end, "void ".to_owned()));
            return Ok(());
        }
        // A declaration: it stays, and what it declares is the export. `const {handler} = x` declares it as well.
        let head_end = rest.find(['=', '(']).unwrap_or(rest.len());
        let declared = rest.get(..head_end).unwrap_or_default();
        if declared.split(|c: char| !c.is_ascii() || !is_name_byte(c as u8)).any(|word| word == "handler") {
            self.handler = Some("handler".to_owned());
        }
        self.edits.push(TextEdit::replace(at, after, " ".repeat("export".len())));
        Ok(())
    }
}

/// Words outside all brackets, with their places.
fn top_level_words(code: &[u8]) -> Vec<(usize, &[u8])> {
    let mut words = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = code.get(at) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            byte if is_name_byte(*byte) => {
                let rest = code.get(at..).unwrap_or_default();
                let length = rest.iter().position(|byte| !is_name_byte(*byte)).unwrap_or(rest.len());
                let property = code.get(..at).unwrap_or_default().trim_ascii_end().last() == Some(&b'.');
                if depth == 0 && !property {
                    words.push((at, rest.get(..length).unwrap_or_default()));
                }
                at += length;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    words
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_name_byte) && !text.starts_with(|c: char| c.is_ascii_digit())
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
