//! The languages that Hopscope speaks: a line below and a folder of `locales/` each.

/// Declares the languages, the default first: each with its tag, which names its folder, and its own name.
macro_rules! languages {
    ($($name:ident $tag:literal $own:literal;)*) => {
        /// A language that Hopscope speaks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Language {
            $(#[doc = $own] $name,)*
        }

        impl Language {
            /// Every language, in the order in which a menu offers them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The language's tag (BCP 47): the name of its folder and of its file.
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Self::$name => $tag,)*
                }
            }

            /// The language's own name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $own,)*
                }
            }

            /// The language's merged locale file, as the page fetches it.
            #[cfg(feature = "embedded")]
            pub(crate) const fn json(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!(env!("OUT_DIR"), "/", $tag, ".json")),)*
                }
            }
        }
    };
}

languages! {
    English "en" "English";
    Japanese "ja" "日本語";
}

impl Default for Language {
    fn default() -> Self {
        Self::English
    }
}

impl Language {
    /// The language that a button offers beside this one: the next, and after the last one the first.
    #[must_use]
    pub fn next(self) -> Self {
        let others = Self::ALL.iter().copied().skip_while(|each| *each != self).skip(1);
        others.chain(Self::ALL.iter().copied()).next().unwrap_or(self)
    }

    /// The language of a tag such as `ja`, `ja-JP` or `ja_JP.UTF-8`, if Hopscope speaks it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next().unwrap_or_default();
        Self::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_comes_round() {
        let mut seen = vec![Language::default()];
        while seen.len() <= Language::ALL.len() {
            seen.extend(seen.last().map(|last| last.next()));
        }
        assert!(Language::ALL.iter().all(|language| seen.contains(language)));
        assert_eq!(seen.first(), seen.last());
    }

    #[test]
    fn tags_are_read_with_their_regions() {
        assert_eq!(Language::from_tag("ja-JP"), Some(Language::Japanese));
        assert_eq!(Language::from_tag("EN_GB.UTF-8"), Some(Language::English));
        assert_eq!(Language::from_tag("fr"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
