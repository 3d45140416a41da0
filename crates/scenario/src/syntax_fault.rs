//! What the JSON reader found wrong, as a type: its own words are English.

/// A way in which a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// It ends within a value.
    End,
    /// A list goes on without a comma.
    CommaOrBracket,
    /// An object goes on without a comma.
    CommaOrBrace,
    /// A name has no colon behind it.
    Colon,
    /// A name is no text in quotes.
    Name,
    /// There is no value, or none that JSON has.
    Value,
    /// A comma has nothing behind it.
    TrailingComma,
    /// Something follows the value.
    Surplus,
    /// A text has a line break or another control character in it.
    ControlCharacter,
    /// A backslash has something behind it that it cannot have.
    Escape,
    /// Half of a surrogate pair stands alone, which is no character.
    Surrogate,
    /// A number is written wrongly, or out of range.
    Number,
    /// Values are nested too deep.
    Depth,
    /// Something else.
    Other,
}

/// How the messages of `serde_json` begin.
const MESSAGES: &[(&str, SyntaxFault)] = &[
    ("EOF while", SyntaxFault::End),
    ("expected `,` or `]`", SyntaxFault::CommaOrBracket),
    ("expected `,` or `}`", SyntaxFault::CommaOrBrace),
    ("expected `:`", SyntaxFault::Colon),
    ("key must be a string", SyntaxFault::Name),
    ("expected `\"`", SyntaxFault::Name),
    ("expected value", SyntaxFault::Value),
    ("expected ident", SyntaxFault::Value),
    ("trailing comma", SyntaxFault::TrailingComma),
    ("trailing characters", SyntaxFault::Surplus),
    ("control character", SyntaxFault::ControlCharacter),
    ("invalid escape", SyntaxFault::Escape),
    ("invalid unicode", SyntaxFault::Escape),
    ("lone leading surrogate", SyntaxFault::Surrogate),
    ("unexpected end of hex escape", SyntaxFault::Surrogate),
    ("invalid number", SyntaxFault::Number),
    ("number out of range", SyntaxFault::Number),
    ("recursion limit", SyntaxFault::Depth),
];

impl SyntaxFault {
    /// What the `detail` of a [`ScenarioError::Syntax`](crate::ScenarioError::Syntax) says.
    pub fn of(detail: &str) -> Self {
        MESSAGES.iter().find(|(begin, _)| detail.starts_with(begin)).map_or(Self::Other, |(_, fault)| *fault)
    }

    /// Its name in locale keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::CommaOrBracket => "comma_or_bracket",
            Self::CommaOrBrace => "comma_or_brace",
            Self::Colon => "colon",
            Self::Name => "name",
            Self::Value => "value",
            Self::TrailingComma => "trailing_comma",
            Self::Surplus => "surplus",
            Self::ControlCharacter => "control_character",
            Self::Escape => "escape",
            Self::Surrogate => "surrogate",
            Self::Number => "number",
            Self::Depth => "depth",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Scenario, ScenarioError};

    #[test]
    fn every_message_of_the_reader_has_its_type() {
        let deep = "[".repeat(200);
        let cases = [
            ("", SyntaxFault::End),
            ("{\"a\": [1", SyntaxFault::End),
            ("[1 2]", SyntaxFault::CommaOrBracket),
            ("{\"a\": 1 \"b\": 2}", SyntaxFault::CommaOrBrace),
            ("{\"a\" 1}", SyntaxFault::Colon),
            ("{a: 1}", SyntaxFault::Name),
            ("{\"a\": 1,,}", SyntaxFault::Name),
            ("{\"a\": 'b'}", SyntaxFault::Value),
            ("HTTP/2 403", SyntaxFault::Value),
            ("trve", SyntaxFault::Value),
            ("[1,]", SyntaxFault::TrailingComma),
            ("{\"a\": 1,}", SyntaxFault::TrailingComma),
            ("{} x", SyntaxFault::Surplus),
            ("\"a\nb\"", SyntaxFault::ControlCharacter),
            ("\"\\d\"", SyntaxFault::Escape),
            ("\"\\ud800\"", SyntaxFault::Surrogate),
            ("\"\\ud800x\"", SyntaxFault::Surrogate),
            ("\"\\udc00\"", SyntaxFault::Surrogate),
            ("\"\\ud800\\n\"", SyntaxFault::Surrogate),
            ("\"\\ud800\\u0041\"", SyntaxFault::Surrogate),
            ("01", SyntaxFault::Number),
            ("1e999", SyntaxFault::Number),
            (&deep, SyntaxFault::Depth),
        ];
        for (text, expected) in cases {
            match Scenario::from_json(text) {
                Err(ScenarioError::Syntax { detail, .. }) => {
                    assert_eq!(SyntaxFault::of(&detail), expected, "{text}: {detail}");
                }
                other => assert!(matches!(other, Err(ScenarioError::Syntax { .. })), "{text}: {other:?}"),
            }
        }
    }
}
