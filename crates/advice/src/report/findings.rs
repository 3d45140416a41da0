//! Findings as a report: a count, then a card each.

use hopscope_locale::Catalog;
use hopscope_report::{Action, Block, Button, Report, Tone};

use crate::lint::{Finding, Severity};
use crate::words;

/// What is found, the worst first.
pub fn findings(texts: &Catalog, found: &[Finding]) -> Report {
    if found.is_empty() {
        return Report::new(vec![Block::toned(Tone::Good, texts.text("advice_report.findings.none"))]);
    }
    let cards = found.iter().map(|each| card(texts, each));
    Report::new(std::iter::once(Block::paragraph(count(texts, found))).chain(cards).collect())
}

/// How many there are of each severity that there is.
fn count(texts: &Catalog, found: &[Finding]) -> String {
    let of = |severity: Severity, key: &str| {
        let count = found.iter().filter(|each| each.severity() == severity).count();
        (count > 0).then(|| texts.fill(&format!("advice_report.findings.{key}"), &[("count", count.to_string())]))
    };
    let counts = [of(Severity::Error, "errors"), of(Severity::Warning, "warnings"), of(Severity::Hint, "hints")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn card(texts: &Catalog, finding: &Finding) -> Block {
    let severity = finding.severity();
    let told = words::finding(texts, finding);
    let path = finding.path.to_string();
    let mut blocks = vec![Block::paragraph(told.why), Block::paragraph(told.change)];
    if !path.is_empty() {
        blocks.push(Block::paragraph(texts.fill("advice_report.findings.at", &[("path", path.as_str())])));
    }
    if let Some(lint) = finding.lint() {
        let items = lint.sources.iter().map(|source| (*source).to_owned()).collect();
        let sources = vec![Block::List { ordered: false, items }];
        blocks.push(Block::Fold { summary: texts.text("advice_report.findings.sources"), blocks: sources });
    }
    let go = || Button { label: texts.text("advice_report.findings.go"), action: Action::Field { path: path.clone() } };
    Block::Card {
        title: told.title,
        badge: texts.text(&format!("advice.severity.{}", severity.as_str())),
        tone: match severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Caution,
            Severity::Hint => Tone::Plain,
        },
        actions: if path.is_empty() { Vec::new() } else { vec![go()] },
        blocks,
    }
}
