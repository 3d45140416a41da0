//! The words of a JSON text, as an editor colours them: of any text, for it is shown while it is typed.

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// The name of a field, with its quotation marks.
    Key,
    /// Another string.
    Text,
    /// A number.
    Number,
    /// `true`, `false`, `null`, and whatever else is a word.
    Word,
    /// Brackets, commas, spaces.
    Plain,
}

impl Token {
    /// Its class; none for what is not coloured.
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Key => Some("key"),
            Self::Text => Some("text"),
            Self::Number => Some("number"),
            Self::Word => Some("word"),
            Self::Plain => None,
        }
    }
}

/// The pieces of a text, which together are all of it.
pub fn tokens(text: &str) -> Vec<(Token, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => rest.find(|c| c == '"' || is_word(c)).unwrap_or(rest.len()),
        };
        let Some((piece, behind)) = rest.split_at_checked(length.max(first.len_utf8())) else { break };
        let token = match first {
            '"' if behind.trim_start().starts_with(':') => Token::Key,
            '"' => Token::Text,
            '0'..='9' | '-' => Token::Number,
            _ if is_word(first) => Token::Word,
            _ => Token::Plain,
        };
        pieces.push((token, piece));
        rest = behind;
    }
    pieces
}

const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')
}

/// The length of a string from its quotation mark on. One that does not end ends with its line.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return at,
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<(&'static str, &str)> {
        let coloured = tokens(text).into_iter().filter_map(|(token, piece)| Some((token.class()?, piece)));
        coloured.collect()
    }

    #[test]
    fn names_strings_numbers_and_words_are_told_apart() {
        let text = r#"{ "a\"b" : "c\\", "d": [-1.5e3, true, null, "日本"] }"#;
        let expected = [
            ("key", r#""a\"b""#),
            ("text", r#""c\\""#),
            ("key", r#""d""#),
            ("number", "-1.5e3"),
            ("word", "true"),
            ("word", "null"),
            ("text", "\"日本\""),
        ];
        assert_eq!(told(text), expected);
    }

    #[test]
    fn a_string_that_does_not_end_ends_with_its_line() {
        assert_eq!(told("\"open\n1"), [("text", "\"open"), ("number", "1")]);
    }

    proptest! {
        #[test]
        fn together_the_pieces_are_the_text(text in any::<String>()) {
            let whole: String = tokens(&text).into_iter().map(|(_, piece)| piece).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
