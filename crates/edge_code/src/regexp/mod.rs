//! How much work a regular expression is on a text: it is rehearsed, step by counted step, before the engine runs it.
//!
//! The engine's matcher goes back and forth without counting, so that twenty characters of pattern can take all the time
//! and memory there is, and nothing can end it. The rehearsal takes the same way (alternatives in order, loops as the
//! engine has them), so that it needs about as many steps and about as many places to come back to. What is too much for
//! it, the engine never begins.
//!
//! | module | holds |
//! | --- | --- |
//! | [`pattern`] | the text of a pattern as a tree |
//! | [`program`] | the tree as instructions |
//! | [`machine`] | running them, within a budget |
//!
//! What a single character matches is asked of the engine's own matcher, a character at a time: the rehearsal knows no
//! classes, cases or properties. A pattern that it cannot read is not run at all.

mod machine;
mod pattern;
mod program;

use std::cell::RefCell;

use machine::Machine;
pub use machine::Spent;
use program::Program;

/// The flags that bear on matching.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `i`.
    pub ignore_case: bool,
    /// `m`.
    pub multiline: bool,
    /// `s`.
    pub dot_all: bool,
    /// `u`.
    pub unicode: bool,
    /// `v`.
    pub unicode_sets: bool,
}

impl Flags {
    /// Whether characters are code points rather than UTF-16 units.
    fn by_code_point(self) -> bool {
        self.unicode || self.unicode_sets
    }

    fn as_text(self) -> String {
        [
            (self.ignore_case, 'i'),
            (self.multiline, 'm'),
            (self.dot_all, 's'),
            (self.unicode, 'u'),
            (self.unicode_sets, 'v'),
        ]
        .into_iter()
        .filter(|(set, _)| *set)
        .map(|(_, letter)| letter)
        .collect()
    }
}

/// A pattern ready to be rehearsed.
#[derive(Debug)]
pub struct Rehearsal {
    flags: Flags,
    program: Program,
    /// What each of the program's characters is known to match.
    known: RefCell<machine::Known>,
}

impl Rehearsal {
    /// Reads a pattern. None: it has something that the rehearsal does not know.
    pub fn of(source: &str, flags: Flags) -> Option<Self> {
        let tree = pattern::parse(source, flags.by_code_point(), flags.unicode_sets)?;
        let program = Program::of(&tree);
        let known = RefCell::new(machine::Known::new(&program, flags)?);
        Some(Self { flags, program, known })
    }

    /// Looks for the first match from a place of a text on, both in UTF-16 units. Gives the number of steps.
    ///
    /// # Errors
    /// When more steps or more memory would be needed than there is.
    pub fn search(&self, text: &[u16], from: usize, steps: u64) -> Result<u64, Spent> {
        let (characters, from) = self.characters(text, from);
        let mut known = self.known.borrow_mut();
        Machine::new(&self.program, self.flags, &characters, &mut known, steps).search(from)
    }

    fn characters(&self, text: &[u16], from: usize) -> (Vec<u32>, usize) {
        if !self.flags.by_code_point() {
            return (text.iter().map(|unit| u32::from(*unit)).collect(), from);
        }
        let points = |units: &[u16]| -> Vec<u32> {
            let points = char::decode_utf16(units.iter().copied());
            points.map(|point| point.map_or_else(|lone| u32::from(lone.unpaired_surrogate()), u32::from)).collect()
        };
        let (before, after) = text.split_at_checked(from).unwrap_or((text, &[]));
        let mut characters = points(before);
        let from = characters.len();
        characters.extend(points(after));
        (characters, from)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn steps(source: &str, flags: Flags, text: &str) -> Result<u64, Spent> {
        let units: Vec<u16> = text.encode_utf16().collect();
        Rehearsal::of(source, flags).unwrap().search(&units, 0, 1_000_000)
    }

    #[test]
    fn patterns_of_good_faith_take_few_steps() {
        let flags = Flags::default();
        for (source, text) in [
            (r"^\/api(\/|$)", "/api/hello"),
            (r"^\/(?<lang>[a-z]{2})(?:-[A-Z]{2})?\/(.*)$", "/en-GB/a/long/path/of/segments"),
            (r"^(?:[a-z0-9-]+\.)*example\.com$", "a.b.c.d.example.com"),
            (r"\.(?:jpe?g|png|webp)$", "/images/some-long-name-of-a-picture.jpeg"),
            (r"(\w+)\s(\w+)", "one two three four"),
            (r"(?<=a)b\1?(c)(?!d)", "xxabcxabc"),
            (r"^(\d{1,3}\.){3}\d{1,3}$", "203.0.113.9"),
            (r#"^[^@\s]+@[^@\s]+\.[^@\s]{2,}$"#, "somebody.with.a.name@mail.example.com"),
            (r"[\]\\/{}]|\cA|\x41|\u0041|\0|]|{|a{,2}", "B"),
        ] {
            let taken = steps(source, flags, text).unwrap();
            assert!(taken < 2_000, "{source}: {taken}");
        }
        let unicode = Flags { unicode: true, ignore_case: true, ..flags };
        assert!(steps(r"^\p{L}+\u{1F600}?$", unicode, "Straße😀").unwrap() < 500);
    }

    #[test]
    fn what_goes_back_and_forth_without_end_is_spent() {
        let (a, flags) = ("a".repeat(40), Flags::default());
        for source in [
            "(a+)+b",
            "(a|a)*b",
            "(a*)*b",
            "(?:a|aa)+$b",
            "^(([a-z])+.)+[A-Z]([a-z])+$",
            "(?:(?:a{0,1000}){0,1000}){0,1000}b",
            "(?:(?:a?){1000}){1000}b",
            r"(a+)\1+\1+\1+b|(a+)+c",
            "(?=(a+)+b)",
            "(?<!(a+)+b)c|(?<=(?:a|a)+)d",
            "(?:a*?)*?b",
        ] {
            assert!(steps(source, flags, &a.repeat(25)).is_err(), "{source}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_rehearsed() {
        for source in ["(?x:a)", "(?i:a)", "(a", "a)", "[a", "*a", "\\"] {
            assert!(Rehearsal::of(source, Flags::default()).is_none(), "{source}");
        }
        let sets = Flags { unicode_sets: true, ..Flags::default() };
        assert!(Rehearsal::of(r"[\q{ab|c}]", sets).is_none());
        assert!(Rehearsal::of(r"[[a-z]--[b]]", sets).is_some());
    }
}
