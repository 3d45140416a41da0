//! What is wrong with a text that could not be read, typed: what the parsers say of it, told so that every language has
//! a sentence for it.

use hopscope_scenario::ScenarioError;

use crate::source::Span;

/// What could not be read. The rest of the file was, as far as it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where.
    pub span: Option<Span>,
}

/// Declares the kinds of faults that say all by themselves, each with its name in keys of texts.
macro_rules! fault_kinds {
    ($( $(#[$meta:meta])* $name:ident = $word:literal, )*) => {
        /// What is wrong with a text. Words are in the locale files, by [`word`](Self::word).
        #[derive(Clone, Debug, PartialEq)]
        pub enum FaultKind {
            $( $(#[$meta])* $name, )*
            /// A name stands twice in one object; the text is the name.
            SetTwice(String),
            /// No Terraform: something else is expected there; the text is what, as code.
            Expected(String),
            /// A file of an archive was left out; the text is its name.
            LeftOut(String, LeftOut),
            /// A scenario file that is none.
            Scenario(ScenarioError),
        }

        impl FaultKind {
            /// The kinds that say all by themselves.
            pub const PLAIN: &[Self] = &[$(Self::$name),*];

            /// What kind of fault it is, as locale keys name it.
            pub const fn word(&self) -> &'static str {
                match self {
                    $( Self::$name => $word, )*
                    Self::SetTwice(_) => "set_twice",
                    Self::Expected(_) => "expected",
                    Self::LeftOut(_, why) => why.word(),
                    Self::Scenario(_) => "scenario",
                }
            }
        }
    };
}

fault_kinds! {
    /// The file is longer than is read.
    TooLong = "too_long",
    /// The text ends where a value should be.
    EndsBeforeValue = "ends_before_value",
    /// The text ends inside an object.
    EndsInObject = "ends_in_object",
    /// The text ends inside a list.
    EndsInList = "ends_in_list",
    /// No colon stands behind a name.
    ColonMissing = "colon_missing",
    /// A closing bracket stands where a brace should.
    BracketForBrace = "bracket_for_brace",
    /// A list is not closed.
    BracketMissing = "bracket_missing",
    /// An object is not closed.
    BraceMissing = "brace_missing",
    /// A name in quotes is missing.
    NameMissing = "name_missing",
    /// No value of JSON.
    NoJson = "no_json",
    /// A text in quotes does not end.
    QuoteOpen = "quote_open",
    /// An escape that the language does not have.
    Escape = "escape",
    /// No Terraform.
    NoTerraform = "no_terraform",
    /// A tab indents, which YAML forbids.
    Tab = "tab",
    /// The indentation does not fit the lines around.
    Indentation = "indentation",
    /// A colon where no value may begin.
    Colon = "colon",
    /// An alias to an anchor that is not there.
    Alias = "alias",
    /// A tag that cannot be read.
    Tag = "tag",
    /// A letter that begins nothing.
    Letter = "letter",
    /// No YAML.
    NoYaml = "no_yaml",
}

/// Why a file of an archive, or an archive, was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The archive was cut off.
    CutOff,
    /// It, or the archive's directory, is damaged.
    Damaged,
    /// It is encrypted.
    Encrypted,
    /// It is packed in a way that is not read.
    Packing,
    /// The archive holds more files than are read.
    Files,
    /// The archive unpacks to more bytes than are read.
    Bytes,
}

impl LeftOut {
    /// Every reason.
    pub const ALL: &[Self] = &[Self::CutOff, Self::Damaged, Self::Encrypted, Self::Packing, Self::Files, Self::Bytes];

    const fn word(self) -> &'static str {
        match self {
            Self::CutOff => "archive_cut_off",
            Self::Damaged => "archive_damaged",
            Self::Encrypted => "archive_encrypted",
            Self::Packing => "archive_packing",
            Self::Files => "archive_files",
            Self::Bytes => "archive_bytes",
        }
    }
}

impl FaultKind {
    /// The text that goes into its sentence.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::SetTwice(text) | Self::Expected(text) | Self::LeftOut(text, _) => Some(text.clone()),
            Self::Scenario(error) => error.path().map(ToString::to_string),
            _ => None,
        }
    }

    /// What the parser of Terraform says: `invalid expression; expected "," or "]"`.
    pub fn of_hcl(message: &str) -> Self {
        if message.contains("escape sequence") || message.contains("hex code") {
            return Self::Escape;
        }
        match message.split_once("expected ") {
            Some((before, expected)) if !before.ends_with("un") => {
                // A list without words, so that it goes into a sentence of any language.
                let items = expected.split(", ").flat_map(|items| items.split(" or "));
                let items = items.map(|item| format!("`{}`", item.trim_matches('`')));
                Self::Expected(items.collect::<Vec<_>>().join(" "))
            }
            _ => Self::NoTerraform,
        }
    }

    /// What the parser of YAML says, in libyaml's words: `mapping values are not allowed in this context`.
    pub fn of_yaml(message: &str) -> Self {
        // The first that a message contains tells it.
        let kinds: &[(&str, Self)] = &[
            ("tab", Self::Tab),
            ("indent", Self::Indentation),
            ("block mapping, did not find expected key", Self::Indentation),
            ("expected '-' indicator", Self::Indentation),
            ("entries are not allowed", Self::Indentation),
            ("keys are not allowed", Self::Indentation),
            ("trailing content", Self::QuoteOpen),
            ("quoted scalar, found unexpected", Self::QuoteOpen),
            ("quoted scalar", Self::Escape),
            ("flow sequence", Self::BracketMissing),
            ("flow mapping", Self::BraceMissing),
            ("misplaced bracket", Self::Letter),
            ("values are not allowed", Self::Colon),
            ("':' indicator", Self::Colon),
            ("simple key", Self::ColonMissing),
            ("expected ':'", Self::ColonMissing),
            ("anchor", Self::Alias),
            ("alias", Self::Alias),
            ("tag", Self::Tag),
            ("TAG", Self::Tag),
            ("unexpected character", Self::Letter),
            ("plain scalar cannot start", Self::Letter),
            ("unprintable", Self::Letter),
            ("unexpected eof", Self::EndsBeforeValue),
        ];
        let found = kinds.iter().find(|(part, _)| message.contains(part));
        found.map_or(Self::NoYaml, |(_, kind)| kind.clone())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_terraforms_parser_says_is_typed() {
        let said = |text: &str| FaultKind::of_hcl(hcl_edit::parser::parse_body(text).unwrap_err().message());
        assert_eq!(said("a = [1 2]\n"), FaultKind::Expected("`]`".to_owned()));
        assert_eq!(
            FaultKind::of_hcl("expected `,`, `]` or letter"),
            FaultKind::Expected("`,` `]` `letter`".to_owned())
        );
        assert_eq!(said("a = \"\\q\"\n"), FaultKind::Escape);
        assert!(matches!(said("a = \n"), FaultKind::Expected(_)));
        assert_eq!(FaultKind::of_hcl("unexpected token"), FaultKind::NoTerraform);
    }

    #[test]
    fn what_yamls_parser_says_is_typed() {
        let said = |text: &str| {
            let mut parser = saphyr_parser::Parser::new_from_str(text);
            let error = std::iter::from_fn(|| parser.next_event()).find_map(Result::err);
            error.map(|error| FaultKind::of_yaml(error.info()))
        };
        for (text, kind) in [
            ("a: b: c\n", FaultKind::Colon),
            ("a:\n\tb: c\n", FaultKind::Tab),
            ("a: [1, 2\n", FaultKind::BracketMissing),
            ("a: {b: 1\n", FaultKind::BraceMissing),
            ("a: \"b\n", FaultKind::QuoteOpen),
            ("a: \"\\q\"\n", FaultKind::Escape),
            ("a: *b\n", FaultKind::Alias),
            ("a: @b\n", FaultKind::Letter),
            ("a:\n  b: 1\n c: 2\n", FaultKind::Indentation),
            ("a: 1\nb\nc: 2\n", FaultKind::ColonMissing),
        ] {
            assert_eq!(said(text), Some(kind), "{text}");
        }
    }
}
