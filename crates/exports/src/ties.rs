//! Which letters of a scenario name another part of it: an API's id in a host name, a distribution's domain name in a
//! record. In a file they are references, so that what AWS makes up is taken from where it is made up.

use hopscope_routing::placeholder::ACCOUNT;

use crate::value::{Piece, Text};

/// Letters, each with what stands for them.
#[derive(Clone, Debug, Default)]
pub struct Ties(Vec<Tie>);

#[derive(Clone, Debug)]
struct Tie {
    letters: String,
    text: Text,
}

impl Ties {
    /// With letters that are a reference, and letters that stand before and behind it.
    pub fn add(&mut self, before: &str, name: &str, behind: &str, piece: Piece) {
        if name.is_empty() {
            return;
        }
        let letters = format!("{before}{name}{behind}");
        if self.0.iter().any(|each| each.letters == letters) {
            return;
        }
        let text = Text::default().then(before).then(piece).then(behind);
        let text = Text(text.0.into_iter().filter(|piece| *piece != Piece::Letters(String::new())).collect());
        self.0.push(Tie { letters, text });
        // The longest first: a name may be another's beginning.
        self.0.sort_by_key(|each| std::cmp::Reverse(each.letters.len()));
    }

    /// The account whose id stands for that of whoever deploys.
    pub fn add_account(&mut self) {
        self.add(":", ACCOUNT, "", Piece::Account);
    }

    /// A text with references in it.
    pub fn text(&self, text: &str) -> Text {
        let mut out = Text::default();
        let mut rest = text;
        let mut before = None;
        while !rest.is_empty() {
            let starts_name = before.is_none_or(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            let found = self.0.iter().find_map(|tie| {
                let own = starts_name || tie.letters.starts_with(|first: char| !first.is_ascii_alphanumeric());
                Some((tie, rest.strip_prefix(tie.letters.as_str()).filter(|_| own)?))
            });
            match found {
                Some((tie, left)) => {
                    out = out.then(tie.text.clone());
                    before = tie.letters.chars().next_back();
                    rest = left;
                }
                None => {
                    let mut letters = rest.chars();
                    before = letters.next();
                    out = out.then(before.map(String::from).unwrap_or_default());
                    rest = letters.as_str();
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind;

    #[test]
    fn ids_are_references_where_they_stand_for_themselves() {
        let api = Piece::Of { kind: &kind::REST_API, label: "main".to_owned(), attribute: "id" };
        let mut ties = Ties::default();
        ties.add("", "abc", ".execute-api.", api.clone());
        ties.add(":", "abc", "/", api.clone());
        ties.add_account();
        let letters = |text: &str| Piece::Letters(text.to_owned());
        let text = ties.text("abc.execute-api.us-east-1.amazonaws.com");
        assert_eq!(text.0, [api.clone(), letters(".execute-api.us-east-1.amazonaws.com")]);
        let text = ties.text("xabc.execute-api.us-east-1.amazonaws.com");
        assert_eq!(text.as_letters(), Some("xabc.execute-api.us-east-1.amazonaws.com"));
        let text = ties.text("arn:aws:execute-api:us-east-1:111122223333:abc/*");
        let expected = [letters("arn:aws:execute-api:us-east-1:"), Piece::Account, letters(":"), api, letters("/*")];
        assert_eq!(text.0, expected);
    }
}
