//! Which request, and which parts of the set-up, the page shows.
//!
//! The forms follow the selected request: they show the distribution, behaviour, origin, API and function that it met,
//! until the user picks another one.

use hopscope_routing::Trace;
use hopscope_routing::trace::{Step, StepIndex};
use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::field_path::Segment;
use hopscope_scenario::{FieldPath, Map, Part as At, Scenario};

use crate::outcome::{AT_ONCE, Outcome, Outcomes, State};

/// Which request and which parts are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The selected request, from 0.
    pub request: usize,
    /// The step whose rule is shown.
    pub step: Option<StepIndex>,
    /// The rule that the address names, until the trace that it is looked for in is known: code may not have run yet.
    wanted: Option<String>,
    pins: Map<FormSection, usize>,
}

/// A part of the set-up of which one at a time is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormSection {
    /// A request.
    Request,
    /// A distribution.
    Distribution,
    /// A behaviour of the shown distribution; the default one comes after the ordered ones.
    Behavior,
    /// An origin of the shown distribution.
    Origin,
    /// A REST API.
    RestApi,
    /// A resource of the shown API.
    Resource,
    /// An HTTP API.
    HttpApi,
    /// A Lambda function.
    Lambda,
    /// A CloudFront Function or Lambda@Edge function.
    EdgeFunction,
}

impl Selection {
    /// The selection on opening a scenario: the request and rule that the address names, else the first request that
    /// is not as expected.
    pub fn at(outcomes: &Outcomes, request: Option<usize>, rule: Option<&str>) -> Self {
        let request = request.filter(|index| *index < outcomes.results.len());
        let request = request.unwrap_or_else(|| Self::first(outcomes));
        let mut selection = Self { request, wanted: rule.map(str::to_owned), ..Self::default() };
        selection.look_for_wanted(outcomes);
        selection
    }

    fn look_for_wanted(&mut self, outcomes: &Outcomes) {
        if let (Some(rule), Some(trace)) = (&self.wanted, self.trace(outcomes)) {
            self.step = step_of_rule(trace, rule);
            if trace.needs.is_empty() {
                self.wanted = None;
            }
        }
    }

    /// The request that is selected on opening: of those that are traced at once, the first that is not as expected, else
    /// the first.
    pub fn first(outcomes: &Outcomes) -> usize {
        outcomes.results.iter().take(AT_ONCE).position(|each| each.met == Some(false)).unwrap_or(0)
    }

    /// Opens a step's panel, or closes it.
    pub fn show_step(&mut self, step: Option<StepIndex>) {
        self.step = step;
        self.wanted = None;
    }

    /// Shows a part. Another request brings its own parts along.
    pub fn show(&mut self, part: FormSection, index: usize) {
        match part {
            FormSection::Request => {
                if self.request != index {
                    self.pins.clear();
                    self.show_step(None);
                }
                self.request = index;
            }
            FormSection::Distribution => {
                self.pins.remove(&FormSection::Behavior);
                self.pins.remove(&FormSection::Origin);
                self.pins.insert(part, index);
            }
            FormSection::Behavior => {
                self.pins.remove(&FormSection::Origin);
                self.pins.insert(part, index);
            }
            FormSection::RestApi => {
                self.pins.remove(&FormSection::Resource);
                self.pins.insert(part, index);
            }
            _ => drop(self.pins.insert(part, index)),
        }
    }

    /// Stays with the form of a field that was changed, where the request now goes another way.
    pub fn stay(&mut self, field: &FieldPath, scenario: &Scenario, outcomes: &Outcomes) {
        for (part, index) in parts(field.segments()) {
            if part != FormSection::Request && self.shown(part, scenario, outcomes) != index {
                self.show(part, index);
            }
        }
    }

    /// Keeps what still exists.
    pub fn settle(&mut self, outcomes: &Outcomes) {
        self.request = self.request.min(outcomes.results.len().saturating_sub(1));
        self.look_for_wanted(outcomes);
        self.step = self.step.filter(|step| self.trace(outcomes).is_some_and(|trace| trace.step(*step).is_some()));
    }

    /// What came of the selected request.
    pub fn outcome<'a>(&self, outcomes: &'a Outcomes) -> Option<&'a Outcome> {
        outcomes.results.get(self.request).map(|outcome| &**outcome)
    }

    /// The selected request's trace. None: there is none, or not until more of the program is here.
    pub fn trace<'a>(&self, outcomes: &'a Outcomes) -> Option<&'a Trace> {
        let whole = self.outcome(outcomes).filter(|outcome| outcome.state == State::Whole);
        whole.map(|outcome| &outcome.trace).filter(|trace| !trace.missing.any())
    }

    /// The shown part: the picked one, else the one that the request met, else the first.
    pub fn shown(&self, part: FormSection, scenario: &Scenario, outcomes: &Outcomes) -> usize {
        let count = match part {
            FormSection::Request => return self.request,
            FormSection::Distribution => scenario.distributions.len(),
            FormSection::Behavior => {
                self.distribution(scenario, outcomes).map_or(0, |d| d.ordered_cache_behavior.len() + 1)
            }
            FormSection::Origin => self.distribution(scenario, outcomes).map_or(0, |d| d.origin.len()),
            FormSection::RestApi => scenario.rest_apis.len(),
            FormSection::Resource => {
                let api = self.shown(FormSection::RestApi, scenario, outcomes);
                scenario.rest_apis.get(api).map_or(0, |api| api.resources.len())
            }
            FormSection::HttpApi => scenario.http_apis.len(),
            FormSection::Lambda => scenario.lambdas.len(),
            FormSection::EdgeFunction => scenario.edge_functions.len(),
        };
        let picked = self.pins.get(&part).copied();
        let index = picked.or_else(|| self.met(part, scenario, outcomes)).unwrap_or(0);
        index.min(count.saturating_sub(1))
    }

    /// The setting that decided about the selected request, if one did: the first of the deciding step.
    pub fn decided_at(&self, outcomes: &Outcomes) -> Option<FieldPath> {
        let (_, step) = self.trace(outcomes)?.deciding_step()?;
        step.fields().first().map(hopscope_scenario::setting::Setting::path)
    }

    fn distribution<'a>(&self, scenario: &'a Scenario, outcomes: &Outcomes) -> Option<&'a Distribution> {
        scenario.distributions.get(self.shown(FormSection::Distribution, scenario, outcomes))
    }

    /// The part that the selected request met.
    pub fn met(&self, part: FormSection, scenario: &Scenario, outcomes: &Outcomes) -> Option<usize> {
        let trace = self.trace(outcomes)?;
        let at = |pick: fn(At) -> Option<usize>| trace.hops.iter().find_map(|hop| pick(hop.at?));
        let of_distribution = || {
            let shown = self.shown(FormSection::Distribution, scenario, outcomes);
            trace.hops.iter().filter(move |hop| hop.at == Some(At::Distribution(shown)))
        };
        match part {
            FormSection::Request => Some(self.request),
            FormSection::Distribution => at(|part| match part {
                At::Distribution(index) => Some(index),
                _ => None,
            }),
            FormSection::Behavior => {
                let ordered = self.distribution(scenario, outcomes)?.ordered_cache_behavior.len();
                of_distribution().find_map(|hop| {
                    hop.met(|part| match part {
                        At::OrderedCacheBehavior(_, index) => Some(index),
                        At::DefaultCacheBehavior(_) => Some(ordered),
                        _ => None,
                    })
                })
            }
            // That of the shown behaviour, which need not be the one that the request met.
            FormSection::Origin => {
                let distribution = self.distribution(scenario, outcomes)?;
                let behavior = self.shown(FormSection::Behavior, scenario, outcomes);
                let ordered = distribution.ordered_cache_behavior.get(behavior);
                let target = &ordered.unwrap_or(&distribution.default_cache_behavior).target_origin_id;
                distribution.origin.iter().position(|origin| origin.origin_id == *target)
            }
            FormSection::RestApi => at(|part| match part {
                At::RestApi(index) => Some(index),
                _ => None,
            }),
            FormSection::HttpApi => at(|part| match part {
                At::HttpApi(index) => Some(index),
                _ => None,
            }),
            FormSection::Resource => {
                let shown = self.shown(FormSection::RestApi, scenario, outcomes);
                // What answered behind it, or refused there, does not matter: the API found it.
                trace.hops.iter().filter(|hop| hop.at == Some(At::RestApi(shown))).find_map(|hop| {
                    hop.met(|part| match part {
                        At::Method(_, index, _) => Some(index),
                        _ => None,
                    })
                })
            }
            FormSection::Lambda => at(|part| match part {
                At::Lambda(index) => Some(index),
                _ => None,
            }),
            FormSection::EdgeFunction => {
                // The one that decided, else the first.
                let decided = trace.deciding_step().into_iter().flat_map(|(_, step)| step.fields());
                let all = trace.hops.iter().flat_map(|hop| &hop.steps).flat_map(Step::fields);
                decided.chain(all).find_map(|field| match field.part {
                    At::EdgeFunction(index) => Some(index),
                    _ => None,
                })
            }
        }
    }
}

/// The parts of the set-up that hold a field, outermost first. Empty: no form shows it.
pub fn parts(path: &[Segment]) -> Vec<(FormSection, usize)> {
    let part = |parent: &str, name: &str| {
        Some(match (parent, name) {
            ("", "requests") => FormSection::Request,
            ("", "distributions") => FormSection::Distribution,
            ("distributions", "ordered_cache_behavior") => FormSection::Behavior,
            ("distributions", "origin") => FormSection::Origin,
            ("", "rest_apis") => FormSection::RestApi,
            ("rest_apis", "resources") => FormSection::Resource,
            ("", "http_apis") => FormSection::HttpApi,
            ("", "lambdas") => FormSection::Lambda,
            ("", "edge_functions") => FormSection::EdgeFunction,
            _ => return None,
        })
    };
    let mut found = Vec::new();
    let mut parent = "";
    for pair in path.windows(2) {
        if let [Segment::Field(name), Segment::Index(index)] = pair {
            found.extend(part(parent, name).map(|part| (part, *index)));
            parent = name;
        }
    }
    found
}

/// The step by the rule of that id: the one that decided, else the first.
pub fn step_of_rule(trace: &Trace, id: &str) -> Option<StepIndex> {
    let is_of_rule = |at: &StepIndex| trace.step(*at).is_some_and(|(_, step)| step.rule.id == *id);
    let first = || {
        trace.hops.iter().enumerate().find_map(|(hop, each)| {
            let step = each.steps.iter().position(|step| step.rule.id == *id)?;
            Some(StepIndex { hop, step })
        })
    };
    trace.deciding.filter(is_of_rule).or_else(first)
}
