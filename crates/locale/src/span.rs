//! A text in pieces: plain, and code in backticks.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Plain(String),
    /// A name, a path, a header: what was in backticks.
    Code(String),
}

/// The pieces of a text. A backtick without a partner is a backtick.
pub fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else { break };
        if !before.is_empty() {
            found.push(Span::Plain(before.to_owned()));
        }
        found.push(Span::Code(code.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Span::Plain(rest.to_owned()));
    }
    found
}

/// Sentences side by side: with a space between them, unless the one before ends full-width, as Japanese ones do.
pub fn joined(sentences: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    for sentence in sentences.into_iter().filter(|sentence| !sentence.is_empty()) {
        if !text.is_empty() && !text.ends_with('。') {
            text.push(' ');
        }
        text.push_str(&sentence);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_come_in_pairs() {
        assert_eq!(
            spans("put `/prod` in front"),
            [Span::Plain("put ".into()), Span::Code("/prod".into()), Span::Plain(" in front".into())]
        );
        assert_eq!(spans("a ` b"), [Span::Plain("a ` b".into())]);
        assert_eq!(spans(""), []);
    }
}
