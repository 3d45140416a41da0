//! Pages beside the app: what an example or a rule says, without a program, so that who searches for an error's words
//! finds it, and who is sent its address sees what it is about.
//!
//! | module | holds |
//! | --- | --- |
//! | [`example`] | an example's pages: title, explanation, answer, drawing |
//! | [`rule`] | a rule's pages: what AWS does, sources, examples that it decides |
//! | [`page`] | what they have in common: head, languages, foot |
//! | [`sitemap`] | where all of them are |
//!
//! A fragment never reaches a server: a link to a scenario of one's own can have no such page.
//!
//! *Invariant.* Nothing here reads or writes a file; the program of this crate does.

pub mod example;
pub mod page;
pub mod rule;
pub mod sitemap;

use hopscope_locale::{Catalog, Language};

use crate::example::Example;

/// A file, by its path in the built folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path, with forward slashes.
    pub path: String,
    /// What it holds.
    pub content: String,
}

/// Where the built folder will be, as `https://example.com/hopscope/`. None: nobody said, and what needs a whole address
/// is left out (`og:url`, `og:image`, the sitemap).
pub type Site<'a> = Option<&'a str>;

/// Every file, of examples by their names and JSON.
///
/// # Errors
/// When an example cannot be read, or is too large for a link.
pub fn files(examples: &[(String, String)], site: Site<'_>) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    let mut paths = Vec::new();
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        let all =
            examples.iter().map(|(name, json)| Example::read(name, json, &texts)).collect::<Result<Vec<_>, _>>()?;
        for example in &all {
            files.extend(example.files(&texts, *language, site));
        }
        files.push(example::index(&all, &texts, *language, site));
        files.extend(hopscope_routing::rules::all().map(|each| rule::file(each, &all, &texts, *language, site)));
        if *language == Language::default() {
            paths.extend(files.iter().filter(|file| file.path.ends_with(".html")).map(|file| file.path.clone()));
        }
    }
    files.extend(site.map(|site| sitemap::file(&paths, site)));
    Ok(files)
}
