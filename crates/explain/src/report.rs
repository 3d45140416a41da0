//! An explanation as a report: which hop, by what evidence, what can be behind it, what to run next, and the scenario.

use hopscope_locale::Catalog;
use hopscope_report::{Action, Block, Button, Report, Row, Tone};

use super::cause::PossibleCause;
use super::exchange::{Exchange, Outcome};
use super::prefill::Prefill;
use super::probe::Probe;
use super::{Explanation, words};

/// How many other requests of the text are listed.
const MOST_OTHERS: usize = 30;

/// The explanation in the words of a language.
pub fn report(texts: &Catalog, explanation: &Explanation) -> Report {
    let found = &explanation.fingerprint;
    let tone = if found.answered_by.is_none() { Tone::Caution } else { Tone::Plain };
    let mut blocks =
        vec![Block::heading(words::headline(texts, found)), Block::toned(tone, words::summary(texts, explanation))];
    if let Some(or) = words::alternatives(texts, found) {
        blocks.push(Block::toned(Tone::Caution, or));
    }
    if explanation.exchanges.get(explanation.chosen).is_some_and(|exchange| exchange.answer().is_some()) {
        blocks.push(Block::paragraph(words::layers(texts, found.layers)));
    }
    evidence(texts, explanation, &mut blocks);
    causes(texts, explanation, &mut blocks);
    probes(texts, &explanation.probes, &mut blocks);
    blocks.push(scenario(texts, &explanation.prefill));
    if explanation.exchanges.len() > 1 {
        blocks.push(others(texts, explanation));
    }
    if !explanation.causes.sources.is_empty() {
        let items = explanation.causes.sources.iter().map(|source| words::code(source)).collect();
        let list = Block::List { ordered: false, items };
        blocks.push(Block::Fold { summary: text(texts, "sources"), blocks: vec![list] });
    }
    Report::new(blocks)
}

fn text(texts: &Catalog, key: &str) -> String {
    texts.text(&format!("explain.report.{key}"))
}

fn evidence(texts: &Catalog, explanation: &Explanation, blocks: &mut Vec<Block>) {
    let rows: Vec<Row> = explanation
        .fingerprint
        .evidence
        .iter()
        .map(|each| Row { cells: words::evidence(texts, each).to_vec(), tone: Tone::Plain, action: None })
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::heading(text(texts, "evidence")));
        blocks.push(Block::Table { head: vec![text(texts, "where"), text(texts, "says")], rows });
    }
}

fn causes(texts: &Catalog, explanation: &Explanation, blocks: &mut Vec<Block>) {
    blocks.push(Block::heading(text(texts, "causes")));
    if explanation.causes.causes.is_empty() {
        blocks.push(Block::toned(Tone::Caution, text(texts, "no_causes")));
    }
    for (index, each) in explanation.causes.causes.iter().enumerate() {
        blocks.push(cause(texts, index + 1, each));
    }
}

fn cause(texts: &Catalog, number: usize, cause: &PossibleCause) -> Block {
    let badge = if cause.rules.is_empty() {
        text(texts, "not_modelled")
    } else {
        cause.rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    Block::Card {
        title: format!("{number}. {}", texts.text(&format!("explain.cause.{}", cause.id))),
        badge,
        tone: Tone::Plain,
        blocks: vec![Block::paragraph(texts.text(&format!("explain.check.{}", cause.id)))],
        actions: Vec::new(),
    }
}

fn probes(texts: &Catalog, probes: &[Probe], blocks: &mut Vec<Block>) {
    if probes.is_empty() {
        return;
    }
    blocks.push(Block::heading(text(texts, "probes")));
    if probes.iter().any(|probe| has_blank(&probe.command)) {
        blocks.push(Block::paragraph(text(texts, "capitals")));
    }
    blocks.extend(probes.iter().map(|probe| Block::Card {
        title: texts.text(&format!("explain.probe.{}", probe.id)),
        badge: String::new(),
        tone: Tone::Plain,
        blocks: vec![
            Block::Code { title: text(texts, "command"), text: probe.command.clone() },
            Block::paragraph(texts.text(&format!("explain.tells.{}", probe.id))),
        ],
        actions: vec![Button { label: text(texts, "copy"), action: Action::Copy { text: probe.command.clone() } }],
    }));
}

/// Whether a command has a part that the reader must fill in.
fn has_blank(command: &str) -> bool {
    ["API_ID", "REGION", "STAGE", "FUNCTION", "BUCKET", "DISTRIBUTION_ID", "URL_ID", "API_KEY", "HOST", " URL"]
        .iter()
        .any(|blank| command.contains(blank))
}

fn scenario(texts: &Catalog, prefill: &Prefill) -> Block {
    let answers = &prefill.answers;
    let values = [
        ("status", answers.status.map(|status| status.to_string()).unwrap_or_default()),
        ("hop", words::hop(texts, answers.answered_by)),
    ];
    let mut blocks = Vec::new();
    let (tone, key) = if answers.agrees { (Tone::Good, "agrees") } else { (Tone::Caution, "differs") };
    blocks.push(Block::toned(tone, texts.fill(&format!("explain.report.{key}"), &values)));
    if !prefill.unknown.is_empty() {
        blocks.push(Block::paragraph(text(texts, "missing")));
        let items = prefill.unknown.iter().map(|what| texts.text(&format!("explain.unknown.{}", what.key()))).collect();
        blocks.push(Block::List { ordered: false, items });
    }
    if !prefill.hidden.is_empty() {
        let names: Vec<String> = prefill.hidden.iter().map(|name| format!("`{}`", words::code(name))).collect();
        blocks.push(Block::paragraph(texts.fill("explain.report.hidden", &[("names", names.join(", "))])));
    }
    Block::Card {
        title: text(texts, "scenario"),
        badge: String::new(),
        tone: if answers.agrees { Tone::Good } else { Tone::Caution },
        blocks,
        actions: vec![Button {
            label: text(texts, "open"),
            action: Action::Scenario { scenario: prefill.scenario.to_json() },
        }],
    }
}

fn others(texts: &Catalog, explanation: &Explanation) -> Block {
    let row = |(index, exchange): (usize, &Exchange)| {
        let url = exchange
            .asked
            .url
            .as_deref()
            .map(|url| format!("`{} {}`", exchange.asked.method_or_get(), words::code(url)));
        let answer = match &exchange.outcome {
            Outcome::Answer(answer) => {
                answer.status.map_or_else(|| text(texts, "no_status"), |status| status.to_string())
            }
            Outcome::Failure(_) | Outcome::Unknown => text(texts, "no_answer"),
        };
        let mark = if index == explanation.chosen { text(texts, "explained") } else { String::new() };
        let tone = if exchange.failed() { Tone::Bad } else { Tone::Good };
        Row { cells: vec![url.unwrap_or_else(|| text(texts, "no_url")), answer, mark], tone, action: None }
    };
    let rows = explanation.exchanges.iter().enumerate().take(MOST_OTHERS).map(row).collect();
    let head = vec![text(texts, "request"), text(texts, "answer"), String::new()];
    let mut blocks = vec![Block::Table { head, rows }];
    if let Some(more) = explanation.exchanges.len().checked_sub(MOST_OTHERS).filter(|more| *more > 0) {
        blocks.push(Block::paragraph(texts.fill("explain.report.more", &[("count", more.to_string())])));
    }
    Block::Fold { summary: text(texts, "others"), blocks }
}
