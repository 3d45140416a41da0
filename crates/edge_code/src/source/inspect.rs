//! What the syntax tree tells: which language features the code uses, and where strings can grow.
//!
//! Sources: AWS documentation, "JavaScript runtime 1.0 features" and "JavaScript runtime 2.0 features"; failures of
//! real functions reported in public repositories, 2025 and 2026. See [`JsFeature::is_certain`].

use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;
use std::ops::ControlFlow;

use boa_engine::ast::declaration::{Binding, LexicalDeclaration};
use boa_engine::ast::expression::access::PropertyAccess;
use boa_engine::ast::expression::literal::{Literal, LiteralKind, PropertyDefinition, TemplateLiteral};
use boa_engine::ast::expression::operator::assign::{Assign, AssignOp, AssignTarget};
use boa_engine::ast::expression::operator::binary::{ArithmeticOp, Binary, BinaryOp};
use boa_engine::ast::expression::{Await, Call, ImportCall, ImportMeta, New, Optional, Spread};
use boa_engine::ast::function::{
    ArrowFunction, AsyncArrowFunction, AsyncFunctionDeclaration, AsyncFunctionExpression, AsyncGeneratorDeclaration,
    AsyncGeneratorExpression, ClassDeclaration, ClassExpression, FormalParameter, FunctionDeclaration,
    FunctionExpression, GeneratorDeclaration, GeneratorExpression,
};
use boa_engine::ast::pattern::Pattern;
use boa_engine::ast::property::MethodDefinitionKind;
use boa_engine::ast::statement::{Catch, ForOfLoop, Return};
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::ast::{Expression, Position, Script, Spanned, Statement};
use boa_engine::interner::{Interner, Sym};
use hopscope_scenario::edge_call::{CodePosition, EdgeFailure, JsFeature};

use super::edits::LineIndex;
use super::scan::{Scanned, is_name_byte, scan};
use super::{Dialect, Refusal};

/// What was found in a program.
pub struct Findings {
    /// Expressions that can make a longer string than any they are given, as byte ranges.
    pub growing: Vec<(usize, usize)>,
    features: Vec<(JsFeature, usize, String)>,
    dynamic_import: bool,
    import_meta: bool,
    top_level_return: bool,
}

impl Findings {
    /// Looks through a program that consists of one function around the user's code.
    pub fn of(script: &Script, text: &str) -> Self {
        let mut finder = Finder {
            text,
            lines: LineIndex::new(text),
            scanned: scan(text),
            found: Self {
                growing: Vec::new(),
                features: Vec::new(),
                dynamic_import: false,
                import_meta: false,
                top_level_return: false,
            },
            functions: 0,
            in_arguments: false,
            catches: 0,
        };
        let _: ControlFlow<()> = script.visit_with(&mut finder);
        finder.found
    }

    /// The first thing that the runtime lacks. `place` gives a byte's place in the user's text.
    pub fn refusal(&self, dialect: Dialect, place: impl Fn(usize) -> CodePosition) -> Option<Refusal> {
        if dialect == Dialect::Node {
            let what = if self.dynamic_import {
                "import()"
            } else if self.import_meta {
                "import.meta"
            } else if self.features.iter().any(|(feature, ..)| *feature == JsFeature::BigInt) {
                "BigInt"
            } else {
                return None;
            };
            return Some(Refusal::Unsupported(what.to_owned()));
        }
        let first = self
            .features
            .iter()
            .filter(|(feature, ..)| {
                dialect == Dialect::CloudFront1
                    || !matches!(
                        feature,
                        JsFeature::LexicalDeclaration | JsFeature::Async | JsFeature::NumericSeparator
                    )
            })
            .min_by_key(|(_, at, _)| *at);
        let (message, position, feature) = match first {
            Some((JsFeature::AwaitInArguments, at, _)) => {
                ("await in arguments not supported".to_owned(), Some(place(*at)), Some(JsFeature::AwaitInArguments))
            }
            Some((feature, at, token)) => {
                (format!("Token \"{token}\" not supported in this version"), Some(place(*at)), Some(*feature))
            }
            None if self.top_level_return => ("Illegal return statement".to_owned(), None, None),
            None => return None,
        };
        Some(Refusal::Failed(EdgeFailure::Syntax { message, position, feature }))
    }
}

/// Where an expression begins. The tree places a call at its bracket and an access at its dot.
fn start_of(expression: &Expression) -> Position {
    match expression {
        Expression::Call(call) => start_of(call.function()),
        Expression::PropertyAccess(access) => start_of_access(access),
        Expression::Optional(optional) => start_of(optional.target()),
        Expression::TaggedTemplate(template) => start_of(template.tag()),
        Expression::Binary(binary) => start_of(binary.lhs()),
        Expression::Conditional(conditional) => start_of(conditional.condition()),
        Expression::Assign(assign) => match assign.lhs() {
            AssignTarget::Access(access) => start_of_access(access),
            other => other.span().start(),
        },
        other => other.span().start(),
    }
}

fn start_of_access(access: &PropertyAccess) -> Position {
    match access {
        PropertyAccess::Simple(access) => start_of(access.target()),
        PropertyAccess::Private(access) => start_of(access.target()),
        PropertyAccess::Super(access) => access.span().start(),
    }
}

/// Where an expression ends.
fn end_of(expression: &Expression) -> Position {
    match expression {
        Expression::Binary(binary) => end_of(binary.rhs()),
        Expression::Assign(assign) => end_of(assign.rhs()),
        Expression::Conditional(conditional) => end_of(conditional.if_false()),
        Expression::Unary(unary) => end_of(unary.target()),
        Expression::Await(awaited) => end_of(awaited.target()),
        other => other.span().end(),
    }
}

struct Finder<'t> {
    text: &'t str,
    lines: LineIndex,
    scanned: Scanned,
    found: Findings,
    /// How many functions are open, ours around the user's code included.
    functions: usize,
    in_arguments: bool,
    /// Up to where `catch {` has been looked for.
    catches: usize,
}

impl Finder<'_> {
    fn offset(&self, position: Position) -> usize {
        self.lines.offset(self.text, position.line_number(), position.column_number())
    }

    fn feature(&mut self, feature: JsFeature, at: usize, token: &str) {
        self.found.features.push((feature, at, token.to_owned()));
    }

    fn growing(&mut self, start: Position, end: Position) {
        self.found.growing.push((self.offset(start), self.offset(end)));
    }

    /// The last place of a word before a place.
    fn word_before(&self, before: usize, word: &str) -> Option<usize> {
        let code = self.scanned.code.get(..before)?;
        let matches = |at: &usize| {
            code.get(*at..).is_some_and(|rest| rest.starts_with(word.as_bytes()))
                && !code.get(at + word.len()).is_some_and(|byte| is_name_byte(*byte))
                && !at.checked_sub(1).and_then(|at| code.get(at)).is_some_and(|byte| is_name_byte(*byte))
        };
        (0..=before.checked_sub(word.len())?).rev().find(matches)
    }

    /// Visits a function's inside.
    fn function(&mut self, node: &impl VisitWith) -> ControlFlow<()> {
        let outside = std::mem::take(&mut self.in_arguments);
        self.functions += 1;
        let flow = node.visit_with(self);
        self.functions -= 1;
        self.in_arguments = outside;
        flow
    }

    fn arguments(&mut self, arguments: &[Expression]) -> ControlFlow<()> {
        let outside = std::mem::replace(&mut self.in_arguments, true);
        for argument in arguments {
            self.visit_expression(argument)?;
        }
        self.in_arguments = outside;
        ControlFlow::Continue(())
    }
}

/// Reports a feature at a node's beginning, then goes on inside.
macro_rules! reports {
    ($($method:ident($type:ty) => $feature:ident, $token:literal;)*) => {
        $(
            fn $method(&mut self, node: &'ast $type) -> ControlFlow<()> {
                let at = self.offset(node.span().start());
                self.feature(JsFeature::$feature, at, $token);
                self.function(node)
            }
        )*
    };
}

/// Reports a feature at a declaration's keyword, then goes on inside.
macro_rules! reports_declaration {
    ($($method:ident($type:ty) => $feature:ident, $token:literal;)*) => {
        $(
            fn $method(&mut self, node: &'ast $type) -> ControlFlow<()> {
                let name = self.offset(node.name().span().start());
                let at = self.word_before(name, $token).unwrap_or(name);
                self.feature(JsFeature::$feature, at, $token);
                self.function(node)
            }
        )*
    };
}

impl<'ast> Visitor<'ast> for Finder<'_> {
    type BreakTy = ();

    reports! {
        visit_class_expression(ClassExpression) => Class, "class";
        visit_generator_expression(GeneratorExpression) => Generator, "*";
        visit_async_generator_expression(AsyncGeneratorExpression) => Generator, "*";
        visit_async_function_expression(AsyncFunctionExpression) => Async, "async";
        visit_async_arrow_function(AsyncArrowFunction) => Async, "async";
    }

    reports_declaration! {
        visit_class_declaration(ClassDeclaration) => Class, "class";
        visit_generator_declaration(GeneratorDeclaration) => Generator, "*";
        visit_async_generator_declaration(AsyncGeneratorDeclaration) => Generator, "*";
        visit_async_function_declaration(AsyncFunctionDeclaration) => Async, "async";
    }

    fn visit_function_expression(&mut self, node: &'ast FunctionExpression) -> ControlFlow<()> {
        self.function(node)
    }

    fn visit_function_declaration(&mut self, node: &'ast FunctionDeclaration) -> ControlFlow<()> {
        self.function(node)
    }

    fn visit_arrow_function(&mut self, node: &'ast ArrowFunction) -> ControlFlow<()> {
        self.function(node)
    }

    /// Of a chain `a + b + c…` every sixteenth sum is measured: each measured sum takes the parser some levels deeper,
    /// and a sum of sixteen strings of the largest length is still bounded.
    fn visit_binary(&mut self, node: &'ast Binary) -> ControlFlow<()> {
        const SUM: BinaryOp = BinaryOp::Arithmetic(ArithmeticOp::Add);
        if node.op() != SUM {
            return node.visit_with(self);
        }
        let (mut sum, mut index) = (node, 0_usize);
        loop {
            if index.is_multiple_of(16) {
                self.growing(start_of(sum.lhs()), end_of(sum.rhs()));
            }
            self.visit_expression(sum.rhs())?;
            match sum.lhs() {
                Expression::Binary(inner) if inner.op() == SUM => (sum, index) = (inner, index + 1),
                other => return self.visit_expression(other),
            }
        }
    }

    fn visit_assign(&mut self, node: &'ast Assign) -> ControlFlow<()> {
        let token = match node.op() {
            AssignOp::BoolAnd => Some("&&="),
            AssignOp::BoolOr => Some("||="),
            AssignOp::Coalesce => Some("??="),
            _ => None,
        };
        if let Some(token) = token {
            let at = self.offset(node.span().start());
            self.feature(JsFeature::LogicalAssignment, at, token);
        }
        if node.op() == AssignOp::Add {
            let start = match node.lhs() {
                AssignTarget::Access(access) => start_of_access(access),
                other => other.span().start(),
            };
            self.growing(start, end_of(node.rhs()));
        }
        node.visit_with(self)
    }

    fn visit_template_literal(&mut self, node: &'ast TemplateLiteral) -> ControlFlow<()> {
        if node.elements().len() > 1 {
            self.growing(node.span().start(), node.span().end());
        }
        node.visit_with(self)
    }

    fn visit_pattern(&mut self, node: &'ast Pattern) -> ControlFlow<()> {
        let at = self.offset(node.span().start());
        let token = if matches!(node, Pattern::Array(_)) { "[" } else { "{" };
        self.feature(JsFeature::Destructuring, at, token);
        node.visit_with(self)
    }

    fn visit_formal_parameter(&mut self, node: &'ast FormalParameter) -> ControlFlow<()> {
        if let Some(default) = node.init() {
            let at = self.offset(default.span().start());
            self.feature(JsFeature::DefaultParameter, at, "=");
        }
        node.visit_with(self)
    }

    fn visit_spread(&mut self, node: &'ast Spread) -> ControlFlow<()> {
        let at = self.offset(node.span().start());
        self.feature(JsFeature::Spread, at, "...");
        node.visit_with(self)
    }

    fn visit_property_definition(&mut self, node: &'ast PropertyDefinition) -> ControlFlow<()> {
        match node {
            PropertyDefinition::SpreadObject(value) => {
                let at = self.offset(value.span().start());
                self.feature(JsFeature::Spread, at, "...");
            }
            PropertyDefinition::MethodDefinition(method) => {
                let start = method.body().span().start();
                let at = self.offset(start);
                match method.kind() {
                    MethodDefinitionKind::Generator | MethodDefinitionKind::AsyncGenerator => {
                        self.feature(JsFeature::Generator, at, "*");
                    }
                    MethodDefinitionKind::Async => self.feature(JsFeature::Async, at, "async"),
                    _ => {}
                }
                return self.function(node);
            }
            _ => {}
        }
        node.visit_with(self)
    }

    fn visit_optional(&mut self, node: &'ast Optional) -> ControlFlow<()> {
        let at = self.offset(node.target().span().end());
        self.feature(JsFeature::OptionalChaining, at, "?.");
        node.visit_with(self)
    }

    fn visit_call(&mut self, node: &'ast Call) -> ControlFlow<()> {
        self.visit_expression(node.function())?;
        self.arguments(node.args())
    }

    fn visit_new(&mut self, node: &'ast New) -> ControlFlow<()> {
        self.visit_expression(node.constructor())?;
        self.arguments(node.arguments())
    }

    fn visit_await(&mut self, node: &'ast Await) -> ControlFlow<()> {
        let at = self.offset(node.span().start());
        let feature = if self.in_arguments { JsFeature::AwaitInArguments } else { JsFeature::Async };
        self.feature(feature, at, "await");
        node.visit_with(self)
    }

    fn visit_lexical_declaration(&mut self, node: &'ast LexicalDeclaration) -> ControlFlow<()> {
        if let Some(first) = node.variable_list().as_ref().first() {
            let name = match first.binding() {
                Binding::Identifier(name) => self.offset(name.span().start()),
                Binding::Pattern(pattern) => self.offset(pattern.span().start()),
            };
            let token = if matches!(node, LexicalDeclaration::Const(_)) { "const" } else { "let" };
            let at = self.word_before(name, token).unwrap_or(name);
            self.feature(JsFeature::LexicalDeclaration, at, token);
        }
        node.visit_with(self)
    }

    fn visit_for_of_loop(&mut self, node: &'ast ForOfLoop) -> ControlFlow<()> {
        let iterable = self.offset(node.iterable().span().start());
        let at = self.word_before(iterable, "of").unwrap_or(iterable);
        self.feature(JsFeature::ForOf, at, "of");
        node.visit_with(self)
    }

    fn visit_catch(&mut self, node: &'ast Catch) -> ControlFlow<()> {
        if node.parameter().is_none() {
            // A block has no place of its own in the tree, so the next `catch {` of the text is taken.
            let at = self.next_bare_catch().unwrap_or(0);
            self.feature(JsFeature::OptionalCatchBinding, at, "{");
        }
        node.visit_with(self)
    }

    fn visit_literal(&mut self, node: &'ast Literal) -> ControlFlow<()> {
        let span = node.span();
        let (start, end) = (self.offset(span.start()), self.offset(span.end()));
        let text = self.text.get(start..end).unwrap_or_default();
        match node.kind() {
            LiteralKind::BigInt(_) => self.feature(JsFeature::BigInt, start, text),
            LiteralKind::Num(_) | LiteralKind::Int(_) if text.contains('_') => {
                self.feature(JsFeature::NumericSeparator, start, text);
            }
            _ => {}
        }
        node.visit_with(self)
    }

    fn visit_import_call(&mut self, node: &'ast ImportCall) -> ControlFlow<()> {
        self.found.dynamic_import = true;
        let at = self.offset(node.span().start());
        self.feature(JsFeature::Import, at, "import");
        node.visit_with(self)
    }

    fn visit_import_meta(&mut self, node: &'ast ImportMeta) -> ControlFlow<()> {
        self.found.import_meta = true;
        let at = self.offset(node.span().start());
        self.feature(JsFeature::Import, at, "import");
        node.visit_with(self)
    }

    fn visit_return(&mut self, node: &'ast Return) -> ControlFlow<()> {
        // Two functions are ours: the one around the code, whose last statement returns.
        if self.functions <= 1 {
            self.found.top_level_return |= !self.is_own_return(node);
        }
        node.visit_with(self)
    }
}

impl Finder<'_> {
    /// Whether a `return` is the one that was put behind the user's code.
    fn is_own_return(&self, node: &Return) -> bool {
        let last = self.text.rfind('\n').unwrap_or(0);
        node.target().is_some_and(|target| self.offset(target.span().start()) > last)
    }

    fn next_bare_catch(&mut self) -> Option<usize> {
        let code = &self.scanned.code;
        let mut at = self.catches;
        while let Some(found) = code.get(at..)?.windows(5).position(|window| window == b"catch") {
            let after = at + found + 5;
            let rest = code.get(after..)?;
            let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            at = after;
            if rest.get(blanks) == Some(&b'{') {
                self.catches = at;
                return Some(after + blanks);
            }
        }
        None
    }
}

/// What a program is, as a number: equal for programs that differ only in where they stand and in calls of one
/// function, which count as their argument.
pub fn fingerprint(script: &Script, interner: &Interner, transparent: Option<Sym>) -> u64 {
    let mut printer = Fingerprint { hash: DefaultHasher::new(), interner, transparent };
    let _: ControlFlow<()> = script.visit_with(&mut printer);
    printer.hash.finish()
}

struct Fingerprint<'i> {
    hash: DefaultHasher,
    interner: &'i Interner,
    transparent: Option<Sym>,
}

impl<'ast> Visitor<'ast> for Fingerprint<'_> {
    type BreakTy = ();

    fn visit_expression(&mut self, node: &'ast Expression) -> ControlFlow<()> {
        if let Expression::Call(call) = node
            && matches!(call.function(), Expression::Identifier(name) if Some(name.sym()) == self.transparent)
            && let [argument] = call.args()
        {
            return self.visit_expression(argument);
        }
        discriminant(node).hash(&mut self.hash);
        node.visit_with(self)?;
        0_u8.hash(&mut self.hash);
        ControlFlow::Continue(())
    }

    fn visit_statement(&mut self, node: &'ast Statement) -> ControlFlow<()> {
        discriminant(node).hash(&mut self.hash);
        node.visit_with(self)?;
        1_u8.hash(&mut self.hash);
        ControlFlow::Continue(())
    }

    fn visit_binary(&mut self, node: &'ast Binary) -> ControlFlow<()> {
        node.op().to_string().hash(&mut self.hash);
        node.visit_with(self)
    }

    fn visit_sym(&mut self, node: &'ast Sym) -> ControlFlow<()> {
        self.interner.resolve(*node).map(|name| name.utf16().to_vec()).hash(&mut self.hash);
        ControlFlow::Continue(())
    }
}
