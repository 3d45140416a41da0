//! What would change the outcome of a request: why it is as it is, what cannot change it, what would.

use hopscope_locale::Catalog;
use hopscope_report::{Block, Report, Tone};
use hopscope_routing::EdgeAnswers;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use crate::proof::{Frame, Verdict, decide};
use crate::words;

/// What would change the outcome of a request. `answers` runs edge code.
pub fn change(texts: &Catalog, scenario: &Scenario, request: &Request, _answers: &dyn EdgeAnswers) -> Report {
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
    Report::new(blocks)
}
