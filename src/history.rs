//! Undo and redo: two stacks of scenarios, each with the request that was selected.

use std::rc::Rc;

use hopscope_scenario::{FieldPath, Scenario};

/// How many steps can be undone.
const DEPTH: usize = 200;

/// How many things the scenarios of all steps may hold together: of large scenarios fewer steps are kept, each of which
/// takes tens of megabytes.
const WEIGHT: usize = 100_000;

/// About how many things a scenario holds. A kilobyte of text counts as one.
fn weight(scenario: &Scenario) -> usize {
    let behaviors = scenario.distributions.iter().map(|each| each.ordered_cache_behavior.len() + each.origin.len() + 1);
    let resources = scenario.rest_apis.iter().map(|each| each.resources.len() + each.stages.len() + 1);
    let routes = scenario.http_apis.iter().map(|each| each.routes.len() + each.stages.len() + 1);
    let code = scenario.edge_functions.iter().map(|each| each.code.len() / 1_024 + 1);
    let bodies = scenario.lambdas.iter().map(|each| each.response.body.len() / 1_024 + 1);
    let counted: usize = behaviors.chain(resources).chain(routes).chain(code).chain(bodies).sum();
    counted + scenario.requests.len() + scenario.buckets.len() + scenario.servers.len()
}

/// What one step of undo takes back. Successive changes with the same grain are one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A change of its own.
    Single,
    /// Typing into one field.
    Typing(FieldPath),
    /// Typing into the JSON of the whole scenario.
    Document,
}

/// A scenario that was in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// The request that was selected, from 0.
    pub request: usize,
    /// The text of the JSON panel, if it could not be read.
    pub unapplied: Option<Rc<str>>,
}

impl Moment {
    /// Which request of this scenario to select when it takes the place of another, whose selected request is given:
    /// the same one, where it stands among those that both begin or end with; else the one that was selected then.
    pub fn request_after(&self, other: &Scenario, selected: usize) -> usize {
        let (new, old) = (&self.scenario.requests, &other.requests);
        let is_head = old.get(..=selected).is_some_and(|head| new.starts_with(head));
        let tail = old.get(selected..).filter(|tail| !tail.is_empty() && new.ends_with(tail));
        match tail {
            _ if is_head => selected,
            Some(tail) => new.len() - tail.len(),
            None => self.request,
        }
    }
}

/// The scenarios before and after the one in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Moment>,
    future: Vec<Moment>,
    open: Option<Grain>,
}

impl History {
    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Records that `before` is replaced.
    pub fn record(&mut self, before: Moment, grain: Grain) {
        let continues = grain != Grain::Single && self.is_open(&grain);
        self.open = Some(grain);
        self.future.clear();
        if !continues {
            self.past.push(before);
            let mut room = WEIGHT;
            // The latest step can be undone, however much it holds.
            let kept = self.past.iter().rev().enumerate().take_while(|(index, moment)| {
                let fits = room.checked_sub(weight(&moment.scenario));
                room = fits.unwrap_or(0);
                *index == 0 || (*index < DEPTH && fits.is_some())
            });
            let kept = kept.count();
            self.past.drain(..self.past.len() - kept);
        }
    }

    /// The scenario before a row of keystrokes that goes on. None: none does.
    pub fn before(&self, grain: &Grain) -> Option<Rc<Scenario>> {
        let last = self.past.last().filter(|_| self.open.as_ref() == Some(grain))?;
        Some(Rc::clone(&last.scenario))
    }

    /// Whether the next change of this grain would be part of the latest step.
    pub fn is_open(&self, grain: &Grain) -> bool {
        self.open.as_ref() == Some(grain)
    }

    /// Ends a row of keystrokes: the next change is a step of its own.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The scenario before `current`.
    pub fn undo(&mut self, current: Moment) -> Option<Moment> {
        self.close();
        let before = self.past.pop()?;
        self.future.push(current);
        Some(before)
    }

    /// The scenario that was undone last.
    pub fn redo(&mut self, current: Moment) -> Option<Moment> {
        self.close();
        let after = self.future.pop()?;
        self.past.push(current);
        Some(after)
    }
}

#[cfg(test)]
mod tests {
    use hopscope_scenario::request::Request;

    use super::*;

    #[test]
    fn of_large_scenarios_fewer_steps_are_kept_and_always_the_latest() {
        let kept = |requests: usize| {
            let scenario = Rc::new(Scenario { requests: vec![Request::default(); requests], ..Scenario::default() });
            let mut history = History::default();
            for _ in 0..300 {
                let moment = Moment { scenario: Rc::clone(&scenario), request: 0, unapplied: None };
                history.record(moment, Grain::Single);
            }
            history.past.len()
        };
        assert_eq!([kept(3), kept(1_000), kept(5_000), kept(200_000)], [200, 100, 20, 1]);
    }
}
