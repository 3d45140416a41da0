//! Where in a text an error lies, as an editor and its selection count.

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPosition {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// Where its character begins, in units of UTF-16 from the beginning of the text.
    pub start: u32,
    /// Where it ends; at the beginning where there is none.
    pub end: u32,
}

impl TextPosition {
    /// The place of a line and a column as the JSON reader counts them: from 1, columns in bytes.
    pub fn of(text: &str, line: usize, column: usize) -> Self {
        let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let (head, rest) = text.split_at_checked(before).unwrap_or((text, ""));
        let content = rest.split('\n').next().unwrap_or_default();
        let at = content.char_indices().take_while(|(at, _)| *at < column.max(1)).last();
        let (at, character) = at.map_or((0, None), |(at, character)| (at, Some(character)));
        let lead = content.get(..at).unwrap_or_default();
        let start = head.encode_utf16().chain(lead.encode_utf16()).count();
        let units = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            line,
            column: lead.chars().count() + 1,
            start: units(start),
            end: units(start + character.map_or(0, char::len_utf16)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice)]
    use hopscope_scenario::{Scenario, ScenarioError};

    use super::*;

    fn place(text: &str) -> TextPosition {
        let found = match Scenario::from_json(text) {
            Err(ScenarioError::Syntax { line, column, .. }) => Some(TextPosition::of(text, line, column)),
            _ => None,
        };
        found.unwrap()
    }

    fn selected(text: &str) -> String {
        let place = place(text);
        let units = text.encode_utf16().skip(place.start as usize).take((place.end - place.start) as usize);
        String::from_utf16(&units.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn the_character_at_fault_is_selected() {
        assert_eq!(selected("{\"hopscope\": 1,\n  \"title\": nix}"), "i");
        assert_eq!(selected("{\"a\": 1,,}"), ",");
        assert_eq!(selected("{\"a\": 1,}"), "}");
        assert_eq!(selected("{\"a\": 1} x"), "x");
    }

    #[test]
    fn columns_are_characters_and_selections_are_units_of_utf_16() {
        let text = "{\n\"題名🦀\": ?}";
        let place = place(text);
        assert_eq!((place.line, place.column), (2, 8));
        assert_eq!(selected(text), "?");
    }

    #[test]
    fn any_line_and_column_give_a_place_within_the_text() {
        for text in ["", "\n", "a\n\nb", "日本\n"] {
            for (line, column) in [(0, 0), (1, 0), (1, 9), (2, 1), (3, 1), (99, 99)] {
                let place = TextPosition::of(text, line, column);
                assert!(place.start <= place.end && place.end as usize <= text.encode_utf16().count());
            }
        }
    }
}
