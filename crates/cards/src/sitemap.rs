//! The sitemap: every page in every language.

use std::fmt::Write as _;

use hopscope_diagram::rule_book::escape;
use hopscope_locale::Language;

use crate::File;
use crate::page::address;

/// The sitemap of pages by their paths in the default language.
pub fn file(paths: &[String], site: &str) -> File {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let _ = writeln!(out, "<url><loc>{}</loc></url>", escape(site));
    for path in paths {
        let folder = path.strip_suffix("index.html").unwrap_or(path);
        let whole = |language: Language| escape(&format!("{site}{folder}{}", address(language)));
        for language in Language::ALL {
            let _ = write!(out, "<url><loc>{}</loc>", whole(*language));
            for other in Language::ALL {
                let (tag, to) = (other.tag(), whole(*other));
                let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{to}\"/>");
            }
            out.push_str("</url>\n");
        }
    }
    out.push_str("</urlset>\n");
    File { path: "sitemap.xml".to_owned(), content: out }
}
