//! What functions on text do with text that is partly unknown, or one of several.

use crate::convert::concat;
use crate::source::Span;
use crate::value::{Kind, Piece, Text, Value};

/// The values as text, with a separator between them. Null is left out.
pub fn join(separator: &str, parts: &[Value], span: Option<Span>) -> Value {
    let mut all = Vec::with_capacity(parts.len() * 2);
    for part in parts.iter().filter(|part| part.kind != Kind::Null) {
        if !all.is_empty() && !separator.is_empty() {
            all.push(Value::text(separator, None));
        }
        all.push(part.clone());
    }
    concat(all, span)
}

/// A text, cut at a separator. What is not known counts as letters without one, which the names that AWS makes up are.
pub fn split(separator: &str, text: &Text, span: Option<Span>) -> Vec<Value> {
    let mut items = Vec::new();
    let mut current = Text::default();
    for piece in &text.0 {
        match piece {
            Piece::Known(known) if !separator.is_empty() => {
                let mut stretches = known.split(separator);
                current.push(Piece::Known(stretches.next().unwrap_or_default().to_owned()));
                for stretch in stretches {
                    items.push(Value::new(Kind::Text(std::mem::take(&mut current)), span));
                    current.push(Piece::Known(stretch.to_owned()));
                }
            }
            other => current.push(other.clone()),
        }
    }
    items.push(Value::new(Kind::Text(current), span));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::either_of;

    fn known(text: &str) -> Value {
        Value::text(text, None)
    }

    #[test]
    fn text_is_cut_around_what_is_not_known() {
        let endpoint = Text(vec![
            Piece::Known("https://".into()),
            Piece::Handle(crate::value::Handle { resource: "api".into(), attribute: "id".into() }),
            Piece::Known(".execute-api.eu-west-1.amazonaws.com/prod/".into()),
        ]);
        let items = split("/", &endpoint, None);
        assert_eq!(items.len(), 5);
        let Kind::Text(host) = &items[2].kind else { panic!("{:?}", items[2]) };
        assert_eq!(host.0.len(), 2);
        assert_eq!(items[3], known("prod"));
    }

    #[test]
    fn alternatives_of_one_condition_stay_together() {
        let choice = |a: &str, b: &str| either_of("IsProd".to_owned(), known(a), known(b), None);
        let joined = join("-", &[choice("a", "b"), known("x"), choice("c", "d")], None);
        assert_eq!(joined, choice("a-x-c", "b-x-d"));
    }

    #[test]
    fn many_alternatives_end_as_unknown() {
        let choice = |n: usize| either_of(format!("C{n}"), known("a"), known("b"), None);
        let parts: Vec<Value> = (0..40).map(choice).collect();
        let text = format!("{:?}", join("", &parts, None));
        assert!(text.contains("Limit") && text.len() < 2_000_000, "{}", text.len());
    }
}
