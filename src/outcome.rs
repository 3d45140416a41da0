//! What follows from a scenario: the trace of each request, which expectations are met, what is wrong with it.

use std::rc::Rc;

use hopscope_routing::edge::NoAnswers;
use hopscope_routing::expectation::{Difference, Standing, differences, standing, states_something};
use hopscope_routing::extension::Lacks;
use hopscope_routing::{Extensions, Means, Trace, trace_by};
use hopscope_scenario::problem::Problem;
use hopscope_scenario::request::{Expectation, Request};
use hopscope_scenario::{FieldPath, Scenario};

use crate::edge_code::{Recorder, Run};

/// What follows from a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// What came of each request, in the scenario's order.
    pub results: Vec<Rc<Outcome>>,
    /// What AWS would refuse, or what points nowhere.
    pub problems: Rc<Vec<Problem>>,
    /// Fields that this version does not know.
    pub unknown: Rc<Vec<FieldPath>>,
}

/// Finds what AWS would refuse in a scenario, and what points nowhere: [`Scenario::problems`], where that is here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judge(pub Option<fn(&Scenario) -> Vec<Problem>>);

/// Equal when both are there or not: there is one.
impl PartialEq for Judge {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_some() == other.0.is_some()
    }
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
}

impl Outcomes {
    /// Traces every request of a scenario, without edge code.
    pub fn of(scenario: &Scenario, extensions: Extensions) -> Self {
        Self::with(scenario, &Means { answers: &NoAnswers, extensions })
    }

    /// Traces every request of a scenario by what the program has, and what is known of its edge code.
    pub fn with(scenario: &Scenario, means: &Means<'_>) -> Self {
        Self {
            results: scenario.requests.iter().map(|request| Rc::new(Outcome::of(scenario, request, means))).collect(),
            problems: Rc::default(),
            unknown: Rc::new(scenario.unknown_fields()),
        }
    }

    /// Traces one request anew, from 0.
    pub fn trace_again(&mut self, scenario: &Scenario, index: usize, means: &Means<'_>) {
        if let (Some(result), Some(request)) = (self.results.get_mut(index), scenario.requests.get(index)) {
            *result = Rc::new(Outcome::of(scenario, request, means));
        }
    }

    /// Finds what AWS would refuse.
    pub fn judge(&mut self, scenario: &Scenario, judge: Judge) {
        self.problems = judge.0.map(|find| Rc::new(find(scenario))).unwrap_or_default();
    }

    /// What of the program was needed and is not there yet.
    pub fn lacks(&self) -> Lacks {
        self.results.iter().fold(Lacks::default(), |lacks, each| lacks.and(each.trace.lacks))
    }

    /// How many requests are as expected, of how many that something is expected of.
    pub fn score(&self) -> (usize, usize) {
        let met = |wanted: bool| self.results.iter().filter(|each| each.met == Some(wanted)).count();
        (met(true), met(true) + met(false))
    }

    /// The problem of a field, if it has one.
    pub fn problem(&self, at: &FieldPath) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.path == *at)
    }
}

impl Outcome {
    fn of(scenario: &Scenario, request: &Request, means: &Means<'_>) -> Self {
        let recorder = Recorder::new(means.answers);
        let trace = trace_by(scenario, request, &Means { answers: &recorder, ..*means });
        let met = request.expect.as_ref().and_then(|expected| meets(&trace, expected));
        Self { trace, met, runs: recorder.into_runs() }
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
