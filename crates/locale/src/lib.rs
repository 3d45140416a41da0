//! Every sentence a Hopscope user reads, and how values are put into them.
//!
//! | module | holds |
//! | --- | --- |
//! | [`catalog`] | [`Catalog`]: the texts of one language by key |
//! | [`example`] | an example in the words of a language |
//! | [`language`] | [`Language`]: the languages, a line and a folder each |
//! | [`place`] | the place of a field, in words |
//! | [`reason`] | why a file, a link or a field is not right, in words |
//! | [`template`] | values in braces: `origin path {added}` |
//! | [`visible`] | text of strangers, made safe to look at in a terminal |
//! | [`span`] | a text in pieces: plain, and `code` in backticks |
//!
//! The texts are in `locales/<language>/**/*.json` at the top of the repository, those that a first visit reads below
//! `first/`. What a rule needs is in `locales/<language>/rules/*.json` by the rule's id:
//!
//! | key | is |
//! | --- | --- |
//! | `label` | what its row in a diagram is called, in a word or two |
//! | `value.<outcome>`, `value` | what the row shows on the right |
//! | `hint.<outcome>`, `hint` | the small line below, if any |
//! | `tells.<outcome>` | its sentence in the explanation; none where there is nothing to tell |
//! | `headline` | the verdict when this rule decides |
//! | `title`, `does` | the rule book: its name, and what AWS does |
//!
//! A text is a template or a list of templates, of which the first is used whose values are all there.
//!
//! *Invariants.* No I/O and no browser. A key that is missing gives the key itself, never a panic; a test holds every
//! language to the same keys.

pub mod catalog;
pub mod example;
pub mod language;
pub mod place;
pub mod reason;
pub mod span;
pub mod template;
pub mod visible;

pub use catalog::{Catalog, CatalogError};
pub use language::Language;
pub use span::{Span, joined, spans};
pub use template::Values;
