//! What follows from a scenario: the trace of each request, which expectations are met, what is wrong with it.

use std::rc::Rc;

use hopscope_routing::Missing;
use hopscope_routing::edge::NoAnswers;
use hopscope_routing::expectation::{Difference, Standing, differences, standing, states_something};
use hopscope_routing::header::Headers;
use hopscope_routing::text::Text;
use hopscope_routing::{Capabilities, Extensions, Trace, trace_by};
use hopscope_scenario::edge_call::EdgeCall;
use hopscope_scenario::problem::Problem;
use hopscope_scenario::request::{Expectation, Request};
use hopscope_scenario::{FieldPath, Map, Scenario};

use crate::edge_code::{Recorder, Run};

/// What follows from a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// What came of each request, in the scenario's order. Of many requests, only the selected one's trace is whole:
    /// the others keep what a row of the table shows.
    pub results: Vec<Rc<Outcome>>,
    /// From which request on they are overdue: not traced yet, or before the latest change.
    next: usize,
    /// What AWS would refuse, or what points nowhere.
    pub problems: Rc<Map<FieldPath, Problem>>,
    /// Fields that this version does not know.
    pub unknown: Rc<Vec<FieldPath>>,
}

/// What is wrong with a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wrong {
    /// What AWS would refuse, or what points nowhere.
    pub problems: Vec<Problem>,
    /// Fields that this version does not know.
    pub unknown: Vec<FieldPath>,
}

/// [`find_wrong`].
pub type FindProblems = fn(&Scenario) -> Wrong;

/// Finds what is wrong with a scenario.
pub fn find_wrong(scenario: &Scenario) -> Wrong {
    Wrong { problems: hopscope_routing::problems(scenario), unknown: scenario.unknown_fields() }
}

/// What came of one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its trace.
    pub trace: Trace,
    /// Whether it is as expected. None: nothing is expected, or it depends on code that has not been run.
    pub met: Option<bool>,
    /// The runs of edge code on its way, in order.
    pub runs: Vec<Run>,
    /// How much is known.
    pub state: State,
}

/// How much is known of what came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Awaited,
    /// What a row of the table shows.
    Row,
    /// All of it.
    Whole,
}

/// So many requests are traced at once, and their traces kept whole. Of more, the page traces the others bit by bit,
/// so that it never stands still.
pub const AT_ONCE: usize = 100;

/// Calls of edge code that wait for their answers, in bytes: when there is so much of them, tracing waits too.
const WAITING: usize = 4 << 20;

impl Outcomes {
    /// Traces every request of a scenario, without edge code.
    pub fn of(scenario: &Scenario, extensions: Extensions) -> Self {
        Self::with(scenario, &Capabilities { answers: &NoAnswers, extensions })
    }

    /// Traces the first requests of a scenario by what the program has, and what is known of its edge code. Of many
    /// requests, the others are overdue.
    pub fn with(scenario: &Scenario, capabilities: &Capabilities<'_>) -> Self {
        let awaited = Rc::new(Outcome::awaited(capabilities.extensions));
        let mut outcomes = Self {
            results: vec![awaited; scenario.requests.len()],
            next: 0,
            problems: Rc::default(),
            unknown: Rc::default(),
        };
        outcomes.go_on(scenario, capabilities, usize::MAX, AT_ONCE);
        outcomes
    }

    /// Whether some requests are still to be traced, and can be.
    pub fn is_overdue(&self) -> bool {
        self.next < self.results.len() && self.waiting() < WAITING
    }

    /// Whether even those are overdue that are traced at once.
    pub fn is_stale(&self) -> bool {
        self.next < self.results.len().min(AT_ONCE)
    }

    /// Makes all overdue, after a change. What came of them before stays until they are traced again.
    pub fn outdate(&mut self) {
        self.next = 0;
    }

    /// Traces so many of the requests that are overdue.
    pub fn go_on(&mut self, scenario: &Scenario, capabilities: &Capabilities<'_>, selected: usize, count: usize) {
        let mut waiting = self.waiting();
        for _ in 0..count {
            let (Some(result), Some(request)) = (self.results.get_mut(self.next), scenario.requests.get(self.next))
            else {
                return;
            };
            if waiting > WAITING && self.next >= AT_ONCE {
                return;
            }
            let outcome = Outcome::of(scenario, request, capabilities);
            let is_kept = scenario.requests.len() <= AT_ONCE || self.next == selected;
            let outcome = if is_kept { outcome } else { outcome.into_row() };
            waiting += outcome.waiting();
            *result = Rc::new(outcome);
            self.next += 1;
        }
    }

    /// How much edge code waits to be run, in bytes.
    fn waiting(&self) -> usize {
        self.results.iter().map(|each| each.waiting()).sum()
    }

    /// Traces one request anew, from 0.
    pub fn trace_again(&mut self, scenario: &Scenario, index: usize, capabilities: &Capabilities<'_>) {
        if let (Some(result), Some(request)) = (self.results.get_mut(index), scenario.requests.get(index)) {
            *result = Rc::new(Outcome::of(scenario, request, capabilities));
        }
    }

    /// Traces those anew that waited for the answers to these calls.
    pub fn trace_answered(
        &mut self,
        scenario: &Scenario,
        capabilities: &Capabilities<'_>,
        selected: usize,
        runs: &[Run],
    ) {
        let answered = |outcome: &Outcome| {
            let need = outcome.trace.needs.first();
            need.is_some_and(|need| runs.iter().any(|(call, _)| call == need))
        };
        let many = self.results.len() > AT_ONCE;
        for (index, (result, request)) in self.results.iter_mut().zip(&scenario.requests).enumerate() {
            if answered(result) {
                let outcome = Outcome::of(scenario, request, capabilities);
                *result = Rc::new(if many && index != selected { outcome.into_row() } else { outcome });
            }
        }
    }

    /// Finds what AWS would refuse.
    pub fn find_problems(&mut self, scenario: &Scenario, find_problems: Option<FindProblems>) {
        let Wrong { problems, unknown } = find_problems.map(|find| find(scenario)).unwrap_or_default();
        // Of several at one place the first is told: the others are taken before it.
        self.unknown = Rc::new(unknown);
        self.problems = Rc::new(problems.into_iter().rev().map(|problem| (problem.path.clone(), problem)).collect());
    }

    /// What of the program was needed and is not there yet.
    pub fn missing(&self) -> Missing {
        self.results.iter().fold(Missing::default(), |missing, each| missing.and(each.trace.missing))
    }

    /// How many requests are as expected, of how many that something is expected of.
    pub fn score(&self) -> (usize, usize) {
        let met = |wanted: bool| self.results.iter().filter(|each| each.met == Some(wanted)).count();
        (met(true), met(true) + met(false))
    }

    /// Whether a request's trace is whole.
    pub fn is_whole(&self, index: usize) -> bool {
        self.results.get(index).is_some_and(|each| each.state == State::Whole)
    }

    /// The problem of a field, if it has one.
    pub fn problem(&self, at: &FieldPath) -> Option<&Problem> {
        self.problems.get(at)
    }
}

impl Outcome {
    fn of(scenario: &Scenario, request: &Request, capabilities: &Capabilities<'_>) -> Self {
        let recorder = Recorder::new(capabilities.answers);
        let trace = trace_by(scenario, request, &Capabilities { answers: &recorder, ..*capabilities });
        let met = request.expect.as_ref().and_then(|expected| meets(&trace, expected));
        Self { trace, met, runs: recorder.into_runs(), state: State::Whole }
    }

    /// Nothing yet: the trace is of no request of anyone's.
    fn awaited(extensions: Extensions) -> Self {
        let capabilities = Capabilities { answers: &NoAnswers, extensions };
        let trace = trace_by(&Scenario::default(), &Request::default(), &capabilities);
        Self {
            trace: Trace { missing: Missing::default(), ..trace },
            met: None,
            runs: Vec::new(),
            state: State::Awaited,
        }
    }

    /// What a row of the table shows of it. The traces of thousands of requests take more room than a page has, and the
    /// body of one answer may be a megabyte.
    fn into_row(mut self) -> Self {
        let trace = &mut self.trace;
        trace.hops.retain(|hop| hop.component == trace.answered_by);
        trace.hops = trace.hops.pop().into_iter().collect();
        for hop in &mut trace.hops {
            (hop.steps, hop.sent) = (Vec::new(), None);
            hop.received.headers = Headers::new();
        }
        if let Some(response) = &mut trace.response {
            (response.headers, response.body) = (Headers::new(), Text::EMPTY);
        }
        if let Some(reaches) = &mut trace.reaches {
            reaches.event = None;
        }
        trace.unreached = Vec::new();
        trace.needs.truncate(1);
        Self { runs: Vec::new(), state: State::Row, ..self }
    }

    /// How much edge code it waits for, in bytes.
    fn waiting(&self) -> usize {
        let size = |call: &EdgeCall| call.code.len() + call.event.len();
        self.trace.needs.iter().map(size).sum()
    }
}

/// Whether a trace is as expected. None: the expectation is empty, or nobody can say yet.
pub fn meets(trace: &Trace, expected: &Expectation) -> Option<bool> {
    if !states_something(expected) {
        return None;
    }
    match standing(Some(expected), trace) {
        Standing::Open => None,
        Standing::Met => Some(true),
        Standing::Missed => Some(false),
    }
}

/// What was expected of a trace in the points in which it differs. None: that it is refused.
pub fn missed(trace: &Trace, expected: &Expectation) -> Vec<Option<String>> {
    let wanted = |difference| match difference {
        Difference::Status { expected, .. } => Some(expected.to_string()),
        Difference::Reaches { expected, .. } => expected,
        Difference::Rule { expected, .. } => Some(expected),
    };
    differences(expected, trace).into_iter().map(wanted).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use hopscope_scenario::StatusCode;

    use super::*;
    use crate::examples;

    #[test]
    fn the_article_fails_through_cloudfront_alone() {
        let outcomes = Outcomes::of(&examples::default(), Extensions::ALL);
        assert_eq!(
            outcomes.results.iter().map(|each| each.met).collect::<Vec<_>>(),
            [Some(true), Some(true), Some(false)]
        );
        assert_eq!(outcomes.score(), (2, 3));
    }

    #[test]
    fn what_is_absent_is_not_checked() {
        let outcomes = Outcomes::of(&examples::default(), Extensions::ALL);
        let refused = &outcomes.results[2].trace;
        let expected = |status, reaches, rule: Option<&str>| Expectation {
            status,
            reaches,
            rule: rule.map(str::to_owned),
            ..Expectation::default()
        };
        assert_eq!(meets(refused, &expected(None, None, None)), None);
        assert_eq!(meets(refused, &expected(Some(StatusCode::FORBIDDEN), None, None)), Some(true));
        assert_eq!(meets(refused, &expected(Some(StatusCode::FORBIDDEN), Some(None), None)), Some(true));
        assert_eq!(meets(refused, &expected(None, Some(Some("prod GET /hello".into())), None)), Some(false));
        assert_eq!(meets(refused, &expected(None, None, Some("rest_api.resource_not_found"))), Some(true));
    }

    #[test]
    fn what_was_expected_is_told_where_it_differs() {
        let outcomes = Outcomes::of(&examples::default(), Extensions::ALL);
        let (reached, refused) = (&outcomes.results[0].trace, &outcomes.results[2].trace);
        let expected = |status, reaches: Option<&str>| Expectation {
            status: Some(status),
            reaches: Some(reaches.map(str::to_owned)),
            ..Expectation::default()
        };
        let place = Some("prod GET /hello");
        assert_eq!(missed(refused, &expected(StatusCode::FORBIDDEN, place)), [place.map(str::to_owned)]);
        assert_eq!(missed(refused, &expected(StatusCode::OK, None)), [Some("200".to_owned())]);
        assert_eq!(missed(reached, &expected(StatusCode::OK, None)), [None]);
    }
}
