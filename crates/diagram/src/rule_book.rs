//! The rule book: every rule with its sources, as a page that stands beside the app and as text.

use std::fmt::Write as _;

use hopscope_locale::{Catalog, Language, Span, spans};
use hopscope_routing::rule::Rule;
use hopscope_routing::{Basis, rules};

/// The rule book as text, a paragraph a rule, with the open questions behind it.
pub fn text(texts: &Catalog) -> String {
    let mut out = String::new();
    for rule in rules::all() {
        let basis = texts.text(basis_key(rule.basis));
        let _ = writeln!(out, "{}  [{basis}]\n  {}\n  {}", rule.id, title(texts, rule), does(texts, rule));
        for source in rule.sources {
            let _ = writeln!(out, "  - {source}");
        }
        out.push('\n');
    }
    out.push_str(&crate::open_questions::text(texts));
    out
}

/// The rule book as an HTML page that stands beside the app: its styles are the app's, its language links lead
/// to the page of the other language, and each rule has its id as anchor.
pub fn html(texts: &Catalog, language: Language) -> String {
    let mut page = page_head(texts, language, "rule_book", "");
    let mut hop = "";
    for rule in rules::all() {
        if rule.hop() != hop {
            if !hop.is_empty() {
                page.push_str("</section>\n");
            }
            hop = rule.hop();
            let _ = writeln!(page, "<section>\n<h2 id=\"{hop}\">{}</h2>", texts.text(&format!("rule_book.hop.{hop}")));
        }
        article(&mut page, texts, rule);
    }
    page.push_str("</section>\n</main>\n</body>\n</html>\n");
    page
}

/// The head of a page beside the app, whose texts have a name and whose file ends so behind its language: up to where
/// its entries begin. Its links lead to the other language, and to the other page.
pub(crate) fn page_head(texts: &Catalog, language: Language, of: &str, ending: &str) -> String {
    let mut page = String::new();
    let name = texts.text(&format!("{of}.title"));
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{name} · Hopscope</title>\n<link rel=\"stylesheet\" href=\"./style.css\">\n\
         <link rel=\"icon\" href=\"../icon.svg\" type=\"image/svg+xml\">\n</head>\n<body>\n<header>\n\
         <a href=\"../\">Hopscope</a>\n<h1>{name}</h1>\n<p>{intro}</p>\n<nav>",
        tag = language.tag(),
        intro = html_spans(&texts.text(&format!("{of}.intro"))),
    );
    for other in Language::ALL.iter().filter(|each| **each != language) {
        let tag = other.tag();
        let _ = write!(page, "<a href=\"./{tag}{ending}.html\" hreflang=\"{tag}\" lang=\"{tag}\">{}</a>", other.name());
    }
    let (file, other) = if ending.is_empty() { (".open", "open_question") } else { ("", "rule_book") };
    let title = texts.text(&format!("{other}.title"));
    let _ = write!(page, " <a href=\"./{}{file}.html\">{title}</a>", language.tag());
    let examples = if language == Language::default() { "" } else { &format!("{}.html", language.tag()) };
    let _ = write!(page, " <a href=\"../e/{examples}\">{}</a>", texts.text("card.examples"));
    page.push_str("</nav>\n</header>\n<main>\n");
    page
}

fn article(page: &mut String, texts: &Catalog, rule: &Rule) {
    let id = rule.id;
    let title = html_spans(&title(texts, rule));
    let _ = write!(page, "<article id=\"{id}\">\n<h3><a href=\"#{id}\">{title}</a></h3>\n");
    page.push_str(&entry(texts, rule));
    page.push_str("</article>\n");
}

/// What stands under a rule's title: its id, how it is known, what AWS does, sources.
pub fn entry(texts: &Catalog, rule: &Rule) -> String {
    let mut page = String::new();
    let basis = texts.text(basis_key(rule.basis));
    let _ = write!(
        page,
        "<p class=\"about\"><code>{id}</code> <span class=\"basis {class}\">{basis}</span></p>\n<p>{does}</p>\n<ul>\n",
        id = rule.id,
        class = basis_key(rule.basis).rsplit('.').next().unwrap_or_default(),
        does = html_spans(&does(texts, rule)),
    );
    for source in rule.sources {
        let source = escape(source);
        if source.starts_with("https://") {
            let _ = writeln!(page, "<li><a href=\"{source}\" rel=\"noopener noreferrer\">{source}</a></li>");
        } else {
            let _ = writeln!(page, "<li>{source}</li>");
        }
    }
    page.push_str("</ul>\n");
    page
}

fn title(texts: &Catalog, rule: &Rule) -> String {
    texts.text(&format!("rule.{}.title", rule.id))
}

fn does(texts: &Catalog, rule: &Rule) -> String {
    texts.text(&format!("rule.{}.does", rule.id))
}

const fn basis_key(basis: Basis) -> &'static str {
    match basis {
        Basis::Documented => "rule_book.basis.documented",
        Basis::Observed => "rule_book.basis.observed",
        Basis::Inferred => "rule_book.basis.inferred",
    }
}

/// Prose as HTML: what is in backticks is code.
pub fn html_spans(text: &str) -> String {
    spans(text)
        .into_iter()
        .map(|span| match span {
            Span::Plain(words) => escape(&words),
            Span::Code(code) => format!("<code>{}</code>", escape(&code)),
        })
        .collect()
}

/// Text for HTML, and for an attribute in double quotes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
