//! The text of a pattern as a tree. Source: ECMA-262, "Patterns" and "Regular Expressions Patterns" of Annex B.

use std::ops::Range;

/// How deep groups may be nested.
const DEEPEST: usize = 100;

/// A piece of a pattern.
#[derive(Clone, Debug)]
pub enum Node {
    /// Nothing.
    Empty,
    /// One character of those that a text, as a pattern of its own, matches.
    Character(String),
    /// `^`.
    Start,
    /// `$`.
    End,
    /// `\b`, or `\B`.
    Boundary {
        /// Whether it is `\B`.
        negative: bool,
    },
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first that leads on.
    Choice(Vec<Node>),
    /// A group that captures, from 0.
    Capture(usize, Box<Node>),
    /// What a group captured, one of these.
    Back(Vec<usize>),
    /// A look ahead or behind.
    Look {
        /// Whether it looks behind.
        behind: bool,
        /// Whether it must fail.
        negative: bool,
        /// What it looks for.
        node: Box<Node>,
    },
    /// A loop.
    Repeat {
        /// What is repeated.
        node: Box<Node>,
        /// How often at least.
        min: u32,
        /// How often at most.
        max: u32,
        /// Whether as often as can be.
        greedy: bool,
        /// The groups inside.
        groups: Range<usize>,
    },
}

/// Reads a pattern. None: it has something that is not known here, or no matcher would take it.
pub fn parse(source: &str, by_code_point: bool, sets: bool) -> Option<Node> {
    let text: Vec<char> = source.chars().collect();
    let (count, names) = groups(&text);
    let mut parser = Parser { text: &text, at: 0, by_code_point, sets, count, names, opened: 0, depth: 0 };
    let node = parser.choice()?;
    (parser.at == text.len()).then_some(node)
}

/// How many groups capture, and the names of those that have one.
fn groups(text: &[char]) -> (usize, Vec<(String, usize)>) {
    let (mut count, mut names, mut in_class, mut at) = (0, Vec::new(), false, 0);
    while let Some(character) = text.get(at) {
        match character {
            '\\' => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => match text.get(at + 1..).unwrap_or_default() {
                ['?', '<', '=' | '!', ..] => {}
                ['?', '<', rest @ ..] => {
                    names.push((rest.iter().take_while(|c| **c != '>').collect(), count));
                    count += 1;
                }
                ['?', ..] => {}
                _ => count += 1,
            },
            _ => {}
        }
        at += 1;
    }
    (count, names)
}

struct Parser<'a> {
    text: &'a [char],
    at: usize,
    by_code_point: bool,
    sets: bool,
    count: usize,
    names: Vec<(String, usize)>,
    opened: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    fn takes(&mut self, wanted: &str) -> bool {
        let found = wanted.chars().enumerate().all(|(index, character)| self.peek(index) == Some(character));
        if found {
            self.at += wanted.chars().count();
        }
        found
    }

    fn choice(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut branches = vec![self.sequence()?];
        while self.takes("|") {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        Some(if branches.len() == 1 { branches.pop()? } else { Node::Choice(branches) })
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while self.peek(0).is_some_and(|next| next != '|' && next != ')') {
            let first = self.opened;
            let node = self.term()?;
            let node = self.repeated(node, first..self.opened)?;
            nodes.push(node);
        }
        Some(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.pop()?,
            _ => Node::Sequence(nodes),
        })
    }

    fn term(&mut self) -> Option<Node> {
        match self.peek(0)? {
            '^' => self.one(Node::Start),
            '$' => self.one(Node::End),
            '.' => self.one(Node::Character(".".to_owned())),
            '(' => self.group(),
            '[' => self.class(),
            '\\' => self.escape(),
            '*' | '+' | '?' => None,
            '{' if self.by_code_point || self.counted().is_some() => None,
            '}' | ']' if self.by_code_point => None,
            literal => {
                self.at += 1;
                Some(self.literal(literal))
            }
        }
    }

    fn one(&mut self, node: Node) -> Option<Node> {
        self.at += 1;
        Some(node)
    }

    fn literal(&self, character: char) -> Node {
        if !self.by_code_point && character.len_utf16() == 2 {
            let units =
                character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>();
            return Node::Sequence(units.into_iter().map(Node::Character).collect());
        }
        let text = if "]{}/".contains(character) { format!("\\{character}") } else { character.to_string() };
        Node::Character(text)
    }

    fn group(&mut self) -> Option<Node> {
        self.at += 1;
        let look = [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        if let Some((_, behind, negative)) = look.into_iter().find(|(mark, ..)| self.takes(mark)) {
            let node = Box::new(self.choice()?);
            return self.takes(")").then_some(Node::Look { behind, negative, node });
        }
        if self.takes("?:") {
            let node = self.choice()?;
            return self.takes(")").then_some(node);
        }
        if self.takes("?<") {
            while self.peek(0)? != '>' {
                self.at += 1;
            }
            self.at += 1;
        } else if self.peek(0) == Some('?') {
            return None;
        }
        let number = self.opened;
        self.opened += 1;
        let node = Box::new(self.choice()?);
        self.takes(")").then_some(Node::Capture(number, node))
    }

    /// A class in brackets, whole. Classes of the flag `v` hold others; those with strings in them match more than one
    /// character.
    fn class(&mut self) -> Option<Node> {
        let (begin, mut open) = (self.at, 0_usize);
        loop {
            match self.peek(0)? {
                '\\' if self.sets && matches!(self.peek(1)?, 'q' | 'p') => return None,
                '\\' => self.at += 1,
                '[' if open == 0 || self.sets => open += 1,
                ']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return self.slice(begin);
            }
        }
    }

    fn slice(&self, begin: usize) -> Option<Node> {
        Some(Node::Character(self.text.get(begin..self.at)?.iter().collect()))
    }

    fn escape(&mut self) -> Option<Node> {
        let begin = self.at;
        let escaped = self.peek(1)?;
        let hex = |from: usize, count: usize| {
            (from..from + count).all(|ahead| self.peek(ahead).is_some_and(|digit| digit.is_ascii_hexdigit()))
        };
        let length = match escaped {
            'b' | 'B' => {
                self.at += 2;
                return Some(Node::Boundary { negative: escaped == 'B' });
            }
            '1'..='9' => return self.back_reference(),
            '0' => 2 + (2..4).take_while(|ahead| self.is_octal(*ahead)).count(),
            'k' if self.by_code_point || !self.names.is_empty() => return self.named_reference(),
            'x' if hex(2, 2) => 4,
            'u' if hex(2, 4) => {
                let is_pair =
                    self.by_code_point && self.peek(6) == Some('\\') && self.peek(7) == Some('u') && hex(8, 4);
                if is_pair && matches!(self.peek(2), Some('d' | 'D')) { 12 } else { 6 }
            }
            'u' | 'p' | 'P' if self.by_code_point && self.peek(2) == Some('{') => {
                if self.sets && escaped != 'u' {
                    return None;
                }
                let rest = self.text.get(begin..)?;
                rest.iter().position(|character| *character == '}')? + 1
            }
            'c' if self.peek(2).is_some_and(|letter| letter.is_ascii_alphabetic()) => 3,
            'c' => {
                self.at += 1;
                return Some(Node::Character("\\\\".to_owned()));
            }
            _ => 2,
        };
        self.at += length;
        self.slice(begin)
    }

    fn is_octal(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|digit| ('0'..='7').contains(&digit))
    }

    fn back_reference(&mut self) -> Option<Node> {
        let begin = self.at;
        let digits: String = (1..).map_while(|ahead| self.peek(ahead).filter(char::is_ascii_digit)).collect();
        let number: usize = digits.parse().ok()?;
        if number <= self.count {
            self.at += 1 + digits.len();
            return Some(Node::Back(vec![number - 1]));
        }
        if self.by_code_point {
            return None;
        }
        // Annex B: an octal escape of up to 0o377, or the digit itself.
        let octal = (1..4).take_while(|ahead| self.is_octal(*ahead)).count();
        let octal = if octal == 3 && self.peek(1) > Some('3') { 2 } else { octal };
        self.at += 1 + octal.max(1);
        self.slice(begin)
    }

    fn named_reference(&mut self) -> Option<Node> {
        let rest = self.text.get(self.at + 2..)?;
        let (open, rest) = rest.split_first()?;
        let length = rest.iter().position(|character| *character == '>')?;
        let name: String = rest.get(..length)?.iter().collect();
        let groups: Vec<usize> = self.names.iter().filter(|(each, _)| *each == name).map(|(_, group)| *group).collect();
        if *open != '<' || groups.is_empty() {
            return None;
        }
        self.at += 4 + length;
        Some(Node::Back(groups))
    }

    /// The counts in braces that stand here, and how many characters they take.
    fn counted(&self) -> Option<(u32, u32, usize)> {
        if self.peek(0) != Some('{') {
            return None;
        }
        let inside: String = (1..).map_while(|ahead| self.peek(ahead).filter(|character| *character != '}')).collect();
        self.peek(1 + inside.chars().count())?;
        let number = |digits: &str| {
            let digital = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            digital.then(|| digits.parse().unwrap_or(u32::MAX))
        };
        let (min, max) = match inside.split_once(',') {
            None => (number(&inside)?, number(&inside)?),
            Some((min, "")) => (number(min)?, u32::MAX),
            Some((min, max)) => (number(min)?, number(max)?),
        };
        Some((min, max, inside.len() + 2))
    }

    fn repeated(&mut self, node: Node, groups: Range<usize>) -> Option<Node> {
        let (min, max, length) = match self.peek(0) {
            Some('*') => (0, u32::MAX, 1),
            Some('+') => (1, u32::MAX, 1),
            Some('?') => (0, 1, 1),
            _ => match self.counted() {
                Some(counted) => counted,
                None => return Some(node),
            },
        };
        self.at += length;
        let greedy = !self.takes("?");
        Some(Node::Repeat { node: Box::new(node), min, max, greedy, groups })
    }
}
