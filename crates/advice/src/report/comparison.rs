//! A comparison as a report: requests, then URLs, that end elsewhere.

use hopscope_locale::Catalog;
use hopscope_report::{Action, Block, Report, Row, Tone};

use super::{answer, dependences, is_good, names};
use crate::compare::{Comparison, RequestDifference, UrlDifference};
use crate::route_map::{Answer, Class};

/// What two scenarios do differently. Their names stand over the columns, where they have some that tell them apart.
pub fn comparison(texts: &Catalog, method: &str, [one, other]: [&str; 2], found: &Comparison) -> Report {
    let text = |key: &str| texts.text(&format!("advice_report.comparison.{key}"));
    let mut blocks = Vec::new();
    let is_same = found.requests.is_empty()
        && found.urls.is_empty()
        && found.hosts_added.is_empty()
        && found.hosts_removed.is_empty()
        && found.functions_changed.is_empty()
        && found.too_large.is_empty();
    if is_same {
        blocks.push(Block::toned(Tone::Good, text("same")));
    }
    let named = |key: &str, name: &str| match name {
        "" => text(key),
        _ if one == other => text(key),
        _ => texts.fill("advice_report.comparison.named", &[("which", text(key).as_str()), ("name", name)]),
    };
    let head = |first: &str| vec![text(first), named("before", one), named("after", other)];
    if !found.requests.is_empty() {
        blocks.push(Block::heading(text("requests")));
        let rows = found.requests.iter().map(|each| request(texts, each)).collect();
        blocks.push(Block::Table { head: head("request"), rows });
    }
    if !found.urls.is_empty() {
        blocks.push(Block::heading(text("urls")));
        let rows = found.urls.iter().map(|each| url(texts, method, each)).collect();
        blocks.push(Block::Table { head: head("example"), rows });
    }
    for (key, hosts) in [("removed", &found.hosts_removed), ("added", &found.hosts_added)] {
        if !hosts.is_empty() {
            let told = texts.fill(&format!("advice_report.comparison.{key}"), &[("names", names(hosts))]);
            blocks.push(Block::paragraph(told));
        }
    }
    if !found.functions_changed.is_empty() {
        let told =
            texts.fill("advice_report.comparison.functions_changed", &[("names", names(&found.functions_changed))]);
        blocks.push(Block::toned(Tone::Caution, told));
    }
    if !found.too_large.is_empty() {
        let hosts = names(found.too_large.iter().map(|(host, _)| host));
        let told = texts.fill("advice_report.comparison.too_large", &[("names", hosts)]);
        blocks.push(Block::toned(Tone::Caution, told));
    }
    blocks.push(Block::paragraph(texts.fill("advice_report.comparison.holds_for", &[("method", method)])));
    Report::new(blocks)
}

fn request(texts: &Catalog, difference: &RequestDifference) -> Row {
    let RequestDifference { request, before, after } = difference;
    let line = format!("`{} {}`", request.method, request.url);
    let name = if request.name.is_empty() { line } else { format!("{} {line}", request.name) };
    let action = Action::Request { method: request.method.clone(), url: request.url.clone() };
    Row {
        cells: vec![name, answer(texts, before), answer(texts, after)],
        tone: turn(before, after),
        action: Some(action),
    }
}

fn url(texts: &Catalog, method: &str, difference: &UrlDifference) -> Row {
    let UrlDifference { example, before, after } = difference;
    Row {
        cells: vec![format!("`{example}`"), class(texts, before), class(texts, after)],
        tone: turn(&before.answer, &after.answer),
        action: Some(Action::Request { method: method.to_owned(), url: example.clone() }),
    }
}

fn class(texts: &Catalog, class: &Class) -> String {
    let depends = dependences(texts, &class.depends);
    std::iter::once(answer(texts, &class.answer)).chain(depends).collect::<Vec<_>>().join("; ")
}

/// Whether things got better, or worse, or other.
fn turn(before: &Answer, after: &Answer) -> Tone {
    match (is_good(before), is_good(after)) {
        (false, true) => Tone::Good,
        (true, false) => Tone::Bad,
        _ => Tone::Caution,
    }
}
