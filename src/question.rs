//! Which advice is wanted now: what the model makes of [`crate::advice`].

use std::rc::Rc;

use hopscope_routing::expectation::{Standing, standing};

use crate::advice::{Before, Question, Topic, Tried};
use crate::model::Model;
use crate::view::Dialog;

impl Model {
    /// The question that should be answered now.
    pub fn question(&self) -> Option<Question> {
        let topic = match self.dialog {
            _ if self.embed => return None,
            Some(Dialog::Advice(topic)) => topic,
            _ if self.advice.wanted && self.is_to_change() => Topic::Change,
            _ => return None,
        };
        let before = match &self.advice.before {
            Before::Example(_, scenario) | Before::Link(_, Ok(scenario)) => scenario,
            Before::Link(_, Err(_)) if topic == Topic::Comparison => return None,
            Before::Opened | Before::Link(..) => &self.advice.opened,
        };
        if topic == Topic::Explanation && self.advice.pasted.trim().is_empty() {
            return None;
        }
        Some(Question {
            topic,
            language: self.language,
            scenario: Rc::clone(&self.scenario),
            request: self.selection.request,
            before: Rc::clone(before),
            pasted: Rc::clone(&self.advice.pasted),
            attempt: self.advice.attempt,
            sources: self.sources.clone(),
        })
    }

    /// The fix of the selected request that is in force.
    pub fn tried(&self) -> Option<&Tried> {
        let tried = self.advice.tried.as_ref()?;
        (Rc::ptr_eq(&tried.scenario, &self.scenario) && tried.request == self.selection.request).then_some(tried)
    }

    /// Whether the selected request is not what was expected: then the page looks for what would change it, by itself.
    pub fn is_unexpected(&self) -> bool {
        self.is_to_change() && self.selection.outcome(&self.outcomes).is_some_and(|outcome| outcome.met == Some(false))
    }

    /// Whether the selected request does not do what is expected of it.
    pub fn is_to_change(&self) -> bool {
        let request = self.scenario.requests.get(self.selection.request);
        let outcome = self.selection.outcome(&self.outcomes);
        request
            .zip(outcome)
            .is_some_and(|(request, outcome)| standing(request.expect.as_ref(), &outcome.trace) == Standing::Missed)
    }
}
