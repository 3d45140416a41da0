//! Text with `${…}` and `%{…}` in it.

use std::rc::Rc;

use hcl_edit::template::{Directive, Element, Strip, Template};

use crate::convert::{concat, either_of};
use crate::source::Span;
use crate::value::{Kind, Value, Why};

use super::expression::{is_invalid, iterated};
use super::scope::{Bound, Scope};

impl<'s, 'f> Scope<'s, 'f> {
    /// The value of a template. One that is nothing but `${…}` has the value inside, of whatever kind.
    pub fn template<'t>(
        &self,
        elements: impl Iterator<Item = &'t Element>,
        length: usize,
        span: Option<Span>,
    ) -> Value {
        let elements: Vec<&Element> = elements.collect();
        if let ([Element::Interpolation(only)], 1) = (elements.as_slice(), length) {
            return self.eval(&only.expr);
        }
        let parts = self.parts(&elements);
        match parts.iter().find(|part| self.strict && is_invalid(part)) {
            Some(error) => error.clone(),
            None => concat(parts, span),
        }
    }

    fn parts(&self, elements: &[&Element]) -> Vec<Value> {
        let mut parts = Vec::new();
        for (index, element) in elements.iter().enumerate() {
            match element {
                Element::Literal(text) => {
                    let mut letters: &str = text;
                    let before = index.checked_sub(1).and_then(|before| elements.get(before));
                    if before.is_some_and(|before| strips(before).1) {
                        letters = letters.trim_start();
                    }
                    if elements.get(index + 1).is_some_and(|after| strips(after).0) {
                        letters = letters.trim_end();
                    }
                    // `$${` is how a template writes `${`.
                    let letters = letters.replace("$${", "${").replace("%%{", "%{");
                    parts.push(Value::text(letters, None));
                }
                Element::Interpolation(inner) => parts.push(self.eval(&inner.expr)),
                Element::Directive(directive) => parts.push(self.directive(directive)),
            }
        }
        parts
    }

    fn inside(&self, template: &Template, start: bool, end: bool) -> Value {
        let elements: Vec<&Element> = template.iter().collect();
        let mut parts = self.parts(&elements);
        let trim = |part: Option<&mut Value>, from_start: bool| {
            if let Some(part) = part
                && let Some(letters) = part.as_known()
            {
                let letters = if from_start { letters.trim_start() } else { letters.trim_end() };
                *part = Value::text(letters, None);
            }
        };
        if start {
            trim(parts.first_mut(), true);
        }
        if end {
            trim(parts.last_mut(), false);
        }
        concat(parts, None)
    }

    fn directive(&self, directive: &Directive) -> Value {
        match directive {
            Directive::If(choice) => {
                let condition = self.eval(&choice.if_expr.cond_expr);
                let condition = self.world.settled(condition);
                let next = choice.else_expr.as_ref().map_or(choice.endif_expr.strip, |other| other.strip);
                let then = || self.inside(&choice.if_expr.template, after(choice.if_expr.strip), before(next));
                let otherwise = || match &choice.else_expr {
                    Some(other) => self.inside(&other.template, after(other.strip), before(choice.endif_expr.strip)),
                    None => Value::text("", None),
                };
                match condition.to_bool() {
                    Some(true) => then(),
                    Some(false) => otherwise(),
                    None => {
                        let text = self.span(&choice.if_expr.cond_expr).and_then(|span| self.world.text(span));
                        either_of(text.unwrap_or_default().to_owned(), then(), otherwise(), condition.span)
                    }
                }
            }
            Directive::For(each) => {
                let intro = &each.for_expr;
                let collection = self.eval(&intro.collection_expr);
                let items = match iterated(collection) {
                    Ok(items) => items,
                    Err(unknown) => return unknown,
                };
                let mut parts = Vec::new();
                for (key, value, why) in items {
                    if !self.world.spend(1) {
                        break;
                    }
                    let outer = Bound { name: intro.value_var.as_str(), value: Rc::new(value), outer: self.bound };
                    let inner = intro.key_var.as_ref().map(|name| Bound {
                        name: name.as_str(),
                        value: Rc::new(key),
                        outer: Some(&outer),
                    });
                    let scope = Scope { bound: Some(inner.as_ref().unwrap_or(&outer)), ..*self };
                    parts.push(match why {
                        Some(why) => Value::new(Kind::Unknown(why), None),
                        None => scope.inside(&intro.template, after(intro.strip), before(each.endfor_expr.strip)),
                    });
                }
                concat(parts, None)
            }
        }
    }

    /// The value of a text as a template, with those values for its names.
    pub fn render(&self, text: &str, values: &Value, span: Option<Span>) -> Value {
        let letters = if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() };
        let Ok(template) = hcl_edit::parser::parse_template(&letters) else {
            return Value::unknown(Why::Function("templatefile".to_owned()), span);
        };
        self.render_with(&template, values.entries(), None, span)
    }

    fn render_with(
        &self,
        template: &Template,
        entries: &[crate::value::Entry],
        bound: Option<&Bound<'_>>,
        span: Option<Span>,
    ) -> Value {
        match entries.split_first() {
            Some((first, rest)) => {
                let here = Bound { name: &first.key, value: Rc::new(first.value.clone()), outer: bound };
                self.render_with(template, rest, Some(&here), span)
            }
            None => {
                let file = crate::source::FileId(u32::MAX);
                let scope = Scope { world: self.world, module: self.module, file, bound, strict: false };
                let elements: Vec<&Element> = template.iter().collect();
                concat(scope.parts(&elements), span)
            }
        }
    }
}

fn after(strip: Strip) -> bool {
    matches!(strip, Strip::End | Strip::Both)
}

fn before(strip: Strip) -> bool {
    matches!(strip, Strip::Start | Strip::Both)
}

/// Whether an element strips the whitespace before it, and behind it.
fn strips(element: &Element) -> (bool, bool) {
    match element {
        Element::Literal(_) => (false, false),
        Element::Interpolation(inner) => (before(inner.strip), after(inner.strip)),
        Element::Directive(directive) => match directive.as_ref() {
            Directive::If(choice) => (before(choice.if_expr.strip), after(choice.endif_expr.strip)),
            Directive::For(each) => (before(each.for_expr.strip), after(each.endfor_expr.strip)),
        },
    }
}
