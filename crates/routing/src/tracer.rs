//! The notebook of a trace in the making: hops and their steps are written down here as they happen.

use hopscope_scenario::edge_call::EdgeCall;
use hopscope_scenario::{Part, Scenario, Setting};

use crate::capabilities::Capabilities;
use crate::cloudfront::cache::Caches;
use crate::edge::{EdgeAnswers, NoAnswers};
use crate::exchange::{Answer, Request};
use crate::extension::Extensions;
use crate::missing::Missing;
use crate::rule::{Basis, Rule};
use crate::text::Text;
use crate::trace::{AnswerLine, Component, Detail, Hop, Leg, Outcome, Step, StepIndex, Unreached};

/// The longest chain of hops that is followed. Real chains are far shorter; loops end here.
pub const MOST_HOPS: usize = 16;

/// As many hops as most requests meet.
const USUAL_HOPS: usize = 2;

/// As many steps as hops of a kind mostly take. Small blocks of memory are much quicker to get than large ones.
const fn usual_steps(component: Component) -> usize {
    match component {
        Component::Cloudfront => 12,
        Component::ApiGateway => 8,
        _ => 4,
    }
}

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
    /// How many calls of edge code had an answer.
    pub runs: usize,
    /// The request that is traced, where it is the scenario's.
    pub request: Option<Part>,
    /// The step that decided for the answer that is on its way back.
    pub deciding: Option<StepIndex>,
    /// The hop that sent the request on last.
    sender: Option<usize>,
    /// What the program has of what many scenarios do without.
    pub extensions: Extensions,
    /// What of it was needed and not there.
    pub missing: Missing,
    /// How long backends took so far, in milliseconds.
    pub elapsed: u64,
    /// What caches hold. None: the request comes after no other.
    pub caches: Option<Box<Caches>>,
}

/// A hop in the notebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HopIndex(usize);

impl<'s> Tracer<'s> {
    /// An empty notebook.
    pub fn new(scenario: &'s Scenario) -> Self {
        Self::by(scenario, &Capabilities { answers: &NoAnswers, extensions: Extensions::ALL })
    }

    /// An empty notebook, and what the program has to trace by.
    pub fn by(scenario: &'s Scenario, capabilities: &Capabilities<'s>) -> Self {
        Self {
            scenario,
            hops: Vec::with_capacity(USUAL_HOPS),
            unreached: Vec::new(),
            pending: Vec::new(),
            answers: capabilities.answers,
            needs: Vec::new(),
            runs: 0,
            request: None,
            deciding: None,
            sender: None,
            extensions: capabilities.extensions,
            missing: Missing::default(),
            elapsed: 0,
            caches: None,
        }
    }

    /// Opens a hop, which is the part `at` of the scenario.
    pub fn enter(
        &mut self,
        component: Component,
        id: &str,
        kind: &'static str,
        at: Option<Part>,
        request: &Request<'_>,
    ) -> HopIndex {
        let caller = self.sender.take();
        let mut steps = Vec::with_capacity(usual_steps(component));
        steps.append(&mut self.pending);
        self.hops.push(Hop {
            component,
            id: Text::copy(id),
            kind,
            at,
            caller,
            called_after: caller.and_then(|at| self.hops.get(at)).map_or(0, |hop| hop.steps.len()),
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

    /// Writes down that the next hop is asked by this one, whatever it has sent.
    pub fn asks(&mut self, hop: HopIndex) {
        self.sender = Some(hop.0);
    }

    /// Writes down what the hop sends on.
    pub fn send(&mut self, hop: HopIndex, request: &Request<'_>) {
        self.asks(hop);
        if let Some(hop) = self.hops.get_mut(hop.0) {
            hop.sent = Some(Box::new(request.message()));
            hop.path_from = request.path.clone();
        }
    }

    /// Writes down what the hop answers, and hands it on.
    pub fn answer(&mut self, hop: HopIndex, answer: Answer) -> Answer {
        self.decide(hop, answer.rule);
        self.set_answer(hop, answer.line());
        answer
    }

    /// Notes the step that decided for an answer by `rule` as it leaves a hop: the one that decided for the answer that
    /// the hop passes on, else the hop's own, else one of a hop that it called.
    pub fn decide(&mut self, hop: HopIndex, rule: &'static Rule) {
        let last = |(at, hop): (usize, &Hop)| {
            hop.steps.iter().rposition(|step| step.rule == rule).map(|step| StepIndex { hop: at, step })
        };
        let own = self.hops.get(hop.0).and_then(|own| last((hop.0, own)));
        let passed_on = self.deciding.filter(|at| {
            let step = self.hops.get(at.hop).and_then(|hop| hop.steps.get(at.step));
            step.is_some_and(|step| step.rule == rule)
        });
        let called = || self.hops.iter().enumerate().skip(hop.0).rev().find_map(last);
        // A hop that was called is behind the one that called it.
        self.deciding = passed_on.filter(|at| at.hop > hop.0).or(own).or(passed_on).or_else(called);
    }

    /// A field of the request that is traced. None: the request is not the scenario's.
    pub fn of_request(&self, field: &'static str) -> Option<Setting> {
        self.request.map(|request| request.field(field))
    }

    /// The places that decided for a refusal before any hop was entered.
    pub fn pending_fields(&self) -> Vec<Setting> {
        let refusal = self.pending.iter().rfind(|step| step.outcome == Outcome::Refused);
        refusal.map(|step| step.fields().to_vec()).unwrap_or_default()
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
