//! The two macros that every type of the scenario file is written with.
//!
//! `record!` declares an object of the file: its fields, their defaults, and what follows from both in one place, so
//! that no field can be read but not written, or written although it holds its default. `choice!` declares a word
//! that is one of a few.

/// Declares an object of the scenario file.
///
/// Each field may be left out of a file and then has the default given after `=`, or its type's own default. Writing
/// omits every field that holds its default, which makes the written form canonical. Fields that the record does not
/// know are kept in `unknown` and written back.
///
/// A field whose name is a Rust keyword takes its name in the file in brackets: `kind ["type"]: IntegrationType`.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(
                $(#[$field_meta:meta])*
                pub $field:ident $([$file_name:literal])?: $type:ty $(= $default:expr)?,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(default))]
        pub struct $name {
            $(
                $(#[$field_meta])*
                $(#[cfg_attr(feature = "schema", schemars(rename = $file_name))])?
                pub $field: $type,
            )*
            /// Fields of the file that this version does not know. They are kept, written back and reported.
            #[cfg_attr(feature = "schema", schemars(flatten))]
            pub unknown: $crate::unknown::Unknown,
        }

        impl Default for $name {
            // Not inlined, here and below: each copy of a record's code inside another's is size without speed.
            #[inline(never)]
            fn default() -> Self {
                Self {
                    $($field: $crate::record::default_or!($($default)?),)*
                    unknown: Default::default(),
                }
            }
        }

        impl $name {
            /// The fields by their names in the file.
            #[inline(never)]
            fn fields(&self) -> $crate::field::Fields<'_> {
                vec![$(($crate::record::name_of!($field $([$file_name])?), &self.$field)),*]
            }

            /// Writes the fields that do not hold their default, then the unknown ones.
            pub(crate) fn write_fields(&self, out: &mut $crate::json_writer::JsonWriter) {
                $crate::field::write_fields(out, self.fields(), Self::default().fields(), &self.unknown);
            }
        }

        impl $crate::field::ReadField for $name {
            fn set(
                &mut self,
                value: &serde_json::Value,
                at: &$crate::field_path::Place<'_>,
            ) -> Result<(), $crate::ScenarioError> {
                *self = Self::default();
                let fields: $crate::field::FieldsMut<'_> =
                    vec![$(($crate::record::name_of!($field $([$file_name])?), &mut self.$field)),*];
                $crate::field::read_fields(value, at, fields, &mut self.unknown)
            }
        }

        impl $crate::field::WriteField for $name {
            fn write(&self, out: &mut $crate::json_writer::JsonWriter) {
                out.object(|out| self.write_fields(out));
            }

            fn unknown_fields(&self, at: &$crate::field_path::Place<'_>, found: &mut Vec<$crate::FieldPath>) {
                $crate::field::unknown_fields(at, self.fields(), &self.unknown, found);
            }
        }

        $crate::record::serialize_as_written!($name);
    };
}

/// Lets other formats write a value as the file writes it.
macro_rules! serialize_as_written {
    ($name:ty) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::json::to_value(self), serializer)
            }
        }
    };
}

macro_rules! default_or {
    () => {
        Default::default()
    };
    ($default:expr) => {
        $default
    };
}

macro_rules! name_of {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident [$file_name:literal]) => {
        $file_name
    };
}

/// Declares a word of the scenario file that is one of a few, with its spelling in the file.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident = $word:literal,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[cfg_attr(feature = "schema", schemars(rename = $word))]
                $variant,
            )*
        }

        impl $name {
            /// Every word, in the order in which a form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The words' spellings, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word as the file spells it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The word that is spelt so, if any. Spelling is exact, as it is in Terraform and in AWS's own API.
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::field::ReadField for $name {
            fn set(
                &mut self,
                value: &serde_json::Value,
                at: &$crate::field_path::Place<'_>,
            ) -> Result<(), $crate::ScenarioError> {
                let allowed = || $crate::field::one_of(Self::WORDS);
                let word = $crate::field::text(value, at, allowed)?;
                *self = Self::from_word(word).ok_or_else(|| $crate::field::refuse(value, at, allowed()))?;
                Ok(())
            }
        }

        impl $crate::field::WriteField for $name {
            fn write(&self, out: &mut $crate::json_writer::JsonWriter) {
                out.text(self.as_str());
            }
        }

        $crate::record::serialize_as_written!($name);
    };
}

pub(crate) use {choice, default_or, name_of, record, serialize_as_written};
