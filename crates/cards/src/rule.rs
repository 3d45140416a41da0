//! The page of a rule.

use std::fmt::Write as _;

use hopscope_diagram::rule_book::{self, escape, html_spans};
use hopscope_locale::{Catalog, Language};
use hopscope_routing::Rule;

use crate::example::{Example, first_sentence};
use crate::page::{EXAMPLES, Page, RULES, address, name};
use crate::{File, Site};

/// A rule's page, with the examples that it decides.
pub fn file(rule: &Rule, examples: &[Example], texts: &Catalog, language: Language, site: Site<'_>) -> File {
    let folder = format!("{RULES}{}/", rule.id);
    let decided: Vec<&Example> =
        examples.iter().filter(|example| example.trace().is_some_and(|trace| trace.rule.id == rule.id)).collect();
    let mut body = rule_book::entry(texts, rule);
    if !decided.is_empty() {
        let _ = writeln!(body, "<h2>{}</h2>\n<ul>", escape(&texts.text("card.decided")));
        for example in &decided {
            let (name, to) = (&example.name, address(language));
            let (title, sees) = (html_spans(&example.title), escape(&example.sees));
            let _ = writeln!(body, "<li><a href=\"../../{EXAMPLES}{name}/{to}\">{title}</a><br>{sees}</li>");
        }
        body.push_str("</ul>\n");
    }
    let page = Page {
        title: texts.text(&format!("rule.{}.title", rule.id)),
        description: first_sentence(&texts.text(&format!("rule.{}.does", rule.id))).to_owned(),
        body,
        opens: decided.first().map_or_else(|| format!("?lang={}", language.tag()), |example| example.opens(language)),
        texts,
        language,
        site,
        folder,
    };
    File { path: format!("{}{}", page.folder, name(language)), content: page.html() }
}
