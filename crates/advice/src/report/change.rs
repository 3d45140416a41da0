//! What would change the outcome of a request: why it is as it is, what cannot change it, what would.

use hopscope_locale::Catalog;
use hopscope_report::{Block, Report, Tone};
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use crate::diagnosis::{self, Diagnosis, Standing, diagnose};
use crate::fix::{self, Fix, fixes};
use crate::proof::{self, Frame, Variants, Verdict, decide_all, variants};
use crate::remark::{self, Remark, remarks};

/// What there is to say of a request and of what would change its outcome.
#[derive(Clone, Debug)]
pub struct Advice {
    /// Why it is as it is.
    pub diagnosis: Diagnosis,
    /// What is decided within each frame.
    pub proofs: Verdicts,
    /// Whether the origin path decides between two refusals.
    pub variants: Option<Variants>,
    /// What would change it, the best first.
    pub fixes: Vec<Fix>,
    /// Each fix as a diff of the files that the scenario came from, in the order of the fixes; empty where no file can
    /// say it. None at all where it came from no files.
    pub diffs: Vec<String>,
    /// What there is to tell where nothing was expected.
    pub remarks: Vec<Remark>,
    /// Where there are none, the key of a text on what to look at.
    pub hint: Option<&'static str>,
}

impl Advice {
    /// Finds it all. `answers` runs edge code.
    pub fn of(scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Self {
        let fixes = fixes(scenario, request, answers);
        let hint = fixes.is_empty().then(|| fix::report::hint(&trace_with(scenario, request, answers))).flatten();
        Self {
            diagnosis: diagnose(scenario, request, answers),
            proofs: decide_all(scenario, request, answers),
            variants: variants(scenario, request, answers),
            fixes,
            diffs: Vec::new(),
            remarks: remarks(scenario, request, answers),
            hint,
        }
    }

    /// It in words. First the cause, then what cannot help and what does; what there is to say beyond that comes last,
    /// folded.
    pub fn report(&self, texts: &Catalog, scenario: &Scenario) -> Report {
        let (mut blocks, further) = split(diagnosis::report(texts, &self.diagnosis).blocks);
        if !self.remarks.is_empty() {
            blocks.push(Block::heading(texts.text("advice.remark.heading")));
            let items = self.remarks.iter().map(|remark| remark::told(texts, remark)).collect();
            blocks.push(Block::List { ordered: false, items });
        }
        let (shown, narrower) = proofs(self.proofs.clone());
        // Where nothing was expected of an answer, there is nothing to decide.
        if self.diagnosis.standing != Standing::Answered {
            blocks.extend(proof::report(texts, scenario, &shown, self.variants.as_ref()).blocks);
        }
        // Of what is well, or answered with nothing expected, nothing would have to change.
        if !self.fixes.is_empty() || !matches!(self.diagnosis.standing, Standing::Met | Standing::Answered) {
            let fixes = fix::report::report(texts, scenario, &self.fixes, &self.diffs).blocks;
            blocks.extend(fixes.into_iter().map(|block| brief(texts, block)));
        }
        blocks.extend(self.hint.map(|key| Block::paragraph(texts.text(key))));
        if !narrower.is_empty() {
            let summary = texts.text("advice_report.change.narrower");
            let mut inside = proof::report(texts, scenario, &narrower, None).blocks;
            inside.retain(|block| !matches!(block, Block::Heading { .. }));
            blocks.push(Block::Fold { summary, blocks: inside });
        }
        blocks.extend(further);
        Report::new(blocks)
    }

    /// It in words for a card beside the verdict, which says the cause already: what does help comes first, then what
    /// cannot, and the cause last, folded.
    pub fn card(&self, texts: &Catalog, scenario: &Scenario) -> Report {
        if self.fixes.is_empty() {
            return self.report(texts, scenario);
        }
        let (cause, further) = split(diagnosis::report(texts, &self.diagnosis).blocks);
        let (shown, narrower) = proofs(self.proofs.clone());
        let fixes = fix::report::report(texts, scenario, &self.fixes, &self.diffs).blocks.into_iter();
        let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
        let (said, cards): (Vec<Block>, Vec<Block>) = fixes
            .filter(|block| !is_heading(block))
            .map(|block| brief(texts, block))
            .partition(|block| matches!(block, Block::Paragraph { .. }));
        let mut blocks = cards;
        blocks.extend(proof::report(texts, scenario, &shown, self.variants.as_ref()).blocks);
        if !narrower.is_empty() {
            let summary = texts.text("advice_report.change.narrower");
            let inside = proof::report(texts, scenario, &narrower, None).blocks;
            blocks.push(Block::Fold { summary, blocks: inside.into_iter().filter(|each| !is_heading(each)).collect() });
        }
        if !cause.is_empty() {
            let inside = said.into_iter().chain(cause).collect();
            blocks.push(Block::Fold { summary: texts.text("advice_report.change.cause"), blocks: inside });
        }
        blocks.extend(further);
        Report::new(blocks)
    }
}

/// What would change the outcome of a request, in words. `answers` runs edge code.
pub fn change(texts: &Catalog, scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Report {
    Advice::of(scenario, request, answers).report(texts, scenario)
}

/// The same for a card beside the verdict.
pub fn change_card(texts: &Catalog, scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Report {
    Advice::of(scenario, request, answers).card(texts, scenario)
}

/// What is decided within frames.
pub type Verdicts = Vec<(Frame, Verdict)>;

/// The frames whose verdict is worth showing, and those that only say again a part of it.
///
/// The widest frame comes last. Where nothing in it works, nothing in the narrower ones does; where something works in a
/// narrower one, the widest adds nothing.
fn proofs(decided: Verdicts) -> (Verdicts, Verdicts) {
    let is_widest = |(frame, _): &(Frame, Verdict)| *frame == Frame::Both;
    match decided.iter().find(|each| is_widest(each)).map(|(_, verdict)| verdict) {
        Some(Verdict::Impossible(_)) => decided.into_iter().partition(is_widest),
        Some(Verdict::Undecided(_) | Verdict::Met) => (decided.into_iter().filter(is_widest).collect(), Vec::new()),
        _ => {
            let works = |(_, verdict): &(Frame, Verdict)| matches!(verdict, Verdict::Possible(_));
            let narrower_works = decided.iter().any(|each| !is_widest(each) && works(each));
            (decided.into_iter().filter(|each| !is_widest(each) || !narrower_works).collect(), Vec::new())
        }
    }
}

/// A fix in brief: what it comes to, and the rest folded. There are many, and a reader chooses among them first.
fn brief(texts: &Catalog, block: Block) -> Block {
    let Block::Card { title, badge, tone, blocks, actions } = block else { return block };
    // A warning that a change is unsafe is no detail, nor is what to change in one's own files.
    let is_result =
        |block: &Block| matches!(block, Block::Paragraph { tone: Tone::Good | Tone::Bad, .. } | Block::Code { .. });
    let (mut brief, rest): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(is_result);
    brief.push(Block::Fold { summary: texts.text("advice_report.change.details"), blocks: rest });
    Block::Card { title, badge, tone, blocks: brief, actions }
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
