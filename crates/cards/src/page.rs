//! What the pages have in common.

use std::fmt::Write as _;

use hopscope_diagram::rule_book::{escape, html_spans};
use hopscope_locale::{Catalog, Language};

use crate::Site;

/// The folder of examples in the built folder, and that of rules.
pub const EXAMPLES: &str = "e/";
/// See [`EXAMPLES`].
pub const RULES: &str = "rules/";

/// The picture of every page, in the built folder: networks show no SVG.
pub const IMAGE: &str = "card.png";
/// Its width and height in pixels.
pub const IMAGE_SIZE: [u32; 2] = [1200, 630];

/// A page in the making.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// Its folder, with a slash at its end.
    pub folder: String,
    /// Its title, in which code is in backticks.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub description: String,
    /// What stands between heading and foot: HTML.
    pub body: String,
    /// Where the app opens what the page is about: a query and a fragment.
    pub opens: String,
    /// The words.
    pub texts: &'a Catalog,
    /// Their language.
    pub language: Language,
    /// Where the built folder will be.
    pub site: Site<'a>,
}

/// The name of a page's file in a language: the default one is what a folder shows.
pub fn name(language: Language) -> String {
    if language == Language::default() { "index.html".to_owned() } else { format!("{}.html", language.tag()) }
}

/// How a page is called by its address: what a folder shows has no name.
pub fn address(language: Language) -> String {
    if language == Language::default() { String::new() } else { name(language) }
}

impl Page<'_> {
    /// The page as HTML.
    pub fn html(&self) -> String {
        let mut out = String::new();
        self.head(&mut out);
        let up = self.up();
        let tag = self.language.tag();
        let text = |key: &str| escape(&self.texts.text(key));
        let _ = write!(
            out,
            "<body class=\"card\">\n<header>\n<a href=\"{up}\">Hopscope</a>\n<h1>{}</h1>\n<nav>",
            html_spans(&self.title)
        );
        for other in Language::ALL.iter().filter(|each| **each != self.language) {
            let (to, name) = (relative(*other), other.name());
            let _ = write!(out, "<a href=\"{to}\" hreflang=\"{0}\" lang=\"{0}\">{name}</a> ", other.tag());
        }
        let _ = write!(
            out,
            "<a href=\"{up}{EXAMPLES}{}\">{}</a> <a href=\"{up}{RULES}{tag}.html\">{}</a></nav>\n</header>\n<main>\n{}",
            address(self.language),
            text("card.examples"),
            text("rule_book.title"),
            self.body
        );
        let _ = write!(
            out,
            "<p><a class=\"open\" href=\"{up}{}\">{}</a></p>\n<p class=\"about\">{}</p>\n</main>\n</body>\n</html>\n",
            escape(&self.opens),
            text("card.open"),
            text("card.about")
        );
        out
    }

    fn head(&self, out: &mut String) {
        let (tag, up) = (self.language.tag(), self.up());
        let (title, description) = (plain(&self.title), plain(&self.description));
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · Hopscope</title>\n<meta name=\"description\" content=\"{description}\">\n\
             <link rel=\"stylesheet\" href=\"{up}rules/style.css\">\n\
             <link rel=\"icon\" href=\"{up}icon.svg\" type=\"image/svg+xml\">\n"
        );
        for language in Language::ALL {
            let to = self.whole(*language).unwrap_or_else(|| relative(*language));
            let _ = writeln!(out, "<link rel=\"alternate\" hreflang=\"{}\" href=\"{to}\">", language.tag());
        }
        let to = self.whole(Language::default()).unwrap_or_else(|| relative(Language::default()));
        let _ = writeln!(out, "<link rel=\"alternate\" hreflang=\"x-default\" href=\"{to}\">");
        let mut property = |name: &str, content: &str| {
            let _ = writeln!(out, "<meta property=\"og:{name}\" content=\"{content}\">");
        };
        property("type", "article");
        property("site_name", "Hopscope");
        property("title", &title);
        property("description", &description);
        property("locale", locale(self.language));
        for other in Language::ALL.iter().filter(|each| **each != self.language) {
            property("locale:alternate", locale(*other));
        }
        if let (Some(own), Some(site)) = (self.whole(self.language), self.site) {
            property("url", &own);
            property("image", &format!("{}{IMAGE}", escape(site)));
            let [width, height] = IMAGE_SIZE.map(|side| side.to_string());
            property("image:width", &width);
            property("image:height", &height);
            property("image:alt", &escape(&self.texts.text("card.image")));
            let _ = writeln!(out, "<meta name=\"twitter:card\" content=\"summary_large_image\">");
            let _ = writeln!(out, "<link rel=\"canonical\" href=\"{own}\">");
        }
        out.push_str("</head>\n");
    }

    /// The way from the page to the built folder.
    fn up(&self) -> String {
        "../".repeat(self.folder.matches('/').count())
    }

    /// The page's whole address in a language, where it is known.
    fn whole(&self, language: Language) -> Option<String> {
        self.site.map(|site| escape(&format!("{site}{}{}", self.folder, address(language))))
    }
}

/// The way from one language of a page to another.
fn relative(language: Language) -> String {
    format!("./{}", address(language))
}

/// Prose for an attribute: without the marks of code.
fn plain(text: &str) -> String {
    escape(&text.replace('`', ""))
}

/// A language as Open Graph writes it.
fn locale(language: Language) -> &'static str {
    match language {
        Language::English => "en_GB",
        Language::Japanese => "ja_JP",
    }
}
