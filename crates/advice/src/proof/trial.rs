//! What comes of the behaviours that can be chosen, tried with the engine: each once, whatever the frames that ask.

use std::collections::BTreeSet;
use std::rc::Rc;

use hopscope_routing::RuleId;
use hopscope_routing::Trace;
use hopscope_routing::dns::same_name;
use hopscope_routing::path::PathSource;
use hopscope_scenario::Scenario;
use hopscope_scenario::cache_behavior::CacheBehavior;

use super::choice::Viewer;
use super::{Choice, Outcome, Question, Undecided, is_met, origin_path, setting};
use crate::origin_request::alike;
use crate::route_map::Answer;
use hopscope_path_sets::readers::{Readings, Served};

/// The trials of a question.
pub(super) struct Trials<'q> {
    question: &'q Question<'q>,
    readings: Readings<'q>,
    known: Vec<Rc<Trial>>,
    /// With every origin path, as far as it was asked: each outcome once.
    full: Vec<(Rc<Trial>, Rc<[Tried]>)>,
    /// What comes of each origin path, for choices that are alike.
    by_path: Vec<(Rc<Trial>, Rc<[Tried]>)>,
}

/// A choice, tried with its origin path as it is.
pub(super) struct Trial {
    /// The choice.
    pub choice: Choice,
    /// What follows the origin path: what the engine sends without it.
    pub suffix: String,
    /// Whether that is the same for every origin path: edge code may see to it that it is not.
    pub is_exact: bool,
    /// The rule by which the distribution answers, when it asks no origin.
    pub refused_by: Option<RuleId>,
    /// What comes of it.
    pub tried: Tried,
    /// The scenario in which the request chooses it.
    scenario: Scenario,
}

/// Something that was tried.
#[derive(Clone)]
pub(super) struct Tried {
    pub outcome: Outcome,
    pub is_met: bool,
}

impl<'q> Trials<'q> {
    pub fn new(question: &'q Question<'q>) -> Self {
        let readings = Readings::new(question.scenario, Served::By(&question.request.method));
        Self { question, readings, known: Vec::new(), full: Vec::new(), by_path: Vec::new() }
    }

    /// A choice, tried as it is.
    pub fn of(&mut self, choice: &Choice) -> Rc<Trial> {
        if let Some(known) = self.known.iter().find(|known| known.choice == *choice) {
            return Rc::clone(known);
        }
        let trial = Rc::new(Trial::new(self.question, choice));
        self.known.push(Rc::clone(&trial));
        trial
    }

    /// Everything that origin paths can make of a choice, each outcome once. The present origin path comes first: where
    /// it has the same outcome as others, it stands for them.
    ///
    /// # Errors
    /// When the graph of what stands behind the origin would be too large.
    pub fn with_every_path(&mut self, trial: &Rc<Trial>) -> Result<Rc<[Tried]>, Undecided> {
        if let Some((_, known)) = self.full.iter().find(|(known, _)| known.choice == trial.choice) {
            return Ok(Rc::clone(known));
        }
        let viewer = &self.question.viewer;
        let known = self.by_path.iter().find(|(known, _)| are_alike(viewer, known, trial));
        let all = match (known, trial.choice.origin) {
            (Some((_, all)), _) => Rc::clone(all),
            (None, Some(origin)) => self.each_path(trial, origin)?,
            (None, None) => Rc::default(),
        };
        let mut seen = BTreeSet::new();
        let all = std::iter::once(&trial.tried).chain(all.iter());
        let found = all.filter(|tried| seen.insert((&tried.outcome.answer, tried.is_met))).cloned().collect();
        self.full.push((Rc::clone(trial), Rc::clone(&found)));
        Ok(found)
    }

    /// What comes of one origin path for each of the things that origin paths can lead to.
    fn each_path(&mut self, trial: &Rc<Trial>, origin: usize) -> Result<Rc<[Tried]>, Undecided> {
        let sent = &trial.choice.sent;
        let words = words(&self.question.viewer, origin, &trial.suffix);
        let reading = self.readings.at(&sent.connect_to, &sent.host)?;
        let mut scenario = trial.scenario.clone();
        let tried = origin_path::all(&words, &reading).into_iter().map(|path| {
            setting::set_origin_path(&mut scenario, self.question.viewer.index, origin, &path);
            Tried::new(self.question, path, &self.question.trace(&scenario))
        });
        let all: Rc<[Tried]> = tried.collect();
        self.by_path.push((Rc::clone(trial), Rc::clone(&all)));
        Ok(all)
    }
}

impl Tried {
    fn new(question: &Question<'_>, origin_path: String, traced: &Trace) -> Self {
        let outcome = Outcome { origin_path, answer: Answer::of(traced) };
        Self { outcome, is_met: is_met(question.expectation, traced) }
    }
}

impl Trial {
    fn new(question: &Question<'_>, choice: &Choice) -> Self {
        let scenario = setting::with_choice(&question.bare, &question.viewer, choice);
        let traced = question.trace(&scenario);
        let (suffix, is_exact) = suffix(&question.viewer, choice, &traced);
        let is_refused = traced.hops.first().is_some_and(|hop| hop.sent.is_none());
        Self {
            choice: choice.clone(),
            suffix,
            is_exact,
            refused_by: is_refused.then_some(traced.rule.id),
            tried: Tried::new(question, choice.origin_path.clone(), &traced),
            scenario,
        }
    }
}

/// What follows the origin path when a choice is traced, and whether it is the same for every origin path.
fn suffix(viewer: &Viewer<'_>, choice: &Choice, traced: &Trace) -> (String, bool) {
    let hop = traced.hops.first().filter(|hop| hop.sent.is_some());
    let (origin_path, suffix) = hop.map_or_else(
        || (None, viewer.path.clone()),
        |hop| {
            let of = |is_origin_path: bool| {
                let pieces = hop.path_from.pieces();
                let pieces = pieces.filter(|(_, source)| (*source == PathSource::OriginPath) == is_origin_path);
                pieces.map(|(text, _)| text).collect::<String>()
            };
            (Some(of(true)), of(false))
        },
    );
    let keeps_origin = origin_path.is_none_or(|path| path == choice.origin_path)
        && hop.and_then(|hop| hop.sent.as_ref()).is_none_or(|sent| same_name(&sent.host, &choice.sent.host));
    let is_exact = choice.functions(viewer.distribution).next().is_none()
        || (traced.needs.is_empty() && keeps_origin && !choice.runs_at_origin(viewer.distribution));
    (suffix, is_exact)
}

/// The words that follow an origin's path: what the request asks for, and the error pages that come from there.
fn words(viewer: &Viewer<'_>, origin: usize, suffix: &str) -> Vec<String> {
    let pages = viewer.distribution.custom_error_response.iter().map(|page| page.response_page_path.as_str());
    let mut words = vec![suffix.to_owned()];
    for page in pages.filter(|page| !page.is_empty()) {
        let page = if page.starts_with('/') { page.to_owned() } else { format!("/{page}") };
        if viewer.origins_for(&page).contains(&origin) && !words.contains(&page) {
            words.push(page);
        }
    }
    words
}

/// Whether the same origin path makes the same of two choices.
fn are_alike(viewer: &Viewer<'_>, one: &Trial, other: &Trial) -> bool {
    let behavior = |Trial { choice, .. }: &Trial| {
        let settings = viewer.behavior(choice.behavior);
        let target = choice.retargeted.as_ref().unwrap_or(&settings.target_origin_id);
        CacheBehavior { target_origin_id: target.clone(), ..settings.clone() }
    };
    one.suffix == other.suffix && alike(viewer.distribution, &behavior(one), &behavior(other))
}
