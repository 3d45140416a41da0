//! The open questions: what answers assume and nobody has shown, as a page beside the rule book and as text.

use std::fmt::Write as _;

use hopscope_locale::{Catalog, Language};
use hopscope_routing::rules::open_question::{ALL, OpenQuestion};

use crate::rule_book::{escape, html_spans, page_head};

/// The open questions as text, a paragraph each.
pub fn text(texts: &Catalog) -> String {
    let mut out = format!("{}\n\n", texts.text("open_question.title"));
    let label = |name: &str| texts.text(&format!("open_question.{name}"));
    for question in ALL {
        let why = label(&format!("why.{}", question.why.as_str()));
        let _ = writeln!(out, "{}  [{why}]\n  {}", question.id, word(texts, question, "question"));
        for part in ["assumed", "capture"] {
            let _ = writeln!(out, "  {}: {}", label(part), word(texts, question, part));
        }
        let _ = writeln!(out, "  {}: {}", label("command"), question.command);
        if !question.rules.is_empty() {
            let _ = writeln!(out, "  {}: {}", label("rules"), ids(question));
        }
        for source in question.sources {
            let _ = writeln!(out, "  - {source}");
        }
        out.push('\n');
    }
    out
}

/// The open questions as an HTML page: each has its id as anchor, and leads to the rules that rest on it.
pub fn html(texts: &Catalog, language: Language) -> String {
    let mut page = page_head(texts, language, "open_question", ".open");
    for question in ALL {
        article(&mut page, texts, language, question);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn article(page: &mut String, texts: &Catalog, language: Language, question: &OpenQuestion) {
    let label = |name: &str| escape(&texts.text(&format!("open_question.{name}")));
    let _ = write!(
        page,
        "<article id=\"{id}\">\n<h3><a href=\"#{id}\">{title}</a></h3>\n\
         <p class=\"about\"><code>{id}</code> <span class=\"basis inferred\">{why}</span></p>\n",
        id = question.id,
        title = html_spans(&word(texts, question, "question")),
        why = label(&format!("why.{}", question.why.as_str())),
    );
    for part in ["assumed", "capture"] {
        let words = html_spans(&word(texts, question, part));
        let _ = writeln!(page, "<p><b>{}</b>: {words}</p>", label(part));
    }
    let _ = writeln!(page, "<p><b>{}</b>: <code>{}</code></p>", label("command"), escape(question.command));
    if !question.rules.is_empty() {
        let tag = language.tag();
        let links: Vec<String> = question
            .rules
            .iter()
            .map(|rule| format!("<a href=\"./{tag}.html#{rule}\"><code>{rule}</code></a>"))
            .collect();
        let _ = writeln!(page, "<p><b>{}</b>: {}</p>", label("rules"), links.join(", "));
    }
    page.push_str("<ul>\n");
    for source in question.sources {
        let source = escape(source);
        let _ = writeln!(page, "<li><a href=\"{source}\" rel=\"noopener noreferrer\">{source}</a></li>");
    }
    page.push_str("</ul>\n</article>\n");
}

fn word(texts: &Catalog, question: &OpenQuestion, part: &str) -> String {
    texts.text(&format!("open_question.q.{}.{part}", question.id))
}

fn ids(question: &OpenQuestion) -> String {
    question.rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
