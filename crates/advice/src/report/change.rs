//! What would change the outcome of a request: why it is as it is, what cannot change it, what would.

use hopscope_locale::Catalog;
use hopscope_report::{Block, Report, Tone};
use hopscope_routing::EdgeAnswers;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use crate::diagnosis::{self, diagnose};
use crate::proof::{Frame, Verdict, decide};
use crate::words;

/// What would change the outcome of a request. `answers` runs edge code.
///
/// First the cause, then what cannot help and what does; what there is to say beyond that comes last, folded.
pub fn change(texts: &Catalog, scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Report {
    let cause = diagnosis::report(texts, &diagnose(scenario, request, answers));
    let (mut blocks, further) = split(cause.blocks);
    blocks.extend(proofs(texts, scenario, request));
    blocks.extend(further);
    Report::new(blocks)
}

fn proofs(texts: &Catalog, scenario: &Scenario, request: &Request) -> Vec<Block> {
    let expectation = request.expect.clone().unwrap_or_default();
    let mut blocks = Vec::new();
    for frame in Frame::ALL {
        match decide(scenario, request, &expectation, *frame) {
            Verdict::Impossible(proof) => {
                let mut sentences = words::proof(texts, &proof).into_iter();
                blocks.push(Block::Card {
                    title: sentences.next().unwrap_or_default(),
                    badge: String::new(),
                    tone: Tone::Plain,
                    blocks: vec![Block::paragraph(sentences.collect::<Vec<_>>().join(" "))],
                    actions: Vec::new(),
                });
            }
            Verdict::Possible(ways) => {
                blocks.extend(ways.iter().map(|way| Block::paragraph(words::way(texts, scenario, way).join(" "))));
            }
            Verdict::Undecided(why) => blocks.push(Block::toned(Tone::Caution, words::undecided(texts, &why))),
            Verdict::Met => {}
        }
    }
    blocks
}

/// What stands before the first heading; and each heading with what follows it, folded.
fn split(blocks: Vec<Block>) -> (Vec<Block>, Vec<Block>) {
    let (mut first, mut folds) = (Vec::new(), Vec::new());
    for block in blocks {
        match (block, folds.last_mut()) {
            (Block::Heading { text }, _) => folds.push(Block::Fold { summary: text, blocks: Vec::new() }),
            (block, Some(Block::Fold { blocks, .. })) => blocks.push(block),
            (block, _) => first.push(block),
        }
    }
    (first, folds)
}
