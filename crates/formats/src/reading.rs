//! What the readers of all formats fill, before the mapper makes a scenario of it.

use hopscope_scenario::Scenario;

use crate::fault::{Fault, FaultKind};
use crate::import::{Entry, Fate, Question, Reason};
use crate::resource::Resource;
use crate::source::{Files, Span};

/// What the readers of all formats fill, before the mapper makes a scenario of it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The files.
    pub files: Files,
    /// The parts, in the order in which they were read.
    pub resources: Vec<Resource>,
    /// What readers themselves have to report: modules that are missing, macros that are not expanded.
    pub report: Vec<Entry>,
    /// What readers ask for.
    pub questions: Vec<Question>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// Scenario files among what was given: the first is the ground on which the resources are put.
    pub scenarios: Vec<Scenario>,
}

impl Reading {
    /// Notes what could not be read.
    pub fn fault(&mut self, kind: FaultKind, span: Option<Span>) {
        self.faults.push(Fault { kind, span });
    }

    /// Notes a part that plays a role and is not carried over.
    pub fn lost(&mut self, address: &str, kind: &str, reason: Reason, span: Option<Span>) {
        self.report.push(Entry {
            fate: Fate::Lost,
            address: address.to_owned(),
            kind: kind.to_owned(),
            attribute: None,
            reason: Some(reason),
            span,
        });
    }

    /// Asks, unless the same question was asked before.
    pub fn ask(&mut self, question: Question) {
        if !self.questions.iter().any(|asked| asked.id == question.id) {
            self.questions.push(question);
        }
    }
}
