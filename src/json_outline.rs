//! A JSON text as what can be folded: its objects and lists with what is in them, each with its place.

use std::rc::Rc;

use crate::json_tokens::{Token, tokens};
use crate::text_position::TextPosition;

/// How deep the parts may lie in one another: deeper than any scenario.
const DEEPEST: usize = 100;

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name, with the quotation marks; empty in a list.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// Where its value stands.
    pub place: TextPosition,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An object and its fields.
    Object(Vec<Rc<Node>>),
    /// A list and its items.
    List(Vec<Rc<Node>>),
    /// Another value, as it stands.
    Leaf(Token, String),
}

impl Node {
    /// What is in it; none for what holds nothing.
    pub fn inside(&self) -> &[Rc<Self>] {
        match &self.kind {
            Kind::Object(inside) | Kind::List(inside) => inside,
            Kind::Leaf(..) => &[],
        }
    }
}

/// The parts of a text; none where it is no JSON, or too deep.
pub fn outline(text: &str) -> Option<Node> {
    let mut building = Building::default();
    for (token, piece) in tokens(text) {
        match token {
            Token::Plain => piece.chars().try_for_each(|sign| building.sign(sign))?,
            Token::Key => building.key(piece),
            Token::Text | Token::Number | Token::Word => building.leaf(token, piece)?,
        }
    }
    building.root.filter(|_| building.open.is_empty())
}

#[derive(Default)]
struct Building {
    open: Vec<Node>,
    root: Option<Node>,
    key: String,
    line: usize,
    column: usize,
    at: u32,
}

impl Building {
    /// Goes past a piece without line ends, and gives its place.
    fn pass(&mut self, piece: &str) -> TextPosition {
        let start = self.at;
        let units = piece.chars().map(char::len_utf16).sum::<usize>();
        self.at = self.at.saturating_add(u32::try_from(units).unwrap_or(u32::MAX));
        let column = self.column + 1;
        self.column += piece.chars().count();
        TextPosition { line: self.line + 1, column, start, end: self.at }
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        let place = self.pass(sign.encode_utf8(&mut [0; 4]));
        let key = std::mem::take(&mut self.key);
        match sign {
            '{' | '[' if self.open.len() >= DEEPEST => return None,
            '{' => self.open.push(Node { key, kind: Kind::Object(Vec::new()), place }),
            '[' => self.open.push(Node { key, kind: Kind::List(Vec::new()), place }),
            '}' | ']' => {
                let mut node = self.open.pop()?;
                if matches!(node.kind, Kind::Object(_)) != (sign == '}') {
                    return None;
                }
                node.place.end = self.at;
                self.add(node)?;
            }
            '\n' => {
                self.line += 1;
                self.column = 0;
                self.key = key;
            }
            _ => self.key = key,
        }
        Some(())
    }

    fn key(&mut self, piece: &str) {
        self.pass(piece);
        piece.clone_into(&mut self.key);
    }

    fn leaf(&mut self, token: Token, piece: &str) -> Option<()> {
        let place = self.pass(piece);
        let key = std::mem::take(&mut self.key);
        self.add(Node { key, kind: Kind::Leaf(token, piece.to_owned()), place })
    }

    fn add(&mut self, node: Node) -> Option<()> {
        match self.open.last_mut().map(|around| &mut around.kind) {
            Some(Kind::Object(inside) | Kind::List(inside)) => inside.push(Rc::new(node)),
            Some(Kind::Leaf(..)) => return None,
            None if self.root.is_some() => return None,
            None => self.root = Some(node),
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use hopscope_scenario::Scenario;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str, place: TextPosition) -> String {
        let units = text.encode_utf16().skip(place.start as usize).take((place.end - place.start) as usize);
        String::from_utf16(&units.collect::<Vec<_>>()).unwrap()
    }

    /// How many parts there are, each of which stands at its place.
    fn count(text: &str, node: &Node) -> usize {
        let stands = at(text, node.place);
        match &node.kind {
            Kind::Object(_) => assert!(stands.starts_with('{') && stands.ends_with('}'), "{stands}"),
            Kind::List(_) => assert!(stands.starts_with('[') && stands.ends_with(']'), "{stands}"),
            Kind::Leaf(_, leaf) => assert_eq!(stands, *leaf),
        }
        1 + node.inside().iter().map(|inside| count(text, inside)).sum::<usize>()
    }

    #[test]
    fn every_part_stands_at_its_place() {
        let text = "{\n  \"日本🚀\": [1, {\"b\": \"x}\"}],\n  \"c\": null\n}";
        let root = outline(text).unwrap();
        assert_eq!(count(text, &root), 6);
        let list = &root.inside()[0];
        assert_eq!((list.key.as_str(), list.place.line, list.place.column), ("\"日本🚀\"", 2, 10));
        assert_eq!(root.inside()[1].place.line, 3);
        assert_eq!(list.inside()[1].inside()[0].key, "\"b\"");
    }

    #[test]
    fn a_scenario_is_laid_out_whole() {
        let text = Scenario::from_json(include_str!("../examples/article-terraform.json")).unwrap().to_json_pretty();
        let root = outline(&text).unwrap();
        let keys: Vec<&str> = root.inside().iter().map(|node| node.key.trim_matches('"')).collect();
        assert_eq!(keys[..3], ["hopscope", "title", "requests"]);
        assert!(count(&text, &root) > 50);
    }

    #[test]
    fn what_is_no_json_has_no_parts() {
        for text in ["", "{", "}", "{}{}", "[1]]", "1 2", "{]", "[1}"] {
            assert_eq!(outline(text), None, "{text}");
        }
        assert_eq!(outline(&"[".repeat(1_000_000)), None);
    }

    proptest! {
        #[test]
        fn any_text_has_parts_or_none(text in any::<String>()) {
            if let Some(root) = outline(&text) {
                count(&text, &root);
            }
        }
    }
}
