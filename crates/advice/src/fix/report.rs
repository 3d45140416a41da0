//! Fixes in words: a card each.

use std::iter;

use hopscope_locale::Catalog;
use hopscope_report::{Action, Block, Button, Report, Tone};
use hopscope_routing::RuleId;
use hopscope_routing::Trace;
use hopscope_scenario::{Edit, Part, Scenario};

use super::terraform::terraform;
use super::{Change, Fix, Merit};

/// Fixes in words, for a scenario as it is. `diffs` are those of its files, in the order of the fixes, where it came from
/// files.
pub fn report(texts: &Catalog, scenario: &Scenario, fixes: &[Fix], diffs: &[String]) -> Report {
    let mut blocks = vec![Block::heading(texts.text("fix.heading"))];
    if fixes.is_empty() {
        blocks.push(Block::toned(Tone::Caution, texts.text("fix.none")));
    } else {
        blocks.push(Block::paragraph(texts.fill("fix.count", &[("count", fixes.len().to_string())])));
    }
    let diffs = diffs.iter().map(String::as_str).chain(iter::repeat(""));
    blocks.extend(fixes.iter().zip(diffs).map(|(fix, diff)| card(texts, scenario, fix, diff)));
    Report::new(blocks)
}

/// What to look at where no change of the scenario can be offered: the key of a text. None: nothing in particular.
pub fn hint(trace: &Trace) -> Option<&'static str> {
    match trace.rule.id {
        RuleId::CloudfrontWebAcl | RuleId::RestApiWebAcl | RuleId::LoadBalancerWebAcl => Some("fix.hint.web_acl"),
        RuleId::RestApiLambdaFailed | RuleId::HttpApiLambdaFailed | RuleId::LambdaUrlFunctionFailed => {
            Some("fix.hint.lambda")
        }
        RuleId::CloudfrontFunctionFailed => Some("fix.hint.function"),
        _ if !trace.needs.is_empty() => Some("fix.hint.edge"),
        _ => None,
    }
}

fn text(texts: &Catalog, change: &Change, part: &str) -> String {
    texts.fill(&format!("fix.kind.{}.{part}", change.kind.id()), change.values.as_slice())
}

fn card(texts: &Catalog, scenario: &Scenario, fix: &Fix, diff: &str) -> Block {
    let Some((first, more)) = fix.changes.split_first() else { return Block::paragraph(String::new()) };
    let terraform = terraform(scenario, fix);
    let mut blocks = vec![Block::paragraph(text(texts, first, "does"))];
    match fix.merit {
        Merit::Opens => blocks.insert(0, Block::toned(Tone::Bad, texts.text("fix.unsafe"))),
        Merit::Evades => blocks.insert(0, Block::toned(Tone::Caution, texts.text("fix.evades"))),
        Merit::Mends | Merit::Helps => {}
    }
    if !more.is_empty() {
        blocks.push(Block::paragraph(texts.text("fix.also")));
        let items = more.iter().map(|change| text(texts, change, "title")).collect();
        blocks.push(Block::List { ordered: false, items });
    }
    blocks.push(Block::toned(Tone::Good, result(texts, fix)));
    if !diff.is_empty() {
        blocks.push(Block::Code { title: texts.text("fix.in_files"), text: diff.to_owned() });
    }
    let place = fix.answer.reaches.as_deref().unwrap_or_default();
    if fix.moves_place {
        blocks.push(Block::toned(Tone::Caution, texts.fill("fix.moves_place", &[("place", place)])));
    }
    for change in &fix.changes {
        let trade_off = texts.fill("fix.trade_off", &[("text", text(texts, change, "trade_off"))]);
        blocks.push(Block::toned(Tone::Caution, trade_off));
    }
    blocks.extend(first.kind.source().map(|url| Block::paragraph(texts.fill("fix.source", &[("url", url)]))));
    blocks.extend(fold(texts, fix, &terraform));
    Block::Card {
        title: text(texts, first, "title"),
        badge: texts.text(&format!("fix.layer.{}", first.kind.layer().as_str())),
        tone: if matches!(fix.merit, Merit::Opens | Merit::Evades) { Tone::Caution } else { Tone::Good },
        blocks,
        actions: actions(texts, fix, terraform, diff),
    }
}

fn result(texts: &Catalog, fix: &Fix) -> String {
    let status = fix.answer.status.map(|status| status.to_string()).unwrap_or_default();
    let place = fix.answer.reaches.clone().unwrap_or_default();
    texts.fill("fix.result", &[("status", status), ("place", place)])
}

fn fold(texts: &Catalog, fix: &Fix, terraform: &str) -> Option<Block> {
    (!terraform.is_empty()).then(|| Block::Fold {
        summary: texts.text("fix.terraform_summary"),
        blocks: vec![
            Block::Code { title: texts.text("fix.terraform"), text: terraform.to_owned() },
            Block::paragraph(texts.text("fix.fields")),
            Block::List { ordered: false, items: fix.fields().iter().map(|field| format!("`{field}`")).collect() },
        ],
    })
}

fn actions(texts: &Catalog, fix: &Fix, terraform: String, diff: &str) -> Vec<Button> {
    let button = |key: &str, action| Button { label: texts.text(key), action };
    // What only the URL decides goes into the request bar; anything else is a scenario.
    let url = Part::Request(fix.row).path().field("url");
    let is_url = fix.edits.iter().all(|edit| matches!(edit, Edit::Set(place, _) if *place == url));
    let (scenario, link) = fix.scenario.to_json_and_link();
    let attempt = if is_url {
        Action::Request { method: fix.request.method.clone(), url: fix.request.url.clone() }
    } else {
        Action::Scenario { scenario }
    };
    let copy_link = Action::Copy { text: format!("#{link}") };
    let mut buttons = vec![button("fix.try", attempt), button("fix.copy_link", copy_link)];
    if !diff.is_empty() {
        buttons.push(button("fix.copy_diff", Action::Copy { text: diff.to_owned() }));
    }
    if !terraform.is_empty() {
        buttons.push(button("fix.copy_terraform", Action::Copy { text: terraform }));
    }
    buttons
}
