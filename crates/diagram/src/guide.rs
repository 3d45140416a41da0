//! The guide: how one works with the page, what it is and where its source is, as a page beside the rule book.

use std::fmt::Write as _;

use hopscope_locale::{Catalog, Language};

use crate::rule_book::{escape, html_spans, page_head};

/// The sections, each the anchor of its heading and its name in locale keys.
pub const SECTIONS: &[&str] = &["look", "change", "own", "keep", "keys", "limits", "about", "source"];

/// The guide as an HTML page. `repository` is the address of the source; empty: it has none.
pub fn html(texts: &Catalog, language: Language, repository: &str) -> String {
    let mut page = page_head(texts, language, "guide", ".guide");
    for name in SECTIONS {
        let text = |part: &str| texts.text(&format!("guide.sections.{name}.{part}"));
        let _ = write!(page, "<article id=\"{name}\">\n<h2><a href=\"#{name}\">{}</a></h2>\n", escape(&text("title")));
        let paragraphs = (1..).map(|number| format!("guide.sections.{name}.text.{number}"));
        for paragraph in paragraphs.map_while(|key| texts.find(&key, &())) {
            let _ = writeln!(page, "<p>{}</p>", html_spans(&paragraph));
        }
        if *name == "source" && !repository.is_empty() {
            let address = escape(repository);
            let _ = writeln!(page, "<p><a href=\"{address}\" rel=\"noopener noreferrer\">{address}</a></p>");
        }
        page.push_str("</article>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_a_heading_and_paragraphs_in_both_languages() {
        for language in Language::ALL {
            let page = html(&Catalog::embedded(*language), *language, "https://example.com/source?a&b");
            assert!(!page.contains("guide.sections"), "a text is missing in {language:?}");
            for name in SECTIONS {
                let (_, section) = page.split_once(&format!("<article id=\"{name}\">")).unwrap_or_default();
                let section = section.split("</article>").next().unwrap_or_default();
                assert!(section.contains("<p>"), "{name} in {language:?}");
            }
            assert!(page.contains("href=\"https://example.com/source?a&amp;b\""));
            // The address alone is what a build without one leaves out.
            assert!(!html(&Catalog::embedded(*language), *language, "").contains("noopener"));
        }
    }
}
