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
//! | `trial` | what comes of each choice, tried with the engine |
//!
//! # How it is decided
//! *Path patterns.* A pattern chooses a behaviour, and with it an origin; it never edits the path. There are finitely
//! many behaviours and origins: each is tried.
//!
//! *Origin paths.* There are infinitely many, but what follows the origin path is fixed: a word `w`. The system behind
//! the origin reads `P·w`, and reads it with finitely many states (see [`hopscope_path_sets::readers`]). So the set of all `P` falls
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
mod trial;

use std::cell::OnceCell;

use hopscope_routing::expectation::{Standing, standing, states_something};
use hopscope_routing::{EdgeAnswers, Trace, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::{Expectation, Request};

use crate::route_map::Answer;
use hopscope_path_sets::sets::TooLarge;

pub use choice::Choice;
pub use goal::Goal;
pub use invariant::Invariant;
pub use report::{Variants, report, variants};
pub use setting::Setting;

use choice::Viewer;
use trial::{Trials, Tried};

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
    match Question::new(scenario, request, expectation, answers) {
        Ok(question) => question.verdict(frame, &mut Trials::new(&question)),
        Err(verdict) => verdict,
    }
}

/// What is decided within each frame about what a request expects. What the frames share is tried once.
pub fn decide_all(scenario: &Scenario, request: &Request, answers: &dyn EdgeAnswers) -> Vec<(Frame, Verdict)> {
    let expectation = request.expect.clone().unwrap_or_default();
    let frames = Frame::ALL.iter();
    match Question::new(scenario, request, &expectation, answers) {
        Ok(question) => {
            let mut trials = Trials::new(&question);
            frames.map(|frame| (*frame, question.verdict(*frame, &mut trials))).collect()
        }
        Err(verdict) => frames.map(|frame| (*frame, verdict.clone())).collect(),
    }
}

/// Whether a trace is what is expected, and not only because code that was not run did nothing.
fn is_met(expectation: &Expectation, traced: &Trace) -> bool {
    standing(Some(expectation), traced) == Standing::Met
}

/// A request, and what is expected of it.
struct Question<'s> {
    scenario: &'s Scenario,
    /// The scenario without its requests, which play no part in a trace: copies are the smaller.
    bare: Scenario,
    request: &'s Request,
    expectation: &'s Expectation,
    viewer: Viewer<'s>,
    answers: &'s dyn EdgeAnswers,
    /// The rows of the table that do what is expected of them.
    well: OnceCell<Vec<usize>>,
}

impl<'s> Question<'s> {
    /// The verdict, where there is nothing to ask.
    fn new(
        scenario: &'s Scenario,
        request: &'s Request,
        expectation: &'s Expectation,
        answers: &'s dyn EdgeAnswers,
    ) -> Result<Self, Verdict> {
        let traced = trace_with(scenario, request, answers);
        if !states_something(expectation) {
            return Err(Verdict::Undecided(Undecided::NothingExpected));
        }
        if is_met(expectation, &traced) {
            return Err(Verdict::Met);
        }
        let Some(viewer) = Viewer::of(scenario, request, &traced) else {
            return Err(Verdict::Undecided(Undecided::NoDistribution));
        };
        let bare = Scenario { requests: Vec::new(), ..scenario.clone() };
        Ok(Self { scenario, bare, request, expectation, viewer, answers, well: OnceCell::new() })
    }

    fn trace(&self, scenario: &Scenario) -> Trace {
        trace_with(scenario, self.request, self.answers)
    }

    fn verdict(&self, frame: Frame, trials: &mut Trials<'_>) -> Verdict {
        self.decide(frame, trials).unwrap_or_else(Verdict::Undecided)
    }

    fn decide(&self, frame: Frame, trials: &mut Trials<'_>) -> Result<Verdict, Undecided> {
        let goal = goal::find(self.scenario, self.expectation);
        let (mut ways, mut refuted, mut functions) = (Vec::new(), Vec::new(), Vec::new());
        let mut suffix = None;
        for choice in self.viewer.choices(frame) {
            let trial = trials.of(&choice);
            if !trial.is_exact {
                functions.extend(choice.functions(self.viewer.distribution).map(str::to_owned));
            }
            let tried = match frame {
                Frame::PathPatterns => [trial.tried.clone()].into(),
                Frame::OriginPath | Frame::Both => trials.with_every_path(&trial)?,
            };
            let met = tried.iter().filter(|tried| tried.is_met);
            let way = met.min_by_key(|tried| (tried.outcome.origin_path.len(), &tried.outcome.origin_path));
            match way {
                Some(tried) => ways.push(self.way(&choice, tried)),
                None => {
                    let outcomes: Vec<Outcome> = tried.iter().map(|tried| tried.outcome.clone()).collect();
                    let invariants = invariant::find(self, frame, &trial, goal.as_ref(), &outcomes);
                    refuted.push(Refuted { choice, invariants, outcomes });
                }
            }
            suffix.get_or_insert_with(|| trial.suffix.clone());
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
        Ok(Verdict::Impossible(Proof { frame, suffix, goal, choices: refuted }))
    }

    fn way(&self, choice: &Choice, tried: &Tried) -> Way {
        let setting = Setting::new(&self.viewer, choice, &tried.outcome.origin_path);
        let changed = setting.apply(self.scenario);
        let well = self.well.get_or_init(|| self.met_in(self.scenario).collect());
        let still: Vec<usize> = self.met_in(&changed).collect();
        let breaks = well.iter().filter(|row| !still.contains(row)).copied().collect();
        Way { breaks, answer: tried.outcome.answer.clone(), setting }
    }

    /// The rows of the table of requests that do what is expected of them in a scenario.
    fn met_in(&self, scenario: &Scenario) -> impl Iterator<Item = usize> {
        let rows = (0..).zip(&self.scenario.requests).filter(|(_, request)| {
            let expected = request.expect.as_ref();
            expected.is_some_and(|expect| is_met(expect, &trace_with(scenario, request, self.answers)))
        });
        rows.map(|(row, _)| row)
    }
}
