//! What would fail next: the refusal lifted, the request traced again, until it is answered.

use hopscope_routing::RuleId;
use hopscope_routing::expectation::{Standing, standing};
use hopscope_routing::trace::{Outcome, Trace};
use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use super::cause::{self, Case, Cause};
use super::hypothesis::{self, Draft, Hypothesis};
use super::refusal::{Deciding, is_refused};

/// The most refusals that are lifted one after the other.
pub const MOST_LIFTS: usize = 8;

/// What would come of a request if its refusals were lifted one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatNext {
    /// The hypotheses in order, each on top of those before, with what AWS would say then.
    pub links: Vec<Link>,
    /// How it ends.
    pub end: End,
}

/// One hypothesis, and what would come of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The hypothesis.
    pub hypothesis: Hypothesis,
    /// What would refuse then. None: nothing, and here it ends.
    pub next: Option<Cause>,
}

/// How it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The request is answered.
    Answered {
        /// The status.
        status: u16,
        /// Where it ends.
        reaches: String,
        /// Whether that is what was expected. None: nothing was.
        met: Option<bool>,
    },
    /// No change of the scenario or the request that this program knows would lift the last refusal.
    Stuck {
        /// The id of its rule.
        rule: RuleId,
    },
    /// There are more refusals than are followed.
    Bound,
    /// Edge code would have to run first: the names of the functions.
    Pending {
        /// The functions.
        functions: Vec<String>,
    },
}

/// Whether a hop, or a function in its place, refused: an answer of the place itself is nothing to lift.
pub fn is_liftable(trace: &Trace) -> bool {
    let by_function = trace.rule.id == RuleId::CloudfrontFunctionResponse;
    Deciding::of(trace)
        .is_some_and(|deciding| deciding.step.outcome == Outcome::Refused && (is_refused(trace) || by_function))
}

/// Lifts one refusal after the other.
pub fn follow(scenario: &Scenario, request: &Request, trace: &Trace, edge: &dyn EdgeAnswers) -> WhatNext {
    let row = scenario.requests.iter().position(|each| each == request).unwrap_or(scenario.requests.len());
    let mut now = Situation { scenario: scenario.clone(), request: request.clone(), trace: trace.clone() };
    let mut seen = vec![key(&now.trace)];
    let mut links: Vec<Link> = Vec::new();
    loop {
        if !now.trace.needs.is_empty() {
            let functions = super::functions(&now.trace);
            return WhatNext { links, end: End::Pending { functions } };
        }
        if !is_liftable(&now.trace) {
            return WhatNext { end: answered(&now), links };
        }
        if links.len() >= MOST_LIFTS {
            return WhatNext { links, end: End::Bound };
        }
        let Some((draft, trace)) = lifted(&now, &seen, edge) else {
            return WhatNext { end: End::Stuck { rule: now.trace.rule.id }, links };
        };
        seen.push(key(&trace));
        let (hypothesis, scenario, request) = draft.told(&now.scenario, (row, &now.request));
        now = Situation { scenario, request, trace };
        links.push(Link { hypothesis, next: next(&now) });
    }
}

/// A hypothesis and what comes of it.
struct Situation {
    scenario: Scenario,
    request: Request,
    trace: Trace,
}

/// The first hypothesis that leads to a refusal not met before, or to an answer.
fn lifted(now: &Situation, seen: &[(RuleId, usize)], edge: &dyn EdgeAnswers) -> Option<(Draft, Trace)> {
    let case = Case::new(&now.scenario, &now.request, &now.trace)?;
    hypothesis::candidates(&case).into_iter().find_map(|draft| {
        let trace = trace_with(&draft.scenario, &draft.request, edge);
        (!is_liftable(&trace) || !seen.contains(&key(&trace))).then_some((draft, trace))
    })
}

/// Which refusal it is: the rule, and the hop.
fn key(trace: &Trace) -> (RuleId, usize) {
    (trace.rule.id, Deciding::of(trace).map_or(0, |deciding| deciding.index))
}

fn next(now: &Situation) -> Option<Cause> {
    is_liftable(&now.trace).then(|| Some(cause::of(&Case::new(&now.scenario, &now.request, &now.trace)?)))?
}

fn answered(now: &Situation) -> End {
    let trace = &now.trace;
    End::Answered {
        met: now.request.expect.as_ref().map(|expected| standing(Some(expected), trace) == Standing::Met),
        status: trace.response.as_ref().map_or(0, |response| response.status.get()),
        reaches: trace.reaches.as_ref().map(|reaches| reaches.text.clone()).unwrap_or_default(),
    }
}
