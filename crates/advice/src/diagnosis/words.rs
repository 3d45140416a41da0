//! A diagnosis in words: a report that goes on where the verdict ends, which tells what happened hop by hop.

use hopscope_locale::{Catalog, joined};
use hopscope_report::{Action, Block, Button, Report, Row, Tone};
use hopscope_routing::Basis;
use hopscope_routing::path::PathSource;
use hopscope_routing::trace::Component;

use super::cause::{Cause, CauseKind};
use super::probe::Probe;
use super::resource::source_word;
use super::what_next::{End, WhatNext};
use super::{Accident, Diagnosis, LookAlikes, Standing};

/// The report of a diagnosis.
pub fn report(texts: &Catalog, diagnosis: &Diagnosis) -> Report {
    let mut blocks = vec![headline(texts, diagnosis)];
    blocks.extend(diagnosis.accidents.iter().map(|each| Block::toned(Tone::Caution, accident(texts, each))));
    if let Some(what_next) = &diagnosis.what_next
        && diagnosis.standing != Standing::Met
    {
        blocks.extend(next(texts, what_next));
    }
    match &diagnosis.look_alikes {
        Some(look_alikes) => blocks.extend(others(texts, look_alikes)),
        None if diagnosis.standing == Standing::Refused => {
            blocks.push(Block::paragraph(texts.text("diagnosis.look_alikes.none")));
        }
        None => {}
    }
    Report::new(blocks)
}

/// What a cause is, in a sentence.
pub fn cause(texts: &Catalog, cause: &Cause) -> String {
    let key = match cause.kind {
        CauseKind::Rule => format!("diagnosis.cause.rule.{}", cause.rule),
        kind => format!("diagnosis.cause.{}", kind.as_str()),
    };
    let mut values = cause.values.clone();
    for name in ["writer", "part"] {
        if let Some((_, word)) = values.iter_mut().find(|(each, _)| *each == name) {
            *word = texts.text(&format!("diagnosis.{name}.{word}"));
        }
    }
    let title = || texts.text(&format!("rule.{}.title", cause.rule));
    find(texts, &key, &values).unwrap_or_else(title)
}

/// A text with its values; one that must have a value which is empty says so.
fn find(texts: &Catalog, key: &str, values: &[(&'static str, String)]) -> Option<String> {
    let or_nothing = |name: &str| {
        let (_, value) = values.iter().find(|(each, _)| *each == name)?;
        Some(if value.is_empty() { texts.text("diagnosis.nothing") } else { value.clone() })
    };
    texts.find(key, values).or_else(|| texts.find(key, &or_nothing))
}

/// The cause in a card, or that all is well.
fn headline(texts: &Catalog, diagnosis: &Diagnosis) -> Block {
    let text = |key: &str| texts.text(&format!("diagnosis.standing.{key}"));
    let Some(found) = &diagnosis.cause else {
        return match diagnosis.standing {
            Standing::Pending => {
                let functions = [("functions", diagnosis.pending.join("`, `"))];
                Block::toned(Tone::Caution, texts.fill("diagnosis.standing.pending", &functions))
            }
            Standing::Met => Block::toned(
                Tone::Good,
                text(if diagnosis.what_next.is_some() { "refused_as_expected" } else { "met" }),
            ),
            _ => {
                let (status, place) = diagnosis.answer.clone().unwrap_or_default();
                let values = [("status", status.to_string()), ("place", place)];
                Block::toned(Tone::Plain, texts.fill("diagnosis.standing.answered", &values))
            }
        };
    };
    let is_bad = !matches!(diagnosis.standing, Standing::Met | Standing::Answered | Standing::Redirected);
    let tone = if is_bad { Tone::Bad } else { Tone::Caution };
    let mut blocks = Vec::new();
    if let Some(mask) = &diagnosis.mask {
        let values =
            [("status", mask.status.to_string()), ("page", mask.page.clone()), ("seen", mask.seen.to_string())];
        blocks.push(Block::paragraph(texts.fill("diagnosis.masked", &values)));
    }
    blocks.push(Block::paragraph(joined([pieces(texts, diagnosis), decided(texts, diagnosis)])));
    let field = found.field.as_ref().map(ToString::to_string);
    let actions = field.into_iter().map(|path| Button {
        label: texts.fill("diagnosis.show_field", &[("field", path.as_str())]),
        action: Action::Field { path },
    });
    Block::Card {
        title: cause(texts, found),
        badge: texts.text(&format!("diagnosis.badge.{}", standing_word(diagnosis.standing))),
        tone,
        blocks,
        actions: actions.collect(),
    }
}

/// Who wrote the path that came to the deciding hop.
fn pieces(texts: &Catalog, diagnosis: &Diagnosis) -> String {
    let whole: String = diagnosis.path.pieces.iter().map(|(text, _)| text.as_str()).collect();
    if whole.is_empty() || diagnosis.path.component == Component::Dns {
        return String::new();
    }
    let piece = |(text, source): &(String, _)| {
        let writer = texts.text(&format!("diagnosis.writer.{}", source_word(*source)));
        texts.fill("diagnosis.piece", &[("piece", text.clone()), ("writer", writer)])
    };
    let list: Vec<String> = diagnosis.path.pieces.iter().map(piece).collect();
    let component = texts.text(&format!("component.{}", diagnosis.path.component.as_str()));
    let is_untouched = matches!(diagnosis.path.pieces.as_slice(), [(_, PathSource::Viewer)]);
    let key = if is_untouched { "diagnosis.one_piece" } else { "diagnosis.pieces" };
    let list = list.join(&texts.text("diagnosis.piece_separator"));
    texts.fill(key, &[("component", component), ("path", whole), ("pieces", list)])
}

/// The deciding rule.
fn decided(texts: &Catalog, diagnosis: &Diagnosis) -> String {
    let title = texts.text(&format!("rule.{}.title", diagnosis.rule.id));
    let key = if diagnosis.basis == Basis::Inferred { "diagnosis.decided_inferred" } else { "diagnosis.decided" };
    texts.fill(key, &[("rule", diagnosis.rule.id.to_string()), ("title", title)])
}

fn accident(texts: &Catalog, accident: &Accident) -> String {
    let fill = |key: &str, values: &[(&str, String)]| texts.fill(&format!("diagnosis.accident.{key}"), values);
    match accident {
        Accident::FailurePassed { lambda } => fill("failure_passed", &[("lambda", lambda.clone())]),
        Accident::FailedOver { status, origin_id } => {
            fill("failed_over", &[("status", status.to_string()), ("origin_id", origin_id.clone())])
        }
        Accident::FunctionMissing { function } => fill("function_missing", &[("function", function.clone())]),
        Accident::FunctionNotRun { function } => fill("function_not_run", &[("function", function.clone())]),
        Accident::ErrorPage => fill("error_page", &[]),
    }
}

/// What would fail next, hypothesis by hypothesis.
fn next(texts: &Catalog, what_next: &WhatNext) -> Vec<Block> {
    let mut items: Vec<String> = Vec::new();
    for link in &what_next.links {
        let key = format!("diagnosis.lift.{}", link.hypothesis.kind.as_str());
        let suppose = find(texts, &key, &link.hypothesis.values).unwrap_or_default();
        let then = match &link.next {
            Some(next) => {
                let told = [("cause", cause(texts, next)), ("rule", next.rule.to_string())];
                texts.fill("diagnosis.next.refused", &told)
            }
            None => String::new(),
        };
        items.push(joined([suppose, then]));
    }
    let last = end(texts, &what_next.end);
    match items.last_mut() {
        Some(item) if matches!(what_next.end, End::Answered { .. }) => *item = joined([item.clone(), last]),
        _ => items.push(last),
    }
    vec![
        Block::heading(texts.text("diagnosis.next.title")),
        Block::paragraph(texts.text("diagnosis.next.lead")),
        Block::List { ordered: true, items },
    ]
}

fn end(texts: &Catalog, end: &End) -> String {
    match end {
        End::Answered { status, reaches, met } => {
            let key = match met {
                None => "answered",
                Some(true) => "met",
                Some(false) => "unmet",
            };
            texts
                .fill(&format!("diagnosis.next.{key}"), &[("status", status.to_string()), ("reaches", reaches.clone())])
        }
        End::Stuck { rule } => {
            let title = texts.text(&format!("rule.{rule}.title"));
            texts.fill("diagnosis.next.stuck", &[("title", title), ("rule", rule.to_string())])
        }
        End::Bound => texts.text("diagnosis.next.bound"),
        End::Pending { functions } => texts.fill("diagnosis.next.pending", &[("functions", functions.join("`, `"))]),
    }
}

/// The look-alikes as a table, what tells the families apart, and the probes.
fn others(texts: &Catalog, look_alikes: &LookAlikes) -> Vec<Block> {
    let family = look_alikes.family;
    let row = |member: &super::look_alike::Member| {
        let is_it = look_alikes.at_work.is_some_and(|at_work| at_work.id == member.id);
        let text = |part: &str| texts.text(&format!("diagnosis.look_alike.{}.{part}", member.id));
        let key = match (is_it, look_alikes.at_work) {
            (true, _) => "here",
            (false, _) if member.rules.is_empty() => "not_described",
            (false, _) => "not_here",
        };
        Row {
            cells: vec![text("cause"), text("decides"), texts.text(&format!("diagnosis.look_alikes.{key}"))],
            tone: if is_it { Tone::Bad } else { Tone::Plain },
            action: None,
        }
    };
    let head = ["cause", "decides", "state"].map(|column| texts.text(&format!("diagnosis.look_alikes.{column}")));
    let rows = family.members.iter().map(row).collect();
    let notes = [(look_alikes.without_body, "without_body"), (look_alikes.dressed, "dressed")];
    let notes = notes.into_iter().filter(|(holds, _)| *holds);
    let mut blocks = vec![
        Block::heading(texts.text("diagnosis.look_alikes.title")),
        Block::paragraph(texts.text(&format!("diagnosis.family.{}", family.id))),
    ];
    blocks
        .extend(notes.map(|(_, key)| Block::toned(Tone::Caution, texts.text(&format!("diagnosis.look_alikes.{key}")))));
    blocks.push(Block::Table { head: head.to_vec(), rows });
    if !look_alikes.probes.is_empty() {
        let blocks_of = look_alikes.probes.iter().map(|each| probe(texts, each)).collect();
        blocks.push(Block::Fold { summary: texts.text("diagnosis.look_alikes.probes"), blocks: blocks_of });
    }
    blocks
}

fn probe(texts: &Catalog, probe: &Probe) -> Block {
    let title = texts.text(&format!("diagnosis.probe.{}", probe.kind.as_str()));
    let mut blocks =
        vec![Block::Code { title: texts.text("diagnosis.look_alikes.command"), text: probe.command.clone() }];
    if let Some(predicted) = &probe.predicted {
        let title = texts.text(&format!("rule.{}.title", predicted.rule));
        let key = if predicted.status == 0 { "no_answer" } else { "predicted" };
        let values = [("status", predicted.status.to_string()), ("word", predicted.word.clone()), ("title", title)];
        blocks.push(Block::paragraph(texts.fill(&format!("diagnosis.look_alikes.{key}"), &values)));
    }
    let copy = Button {
        label: texts.text("diagnosis.look_alikes.copy"),
        action: Action::Copy { text: probe.command.clone() },
    };
    Block::Card { title, badge: String::new(), tone: Tone::Plain, blocks, actions: vec![copy] }
}

const fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Pending => "pending",
        Standing::Met => "met",
        Standing::Answered => "answered",
        Standing::Refused => "refused",
        Standing::Redirected => "redirected",
        Standing::OwnError => "own_error",
        Standing::Otherwise => "otherwise",
    }
}
