//! The notebook of a trace in the making: hops and their steps are written down here as they happen.

use hopscope_scenario::Scenario;
use hopscope_scenario::edge_call::EdgeCall;

use crate::edge::{EdgeAnswers, NoAnswers};
use crate::engine::Means;
use crate::exchange::{Answer, Request};
use crate::extension::{Extensions, Lacks};
use crate::rule::{Basis, Rule};
use crate::text::Text;
use crate::trace::{AnswerLine, Component, Detail, Hop, Leg, Outcome, Step, Unreached};

/// The longest chain of hops that is followed. Real chains are far shorter; loops end here.
pub const MOST_HOPS: usize = 16;

/// More steps than most hops take.
const USUAL_STEPS: usize = 16;

/// The notebook of a trace in the making.
#[derive(Debug)]
pub struct Tracer<'s> {
    /// The deployed parts.
    pub scenario: &'s Scenario,
    /// The hops so far.
    pub hops: Vec<Hop>,
    /// What would have followed a refusal.
    pub unreached: Vec<Unreached>,
    /// Steps that belong to the next hop to be entered: name resolution happens before there is one.
    pub pending: Vec<Step>,
    /// What edge code gives.
    pub answers: &'s dyn EdgeAnswers,
    /// The calls of edge code that have no answer yet.
    pub needs: Vec<EdgeCall>,
    /// What the program has of what many scenarios do without.
    pub extensions: Extensions,
    /// What of it was needed and not there.
    pub lacks: Lacks,
}

/// A hop in the notebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HopIndex(usize);

impl<'s> Tracer<'s> {
    /// An empty notebook.
    pub fn new(scenario: &'s Scenario) -> Self {
        Self::by(scenario, &Means { answers: &NoAnswers, extensions: Extensions::ALL })
    }

    /// An empty notebook, and what the program has to trace by.
    pub fn by(scenario: &'s Scenario, means: &Means<'s>) -> Self {
        Self {
            scenario,
            hops: Vec::new(),
            unreached: Vec::new(),
            pending: Vec::new(),
            answers: means.answers,
            needs: Vec::new(),
            extensions: means.extensions,
            lacks: Lacks::default(),
        }
    }

    /// Opens a hop.
    pub fn enter(&mut self, component: Component, id: &str, kind: &'static str, request: &Request<'_>) -> HopIndex {
        let mut steps = Vec::with_capacity(USUAL_STEPS);
        steps.append(&mut self.pending);
        self.hops.push(Hop {
            component,
            id: Text::copy(id),
            kind,
            received: request.message(),
            steps,
            sent: None,
            path_from: request.path.clone(),
            answer: None,
        });
        HopIndex(self.hops.len().saturating_sub(1))
    }

    /// Writes down a step on the way of the request, on the rule's own basis.
    pub fn step(&mut self, hop: HopIndex, rule: &'static Rule, outcome: Outcome, detail: Detail) {
        self.note(hop, Step { rule, outcome, basis: rule.basis, leg: Leg::Request, detail });
    }

    /// Writes down a step whose case is known less well than the rule.
    pub fn step_on(&mut self, hop: HopIndex, rule: &'static Rule, outcome: Outcome, basis: Basis, detail: Detail) {
        self.note(hop, Step { rule, outcome, basis, leg: Leg::Request, detail });
    }

    /// Writes down a step on the way of the answer.
    pub fn answer_step(&mut self, hop: HopIndex, rule: &'static Rule, outcome: Outcome, detail: Detail) {
        self.note(hop, Step { rule, outcome, basis: rule.basis, leg: Leg::Response, detail });
    }

    /// Writes down a step that belongs to the next hop.
    pub fn pending_step(&mut self, rule: &'static Rule, outcome: Outcome, detail: Detail) {
        self.pending.push(Step { rule, outcome, basis: rule.basis, leg: Leg::Request, detail });
    }

    /// The same for a case that is known less well than the rule.
    pub fn pending_step_on(&mut self, rule: &'static Rule, outcome: Outcome, basis: Basis, detail: Detail) {
        self.pending.push(Step { rule, outcome, basis, leg: Leg::Request, detail });
    }

    /// Writes down what the hop sends on.
    pub fn send(&mut self, hop: HopIndex, request: &Request<'_>) {
        if let Some(hop) = self.hops.get_mut(hop.0) {
            hop.sent = Some(request.message());
            hop.path_from = request.path.clone();
        }
    }

    /// Writes down what the hop answers, and hands it on.
    pub fn answer(&mut self, hop: HopIndex, answer: Answer) -> Answer {
        self.set_answer(hop, answer.line());
        answer
    }

    /// Writes down what the hop answers, in a line.
    pub fn set_answer(&mut self, hop: HopIndex, line: AnswerLine) {
        if let Some(hop) = self.hops.get_mut(hop.0) {
            hop.answer = Some(line);
        }
    }

    /// Writes down a hop that the request would have met next.
    pub fn would_reach(&mut self, component: Component, id: &str, kind: &'static str) {
        self.unreached.push(Unreached { component, id: Text::copy(id), kind });
    }

    /// Whether the chain is so long that it must be a loop.
    pub fn is_exhausted(&self) -> bool {
        self.hops.len() >= MOST_HOPS
    }

    /// Writes down a step.
    pub fn note(&mut self, hop: HopIndex, step: Step) {
        if let Some(hop) = self.hops.get_mut(hop.0) {
            hop.steps.push(step);
        }
    }
}
