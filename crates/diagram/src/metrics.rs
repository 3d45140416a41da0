//! How wide a text is. Layout is done without a browser, so that it is the same everywhere: a monospace column has a
//! fixed width, and full-width characters take two.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The width of a monospace column at 12 px, in px.
pub const MONO: f32 = 7.25;

/// A generous width of a column of the interface font at 12 px, in px.
pub const SANS: f32 = 6.8;

/// The columns that a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text cut to `most` columns, with an ellipsis in place of what is missing at its end.
pub fn cut_end(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut kept = take(text.chars(), most.saturating_sub(1));
    kept.push('…');
    kept
}

/// The text cut to `most` columns, with an ellipsis in place of what is missing in its middle.
pub fn cut_middle(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(1);
    let head = take(text.chars(), room.div_ceil(2));
    let tail: String = take(text.chars().rev(), room / 2).chars().rev().collect();
    format!("{head}…{tail}")
}

/// As many characters as fit into `most` columns.
fn take(characters: impl Iterator<Item = char>, most: usize) -> String {
    let mut used = 0;
    characters
        .take_while(|character| {
            used += character.width().unwrap_or(0);
            used <= most
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_take_two_columns() {
        assert_eq!(columns("/api"), 4);
        assert_eq!(columns("ビヘイビア"), 10);
    }

    #[test]
    fn cuts_never_exceed_their_room() {
        assert_eq!(cut_end("abcdef", 4), "abc…");
        assert_eq!(cut_middle("/abcdefgh", 6), "/ab…gh");
        assert_eq!(cut_end("ビヘイビア", 4), "ビ…");
        assert_eq!(cut_end("abc", 3), "abc");
        assert_eq!(cut_end("abc", 0), "…");
    }
}
