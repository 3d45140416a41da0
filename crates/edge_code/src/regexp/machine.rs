//! Runs a pattern's instructions on a text, counting.

use std::collections::HashMap;

use regress::Regex;

use super::Flags;
use super::program::{Loop, Op, Place, Program};

/// Why a rehearsal ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// It needs more steps than there are.
    Steps,
    /// It needs more memory than there is.
    Memory,
}

/// How many places to come back to there may be at a time. The engine takes some 50 bytes for each.
const DEEPEST: usize = 200_000;

/// No place: what a group has that captured nothing.
const NOWHERE: usize = usize::MAX;

/// What each character of a program is known to match.
#[derive(Debug)]
pub struct Known {
    by_code_point: bool,
    atoms: Vec<(Regex, HashMap<u32, bool>)>,
}

impl Known {
    /// Nothing yet. None: the engine does not take one of the characters.
    pub fn new(program: &Program, flags: Flags) -> Option<Self> {
        let flag_text = flags.as_text();
        let atoms = program.atoms.iter();
        let atoms = atoms.map(|text| Some((Regex::with_flags(text, flag_text.as_str()).ok()?, HashMap::new())));
        Some(Self { by_code_point: flags.by_code_point(), atoms: atoms.collect::<Option<_>>()? })
    }

    fn matches(&mut self, atom: usize, character: u32) -> bool {
        let by_code_point = self.by_code_point;
        let Some((regex, known)) = self.atoms.get_mut(atom) else { return false };
        *known.entry(character).or_insert_with(|| {
            let mut room = [0; 2];
            let units: &[u16] = match (char::from_u32(character), u16::try_from(character)) {
                (_, Ok(unit)) => {
                    room = [unit, 0];
                    room.get(..1).unwrap_or_default()
                }
                (Some(character), _) => character.encode_utf16(&mut room),
                _ => &[],
            };
            let found = if by_code_point {
                regex.find_from_utf16(units, 0).next()
            } else {
                regex.find_from_ucs2(units, 0).next()
            };
            found.is_some_and(|found| found.end() > found.start())
        })
    }
}

/// What is to be undone, newest last.
enum Undo {
    /// Another way leads on from here.
    Way { place: Place, at: usize },
    /// A note had this value.
    Note { slot: usize, at: usize },
    /// A loop was at this.
    Loop { number: usize, state: LoopState },
    /// A loop that goes on only if it must may be entered.
    Late { place: Place, at: usize },
    /// A loop over one character may take one fewer, or one more.
    Run { place: Place, near: usize, far: usize, greedy: bool },
}

#[derive(Clone, Copy, Default)]
struct LoopState {
    count: u32,
    entry: usize,
}

/// A run of a program.
pub struct Machine<'a> {
    program: &'a Program,
    flags: Flags,
    text: &'a [u32],
    known: &'a mut Known,
    steps: u64,
    budget: u64,
    undo: Vec<Undo>,
    notes: Vec<usize>,
    loops: Vec<LoopState>,
}

impl<'a> Machine<'a> {
    /// A machine at rest.
    pub fn new(program: &'a Program, flags: Flags, text: &'a [u32], known: &'a mut Known, budget: u64) -> Self {
        let notes = vec![NOWHERE; 2 * program.groups];
        let loops = vec![LoopState::default(); program.loops];
        Self { program, flags, text, known, steps: 0, budget, undo: Vec::new(), notes, loops }
    }

    /// Looks for the first match. Gives the number of steps.
    pub fn search(mut self, from: usize) -> Result<u64, Spent> {
        for at in from..=self.text.len() {
            self.notes.fill(NOWHERE);
            self.undo.clear();
            if self.run(0, at)?.is_some() {
                break;
            }
        }
        Ok(self.steps)
    }

    fn step(&mut self, count: u64) -> Result<(), Spent> {
        self.steps = self.steps.saturating_add(count);
        if self.steps > self.budget {
            return Err(Spent::Steps);
        }
        if self.undo.len() > DEEPEST { Err(Spent::Memory) } else { Ok(()) }
    }

    /// Runs from an instruction on until it is done. Gives where in the text; none: there is no match.
    fn run(&mut self, place: Place, at: usize) -> Result<Option<usize>, Spent> {
        let base = self.undo.len();
        let mut next = Some((place, at));
        loop {
            let Some((place, at)) = next else {
                match self.back(base)? {
                    Some(way) => {
                        next = Some(way);
                        continue;
                    }
                    None => return Ok(None),
                }
            };
            self.step(1)?;
            let Some(op) = self.program.ops.get(place) else { return Ok(None) };
            next = match op {
                Op::Done => return Ok(Some(at)),
                Op::Character { atom, back } => self.character(*atom, *back, at).map(|at| (place + 1, at)),
                Op::Characters { atom, back, min, max, greedy } => {
                    self.characters(*atom, *back, (*min, *max), *greedy, at)?.map(|(at, way)| {
                        if let Some((near, far)) = way {
                            self.undo.push(Undo::Run { place: place + 1, near, far, greedy: *greedy });
                        }
                        (place + 1, at)
                    })
                }
                Op::Split(other) => {
                    self.undo.push(Undo::Way { place: *other, at });
                    Some((place + 1, at))
                }
                Op::Jump(to) => Some((*to, at)),
                Op::Save(slot) => {
                    self.note(*slot, at);
                    Some((place + 1, at))
                }
                Op::Enter(number) => {
                    // The engine forgets what the loop was at before; so does the rehearsal.
                    if let Some(state) = self.loops.get_mut(*number) {
                        state.count = 0;
                    }
                    Some((place + 1, at))
                }
                Op::Loop(head) => self.turn(head, place, at)?,
                Op::Start => self.is_start(at).then_some((place + 1, at)),
                Op::End => self.is_end(at).then_some((place + 1, at)),
                Op::Boundary { negative } => {
                    let edge = self.is_word(at.checked_sub(1)) != self.is_word(Some(at));
                    (edge != *negative).then_some((place + 1, at))
                }
                Op::Back { groups, back } => self.reference(groups, *back, at)?.map(|at| (place + 1, at)),
                Op::Look { negative, end } => self.look(place + 1, at, *negative)?.then_some((*end, at)),
            };
        }
    }

    fn note(&mut self, slot: usize, at: usize) {
        if let Some(noted) = self.notes.get_mut(slot) {
            self.undo.push(Undo::Note { slot, at: *noted });
            *noted = at;
        }
    }

    fn character(&mut self, atom: usize, back: bool, at: usize) -> Option<usize> {
        let place = if back { at.checked_sub(1)? } else { at };
        let character = *self.text.get(place)?;
        let found = self.known.matches(atom, character);
        found.then_some(if back { place } else { at + 1 })
    }

    /// Takes as many characters as can be, or as few as may be. Gives where that leads, and how far from there one may
    /// come back or go on.
    #[expect(clippy::type_complexity, reason = "a place, and a way from one place to another")]
    fn characters(
        &mut self,
        atom: usize,
        back: bool,
        (min, max): (u32, u32),
        greedy: bool,
        at: usize,
    ) -> Result<Option<(usize, Option<(usize, usize)>)>, Spent> {
        let (mut taken, mut far, mut near) = (0, at, at);
        while taken < max {
            let Some(next) = self.character(atom, back, far) else { break };
            self.step(1)?;
            taken += 1;
            far = next;
            if taken == min {
                near = far;
            }
        }
        if taken < min {
            return Ok(None);
        }
        let way = (near != far).then_some((near, far));
        Ok(Some((if greedy { far } else { near }, way)))
    }

    /// The head of a loop: once more, or on behind it.
    fn turn(&mut self, head: &Loop, place: Place, at: usize) -> Result<Option<(Place, usize)>, Spent> {
        let state = self.loops.get(head.number).copied().unwrap_or_default();
        let (again, on) = (state.count < head.max, state.count >= head.min);
        if state.entry == at && state.count > head.min {
            return Ok(None);
        }
        if again && (!on || head.greedy) {
            if on {
                self.undo.push(Undo::Way { place: head.exit, at });
            }
            return self.enter(head, place, at).map(Some);
        }
        if again {
            self.undo.push(Undo::Late { place, at });
        }
        Ok(on.then_some((head.exit, at)))
    }

    fn enter(&mut self, head: &Loop, place: Place, at: usize) -> Result<(Place, usize), Spent> {
        if let Some(state) = self.loops.get_mut(head.number) {
            self.undo.push(Undo::Loop { number: head.number, state: *state });
            *state = LoopState { count: state.count + 1, entry: at };
        }
        self.step(head.groups.len() as u64)?;
        for slot in 2 * head.groups.start..2 * head.groups.end {
            self.note(slot, NOWHERE);
        }
        Ok((place + 1, at))
    }

    fn reference(&mut self, groups: &[usize], back: bool, at: usize) -> Result<Option<usize>, Spent> {
        let noted = groups.iter().find_map(|group| {
            let (from, to) = (*self.notes.get(2 * group)?, *self.notes.get(2 * group + 1)?);
            (from != NOWHERE && to != NOWHERE).then_some((from, to))
        });
        let Some((from, to)) = noted else { return Ok(Some(at)) };
        let length = to.saturating_sub(from);
        self.step(length as u64)?;
        let begin = if back { at.checked_sub(length) } else { Some(at) };
        let Some(begin) = begin else { return Ok(None) };
        let (wanted, found) = (self.text.get(from..to), self.text.get(begin..begin.saturating_add(length)));
        let same = match (wanted, found) {
            (Some(wanted), Some(found)) => wanted.iter().zip(found).all(|(a, b)| self.is_same(*a, *b)),
            _ => false,
        };
        Ok(same.then_some(if back { begin } else { at + length }))
    }

    fn is_same(&self, a: u32, b: u32) -> bool {
        let lower = |character| char::from_u32(character).map(|each| each.to_lowercase().collect::<String>());
        a == b || (self.flags.ignore_case && lower(a) == lower(b) && lower(a).is_some())
    }

    /// Whether a look holds. What it captured stays noted, where it must hold; the ways it left open are closed.
    fn look(&mut self, place: Place, at: usize, negative: bool) -> Result<bool, Spent> {
        let base = self.undo.len();
        let found = self.run(place, at)?.is_some();
        if found && negative {
            while self.undo.len() > base {
                self.undo_one();
            }
        } else if found {
            self.step((self.undo.len() - base) as u64)?;
            let kept: Vec<Undo> =
                self.undo.drain(base..).filter(|undo| matches!(undo, Undo::Note { .. } | Undo::Loop { .. })).collect();
            self.undo.extend(kept);
        }
        Ok(found != negative)
    }

    /// Comes back to the latest other way. None: there is none since the base.
    fn back(&mut self, base: usize) -> Result<Option<(Place, usize)>, Spent> {
        while self.undo.len() > base {
            self.step(1)?;
            if let Some(way) = self.undo_one() {
                return Ok(Some(way));
            }
        }
        Ok(None)
    }

    fn undo_one(&mut self) -> Option<(Place, usize)> {
        match self.undo.pop()? {
            Undo::Way { place, at } => Some((place, at)),
            Undo::Note { slot, at } => {
                if let Some(noted) = self.notes.get_mut(slot) {
                    *noted = at;
                }
                None
            }
            Undo::Loop { number, state } => {
                if let Some(kept) = self.loops.get_mut(number) {
                    *kept = state;
                }
                None
            }
            Undo::Late { place, at } => match self.program.ops.get(place) {
                Some(Op::Loop(head)) => self.enter(head, place, at).ok(),
                _ => None,
            },
            Undo::Run { place, near, far, greedy } => {
                let toward = |from: usize, to: usize| if from < to { from + 1 } else { from - 1 };
                let (at, near, far) = if greedy {
                    let far = toward(far, near);
                    (far, near, far)
                } else {
                    let near = toward(near, far);
                    (near, near, far)
                };
                if near != far {
                    self.undo.push(Undo::Run { place, near, far, greedy });
                }
                Some((place, at))
            }
        }
    }

    fn is_line_end(character: Option<&u32>) -> bool {
        matches!(character, Some(0xa | 0xd | 0x2028 | 0x2029))
    }

    fn is_start(&self, at: usize) -> bool {
        at == 0 || (self.flags.multiline && Self::is_line_end(self.text.get(at - 1)))
    }

    fn is_end(&self, at: usize) -> bool {
        at == self.text.len() || (self.flags.multiline && Self::is_line_end(self.text.get(at)))
    }

    fn is_word(&self, at: Option<usize>) -> bool {
        let character = at.and_then(|at| self.text.get(at)).and_then(|character| char::from_u32(*character));
        character.is_some_and(|character| character.is_ascii_alphanumeric() || character == '_')
    }
}
