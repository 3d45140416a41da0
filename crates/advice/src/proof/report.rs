//! Proofs in words: a card for each frame, and the remark which of two refusals the origin path decides between.

use hopscope_locale::Catalog;
use hopscope_report::{Block, Report, Row, Tone};
use hopscope_routing::RuleId;
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use super::choice::Viewer;
use super::{Frame, Goal, Proof, Verdict, goal, setting};
use crate::words;

/// The two refusals between which the origin path decides: with the stage in it, the resource is missing; without, the
/// stage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variants {
    /// The origin path with the stage.
    pub origin_path: String,
    /// The body of the answer with it.
    pub with: String,
    /// The body of the answer without origin path.
    pub without: String,
    /// Whether the scenario has it now. None: it has another one.
    pub is_with: Option<bool>,
}

/// Whether the origin path decides which refusal a request gets, as described at [`Variants`].
pub fn variants(scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Option<Variants> {
    let traced = trace_with(scenario, request, answers);
    let viewer = Viewer::of(scenario, request, &traced)?;
    let choice = viewer.choices(Frame::OriginPath).into_iter().next()?;
    let origin = choice.origin?;
    let Goal::RestMethod { stage, .. } = goal::find(scenario, request.expect.as_ref()?)? else { return None };
    let origin_path = format!("/{stage}");
    let answer = |path: &str| {
        let mut changed = scenario.clone();
        setting::set_origin_path(&mut changed, viewer.index, origin, path);
        let traced = trace_with(&changed, request, answers);
        let body = traced.response.as_ref().map(|response| response.body.to_string()).unwrap_or_default();
        (traced.rule.id, body)
    };
    let ((with_rule, with), (without_rule, without)) = (answer(&origin_path), answer(""));
    let is_both = with_rule == RuleId::RestApiResourceNotFound && without_rule == RuleId::RestApiStageMissing;
    let is_with = match choice.origin_path.as_str() {
        "" => Some(false),
        path => (path == origin_path).then_some(true),
    };
    is_both.then_some(Variants { origin_path, with, without, is_with })
}

/// What is decided, in words.
pub fn report(
    texts: &Catalog,
    scenario: &Scenario,
    decided: &[(Frame, Verdict)],
    variants: Option<&Variants>,
) -> Report {
    let mut blocks = vec![Block::heading(texts.text("proof_report.heading"))];
    blocks.extend(decided.iter().map(|(frame, verdict)| of_frame(texts, scenario, *frame, verdict)));
    blocks.extend(variants.map(|variants| of_variants(texts, variants)));
    Report::new(blocks)
}

fn card(title: String, tone: Tone, blocks: Vec<Block>) -> Block {
    Block::Card { title, badge: String::new(), tone, blocks, actions: Vec::new() }
}

fn of_frame(texts: &Catalog, scenario: &Scenario, frame: Frame, verdict: &Verdict) -> Block {
    match verdict {
        Verdict::Met => card(texts.text("proof_report.met"), Tone::Good, Vec::new()),
        Verdict::Possible(ways) => {
            let items = ways.iter().map(|way| words::way(texts, scenario, way).join(" ")).collect();
            let title = texts.text(&format!("proof_report.possible.{}", frame.as_str()));
            card(title, Tone::Good, vec![Block::List { ordered: false, items }])
        }
        Verdict::Undecided(why) => {
            let title = texts.text(&format!("proof_report.undecided.{}", frame.as_str()));
            card(title, Tone::Caution, vec![Block::paragraph(words::undecided(texts, why))])
        }
        Verdict::Impossible(proof) => {
            let mut sentences = words::proof(texts, proof).into_iter();
            let title = sentences.next().unwrap_or_default();
            let reasons = Block::List { ordered: false, items: sentences.collect() };
            let because = Block::paragraph(texts.text("proof_report.because"));
            card(title, Tone::Bad, vec![because, reasons, tried(texts, proof)])
        }
    }
}

/// Everything that was tried, in a table.
fn tried(texts: &Catalog, proof: &Proof) -> Block {
    let outcomes = proof
        .choices
        .iter()
        .flat_map(|refuted| refuted.outcomes.iter().map(move |outcome| (&refuted.choice.origin_id, outcome)));
    let rows: Vec<Row> = outcomes
        .map(|(origin_id, outcome)| {
            let status = outcome.answer.status;
            let status = status.map_or_else(|| texts.text("proof_report.no_answer"), |status| status.to_string());
            let path = match outcome.origin_path.as_str() {
                "" => texts.text("proof_report.empty"),
                path => format!("`{path}`"),
            };
            let end = outcome.answer.reaches.as_ref();
            let end = end.map_or_else(|| texts.text("proof_report.nowhere"), |end| format!("`{end}`"));
            let answer = format!("{status} `{}`", outcome.answer.rule.id);
            Row { cells: vec![format!("`{origin_id}`"), path, answer, end], tone: Tone::Plain, action: None }
        })
        .collect();
    let head = ["origin", "path", "answer", "end"].map(|key| texts.text(&format!("proof_report.{key}"))).to_vec();
    let summary = texts.fill("proof_report.tried", &[("count", rows.len().to_string())]);
    Block::Fold { summary, blocks: vec![Block::Table { head, rows }] }
}

fn of_variants(texts: &Catalog, variants: &Variants) -> Block {
    let values = [("origin_path", &variants.origin_path), ("with", &variants.with), ("without", &variants.without)];
    let sentence = |key: &str| texts.fill(&format!("proof_report.variants.{key}"), &values);
    let mut blocks = vec![Block::paragraph(sentence("with")), Block::paragraph(sentence("without"))];
    let now = variants.is_with.map(|is_with| if is_with { "now" } else { "now_without" });
    blocks.extend(now.map(|key| Block::paragraph(sentence(key))));
    card(texts.text("proof_report.variants.title"), Tone::Plain, blocks)
}
