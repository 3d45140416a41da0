//! From the user's text to text that the engine can run under watch, and back from its places to the user's.
//!
//! | step | module |
//! | --- | --- |
//! | tell code from strings, comments and regular expressions | [`scan`] |
//! | `import` and `export` become plain calls, all else stays where it is | [`modules`] |
//! | find what the runtime lacks, and every place where a string can grow | [`inspect`] |
//! | insert the calls that measure strings, remembering what moved | [`edits`] |

mod edits;
mod inspect;
mod modules;
mod scan;

use boa_engine::Source;
use boa_engine::ast::Script;
use boa_engine::ast::scope::Scope;
use boa_engine::interner::Interner;
use boa_engine::parser::{Parser, error::Error as ParseError};
use hopscope_scenario::edge_call::{CodePosition, EdgeFailure};

use edits::{Applied, Edits, LineIndex, Moved, TextEdit};
use inspect::Findings;

pub use scan::deepest_nesting;

/// Which runtime reads the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `cloudfront-js-1.0`.
    CloudFront1,
    /// `cloudfront-js-2.0`.
    CloudFront2,
    /// Lambda@Edge on Node.js.
    Node,
}

/// Code that is ready to run: an expression whose value is a function.
#[derive(Debug)]
pub struct Prepared {
    /// The text for the engine.
    pub text: String,
    /// Whether the code is an ES module, and so returns its exports instead of filling `module.exports`.
    pub is_module: bool,
    places: [Moved; 2],
    original: String,
}

/// Why code cannot be made ready.
#[derive(Debug)]
pub enum Refusal {
    /// The runtime could not read it.
    Failed(EdgeFailure),
    /// It uses something that cannot be had here.
    Unsupported(String),
}

impl Prepared {
    /// The place in the user's text that became a place of the prepared text.
    pub fn original_position(&self, line: u32, column: u32) -> CodePosition {
        let [wrapped, measured] = &self.places;
        let offset = LineIndex::new(&self.text).offset(&self.text, line, column);
        let offset = wrapped.original(measured.original(offset));
        wrapped.original_position(offset)
    }
}

impl Prepared {
    /// The place of a name in the user's text, at or after a place: the engine knows of a name that is not defined
    /// only the function that it stands in.
    pub fn place_of_name(&self, name: &str, from: CodePosition) -> CodePosition {
        let lines = LineIndex::new(&self.original);
        let start = lines.offset(&self.original, from.line, from.column);
        let code = scan::scan(&self.original).code;
        scan::find_name(&code, name, start).map_or(from, |at| lines.position(&self.original, at))
    }

    /// The name that begins at a place, where it is a property that is read: `b` of `a.b`.
    pub fn property_at(&self, place: CodePosition) -> Option<String> {
        let at = LineIndex::new(&self.original).offset(&self.original, place.line, place.column);
        let before = self.original.get(..at)?.trim_end();
        let rest = self.original.get(at..)?;
        let length = rest.bytes().position(|byte| !scan::is_name_byte(byte)).unwrap_or(rest.len());
        (before.ends_with('.') && length > 0).then(|| rest.get(..length).unwrap_or_default().to_owned())
    }

    /// What is called by the bracket at a place: `a.b` of `a.b(`.
    pub fn callee_before(&self, place: CodePosition) -> Option<String> {
        let at = LineIndex::new(&self.original).offset(&self.original, place.line, place.column);
        let before = self.original.get(..at)?;
        let is_part = |c: char| c == '.' || c.is_alphanumeric() || c == '_' || c == '$';
        let start = before.char_indices().rev().take_while(|(_, c)| is_part(*c)).last()?.0;
        before.get(start..).map(str::to_owned)
    }
}

/// Names in the prepared text that lead to the host; none of them occurs in the user's code.
#[derive(Clone, Debug)]
pub struct HostNames {
    /// Measures a string that has just been made.
    pub measure: String,
    /// Gives an imported module.
    pub import: String,
}

impl HostNames {
    /// Names that the code does not contain.
    pub fn unused_in(code: &str) -> Self {
        let free = |stem: &str| {
            let mut name = stem.to_owned();
            while code.contains(&name) {
                name.push('_');
            }
            name
        };
        Self { measure: free("$measure"), import: free("$import") }
    }
}

/// Makes the user's code ready to run.
pub fn prepare(code: &str, dialect: Dialect, names: &HostNames) -> Result<Prepared, Refusal> {
    let scanned = scan::scan(code);
    let rewritten = modules::rewrite(code, &scanned, dialect, names)?;
    let lines = LineIndex::new(code);
    let wrapped = Edits::new(rewritten.edits).apply(code);

    let mut interner = Interner::default();
    let mut parser = Parser::new(Source::from_bytes(wrapped.text.as_bytes()));
    if dialect != Dialect::Node || rewritten.is_module {
        parser.set_strict();
    }
    let script = parser.parse_script(&Scope::new_global(), &mut interner).map_err(|error| {
        let (message, place) = describe(&error);
        let position = place.map(|(line, column)| {
            let offset = LineIndex::new(&wrapped.text).offset(&wrapped.text, line, column);
            lines.position(code, wrapped.moved.original(offset))
        });
        Refusal::Failed(EdgeFailure::Syntax { message, position, feature: None })
    })?;
    if script.statements().len() != 1 {
        // The code closed the function that it stands in: a stray `}`.
        let failure =
            EdgeFailure::Syntax { message: "Unexpected token \"}\"".to_owned(), position: None, feature: None };
        return Err(Refusal::Failed(failure));
    }

    let findings = Findings::of(&script, &wrapped.text);
    if let Some(refusal) = findings.refusal(dialect, |offset| lines.position(code, wrapped.moved.original(offset))) {
        return Err(refusal);
    }
    let measured = measure(&wrapped.text, &script, &interner, &findings, names);
    Ok(Prepared {
        text: measured.text,
        is_module: rewritten.is_module,
        places: [wrapped.moved, measured.moved],
        original: code.to_owned(),
    })
}

/// Puts every expression that makes a longer string into a call of the measuring function.
///
/// Should the result not be the same program but for these calls, which no known code brings about, the text stays as
/// it is: the code then runs with the bounds on instructions and time alone.
fn measure(text: &str, original: &Script, interner: &Interner, findings: &Findings, names: &HostNames) -> Applied {
    if findings.growing.is_empty() {
        return Edits::new(Vec::new()).apply(text);
    }
    let mut list = Vec::new();
    for &(start, end) in &findings.growing {
        list.push(TextEdit::insert(start, format!("{}(", names.measure)));
        list.push(TextEdit::insert_after(end, ")".to_owned()));
    }
    let applied = Edits::new(list).apply(text);
    let mut own = Interner::default();
    let mut parser = Parser::new(Source::from_bytes(applied.text.as_bytes()));
    let same = parser.parse_script(&Scope::new_global(), &mut own).is_ok_and(|script| {
        let function = own.get(names.measure.as_str());
        inspect::fingerprint(&script, &own, function) == inspect::fingerprint(original, interner, None)
    });
    if same { applied } else { Edits::new(Vec::new()).apply(text) }
}

/// The parser's words and, where it knows one, the place.
fn describe(error: &ParseError) -> (String, Option<(u32, u32)>) {
    let text = error.to_string();
    let place = match error {
        ParseError::Expected { span, .. } | ParseError::Unexpected { span, .. } => Some(span.start()),
        ParseError::General { position, .. } => Some(*position),
        ParseError::Lex { err: boa_engine::parser::lexer::Error::Syntax(_, position) } => Some(*position),
        _ => None,
    };
    let message = match error {
        ParseError::Expected { found, .. } | ParseError::Unexpected { found, .. } => {
            format!("Unexpected token \"{found}\"")
        }
        ParseError::AbruptEnd => "Unexpected end of input".to_owned(),
        ParseError::General { message, .. } => message.to_string(),
        _ => text.split(" at line ").next().unwrap_or(&text).to_owned(),
    };
    (message, place.map(|position| (position.line_number(), position.column_number())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    /// The text that runs, without what stands around the user's code.
    fn prepared(code: &str) -> String {
        let names = HostNames::unused_in(code);
        let prepared = prepare(code, Dialect::Node, &names).unwrap_or_else(|refusal| panic!("{code}: {refusal:?}"));
        let text = prepared.text.split_once('{').unwrap().1;
        text.rsplit_once('\n').unwrap().0.to_owned()
    }

    #[test]
    fn every_place_where_a_string_can_grow_is_measured() {
        for (code, expected) in [
            ("a + b", "$m(a + b)"),
            ("a + b + c", "$m(a + b + c)"),
            ("f(1) + g.h[2](3).k", "$m(f(1) + g.h[2](3).k)"),
            ("x.y += `${z}`", "$m(x.y += $m(`${z}`))"),
            ("x[i + 1] += a ? b : c", "$m(x[$m(i + 1)] += a ? b : c)"),
            ("(a + b) + (c)", "$m(($m(a + b)) + (c))"),
            ("a?.b?.() + c?.d", "$m(a?.b?.() + c?.d)"),
            (
                "t`x${1}` + new X(1) + !y + -z + (await_) + typeof q",
                "$m(t`x${1}` + new X(1) + !y + -z + (await_) + typeof q)",
            ),
            ("i++ + ++j", "$m(i++ + ++j)"),
            ("f(function () { return 1 } + [1, 2] + {a: 1})", "f($m(function () { return 1 } + [1, 2] + {a: 1}))"),
            ("x => x + 1", "x => $m(x + 1)"),
            ("a + /r/g + 'é' + \"日本\" + b", "$m(a + /r/g + 'é' + \"日本\" + b)"),
            ("0+1+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17", "$m($m(0+1)+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17)"),
            ("async () => a + await b", "async () => $m(a + await b)"),
            ("a + (x => x)", "$m(a + (x => x))"),
            ("this.a + super_ + null + class {}", "$m(this.a + super_ + null + class {})"),
            ("a + b * c - d + e", "$m($m(a + b * c) - d + e)"),
        ] {
            assert_eq!(prepared(code).replace("$measure", "$m"), expected, "{code}");
        }
    }
}
