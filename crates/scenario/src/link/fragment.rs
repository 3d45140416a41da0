//! Finding the link in what a user pasted.

use std::borrow::Cow;

use super::LinkError;

/// The version digit and what follows it, without white space, from a fragment, an address, or a text around one.
pub(super) fn find(text: &str) -> Result<String, LinkError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(LinkError::Empty);
    }
    let text = percent_decoded(text);
    let fragment = match text.rsplit_once('#') {
        Some((_, "")) => return Err(LinkError::Empty),
        // Titles in the text before an address may hold a `#` of their own, so the last one counts.
        Some((_, fragment)) => fragment,
        None => &text,
    };
    if !fragment.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return Err(LinkError::NotALink);
    }
    Ok(fragment.chars().filter(|c| !c.is_whitespace()).collect())
}

/// The text with its percent-encoded ASCII characters decoded. A link holds none that need it; some programs encode
/// the `#` all the same.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    let mut pieces = text.split('%');
    let first = pieces.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut decoded = first.to_owned();
    for piece in pieces {
        match encoded_character(piece) {
            Some((character, rest)) => {
                decoded.push(character);
                decoded.push_str(rest);
            }
            None => {
                decoded.push('%');
                decoded.push_str(piece);
            }
        }
    }
    Cow::Owned(decoded)
}

fn encoded_character(piece: &str) -> Option<(char, &str)> {
    let (digits, rest) = piece.split_at_checked(2)?;
    let code = u8::from_str_radix(digits, 16).ok()?;
    (code.is_ascii() && !digits.starts_with('+')).then_some((char::from(code), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_fragment() {
        for text in [
            "1Ab_-9",
            "#1Ab_-9",
            "  #1Ab_-9\n",
            "https://example.com/#1Ab_-9",
            "https://example.com/?embed&view=flow#1Ab_-9",
            "https://example.com/%231Ab_-9",
            "https://example.com/#1Ab%5F%2d9",
            "1Ab_\r\n -9",
            "Issue #12: see https://example.com/#1Ab_-9",
        ] {
            assert_eq!(find(text), Ok("1Ab_-9".to_owned()), "{text}");
        }
    }

    #[test]
    fn leaves_other_percent_signs_alone() {
        for text in ["1%", "1%4", "1%zz", "1%+1", "1%C3%A9", "1%é"] {
            assert_eq!(find(text), Ok(text.to_owned()));
        }
    }

    #[test]
    fn says_when_there_is_none() {
        for (text, expected) in [
            ("", LinkError::Empty),
            (" \n", LinkError::Empty),
            ("#", LinkError::Empty),
            ("https://example.com/#", LinkError::Empty),
            ("https://example.com/", LinkError::NotALink),
            ("#about", LinkError::NotALink),
            ("hello", LinkError::NotALink),
            ("日本", LinkError::NotALink),
        ] {
            assert_eq!(find(text), Err(expected), "{text}");
        }
    }
}
