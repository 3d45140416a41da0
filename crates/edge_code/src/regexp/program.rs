//! A pattern as instructions.

use std::ops::Range;

use super::pattern::Node;

/// The place of an instruction.
pub type Place = usize;

/// An instruction.
#[derive(Clone, Debug)]
pub enum Op {
    /// A character of the program's list; back: the one before.
    Character { atom: usize, back: bool },
    /// A loop over one character.
    Characters { atom: usize, back: bool, min: u32, max: u32, greedy: bool },
    /// Goes on behind this one, and if that fails, there.
    Split(Place),
    /// Goes on there.
    Jump(Place),
    /// Notes where a group begins or ends.
    Save(usize),
    /// A loop is entered from outside.
    Enter(usize),
    /// The head of a loop. Behind it stands its body.
    Loop(Box<Loop>),
    /// The start of the text, or of a line.
    Start,
    /// The end of the text, or of a line.
    End,
    /// The edge of a word, or none.
    Boundary { negative: bool },
    /// What one of these groups captured.
    Back { groups: Vec<usize>, back: bool },
    /// A look; behind it stands what is looked for, up to [`Op::Done`].
    Look { negative: bool, end: Place },
    /// The end of a look, or of the pattern.
    Done,
}

/// The head of a loop.
#[derive(Clone, Debug)]
pub struct Loop {
    pub number: usize,
    pub min: u32,
    pub max: u32,
    pub greedy: bool,
    pub exit: Place,
    pub groups: Range<usize>,
}

/// A pattern as instructions.
#[derive(Debug, Default)]
pub struct Program {
    pub ops: Vec<Op>,
    /// What characters there are, each as a pattern of its own.
    pub atoms: Vec<String>,
    pub groups: usize,
    pub loops: usize,
}

impl Program {
    /// The instructions of a tree.
    pub fn of(tree: &Node) -> Self {
        let mut program = Self::default();
        program.add(tree, false);
        program.ops.push(Op::Done);
        program
    }

    fn atom(&mut self, text: &str) -> usize {
        let known = self.atoms.iter().position(|each| each == text);
        known.unwrap_or_else(|| {
            self.atoms.push(text.to_owned());
            self.atoms.len() - 1
        })
    }

    /// Puts an instruction in the place of one that was kept free for it.
    fn set(&mut self, place: Place, op: Op) {
        if let Some(kept) = self.ops.get_mut(place) {
            *kept = op;
        }
    }

    fn add(&mut self, node: &Node, back: bool) {
        match node {
            Node::Empty => {}
            Node::Character(text) => {
                let atom = self.atom(text);
                self.ops.push(Op::Character { atom, back });
            }
            Node::Start => self.ops.push(Op::Start),
            Node::End => self.ops.push(Op::End),
            Node::Boundary { negative } => self.ops.push(Op::Boundary { negative: *negative }),
            Node::Sequence(nodes) if back => nodes.iter().rev().for_each(|node| self.add(node, back)),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.add(node, back)),
            Node::Choice(branches) => self.add_choice(branches, back),
            Node::Capture(group, node) => {
                self.groups = self.groups.max(group + 1);
                let (first, last) = if back { (2 * group + 1, 2 * group) } else { (2 * group, 2 * group + 1) };
                self.ops.push(Op::Save(first));
                self.add(node, back);
                self.ops.push(Op::Save(last));
            }
            Node::Back(groups) => self.ops.push(Op::Back { groups: groups.clone(), back }),
            Node::Look { behind, negative, node } => {
                let head = self.ops.len();
                self.ops.push(Op::Done);
                self.add(node, *behind);
                self.ops.push(Op::Done);
                let end = self.ops.len();
                self.set(head, Op::Look { negative: *negative, end });
            }
            Node::Repeat { node, min, max, greedy, groups } => match &**node {
                Node::Character(text) => {
                    let atom = self.atom(text);
                    self.ops.push(Op::Characters { atom, back, min: *min, max: *max, greedy: *greedy });
                }
                node => {
                    let (number, head) = (self.loops, self.ops.len() + 1);
                    self.loops += 1;
                    self.ops.extend([Op::Enter(number), Op::Done]);
                    self.add(node, back);
                    self.ops.push(Op::Jump(head));
                    let (min, max, exit) = (*min, *max, self.ops.len());
                    let groups = groups.clone();
                    self.set(head, Op::Loop(Box::new(Loop { number, min, max, greedy: *greedy, exit, groups })));
                }
            },
        }
    }

    fn add_choice(&mut self, branches: &[Node], back: bool) {
        let mut ends = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            if index + 1 == branches.len() {
                self.add(branch, back);
                continue;
            }
            let split = self.ops.len();
            self.ops.push(Op::Done);
            self.add(branch, back);
            ends.push(self.ops.len());
            self.ops.push(Op::Done);
            let next = self.ops.len();
            self.set(split, Op::Split(next));
        }
        let end = self.ops.len();
        for place in ends {
            self.set(place, Op::Jump(end));
        }
    }
}
