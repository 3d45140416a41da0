//! Whether any setting of a kind can make a request do what is expected of it, decided exactly.
//!
//! | module | does |
//! | --- | --- |
//! | [`choice`] | the behaviours and origins that path patterns can choose |
//! | [`origin_path`] | what any origin path whatsoever can lead to |
//! | [`goal`] | which place of the scenario an expectation means |
//! | [`invariant`] | what holds whatever the setting, as the reason why none works |
//! | [`report`](mod@report) | verdicts in words |
//! | [`setting`] | a setting, put into the scenario |
//!
//! # How it is decided
//! *Path patterns.* A pattern chooses a behaviour, and with it an origin; it never edits the path. There are finitely
//! many behaviours and origins: each is tried.
//!
//! *Origin paths.* There are infinitely many, but what follows the origin path is fixed: a word `w`. The system behind
//! the origin reads `P·w`, and reads it with finitely many states (see [`crate::ends`]). So the set of all `P` falls
//! into finitely many quotients, one for each state that some legal `P` leads to and from which `w` leads on. The
//! shortest `P` of each is tried with the engine. If none does what is expected, no origin path does.
//!
//! *Edge code.* What a viewer's function makes of the path does not depend on the origin path, which it is not told:
//! where the code is run, `w` is what it gives, and the reasoning holds. Code that runs at the origin is told the origin
//! path, and code that is not run gives nothing; what stands behind either is [`Undecided::EdgeFunctions`].
//!
//! A setting that is offered has been traced. A proof names the invariants, and lists everything that was tried.

pub mod choice;
pub mod goal;
pub mod invariant;
pub mod origin_path;
pub mod report;
pub mod setting;

use hopscope_routing::dns::same_name;
use hopscope_routing::expectation::differences;
use hopscope_routing::path::PathSource;
use hopscope_routing::{EdgeAnswers, Trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::{Expectation, Request};

use crate::ends::{Readings, Served};
use crate::language::TooLarge;
use crate::route_map::Answer;

pub use choice::Choice;
pub use goal::Goal;
pub use invariant::Invariant;
pub use report::{Variants, decide_all, report, variants};
pub use setting::Setting;

/// Which settings may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frame {
    /// The origin path of the origin that the request goes to.
    OriginPath,
    /// The path patterns and the order of the distribution's behaviours.
    PathPatterns,
    /// Both.
    Both,
}

impl Frame {
    /// Every frame, the narrower ones first.
    pub const ALL: &'static [Self] = &[Self::OriginPath, Self::PathPatterns, Self::Both];

    /// The frame's name in locale keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OriginPath => "origin_path",
            Self::PathPatterns => "path_patterns",
            Self::Both => "both",
        }
    }
}

/// What can be said about a request within a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It does what is expected already.
    Met,
    /// These settings work, the simplest first. Each has been traced.
    Possible(Vec<Way>),
    /// Nothing within the frame works.
    Impossible(Proof),
    /// It is not decided.
    Undecided(Undecided),
}

/// A setting that works.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The setting.
    pub setting: Setting,
    /// What the request then gets.
    pub answer: Answer,
    /// The scenario's requests, by index, that did what was expected of them and then no longer would.
    pub breaks: Vec<usize>,
}

/// Why nothing within a frame works.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The frame.
    pub frame: Frame,
    /// What follows the origin path, whatever it is.
    pub suffix: String,
    /// The place that was expected, if it is one of the scenario's.
    pub goal: Option<Goal>,
    /// For each behaviour that can be chosen: what can come of it, and why it is not what is expected.
    pub choices: Vec<Refuted>,
}

/// A behaviour that does not lead to what is expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Refuted {
    /// The behaviour, with its origin.
    pub choice: Choice,
    /// What holds whatever the setting.
    pub invariants: Vec<Invariant>,
    /// Everything that can come of it, each with the shortest setting that it comes of.
    pub outcomes: Vec<Outcome>,
}

impl Refuted {
    /// Whether it is the form of the path that refutes it: there, only editing the path would help.
    pub fn origin_path_matters(&self) -> bool {
        self.invariants.iter().any(|each| {
            matches!(
                each,
                Invariant::ResourceEndsIn { .. } | Invariant::StageWithout { .. } | Invariant::ResourceWithout { .. }
            )
        })
    }
}

/// Something that can come of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The origin path with which it does.
    pub origin_path: String,
    /// What the request gets.
    pub answer: Answer,
}

/// Why a question is not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// The request does not go to a distribution.
    NoDistribution,
    /// Nothing is expected.
    NothingExpected,
    /// The path depends on the code of edge functions.
    EdgeFunctions(Vec<String>),
    /// The graphs would be too large.
    TooLarge(TooLarge),
}

impl From<TooLarge> for Undecided {
    fn from(error: TooLarge) -> Self {
        Self::TooLarge(error)
    }
}

/// Decides whether a setting within the frame makes a request do what is expected of it. `answers` runs edge code, or
/// knows what it gives.
pub fn decide(
    scenario: &Scenario,
    request: &Request,
    expectation: &Expectation,
    frame: Frame,
    answers: &dyn EdgeAnswers,
) -> Verdict {
    let traced = trace_with(scenario, request, answers);
    if *expectation == Expectation::default() {
        return Verdict::Undecided(Undecided::NothingExpected);
    }
    if is_met(expectation, &traced) {
        return Verdict::Met;
    }
    let Some(viewer) = choice::Viewer::of(scenario, request, &traced) else {
        return Verdict::Undecided(Undecided::NoDistribution);
    };
    let question = Question { scenario, request, expectation, frame, viewer, answers };
    question.decide().unwrap_or_else(Verdict::Undecided)
}

/// Whether a trace is what is expected, and not only because code that was not run did nothing.
fn is_met(expectation: &Expectation, traced: &Trace) -> bool {
    traced.needs.is_empty() && differences(expectation, traced).is_empty()
}

/// A request, what is expected of it, and what may be changed.
struct Question<'s> {
    scenario: &'s Scenario,
    request: &'s Request,
    expectation: &'s Expectation,
    frame: Frame,
    viewer: choice::Viewer<'s>,
    answers: &'s dyn EdgeAnswers,
}

impl Question<'_> {
    fn trace(&self, scenario: &Scenario) -> Trace {
        trace_with(scenario, self.request, self.answers)
    }

    fn decide(&self) -> Result<Verdict, Undecided> {
        let mut readings = Readings::new(self.scenario, Served::By(&self.request.method));
        let goal = goal::find(self.scenario, self.expectation);
        let (mut ways, mut refuted, mut functions) = (Vec::new(), Vec::new(), Vec::new());
        let mut suffix = None;
        for choice in self.viewer.choices(self.frame) {
            let (word, is_exact) = self.suffix(&choice);
            if !is_exact {
                functions.extend(choice.functions(self.viewer.distribution).map(str::to_owned));
            }
            let outcomes = self.outcomes(&choice, &word, &mut readings)?;
            let met = outcomes.iter().filter(|tried| tried.is_met);
            let way = met.min_by_key(|tried| (tried.outcome.origin_path.len(), tried.outcome.origin_path.clone()));
            match way {
                Some(tried) => ways.push(self.way(&choice, tried)),
                None => {
                    let outcomes: Vec<Outcome> = outcomes.into_iter().map(|tried| tried.outcome).collect();
                    let invariants = invariant::find(self, &choice, &word, goal.as_ref(), &outcomes);
                    refuted.push(Refuted { choice, invariants, outcomes });
                }
            }
            suffix.get_or_insert(word);
        }
        if !ways.is_empty() {
            ways.sort_by_key(|way| (way.breaks.len(), way.setting.size()));
            return Ok(Verdict::Possible(ways));
        }
        if !functions.is_empty() {
            functions.sort();
            functions.dedup();
            return Err(Undecided::EdgeFunctions(functions));
        }
        let suffix = suffix.unwrap_or_else(|| self.viewer.path.clone());
        Ok(Verdict::Impossible(Proof { frame: self.frame, suffix, goal, choices: refuted }))
    }

    /// What follows the origin path when a behaviour is chosen: what the engine sends without it. And whether it is the
    /// same for every origin path: edge code may see to it that it is not.
    fn suffix(&self, choice: &Choice) -> (String, bool) {
        let changed = setting::with_choice(self.scenario, &self.viewer, choice);
        let traced = self.trace(&changed);
        let hop = traced.hops.first().filter(|hop| hop.sent.is_some());
        let (origin_path, suffix) = hop.map_or_else(
            || (None, self.viewer.path.clone()),
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
        let is_exact = choice.functions(self.viewer.distribution).next().is_none()
            || (traced.needs.is_empty() && keeps_origin && !choice.runs_at_origin(self.viewer.distribution));
        (suffix, is_exact)
    }

    /// Everything that the frame can make of a choice.
    fn outcomes(&self, choice: &Choice, suffix: &str, readings: &mut Readings<'_>) -> Result<Vec<Tried>, Undecided> {
        let base = setting::with_choice(self.scenario, &self.viewer, choice);
        let paths = match (self.frame, choice.origin) {
            (Frame::PathPatterns, _) | (_, None) => vec![choice.origin_path.clone()],
            (_, Some(origin)) => {
                let words = self.words(origin, suffix);
                let sent = &choice.sent;
                let all = origin_path::all(&words, readings.at(&sent.connect_to, &sent.host)?.as_ref());
                // The present one first: where it has the same outcome as others, it stands for them.
                std::iter::once(choice.origin_path.clone()).chain(all).collect()
            }
        };
        let mut changed = base;
        let mut found: Vec<Tried> = Vec::new();
        for path in paths {
            if let Some(origin) = choice.origin {
                setting::set_origin_path(&mut changed, self.viewer.index, origin, &path);
            }
            let traced = self.trace(&changed);
            let answer = Answer::of(&traced);
            let is_met = is_met(self.expectation, &traced);
            match found.iter_mut().find(|tried| tried.outcome.answer == answer && tried.is_met == is_met) {
                Some(_) => {}
                None => found.push(Tried { outcome: Outcome { origin_path: path, answer }, is_met }),
            }
        }
        Ok(found)
    }

    /// The words that follow an origin's path: what the request asks for, and the error pages that come from there.
    fn words(&self, origin: usize, suffix: &str) -> Vec<String> {
        let pages = self.viewer.distribution.custom_error_response.iter().map(|page| page.response_page_path.as_str());
        let mut words = vec![suffix.to_owned()];
        for page in pages.filter(|page| !page.is_empty()) {
            let page = if page.starts_with('/') { page.to_owned() } else { format!("/{page}") };
            if self.viewer.origins_for(&page).contains(&origin) && !words.contains(&page) {
                words.push(page);
            }
        }
        words
    }

    fn way(&self, choice: &Choice, tried: &Tried) -> Way {
        let setting = Setting::new(&self.viewer, choice, &tried.outcome.origin_path);
        let changed = setting.apply(self.scenario);
        let breaks = (0..).zip(&self.scenario.requests).filter(|(_, request)| {
            let is_met = |scenario: &Scenario| {
                let traced = trace_with(scenario, request, self.answers);
                request.expect.as_ref().is_some_and(|expect| differences(expect, &traced).is_empty())
            };
            is_met(self.scenario) && !is_met(&changed)
        });
        Way { breaks: breaks.map(|(index, _)| index).collect(), answer: tried.outcome.answer.clone(), setting }
    }
}

/// Something that was tried.
struct Tried {
    outcome: Outcome,
    is_met: bool,
}
