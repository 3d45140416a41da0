//! Operators, and the choice between two.

use hcl_edit::expr::{BinaryOp, BinaryOperator, Conditional, UnaryOp, UnaryOperator};

use crate::convert::{either_of, same};
use crate::source::Span;
use crate::value::{Kind, Piece, Unknown, Value, Why};

use super::expression::is_error;
use super::scope::Scope;

impl<'s, 'f> Scope<'s, 'f> {
    /// `condition ? a : b`. Where the condition is not known, both.
    pub fn conditional(&self, conditional: &Conditional, span: Option<Span>) -> Value {
        let condition = self.world.settled(self.eval(&conditional.cond_expr));
        let choose = |holds: bool| self.eval(if holds { &conditional.true_expr } else { &conditional.false_expr });
        if let Some(holds) = condition.to_bool() {
            return choose(holds);
        }
        if is_error(&condition) {
            return condition;
        }
        if let Kind::Either(either) = &condition.kind
            && let (Some(then), Some(otherwise)) = (either.then.to_bool(), either.otherwise.to_bool())
        {
            return either_of(either.condition.clone(), choose(then), choose(otherwise), span);
        }
        let text = self.span(&conditional.cond_expr).and_then(|span| self.world.text(span)).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (then, otherwise) = match self.world.options.answers.get(&text).map(String::as_str) {
            Some("true") => return choose(true),
            Some("false") => return choose(false),
            _ => (choose(true), choose(false)),
        };
        either_of(text, then, otherwise, span)
    }

    /// `!x`, `-x`.
    pub fn unary(&self, operation: &UnaryOp, span: Option<Span>) -> Value {
        let value = self.eval(&operation.expr);
        value.each_branch(&mut |value| {
            let result = match *operation.operator {
                UnaryOperator::Not => value.to_bool().map(|value| Kind::Bool(!value)),
                UnaryOperator::Neg => value.to_number().map(|value| Kind::Number(-value)),
            };
            match result {
                Some(kind) => Value::new(kind, span),
                None => unknown_of(&[&value], span),
            }
        })
    }

    /// An operation on two values.
    pub fn binary(&self, operation: &BinaryOp, span: Option<Span>) -> Value {
        let operator = *operation.operator;
        let left = self.world.settled(self.eval(&operation.lhs_expr));
        // What one side settles alone needs no other.
        match (operator, left.to_bool()) {
            (BinaryOperator::And, Some(false)) => return Value::new(Kind::Bool(false), span),
            (BinaryOperator::Or, Some(true)) => return Value::new(Kind::Bool(true), span),
            _ => {}
        }
        let right = self.world.settled(self.eval(&operation.rhs_expr));
        if matches!(operator, BinaryOperator::Eq | BinaryOperator::NotEq) {
            let negated = operator == BinaryOperator::NotEq;
            return left.each_branch(&mut |left| {
                right.clone().each_branch(&mut |right| match equal(&left, &right) {
                    Some(equal) => Value::new(Kind::Bool(equal != negated), span),
                    None => unknown_of(&[&left, &right], span),
                })
            });
        }
        left.each_branch(&mut |left| right.clone().each_branch(&mut |right| arithmetic(operator, &left, &right, span)))
    }
}

fn arithmetic(operator: BinaryOperator, left: &Value, right: &Value, span: Option<Span>) -> Value {
    use BinaryOperator as Op;
    let kind = match operator {
        Op::And | Op::Or => match (operator, left.to_bool(), right.to_bool()) {
            (Op::And, Some(a), Some(b)) => Some(Kind::Bool(a && b)),
            (Op::Or, Some(a), Some(b)) => Some(Kind::Bool(a || b)),
            (Op::And, _, Some(false)) => Some(Kind::Bool(false)),
            (Op::Or, _, Some(true)) => Some(Kind::Bool(true)),
            _ => None,
        },
        _ => match (left.to_number(), right.to_number()) {
            (Some(a), Some(b)) => number(operator, a, b),
            _ => None,
        },
    };
    kind.map_or_else(|| unknown_of(&[left, right], span), |kind| Value::new(kind, span))
}

fn number(operator: BinaryOperator, a: f64, b: f64) -> Option<Kind> {
    use BinaryOperator as Op;
    let result = match operator {
        Op::Plus => a + b,
        Op::Minus => a - b,
        Op::Mul => a * b,
        Op::Div if b != 0.0 => a / b,
        Op::Mod if b != 0.0 => a % b,
        Op::Less => return Some(Kind::Bool(a < b)),
        Op::LessEq => return Some(Kind::Bool(a <= b)),
        Op::Greater => return Some(Kind::Bool(a > b)),
        Op::GreaterEq => return Some(Kind::Bool(a >= b)),
        _ => return None,
    };
    result.is_finite().then_some(Kind::Number(result))
}

/// Whether two values are equal, where that is known.
pub fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (&left.kind, &right.kind) {
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Null, other) | (other, Kind::Null) => not_null(other).then_some(false),
        (Kind::Text(a), Kind::Text(b)) => {
            if let (Some(a), Some(b)) = (a.as_known(), b.as_known()) {
                return Some(a == b);
            }
            let has_unknown = |text: &crate::value::Text| text.first_unknown().is_some();
            if a == b && !has_unknown(a) {
                return Some(true);
            }
            let (start_a, start_b) = (a.known_start(), b.known_start());
            if !start_a.starts_with(start_b) && !start_b.starts_with(start_a) {
                return Some(false);
            }
            // What AWS fills in is never empty.
            let empty = |text: &crate::value::Text| text.as_known().is_some_and(|text| text.is_empty());
            let filled = |text: &crate::value::Text| text.0.iter().any(|piece| matches!(piece, Piece::Handle(_)));
            ((empty(a) && filled(b)) || (empty(b) && filled(a))).then_some(false)
        }
        (Kind::Unknown(_), _) | (_, Kind::Unknown(_)) => None,
        (Kind::Number(_), Kind::Text(_)) | (Kind::Text(_), Kind::Number(_)) => {
            Some(left.as_known()? == right.as_known()?)
        }
        (Kind::Bool(_), Kind::Text(_)) | (Kind::Text(_), Kind::Bool(_)) => Some(left.as_known()? == right.as_known()?),
        (Kind::List(a), Kind::List(b)) if a.is_empty() != b.is_empty() => Some(false),
        _ if left.first_unknown().is_some() || right.first_unknown().is_some() => None,
        _ => Some(same(left, right)),
    }
}

/// Whether a value is certainly something. What a person must give, and what AWS fills in, is.
fn not_null(kind: &Kind) -> bool {
    match kind {
        Kind::Unknown(Unknown { why, .. }) => {
            matches!(
                why,
                Why::Variable(_) | Why::Part(..) | Why::AfterApply | Why::Lookup(_) | Why::Sensitive | Why::File(_)
            )
        }
        Kind::Null | Kind::Either(_) | Kind::Repeated(_) => false,
        _ => true,
    }
}

/// Unknown, for the first reason among those values.
pub fn unknown_of(values: &[&Value], span: Option<Span>) -> Value {
    let unknown = values.iter().find_map(|value| value.first_unknown()).cloned();
    let handle = values.iter().any(|value| matches!(&value.kind, Kind::Text(text) if text.as_known().is_none()));
    let unknown = unknown.unwrap_or_else(|| Unknown {
        why: if handle { Why::AfterApply } else { Why::Invalid("the operands do not fit".to_owned()) },
        span,
    });
    Value::new(Kind::Unknown(unknown), span)
}
