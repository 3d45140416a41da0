//! Sets of characters.

use std::collections::BTreeSet;

/// Characters that stand for "any other" in an example, the most readable first.
const READABLE: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_~!$'()*+,;=:@&.";

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    ascii: u128,
    others: BTreeSet<char>,
}

impl Characters {
    /// Adds a character.
    pub fn insert(&mut self, character: char) {
        match bit(character) {
            Some(bit) => self.ascii |= bit,
            None => drop(self.others.insert(character)),
        }
    }

    /// Whether the character is in the set.
    pub fn contains(&self, character: char) -> bool {
        match bit(character) {
            Some(bit) => self.ascii & bit != 0,
            None => self.others.contains(&character),
        }
    }

    /// Empties the set.
    pub fn clear(&mut self) {
        self.ascii = 0;
        self.others.clear();
    }

    /// The characters in order.
    pub fn iter(&self) -> impl Iterator<Item = char> {
        let mut left = self.ascii;
        let ascii = std::iter::from_fn(move || {
            let code = u8::try_from(left.trailing_zeros()).ok().filter(|code| code.is_ascii())?;
            left &= left.wrapping_sub(1);
            Some(char::from(code))
        });
        ascii.chain(self.others.iter().copied())
    }

    /// A character that is not in the set and can stand in a path: a letter if there is one left.
    pub fn other(&self) -> char {
        let readable = READABLE.chars().find(|character| !self.contains(*character));
        readable.or_else(|| ('ß'..).find(|character| !self.contains(*character))).unwrap_or('a')
    }
}

fn bit(character: char) -> Option<u128> {
    character.is_ascii().then(|| 1 << u32::from(character))
}

/// Whether a character can stand in the path of a URL: `?` and `#` end it, white space and control characters cannot
/// be sent.
pub fn in_path(character: char) -> bool {
    !matches!(character, '?' | '#') && !character.is_whitespace() && !character.is_control()
}

impl FromIterator<char> for Characters {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        let mut set = Self::default();
        characters.into_iter().for_each(|character| set.insert(character));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_character_is_outside_and_readable() {
        assert_eq!(Characters::default().other(), 'a');
        assert_eq!("abd".chars().collect::<Characters>().other(), 'c');
        let all: Characters = READABLE.chars().chain(['ß']).collect();
        assert_eq!(all.other(), 'à');
        assert!(all.contains('ß') && !all.contains('à'));
    }
}
